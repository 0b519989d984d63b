import {
  addDays,
  type CivilDate,
  mondayOf,
  type Weekday,
  weekdayOf,
} from '../kernel/civil-date.ts';
import { isWorkingDay, type WorkCalendar } from './working-days.ts';

/** How often manager and employee talk between checkpoints (G6). */
export type Cadence = 'weekly' | 'biweekly';

/** What the planned check-ins derive from; they are not stored until held, moved or missed. */
export interface CheckInPlan {
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  readonly cadence: Cadence;
  readonly weekday: Weekday;
  readonly calendar: WorkCalendar;
  /** Interim checkpoints as they are held; each replaces the check-in of its ISO week. */
  readonly checkpoints: readonly CivilDate[];
}

/**
 * The planned check-ins (G6): the first on the given weekday strictly after the start, then every
 * 7 or 14 days, strictly before the end. One that meets a day off moves to the next working day of
 * its ISO week, or else to the last one before it in that week, never onto the start or the end;
 * a week without a working day has none. Sorted; at most one in an ISO week.
 */
export const checkInDates = (plan: CheckInPlan): readonly CivilDate[] => {
  const { startOn, endOn, calendar } = plan;
  const everyDays = plan.cadence === 'weekly' ? 7 : 14;
  const replacedWeeks = new Set(plan.checkpoints.map(mondayOf));
  const canHold = (date: CivilDate): boolean =>
    date > startOn && date < endOn && isWorkingDay(calendar, date);
  const dates: CivilDate[] = [];
  const lead = ((plan.weekday - weekdayOf(startOn) + 6) % 7) + 1;
  for (let due = addDays(startOn, lead); due < endOn; due = addDays(due, everyDays)) {
    const monday = mondayOf(due);
    if (replacedWeeks.has(monday)) continue;
    const week = [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(monday, day)).filter(canHold);
    const on = week.find((date) => date >= due) ?? week.at(-1);
    if (on !== undefined) dates.push(on);
  }
  return dates;
};
