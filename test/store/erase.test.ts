import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type PartId, parsePlanId, parseTenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import {
  type ErasureEntry,
  erasePlan,
  expand,
  listErasures,
  listPlans,
  loadChain,
  loadHistory,
  logAccess,
  putHrOnly,
  StoredItemError,
  type TenantScope,
  verifyChain,
} from '../../functions/adapters/store/index.ts';
import { keyOf } from '../../functions/adapters/store/keys.ts';
import { unpackText } from '../../functions/adapters/store/packed.ts';
import { queryAll } from '../../functions/adapters/store/read.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { applyErasures } from '../../infra/scripts/reapply-erasures.ts';
import { archivedHistory } from '../support/after-close.ts';
import { newDelivery } from '../support/deliveries.ts';
import { useTable } from '../support/engine.ts';
import { type History, planOf, play } from '../support/plan-spec.ts';
import { as, people } from '../support/plans.ts';
import { step } from '../support/run-histories.ts';
import {
  commitEvents,
  commitHistory,
  FOUNDED_AT,
  found,
  historyOf,
  load,
  momentsOf,
} from '../support/store.ts';

const table = useTable();
const SCRIPT = fileURLToPath(new URL('../../infra/scripts/reapply-erasures.ts', import.meta.url));
const DUE = '2028-05-08 09:00';
const ARCHIVED = archivedHistory();
const ERASED: History = play(
  ARCHIVED,
  step(DUE, as.hrOwner, { type: 'RequestErasure' }),
  step('2028-05-08 10:00', as.hrHead, { type: 'ConfirmErasure' }),
);

const newId = <Id>(parse: (text: string) => Id | undefined): Id => {
  const id = parse(newUlid(FOUNDED_AT));
  if (id === undefined) throw new Error('no id');
  return id;
};

/** A company of its own for each test, and the plan of these tests in it. */
/** Somebody with a shell, a log of erasures and rights on the table. */
const operatorOf = async (scope: TenantScope, log: readonly ErasureEntry[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'erasures-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'erasures.jsonl');
  const lines = log.map((entry) => JSON.stringify({ tenantId: scope.tenantId, ...entry }));
  writeFileSync(file, `${lines.join('\n')}\n`);
  const { hostname, port } = (await scope.documents.config.endpoint?.()) ?? {};
  return async (command: 'check' | 'apply'): Promise<readonly (number | string | null)[]> => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [SCRIPT, command, '--table', scope.tableName, '--log', file],
      {
        encoding: 'utf8',
        env: {
          AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
          AWS_REGION: 'local',
          AWS_ACCESS_KEY_ID: 'operator',
          AWS_SECRET_ACCESS_KEY: 'operator',
        },
      },
    );
    return [status, ...`${stdout}${stderr}`.trim().split('\n')];
  };
};

const company = async () => {
  const tenantId = newId(parseTenantId);
  const planId = newId(parsePlanId);
  const scope = table().scope(tenantId);
  await found(table(), tenantId);
  const of = (history: History): History => historyOf(history, { tenantId, planId });
  const [archived, erased] = [of(ARCHIVED), of(ERASED)];
  const partition = () => queryAll(scope, { pk: keyOf.head(tenantId, planId).pk, prefix: '' });
  /** Writes the events from one number on, each moment as one write. */
  const goOn = async (history: History, from: number) => {
    for (const events of momentsOf(history.slice(from)))
      expect(await commitEvents(scope, await load(scope, planId), events)).toMatchObject({
        kind: 'committed',
      });
  };
  /** A mail and a reader beside the plan. */
  const leaveTraces = async () => {
    const { plan, due } = await load(scope, planId);
    const deliveries = [newDelivery('d1', { planId })];
    const result = await expand(scope, {
      planId,
      planVersion: plan.version,
      due,
      nextDue: due,
      deliveries,
    });
    expect(result.kind).toBe('expanded');
    const at = '2026-04-01T02:00:00.000Z' as Instant;
    await logAccess(scope, { planId, at, by: people.hrOwner, acts: 'hr', action: 'getPlan' });
    const before = { version: 1, capacityHealth: [], changes: [] };
    const after = { ...before, version: 2, capacityHealth: ['errors' as PartId] };
    expect(await putHrOnly(scope, { planId, before, after })).toMatchObject({ kind: 'stored' });
  };
  return { scope, planId, archived, erased, partition, goOn, leaveTraces };
};

const textOf = (items: readonly object[]): string =>
  JSON.stringify(items, (_, value) => (value instanceof Uint8Array ? unpacked(value) : value));

/** What a packed attribute says; other bytes as they are. */
const unpacked = (bytes: Uint8Array): string => {
  try {
    return unpackText(bytes);
  } catch {
    return Buffer.from(bytes).toString('hex');
  }
};

const CHINESE = /\p{Script=Han}/u;

