import { activationDue } from './commands/activate.ts';
import type { Context } from './context.ts';
import type { PlanEvent, RecordedEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { openMeetings } from './meetings.ts';
import { lastDayToHold } from './rules/meetings.ts';
import type { Plan } from './state.ts';

/** What the clock decides on. */
export type ClockContext = Pick<Context, 'now' | 'today' | 'calendar'>;

/**
 * The timed transitions that are due: activation, missed meetings (G8), silent support (F5), the
 * final review. `decide` applies them before every command, so nobody acts on a stale state.
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

const bySystem = (plan: Plan, event: PlanEvent, { now }: ClockContext): RecordedEvent => ({
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
        silentSupport(plan, context) ??
        missedMeeting(plan, context) ??
        (context.today >= plan.content.schedule.endOn
          ? { type: 'FinalReviewBegun', on: context.today, early: false }
          : undefined)
      );
    case 'FINAL_REVIEW':
      return silentSupport(plan, context) ?? missedMeeting(plan, context);
    default:
      return undefined;
  }
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
