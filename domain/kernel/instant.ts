import { dayNumber, fromDayNumber, parseCivilDate, twoDigits } from './civil-date.ts';
import type { Brand } from './ids.ts';

/** A point in time, UTC with milliseconds: `2026-03-02T01:00:00.000Z`. Sorts as text. */
export type Instant = Brand<string, 'Instant'>;

const SHAPE = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{3})Z$/;
const DAY_MS = 86_400_000;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The instant, or `undefined` when the text is not exactly of that form. */
export const parseInstant = (text: string): Instant | undefined => {
  const match = SHAPE.exec(text);
  return match?.[1] !== undefined && parseCivilDate(match[1]) !== undefined
    ? (text as Instant)
    : undefined;
};

/** Milliseconds since 1970-01-01T00:00Z. */
export const epochMs = (instant: Instant): number =>
  dayNumber(instant) * DAY_MS +
  twoDigits(instant, 11) * 3_600_000 +
  twoDigits(instant, 14) * 60_000 +
  twoDigits(instant, 17) * 1000 +
  Number(instant.slice(20, 23));

export const fromEpochMs = (ms: number): Instant => {
  const days = Math.floor(ms / DAY_MS);
  const rest = Math.floor(ms - days * DAY_MS);
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1000) % 60;
  return `${fromDayNumber(days)}T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(rest % 1000, 3)}Z` as Instant;
};

export const addMs = (instant: Instant, ms: number): Instant => fromEpochMs(epochMs(instant) + ms);
