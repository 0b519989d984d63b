import { randomBytes } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type PlanId,
  parsePlanId,
  parseTenantId,
  type TenantId,
} from '../../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { anchorsSince } from '../../../functions/adapters/evidence/anchor-store.ts';
import { writeRecord } from '../../../functions/adapters/evidence/plan-record.ts';
import { type Verdict, verifyRecord } from '../../../functions/adapters/evidence/verify-record.ts';
import { listKeys } from '../../../functions/adapters/objects/object-store.ts';
import { chainStart, linkOf } from '../../../functions/adapters/store/chain.ts';
import { eventItems } from '../../../functions/adapters/store/event-codec.ts';
import {
  CHANGED_SHARDS,
  loadChain,
  loadHistory,
  queryChanged,
} from '../../../functions/adapters/store/index.ts';
import { keyOf } from '../../../functions/adapters/store/keys.ts';
import { createLog, type LogLine } from '../../../functions/adapters/system/log.ts';
import { newUlid } from '../../../functions/adapters/system/random.ts';
import { createAnchoring } from '../../../functions/jobs/anchor-plans.ts';
import { type Interceptor, type TestTable, useTable } from '../../support/engine.ts';
import { useObjectStorage } from '../../support/object-storage.ts';
import { activePlanHistory } from '../../support/plans.ts';
import {
  commitEvents,
  commitHistory,
  FOUNDED_AT,
  found,
  historyOf,
  load,
  statementAfter,
} from '../../support/store.ts';

const table = useTable();
const storage = useObjectStorage();

let now = '2026-05-01T00:00:00.000Z' as Instant;
let lines: LogLine[] = [];
beforeEach(() => {
  lines = [];
});

const run = (through: TestTable = table(), remainingMs = 300_000): Promise<void> => {
  now = addMs(now, 3_600_000);
  return createAnchoring({
    table: through,
    anchors: storage().objects,
    signer: storage().signer,
    now: () => now,
    log: createLog((line) => lines.push(line)),
  })({}, { getRemainingTimeInMillis: () => remainingMs });
};

interface Case {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
}

/** A company of its own with an active plan. */
const begin = async (): Promise<Case> => {
  const tenantId = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;
  const planId = parsePlanId(newUlid(FOUNDED_AT)) as PlanId;
  await found(table(), tenantId);
  await commitHistory(
    table().scope(tenantId),
    historyOf(activePlanHistory(), { tenantId, planId }),
  );
  return { tenantId, planId };
};

const say = async ({ tenantId, planId }: Case, text = 'one more thing') => {
  const scope = table().scope(tenantId);
  const stored = await load(scope, planId);
  const result = await commitEvents(scope, stored, [statementAfter(stored.plan, text)]);
  expect(result.kind).toBe('committed');
};

const changed = async (): Promise<readonly PlanId[]> => {
  const pages = await Promise.all(
    Array.from({ length: CHANGED_SHARDS }, (_, shard) =>
      queryChanged(table(), { shard, page: { limit: 100 } }),
    ),
  );
  return pages.flatMap(({ items }) => items.map(({ planId }) => planId));
};

const anchorsOf = ({ tenantId }: Case) =>
  anchorsSince(storage().objects, tenantId, '2000-01-01T00:00:00.000Z');

/** The record as it would be handed out now. */
const exported = async ({ tenantId, planId }: Case): Promise<Verdict> => {
  const scope = table().scope(tenantId);
  const { spki, fingerprint } = await storage().signer.publicKey();
  const anchors = await anchorsOf({ tenantId, planId });
  const text = writeRecord({
    format: 'upturn-record/1',
    tenantId,
    planId,
    events: await loadChain(scope, planId),
    records: recordsOf(await loadHistory(scope, planId)),
    anchors,
    keys: anchors.length === 0 ? [] : [Buffer.from(spki).toString('base64')],
  });
  return verifyRecord(text, { trusted: [fingerprint] });
};

/** Fails the first call of an operation. */
const failing = (operation: string): Interceptor => {
  let failed = false;
  return async (call, next) => {
    if (call.operation !== operation || failed) return next();
    failed = true;
    throw new Error('the process is gone');
  };
};

