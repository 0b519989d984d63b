import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the link in a mail says: whom it lets in, and in which round it was sent. */
export interface Link {
  /** Of the admission. */
  readonly id: string;
  readonly round: number;
}

const SHAPE = /^([A-Za-z0-9_-]{1,64})\.(\d{1,6})\.([A-Za-z0-9_-]{43})$/;

const signature = (key: string, { id, round }: Link): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify(['admission', id, round]))
    .digest();

/**
 * A link's token. Queue and table hold the id alone, from which nobody without the key can make one;
 * when it ends, and that it works once, is in the table.
 */
export const sealLink = (key: string, link: Link): string =>
  `${link.id}.${link.round}.${signature(key, link).toString('base64url')}`;

/** What a token says, or `undefined` when it is none of ours. */
export const openLink = (key: string, token: string): Link | undefined => {
  const [, id, round, mac] = SHAPE.exec(token) ?? [];
  if (id === undefined || round === undefined || mac === undefined) return undefined;
  const link = { id, round: Number(round) };
  // A second spelling of the same bytes or number is no token of ours either.
  const given = Buffer.from(mac, 'base64url');
  const isOurs =
    given.toString('base64url') === mac && timingSafeEqual(given, signature(key, link));
  return isOurs && String(link.round) === round ? link : undefined;
};
