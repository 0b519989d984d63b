import { expect, it } from 'vitest';
import { writeRecord } from '../../functions/adapters/evidence/plan-record.ts';
import { verifyRecord } from '../../functions/adapters/evidence/verify-record.ts';
import { as } from '../support/plans.ts';
import { flipEveryBit } from './bit-flips.ts';
import { anchorsAt, at, chain, recordWith } from './records.ts';

it('shows every single bit that was turned over in a record’s file', () => {
  // One short event; `node test/evidence/bit-flips.ts` does the same to the record of a whole plan.
  const links = chain([
    { seq: 1, at: at(1), by: as.employee, event: { type: 'StatementMade', text: '已读' } },
  ]);
  const file = Buffer.from(writeRecord(recordWith(links, anchorsAt(links, [1]))), 'utf8');
  expect(verifyRecord(file).holds).toBe(true);
  const { bits, found, missed } = flipEveryBit(file);
  console.info(`bits flipped: ${bits}, found: ${found}`);
  expect(missed).toEqual([]);
  expect(found).toBeGreaterThan(9_000);
});