describe('N5 an erased plan', () => {
  it('keeps hashes, head and chain, and nothing that was said', async () => {
    const { scope, planId, archived, erased, partition, goOn, leaveTraces } = await company();
    await commitHistory(scope, archived);
    await leaveTraces();
    const before = await loadChain(scope, planId);
    expect(textOf(await partition())).toMatch(CHINESE);
    expect((await partition()).map(({ type }) => type)).toContain('planHrOnly');
    await expect(erasePlan(scope, planId)).rejects.toThrow(StoredItemError);
    expect(await loadChain(scope, planId)).toEqual(before);

    await goOn(erased, archived.length);
    await erasePlan(scope, planId);
    const stored = await load(scope, planId);
    expect(stored.plan).toStrictEqual(planOf(erased));
    const items = await partition();
    expect(new Set(items.map(({ type }) => type))).toEqual(
      new Set(['planHead', 'planBody', 'planEvents']),
    );
    expect(textOf(items)).not.toMatch(CHINESE);
    expect(textOf(items)).not.toContain('@example.com');
    const chain = await loadChain(scope, planId);
    expect(verifyChain(planId, chain, stored.chainHash)).toBeUndefined();
    expect(chain.map(({ hash }) => hash).slice(0, before.length)).toEqual(
      before.map(({ hash }) => hash),
    );
    expect(chain.filter(({ salt, payload }) => salt ?? payload).map(({ type }) => type)).toEqual([
      'PlanErased',
    ]);
    await expect(loadHistory(scope, planId)).rejects.toThrow('is erased');
  });

  it('is in no list, and in the log of erasures', async () => {
    const { scope, planId, erased } = await company();
    await commitHistory(scope, erased);
    for (const of of [
      { of: 'tenant' },
      { of: 'employee', memberId: people.employee },
      { of: 'manager', memberId: people.manager },
    ] as const)
      expect((await listPlans(scope, { ...of, page: { limit: 10 } })).items).toEqual([]);
    expect((await listErasures(scope, { limit: 10 })).items).toEqual([
      {
        planId,
        at: '2028-05-08T02:00:00.000Z',
        requestedBy: people.hrOwner,
        confirmedBy: people.hrHead,
      },
    ]);
  });

  it('is erased by a run that was cut off and repeated as by one that was not', async () => {
    const { scope, planId, erased, partition } = await company();
    await commitHistory(scope, erased);
    const { documents } = scope;
    for (const steps of [1, 3, 9, 40]) {
      let calls = 0;
      const send = (command: never) => {
        calls += 1;
        if (calls > steps) throw new Error('cut off');
        return documents.send(command);
      };
      await expect(erasePlan({ ...scope, documents: { send } as never }, planId)).rejects.toThrow(
        'cut off',
      );
      const { chainHash } = await load(scope, planId);
      const chain = await loadChain(scope, planId);
      expect(verifyChain(planId, chain, chainHash)).toBeUndefined();
    }
    await erasePlan(scope, planId);
    await erasePlan(scope, planId);
    expect(textOf(await partition())).not.toMatch(CHINESE);
  });

  it('stays erased after a backup was restored', async () => {
    const { scope, planId, archived, erased, partition, goOn, leaveTraces } = await company();
    const { tableName, documents } = scope;
    await commitHistory(scope, archived.slice(0, -1));
    await leaveTraces();
    const backup = await partition();
    await goOn(erased, archived.length - 1);
    await erasePlan(scope, planId);
    const log = (await listErasures(scope, { limit: 10 })).items;

    // The backup knows neither the archive nor the erasure.
    for (const { pk, sk } of await partition())
      await documents.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
    for (const Item of backup) await documents.send(new PutCommand({ TableName: tableName, Item }));
    expect((await load(scope, planId)).plan.status).toBe('CLOSED');

    const runs = await operatorOf(scope, log);
    expect(await runs('check')).toEqual([
      1,
      `${scope.tenantId} ${planId}`,
      '1 of 1 are still there',
    ]);
    expect(await runs('apply')).toEqual([0, '1 erased, 0 not in the table']);
    expect(await runs('check')).toEqual([0, '0 of 1 are still there']);
    const stored = await load(scope, planId);
    expect(stored.plan).toMatchObject({
      status: 'ERASED',
      erasure: { requestedBy: people.hrOwner, confirmedBy: people.hrHead },
    });
    expect(textOf(await partition())).not.toMatch(CHINESE);
    const chain = await loadChain(scope, planId);
    expect(verifyChain(planId, chain, stored.chainHash)).toBeUndefined();
    expect(chain.at(-1)).toMatchObject({ type: 'PlanErased', at: '2028-05-08T02:00:00.000Z' });

    // Again: nothing changes. What the backup does not know either is counted as missing.
    expect(await applyErasures(scope, log, { randomBytes })).toEqual({ erased: 1, missing: 0 });
    expect((await load(scope, planId)).plan.version).toBe(stored.plan.version);
    const other = log.map((entry) => ({ ...entry, planId: newId(parsePlanId) }));
    expect(await applyErasures(scope, other, { randomBytes })).toEqual({ erased: 0, missing: 1 });
  });
});
