import { checkInDates } from '../calendar/check-ins.ts';
import type { WorkCalendar } from '../calendar/working-days.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { PartId } from '../kernel/ids.ts';
import type { PlanContent } from './content.ts';
import type { CheckInState, CheckpointState } from './running-state.ts';
import type { RunningPlan } from './state.ts';

/** Something that the two sit down for: a check-in or an interim checkpoint. */
export type Meeting =
  | {
      readonly kind: 'checkIn';
      /** The planned date, which names the occurrence. */
      readonly plannedOn: CivilDate;
      /** The day it is due now; later than planned when it was moved. */
      readonly dueOn: CivilDate;
      readonly state: CheckInState;
    }
  | {
      readonly kind: 'checkpoint';
      readonly checkpointId: PartId;
      readonly plannedOn: CivilDate;
      readonly dueOn: CivilDate;
      readonly state: CheckpointState;
    };

/** A meeting that nobody has moved. */
export const NO_MOVES = { manager: 0, other: 0 } as const;

const AS_PLANNED: Extract<CheckInState & CheckpointState, { status: 'PLANNED' }> = {
  status: 'PLANNED',
  movedBy: NO_MOVES,
};

/**
 * The planned check-ins of a plan, derived from cadence, weekday, calendar and checkpoints (G6).
 * Held, moved and missed ones keep their planned date even when the calendar changes later.
 */
export const plannedCheckIns = (
  content: PlanContent,
  calendar: WorkCalendar,
): readonly CivilDate[] => {
  const { startOn, endOn, cadence, checkInWeekday, checkpoints } = content.schedule;
  return checkInDates({
    startOn,
    endOn,
    cadence: cadence === 'biweekly' ? 'biweekly' : 'weekly',
    weekday: checkInWeekday,
    calendar,
    checkpoints: checkpoints.map((checkpoint) => checkpoint.on),
  });
};

/** All check-ins and interim checkpoints of a running plan, by due date. */
export const meetingsOf = (plan: RunningPlan, calendar: WorkCalendar): readonly Meeting[] => {
  const { checkIns, checkpoints, checkInsAfter = '' } = plan.running;
  const planned = new Set<CivilDate>([
    ...plannedCheckIns(plan.content, calendar).filter((on) => on > checkInsAfter),
    ...(Object.keys(checkIns) as CivilDate[]),
  ]);
  const meetings: Meeting[] = [...planned].map((plannedOn) => {
    const state = checkIns[plannedOn] ?? AS_PLANNED;
    return { kind: 'checkIn', plannedOn, dueOn: state.dueOn ?? plannedOn, state };
  });
  for (const { id, on } of plan.content.schedule.checkpoints) {
    const state = checkpoints[id] ?? AS_PLANNED;
    meetings.push({
      kind: 'checkpoint',
      checkpointId: id,
      plannedOn: on,
      dueOn: state.dueOn ?? on,
      state,
    });
  }
  return meetings.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
};

/** Those still to be held, by due date. */
export const openMeetings = (plan: RunningPlan, calendar: WorkCalendar): readonly Meeting[] =>
  meetingsOf(plan, calendar).filter((meeting) => meeting.state.status === 'PLANNED');

/** The check-in that a planned date names, or `undefined` when nothing was planned for it. */
export const checkInOf = (plan: RunningPlan, plannedOn: CivilDate, calendar: WorkCalendar) =>
  meetingsOf(plan, calendar).find(
    (meeting) => meeting.kind === 'checkIn' && meeting.plannedOn === plannedOn,
  );

export const checkpointOf = (plan: RunningPlan, checkpointId: PartId, calendar: WorkCalendar) =>
  meetingsOf(plan, calendar).find(
    (meeting) => meeting.kind === 'checkpoint' && meeting.checkpointId === checkpointId,
  );
