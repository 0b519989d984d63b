import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isWallTime, isZone, toInstant, toLocal } from '../../../domain/calendar/zones.ts';
import { addDays, type CivilDate } from '../../../domain/kernel/civil-date.ts';
import { fromEpochMs, parseInstant } from '../../../domain/kernel/instant.ts';
import { on } from './calendars.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

const temporalInstant = (zone: string, date: CivilDate, time: string): string =>
  fromEpochMs(
    Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone, {
      disambiguation: 'compatible',
    }).epochMilliseconds,
  );

const temporalLocal = (zone: string, ms: number) => {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
};

/** Every change of offset in the years 2026 to 2036, as instants in milliseconds. */
const changesOf = (zone: string): readonly number[] => {
  const changes: number[] = [];
  let at = Temporal.Instant.from('2026-01-01T00:00Z')
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next');
  while (at !== null && at.year < 2037) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition('next');
  }
  return changes;
};

describe('time zone names', () => {
  it('are those of the time zone database, with an area, or UTC', () => {
    for (const zone of ['Asia/Shanghai', 'Asia/Kolkata', 'America/Argentina/Salta', 'UTC']) {
      expect(isZone(zone)).toBe(true);
    }
    expect(ZONES.filter((zone) => !isZone(zone))).toEqual([]);
  });

  it('are not offsets, abbreviations, other spellings or made-up places', () => {
    for (const name of ['', '+08:00', 'CST', 'utc', 'asia/shanghai', 'Asia/', 'Mars/Olympus']) {
      expect(isZone(name)).toBe(false);
    }
  });
});

describe('wall times', () => {
  it('are hours and minutes of one day', () => {
    for (const time of ['00:00', '09:30', '23:59']) expect(isWallTime(time)).toBe(true);
    for (const time of ['', '24:00', '9:30', '09:60', '09:30:00', '09-30']) {
      expect(isWallTime(time)).toBe(false);
    }
  });
});

