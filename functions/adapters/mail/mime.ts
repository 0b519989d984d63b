import MailComposer from 'nodemailer/lib/mail-composer';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { isAddress } from './address.ts';
import type { RenderedMail } from './model.ts';
import { singleLine } from './single-line.ts';

/** What goes into the MIME document besides the rendered mail. */
export interface MimeInput {
  /** Plain address; the display name, if any, is apart. */
  readonly from: string;
  readonly fromName?: string;
  /** The one recipient. */
  readonly to: string;
  readonly rendered: RenderedMail;
  /** Opaque and stable: a second copy of the same delivery carries the same one. */
  readonly deliveryId: string;
  readonly sentAt: Instant;
}

const DELIVERY_ID = /^[A-Za-z0-9._-]{1,128}$/;
const NAME_MAX = 60;

/** A name on one line; what looks like an encoded word is broken up, or readers would decode it. */
const displayName = (name: string): string => singleLine(name, NAME_MAX).replaceAll('=?', '= ?');

/**
 * The mail as MIME, made by nodemailer's composer: text and HTML side by side, the invitation as a
 * third alternative and as a file. Same input, same bytes. SES replaces `Message-ID`; `References`
 * stays, so that a duplicate falls into the same thread.
 * @throws TypeError for an address or a delivery id that no header should carry
 */
export const composeMime = async ({
  from,
  fromName,
  to,
  rendered,
  deliveryId,
  sentAt,
}: MimeInput): Promise<Buffer> => {
  if (!isAddress(from) || !isAddress(to)) throw new TypeError('A mail needs plain addresses.');
  if (!DELIVERY_ID.test(deliveryId)) throw new TypeError('A delivery id has odd characters.');
  const id = `<${deliveryId}@${from.slice(from.lastIndexOf('@') + 1)}>`;
  const { subject, html, text, language, headers, calendar } = rendered;
  const composer = new MailComposer({
    from: { name: displayName(fromName ?? ''), address: from },
    to: { name: '', address: to },
    subject,
    text,
    html,
    date: new Date(sentAt),
    messageId: id,
    references: id,
    headers: {
      'Content-Language': language,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...headers,
    },
    ...(calendar && {
      icalEvent: { method: calendar.method, content: calendar.content, filename: 'meeting.ics' },
    }),
    baseBoundary: `--${deliveryId}`,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
};
