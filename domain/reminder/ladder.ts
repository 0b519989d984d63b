import { addWorkingDays } from '../calendar/working-days.ts';
import { toInstant, toLocal } from '../calendar/zones.ts';
import { addDays, earliest } from '../kernel/civil-date.ts';
import { epochMs, fromEpochMs, type Instant } from '../kernel/instant.ts';
import type { Policy } from '../tenant/policy.ts';
import type { Obligation } from './obligation.ts';
import { LADDERS, type Step } from './vocabulary.ts';
import { intoWorkingHours, type Workplace, workDayBefore, workStarts } from './working-hours.ts';

/** One mail of a ladder: which step, and when it goes out. */
export interface Rung {
  readonly step: Step;
  /** Working days before the day (`before`) or after it (`overdue`, `escalation`), else 0. */
  readonly workingDays: number;
  readonly at: Instant;
}

/** When an obligation is over, or late: the start of the meeting, else the end of the day. */
export const deadlineOf = (
  { dueOn, timeOn }: Pick<Obligation, 'dueOn' | 'timeOn'>,
  zone: string,
): Instant =>
  timeOn === undefined
    ? toInstant(zone, addDays(dueOn, 1), '00:00')
    : toInstant(zone, dueOn, timeOn);

const MINUTE_MS = 60_000;
/** How far two machines' clocks may be apart. */
const CLOCK_SKEW_MS = 5000;

/**
 * When word of something goes out: the next whole minute, so that no clock that is a little fast
 * has passed it already, in working hours. No notice breaks the quiet hours: what has legal effect
 * is the service that the plan records (H3, K10), not the mail, and windows count working days.
 */
export const noticeAt = (happenedAt: Instant, place: Workplace, policy: Policy): Instant => {
  const minutes = Math.floor((epochMs(happenedAt) + CLOCK_SKEW_MS) / MINUTE_MS) + 1;
  return intoWorkingHours(fromEpochMs(minutes * MINUTE_MS), place, policy.workingHours);
};

/**
 * P3, P4, P5: what goes to whoever owes an obligation or attends, up to its day: a first word where
 * the kind has one, then `remind.before` and `remind.onDay`, counted back in the recipient's working
 * days from the last one that starts before the deadline. What would lie before the opening, or
 * not after the first word, is skipped.
 */
export const rungsUpTo = (
  obligation: Obligation,
  planZone: string,
  place: Workplace,
  policy: Policy,
): readonly Rung[] => {
  const { kind, dueOn, timeOn, openedAt } = obligation;
  const hours = policy.workingHours;
  const deadline = deadlineOf(obligation, planZone);
  const there = toLocal(place.zone, deadline).date;
  const day = workDayBefore(
    place,
    timeOn === undefined ? earliest(dueOn, there) : there,
    deadline,
    hours,
  );
  const ahead = policy.remind.before.map(
    (workingDays): Rung => ({
      step: 'before',
      workingDays,
      at: workStarts(place, addWorkingDays(place.calendar, day, -workingDays), hours),
    }),
  );
  const onDay: readonly Rung[] = policy.remind.onDay
    ? [{ step: 'onDay', workingDays: 0, at: workStarts(place, day, hours) }]
    : [];
  const notice: readonly Rung[] = LADDERS[kind].notice
    ? [{ step: 'notice', workingDays: 0, at: noticeAt(openedAt, place, policy) }]
    : [];
  const firstWord = notice[0]?.at;
  const rest = [...ahead, ...onDay].filter(
    ({ at }) => at >= openedAt && (firstWord === undefined || at > firstWord),
  );
  return [...notice, ...rest];
};

/** One reminder after the day, counted in the recipient's working days from its end there. */
export const rungAfter = (
  obligation: Obligation,
  planZone: string,
  place: Workplace,
  policy: Policy,
  step: 'overdue' | 'escalation',
  workingDays: number,
): Rung => {
  const deadline = deadlineOf(obligation, planZone);
  const lastDay = toLocal(place.zone, fromEpochMs(epochMs(deadline) - 1)).date;
  const on = addWorkingDays(place.calendar, lastDay, workingDays);
  return { step, workingDays, at: workStarts(place, on, policy.workingHours) };
};
