import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type CivilDate,
  dayNumber,
  daysBetween,
  earliest,
  fromDayNumber,
  latest,
  mondayOf,
  parseCivilDate,
  weekdayOf,
} from '../../../domain/kernel/civil-date.ts';

const date = (text: string): CivilDate => {
  const parsed = parseCivilDate(text);
  if (parsed === undefined) throw new Error(`no such date: ${text}`);
  return parsed;
};

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2000, 0, 1) / DAY_MS;
const LAST = Date.UTC(2100, 11, 31) / DAY_MS;
/** The platform's own calendar, an implementation apart from ours. */
const platformDate = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);

describe('parsing a date', () => {
  it('takes every day from 2000 to 2100 and gives it back unchanged', () => {
    const wrong: string[] = [];
    for (let days = FIRST; days <= LAST; days += 1) {
      const text = platformDate(days);
      if (parseCivilDate(text) !== text) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '1999-12-31',
    '2101-01-01',
  ])('refuses %s, which does not exist or is out of range', (text) => {
    expect(parseCivilDate(text)).toBeUndefined();
  });

  it.each([
    '',
    '2026-1-1',
    '20260101',
    '2026/01/01',
    ' 2026-01-01',
    '2026-01-01\n',
    '2026-01-01T00:00:00.000Z',
    '+002026-01-01',
    '２０２６-01-01',
  ])('refuses the shape of %j', (text) => {
    expect(parseCivilDate(text)).toBeUndefined();
  });

  it('knows leap years', () => {
    expect(parseCivilDate('2000-02-29')).toBe('2000-02-29');
    expect(parseCivilDate('2028-02-29')).toBe('2028-02-29');
  });

  it('accepts exactly what the platform accepts', () => {
    const digits = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2100 }), digits(13), digits(32), (y, m, d) => {
        const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
        const ms = Date.parse(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
        expect(parseCivilDate(text) !== undefined).toBe(exists);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('counting days', () => {
  it('agrees with the platform on every day from 2000 to 2100', () => {
    const wrong: string[] = [];
    for (let days = FIRST; days <= LAST; days += 1) {
      const text = platformDate(days);
      if (fromDayNumber(days) !== text || dayNumber(text as CivilDate) !== days) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  it('agrees with the platform before 1970 and far outside the range', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        expect(fromDayNumber(days)).toBe(platformDate(days));
        expect(dayNumber(fromDayNumber(days))).toBe(days);
      }),
      { numRuns: 1000 },
    );
  });

  it('covers the eras before year 1, where the year is padded', () => {
    expect(dayNumber('0000-03-01' as CivilDate)).toBe(Date.UTC(2000, 2, 1) / DAY_MS - 730_485);
    expect(dayNumber('0000-01-01' as CivilDate)).toBe(-719_528);
    expect(fromDayNumber(-719_528)).toBe('0000-01-01');
  });

  it('adds and measures over months, leap days and years', () => {
    expect(addDays(date('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(date('2026-02-28'), 1)).toBe('2026-03-01');
    expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31');
    expect(daysBetween(date('2026-03-02'), date('2026-06-02'))).toBe(92);
    expect(daysBetween(date('2026-06-02'), date('2026-03-02'))).toBe(-92);
  });

  it('sorts as text', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: FIRST, max: LAST }),
        fc.integer({ min: FIRST, max: LAST }),
        (a, b) => {
          const [first, second] = [fromDayNumber(a), fromDayNumber(b)];
          expect(first < second).toBe(a < b);
          expect(earliest(first, second)).toBe(fromDayNumber(Math.min(a, b)));
          expect(latest(first, second)).toBe(fromDayNumber(Math.max(a, b)));
        },
      ),
    );
  });
});

describe('weekdays', () => {
  it('are ISO: Monday is 1, Sunday is 7', () => {
    expect(weekdayOf(date('2026-03-02'))).toBe(1);
    expect(weekdayOf(date('2026-03-08'))).toBe(7);
    expect(mondayOf(date('2026-03-02'))).toBe('2026-03-02');
    expect(mondayOf(date('2026-03-08'))).toBe('2026-03-02');
    expect(mondayOf(date('2027-01-01'))).toBe('2026-12-28');
  });

  it('agree with the platform, also before 1970', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: LAST }), (days) => {
        const sundayIsZero = new Date(days * DAY_MS).getUTCDay();
        expect(weekdayOf(fromDayNumber(days)) % 7).toBe(sundayIsZero);
      }),
    );
  });
});
