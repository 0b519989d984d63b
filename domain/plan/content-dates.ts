import { shiftByWorkingDays } from '../calendar/shift.ts';
import type { WorkCalendar } from '../calendar/working-days.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { Goal, PlanContent } from './content.ts';

/**
 * The content with every date moved by the same number of working days (G9), so that a late start
 * costs the employee no time.
 */
export const shiftContent = (
  content: PlanContent,
  workingDays: number,
  calendar: WorkCalendar,
): PlanContent => {
  const shift = (date: CivilDate) => shiftByWorkingDays(calendar, date, workingDays);
  const { schedule } = content;
  return {
    ...content,
    goals: content.goals.map((goal) => shiftGoal(goal, shift)),
    actions: content.actions.map((action) => ({ ...action, dueOn: shift(action.dueOn) })),
    supports: content.supports.map((support) => ({ ...support, dueBy: shift(support.dueBy) })),
    schedule: {
      ...schedule,
      startOn: shift(schedule.startOn),
      endOn: shift(schedule.endOn),
      finalReviewOn: shift(schedule.finalReviewOn),
      checkpoints: schedule.checkpoints.map((one) => ({ ...one, on: shift(one.on) })),
    },
  };
};

const shiftGoal = (goal: Goal, shift: (date: CivilDate) => CivilDate): Goal => {
  const { measure } = goal;
  const dueOn = shift(goal.dueOn);
  return measure.kind !== 'milestone' && 'toMeasureBy' in measure.baseline
    ? {
        ...goal,
        dueOn,
        measure: { ...measure, baseline: { toMeasureBy: shift(measure.baseline.toMeasureBy) } },
      }
    : { ...goal, dueOn };
};
