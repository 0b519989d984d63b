import { accessTo } from '../../../domain/access/access.ts';
import type { PlanId } from '../../../domain/kernel/ids.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { PLAN_STATUSES, type PlanStatus } from '../../../domain/plan/vocabulary.ts';
import { writeRecord } from '../../adapters/evidence/plan-record.ts';
import {
  type Cursor,
  DAILY_LIMITS,
  getHrOnly,
  historyIn,
  listAttachments,
  listPlans,
  loadChain,
  loadPlans,
  logAccess,
  type StoredPlan,
  type TenantScope,
  takeAllowance,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { tooManyToday } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { calendarOf, todayOf } from '../plans/plan-case.ts';
import { planBody } from '../plans/plan-view.ts';
import { type TenantCase, tenantEndpoint } from '../tenant/tenant.ts';

/** In the order of a plan's life: one that moves on meanwhile comes twice rather than not at all. */
const STAGES: readonly PlanStatus[] = PLAN_STATUSES.filter((status) => status !== 'ERASED');

/** A stage, and a place in the list of its plans; the list's beginning when left out. */
interface Place {
  readonly stage: number;
  readonly after?: Cursor;
}

const toCursor = ({ stage, after }: Place): Cursor => ({ stage: String(stage), ...after });

const fromCursor = ({ stage, ...after }: Cursor): Place => ({
  stage: Number(stage),
  ...(Object.keys(after).length === 0 ? {} : { after }),
});

/** The next plans of the company: those of the first stage, from a place on, that has any. */
const plansFrom = async (
  scope: TenantScope,
  from: Place,
  limit: number,
): Promise<{ readonly ids: readonly PlanId[]; readonly next?: Place }> => {
  for (let at = from; at.stage < STAGES.length; at = { stage: at.stage + 1 }) {
    const page = { limit, ...(at.after === undefined ? {} : { after: at.after }) };
    const status = STAGES[at.stage] as PlanStatus;
    const { items, next } = await listPlans(scope, { of: 'tenant', status, page });
    if (items.length > 0)
      return {
        ids: items.map(({ planId }) => planId),
        next: next === undefined ? { stage: at.stage + 1 } : { stage: at.stage, after: next },
      };
  }
  return { ids: [] };
};

/** Everything of one plan that HR may read, and its record as it was hashed. */
const wholePlan = async ({ scope, tenant, services }: TenantCase, { plan }: StoredPlan) => {
  const [chain, hrOnly, attachments] = await Promise.all([
    loadChain(scope, plan.id),
    getHrOnly(scope, plan.id),
    listAttachments(scope, plan.id),
  ]);
  // As far as the plan that was read: a command may have been quicker than these reads.
  const events = chain.slice(0, plan.version);
  return {
    plan: planBody(plan, calendarOf(tenant, plan)),
    record: writeRecord({
      format: 'upturn-record/1',
      tenantId: scope.tenantId,
      planId: plan.id,
      events,
      records: recordsOf(historyIn(scope, plan.id, events)),
      // Signed anchors come with the evidence bundle of a plan.
      anchors: [],
      keys: [],
    }),
    confidential: {
      capacityHealth: hrOnly.capacityHealth,
      protectedEvent: hrOnly.protectedEvent !== undefined,
    },
    attachments,
    exportedAt: services.now(),
  };
};

/**
 * What a company takes along of its plans: each as HR sees it, a page at a time, no page with plans of
 * two stages. Plans to which the
 * head of HR is a party and not HR are named where they may know of them, for another head to take.
 * Each plan's log says who took it.
 */
const exportPlans = tenantEndpoint(routes.exportPlans)(async (opened, { query }) => {
  const { scope, caller, request, services } = opened;
  const now = services.now();
  const identity = { tenantId: scope.tenantId, memberId: caller.id };
  const page = pageOf(request, identity, query, '', services);
  if ('kind' in page) return page;
  const take = { kind: 'export', memberId: caller.id, most: DAILY_LIMITS.export, now } as const;
  if (!(await takeAllowance(scope, take))) return tooManyToday(now);
  const from = page.after === undefined ? { stage: 0 } : fromCursor(page.after);
  const { ids, next } = await plansFrom(scope, from, page.limit);
  const found = (await loadPlans(scope, ids)).map((stored) => ({
    stored,
    access: accessTo('evidence.read', caller, stored.plan, todayOf(stored.plan, now)),
  }));
  const mine = found.filter(({ access }) => access.allowed && access.view === 'hr');
  const others = found.filter(({ access }) =>
    access.allowed ? access.view !== 'hr' : access.known,
  );
  const plans = [];
  // One after the other: a long plan is large.
  for (const { stored } of mine) {
    plans.push(await wholePlan(opened, stored));
    await logAccess(scope, {
      planId: stored.plan.id,
      at: now,
      by: caller.id,
      acts: 'hr',
      action: request.route.id,
    });
  }
  return answer({
    plans,
    notAsHr: others.map(({ stored }) => stored.plan.id),
    ...(next === undefined
      ? {}
      : { next: sealCursor(services.cursorKey, toCursor(next), page.binding) }),
  });
});

export const exportPlansEndpoints: readonly Endpoint[] = [exportPlans];
