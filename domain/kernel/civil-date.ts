import type { Brand } from './ids.ts';

/** A calendar date without time or zone, `YYYY-MM-DD`, 2000-01-01 to 2100-12-31. Sorts as text. */
export type CivilDate = Brand<string, 'CivilDate'>;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** Days since 1970-01-01 of a proleptic Gregorian date (the days-from-civil algorithm). */
const toDayNumber = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

const ZERO = 48;

/** Two digits of a text as a number; to cut the text would cost more than all the rest. */
export const twoDigits = (text: string, at: number): number =>
  text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - ZERO * 11;

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Days since 1970-01-01 of a date, or of a text that starts with one. */
export const dayNumber = (date: string): number =>
  toDayNumber(
    twoDigits(date, 0) * 100 + twoDigits(date, 2),
    twoDigits(date, 5),
    twoDigits(date, 8),
  );

/** The date that many days after 1970-01-01. */
export const fromDayNumber = (days: number): CivilDate => {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}` as CivilDate;
};

/** The date, or `undefined` for a shape or a day that does not exist (`2026-02-30`). */
export const parseCivilDate = (text: string): CivilDate | undefined => {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return undefined;
  const date = text as CivilDate;
  return fromDayNumber(toDayNumber(year, month, day)) === text ? date : undefined;
};

export const addDays = (date: CivilDate, days: number): CivilDate =>
  fromDayNumber(dayNumber(date) + days);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  dayNumber(to) - dayNumber(from);

export const weekdayOf = (date: CivilDate): Weekday =>
  (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday;

/** The Monday of the ISO week that holds the date. */
export const mondayOf = (date: CivilDate): CivilDate => addDays(date, 1 - weekdayOf(date));

/** The earlier of two dates, or of two instants: both sort as text. */
export const earliest = <When extends string>(a: When, b: When): When => (a <= b ? a : b);
/** The later of two. */
export const latest = <When extends string>(a: When, b: When): When => (a >= b ? a : b);
