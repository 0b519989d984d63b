import { Temporal } from 'temporal-polyfill';

/** When a schedule is due. Instants are epoch milliseconds. */
export interface Occurrences {
  /** The first due instant after `ms`, or `undefined` when there is none left. */
  after(ms: number): number | undefined;
}

/** An expression that EventBridge Scheduler would refuse too, or that is not modelled. */
export class ScheduleExpressionError extends Error {
  override readonly name = 'ScheduleExpressionError';
}

/**
 * Parses `rate(...)` or `cron(...)` as EventBridge Scheduler does.
 *
 * A rate counts from `startMs`, the schedule's creation, and is due at once, as AWS documents for
 * schedules without a start date. A cron time that the zone skips in spring is left out, and one
 * that it repeats in autumn is due once, at its first passing.
 *
 * @throws ScheduleExpressionError
 */
export const parseSchedule = (
  expression: string,
  timezone: string,
  startMs: number,
): Occurrences => {
  const [, kind, text = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return parseRate(text, expression, startMs);
  if (kind === 'cron') return parseCron(text, expression, timezone);
  throw new ScheduleExpressionError(`${expression} is neither rate(...) nor cron(...)`);
};

const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

const parseRate = (text: string, expression: string, startMs: number): Occurrences => {
  const [, count, unit = ''] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(text) ?? [];
  if (count === undefined) {
    throw new ScheduleExpressionError(`${expression} is not rate(<number> minutes|hours|days)`);
  }
  const step = Number(count) * (UNIT_MS[unit] as number);
  return {
    after: (ms) =>
      ms < startMs ? startMs : startMs + (Math.floor((ms - startMs) / step) + 1) * step,
  };
};

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: readonly number[];
  /** Days of a month of a year, ascending. */
  readonly days: (year: number, month: number) => readonly number[];
}

const parseCron = (text: string, expression: string, timezone: string): Occurrences => {
  const fields = text.split(' ');
  if (fields.length !== 6) {
    throw new ScheduleExpressionError(`${expression} has ${fields.length} fields instead of six`);
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new ScheduleExpressionError(
      `${expression}: exactly one of day-of-month and day-of-week must be ?`,
    );
  }
  const field = (value: string, min: number, max: number, names?: readonly string[]): number[] =>
    valuesOf(value, min, max, names ?? [], min, expression);
  const cron: Cron = {
    minutes: field(minute, 0, 59),
    hours: field(hour, 0, 23),
    months: new Set(field(month, 1, 12, MONTHS)),
    years: field(year, FIRST_YEAR, LAST_YEAR),
    days:
      dayOfWeek === '?' ? daysOfMonth(dayOfMonth, expression) : daysOfWeek(dayOfWeek, expression),
  };
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone);
  } catch {
    throw new ScheduleExpressionError(`${timezone} is not a time zone`);
  }
  return { after: (ms) => nextOf(cron, timezone, ms) };
};

