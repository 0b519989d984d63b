import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  type WorkCalendar,
} from '../calendar/working-days.ts';
import { toInstant, toLocal } from '../calendar/zones.ts';
import { addDays, type CivilDate } from '../kernel/civil-date.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Policy } from '../tenant/policy.ts';

/** Where somebody works: what their clocks show and on which days they work. */
export interface Workplace {
  /** IANA zone. */
  readonly zone: string;
  readonly calendar: WorkCalendar;
}

export type WorkingHours = Policy['workingHours'];

/** P3: the first minute of work on a day, by the clocks of the place (P10). */
export const workStarts = (place: Workplace, on: CivilDate, hours: WorkingHours): Instant =>
  toInstant(place.zone, on, hours.from);

/** The instant itself when it lies in working hours, else the first minute of work after it. */
export const intoWorkingHours = (at: Instant, place: Workplace, hours: WorkingHours): Instant => {
  const { date, time } = toLocal(place.zone, at);
  if (isWorkingDay(place.calendar, date)) {
    if (time < hours.from) return workStarts(place, date, hours);
    if (time < hours.to) return at;
  }
  return workStarts(place, nextWorkingDay(place.calendar, addDays(date, 1)), hours);
};

/** The last working day, from `on` back, whose work starts before the deadline. */
export const workDayBefore = (
  place: Workplace,
  on: CivilDate,
  deadline: Instant,
  hours: WorkingHours,
): CivilDate => {
  const day = isWorkingDay(place.calendar, on) ? on : addWorkingDays(place.calendar, on, -1);
  return workStarts(place, day, hours) < deadline ? day : addWorkingDays(place.calendar, day, -1);
};
