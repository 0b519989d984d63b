import { simpleParser } from 'mailparser';
import type { WireRequest, WireResponse } from '../service.ts';
import type { StoredMail } from './ses-message.ts';

/** Where the inbox reads. */
export interface InboxSource {
  mails(limit?: number): readonly StoredMail[];
  raw(messageId: string): Buffer | undefined;
}

/** Mails on one page; `?all` shows every one. */
const PAGE_SIZE = 200;

/**
 * The mails that went out, for people on this machine: what Mailpit or MailHog would show, without
 * a second server. Mail is written by others, so nothing of it runs here: its HTML stands in a
 * sandboxed frame under a policy that loads nothing, and everything else is escaped text.
 */
export const inboxPage = async (
  source: InboxSource,
  request: WireRequest,
): Promise<WireResponse> => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return {
      ...page(405, 'Method not allowed', ''),
      headers: { ...PAGE_HEADERS, allow: 'GET, HEAD' },
    };
  }
  const [, first = '', id = '', part = '', ...rest] = request.path.split('/');
  if (first === '' && id === '') return listPage(source, request);
  if (first === 'mails' && id === '') {
    const limit = Number(request.query.get('limit') ?? -1);
    return {
      status: 200,
      headers: { ...COMMON_HEADERS, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(
        source.mails(Number.isInteger(limit) ? limit : -1).map((mail) => ({
          ...mail,
          at: new Date(mail.at).toISOString(),
        })),
      ),
    };
  }
  const message = first === 'mails' && rest.length === 0 ? source.raw(id) : undefined;
  if (message !== undefined) {
    if (part === 'raw') {
      return {
        status: 200,
        headers: {
          ...COMMON_HEADERS,
          'content-type': 'message/rfc822',
          'content-disposition': `attachment; filename="${id}.eml"`,
        },
        body: message,
      };
    }
    if (part === 'html') return htmlPart(message);
    if (part === '') return mailPage(id, message);
  }
  return page(404, 'No such mail', '<p>There is no such mail. <a href="../">Inbox</a></p>');
};

const COMMON_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const PAGE_HEADERS = {
  ...COMMON_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

/** Policy of a mail's own HTML: no script, no network, links open in a page of their own. */
const FRAME_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const listPage = (source: InboxSource, request: WireRequest): WireResponse => {
  const mails = source.mails(request.query.has('all') ? undefined : PAGE_SIZE + 1);
  const shown = request.query.has('all') ? mails : mails.slice(0, PAGE_SIZE);
  const rows = shown.map(
    (mail) => `<li><a href="mails/${escapeHtml(mail.messageId)}">
<span class="subject">${escapeHtml(mail.subject || '(no subject)')}</span>
<span class="to">To ${escapeHtml(mail.recipients.join(', '))}</span>
<time datetime="${new Date(mail.at).toISOString()}">${when(mail.at)}</time></a></li>`,
  );
  const more = mails.length > shown.length ? '<p><a href="?all">Show every mail</a></p>' : '';
  const content =
    rows.length === 0
      ? '<p>No mail has been sent yet.</p>'
      : `<ol class="mails">${rows.join('\n')}</ol>${more}`;
  return page(200, 'Inbox', `<h1>Inbox</h1>${content}`);
};

const mailPage = async (id: string, message: Buffer): Promise<WireResponse> => {
  const mail = await simpleParser(message, { skipImageLinks: true });
  const subject = mail.subject ?? '(no subject)';
  const fields = mail.headerLines
    .map(({ line }) => {
      const colon = line.indexOf(':');
      return `<dt>${escapeHtml(line.slice(0, colon))}</dt><dd>${escapeHtml(line.slice(colon + 1).trim())}</dd>`;
    })
    .join('');
  const calendars = mail.attachments.filter(({ contentType }) => contentType === 'text/calendar');
  const attachments = mail.attachments.map(
    ({ filename, contentType, size }) =>
      `<li>${escapeHtml(filename ?? '(unnamed)')}, ${escapeHtml(contentType)}, ${size} bytes</li>`,
  );
  const summary: [string, string][] = [
    ['From', mail.from?.text ?? ''],
    ['To', addressText(mail.to)],
    ['Cc', addressText(mail.cc)],
    ['Date', mail.date === undefined ? '' : when(mail.date.getTime())],
  ];
  const sections = [
    typeof mail.html === 'string'
      ? `<section><h2>HTML part</h2><iframe title="HTML part of the mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="${escapeHtml(id)}/html"></iframe></section>`
      : '',
    mail.text === undefined
      ? ''
      : `<section><h2>Text part</h2><pre>${escapeHtml(mail.text)}</pre></section>`,
    ...calendars.map(
      ({ content }) =>
        `<section><h2>Calendar part</h2><pre>${escapeHtml(content.toString('utf8'))}</pre></section>`,
    ),
    attachments.length === 0
      ? ''
      : `<section><h2>Attachments</h2><ul>${attachments.join('')}</ul></section>`,
    `<details><summary>All headers</summary><dl>${fields}</dl></details>`,
  ];
  return page(
    200,
    subject,
    `<nav><a href="../">Inbox</a> <a href="${escapeHtml(id)}/raw">Raw message (.eml)</a></nav>
<h1>${escapeHtml(subject)}</h1>
<dl>${summary
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)
      .join('')}</dl>
${sections.join('\n')}`,
  );
};

const htmlPart = async (message: Buffer): Promise<WireResponse> => {
  const { html } = await simpleParser(message);
  if (typeof html !== 'string') return page(404, 'No HTML part', '<p>This mail has no HTML.</p>');
  const target = '<base target="_blank">';
  const head = /<head\b[^>]*>/i.exec(html);
  const at = head === null ? 0 : head.index + head[0].length;
  return {
    status: 200,
    headers: {
      ...COMMON_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': FRAME_POLICY,
    },
    body: html.slice(0, at) + target + html.slice(at),
  };
};

const addressText = (
  addresses: { readonly text: string } | readonly { readonly text: string }[] | undefined,
): string => {
  if (addresses === undefined) return '';
  return (Array.isArray(addresses) ? addresses : [addresses]).map(({ text }) => text).join(', ');
};

const when = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Text for element content and quoted attributes. */
const escapeHtml = (text: string): string =>
  text.replace(/[<>&"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

const page = (status: number, title: string, content: string): WireResponse => ({
  status,
  headers: PAGE_HEADERS,
  body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>`,
});

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#c8c8d0, #44444e); --quiet: light-dark(#55555f, #a9a9b4);
  --link: light-dark(#0b57a4, #8ab8ff); font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#fff, #17171c); color: light-dark(#17171c, #f0f0f4); }
main { max-width: 52rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
nav { display: flex; flex-wrap: wrap; gap: 1rem; } h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; }
.mails { list-style: none; margin: 0; padding: 0; } .mails li { border-bottom: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .7rem .2rem; text-decoration: none; }
.subject { font-weight: 600; } .to { color: var(--quiet); grid-row: 2; } time { color: var(--quiet); grid-row: 2; }
@media (max-width: 30rem) { .mails a { grid-template-columns: 1fr; } time { grid-row: auto; } }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--quiet); } dd { margin: 0; }
pre { white-space: pre-wrap; border: 1px solid var(--line); padding: .7rem; overflow-x: auto; }
iframe { width: 100%; height: 30rem; border: 1px solid var(--line); background: #fff; }
`;
