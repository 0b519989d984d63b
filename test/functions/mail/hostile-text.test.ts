import fc from 'fast-check';
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { composeMime } from '../../../functions/adapters/mail/mime.ts';
import type { MailModel } from '../../../functions/adapters/mail/model.ts';
import { renderMail } from '../../../functions/adapters/mail/render-mail.ts';
import { singleLine } from '../../../functions/adapters/mail/single-line.ts';
import { type Html, html, markupText } from '../../../functions/adapters/markup/html.ts';
import { digestMail, invitation, noticeMail, obligationMail } from './models.ts';

/** A short share in the suite; `HOSTILE_RUNS=50000` for all of it, which takes minutes. */
const RUNS = Number(process.env.HOSTILE_RUNS ?? 600);
/** Far above what a run takes, on a machine that is busy with other things as well. */
const MS_PER_RUN = 100;

/** Pieces of attacks; generated strings are mixtures of these and of anything else. */
const PIECES = [
  '\r\n',
  '\n',
  '\r',
  'Bcc: eve@example.com',
  'Content-Type: text/html',
  '\r\n\r\n<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</title>',
  '<!--',
  ']]>',
  '"',
  "'",
  '&#x3c;',
  '&amp;',
  'ATTENDEE:mailto:eve@example.com',
  'END:VEVENT',
  'BEGIN:VALARM',
  ';',
  ',',
  '\\n',
  '\\',
  ':',
  '=?utf-8?Q?=0D=0ABcc:_eve@example.com?=',
  '--01JQ8Z3N6TABCDEF',
  '\u202e',
  '\u2028',
  '\u0000',
  '\u0085',
  '\ud800',
  '\ufeff',
  '$'.concat('{x}'),
  '{date}',
  '[{date}]',
  'javascript:',
  '绩效',
  '李伟',
  '😀',
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((pieces) => pieces.join(''));

const model = (text: string, language: (typeof LANGUAGES)[number], shape: number): MailModel => {
  const link = `https://app.example.com/tasks/?q=${text.toWellFormed()}`;
  const common = { alias: text, taskUrl: link, unsubscribeUrl: link, calendar: invitation() };
  if (shape === 0) return obligationMail('checkIn', 'before', language, common);
  if (shape === 1) return noticeMail('meetingMoved', language, common);
  const items = [obligationMail('review', 'overdue', language, { alias: text })];
  return digestMail(language, { items, taskUrl: link, unsubscribeUrl: link });
};

/** The elements of a page, without its texts and without what its link points to. */
const skeleton = (page: string): string =>
  page.replace(/href="[^"]*"/g, 'href').replace(/>[^<]+/g, '>');

const propertyNames = (text: string): readonly string[] => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return [calendar, ...calendar.getAllSubcomponents()].flatMap((component) => [
    component.name,
    ...component.getAllProperties().map((property) => property.name),
  ]);
};

const sent = async (mail: MailModel, fromName: string) => {
  const rendered = renderMail(mail);
  const parsed = await simpleParser(
    await composeMime({
      from: 'plans@example.com',
      fromName,
      to: 'li.wei@example.com',
      rendered,
      deliveryId: '01JQ8Z3N6TABCDEF',
      sentAt: '2026-03-09T01:00:00.000Z' as Instant,
    }),
    { skipTextToHtml: true, skipImageLinks: true },
  );
  return { rendered, parsed, headers: parsed.headerLines.map(({ key }) => key).sort() };
};

/** The same mails with nothing in them to worry about, by language and shape. */
const harmlessMails = new Map<string, ReturnType<typeof sent>>();
const harmlessMail = (language: (typeof LANGUAGES)[number], shape: number) => {
  const key = `${language}/${shape}`;
  const made = harmlessMails.get(key) ?? sent(model('x', language, shape), 'x');
  harmlessMails.set(key, made);
  return made;
};

describe('hostile text', () => {
  it(
    'adds no header, no recipient, no part, no markup and no calendar property',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          hostile,
          fc.constantFrom(...LANGUAGES),
          fc.nat(2),
          async (text, language, shape) => {
            const harmless = await harmlessMail(language, shape);
            const { rendered, parsed, headers } = await sent(model(text, language, shape), text);
            expect(headers).toEqual(harmless.headers);
            expect(parsed.subject).toBe(rendered.subject);
            expect(parsed.from?.value.map(({ address }) => address)).toEqual(['plans@example.com']);
            expect(parsed.from?.value[0]?.name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
            expect(parsed.to).toMatchObject({ value: [{ address: 'li.wei@example.com' }] });
            expect([parsed.cc, parsed.bcc, parsed.replyTo]).toEqual([
              undefined,
              undefined,
              undefined,
            ]);
            expect(parsed.html).toBe(rendered.html);
            expect(parsed.attachments.length).toBe(harmless.parsed.attachments.length);
            const labelled = singleLine(text, 40) !== '';
            const plain = labelled ? harmless.rendered : renderMail(model('', language, shape));
            expect(skeleton(rendered.html)).toBe(skeleton(plain.html));
            expect(rendered.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
            expect(rendered.text.split('\n').length).toBe(plain.text.split('\n').length);
            const [calendar, expected] = [rendered.calendar, harmless.rendered.calendar];
            expect(calendar?.method).toBe(expected?.method);
            if (calendar !== undefined && expected !== undefined)
              expect(propertyNames(calendar.content)).toEqual(propertyNames(expected.content));
          },
        ),
        { numRuns: RUNS },
      );
    },
    RUNS * MS_PER_RUN,
  );

  it('comes out of the markup as it went in', () => {
    const decoded = (text: string): string =>
      text
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, '&');
    fc.assert(
      fc.property(hostile, (text) => {
        const made = markupText(html`<p title="${text}">${text}</p>`);
        const match = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(made);
        expect(match?.slice(1).map(decoded)).toEqual([text, text]);
      }),
      { numRuns: RUNS },
    );
  });

  it('cannot pass for markup', () => {
    // @ts-expect-error: a string is no markup, whatever it holds
    const forged: Html = '<b>x</b>';
    expect(() => markupText(html`<p>${[forged]}</p>`)).not.toThrow();
    expect(markupText(html`<p>${[forged]}</p>`)).not.toContain('<b>');
    expect(markupText(html`<p>${[html`<b>${1}</b>`, html`<i></i>`]}</p>`)).toBe(
      '<p><b>1</b><i></i></p>',
    );
  });
});

describe('one line', () => {
  it('is one line, printable, no longer than asked, and stays the same', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 60 }), (text, max) => {
        const line = singleLine(text, max);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect([...line].length).toBeLessThanOrEqual(max);
        expect(line.trim()).toBe(line);
        expect(singleLine(line, max)).toBe(line);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['  North\r\n team ', 'North team'],
    ['北区\u202e1', '北区 1'],
    ['abcdef', 'abcd…'],
  ])('%j', (text, line) => {
    expect(singleLine(text, 5 + (line.length > 5 ? 10 : 0))).toBe(line);
  });
});
