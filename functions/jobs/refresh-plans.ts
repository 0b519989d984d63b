import type { MemberId, PlanId } from '../../domain/kernel/ids.ts';
import { addMs } from '../../domain/kernel/instant.ts';
import { decide } from '../../domain/plan/decide.ts';
import {
  type DueState,
  expand,
  getMembers,
  getRefresh,
  listPlans,
  loadForJob,
  moveRefresh,
  type TenantScope,
} from '../adapters/store/index.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { commitAsSystem, dueFrom, type Job, systemContext } from './expand-plan.ts';
import type { Done, JobDependencies } from './job.ts';

/** Plans of one turn; the next turn is due at once. */
const TURN = 200;
/** The list lags, and a command may have been decided under the settings of before. */
const SECOND_WALK_MS = 10 * 60_000;
const WALKS = 2;
/** One for each person who left at once, and some for whoever is in the way. */
const TRIES = 8;

/**
 * A company's settings have changed, or somebody has left it or works elsewhere: what is due of each
 * of its plans is computed anew, and accesses of those who left are ended, a turn at a time. Repeating
 * any of it changes nothing, and what is up to date already is only read.
 */
export const refreshPlans = async (
  deps: JobDependencies,
  { tenantId }: Pick<DeliveryMessage, 'tenantId'>,
): Promise<Done> => {
  const scope = await deps.scopes(tenantId);
  const from = await getRefresh(scope);
  if (from === undefined || from.walks >= WALKS) return 'done';
  const page = await listPlans(scope, {
    of: 'tenant',
    page: { limit: TURN, ...(from.after === undefined ? {} : { after: from.after }) },
  });
  for (const { planId } of page.items) await refreshPlan(deps, scope, planId);
  deps.log('plans.refreshed', { tenantId, count: page.items.length });
  const now = deps.now();
  if (page.next !== undefined) {
    await moveRefresh(scope, { from, walks: from.walks, after: page.next, again: now });
    return 'done';
  }
  const walks = from.walks + 1;
  await moveRefresh(scope, {
    from,
    walks,
    ...(walks < WALKS ? { again: addMs(now, SECOND_WALK_MS) } : {}),
  });
  return 'done';
};

/**
 * O1: somebody whom HR let in has left. They see nothing any more; here the record comes to say so.
 *
 * @returns whether something was to be recorded
 */
const endAccesses = async (job: Job): Promise<boolean> => {
  const { scope, stored } = job;
  const ids = [...new Set(stored.plan.grants.map(({ memberId }) => memberId))];
  const members = await getMembers(scope, ids);
  const gone = ids.find((id) => members.get(id)?.status !== 'ACTIVE');
  if (gone === undefined) return false;
  const command = { type: 'EndAccess', memberId: gone } as const;
  const decided = decide(command, stored.plan, systemContext(job));
  if (decided.ok) await commitAsSystem(job, decided.value, 'plan.accessEnded');
  return decided.ok;
};

const refreshPlan = async (
  deps: JobDependencies,
  scope: TenantScope,
  planId: PlanId,
): Promise<void> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const load = await loadForJob(scope, { planId });
    const stored = load?.stored;
    if (load === undefined || stored === undefined || stored.plan.status === 'ERASED') return;
    const { plan, due } = stored;
    const { tenant } = load;
    if (await endAccesses({ deps, scope, tenant, stored, now: deps.now() })) continue;
    const { basis } = due;
    const isCurrent = basis?.tenantVersion === tenant.version && basis.tzdata === deps.tzdata;
    const moved = await hasMoved(scope, due.sites);
    if (isCurrent && !moved) return;
    const nextDue = dueFrom(deps, tenant, plan, due.sites, due.expandedTo);
    const result = await expand(scope, {
      planId,
      planVersion: plan.version,
      due,
      // Where people work is read when a plan is expanded: so that is due now.
      nextDue: moved && nextDue.nextAt !== undefined ? { ...nextDue, nextAt: deps.now() } : nextDue,
      deliveries: [],
    });
    if (result.kind === 'expanded') return;
  }
  // Whoever was in the way computed it too; what they missed the second walk finds.
};

/** Whether somebody works elsewhere than when what is due was computed. */
const hasMoved = async (scope: TenantScope, sites: DueState['sites']): Promise<boolean> => {
  const members = await getMembers(scope, Object.keys(sites) as MemberId[]);
  return [...members].some(([id, { siteId }]) => siteId !== sites[id]);
};
