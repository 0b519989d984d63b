import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toLocal } from '../../domain/calendar/zones.ts';
import { type PlanId, parseTenantId, type TenantId } from '../../domain/kernel/ids.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import {
  commit,
  type ErasureEntry,
  erasePlan,
  listErasures,
  loadForJob,
  openTable,
  type TableAccess,
  type TenantScope,
} from '../../functions/adapters/store/index.ts';
import { randomBytes } from '../../functions/adapters/system/random.ts';

/**
 * Erasures after a restore. A backup holds plans that were erased since it was made; the log of
 * erasures of the table that was in use says which.
 *
 *     node infra/scripts/reapply-erasures.ts export --table <in use> --tenant <id> > erasures.jsonl
 *     node infra/scripts/reapply-erasures.ts check --table <restored> --log erasures.jsonl
 *     node infra/scripts/reapply-erasures.ts apply --table <restored> --log erasures.jsonl
 *
 * `check` changes nothing: it names the plans that are still there, and exits with 1 when there are
 * any. `apply` may be repeated; it ends with how many plans are erased and how many are not in the
 * table.
 */

type Line = ErasureEntry & { readonly tenantId: TenantId };

/** Every line of a tenant's log. */
const allErasures = async (scope: TenantScope): Promise<readonly ErasureEntry[]> => {
  const entries: ErasureEntry[] = [];
  let after: Parameters<typeof listErasures>[1]['after'];
  do {
    const page = await listErasures(scope, { limit: 100, ...(after && { after }) });
    entries.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return entries;
};

/** Plans that a log says were erased and that are still there. */
const notErased = async (
  scope: TenantScope,
  entries: readonly ErasureEntry[],
): Promise<readonly PlanId[]> => {
  const found: PlanId[] = [];
  for (const { planId } of entries) {
    const plan = (await loadForJob(scope, { planId }))?.stored?.plan;
    if (plan !== undefined && plan.status !== 'ERASED') found.push(planId);
  }
  return found;
};

/** Erases once more what a log says was erased; each plan in the order of the log. */
export const applyErasures = async (
  scope: TenantScope,
  entries: readonly ErasureEntry[],
  random: { readonly randomBytes: (size: number) => Uint8Array },
): Promise<{ readonly erased: number; readonly missing: number }> => {
  let erased = 0;
  for (const { planId, at, requestedBy, confirmedBy } of entries) {
    const stored = (await loadForJob(scope, { planId }))?.stored;
    if (stored === undefined) continue;
    if (stored.plan.status !== 'ERASED') {
      const event: RecordedEvent = {
        seq: stored.plan.version + 1,
        at,
        by: { kind: 'system' },
        event: {
          type: 'PlanErased',
          erasure: { on: toLocal(stored.plan.zone, at).date, requestedBy, confirmedBy },
        },
      };
      const { nextAt: _, ...due } = stored.due;
      const { kind } = await commit(scope, {
        before: stored,
        after: evolve(stored.plan, event),
        events: [event],
        due: { ...due, sites: {} },
        ...random,
      });
      if (kind !== 'committed') throw new Error(`Plan ${planId} is in use: ${kind}`);
    }
    await erasePlan(scope, planId);
    erased += 1;
  }
  return { erased, missing: entries.length - erased };
};

const usage = (): never => {
  console.error(
    'export --table <name> --tenant <id>… | check --table <name> --log <file> | apply --table <name> --log <file>',
  );
  process.exit(2);
};

const exportLog = async (table: TableAccess, tenants: readonly string[]): Promise<void> => {
  for (const id of tenants) {
    const tenantId = parseTenantId(id) ?? usage();
    for (const entry of await allErasures({ ...table, tenantId }))
      console.log(JSON.stringify({ tenantId, ...entry } satisfies Line));
  }
};

const check = async (table: TableAccess, log: readonly Line[]): Promise<void> => {
  let left = 0;
  for (const { tenantId, ...entry } of log)
    for (const planId of await notErased({ ...table, tenantId }, [entry])) {
      console.log(`${tenantId} ${planId}`);
      left += 1;
    }
  console.log(`${left} of ${log.length} are still there`);
  if (left > 0) process.exitCode = 1;
};

const apply = async (table: TableAccess, log: readonly Line[]): Promise<void> => {
  let erased = 0;
  for (const { tenantId, ...entry } of log)
    erased += (await applyErasures({ ...table, tenantId }, [entry], { randomBytes })).erased;
  console.log(`${erased} erased, ${log.length - erased} not in the table`);
};

const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      table: { type: 'string' },
      tenant: { type: 'string', multiple: true },
      log: { type: 'string' },
    },
  });
  const [command] = positionals;
  if (values.table === undefined) return usage();
  const table = openTable(values.table);
  if (command === 'export' && values.tenant !== undefined) return exportLog(table, values.tenant);
  if (values.log === undefined) return usage();
  const lines = readFileSync(values.log, 'utf8').split('\n').filter(Boolean);
  const log = lines.map((line) => JSON.parse(line) as Line);
  if (command === 'check') return check(table, log);
  return command === 'apply' ? apply(table, log) : usage();
};

if (import.meta.main) await main();
