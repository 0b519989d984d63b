import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeRecord } from '../../functions/adapters/evidence/plan-record.ts';
import { verifyRecord } from '../../functions/adapters/evidence/verify-record.ts';
import type { ChainLink } from '../../functions/adapters/store/chain.ts';
import { anchorsAt, chain, recordWith, wholeHistory } from './records.ts';

export interface FlipTally {
  readonly bits: number;
  readonly found: number;
  /** Places (byte and bit) of flips that were not found. */
  readonly missed: readonly string[];
}

/** Turns over every bit of a record's file, one after the other, and verifies it each time. */
export const flipEveryBit = (file: Buffer): FlipTally => {
  const missed: string[] = [];
  const copy = Buffer.from(file);
  for (let byte = 0; byte < copy.length; byte += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      const was = copy.readUInt8(byte);
      copy.writeUInt8(was ^ (1 << bit), byte);
      if (verifyRecord(copy).holds) missed.push(`${byte}.${bit}`);
      copy.writeUInt8(was, byte);
    }
  return { bits: copy.length * 8, found: copy.length * 8 - missed.length, missed };
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
  const { bits, found, missed } = flipEveryBit(file);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${found} of ${bits} flipped bits found in ${file.length} bytes, ${seconds} s`);
  if (missed.length > 0) {
    console.log(`not found (byte.bit): ${missed.slice(0, 20).join(' ')}`);
    process.exitCode = 1;
  }
}
