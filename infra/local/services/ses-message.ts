import { randomBytes, randomUUID } from 'node:crypto';
import { parseAddressHeader } from 'mailparser';
import { QueryError } from './query-protocol.ts';

/** What SES does to a message between accepting and sending it. */

/** One header field as it stands in the message, folding included, without its line end. */
export interface HeaderField {
  readonly name: string;
  /** Everything after the colon. */
  readonly value: string;
}

export interface RawMessage {
  readonly fields: readonly HeaderField[];
  /** The bytes after the header section, untouched. */
  readonly body: Buffer;
}

/** What becomes of a recipient. */
export type Outcome =
  | 'delivered'
  | 'bounced'
  | 'softBounced'
  | 'suppressed'
  | 'complained'
  | 'silent';

const MAX_RECIPIENTS = 50;
/** SES's default limit, attachments included and after encoding. */
const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/** Fields that SES refuses to see twice; its documented list, as far as mail of ours can hold them. */
const SINGLE_FIELDS: ReadonlySet<string> = new Set(
  `accept-language auto-submitted bcc cc comments content-description content-disposition content-id
   content-language content-transfer-encoding content-type date from importance in-reply-to keywords
   list-archive list-help list-id list-owner list-post list-subscribe list-unsubscribe
   list-unsubscribe-post message-id mime-version organization precedence priority references reply-to
   return-path sender sensitivity subject thread-index thread-topic to user-agent`.split(/\s+/),
);

/**
 * Splits a raw message and checks its header section.
 *
 * @throws QueryError as SES words it.
 */
export const parseRaw = (data: Buffer): RawMessage => {
  if (data.length > MAX_MESSAGE_BYTES) {
    throw new QueryError(
      'InvalidParameterValue',
      `Message length is more than ${MAX_MESSAGE_BYTES} bytes long: '${data.length}'.`,
    );
  }
  const end = /\r?\n\r?\n/.exec(data.toString('latin1'));
  const head = end === null ? data : data.subarray(0, end.index);
  const body = end === null ? Buffer.alloc(0) : data.subarray(end.index + end[0].length);
  const fields: HeaderField[] = [];
  for (const line of head.toString('utf8').split(/\r?\n(?![ \t])/)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (colon < 1 || !/^[\x21-\x7e]+$/.test(name)) {
      throw new QueryError('InvalidParameterValue', 'Expected a header field, found other text.');
    }
    fields.push({ name, value: line.slice(colon + 1) });
  }
  const seen = new Set<string>();
  for (const { name } of fields) {
    const key = name.toLowerCase();
    if (seen.has(key) && SINGLE_FIELDS.has(key)) {
      throw new QueryError('InvalidParameterValue', `Duplicate header '${name}'.`);
    }
    seen.add(key);
  }
  return { fields, body };
};

/** The unfolded value of the first field of that name. */
export const fieldValue = (message: RawMessage, name: string): string | undefined =>
  message.fields
    .find((field) => field.name.toLowerCase() === name)
    ?.value.replace(/\r?\n[ \t]+/g, ' ')
    .trim();

/** Addresses of the fields that name recipients, for a call that lists none itself. */
export const headerRecipients = (message: RawMessage): string[] =>
  ['to', 'cc', 'bcc'].flatMap((name) => addressesIn(fieldValue(message, name) ?? ''));

/** The bare addresses in `Name <a@b>, c@d`. */
export const addressesIn = (text: string): string[] =>
  parseAddressHeader(text, { flatten: true, decodePunycode: false }).value.flatMap(({ address }) =>
    address === undefined || address === '' ? [] : [address],
  );

/**
 * One recipient address per entry, checked as SES checks.
 *
 * @throws QueryError for none, too many, or an address that SES cannot send to.
 */