describe('a local time as an instant', () => {
  it('is plain arithmetic in a zone without daylight saving', () => {
    expect(toInstant('Asia/Shanghai', on('2026-03-02'), '09:00')).toBe('2026-03-02T01:00:00.000Z');
    expect(toInstant('Asia/Kathmandu', on('2026-03-02'), '05:00')).toBe('2026-03-01T23:15:00.000Z');
    expect(toInstant('UTC', on('2026-03-02'), '09:00')).toBe('2026-03-02T09:00:00.000Z');
  });

  it('keeps the wall time over a change (P10)', () => {
    expect(toInstant('Europe/Berlin', on('2026-03-28'), '09:00')).toBe('2026-03-28T08:00:00.000Z');
    expect(toInstant('Europe/Berlin', on('2026-03-30'), '09:00')).toBe('2026-03-30T07:00:00.000Z');
  });

  it('moves forward out of a gap', () => {
    expect(toInstant('America/New_York', on('2026-03-08'), '02:30')).toBe(
      '2026-03-08T07:30:00.000Z',
    );
    expect(toLocal('America/New_York', fromEpochMs(Date.parse('2026-03-08T07:30Z')))).toEqual({
      date: '2026-03-08',
      time: '03:30',
    });
  });

  it('is the earlier of the two in an overlap', () => {
    expect(toInstant('America/New_York', on('2026-11-01'), '01:30')).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  it('crosses the year in both directions', () => {
    expect(toInstant('Pacific/Kiritimati', on('2027-01-01'), '09:00')).toBe(
      '2026-12-31T19:00:00.000Z',
    );
    expect(toInstant('Pacific/Niue', on('2026-12-31'), '20:00')).toBe('2027-01-01T07:00:00.000Z');
  });

  it('treats an unknown zone as UTC', () => {
    expect(toInstant('Mars/Olympus', on('2026-07-01'), '09:00')).toBe('2026-07-01T09:00:00.000Z');
    expect(toLocal('+08:00', fromEpochMs(0))).toEqual({ date: '1970-01-01', time: '00:00' });
  });
});

describe('an instant on the clocks of a zone', () => {
  it('cuts off the seconds', () => {
    expect(toLocal('Asia/Shanghai', fromEpochMs(Date.parse('2026-03-02T15:59:59.999Z')))).toEqual({
      date: '2026-03-02',
      time: '23:59',
    });
  });

  it('crosses the year in both directions', () => {
    expect(toLocal('Pacific/Kiritimati', fromEpochMs(Date.parse('2026-12-31T10:00Z')))).toEqual({
      date: '2027-01-01',
      time: '00:00',
    });
    expect(toLocal('Pacific/Niue', fromEpochMs(Date.parse('2027-01-01T10:59Z')))).toEqual({
      date: '2026-12-31',
      time: '23:59',
    });
  });
});

describe('against Temporal', () => {
  it('agrees around every change of every zone, 2026 to 2036', { timeout: 30_000 }, () => {
    const wrong: string[] = [];
    let probes = 0;
    for (const zone of ZONES) {
      for (const change of changesOf(zone)) {
        for (const minutes of [-1, 0]) {
          const ms = change + minutes * 60_000;
          const local = toLocal(zone, fromEpochMs(ms));
          const expected = temporalLocal(zone, ms);
          probes += 1;
          if (local.date !== expected.date || local.time !== expected.time) {
            wrong.push(`${zone} ${fromEpochMs(ms)}: ${local.date} ${local.time}`);
          }
        }
        // Wall times read as if nothing changed: inside, at the edges of and beside gap and overlap.
        const { date, time } = toLocal(zone, fromEpochMs(change - 60_000));
        const edge = Date.parse(`${date}T${time}Z`) + 60_000;
        for (const minutes of [-61, -60, -30, -1, 0, 29, 59, 60]) {
          const wall = fromEpochMs(edge + minutes * 60_000);
          const [onDate, atTime] = [on(wall.slice(0, 10)), wall.slice(11, 16)];
          probes += 1;
          const instant = toInstant(zone, onDate, atTime);
          if (instant !== temporalInstant(zone, onDate, atTime)) {
            wrong.push(`${zone} ${onDate} ${atTime}: ${instant}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(probes).toBeGreaterThan(20_000);
  });

  it('agrees where two changes lie a week apart', () => {
    const hours = Array.from({ length: 31 * 24 }, (_, hour) => Date.UTC(2040, 9, 1, hour));
    const seen = hours.map((ms) => toLocal('Asia/Gaza', fromEpochMs(ms)));
    expect(seen).toEqual(hours.map((ms) => temporalLocal('Asia/Gaza', ms)));
  });

  const anyZone = fc.constantFrom(...ZONES);
  /** Without the first and last day, whose instants may lie outside what an Instant can hold. */
  const anyDay = fc.integer({ min: 1, max: 36_888 }).map((days) => addDays(on('2000-01-01'), days));
  const anyTime = fc
    .integer({ min: 0, max: 1439 })
    .map((minute) => fromEpochMs(minute * 60_000).slice(11, 16));

  it('agrees on any local time from 2000 to 2100', () => {
    fc.assert(
      fc.property(anyZone, anyDay, anyTime, (zone, date, time) => {
        const instant = toInstant(zone, date, time);
        expect(parseInstant(instant) ?? `${instant} is out of range`).toBe(
          temporalInstant(zone, date, time),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees on any instant from 2000 to 2100', () => {
    const range = { min: Date.UTC(2000, 0, 2), max: Date.UTC(2100, 11, 30) };
    fc.assert(
      fc.property(anyZone, fc.integer(range), (zone, ms) => {
        expect(toLocal(zone, fromEpochMs(ms))).toEqual(temporalLocal(zone, ms));
      }),
      { numRuns: 1000 },
    );
  });

  it('comes back to the local time it started from, unless daylight saving skipped it', () => {
    fc.assert(
      fc.property(anyZone, anyDay, anyTime, (zone, date, time) => {
        const back = toLocal(zone, toInstant(zone, date, time));
        expect(`${back.date} ${back.time}` >= `${date} ${time}`).toBe(true);
        expect(toInstant(zone, back.date, back.time)).toBe(toInstant(zone, date, time));
      }),
    );
  });
});
