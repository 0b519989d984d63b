import { type CivilDate, daysBetween } from '../../../domain/kernel/civil-date.ts';
import type { PlanId } from '../../../domain/kernel/ids.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import type { PlanStatus } from '../../../domain/plan/vocabulary.ts';
import { settledAt } from '../../../domain/reminder/plan-reminders.ts';
import {
  type Cursor,
  listPlans,
  loadForJob,
  loadHistory,
  logAccess,
  type PlanSummary,
  type TenantScope,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import { toRuleResult } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { calendarOf, todayOf } from '../plans/plan-case.ts';
import { type TenantCase, tenantEndpoint } from '../tenant/tenant.ts';

const RUNNING: readonly PlanStatus[] = ['ACTIVE', 'PAUSED', 'FINAL_REVIEW'];
/** Summaries of one status that are looked at: 20 calls, 50 read units at most. */
const SUMMARY_PAGES = 20;
const SUMMARY_PAGE = 100;
const DAYS_PER_WEEK = 7;

/** All running plans of one status, a bounded number of them. */
const summariesOf = async (
  scope: TenantScope,
  status: PlanStatus,
): Promise<readonly PlanSummary[]> => {
  const found: PlanSummary[] = [];
  let after: Cursor | undefined;
  for (let page = 0; page < SUMMARY_PAGES; page += 1) {
    const { items, next } = await listPlans(scope, {
      of: 'tenant',
      status,
      page: { limit: SUMMARY_PAGE, ...(after === undefined ? {} : { after }) },
    });
    found.push(...items);
    if (next === undefined) break;
    after = next;
  }
  return found;
};

/** Where a plan stands in the list: by its end, then by its id. */
const placeOf = ({ endOn, planId }: Pick<PlanSummary, 'endOn' | 'planId'>): string =>
  `${endOn}#${planId}`;

/**
 * What one plan would lack if it ended today, by the rules that judge the outcome. Costs one batch
 * read, the plan's history, and the note in its access log.
 */
const entryOf = async (
  { scope, tenant, caller, services, request }: TenantCase,
  planId: PlanId,
) => {
  const now = services.now();
  const load = await loadForJob(scope, { planId });
  const stored = load?.stored;
  if (stored === undefined || stored.plan.employeeId === caller.id) return [];
  const calendar = calendarOf(tenant, stored.plan);
  const plan = runningPart(settledAt(stored.plan, { calendar }, now));
  if (plan === undefined) return [];
  const [history] = await Promise.all([
    loadHistory(scope, planId),
    logAccess(scope, {
      planId,
      at: now,
      by: caller.id,
      acts: plan.managerId === caller.id ? 'manager' : 'hr',
      action: request.route.id,
    }),
  ]);
  const today = todayOf(plan, now);
  const readiness = closeReadiness(plan, { today, calendar, records: recordsOf(history) });
  const endOn: CivilDate = plan.activation.endOn;
  const inWords = (results: typeof readiness.met) =>
    results.map((result) => toRuleResult(result, caller.language));
  return [
    {
      id: plan.id,
      employeeId: plan.employeeId,
      managerId: plan.managerId,
      endOn,
      weeksLeft: Math.floor(daysBetween(today, endOn) / DAYS_PER_WEEK),
      goals: readiness.standings,
      met: inWords(readiness.met),
      notMet: inWords(readiness.notMet),
    },
  ];
};

/**
 * Running plans with their blockers, the one that ends first on top. Reads the summaries of running
 * plans (2.5 read units for fifty), then each plan of the page with its history.
 */
export const listReadiness = tenantEndpoint(routes.listReadiness)(async (opened, { query }) => {
  const { scope, caller, request, services } = opened;
  const identity = { tenantId: scope.tenantId, memberId: caller.id };
  const page = pageOf(request, identity, query, '', services);
  if ('kind' in page) return page;
  const all = (await Promise.all(RUNNING.map((status) => summariesOf(scope, status)))).flat();
  const rest = all
    .map((summary) => ({ planId: summary.planId, place: placeOf(summary) }))
    .filter(({ place }) => page.after === undefined || place > String(page.after.place))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const shown = rest.slice(0, query.limit);
  const entries = await Promise.all(shown.map(({ planId }) => entryOf(opened, planId)));
  const last = rest.length > shown.length ? shown.at(-1) : undefined;
  return answer({
    plans: entries.flat(),
    ...(last === undefined
      ? {}
      : { next: sealCursor(services.cursorKey, { place: last.place }, page.binding) }),
  });
});
