import { type CivilDate, dayNumber, fromDayNumber, twoDigits } from '../kernel/civil-date.ts';
import type { Instant } from '../kernel/instant.ts';

/** A wall clock time, `HH:mm`, `00:00` to `23:59`. */
export type WallTime = string;

/** One year of a zone, with two days on either side; all numbers are minutes. */
interface ZoneYear {
  /** Local minus UTC: before the first change, after the first, ... */
  readonly offsets: readonly number[];
  /** When the offset changes, in minutes since 1970-01-01T00:00Z. */
  readonly changes: readonly number[];
  /** The wall time, counted alike, from which the offset after the change is the one to use. */
  readonly wallChanges: readonly number[];
  /** The day number of each month's day 0, so that a date costs one addition. */
  readonly monthBases: readonly number[];
}

interface Zone {
  readonly offsetAt: (minute: number) => number;
  readonly years: Map<number, ZoneYear>;
}

const DAY = 1440;
/** A local year and its UTC year differ by less than this at either end, a skipped day included. */
const MARGIN = 2 * DAY;
/** Two changes in tzdata from 2000 to 2101 are never closer than a week (Gaza, October 2040). */
const PROBE = 6 * DAY;

const ZONE_NAME = /^(?:UTC|[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)+)$/;
const WALL_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

const formatterOf = (name: string): Intl.DateTimeFormat | undefined => {
  if (!ZONE_NAME.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
};

/** Reads the offset out of `1/1/2026, GMT-05:00` (some versions write `GMT` for zero). */
const offsetReader =
  (format: Intl.DateTimeFormat) =>
  (minute: number): number => {
    const text = format.format(minute * 60_000);
    const at = text.indexOf('GMT');
    const minutes = Number(text.slice(at + 4, at + 6)) * 60 + Number(text.slice(at + 7, at + 9));
    return text[at + 3] === '-' ? 0 - minutes : minutes;
  };

const buildYear = (offsetAt: Zone['offsetAt'], year: number): ZoneYear => {
  const monthBases = TWO_DIGITS.slice(1, 13).map((month) => dayNumber(`${year}-${month}-01`) - 1);
  const first = dayNumber(`${year}-01-01`) * DAY - MARGIN;
  const end = first + 366 * DAY + 2 * MARGIN;
  let offset = offsetAt(first);
  const offsets = [offset];
  const changes: number[] = [];
  const wallChanges: number[] = [];
  for (let low = first; low < end; low += PROBE) {
    const next = offsetAt(low + PROBE);
    if (next === offset) continue;
    let [before, after] = [low, low + PROBE];
    while (after - before > 1) {
      const middle = (before + after) >> 1;
      if (offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    offsets.push(next);
    changes.push(after);
    // Below this wall time the old offset holds: it moves a gap forward and reads an overlap early.
    wallChanges.push(after + Math.max(offset, next));
    offset = next;
  }
  return { offsets, changes, wallChanges, monthBases };
};

const UTC: Zone = { offsetAt: () => 0, years: new Map() };
const zones = new Map<string, Zone>();

const zoneOf = (name: string): Zone => {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const format = formatterOf(name);
  if (format === undefined) return UTC;
  const zone = { offsetAt: offsetReader(format), years: new Map() };
  zones.set(name, zone);
  return zone;
};

const yearOf = (name: string, date: string): ZoneYear => {
  const zone = zoneOf(name);
  const year = twoDigits(date, 0) * 100 + twoDigits(date, 2);
  const known = zone.years.get(year);
  if (known !== undefined) return known;
  const built = buildYear(zone.offsetAt, year);
  zone.years.set(year, built);
  return built;
};

/** The offset that holds at a minute; a year has few changes, so plain counting down is fastest. */
const offsetFrom = (
  offsets: readonly number[],
  changes: readonly number[],
  minute: number,
): number => {
  let index = changes.length;
  while (index > 0 && minute < (changes[index - 1] as number)) index -= 1;
  return offsets[index] as number;
};

/** The day number of a text that starts `YYYY-MM-DD`, that year being the table's. */
const dayIn = (year: ZoneYear, text: string): number =>
  (year.monthBases[twoDigits(text, 5) - 1] as number) + twoDigits(text, 8);

const clock = (minuteOfDay: number): WallTime =>
  `${TWO_DIGITS[Math.floor(minuteOfDay / 60)]}:${TWO_DIGITS[minuteOfDay % 60]}`;

/**
 * Whether the runtime knows the name as an IANA time zone: `UTC` or one with an area, such as
 * `Asia/Shanghai`. Offsets (`+08:00`) are no zones, and abbreviations are refused because they
 * mislead: to the runtime `CST` is Chicago, to a reader in Beijing it is not. Names are checked
 * here, at the door, and nowhere else.
 */
export const isZone = (name: string): boolean => formatterOf(name) !== undefined;

/** Whether the text is `HH:mm` from `00:00` to `23:59`; checked at the door like a zone. */
export const isWallTime = (text: string): boolean => WALL_TIME.test(text);

/**
 * The instant at which a zone's clocks show that date and time. A time that daylight saving skips
 * moves forward by the skip; one that comes twice is the earlier (Temporal's `compatible`). A name
 * that `isZone` refuses counts as UTC; the time must satisfy `isWallTime`.
 */
export const toInstant = (zone: string, date: CivilDate, time: WallTime): Instant => {
  const year = yearOf(zone, date);
  const localDay = dayIn(year, date);
  const wall = localDay * DAY + twoDigits(time, 0) * 60 + twoDigits(time, 3);
  const minute = wall - offsetFrom(year.offsets, year.wallChanges, wall);
  const day = Math.floor(minute / DAY);
  const onDate = day === localDay ? date : fromDayNumber(day);
  return `${onDate}T${clock(minute - day * DAY)}:00.000Z` as Instant;
};

/** What a zone's clocks show at the instant, seconds cut off. Unknown names count as UTC. */
export const toLocal = (
  zone: string,
  instant: Instant,
): { readonly date: CivilDate; readonly time: WallTime } => {
  const year = yearOf(zone, instant);
  const utcDay = dayIn(year, instant);
  const minute = utcDay * DAY + twoDigits(instant, 11) * 60 + twoDigits(instant, 14);
  const local = minute + offsetFrom(year.offsets, year.changes, minute);
  const day = Math.floor(local / DAY);
  const date = day === utcDay ? (instant.slice(0, 10) as CivilDate) : fromDayNumber(day);
  return { date, time: clock(local - day * DAY) };
};
