import { addDays, latest } from '../kernel/civil-date.ts';
import { effectOf } from './amendment-effect.ts';
import { archivesOn, isToSustain, policyOfEnded } from './archive.ts';
import { activationDue } from './commands/activate.ts';
import type { Context } from './context.ts';
import type { PlanEvent, RecordedEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { openMeetings } from './meetings.ts';
import { lastDayToHold } from './rules/meetings.ts';
import type { ClosedPlan, Plan, SustainPlan } from './state.ts';

/** What the clock decides on. */
export type ClockContext = Pick<Context, 'now' | 'today' | 'calendar'>;

/**
 * The timed transitions that are due: activation, missed meetings (G8), silent support (F5), the
 * final review, sustaining a success (M1), the archive. `decide` applies them before every command, so nobody acts on a stale state.
 */
export const settle = (plan: Plan, context: ClockContext): readonly PlanEvent[] => {
  const events: PlanEvent[] = [];
  let current = plan;
  for (;;) {
    const event = nextTransition(current, context);
    if (event === undefined) return events;
    events.push(event);
    current = evolve(current, bySystem(current, event, context));
  }
};

/** The next event of a plan, by the clock. */
export const bySystem = (
  plan: Plan,
  event: PlanEvent,
  { now }: Pick<ClockContext, 'now'>,
): RecordedEvent => ({
  seq: plan.version + 1,
  at: now,
  by: { kind: 'system' },
  event,
});

const nextTransition = (plan: Plan, context: ClockContext): PlanEvent | undefined => {
  switch (plan.status) {
    case 'PRESENTED':
      return activationDue(plan, context);
    case 'ACTIVE':
      return (
        amendmentWindow(plan, context) ??
        silentSupport(plan, context) ??
        missedMeeting(plan, context) ??
        overtakenAmendment(plan, context) ??
        (context.today >= plan.content.schedule.endOn
          ? { type: 'FinalReviewBegun', on: context.today, early: false }
          : undefined)
      );
    case 'FINAL_REVIEW':
      return (
        amendmentWindow(plan, context) ??
        silentSupport(plan, context) ??
        missedMeeting(plan, context)
      );
    case 'CLOSED':
      return isToSustain(plan) ? sustainBegun(plan) : archived(plan, context);
    case 'SUSTAIN':
      return archived(plan, context);
    default:
      return undefined;
  }
};

/** M1: the success is sustained from the day of its outcome on, for as long as the policy says. */
const sustainBegun = (plan: ClosedPlan): PlanEvent => {
  const { days } = policyOfEnded(plan).sustain;
  const startOn = latest(plan.closing.on, plan.appeal?.decision?.on ?? plan.closing.on);
  return { type: 'SustainBegun', startOn, endsOn: addDays(startOn, days) };
};

/** The windows for an appeal and for sustaining are over, and nobody waits for a decision. */
const archived = (
  plan: ClosedPlan | SustainPlan,
  { today }: ClockContext,
): PlanEvent | undefined => {
  const on = archivesOn(plan);
  return on === undefined || today < on ? undefined : { type: 'PlanArchived', on: today };
};

type Running = Extract<Plan, { readonly status: 'ACTIVE' | 'FINAL_REVIEW' }>;

/** A delivery that the employee neither confirmed nor disputed in time (F5). */
const silentSupport = (plan: Running, { today }: ClockContext): PlanEvent | undefined => {
  const silent = Object.entries(plan.running.supports).find(
    ([, state]) => state.status === 'DELIVERED' && state.confirmBy < today,
  );
  return silent === undefined ? undefined : { type: 'SupportSilent', supportId: silent[0] };
};

/** A meeting that nobody recorded by the end of its due day + 2 working days (G8). */
const missedMeeting = (plan: Running, { today, calendar }: ClockContext): PlanEvent | undefined => {
  const missed = openMeetings(plan, calendar).find(
    (meeting) => lastDayToHold(meeting.dueOn, calendar) < today,
  );
  if (missed === undefined) return undefined;
  return missed.kind === 'checkIn'
    ? { type: 'CheckInMissed', plannedOn: missed.plannedOn, by: 'manager' }
    : { type: 'CheckpointMissed', checkpointId: missed.checkpointId, by: 'manager' };
};

/**
 * J1: a window that passed in silence. What takes something from the employee lapses, and so does what
 * manager and employee settle between them; more time is given all the same, and the silence stated.
 */
const amendmentWindow = (
  plan: Running,
  { now, today, calendar }: ClockContext,
): PlanEvent | undefined => {
  const { amendment } = plan;
  if (amendment === undefined || amendment.kind === 'MANAGER_CHANGE') return undefined;
  if (amendment.status !== 'SERVED') return undefined;
  if (amendment.answer !== undefined) return effectOf(plan, amendment, today, calendar);
  if (today <= amendment.ackBy) return undefined;
  const { contentHash } = amendment;
  return amendment.kind === 'EXTENSION' && !amendment.burdens
    ? {
        type: 'AmendmentAcknowledged',
        answer: { kind: 'NO_RESPONSE', at: now, on: today, contentHash },
      }
    : { type: 'AmendmentLapsed' };
};

/** J1: once the period is over only an extension, or another manager, can still change the plan. */
const overtakenAmendment = (plan: Running, { today }: ClockContext): PlanEvent | undefined =>
  today >= plan.content.schedule.endOn &&
  (plan.amendment?.kind === 'CONTENT' || plan.amendment?.kind === 'SCHEDULE')
    ? { type: 'AmendmentLapsed' }
    : undefined;
