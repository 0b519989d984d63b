import type { Context } from 'aws-lambda';
import type { TenantId } from '../../domain/kernel/ids.ts';
import { bytesToSign, nextAnchor } from '../adapters/evidence/anchor.ts';
import { lastAnchor, putAnchor, putPublicKey } from '../adapters/evidence/anchor-store.ts';
import type { ObjectStore } from '../adapters/objects/object-store.ts';
import type { Signer } from '../adapters/signing/signer.ts';
import {
  CHANGED_SHARDS,
  type ChangedPlan,
  clearChanged,
  type PlanHead,
  queryChanged,
  readHeads,
  type TableAccess,
} from '../adapters/store/index.ts';
import type { Clock } from '../adapters/system/clock.ts';
import { errorFields, type Log } from '../adapters/system/log.ts';

export interface AnchorDependencies {
  readonly table: TableAccess;
  readonly anchors: ObjectStore;
  readonly signer: Signer;
  readonly now: Clock;
  readonly log: Log;
}

/** Plans of one anchor; a company that changed more has several, one after the other. */
const PLANS_PER_ANCHOR = 1000;
const PAGE = 100;
/** Somebody else anchors the same company: then their anchor is the last one. */
const ATTEMPTS = 5;
/** The next company is only begun while this much of the function's time is left. */
const RESERVE_MS = 15_000;
/** Marks taken away at the same time. */
const SIDE_BY_SIDE = 20;

/**
 * Writes down outside the table, signed and locked, how far the chains of changed plans have come.
 * First the anchor, then the marks: a crash in between anchors the same heads once more, which does
 * no harm, and loses none.
 */
export const createAnchoring =
  (deps: AnchorDependencies) =>
  async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    await putPublicKey(deps.anchors, await deps.signer.publicKey());
    let anchored = 0;
    let failed = 0;
    for (let shard = 0; shard < CHANGED_SHARDS; shard += 1)
      for await (const { tenantId, plans } of changedByTenant(deps, shard)) {
        if (!hasTime()) {
          deps.log('anchor.cutShort', { count: anchored });
          return;
        }
        try {
          anchored += await anchorPlans(deps, tenantId, plans);
        } catch (error) {
          failed += 1;
          deps.log('job.failed', { operation: 'anchor', tenantId, ...errorFields(error) });
        }
      }
    deps.log('anchor.finished', { count: anchored, failed });
    // The other companies are done; throwing makes Lambda try these again and rings the alarm.
    if (failed > 0) throw new Error(`${failed} companies could not be anchored`);
  };

/** A shard's changed plans, company by company. */
async function* changedByTenant(
  { table }: AnchorDependencies,
  shard: number,
): AsyncGenerator<{ readonly tenantId: TenantId; readonly plans: readonly ChangedPlan[] }> {
  let held: ChangedPlan[] = [];
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await queryChanged(table, {
      shard,
      page: { limit: PAGE, ...(after === undefined ? {} : { after }) },
    });
    for (const plan of page.items) {
      const [first] = held;
      if (
        first !== undefined &&
        (first.tenantId !== plan.tenantId || held.length === PLANS_PER_ANCHOR)
      ) {
        yield { tenantId: first.tenantId, plans: held };
        held = [];
      }
      held.push(plan);
    }
    after = page.next;
  } while (after !== undefined);
  const [first] = held;
  if (first !== undefined) yield { tenantId: first.tenantId, plans: held };
}

/** @returns how many plans are anchored now */
const anchorPlans = async (
  deps: AnchorDependencies,
  tenantId: TenantId,
  plans: readonly ChangedPlan[],
): Promise<number> => {
  const { table, anchors, signer, log } = deps;
  const heads: PlanHead[] = [];
  for (let at = 0; at < plans.length; at += PAGE)
    heads.push(...(await readHeads(table, plans.slice(at, at + PAGE))));
  if (heads.length === 0) return 0;
  const { fingerprint } = await signer.publicKey();
  for (let attempt = 1; ; attempt += 1) {
    const last = await lastAnchor(anchors, tenantId);
    const anchor = nextAnchor({ tenantId, at: deps.now(), heads, ...(last && { last }) });
    const signature = await signer.sign(bytesToSign(anchor));
    if ((await putAnchor(anchors, { anchor, key: fingerprint, signature })) === 'stored') break;
    if (attempt === ATTEMPTS) throw new Error('Others kept writing the next anchor');
  }
  for (let at = 0; at < heads.length; at += SIDE_BY_SIDE)
    await Promise.all(heads.slice(at, at + SIDE_BY_SIDE).map((head) => clearChanged(table, head)));
  log('anchor.written', { tenantId, count: heads.length });
  return heads.length;
};