export const checkRecipients = (entries: readonly string[]): string[] => {
  const recipients = entries.map((entry) => {
    const address = (/<([^<>]*)>\s*$/.exec(entry)?.[1] ?? entry).trim();
    const at = address.lastIndexOf('@');
    if (at < 1 || at === address.length - 1) {
      throw new QueryError('InvalidParameterValue', "Missing final '@domain'");
    }
    if (!/^[\x21-\x7e]+$/.test(address.slice(0, at))) {
      throw new QueryError('InvalidParameterValue', 'Local address contains control or whitespace');
    }
    if (!/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(address.slice(at + 1))) {
      throw new QueryError('InvalidParameterValue', 'Domain contains illegal character');
    }
    return address;
  });
  if (recipients.length === 0) {
    throw new QueryError('InvalidParameterValue', 'No recipients specified');
  }
  if (recipients.length > MAX_RECIPIENTS) {
    throw new QueryError('InvalidParameterValue', `Recipient count exceeds ${MAX_RECIPIENTS}.`);
  }
  return recipients;
};

/** Message tags under SES's rules; later names win over earlier ones. */
export const checkTags = (
  pairs: readonly (readonly [string, string])[],
): Record<string, string> => {
  for (const [name, value] of pairs) {
    for (const text of [name, value]) {
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(text)) {
        throw new QueryError(
          'InvalidParameterValue',
          `Invalid tag ${name}: only alphanumeric ASCII characters, '_', and '-' are allowed, at most 256.`,
        );
      }
    }
  }
  return Object.fromEntries(pairs);
};

/** `d=1, a=2` of an X-SES-MESSAGE-TAGS field. */
export const tagsOfField = (value: string): (readonly [string, string])[] =>
  value
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()] as const;
    });

/** The shape of SES's own ids; the Message-ID that recipients see is made from it. */
export const newMessageId = (nowMs: number): string =>
  `0107${nowMs.toString(16).padStart(12, '0')}-${randomUUID()}-${String(randomBytes(3).readUIntBE(0, 3) % 1_000_000).padStart(6, '0')}`;

export const messageIdField = (messageId: string, region: string): string =>
  `<${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;

/** The message as recipients get it: own Message-ID and Date, no Bcc, no instructions to SES. */
export const outgoing = (
  message: RawMessage,
  stamp: { messageId: string; date: Date; from: string },
): Buffer => {
  const kept = message.fields.filter(({ name }) => {
    const key = name.toLowerCase();
    return !REPLACED.has(key) && !key.startsWith('x-ses-');
  });
  const has = (name: string): boolean => kept.some((field) => field.name.toLowerCase() === name);
  const head = [
    ...(has('from') ? [] : [`From: ${stamp.from}`]),
    ...kept.map(({ name, value }) => `${name}:${value}`),
    `Message-ID: ${stamp.messageId}`,
    `Date: ${stamp.date.toUTCString().replace('GMT', '+0000')}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), message.body]);
};

const REPLACED: ReadonlySet<string> = new Set(['bcc', 'date', 'message-id', 'return-path']);

/**
 * What becomes of a recipient: SES's mailbox simulator, and domains under `.invalid` that nobody
 * can own. Everybody else gets the mail.
 */
export const outcomeOf = (address: string): Outcome => {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  if (domain === 'simulator.amazonses.com') {
    return SIMULATOR[local.replace(/\+.*$/, '')] ?? 'delivered';
  }
  for (const [suffix, outcome] of Object.entries(SIMULATED_DOMAINS)) {
    if (domain === suffix || domain.endsWith(`.${suffix}`)) return outcome;
  }
  return 'delivered';
};

const SIMULATOR: Readonly<Record<string, Outcome>> = {
  bounce: 'bounced',
  complaint: 'complained',
  suppressionlist: 'suppressed',
};

/** Recipients at these domains and below meet the outcome; `silent` is sent without any event. */
export const SIMULATED_DOMAINS: Readonly<Record<string, Outcome>> = {
  'bounce.invalid': 'bounced',
  'softbounce.invalid': 'softBounced',
  'suppressed.invalid': 'suppressed',
  'complaint.invalid': 'complained',
  'silent.invalid': 'silent',
};

/** One stored mail. */
export interface StoredMail {
  readonly messageId: string;
  /** When SES accepted it, epoch ms. */
  readonly at: number;
  /** The sender's address. */
  readonly source: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
}
