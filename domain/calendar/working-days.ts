import {
  addDays,
  type CivilDate,
  dayNumber,
  fromDayNumber,
  type Weekday,
  weekdayOf,
} from '../kernel/civil-date.ts';

/**
 * The days on which a site works (Q3). A date in `nonWorking` is never a working day; a date in
 * `extraWorking` is one even on a weekend (China's make-up workdays); every other date follows
 * `weekend`. A date in both lists is refused by `checkCalendar`; until then it counts as not working.
 */
export interface WorkCalendar {
  readonly weekend: readonly Weekday[];
  readonly nonWorking: readonly CivilDate[];
  readonly extraWorking: readonly CivilDate[];
  /** The last date the lists speak for; later dates are provisional and recomputed (Q3). */
  readonly knownUntil: CivilDate;
}

/** Why a calendar is refused at the door. */
export type CalendarProblem =
  /** `weekend` covers all seven days: make-up workdays alone run out. */
  | { readonly code: 'NO_WORKING_WEEKDAY' }
  | { readonly code: 'WEEKDAY_TWICE'; readonly weekday: Weekday }
  | {
      readonly code: 'DATE_TWICE';
      readonly list: 'nonWorking' | 'extraWorking';
      readonly on: CivilDate;
    }
  /** The date is in `nonWorking` and in `extraWorking`. */
  | { readonly code: 'WORKING_AND_NON_WORKING'; readonly on: CivilDate }
  /** No working day within the search bound after `on`. */
  | { readonly code: 'CLOSED_TOO_LONG'; readonly on: CivilDate };

/** How many days ahead or back a working day is looked for; longer closures are refused. */
export const LONGEST_CLOSURE_DAYS = 400;

/** Whether the site works that day: holidays first, then make-up workdays, then the weekend. */
export const isWorkingDay = (calendar: WorkCalendar, date: CivilDate): boolean =>
  !calendar.nonWorking.includes(date) &&
  (!calendar.weekend.includes(weekdayOf(date)) || calendar.extraWorking.includes(date));

/** The calendar does not speak for the date yet: whatever is computed from it may move (Q3). */
export const isProvisional = (calendar: WorkCalendar, date: CivilDate): boolean =>
  date > calendar.knownUntil;

/** The nearest working day from the date (included) on, a `step` of 1 or -1 at a time, if any. */
const seek = (calendar: WorkCalendar, date: CivilDate, step: number): CivilDate | undefined => {
  const first = dayNumber(date);
  for (let away = 0; away <= LONGEST_CLOSURE_DAYS; away += 1) {
    const candidate = fromDayNumber(first + away * step);
    if (isWorkingDay(calendar, candidate)) return candidate;
  }
  return undefined;
};

/**
 * The date itself if it is a working day, else the first one after it. Within a calendar that
 * `checkCalendar` accepts there always is one; otherwise the date comes back as it was.
 */
export const nextWorkingDay = (calendar: WorkCalendar, date: CivilDate): CivilDate =>
  seek(calendar, date, 1) ?? date;

/** The date itself if it is a working day, else the last one before it; same bound as the next one. */
export const previousWorkingDay = (calendar: WorkCalendar, date: CivilDate): CivilDate =>
  seek(calendar, date, -1) ?? date;

/**
 * The `n`-th working day after the date (before it when `n` is negative); `n = 0` is the date itself.
 * The date need not be a working day: from a Saturday, +1 is Monday and -1 is Friday. A calendar
 * that has no such day (`checkCalendar` refuses it) gives the date back as it was.
 */
export const addWorkingDays = (calendar: WorkCalendar, date: CivilDate, n: number): CivilDate => {
  const step = Math.sign(n);
  let reached = date;
  for (let left = Math.abs(n); left > 0; left -= 1) {
    const found = seek(calendar, addDays(reached, step), step);
    if (found === undefined) return date;
    reached = found;
  }
  return reached;
};

/** Working days in `(from, to]`; the negative of `(to, from]` when `to` is earlier. */
export const workingDaysBetween = (
  calendar: WorkCalendar,
  from: CivilDate,
  to: CivilDate,
): number => {
  if (to < from) return 0 - workingDaysBetween(calendar, to, from);
  let count = 0;
  const last = dayNumber(to);
  for (let day = dayNumber(from) + 1; day <= last; day += 1) {
    if (isWorkingDay(calendar, fromDayNumber(day))) count += 1;
  }
  return count;
};

const repeated = <T>(items: readonly T[]): readonly T[] => [
  ...new Set(items.filter((item, index) => items.indexOf(item) !== index)),
];

/** Starts of closures longer than the search bound; only listed holidays can make one. */
const longClosures = (calendar: WorkCalendar): readonly CivilDate[] => {
  const closed = new Set(calendar.nonWorking);
  const extra = new Set(calendar.extraWorking);
  const works = (date: CivilDate): boolean =>
    !closed.has(date) && (!calendar.weekend.includes(weekdayOf(date)) || extra.has(date));
  const starts: CivilDate[] = [];
  let reached = '' as CivilDate;
  for (const holiday of [...closed].sort()) {
    if (holiday <= reached) continue;
    let end = holiday;
    while (!works(addDays(end, 1))) end = addDays(end, 1);
    let start = holiday;
    while (!works(addDays(start, -1))) start = addDays(start, -1);
    if (dayNumber(end) - dayNumber(start) >= LONGEST_CLOSURE_DAYS) starts.push(start);
    reached = end;
  }
  return starts;
};

/** Everything that makes a calendar unusable; empty when it can be stored. */
export const checkCalendar = (calendar: WorkCalendar): readonly CalendarProblem[] => {
  const { weekend, nonWorking, extraWorking } = calendar;
  const twice = (list: 'nonWorking' | 'extraWorking'): readonly CalendarProblem[] =>
    repeated(calendar[list]).map((on) => ({ code: 'DATE_TWICE', list, on }));
  const noWeekday = new Set(weekend).size === 7;
  return [
    ...(noWeekday ? [{ code: 'NO_WORKING_WEEKDAY' } as const] : []),
    ...repeated(weekend).map((weekday) => ({ code: 'WEEKDAY_TWICE', weekday }) as const),
    ...twice('nonWorking'),
    ...twice('extraWorking'),
    ...[...new Set(nonWorking.filter((on) => extraWorking.includes(on)))].map(
      (on) => ({ code: 'WORKING_AND_NON_WORKING', on }) as const,
    ),
    ...(noWeekday ? [] : longClosures(calendar)).map(
      (on) => ({ code: 'CLOSED_TOO_LONG', on }) as const,
    ),
  ];
};
