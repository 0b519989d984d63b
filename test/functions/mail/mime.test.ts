import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { composeMime, type MimeInput } from '../../../functions/adapters/mail/mime.ts';
import { renderMail } from '../../../functions/adapters/mail/render-mail.ts';
import { invitation, obligationMail } from './models.ts';

const input = (change: Partial<MimeInput> = {}): MimeInput => ({
  from: 'plans@example.com',
  fromName: '人力资源部',
  to: 'li.wei@example.com',
  rendered: renderMail(obligationMail('checkIn', 'before', 'zh-CN', { calendar: invitation() })),
  deliveryId: '01JQ8Z3N6TABCDEF',
  sentAt: '2026-03-09T01:00:07.000Z' as Instant,
  ...change,
});

describe('the MIME document', () => {
  it('carries both renderings, the invitation and the headers', async () => {
    const { rendered } = input();
    const mail = await simpleParser(await composeMime(input()));
    expect(mail.subject).toBe(rendered.subject);
    expect(mail.text?.trim()).toBe(rendered.text.trim());
    expect(mail.html).toBe(rendered.html);
    expect(mail.from?.value).toEqual([{ address: 'plans@example.com', name: '人力资源部' }]);
    expect(mail.to).toMatchObject({ value: [{ address: 'li.wei@example.com', name: '' }] });
    expect(mail.messageId).toBe('<01JQ8Z3N6TABCDEF@example.com>');
    expect(mail.references).toBe('<01JQ8Z3N6TABCDEF@example.com>');
    expect(mail.date?.toISOString()).toBe('2026-03-09T01:00:07.000Z');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('content-language')).toBe('zh-CN');
    const parts = mail.attachments.map(({ contentType, content }) => [
      contentType,
      content.toString(),
    ]);
    expect(parts).toEqual([
      ['text/calendar', rendered.calendar?.content],
      ['application/ics', rendered.calendar?.content],
    ]);
  });

  it('says the method of an invitation where mail programs look for it', async () => {
    const text = (await composeMime(input())).toString();
    expect(text).toContain('Content-Type: text/calendar; charset=utf-8; method=REQUEST');
  });

  it('is the same, byte for byte, when it is made again', async () => {
    expect(await composeMime(input())).toEqual(await composeMime(input()));
  });

  it('has two parts and no attachment without an invitation', async () => {
    const rendered = renderMail(obligationMail('review', 'notice', 'en'));
    const source = await composeMime(input({ rendered }));
    expect(source.toString()).toMatch(/^Content-Type: multipart\/alternative/m);
    expect((await simpleParser(source)).attachments).toEqual([]);
  });

  it('offers the opt-out that the rendering allows', async () => {
    const rendered = renderMail(
      obligationMail('measurement', 'before', 'en', {
        unsubscribeUrl: 'https://app.example.com/u/token',
      }),
    );
    const source = (await composeMime(input({ rendered }))).toString();
    expect(source).toMatch(/^List-Unsubscribe: <https:\/\/app.example.com\/u\/token>\r$/m);
    expect(source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  });

  it('is ASCII with lines that every relay takes', async () => {
    const source = (await composeMime(input())).toString('latin1');
    expect(source).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    for (const line of source.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  it.each([
    'a@example.com, b@example.com',
    'a@example.com\r\nBcc: eve@example.com',
    '"x" <a@example.com>',
    'a@localhost',
    'ä@example.com',
    '',
  ])('is refused for an address that is not plain: %j', async (to) => {
    await expect(composeMime(input({ to }))).rejects.toThrow(TypeError);
    await expect(composeMime(input({ from: to }))).rejects.toThrow(TypeError);
  });

  it.each(['', 'a b', 'a>\r\nX: 1', '投递'])(
    'is refused for a delivery id that no header should carry: %j',
    async (deliveryId) => {
      await expect(composeMime(input({ deliveryId }))).rejects.toThrow(TypeError);
    },
  );
});