const nextOf = (cron: Cron, timezone: string, ms: number): number | undefined => {
  const from = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone);
  for (const year of cron.years) {
    if (year < from.year) continue;
    for (let month = year === from.year ? from.month : 1; month <= 12; month++) {
      if (!cron.months.has(month)) continue;
      const firstDay = year === from.year && month === from.month ? from.day : 1;
      for (const day of cron.days(year, month)) {
        if (day < firstDay) continue;
        const today = year === from.year && month === from.month && day === from.day;
        const found = firstOfDay(cron, timezone, { year, month, day }, ms, today ? from : MIDNIGHT);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
};

const MIDNIGHT = { hour: 0, minute: 0 } as const;

/**
 * The first instant of a day after `ms`; gaps are skipped, overlaps count at their first passing.
 * Local times before `from` have passed on that day, whatever the zone did in between.
 */
const firstOfDay = (
  cron: Cron,
  timezone: string,
  date: { year: number; month: number; day: number },
  ms: number,
  from: { readonly hour: number; readonly minute: number },
): number | undefined => {
  for (const hour of cron.hours) {
    if (hour < from.hour) continue;
    for (const minute of cron.minutes) {
      if (hour === from.hour && minute < from.minute) continue;
      const local = Temporal.PlainDateTime.from({ ...date, hour, minute });
      const zoned = local.toZonedDateTime(timezone, { disambiguation: 'earlier' });
      if (zoned.epochMilliseconds > ms && zoned.toPlainDateTime().equals(local)) {
        return zoned.epochMilliseconds;
      }
    }
  }
  return undefined;
};

/** The numbers that `*`, lists, ranges, steps and names stand for, ascending. */
const valuesOf = (
  text: string,
  min: number,
  max: number,
  names: readonly string[],
  firstName: number,
  expression: string,
): number[] => {
  const fail = (): never => {
    throw new ScheduleExpressionError(`${expression}: ${text} is not between ${min} and ${max}`);
  };
  const number = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    const value = named === -1 ? Number(part) : named + firstName;
    return /^\w+$/.test(part) && Number.isInteger(value) && value >= min && value <= max
      ? value
      : fail();
  };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', stepText, ...tooMany] = part.split('/');
    const [from = '', to, ...others] =
      range === '*' ? [String(min), String(max)] : range.split('-');
    const step = stepText === undefined ? 1 : Number(stepText);
    const stepIsValid = stepText === undefined || /^[1-9]\d*$/.test(stepText);
    if (!stepIsValid || tooMany.length > 0 || others.length > 0) return fail();
    const first = number(from);
    // A start with a step and no end runs to the field's end.
    const last = to !== undefined ? number(to) : stepText === undefined ? first : max;
    if (last < first) return fail();
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
};

/** Day-of-month: numbers, `L` for the last day, `15W` for the working day nearest to the 15th. */
const daysOfMonth = (text: string, expression: string): Cron['days'] => {
  if (text === 'L') return (year, month) => [lengthOf(year, month)];
  const nearest = /^(\d{1,2})W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const [wanted] = valuesOf(nearest, 1, 31, [], 1, expression) as [number];
    return (year, month) =>
      wanted > lengthOf(year, month) ? [] : [nearestWeekday(year, month, wanted)];
  }
  const days = valuesOf(text, 1, 31, [], 1, expression);
  return (year, month) => days.filter((day) => day <= lengthOf(year, month));
};

/** Day-of-week, Sunday is 1: numbers and names, `L` for Saturday, `6L` for the last Friday, `6#3` for the third. */
const daysOfWeek = (text: string, expression: string): Cron['days'] => {
  const weekday = (value: string): number =>
    (valuesOf(value, 1, 7, WEEKDAYS, 1, expression) as [number])[0];
  const last = /^(\w+?)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const wanted = weekday(last);
    return (year, month) => daysThat(year, month, wanted).slice(-1);
  }
  const nth = /^(\w+)#([1-5])$/.exec(text);
  if (nth !== null) {
    const wanted = weekday(nth[1] as string);
    const position = Number(nth[2]);
    return (year, month) => daysThat(year, month, wanted).slice(position - 1, position);
  }
  const wanted = text === 'L' ? [7] : valuesOf(text, 1, 7, WEEKDAYS, 1, expression);
  return (year, month) => wanted.flatMap((day) => daysThat(year, month, day)).sort((a, b) => a - b);
};

const lengthOf = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** 1 is Sunday. */
const weekdayOf = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

const daysThat = (year: number, month: number, weekday: number): number[] => {
  const first = 1 + ((weekday - weekdayOf(year, month, 1) + 7) % 7);
  const days: number[] = [];
  for (let day = first; day <= lengthOf(year, month); day += 7) days.push(day);
  return days;
};

/** Saturday goes to Friday and Sunday to Monday, but never into another month. */
const nearestWeekday = (year: number, month: number, day: number): number => {
  switch (weekdayOf(year, month, day)) {
    case 7:
      return day === 1 ? 3 : day - 1;
    case 1:
      return day === lengthOf(year, month) ? day - 2 : day + 1;
    default:
      return day;
  }
};
