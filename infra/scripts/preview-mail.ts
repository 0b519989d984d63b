import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../domain/kernel/instant.ts';
import { renderMail } from '../../functions/adapters/mail/render-mail.ts';
import { everyMail, noticeMail, obligationMail } from '../../test/functions/mail/models.ts';

/** Writes every mail as a page to look at: `node infra/scripts/preview-mail.ts`. */
const directory = join(import.meta.dirname, '../../out/mail-preview');
mkdirSync(directory, { recursive: true });

const special = (['zh-CN', 'en'] as const).flatMap((language) => [
  [
    `late-${language}`,
    obligationMail('acknowledgement', 'before', language, {
      late: { plannedAt: '2026-03-09T01:00:00.000Z' as Instant },
    }),
  ] as const,
  [
    `alias-${language}`,
    obligationMail('checkIn', 'before', language, {
      alias: language === 'en' ? 'North team' : '北区',
    }),
  ] as const,
  [
    `named-${language}`,
    obligationMail('checkInWriteUp', 'overdue', language, {
      plan: { of: 'employee', name: language === 'en' ? 'Lena Hartmann' : '赵敏' },
    }),
  ] as const,
  [
    `optional-${language}`,
    obligationMail('measurement', 'before', language, {
      unsubscribeUrl: 'https://app.example.com/unsubscribe/t',
    }),
  ] as const,
  [
    `stand-in-${language}`,
    obligationMail('review', 'overdue', language, { why: 'standIn' }),
  ] as const,
  [
    `manager-start-${language}`,
    noticeMail('planStarted', language, { recipientRole: 'manager' }),
  ] as const,
]);

const mails = [...everyMail(), ...special];
const subjects = mails.map(([name, model]) => {
  const { subject, html, text } = renderMail(model);
  writeFileSync(join(directory, `${name}.html`), html);
  writeFileSync(join(directory, `${name}.txt`), text);
  return `${name}\t${subject}`;
});
writeFileSync(join(directory, 'subjects.tsv'), `${subjects.join('\n')}\n`);
console.log(`${mails.length} mails in ${directory}`);
