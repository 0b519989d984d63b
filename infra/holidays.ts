import chineseDays from 'chinese-days';
import Holidays from 'date-holidays';

/** A site's calendar as sign-up and settings take it (Q3). */
export interface CalendarBody {
  readonly weekend: readonly number[];
  readonly nonWorking: readonly string[];
  readonly extraWorking: readonly string[];
  readonly knownUntil: string;
}

/** What a company decides itself: days that it closes or works, whatever the public calendar says. */
export type OwnDays = Partial<Pick<CalendarBody, 'nonWorking' | 'extraWorking'>>;

const daysOf = (year: number): readonly string[] => {
  const days: string[] = [];
  const last = Date.UTC(year, 11, 31);
  for (let at = Date.UTC(year, 0, 1); at <= last; at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());

const calendarOf = (
  years: readonly number[],
  nonWorking: readonly string[],
  extraWorking: readonly string[],
): CalendarBody => ({
  weekend: [6, 7],
  nonWorking,
  extraWorking,
  knownUntil: `${Math.max(...years)}-12-31`,
});

/**
 * The State Council's schedule: days off on weekdays, and make-up workdays. It is published late in
 * the year before, so the calendar ends with the last year that the library has.
 *
 * @throws RangeError when the library has none of the years
 */
export const chinaCalendar = (...years: readonly number[]): CalendarBody => {
  const off = (year: number) =>
    daysOf(year).filter((day) => !isWeekend(day) && chineseDays.isHoliday(day));
  const known = years.filter((year) => off(year).length > 0);
  if (known.length === 0) throw new RangeError(`No schedule of ${years.join(', ')} yet`);
  const worked = known
    .flatMap(daysOf)
    .filter((day) => isWeekend(day) && chineseDays.getDayDetail(day).work);
  return calendarOf(known, known.flatMap(off), worked);
};

/**
 * The public holidays of a country, or of one of its states, by their rules.
 *
 * @param place `DE`, or `DE-BE` with the state
 * @throws RangeError when the library does not know the place
 */
export const publicCalendar = (place: string, ...years: readonly number[]): CalendarBody => {
  const [country = '', state] = place.split('-');
  const rules = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const off = years
    .flatMap((year) => rules.getHolidays(year))
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 10))
    .filter((day) => !isWeekend(day));
  if (off.length === 0) throw new RangeError(`No holidays are known of ${place}`);
  return calendarOf(years, [...new Set(off)], []);
};

/** A public calendar with a company's own days, which win. */
export const withOwnDays = (
  { nonWorking, extraWorking, ...calendar }: CalendarBody,
  own: OwnDays,
): CalendarBody => {
  const merge = (days: readonly string[], more: readonly string[], less: readonly string[]) =>
    [...new Set([...days, ...more])].filter((day) => !less.includes(day)).sort();
  const closed = own.nonWorking ?? [];
  const open = own.extraWorking ?? [];
  return {
    ...calendar,
    nonWorking: merge(nonWorking, closed, open),
    // A weekday that is worked needs no entry of its own.
    extraWorking: merge(extraWorking, open.filter(isWeekend), closed),
  };
};
