import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { OBLIGATION_KINDS } from '../../../domain/reminder/vocabulary.ts';
import { mailWords } from '../../../functions/adapters/i18n/mail.ts';
import {
  isMandatory,
  MANDATORY_KINDS,
  NOTICE_KINDS,
} from '../../../functions/adapters/mail/model.ts';
import { COLOURS } from '../../../functions/adapters/mail/page.ts';
import { renderMail } from '../../../functions/adapters/mail/render-mail.ts';
import { digestMail, everyMail, invitation, noticeMail, obligationMail } from './models.ts';

const MAILS = everyMail().map(([name, model]) => ({ name, model, mail: renderMail(model) }));

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** What a reader of the HTML sees, as one line. */
const seen = (html: string): string =>
  html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '$2 $1')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, '');

/** The text as one line, without the marks that stand for layout. */
const read = (text: string): string => text.replace(/^- |^-+$/gm, '').replace(/\s+/g, '');

describe('every kind at every step in both languages', () => {
  it('is all there', () => {
    expect(MAILS).toHaveLength(2 * (OBLIGATION_KINDS.length * 5 + NOTICE_KINDS.length + 1));
  });

  it('says the same in HTML and in text', () => {
    for (const { name, mail } of MAILS) expect(read(mail.text), name).toBe(seen(mail.html));
  });

  it('has one heading, one link, a language and nothing to load', () => {
    for (const { name, model, mail } of MAILS) {
      const { html, text, language } = mail;
      expect(html, name).toContain(`<html lang="${language}">`);
      expect(html.match(/<h1/g), name).toHaveLength(1);
      expect(html.match(/<a /g), name).toHaveLength(1);
      expect(html, name).toMatch(new RegExp(`<a [^>]*href="${model.taskUrl}"[^>]*>[^<]{4,}</a>`));
      expect(html.match(/https?:/g), name).toHaveLength(1);
      expect(text.match(/https?:/g), name).toHaveLength(1);
      expect(html, name).not.toMatch(
        /<(?:img|script|link|iframe|form|object|base)\b|url\(|@import|\son\w+=/i,
      );
    }
  });

  it('O3: is neutral', () => {
    const personal =
      /performance|\bPIP\b|improve|\bgaps?\b|\bscores?\b|rating|绩效|改进|差距|评分|分数|不足|辞退|解除/i;
    for (const { name, mail } of MAILS) {
      expect(mail.subject, name).not.toMatch(personal);
      expect(mail.text, name).not.toMatch(personal);
      expect(mail.html.replace(/<style>[\s\S]*<\/style>/, ''), name).not.toMatch(personal);
    }
  });

  it('P8: says why it came, what is next and what ends it', () => {
    for (const { name, model, mail } of MAILS) {
      const words = mailWords(model.language);
      const { colon } = words.facts;
      const lines = mail.text.split('\n');
      const why = lines.find((line) => line.startsWith(`${words.whyLabel}${colon}`));
      expect(why?.length, name).toBeGreaterThan(words.whyLabel.length + 5);
      const isOnce = model.kind in words.notices;
      expect(mail.text, name).toMatch(
        isOnce ? words.noticeEnds : /\bstops?\b|leaves the list|不再/,
      );
      if (model.kind !== 'digest')
        expect(mail.text, name).toMatch(new RegExp(`^${words.next}${colon}.{5,}$`, 'm'));
      expect(lines, name).toContain(words.automatic);
      expect(lines.includes(words.mandatory), name).toBe(isMandatory(model));
    }
  });

  it('leaves no placeholder and no hole in a sentence', () => {
    for (const { name, mail } of MAILS) {
      expect(mail.text, name).not.toMatch(/[{}[\]|]|undefined|NaN|\s[，。]| {2}/);
      expect(mail.subject, name).toBe(mail.subject.trim());
    }
  });

  it.each(LANGUAGES)('can be told apart by its subject: %s', (language) => {
    const subjects = MAILS.filter((one) => one.model.language === language).map(
      (one) => one.mail.subject,
    );
    expect(new Set(subjects).size).toBe(subjects.length);
    for (const subject of subjects)
      expect(subject.length, subject).toBeLessThanOrEqual(language === 'en' ? 72 : 32);
  });

  it.each(LANGUAGES)('carries the day in the subject wherever one is owed: %s', (language) => {
    const owed = MAILS.filter(({ model }) => model.language === language && 'dueOn' in model);
    for (const { model, mail } of owed)
      if ('step' in model && !(model.kind in mailWords(language).notices))
        expect(mail.subject).toContain(language === 'en' ? '12 March' : '3月12日');
  });
});

describe('the text', () => {
  it('of a first word, in Chinese', () => {
    const mail = renderMail(obligationMail('acknowledgement', 'notice', 'zh-CN'));
    expect(mail.subject).toBe('请在3月12日（含）前确认收到计划');
    expect(mail.text).toMatchInlineSnapshot(`
      "请确认收到计划

      计划已在面谈中向您说明，完整文本可随时查阅。

      截止日期（含当日）：2026年3月12日（星期四）

      下一步：请安排时间阅读，并确认收到。确认仅表示收到，不代表同意；您可以附上书面意见。

      阅读并确认收到
      https://app.example.com/tasks/01JQ8Z3N6T

      ----------
      为何收到此邮件：此事项由您完成。
      您答复后，不再提醒。
      此通知为流程规定的告知，不能关闭。
      本邮件由系统自动发送，请勿回复。
      "
    `);
  });

  it('of a reminder with a label, in English', () => {
    const mail = renderMail(
      obligationMail('checkIn', 'before', 'en', {
        alias: 'North team',
        unsubscribeUrl: 'https://app.example.com/u/t',
      }),
    );
    expect(mail.subject).toBe('Reminder: check-in on 12 March, 10:00 · North team');
    expect(mail.text).toMatchInlineSnapshot(`
      "Reminder: check-in on 12 March

      A regular check-in is planned.

      When: Thursday, 12 March 2026, 10:00 (UTC+08:00)
      Time left: 3 working days
      Your label: North team

      Next: Look at the notes from last time, hold the check-in, and write it up soon after.

      Open the check-in
      https://app.example.com/tasks/01JQ8Z3N6T

      ----------
      Why this mail: you take part in this meeting.
      Mails about it stop as soon as it is recorded as held, moved or excused.
      You can switch off mails of this kind with “unsubscribe” in your mail program or in your settings; the tasks themselves stay.
      Sent automatically; replies are not read.
      "
    `);
  });

  it('of an escalation, in Chinese', () => {
    const mail = renderMail(obligationMail('supportDelivery', 'escalation', 'zh-CN'));
    expect(mail.text).toMatchInlineSnapshot(`
      "逾期未完成：已承诺的支持

      以下事项未按期完成：已承诺的支持。此前已发出提醒。

      截止日期（含当日）：2026年3月12日（星期四）
      已逾期：5 个工作日

      下一步：请了解原因并协助推进；未完成的内容和可以办理的人见页面。

      查看未完成事项
      https://app.example.com/tasks/01JQ8Z3N6T

      ----------
      为何收到此邮件：此事项超过约定时间仍未完成，按流程提请您关注。
      事项完成后，不再提醒。
      本邮件由系统自动发送，请勿回复。
      "
    `);
  });

  it('P7: of a day’s list, in English', () => {
    expect(renderMail(digestMail('en')).text).toMatchInlineSnapshot(`
      "Your list for 12 March

      - Overdue (due 10 March): write up the check-in · K3
      - Today, 12 March, 10:00: check-in · K1
      - Reminder: please record a measurement by 13 March · K1
      - Overdue (due 5 March): promised support

      Open my list
      https://app.example.com/tasks

      ----------
      Why this mail: these items are yours to do or need you.
      An item leaves the list as soon as it is done.
      Sent automatically; replies are not read.
      "
    `);
  });
});

describe('overdue and late', () => {
  it.each(LANGUAGES)('says plainly that something is overdue, and by how much: %s', (language) => {
    const { subject, text } = renderMail(obligationMail('action', 'overdue', language));
    expect(subject).toMatch(/Overdue|已逾期/);
    expect(text).toMatch(/^Overdue by: 2 working days$|^已逾期：2 个工作日$/m);
  });

  it('says that it comes late, and since when, by the recipient’s clock', () => {
    const late = { plannedAt: '2026-03-09T01:00:00.000Z' as Instant };
    expect(renderMail(obligationMail('review', 'before', 'en', { late })).text).toContain(
      'it was planned for 9 March 2026, 09:00',
    );
    expect(renderMail(noticeMail('planStarted', 'zh-CN', { late })).text).toContain(
      '本邮件晚于原定时间（2026年3月9日 09:00）发出',
    );
    expect(renderMail(digestMail('en', { late })).text).toContain('This mail comes late');
  });

  it('counts one day as one', () => {
    const { text } = renderMail(obligationMail('review', 'before', 'en', { days: 1 }));
    expect(text).toContain('Time left: 1 working day\n');
  });
});

describe('whoever it is for', () => {
  it('sees a meeting by the clock of the zone that is theirs', () => {
    const { subject, text } = renderMail(
      obligationMail('checkIn', 'before', 'en', { zone: 'America/New_York' }),
    );
    expect(subject).toBe('Reminder: check-in on 11 March, 22:00');
    expect(text).toContain('When: Wednesday, 11 March 2026, 22:00 (UTC-04:00)');
  });

  it('sees half hours and UTC', () => {
    const text = (zone: string) =>
      renderMail(obligationMail('checkIn', 'before', 'en', { zone })).text;
    expect(text('Asia/Kolkata')).toContain('07:30 (UTC+05:30)');
    expect(text('UTC')).toContain('02:00 (UTC+00:00)');
  });

  it('is told what to do in that role', () => {
    const text = (recipientRole: 'manager' | 'employee') =>
      renderMail(obligationMail('checkpoint', 'before', 'en', { recipientRole })).text;
    expect(text('manager')).toContain('Hold the meeting and record');
    expect(text('employee')).toContain('what help you need');
  });

  it('is not asked to do what is somebody else’s', () => {
    const { text } = renderMail(obligationMail('acknowledgement', 'escalation', 'en'));
    expect(text).not.toContain('presented to you');
    expect(text).toContain('Find out what stands in the way');
    const told = renderMail(obligationMail('review', 'before', 'en', { why: 'informed' }));
    expect(told.subject).toBe('For information: review of a submitted plan, due 12 March');
    expect(told.text).toContain('Nothing for you to do now.');
  });

  it('is told to reach somebody whose mail came back', () => {
    const { text } = renderMail(
      obligationMail('acknowledgement', 'notice', 'en', { why: 'unreached' }),
    );
    expect(text).toContain(
      'Reach the person in another way, and check the address. Once the mailbox works again, say so on the page: mail then goes there again.',
    );
  });

  it('finds their own label in the subject, never in the calendar', () => {
    const { subject, calendar } = renderMail(
      obligationMail('checkIn', 'before', 'en', { alias: 'North', calendar: invitation() }),
    );
    expect(subject).toContain('North');
    expect(calendar?.content).not.toContain('North');
  });
});

describe('switching off', () => {
  const unsubscribeUrl = 'https://app.example.com/u/token';

  it('takes one click where it is allowed, and says so', () => {
    const { headers, text } = renderMail(
      obligationMail('measurement', 'before', 'en', { unsubscribeUrl }),
    );
    expect(headers).toEqual({
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(text).toContain('You can switch off mails of this kind');
    expect(text).not.toContain(unsubscribeUrl);
  });

  it.each(MANDATORY_KINDS)('is not offered for what the process requires: %s', (kind) => {
    const model =
      kind === 'acknowledgement' || kind === 'finalReview' || kind === 'appeal'
        ? obligationMail(kind, 'notice', 'en', { unsubscribeUrl })
        : noticeMail(kind, 'en', { unsubscribeUrl });
    const { headers, text } = renderMail(model);
    expect(headers).toEqual({});
    expect(text).toContain('it cannot be switched off');
    expect(text).not.toContain('unsubscribe');
  });

  it('is not offered for a list that holds such a notice', () => {
    const items = [obligationMail('acknowledgement', 'before', 'en')];
    const { headers, text } = renderMail(digestMail('en', { items, unsubscribeUrl }));
    expect(headers).toEqual({});
    expect(text).toContain('cannot be switched off');
    expect(renderMail(digestMail('en', { unsubscribeUrl })).headers).not.toEqual({});
  });
});

describe('links', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', '/tasks/1', '', 'ftp://example.com/'])(
    'are refused when they are not the product’s kind: %s',
    (taskUrl) => {
      expect(() => renderMail(obligationMail('review', 'notice', 'en', { taskUrl }))).toThrow(
        TypeError,
      );
    },
  );
});

describe('colours', () => {
  const luminance = (colour: string): number => {
    const channel = (at: number): number => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  };
  const contrast = (a: string, b: string): number => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };

  it.each(Object.entries(COLOURS))('can be read in the %s scheme', (_, colours) => {
    for (const ground of [colours.sheet, colours.panel])
      for (const text of [colours.text, colours.quiet])
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.urgent, colours.sheet)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
  });
});

it('shows nothing that a mail is not made of, whatever comes along', () => {
  const canary = { employee: '李伟-canary', title: 'canary', gaps: ['canary'], score: 'canary' };
  for (const { name, model } of MAILS) {
    const calendar = model.kind === 'digest' ? {} : { calendar: { ...invitation(), ...canary } };
    const mail = renderMail({ ...model, ...canary, ...calendar });
    expect(JSON.stringify(mail), name).not.toContain('canary');
  }
});

it('makes the same bytes from the same model', () => {
  const model = obligationMail('checkIn', 'before', 'zh-CN', { calendar: invitation() });
  expect(renderMail(model)).toEqual(renderMail(structuredClone(model)));
});
