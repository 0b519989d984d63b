import { shiftByWorkingDays } from '../calendar/shift.ts';
import { type WorkCalendar, workingDaysBetween } from '../calendar/working-days.ts';
import { addDays, type CivilDate, earliest, latest } from '../kernel/civil-date.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Schedule } from './content.ts';
import type { PauseReason, PlanStatus } from './vocabulary.ts';

/** Time in which the clock of a plan stands still; nothing is owed, missed or reminded of. */
export interface Pause {
  readonly reason: PauseReason;
  /** The first day that does not count. */
  readonly on: CivilDate;
  readonly at: Instant;
}

/** A pause that is over. */
export interface PastPause extends Pause {
  /** The first day that counts again. */
  readonly resumedOn: CivilDate;
  readonly resumedAt: Instant;
  /** Working days that did not count; every open date moved by them (J7). */
  readonly workingDays: number;
}

/** Working days of `[on, until)`: what a pause takes, and gives back (J7). */
export const pausedWorkingDays = (
  on: CivilDate,
  until: CivilDate,
  calendar: WorkCalendar,
): number => Math.max(0, workingDaysBetween(calendar, addDays(on, -1), addDays(until, -1)));

/** Working days of `(from, to]` that did not count. */
export const pausedBetween = (
  pauses: readonly PastPause[],
  from: CivilDate,
  to: CivilDate,
  calendar: WorkCalendar,
): number =>
  pauses.reduce((sum, { on, resumedOn }) => {
    const first = latest(addDays(from, 1), on);
    const end = earliest(addDays(to, 1), resumedOn);
    return first < end ? sum + pausedWorkingDays(first, end, calendar) : sum;
  }, 0);

/** A day that was counted from `since`, moved by the pauses that have come in between (J7). */
export const movedByPauses = (
  pauses: readonly PastPause[],
  since: CivilDate,
  day: CivilDate,
  calendar: WorkCalendar,
): CivilDate =>
  pauses.reduce(
    (moved, { on, resumedOn, workingDays }) =>
      since < resumedOn && moved >= on ? shiftByWorkingDays(calendar, moved, workingDays) : moved,
    day,
  );

/** The last day that counts: today, or, while the clock stands still, the day before it stopped. */
export const lastCountedDay = (
  { pause }: { readonly status: PlanStatus; readonly pause?: Pause },
  today: CivilDate,
): CivilDate => (pause === undefined ? today : earliest(today, addDays(pause.on, -1)));

/**
 * The schedule as if there had been no pauses, for rules that measure distances (G1, G4, J4): what
 * lies after a pause is moved back by its working days.
 */
export const withoutPauses = (
  schedule: Schedule,
  pauses: readonly PastPause[],
  calendar: WorkCalendar,
): Schedule => {
  const back = (date: CivilDate): CivilDate =>
    [...pauses]
      .reverse()
      .reduce(
        (day, { resumedOn, workingDays }) =>
          day < resumedOn ? day : shiftByWorkingDays(calendar, day, -workingDays),
        date,
      );
  return {
    ...schedule,
    endOn: back(schedule.endOn),
    checkpoints: schedule.checkpoints.map((one) => ({ ...one, on: back(one.on) })),
    finalReviewOn: back(schedule.finalReviewOn),
  };
};
