import type { PlanId } from '../../domain/kernel/ids.ts';
import { addMs } from '../../domain/kernel/instant.ts';
import {
  expand,
  getRefresh,
  listPlans,
  loadForJob,
  moveRefresh,
  type TenantScope,
} from '../adapters/store/index.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { dueFrom } from './expand-plan.ts';
import type { Done, JobDependencies } from './job.ts';

/** Plans of one turn; the next turn is due at once. */
const TURN = 200;
/** The list lags, and a command may have been decided under the settings of before. */
const SECOND_WALK_MS = 10 * 60_000;
const WALKS = 2;
const TRIES = 3;

/**
 * A company's settings have changed: what is due of each of its plans is computed anew, a turn at a
 * time. Repeating any of it changes nothing, and what is up to date already is only read.
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
    const { basis } = due;
    if (basis?.tenantVersion === tenant.version && basis.tzdata === deps.tzdata) return;
    const result = await expand(scope, {
      planId,
      planVersion: plan.version,
      due,
      nextDue: dueFrom(deps, tenant, plan, due.sites, due.expandedTo),
      deliveries: [],
    });
    if (result.kind === 'expanded') return;
  }
  // Whoever was in the way computed it too; what they missed the second walk finds.
};
