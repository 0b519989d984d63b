import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Time-based one-time codes (RFC 6238: SHA-1, 30 seconds, 6 digits), as authenticator apps make them. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

/** A new secret in base 32, 160 bits. */
export const newCodeSecret = (): string =>
  Array.from(randomBytes(32), (byte) => ALPHABET[byte % 32]).join('');

const decode = (secret: string): Buffer => {
  let bits = '';
  for (const letter of secret) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** The code of the 30 seconds that hold `atMs`. */
export const codeAt = (secret: string, atMs: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / STEP_MS)));
  const digest = createHmac('sha1', decode(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
};

/** Whether the code is that of now or of a neighbouring half minute. */
export const isCodeOf = (secret: string, code: string, atMs: number): boolean =>
  [-STEP_MS, 0, STEP_MS].some((shift) => {
    const expected = Buffer.from(codeAt(secret, atMs + shift));
    const given = Buffer.from(code);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
