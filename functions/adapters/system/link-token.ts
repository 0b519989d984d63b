import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type MemberId,
  parseMemberId,
  parseTenantId,
  type TenantId,
} from '../../../domain/kernel/ids.ts';
import { epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import { OPTIONAL_MAILS, type OptionalMail } from '../../../domain/reminder/optional.ts';

const signature = (key: string, words: readonly (string | number)[]): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(words)).digest();

/** Whether `mac` is the signature, in the one spelling that we give it. */
const isSigned = (mac: string, expected: Buffer): boolean => {
  const given = Buffer.from(mac, 'base64url');
  // A second spelling of the same bytes is no token of ours either.
  return given.toString('base64url') === mac && timingSafeEqual(given, expected);
};

/** What the link in a mail says: whom it lets in, and in which round it was sent. */
export interface Link {
  /** Of the admission. */
  readonly id: string;
  readonly round: number;
}

const LINK = /^([A-Za-z0-9_-]{1,64})\.(\d{1,6})\.([A-Za-z0-9_-]{43})$/;

const linkWords = ({ id, round }: Link) => ['admission', id, round];

/**
 * A link's token. Queue and table hold the id alone, from which nobody without the key can make one;
 * when it ends, and that it works once, is in the table.
 */
export const sealLink = (key: string, link: Link): string =>
  `${link.id}.${link.round}.${signature(key, linkWords(link)).toString('base64url')}`;

/** What a token says, or `undefined` when it is none of ours. */
export const openLink = (key: string, token: string): Link | undefined => {
  const [, id, round, mac] = LINK.exec(token) ?? [];
  if (id === undefined || round === undefined || mac === undefined) return undefined;
  const link = { id, round: Number(round) };
  return isSigned(mac, signature(key, linkWords(link))) && String(link.round) === round
    ? link
    : undefined;
};

/** Whose mail of which sort a link switches off (RFC 8058). */
export interface OptOutLink {
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
  readonly sort: OptionalMail;
}

const OPT_OUT = /^([0-9A-Z]{26})\.([0-9A-Z]{26})\.([a-z]{1,20})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

const optOutWords = ({ tenantId, memberId, sort }: OptOutLink, endsAt: number) => [
  'optOut',
  tenantId,
  memberId,
  sort,
  endsAt,
];

/** A token that switches off one sort of mail for one person until an instant; it reads nothing. */
export const sealOptOut = (key: string, link: OptOutLink, until: Instant): string => {
  const endsAt = Math.floor(epochMs(until) / 1000);
  const mac = signature(key, optOutWords(link, endsAt)).toString('base64url');
  return `${link.tenantId}.${link.memberId}.${link.sort}.${endsAt}.${mac}`;
};

/** What such a token says; `undefined` when it is none of ours or its time is over. */
export const openOptOut = (key: string, token: string, now: Instant): OptOutLink | undefined => {
  const [, tenant = '', member = '', word, ends, mac = ''] = OPT_OUT.exec(token) ?? [];
  const tenantId = parseTenantId(tenant);
  const memberId = parseMemberId(member);
  const sort = OPTIONAL_MAILS.find((one) => one === word);
  if (tenantId === undefined || memberId === undefined || sort === undefined) return undefined;
  const endsAt = Number(ends);
  const link = { tenantId, memberId, sort };
  const isOurs =
    isSigned(mac, signature(key, optOutWords(link, endsAt))) && String(endsAt) === ends;
  return isOurs && endsAt * 1000 > epochMs(now) ? link : undefined;
};
