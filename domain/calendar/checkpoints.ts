import { addDays, type CivilDate, daysBetween } from '../kernel/civil-date.ts';
import {
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  type WorkCalendar,
} from './working-days.ts';

/** A proposed checkpoint: where the even spacing puts it, and the working day it is held on. */
export interface GeneratedCheckpoint {
  /** G4 measures the distances between these. */
  readonly unshiftedOn: CivilDate;
  readonly on: CivilDate;
}

/** The period to fill, the calendar of its site, and the policy where it differs from the default. */
export interface CheckpointPeriod {
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  readonly calendar: WorkCalendar;
  /** Policy `checkpoint.maxGapDays`, 31 when absent. */
  readonly maxGapDays?: number;
  /** Policy `checkpoint.interimMin`, 1 when absent. */
  readonly interimMin?: number;
}

/**
 * Interim checkpoints spread evenly over a plan (section G of the rules): n = max(interimMin,
 * ceil(days / maxGapDays) - 1), the i-th at start + round(days * i / (n + 1)), held on the next
 * working day after the one before it, or on the previous one when that would reach the end.
 * Always strictly inside the period, strictly increasing and on working days. A checkpoint for
 * which no free working day is left drops out, so the list is empty only when the period has none.
 */
export const generateCheckpoints = (period: CheckpointPeriod): readonly GeneratedCheckpoint[] => {
  const { startOn, endOn, calendar, maxGapDays = 31, interimMin = 1 } = period;
  const days = daysBetween(startOn, endOn);
  const count = Math.min(Math.max(interimMin, Math.ceil(days / maxGapDays) - 1), days);
  const checkpoints: GeneratedCheckpoint[] = [];
  let previousOn = startOn;
  for (let i = 1; i <= count; i += 1) {
    const unshiftedOn = addDays(startOn, Math.round((days * i) / (count + 1)));
    const from = unshiftedOn > previousOn ? unshiftedOn : addDays(previousOn, 1);
    const free = (date: CivilDate): boolean =>
      date > previousOn && date < endOn && isWorkingDay(calendar, date);
    const on = [nextWorkingDay(calendar, from), previousWorkingDay(calendar, from)].find(free);
    if (on === undefined) continue;
    checkpoints.push({ unshiftedOn, on });
    previousOn = on;
  }
  return checkpoints;
};
