import { createHash } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { PlanId, TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { queryDue } from '../../functions/adapters/store/index.ts';
import { DUE_SHARDS, dueIndexKeys } from '../../functions/adapters/store/keys.ts';
import { recording, startTable } from '../support/engine.ts';

/** An id that is always the same for the same number. */
const idOf = (kind: string, number: number): string =>
  createHash('sha256').update(`${kind}${number}`).digest('hex').toUpperCase().slice(0, 26);

const NOW = '2026-03-09T01:00:00.000Z' as Instant;
const LATER = '2026-06-01T01:00:00.000Z' as Instant;
const DUE = 64;

/**
 * Read units of one sweep, on the store's own code, in a table with so many companies of one plan
 * each, of which always the same number is due.
 */
const unitsOf = async (tenants: number): Promise<number> => {
  const { table, close } = await startTable();
  try {
    const items = Array.from({ length: tenants }, (_, number) => {
      const tenantId = idOf('tenant', number) as TenantId;
      const planId = idOf('plan', number) as PlanId;
      const at = number < DUE ? NOW : LATER;
      return {
        pk: `T#${tenantId}#P#${planId}`,
        sk: 'HEAD',
        ...dueIndexKeys({ at, tenantId, planId, item: { kind: 'due' } }),
      };
    });
    for (let from = 0; from < items.length; from += 25)
      await table.documents.send(
        new BatchWriteCommand({
          RequestItems: {
            [table.tableName]: items
              .slice(from, from + 25)
              .map((Item) => ({ PutRequest: { Item } })),
          },
        }),
      );
    const watched = recording(table);
    let seen = 0;
    for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
      const page = { limit: 100 };
      seen += (await queryDue(watched.table, { shard, now: NOW, page })).items.length;
    }
    expect(seen).toBe(DUE);
    return watched.units().total;
  } finally {
    await close();
  }
};

describe('a sweep', () => {
  /** `SWEEP_TENANTS=100000` for the long run. */
  const many = Number(process.env.SWEEP_TENANTS ?? 2000);

  it(`reads as much in a table of ${many} companies as of a hundred`, async () => {
    const few = await unitsOf(100);
    const lots = await unitsOf(many);
    console.log(`sweep: ${few} read units of 100 companies, ${lots} of ${many}`);
    expect(Math.abs(lots - few) / few).toBeLessThanOrEqual(0.01);
  }, 900_000);
});
