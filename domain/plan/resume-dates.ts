import { shiftByWorkingDays } from '../calendar/shift.ts';
import type { WorkCalendar } from '../calendar/working-days.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { PartId } from '../kernel/ids.ts';
import type { Goal, PlanContent } from './content.ts';
import { openMeetings } from './meetings.ts';
import { supportStateOf } from './parts.ts';
import { pausedWorkingDays } from './pauses.ts';
import type { PausedPlan } from './state.ts';

/** Where everything that is open stands once a pause is over; what was done keeps its day (J7). */
export interface ResumedDates {
  readonly workingDays: number;
  readonly content: PlanContent;
  /** Open check-ins, by the date that names them. */
  readonly checkIns: readonly { readonly plannedOn: CivilDate; readonly dueOn: CivilDate }[];
  readonly checkpoints: readonly { readonly checkpointId: PartId; readonly dueOn: CivilDate }[];
  /** Days that were set for supports. */
  readonly scheduled: readonly { readonly supportId: PartId; readonly on: CivilDate }[];
  /** Windows in which the employee has the word. */
  readonly confirmBy: readonly { readonly supportId: PartId; readonly by: CivilDate }[];
  readonly replyBy: readonly { readonly plannedOn: CivilDate; readonly by: CivilDate }[];
  /** Answers that are owed to obstacles (I8). */
  readonly obstaclesBy: readonly { readonly obstacleId: PartId; readonly by: CivilDate }[];
  /** Ratings of actions and supports (E6), and goals to be recognised or corrected (I9). */
  readonly rateBy: readonly { readonly checkpointId: PartId; readonly by: CivilDate }[];
  readonly turnedBy: readonly { readonly goalId: PartId; readonly by: CivilDate }[];
  /** Check-ins up to that day are those above; what derives from the cadence comes after it. */
  readonly checkInsAfter: CivilDate;
}

/**
 * J7: every open date moves by the working days of the pause. A goal whose last day had come before
 * the pause is over, and with it the dates of its actions and supports; so are actions that are done,
 * supports that were given, and meetings that were held, missed or excused.
 *
 * @param today the first day that counts again
 */
export const resumedDates = (
  plan: PausedPlan,
  today: CivilDate,
  calendar: WorkCalendar,
): ResumedDates => {
  const { content, pause, running } = plan;
  const workingDays = pausedWorkingDays(pause.on, today, calendar);
  const shift = (date: CivilDate) => shiftByWorkingDays(calendar, date, workingDays);
  const isRunning = ({ dueOn }: Pick<Goal, 'dueOn'>) => dueOn >= pause.on;
  const isOver = (goalId: PartId) =>
    content.goals.some((goal) => goal.id === goalId && !isRunning(goal));
  const isOwed = (supportId: PartId) =>
    ['PROMISED', 'SCHEDULED'].includes(supportStateOf(plan, supportId).status);
  const open = openMeetings(plan, calendar);
  const openCheckpoints = open.flatMap((meeting) =>
    meeting.kind === 'checkpoint' ? [meeting] : [],
  );
  const { schedule } = content;
  const endOn = shift(schedule.endOn);
  const supports = Object.entries(running.supports);
  return {
    workingDays,
    content: {
      ...content,
      goals: content.goals.map((goal) =>
        isRunning(goal) ? withBaselineMoved({ ...goal, dueOn: shift(goal.dueOn) }, shift) : goal,
      ),
      actions: content.actions.map((action) =>
        running.actions[action.id]?.done === 'yes' || isOver(action.goalId)
          ? action
          : { ...action, dueOn: shift(action.dueOn) },
      ),
      supports: content.supports.map((support) =>
        isOwed(support.id) && !support.goalIds.some(isOver)
          ? { ...support, dueBy: shift(support.dueBy) }
          : support,
      ),
      schedule: {
        ...schedule,
        endOn,
        finalReviewOn: shift(schedule.finalReviewOn),
        checkpoints: schedule.checkpoints.map((one) =>
          openCheckpoints.some(({ checkpointId }) => checkpointId === one.id)
            ? { ...one, on: shift(one.on) }
            : one,
        ),
      },
    },
    checkIns: open.flatMap((meeting) =>
      meeting.kind === 'checkIn'
        ? [{ plannedOn: meeting.plannedOn, dueOn: shift(meeting.dueOn) }]
        : [],
    ),
    checkpoints: openCheckpoints.map(({ checkpointId, dueOn }) => ({
      checkpointId,
      dueOn: shift(dueOn),
    })),
    scheduled: supports.flatMap(([supportId, state]) =>
      state.status === 'SCHEDULED' ? [{ supportId, on: shift(state.on) }] : [],
    ),
    confirmBy: supports.flatMap(([supportId, state]) =>
      state.status === 'DELIVERED' ? [{ supportId, by: shift(state.confirmBy) }] : [],
    ),
    replyBy: Object.entries(running.checkIns).flatMap(([plannedOn, state]) =>
      state.status === 'HELD' && state.reply === 'OPEN' && state.replyBy >= pause.on
        ? [{ plannedOn: plannedOn as CivilDate, by: shift(state.replyBy) }]
        : [],
    ),
    obstaclesBy: Object.entries(running.obstacles ?? {}).flatMap(([obstacleId, state]) =>
      state.answered === true ? [] : [{ obstacleId, by: shift(state.answerBy) }],
    ),
    rateBy: Object.entries(running.checkpoints).flatMap(([checkpointId, state]) =>
      state.status === 'HELD' && state.rate !== undefined && state.rate.by >= pause.on
        ? [{ checkpointId, by: shift(state.rate.by) }]
        : [],
    ),
    turnedBy: Object.entries(running.goals).flatMap(([goalId, { turned }]) =>
      turned === undefined ? [] : [{ goalId, by: shift(turned.answerBy) }],
    ),
    checkInsAfter: endOn,
  };
};

const withBaselineMoved = (goal: Goal, shift: (date: CivilDate) => CivilDate): Goal => {
  const { measure } = goal;
  return measure.kind !== 'milestone' && 'toMeasureBy' in measure.baseline
    ? {
        ...goal,
        measure: { ...measure, baseline: { toMeasureBy: shift(measure.baseline.toMeasureBy) } },
      }
    : goal;
};
