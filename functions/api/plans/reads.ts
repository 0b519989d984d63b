import { mayInTenant } from '../../../domain/access/access.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { runningSupport } from '../../../domain/plan/parts.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import { contentRules } from '../../../domain/plan/rules/content.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import { digestFor, isDigestible } from '../../../domain/reminder/digest.ts';
import { policyOf } from '../../../domain/reminder/obligations.ts';
import { optionalMailOf } from '../../../domain/reminder/optional.ts';
import { peopleOf, reminderContext } from '../../../domain/reminder/people.ts';
import {
  preview,
  type Reminder,
  remindersOf,
  settledAt,
} from '../../../domain/reminder/plan-reminders.ts';
import { addressed } from '../../../domain/reminder/recipient.ts';
import { isAdmitted } from '../../../domain/tenant/closure.ts';
import { policyAt } from '../../../domain/tenant/packs/packs.ts';
import { siteOf } from '../../../domain/tenant/tenant.ts';
import { messages } from '../../adapters/i18n/index.ts';
import {
  getMembers,
  getOptOuts,
  listPlans as listStoredPlans,
  loadCaller,
  loadHistory,
  loadTimeline,
  type PlansOf,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import { problem, problemOf, toRuleResult } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { calendarOf, noteRead, openForCommand, openPlan, todayOf } from './plan-case.ts';
import { observationsCitedBy } from './plan-command.ts';
import { planRead } from './plan-read.ts';
import { planBody } from './plan-view.ts';
import { isHiddenFrom } from './timeline.ts';

const getPlan = planRead(routes.getPlan)(async ({ stored, tenant, view }) =>
  answer(planBody(stored.plan, calendarOf(tenant, stored.plan)), {
    view,
    version: stored.plan.version,
  }),
);

const checkDraft = planRead(routes.checkDraft)(async ({ scope, stored, tenant, now, caller }) => {
  const { plan } = stored;
  const results = contentRules(plan.content, {
    policy: policyAt(tenant.policy, plan.siteId),
    calendar: calendarOf(tenant, plan),
    today: todayOf(plan, now),
    employeeId: plan.employeeId,
    observations: await observationsCitedBy(scope, plan),
    jurisdiction: plan.jurisdiction ?? [],
  });
  return answer({ results: results.map((result) => toRuleResult(result, caller.language)) });
});

const getReadiness = planRead(routes.getReadiness)(
  async ({ scope, stored, tenant, now, caller, view }) => {
    const calendar = calendarOf(tenant, stored.plan);
    const plan = runningPart(settledAt(stored.plan, { calendar }, now));
    if (plan === undefined)
      return problem('wrongStatus', {
        status: stored.plan.status,
        allowed: ['ACTIVE', 'PAUSED', 'FINAL_REVIEW', 'CLOSED', 'SUSTAIN', 'ARCHIVED'],
      });
    const records = recordsOf(await loadHistory(scope, plan.id));
    const today = todayOf(plan, now);
    const readiness = closeReadiness(plan, { today, calendar, records });
    const inWords = (results: typeof readiness.met) =>
      results.map((result) => toRuleResult(result, caller.language));
    return answer({
      asOf: today,
      goals: readiness.standings,
      met: inWords(readiness.met),
      notMet: inWords(readiness.notMet),
      hints: inWords(readiness.hints),
      referral: view === 'hr' ? inWords(readiness.referral) : [],
    });
  },
);

const getSupport = planRead(routes.getSupport)(
  async ({ stored, acts, caller }, { params: { supportId } }) => {
    const actor = { kind: 'member', memberId: caller.id, acts } as const;
    const found = runningSupport(stored.plan, supportId, actor);
    if (!found.ok) return problemOf(found.error);
    const { kind, description, dueBy } = found.value.support;
    return answer(
      { supportId, kind, description, dueBy, ...found.value.state },
      { version: stored.plan.version },
    );
  },
);

/** The part or date that a timeline line is about; never a text. */
const aboutOf = ({ event }: RecordedEvent): string | undefined => {
  if ('supportId' in event) return event.supportId;
  if ('checkpointId' in event) return event.checkpointId;
  if ('goalId' in event) return event.goalId;
  if ('actionId' in event) return event.actionId;
  if ('plannedOn' in event) return event.plannedOn;
  return event.type === 'CheckInHeld' ? event.writeUp.plannedOn : undefined;
};

const getTimeline: Endpoint = endpoint(routes.getTimeline)(async (input, request, services) => {
  const opened = await openPlan(input.params.planId, request, services);
  if ('result' in opened) return opened;
  const { caller, scope, stored, view } = opened;
  const { language } = caller;
  const identity = { tenantId: scope.tenantId, memberId: caller.id };
  const page = pageOf(request, identity, input.query, stored.plan.id, services);
  if ('kind' in page) return { result: page, language };
  const { items, next } = await loadTimeline(scope, stored.plan.id, page);
  await noteRead(opened, request);
  const shown = items.filter(({ event }) => !isHiddenFrom(view, event.type));
  const entries = shown.map((recorded) => {
    const about = aboutOf(recorded);
    return {
      seq: recorded.seq,
      at: recorded.at,
      by: recorded.by.kind === 'member' ? recorded.by.memberId : 'system',
      ...(recorded.by.kind === 'member' && recorded.by.actingFor !== undefined
        ? { actingFor: recorded.by.actingFor }
        : {}),
      type: recorded.event.type,
      text: messages(language).vocabulary.events[recorded.event.type],
      ...(about === undefined ? {} : { about }),
    };
  });
  return {
    result: answer({
      entries,
      ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
    }),
    language,
  };
});

const previewReminders = endpoint(routes.previewReminders)(
  async ({ params }, request, services): Promise<Reply> => {
    const opened = await openForCommand(params.planId, request, services);
    if ('result' in opened) return opened;
    const { scope, stored, tenant, now, view, caller } = opened;
    const context = reminderContext(tenant, stored.plan, stored.due.sites);
    await noteRead(opened, request);
    const { plan } = stored;
    const people = await getMembers(scope, peopleOf(plan, tenant.hrHeadId));
    // Whoever stands in at any time to come, in one more read at most.
    const standIns = [...people.values()].flatMap(({ absences = [] }) =>
      absences.flatMap(({ delegateId }) => (delegateId === undefined ? [] : [delegateId])),
    );
    const members = new Map([...people, ...(await getMembers(scope, [...new Set(standIns)]))]);
    const coming = addressed(preview(plan, context, now), plan, tenant, members);
    const optional = coming.filter(({ reminder }) => optionalMailOf(reminder) !== undefined);
    const optOuts = await getOptOuts(scope, [
      ...new Set(optional.map(({ recipient }) => recipient.member.id)),
    ]);
    const all = [...remindersOf(plan, context), ...coming.map(({ reminder }) => reminder)];
    const policy = policyOf(plan, tenant.policy);
    const digestOf = (reminder: Reminder, at: Instant, zone: string) =>
      isDigestible(reminder, all) ? digestFor(policy, zone, at) : undefined;
    const reminders = coming
      .filter(({ recipient }) => view !== 'employee' || recipient.member.id === caller.id)
      .filter(({ reminder, recipient }) => {
        const sort = optionalMailOf(reminder);
        return sort === undefined || !optOuts.get(recipient.member.id)?.includes(sort);
      })
      .map(({ reminder, reminder: { kind, step, ref, dueOn, role }, recipient, at }) => ({
        at: digestOf(reminder, at, siteOf(tenant, recipient.member)?.zone ?? plan.zone)?.at ?? at,
        kind,
        step,
        about: ref,
        dueOn,
        recipientId: recipient.member.id,
        role,
      }));
    return { result: answer({ reminders }), language: caller.language };
  },
);

const listPlans: Endpoint = endpoint(routes.listPlans)(async ({ query }, request, services) => {
  const { identity } = request;
  if (identity === undefined) return { result: problem('unauthenticated') };
  const scope = await services.scopes(identity.tenantId);
  const load = await loadCaller(scope, { callerId: identity.memberId });
  if (load === undefined || !isAdmitted(load.caller, load.tenant, services.now()))
    return { result: problem('unauthenticated') };
  const { caller } = load;
  const { language } = caller;
  const isHr = caller.roles.includes('hr') || caller.roles.includes('hrHead');
  if (!mayInTenant('plan.list', caller) || (query.as === 'hr' && !isHr))
    return { result: problem('forbidden'), language };
  const filters = `as=${query.as}&status=${query.status ?? ''}`;
  const page = pageOf(request, identity, query, filters, services);
  if ('kind' in page) return { result: page, language };
  const of: PlansOf = query.as === 'hr' ? { of: 'tenant' } : { of: query.as, memberId: caller.id };
  const { items, next } = await listStoredPlans(scope, {
    ...of,
    page,
    ...(query.status === undefined ? {} : { status: query.status }),
  });
  // A draft that was not shared with its employee does not exist for them, HR included (O1).
  const visible = items.filter((plan) => plan.employeeId !== caller.id || plan.shownToEmployee);
  return {
    result: answer({
      plans: visible.map(({ planId, ...plan }) => ({ id: planId, ...plan })),
      ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
    }),
    language,
  };
});

/** Everything that is read of plans. */
export const planReads: readonly Endpoint[] = [
  listPlans,
  getPlan,
  checkDraft,
  getReadiness,
  getSupport,
  getTimeline,
  previewReminders,
];
