import { type CivilDate, dayNumber, fromDayNumber } from '../kernel/civil-date.ts';
import { epochMs, type Instant } from '../kernel/instant.ts';

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
}

interface Zone {
  readonly offsetAt: (minute: number) => number;
  readonly years: Map<number, ZoneYear>;
}

const DAY = 1440;
/** Local dates reach at most 14 hours into the neighbouring year; a skipped day makes it 38. */
const MARGIN = 2 * DAY;
/** Two changes in tzdata from 2000 to 2101 are never closer than a week (Gaza, October 2040). */
const PROBE = 6 * DAY;

const ZONE_NAME = /^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/;
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
  const first = dayNumber(`${year}-01-01` as CivilDate) * DAY - MARGIN;
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
  return { offsets, changes, wallChanges };
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
  const year = Number(date.slice(0, 4));
  const known = zone.years.get(year);
  if (known !== undefined) return known;
  const built = buildYear(zone.offsetAt, year);
  zone.years.set(year, built);
  return built;
};

/** The offset that holds at a minute; a year has few changes, so the last one is looked for. */
const offsetFrom = (
  offsets: readonly number[],
  changes: readonly number[],
  minute: number,
): number => {
  let index = changes.length;
  while (index > 0 && minute < (changes[index - 1] as number)) index -= 1;
  return offsets[index] as number;
};

/**
 * Whether the runtime knows the name as an IANA time zone (`Asia/Shanghai`, `UTC`); plain offsets
 * such as `+08:00` are no zones. Names are checked here, at the door, and nowhere else.
 */
export const isZone = (name: string): boolean => formatterOf(name) !== undefined;

export const isWallTime = (text: string): boolean => WALL_TIME.test(text);

/**
 * The instant at which a zone's clocks show that date and time. A time that daylight saving skips
 * moves forward by the skip; one that comes twice is the earlier (Temporal's `compatible`). A name
 * that `isZone` refuses counts as UTC; the time must satisfy `isWallTime`.
 */
export const toInstant = (zone: string, date: CivilDate, time: WallTime): Instant => {
  const { offsets, wallChanges } = yearOf(zone, date);
  const localDay = dayNumber(date);
  const wall = localDay * DAY + Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const minute = wall - offsetFrom(offsets, wallChanges, wall);
  const day = Math.floor(minute / DAY);
  const rest = minute - day * DAY;
  const onDate = day === localDay ? date : fromDayNumber(day);
  return `${onDate}T${TWO_DIGITS[Math.floor(rest / 60)]}:${TWO_DIGITS[rest % 60]}:00.000Z` as Instant;
};

/** What a zone's clocks show at the instant, seconds cut off. Unknown names count as UTC. */
export const toLocal = (
  zone: string,
  instant: Instant,
): { readonly date: CivilDate; readonly time: WallTime } => {
  const { offsets, changes } = yearOf(zone, instant);
  const minute = Math.floor(epochMs(instant) / 60_000);
  const local = minute + offsetFrom(offsets, changes, minute);
  const day = Math.floor(local / DAY);
  const rest = local - day * DAY;
  return {
    date: fromDayNumber(day),
    time: `${TWO_DIGITS[Math.floor(rest / 60)]}:${TWO_DIGITS[rest % 60]}`,
  };
};
