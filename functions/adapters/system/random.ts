import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { epochMs, type Instant } from '../../../domain/kernel/instant.ts';

/** Cryptographically random bytes. */
export type RandomBytes = (size: number) => Uint8Array;

export const randomBytes: RandomBytes = (size) => nodeRandomBytes(size);

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/**
 * A new ULID: 26 characters, the first ten the time in milliseconds, the rest 80 random bits. Ids of
 * different milliseconds sort by time. Give it to `parsePlanId` and the like for a branded id.
 */
export const newUlid = (now: Instant, random: RandomBytes = randomBytes): string => {
  let time = epochMs(now);
  let text = '';
  for (let place = 0; place < TIME_LENGTH; place += 1) {
    text = `${ALPHABET[time % 32]}${text}`;
    time = Math.floor(time / 32);
  }
  // 256 is a multiple of 32, so the low five bits of a byte are as random as the byte.
  for (const byte of random(RANDOM_LENGTH)) text += ALPHABET[byte & 31];
  return text;
};
