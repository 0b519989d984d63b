import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../domain/kernel/ids.ts';
import { addMs } from '../../../domain/kernel/instant.ts';
import {
  acceptInvitation,
  type Invitation,
  putAdmissions,
  putSignUp,
} from '../../../functions/adapters/store/index.ts';
import { openLink } from '../../../functions/adapters/system/link-token.ts';
import { createLog, type LogLine } from '../../../functions/adapters/system/log.ts';
import {
  createOutgoingGuard,
  type OutgoingGuard,
} from '../../../functions/adapters/system/outgoing.ts';
import { createAdmissionSender } from '../../../functions/jobs/send-admission.ts';
import { useTable } from '../../support/engine.ts';
import { people, TENANT_ID } from '../../support/plans.ts';
import { FOUNDED_AT, tenantOf } from '../../support/store.ts';

const table = useTable();
const KEY = 'a key';
const ses = mockClient(SESClient);
let lines: LogLine[];
let count = 0;
let outgoing: OutgoingGuard;
let invitation: Invitation;

beforeEach(async () => {
  ses.reset();
  ses.on(SendRawEmailCommand).resolves({ MessageId: 'm' });
  lines = [];
  outgoing = createOutgoingGuard();
  count += 1;
  invitation = {
    kind: 'invitation',
    id: `${people.mentor.slice(0, -4)}${String(count).padStart(4, '0')}`,
    email: 'guest@example.com',
    language: 'en',
    round: 2,
    expiresAt: addMs(FOUNDED_AT, 86_400_000),
    tenantId: TENANT_ID,
    companyName: 'Click https://evil.example/now Ltd',
  };
  await putAdmissions(table(), [invitation]);
});

const send = (admissionId: string, round: number, now = FOUNDED_AT) =>
  createAdmissionSender({
    table: table(),
    ses: new SESClient({ region: 'eu-central-1' }),
    configurationSet: 'set',
    linkKey: KEY,
    mailFrom: 'upturn@example.org',
    appUrl: 'https://app.example/',
    outgoing,
    now: () => now,
    log: createLog((line) => lines.push(line)),
  })({ admissionId, round });
const sent = () => ses.commandCalls(SendRawEmailCommand).map(({ args: [{ input }] }) => input);
const textOf = (input: ReturnType<typeof sent>[number] | undefined): string =>
  Buffer.from(input?.RawMessage?.Data ?? '')
    .toString('utf8')
    .replace(/=\r\n/g, '')
    .replaceAll('=3D', '=');

describe('a mail that lets somebody in', () => {
  it('goes to them alone, with a link that is theirs, and names nobody', async () => {
    expect(await send(invitation.id, 2)).toBe('done');
    const [input] = sent();
    expect(input).toMatchObject({
      Destinations: ['guest@example.com'],
      Tags: [
        { Name: 'admission', Value: invitation.id },
        { Name: 'kind', Value: 'invitation' },
      ],
    });
    const text = textOf(input);
    const token = /https:\/\/app\.example\/join\?token=([\w.-]+)/.exec(text)?.[1] ?? '';
    expect(openLink(KEY, token)).toEqual({ id: invitation.id, round: 2 });
    expect(text).toContain('Subject: Your invitation');
    expect(text, 'a company’s name is no link').not.toContain('evil.example');
    expect(JSON.stringify(lines)).not.toContain('guest');
  });

  it.each(['en', 'zh-CN'] as const)(
    'speaks %s, without what a stranger typed',
    async (language) => {
      const id = `sign-up-${language}`;
      await putSignUp(table(), {
        kind: 'signUp',
        id,
        email: 'new@example.com',
        language,
        round: 1,
        expiresAt: addMs(FOUNDED_AT, 1000),
        company: { name: 'Typed by a stranger', site: tenantOf().sites[0] as never },
        administrator: { name: 'Also typed' },
      });
      expect(await send(id, 1)).toBe('done');
      const text = textOf(sent()[0]);
      expect(text).toContain(`Content-Language: ${language}`);
      expect(text).toContain('https://app.example/confirm?token=');
      expect(text).not.toMatch(/Typed by a stranger|Also typed/);
    },
  );

  it('is not sent for an older round, to nobody, after its end or once it was used', async () => {
    await send(invitation.id, 1);
    await send('nobody', 1);
    await send(invitation.id, 2, invitation.expiresAt);
    const accepted = { invitation, sub: `sub-${count}`, now: FOUNDED_AT, usedBy: 'a key' };
    expect(await acceptInvitation(table(), accepted)).toEqual({ kind: 'accepted' });
    await send(invitation.id, 2);
    expect(sent()).toEqual([]);
  });

  it('is one for a round, however often and by how many it is asked for', async () => {
    await Promise.all([1, 2, 3].map(() => send(invitation.id, 2)));
    await send(invitation.id, 2);
    expect(sent()).toHaveLength(1);
    await putAdmissions(table(), [{ ...invitation, round: 3 }]);
    await send(invitation.id, 3);
    expect(sent()).toHaveLength(2);
  });

  it('that the mail service would not take yet goes out later, once', async () => {
    const error = Object.assign(new Error(), { name: 'ThrottlingException', $metadata: {} });
    ses.on(SendRawEmailCommand).rejectsOnce(error).resolves({ MessageId: 'm' });
    expect(await send(invitation.id, 2)).toBe('retry');
    for (const _ of [1, 2]) expect(await send(invitation.id, 2)).toBe('done');
    expect(lines.filter(({ code }) => code === 'admission.sent')).toHaveLength(1);
  });

  it.each([
    ['old', 'en', 'goes to another address'],
    ['old', 'zh-CN', '通知邮箱已变更'],
    ['new', 'en', 'comes here now'],
    ['new', 'zh-CN', '通知将寄往此邮箱'],
  ] as const)(
    'tells the %s address in %s, once, and opens nothing',
    async (side, language, says) => {
      const { usedAt: _, ...waiting } = invitation;
      const id = `${invitation.id}-${side}-${language}`;
      await putAdmissions(table(), [{ ...waiting, kind: 'moved', side, language, id, round: 1 }]);
      for (const again of [1, 2]) expect(await send(id, 1), String(again)).toBe('done');
      expect(sent()).toHaveLength(1);
      const parsed = await simpleParser(Buffer.from(sent()[0]?.RawMessage?.Data ?? ''));
      expect(parsed.text).toContain(says);
      expect(`${parsed.text}${parsed.html}`).not.toMatch(/token|href/);
    },
  );

  it('that names another company does not leave', async () => {
    const foreign = '01K0TENANT0000000000000077';
    const leaking = { ...invitation, round: 3, companyName: foreign };
    await putAdmissions(table(), [leaking]);
    outgoing.meet(foreign as TenantId);
    await expect(send(invitation.id, 3)).rejects.toThrow('left its company');
    expect(sent()).toEqual([]);
    expect(lines.map(({ code }) => code)).toEqual(['egress.blocked']);
  });

  it.each([
    ['ThrottlingException', 400, 'retry'],
    ['AccountSendingPausedException', 400, 'retry'],
    ['MessageRejected', 400, 'done'],
    ['TimeoutError', undefined, 'done'],
  ] as const)('that SES answers with %s ends as %s %s', async (name, httpStatusCode, end) => {
    const error = Object.assign(new Error('guest@example.com'), {
      name,
      $metadata: { httpStatusCode },
    });
    ses.on(SendRawEmailCommand).rejects(error);
    expect(await send(invitation.id, 2)).toBe(end);
    expect(lines.map(({ code }) => code)).toEqual(['admission.failed']);
    expect(JSON.stringify(lines)).not.toContain('guest');
  });
});
