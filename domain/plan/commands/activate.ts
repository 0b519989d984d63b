import { nextWorkingDay, type WorkCalendar } from '../../calendar/working-days.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { shiftContent } from '../content-dates.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../events.ts';
import { lateByWD } from '../rules/dates.ts';
import { employeeView } from '../rules/talk.ts';
import type { PresentedPlan } from '../state.ts';

/**
 * The day on which a presented plan starts to run: the planned start, or, when the acknowledgement
 * came later than that, the first working day from the acknowledgement on (G9). `undefined` while
 * there is no acknowledgement (H5) or the employee's view is missing (C2). Since nothing is
 * acknowledged before it is presented, the start never lies before the meeting (G3).
 */
export const activatesOn = (plan: PresentedPlan, calendar: WorkCalendar): CivilDate | undefined => {
  const [acknowledgement] = plan.acknowledgements;
  if (acknowledgement === undefined) return undefined;
  const { startOn } = plan.content.schedule;
  const on = acknowledgement.on <= startOn ? startOn : nextWorkingDay(calendar, acknowledgement.on);
  return employeeView(plan, on).length === 0 ? on : undefined;
};

/**
 * The start, once its day has come. A late acknowledgement moves start, end and every open date by
 * the same number of working days (G9); a clock that was served late moves nothing.
 */
export const activationDue = (
  plan: PresentedPlan,
  { today, calendar }: Pick<Context, 'today' | 'calendar'>,
): EventOf<'PlanActivated'> | undefined => {
  const on = activatesOn(plan, calendar);
  if (on === undefined || today < on) return undefined;
  const { startOn } = plan.content.schedule;
  const movedByWD = on === startOn ? 0 : lateByWD(startOn, on, calendar);
  const content = shiftContent(plan.content, movedByWD, calendar);
  const activation = {
    startOn: content.schedule.startOn,
    endOn: content.schedule.endOn,
    movedByWD,
  };
  return movedByWD === 0
    ? { type: 'PlanActivated', activation }
    : { type: 'PlanActivated', activation, content };
};
