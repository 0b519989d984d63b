import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { canonicalJson } from '../../domain/plan/canonical.ts';
import {
  readPublicKey,
  type SignedAnchor,
  signatureHolds,
} from '../../functions/adapters/evidence/anchor.ts';
import { type PlanRecord, writeRecord } from '../../functions/adapters/evidence/plan-record.ts';
import { verifyRecord } from '../../functions/adapters/evidence/verify-record.ts';
import { breakOf, type ChainLink, chainStart } from '../../functions/adapters/store/chain.ts';
import { anchorsAt, chain, KEY, recordWith, wholeHistory } from './records.ts';

export interface FlipTally {
  readonly bits: number;
  readonly found: number;
  /** Places (byte and bit) of flips that were not found. */
  readonly missed: readonly string[];
}

/** Turns over bits of a file, each alone, and asks each time whether it is found. */
export const flipBits = (
  file: Uint8Array,
  bits: Iterable<number>,
  isFound: (changed: Buffer, byte: number) => boolean,
): FlipTally => {
  const copy = Buffer.from(file);
  const missed: string[] = [];
  let count = 0;
  for (const place of bits) {
    const [byte, bit] = [place >> 3, place & 7];
    const was = copy.readUInt8(byte);
    copy.writeUInt8(was ^ (1 << bit), byte);
    if (!isFound(copy, byte)) missed.push(`${byte}.${bit}`);
    copy.writeUInt8(was, byte);
    count += 1;
  }
  return { bits: count, found: count - missed.length, missed };
};

/** So many bits at even distances. */
export const someBits = (file: Uint8Array, count: number): readonly number[] => {
  const step = Math.max(1, Math.floor((file.length * 8) / count));
  return Array.from({ length: Math.ceil((file.length * 8) / step) }, (_, index) => index * step);
};

export const everyBit = (file: Uint8Array): Iterable<number> =>
  Array.from({ length: file.length * 8 }).keys();

/** What the verifier says of the whole file. */
export const isFoundByVerifier = (changed: Buffer): boolean => !verifyRecord(changed).holds;

/** A stretch of the file that is one JSON value, and what the verifier finds of another one there. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly isWrong: (value: unknown) => boolean;
}

const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

/** One after the other behind a marker, as canonical JSON writes a list. */
const regionsOf = <Item>(
  text: string,
  marker: string,
  items: readonly Item[],
  isWrong: (value: Item, index: number) => boolean,
): readonly Region[] => {
  let start = byteLength(text.slice(0, text.indexOf(marker) + marker.length));
  return items.map((item, index) => {
    const end = start + byteLength(canonicalJson(item));
    const region = { start, end, isWrong: (value: unknown) => isWrong(value as Item, index) };
    start = end + 1;
    return region;
  });
};

/** Longest text of a part: each flip reads its part again. */
const PART_MAX = 1000;

/** The parts of a value that stands at a place of the file, none of them long; any other value is wrong. */
const partsOf = (value: unknown, start: number): readonly Region[] => {
  const text = canonicalJson(value);
  const isLeaf = typeof value !== 'object' || value === null || text.length <= PART_MAX;
  if (isLeaf)
    return [
      { start, end: start + byteLength(text), isWrong: (one) => canonicalJson(one) !== text },
    ];
  let at = start + 1;
  const entries = Object.entries(value);
  if (!Array.isArray(value)) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return entries
    .filter(([, inside]) => inside !== undefined)
    .flatMap(([name, inside]) => {
      const label = Array.isArray(value) ? '' : `${JSON.stringify(name)}:`;
      const from = at + byteLength(label);
      at = from + byteLength(canonicalJson(inside)) + 1;
      return partsOf(inside, from);
    });
};

/** The parts of a record that are nearly all of it: events, what grew from them, anchors. */
const regionsIn = (file: Buffer): readonly Region[] => {
  const text = file.toString('utf8');
  const { planId, events, records, anchors } = JSON.parse(text) as PlanRecord;
  const key = readPublicKey(Buffer.from(KEY.text, 'base64'));
  const isBroken = (link: PlanRecord['events'][number], index: number): boolean =>
    breakOf(link, index + 1, events[index - 1]?.hash ?? chainStart(planId)) !== undefined ||
    (events[index + 1] !== undefined && events[index + 1]?.prevHash !== link.hash);
  const isForged = (signed: SignedAnchor): boolean =>
    key === undefined || signed.key !== KEY.fingerprint || !signatureHolds(signed, key);
  const grown = '"records":';
  return [
    ...regionsOf(text, '"anchors":[', anchors, isForged),
    ...regionsOf(text, '"events":[', events, isBroken),
    ...partsOf(records, byteLength(text.slice(0, text.indexOf(grown) + grown.length))),
  ];
};

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Controls that are not white space stand nowhere in JSON. */
const hasControls = (text: string): boolean =>
  Array.from(text).some((character) => character < ' ' && !'\t\n\r'.includes(character));

/** Whether the verifier finds what has become of a region, as far as that can be told from it alone. */
const isFoundIn = ({ start, end, isWrong }: Region, changed: Buffer): boolean => {
  let text: string;
  try {
    // What stands around it is ASCII: if it is no UTF-8, neither is the file.
    text = UTF_8.decode(changed.subarray(start, end));
  } catch {
    return true;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return hasControls(text);
  }
  // It stands in the file as that value: canonical JSON is made of the canonical JSON of its parts.
  if (canonicalJson(value) !== text) return true;
  try {
    return isWrong(value);
  } catch {
    // Without the members that it should have: the whole is judged by its shape.
    return false;
  }
};

/**
 * As `isFoundByVerifier`, a hundred times as fast: with the verifier's own functions on the part that
 * was touched, wherever what is found in a part is found in the whole; else on the whole.
 */
export const finderFor = (file: Buffer): ((changed: Buffer, byte: number) => boolean) => {
  const regions = regionsIn(file);
  return (changed, byte) => {
    const region = regions.find(({ start, end }) => start <= byte && byte < end);
    return (region !== undefined && isFoundIn(region, changed)) || isFoundByVerifier(changed);
  };
};

/** The record of an active plan: the first `events` of it, anchored twice. */
export const recordFile = (events = Number.POSITIVE_INFINITY): Buffer => {
  const links: readonly ChainLink[] = chain(wholeHistory()).slice(0, events);
  const anchors = anchorsAt(links, [1, links.length]);
  return Buffer.from(writeRecord(recordWith(links, anchors)), 'utf8');
};

/** `node test/evidence/bit-flips.ts`: every bit of the whole record of a plan. Takes minutes. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { events: { type: 'string' } } });
  const file = recordFile(values.events === undefined ? undefined : Number(values.events));
  const started = performance.now();
  const { bits, found, missed } = flipBits(file, everyBit(file), finderFor(file));
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${found} of ${bits} flipped bits found in ${file.length} bytes, ${seconds} s`);
  if (missed.length > 0) {
    console.log(`not found (byte.bit): ${missed.slice(0, 20).join(' ')}`);
    process.exitCode = 1;
  }
}
