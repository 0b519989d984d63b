import { deflateSync, inflateRawSync, inflateSync } from 'node:zlib';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import { DICTIONARY } from './packed-dictionary.ts';

/**
 * JSON inside one attribute. Nobody queries into a plan's text, and one compressed attribute is a
 * third of the size (so of the price) of nested maps and quicker to marshal.
 */
export type Packed = string | Uint8Array;

/** Shorter texts gain nothing from compression, and stay readable. */
const WORTH_COMPRESSING = 256;
/** Far above any item of ours; stops a damaged attribute from filling the memory. */
const LARGEST = 8_000_000;

/** The canonical JSON of a value. */
export const pack = (value: unknown): Packed => packText(canonicalJson(value));

/** As `pack`, for a text that is canonical JSON already. */
export const packText = (json: string): Packed => {
  const bytes = Buffer.from(json, 'utf8');
  return bytes.length < WORTH_COMPRESSING ? json : deflateSync(bytes, { dictionary: DICTIONARY });
};

/** First byte of what is packed with a dictionary; without one, as it once was, no text starts so. */
const WITH_DICTIONARY = 0x78;

/** The JSON text that was packed, byte for byte. */
export const unpackText = (packed: Packed): string => {
  if (typeof packed === 'string') return packed;
  const bytes =
    packed[0] === WITH_DICTIONARY
      ? inflateSync(packed, { dictionary: DICTIONARY, maxOutputLength: LARGEST })
      : inflateRawSync(packed, { maxOutputLength: LARGEST });
  return bytes.toString('utf8');
};

export const unpack = (packed: Packed): unknown => JSON.parse(unpackText(packed));