describe('anchoring', () => {
  it('writes down how far changed plans have come, once, and goes on from there', async () => {
    const one = await begin();
    expect(await changed()).toContain(one.planId);
    await run();
    expect(await changed()).toEqual([]);
    const { plan } = await load(table().scope(one.tenantId), one.planId);
    expect(await exported(one)).toMatchObject({
      holds: true,
      anchors: 1,
      anchored: { upTo: plan.version, at: now, anchor: 1 },
    });
    await run();
    expect(await anchorsOf(one)).toHaveLength(1);
    await say(one);
    expect(await exported(one)).toMatchObject({ holds: true, anchored: { upTo: plan.version } });
    await run();
    expect(await exported(one)).toMatchObject({
      holds: true,
      anchors: 2,
      anchored: { upTo: plan.version + 1, at: now, anchor: 2 },
    });
    expect(lines.map(({ code }) => code).slice(-2)).toEqual(['anchor.written', 'anchor.finished']);
  });

  it('keeps the public key beside the anchors', async () => {
    await run();
    const { fingerprint } = await storage().signer.publicKey();
    expect(await listKeys(storage().objects, { prefix: 'keys/', limit: 9 })).toEqual([
      `keys/${fingerprint}.der`,
    ]);
  });

  it('repeats itself after a crash between the anchor and the mark, and loses nothing', async () => {
    const one = await begin();
    await expect(run(table().through(failing('UpdateItem')))).rejects.toThrow('1 companies');
    expect(await changed()).toEqual([one.planId]);
    await run();
    expect(await changed()).toEqual([]);
    expect(await exported(one)).toMatchObject({ holds: true, anchors: 2, anchored: { anchor: 1 } });
  });

  it('leaves a plan marked that moved on while it was anchored', async () => {
    const one = await begin();
    let moved = false;
    const moving: Interceptor = async (call, next) => {
      const result = await next();
      if (call.operation === 'BatchGetItem' && !moved) {
        moved = true;
        await say(one);
      }
      return result;
    };
    await run(table().through(moving));
    expect(moved).toBe(true);
    expect(await changed()).toEqual([one.planId]);
    await run();
    expect(await changed()).toEqual([]);
    const { plan } = await load(table().scope(one.tenantId), one.planId);
    expect(await exported(one)).toMatchObject({ holds: true, anchored: { upTo: plan.version } });
  });

  it('goes on with other companies when one fails, and then says so', async () => {
    const [one, two] = [await begin(), await begin()];
    await expect(run(table().through(failing('BatchGetItem')))).rejects.toThrow('1 companies');
    expect(await changed()).toHaveLength(1);
    expect((await anchorsOf(one)).length + (await anchorsOf(two)).length).toBe(1);
    await run();
    for (const each of [one, two]) expect((await exported(each)).holds).toBe(true);
  });

  it('twice at once leaves anchors without a gap', async () => {
    const one = await begin();
    await Promise.all([run(), run(), run()]);
    const { holds, anchors } = await exported(one);
    expect(holds).toBe(true);
    expect(anchors).toBeGreaterThanOrEqual(1);
  });

  it('begins nothing that it has no time for', async () => {
    const one = await begin();
    await run(table(), 14_000);
    expect(await changed()).toEqual([one.planId]);
    expect(lines.map(({ code }) => code)).toEqual(['anchor.cutShort']);
    await run();
  });

  it('reads nothing of a plan but its version and its hash', async () => {
    await begin();
    const read: unknown[] = [];
    await run(
      table().through(async (call, next) => {
        const output = await next();
        if (call.operation === 'BatchGetItem')
          read.push(...Object.values(output.Responses as Record<string, unknown[]>).flat());
        return output;
      }),
    );
    expect(read.map((item) => Object.keys(item as object).sort())).toEqual([
      ['chainHash', 'pk', 'sk', 'version'],
    ]);
  });
});

describe('somebody with the right to write the table', () => {
  /** Writes a plan's events anew from a number on, with the chain and the head to match. */
  const rewrite = async ({ tenantId, planId }: Case, from: number): Promise<void> => {
    const scope = table().scope(tenantId);
    const history = await loadHistory(scope, planId);
    const { Items = [] } = await scope.documents.send(
      new QueryCommand({
        TableName: scope.tableName,
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': keyOf.head(tenantId, planId).pk, ':sk': 'HEAD' },
      }),
    );
    const kept = await loadChain(scope, planId);
    let hash = kept[from - 2]?.hash ?? chainStart(planId);
    for (const event of history.slice(from - 1)) {
      const forged = event.seq === from ? { ...event, at: '2026-01-05T00:00:00.000Z' } : event;
      const link = linkOf(forged as never, hash, randomBytes);
      hash = link.hash;
      for (const Item of eventItems(tenantId, planId, [link]))
        await scope.documents.send(new PutCommand({ TableName: scope.tableName, Item }));
    }
    const head = { ...Items[0], chainHash: Buffer.from(hash, 'hex') };
    await scope.documents.send(new PutCommand({ TableName: scope.tableName, Item: head }));
  };

  it('cannot forge what was anchored, although the chain itself holds again', async () => {
    const one = await begin();
    await run();
    await rewrite(one, 5);
    expect(await exported(one)).toMatchObject({
      holds: false,
      findings: [{ code: 'anchor.head', at: 1 }],
    });
    // Not even when the forged chain is anchored as well.
    await say(one);
    await run();
    expect(await exported(one)).toMatchObject({
      holds: false,
      findings: [{ code: 'anchor.head', at: 1 }],
    });
  });

  it('can forge what was not: that is what the hour between two anchors means', async () => {
    const one = await begin();
    await rewrite(one, 5);
    await run();
    expect((await exported(one)).holds).toBe(true);
  });
});
