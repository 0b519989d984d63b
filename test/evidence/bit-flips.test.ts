import { expect, it } from 'vitest';
import { writeRecord } from '../../functions/adapters/evidence/plan-record.ts';
import { verifyRecord } from '../../functions/adapters/evidence/verify-record.ts';
import { LONG } from '../attack/long.ts';
import { as } from '../support/plans.ts';
import {
  everyBit,
  finderFor,
  flipBits,
  isFoundByVerifier,
  recordFile,
  someBits,
} from './bit-flips.ts';
import { anchorsAt, at, chain, recordWith } from './records.ts';

it('shows every single bit that was turned over in a record’s file', () => {
  const links = chain([
    { seq: 1, at: at(1), by: as.employee, event: { type: 'StatementMade', text: '已读' } },
  ]);
  const file = Buffer.from(writeRecord(recordWith(links, anchorsAt(links, [1]))), 'utf8');
  expect(verifyRecord(file).holds).toBe(true);
  const { bits, found, missed } = flipBits(file, everyBit(file), finderFor(file));
  const asked = flipBits(file, LONG ? everyBit(file) : someBits(file, 600), isFoundByVerifier);
  console.info(
    `bits flipped: ${bits}, found: ${found}; by the verifier on the whole: ${asked.found}`,
  );
  expect([...missed, ...asked.missed]).toEqual([]);
  expect(found).toBeGreaterThan(9_000);
});

/** `node test/evidence/bit-flips.ts` turns over all of them. */
it('shows them in the record of a whole plan, in each of its parts and as a whole', () => {
  const file = recordFile();
  expect(verifyRecord(file).holds).toBe(true);
  const inParts = flipBits(file, LONG ? everyBit(file) : someBits(file, 6_000), finderFor(file));
  const whole = flipBits(file, someBits(file, LONG ? 5_000 : 60), isFoundByVerifier);
  console.info(
    `bits flipped in ${file.length} bytes: ${inParts.bits} in parts, ${whole.bits} as a whole`,
  );
  expect([...inParts.missed, ...whole.missed]).toEqual([]);
}, 3_600_000);

it('is not told so by a finder that finds everything', () => {
  const file = recordFile(5);
  const find = finderFor(file);
  expect(find(file, file.indexOf('"payload"'))).toBe(false);
  expect(find(file, 0)).toBe(false);
});
