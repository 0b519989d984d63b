import { type Access, accessTo, isInvitedDecision } from '../../../domain/access/access.ts';
import type { PlanAction } from '../../../domain/access/actions.ts';
import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import { toLocal } from '../../../domain/calendar/zones.ts';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Context } from '../../../domain/plan/context.ts';
import { retentionFloorDaysOf } from '../../../domain/plan/retention-floor.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import { reminderContext } from '../../../domain/reminder/people.ts';
import { nextDue } from '../../../domain/reminder/plan-reminders.ts';
import { isAdmitted } from '../../../domain/tenant/closure.ts';
import { type Member, siteOf, type Tenant } from '../../../domain/tenant/tenant.ts';
import {
  type CallerLoad,
  type DueState,
  loadForCommand,
  loadPlan,
  logAccess,
  type ReplayRecord,
  type StoredPlan,
  type TenantScope,
} from '../../adapters/store/index.ts';
import type { Answer } from '../../http/answer.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { ApiRequest } from '../../http/request.ts';
import type { Services } from '../../http/services.ts';
import { replayed } from '../replay.ts';

/** A plan as reads see it: without what is due, which only commands move. */
type ReadPlan = Omit<StoredPlan, 'due'>;

/** In which capacity somebody may do what the route asks, and what they may see. */
type Capacity = Omit<Extract<Access, { readonly allowed: true }>, 'allowed'>;

/** A plan, opened for somebody who may do what the route asks. */
export interface PlanCase<Stored extends ReadPlan = ReadPlan> extends Capacity {
  readonly scope: TenantScope;
  readonly caller: Member;
  readonly tenant: Tenant;
  readonly stored: Stored;
  readonly now: Instant;
  readonly replay?: ReplayRecord;
}

/** A plan opened together with what is due, as commands need it. */
export type CommandCase = PlanCase<StoredPlan>;

/** A refusal, in the caller's language where the caller is known; or the answer given before. */
export interface Denied {
  readonly result: Problem | Answer;
  readonly language?: Language;
}

/**
 * Judges access to a loaded plan. A plan that is not there, belongs to another company or is none of
 * the caller's business is answered alike (O5).
 */
const admit = <Stored extends ReadPlan>(
  load: (CallerLoad & { readonly stored?: Stored }) | undefined,
  scope: TenantScope,
  request: ApiRequest,
  services: Services,
): PlanCase<Stored> | Denied => {
  // A token outlives a membership by minutes; the membership decides.
  if (load === undefined || !isAdmitted(load.caller, load.tenant, services.now()))
    return { result: problem('unauthenticated') };
  const { caller, tenant, stored, replay } = load;
  const { language } = caller;
  if (stored === undefined) return { result: problem('notFound'), language };
  // Of an erased plan nothing is told, not even that there was one; but who erased it may ask again.
  if (stored.plan.status === 'ERASED')
    return {
      result: replay === undefined ? problem('notFound') : replayed(replay, request, services),
      language,
    };
  const now = services.now();
  const action = request.route.action as PlanAction;
  const person = { ...caller, hasSecondFactor: request.identity?.hasSecondFactor ?? false };
  const access = accessTo(action, person, stored.plan, todayOf(stored.plan, now));
  if (!access.allowed) {
    if (access.lacks !== undefined) return { result: problem('secondFactorNeeded'), language };
    // A decision uses up the invitation to it: its repeat is answered as the decision was.
    const decided = replay !== undefined && isInvitedDecision(action);
    if (!access.known && !decided) return { result: problem('notFound'), language };
    // A command may end its own permission (a manager cancels a draft): its repeat is no new one.
    return {
      result: replay === undefined ? problem('forbidden') : replayed(replay, request, services),
      language,
    };
  }
  const { allowed: _, ...capacity } = access;
  return {
    ...capacity,
    scope,
    caller,
    tenant,
    stored,
    now,
    ...(replay === undefined ? {} : { replay }),
  };
};

/** Opens the plan of a read: one call, then access. */
export const openPlan = async (
  planId: PlanId,
  request: ApiRequest,
  services: Services,
): Promise<PlanCase | Denied> => {
  const { identity } = request;
  if (identity === undefined) return { result: problem('unauthenticated') };
  const scope = await services.scopes(identity.tenantId);
  const load = await loadPlan(scope, { planId, callerId: identity.memberId });
  return admit<ReadPlan>(load, scope, request, services);
};

/** Opens the plan together with what is due and the idempotency record: one call, then access. */
export const openForCommand = async (
  planId: PlanId,
  request: ApiRequest,
  services: Services,
): Promise<CommandCase | Denied> => {
  const { identity, idempotencyKey } = request;
  if (identity === undefined) return { result: problem('unauthenticated') };
  const scope = await services.scopes(identity.tenantId);
  const load = await loadForCommand(scope, {
    planId,
    callerId: identity.memberId,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
  return admit<StoredPlan>(load, scope, request, services);
};

/** Notes a read of the plan's content by anybody but the employee (O2). */
export const noteRead = async (
  { scope, caller, stored, as, actingFor, now }: PlanCase,
  request: ApiRequest,
): Promise<void> => {
  if (as === 'employee') return;
  await logAccess(scope, {
    planId: stored.plan.id,
    at: now,
    by: caller.id,
    acts: as,
    ...(actingFor === undefined ? {} : { actingFor }),
    action: request.route.id,
  });
};

/** Stands in for a site that was removed: Monday to Friday, nothing known. */
const NO_CALENDAR: WorkCalendar = {
  weekend: [6, 7],
  nonWorking: [],
  extraWorking: [],
  knownUntil: '2000-01-01' as CivilDate,
};

/** The working days at the plan's site. */
export const calendarOf = (tenant: Tenant, plan: Pick<Plan, 'siteId'>): WorkCalendar =>
  siteOf(tenant, plan)?.calendar ?? NO_CALENDAR;

/** Today at the plan's site. */
export const todayOf = (plan: Pick<Plan, 'zone'>, now: Instant): CivilDate =>
  toLocal(plan.zone, now).date;

/** What a command of this caller is decided on. */
export const contextOf = (
  { caller, tenant, stored, acts, actingFor, now }: PlanCase,
  services: Services,
): Context => ({
  now,
  today: todayOf(stored.plan, now),
  actor: {
    kind: 'member',
    memberId: caller.id,
    acts,
    ...(actingFor === undefined ? {} : { actingFor }),
  },
  policy: tenant.policy,
  calendar: calendarOf(tenant, stored.plan),
  retentionFloorDays: retentionFloorDaysOf(stored.plan),
  hash: services.hash,
});

/** What is due after a change, by everything that was expanded before it. */
export const dueAfter = (plan: Plan, due: DueState, tenant: Tenant): DueState => {
  const { nextAt: _, ...rest } = due;
  const nextAt = nextDue(plan, reminderContext(tenant, plan, due.sites), due.expandedTo);
  const basis = { tenantVersion: tenant.version, tzdata: process.versions.tz ?? 'unknown' };
  return { ...rest, basis, ...(nextAt === undefined ? {} : { nextAt }) };
};
