import { daysBetween } from '../../../domain/kernel/civil-date.ts';
import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { isEnded } from '../../../domain/plan/stage.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import {
  type Language,
  type PlanStatus,
  SUBMITTED_STATUSES,
} from '../../../domain/plan/vocabulary.ts';
import { reminderContext } from '../../../domain/reminder/people.ts';
import { byUrgency, type Task, tasksOf } from '../../../domain/reminder/tasks.ts';
import { type Absence, holdsOn } from '../../../domain/tenant/absence.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import { findingWords } from '../../adapters/i18n/index.ts';
import { taskWords } from '../../adapters/i18n/tasks.ts';
import {
  getMembers,
  getPreferences,
  liftSuppression,
  listPlans,
  listUnreached,
  loadPlans,
  mayOwe,
  OTHERS_OWE,
  PLANS_MAX,
  type PlanSummary,
  type PlansOf,
  putPreferences,
  type TenantScope,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { problem } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { todayOf } from '../plans/plan-case.ts';
import { replayed, requestHashOf } from '../replay.ts';
import { type TenantCase, tenantEndpoint } from '../tenant/tenant.ts';
import { OPERATIONS } from './operations.ts';

/** Stages in which somebody owes something; the others wait for nobody but HR's own clock. */
const OPEN: readonly PlanStatus[] = [
  'FINAL_REVIEW',
  'ACTIVE',
  'PRESENTED',
  'APPROVED',
  'IN_REVIEW',
  'DRAFT',
  'PAUSED',
  'CLOSED',
  'SUSTAIN',
  'ARCHIVED',
];
/** Summaries of one list that are looked at. */
const SUMMARIES = 100;
/** People whose plans are looked at for whoever stands in for them. */
const STOOD_IN_FOR = 5;

const taskBody = (task: Task, language: Language) => ({
  kind: task.kind,
  text: taskWords(language)[task.kind],
  about: task.ref,
  role: task.role,
  part: task.part,
  ownerId: task.memberId,
  dueOn: task.dueOn,
  deadline: task.deadline,
  overdue: task.overdue,
  overdueWD: task.overdueWD,
  ...(task.because === undefined ? {} : { because: findingWords(language, task.because).problem }),
  operation: OPERATIONS[task.kind],
});

/** Absences of the employees of plans that run: a long one has HR asked about a pause (J9). */
const absencesIn = async (scope: TenantScope, plans: readonly Plan[]) => {
  const employees = plans.flatMap((plan) => (plan.status === 'ACTIVE' ? [plan.employeeId] : []));
  const members = await getMembers(scope, [...new Set(employees)]);
  return ({ employeeId }: Plan) => members.get(employeeId)?.absences ?? [];
};

const summariesOf = async (scope: TenantScope, of: PlansOf & { readonly status?: PlanStatus }) => {
  const { items, next } = await listPlans(scope, { ...of, page: { limit: SUMMARIES } });
  return { items, more: next !== undefined };
};

/** The lists that hold the plans on which somebody may owe something. */
const listsFor = (
  { caller }: Pick<TenantCase, 'caller'>,
  representing: readonly MemberId[],
): readonly Parameters<typeof summariesOf>[1][] => {
  const isHr = caller.roles.includes('hr') || caller.roles.includes('hrHead');
  return [
    { of: 'manager', memberId: caller.id },
    { of: 'employee', memberId: caller.id },
    ...representing.map((memberId) => ({ of: 'manager', memberId }) as const),
    ...(isHr || representing.length > 0
      ? [{ of: 'tenant' } as const]
      : OTHERS_OWE.map((status) => ({ of: 'tenant', status }) as const)),
  ];
};

/** Whether a plan concerns somebody, or one they stand in for; a draft not shared does not exist. */
const concerns = (plan: PlanSummary, caller: Member, representing: readonly MemberId[]) => {
  if (plan.employeeId === caller.id) return plan.shownToEmployee;
  if (plan.erasureAsked === true && caller.roles.includes('hrHead')) return true;
  return (
    mayOwe(plan, caller.id) ||
    [caller.id, ...representing].some((id) => plan.managerId === id || plan.hrOwnerId === id)
  );
};

/**
 * The caller's week. Reads at most 7 lists of summaries (5 units for a hundred), then at most
 * `PLANS_MAX` plans in one batch (about 4 units each), those under way first, and the employees of
 * those that the caller answers for as HR.
 */
const listMyTasks = tenantEndpoint(routes.listMyTasks)(async (opened, { query }) => {
  const { scope, caller, tenant, services, request } = opened;
  const now = services.now();
  // What waits for HR is shown to a stand-in on HR's own terms.
  const standsInFor = request.identity?.hasSecondFactor === true ? ['manager', 'hr'] : ['manager'];
  const isRepresenting = (plan: Pick<Plan, 'zone'>, id: MemberId): boolean =>
    (caller.delegations ?? []).some(
      (one) => one.memberId === id && holdsOn(one, todayOf(plan, now)),
    );
  const representing = [
    ...new Set((caller.delegations ?? []).map(({ memberId }) => memberId)),
  ].slice(0, STOOD_IN_FOR);
  const [preferences, ...lists] = await Promise.all([
    getPreferences(scope, caller.id),
    ...listsFor(opened, representing).map((of) => summariesOf(scope, of)),
  ]);
  const known = new Map<PlanId, PlanSummary>();
  for (const { items } of lists)
    for (const plan of items)
      if (concerns(plan, caller, representing)) known.set(plan.planId, plan);
  const candidates = [...known.values()]
    .filter(({ status }) => OPEN.includes(status))
    .sort((a, b) => OPEN.indexOf(a.status) - OPEN.indexOf(b.status));
  const plans = await loadPlans(
    scope,
    candidates.slice(0, PLANS_MAX).map(({ planId }) => planId),
  );
  const asHr = plans.filter(({ plan }) => [caller.id, ...representing].includes(plan.hrOwnerId));
  const absencesOf = await absencesIn(
    scope,
    asHr.map(({ plan }) => plan),
  );
  const appUrl = tenant.policy.links.appUrl?.replace(/\/+$/, '');
  const tasks = plans.flatMap(({ plan, due }) => {
    const context = reminderContext(tenant, plan, due.sites);
    return tasksOf(plan, context, now, query.days, absencesOf(plan))
      .filter(
        ({ memberId, role }) =>
          memberId === caller.id ||
          (standsInFor.includes(role) &&
            caller.id !== plan.employeeId &&
            isRepresenting(plan, memberId)),
      )
      .map((task) => ({ task, plan }));
  });
  return answer({
    tasks: tasks
      .sort((a, b) => byUrgency(a.task, b.task))
      .map(({ task, plan }) => {
        const alias = preferences.aliases[plan.id];
        return {
          ...taskBody(task, caller.language),
          planId: plan.id,
          ...(alias === undefined ? {} : { alias }),
          ...(task.memberId === caller.id ? {} : { actingFor: task.memberId }),
          ...(appUrl === undefined ? {} : { link: `${appUrl}/plans/${plan.id}` }),
        };
      }),
    more: candidates.length > PLANS_MAX || lists.some(({ more }) => more),
  });
});

/** O3: names that tell plans apart, which nobody else sees. */
const getMine = tenantEndpoint(routes.getPreferences)(async ({ scope, caller }) => {
  const { version, ...chosen } = await getPreferences(scope, caller.id);
  return answer(chosen, { version });
});

const putMine = tenantEndpoint(routes.putPreferences)(async (opened, { body }) => {
  const { scope, caller, request, services } = opened;
  const before = await getPreferences(scope, caller.id);
  if (request.ifMatch !== before.version) return problem('preconditionFailed');
  const after = { aliases: body.aliases, mailOff: body.mailOff ?? before.mailOff };
  const { kind } = await putPreferences(scope, caller.id, { before, after, at: services.now() });
  return kind === 'stored' ? answer(after, { version: before.version + 1 }) : problem('conflict');
});

const DAYS_PER_WEEK = 7;
/** The board shows what is owed now and within a week. */
const BOARD_DAYS = 7;

const placeOf = ({ endOn, planId }: Pick<PlanSummary, 'endOn' | 'planId'>): string =>
  `${endOn}#${planId}`;

const unacknowledgedUntil = (plan: Plan) =>
  plan.status === 'PRESENTED' && plan.acknowledgements.length === 0
    ? { unacknowledgedUntil: plan.delivery.ackBy }
    : {};

const boardLine = (
  { caller, tenant }: TenantCase,
  { plan, due }: Awaited<ReturnType<typeof loadPlans>>[number],
  absences: readonly Absence[],
  now: Instant,
) => {
  const context = reminderContext(tenant, plan, due.sites);
  const tasks = tasksOf(plan, context, now, BOARD_DAYS, absences);
  const shown = (some: readonly Task[]) => some.map((task) => taskBody(task, caller.language));
  const { endOn } = plan.content.schedule;
  return {
    id: plan.id,
    status: plan.status,
    employeeId: plan.employeeId,
    managerId: plan.managerId,
    hrOwnerId: plan.hrOwnerId,
    endOn,
    weeksLeft: Math.floor(daysBetween(todayOf(plan, now), endOn) / DAYS_PER_WEEK),
    awaitingMe: shown(tasks.filter(({ memberId }) => memberId === caller.id)),
    overdue: shown(tasks.filter(({ overdue }) => overdue)),
    undeliveredSupport: shown(tasks.filter(({ kind }) => kind === 'supportDelivery')),
    ...unacknowledgedUntil(plan),
  };
};

/**
 * HR's board. Reads a hundred summaries of each stage under way (6 lists, 5 units each when full),
 * the plans of the page in one batch (about 4 units each), their employees in another (1 unit each),
 * and on the first page the addresses that mail came back from. What stands in the way of an outcome is `GET /v1/readiness`.
 */
const getBoard = tenantEndpoint(routes.getBoard)(async (opened, { query }) => {
  const { scope, caller, request, services } = opened;
  const identity = { tenantId: scope.tenantId, memberId: caller.id };
  const page = pageOf(request, identity, query, '', services);
  if ('kind' in page) return page;
  const now = services.now();
  const isFirst = page.after === undefined;
  const [unreached, ...lists] = await Promise.all([
    isFirst ? listUnreached(scope, now) : [],
    ...SUBMITTED_STATUSES.map((status) =>
      listPlans(scope, { of: 'tenant', status, page: { limit: SUMMARIES } }),
    ),
  ]);
  const rest = lists
    .flatMap(({ items }) => items)
    // Nobody of HR looks over their own plan.
    .filter(({ employeeId }) => employeeId !== caller.id)
    .map((plan) => ({ planId: plan.planId, place: placeOf(plan) }))
    .filter(({ place }) => page.after === undefined || place > String(page.after.place))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const shown = rest.slice(0, query.limit);
  const plans = await loadPlans(
    scope,
    shown.map(({ planId }) => planId),
  );
  const absencesOf = await absencesIn(
    scope,
    plans.map(({ plan }) => plan),
  );
  const last = rest.length > shown.length ? shown.at(-1) : undefined;
  return answer({
    plans: plans
      .filter(({ plan }) => !isEnded(plan))
      .map((stored) => boardLine(opened, stored, absencesOf(stored.plan), now)),
    ...(isFirst ? { unreached } : {}),
    ...(last === undefined
      ? {}
      : { next: sealCursor(services.cursorKey, { place: last.place }, page.binding) }),
  });
});

/** P6: HR has seen to it that an address works again; who is not reached any more leaves the board. */
const liftMailStop = tenantEndpoint(routes.liftSuppression, ({ params }) => ({
  members: [params.memberId],
}))(async (opened, { params, body }) => {
  const { scope, caller, members, replay, request, services } = opened;
  if (replay !== undefined) return replayed(replay, request, services);
  const member = members.get(params.memberId);
  const { idempotencyKey } = request;
  if (member === undefined) return problem('notFound');
  if (idempotencyKey === undefined) return problem('idempotencyMissing');
  const at = services.now();
  const lifted = { memberId: member.id, liftedAt: at };
  const { kind } = await liftSuppression(scope, member.email, {
    lifted: { at, by: caller.id, reason: body.reason },
    replay: {
      memberId: caller.id,
      key: idempotencyKey,
      requestHash: requestHashOf(request, services),
      answer: lifted,
      at,
    },
  });
  if (kind === 'absent') return problem('notFound');
  if (kind === 'contended') return problem('conflict');
  services.log('suppression.lifted', { tenantId: scope.tenantId, memberId: member.id });
  return answer(lifted);
});

/** What people are to do, across plans. */
export const taskEndpoints: readonly Endpoint[] = [
  listMyTasks,
  getMine,
  putMine,
  getBoard,
  liftMailStop,
];
