import type { CivilDate } from '../kernel/civil-date.ts';
import { addWorkingDays, nextWorkingDay, type WorkCalendar } from './working-days.ts';

/**
 * A date moved by `n` working days, as late activation (G9) and resuming (J7) move every open date.
 * A date that is no working day is first taken to the next one, so the result is a working day and
 * dates on different working days never meet. `n = 0` moves nothing, not even off a weekend.
 */
export const shiftByWorkingDays = (
  calendar: WorkCalendar,
  date: CivilDate,
  n: number,
): CivilDate => (n === 0 ? date : addWorkingDays(calendar, nextWorkingDay(calendar, date), n));
