import chineseDays from 'chinese-days';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  checkCalendar,
  isProvisional,
  isWorkingDay,
  LONGEST_CLOSURE_DAYS,
  nextWorkingDay,
  previousWorkingDay,
  type WorkCalendar,
  workingDaysBetween,
} from '../../../domain/calendar/working-days.ts';
import { addDays, type CivilDate, weekdayOf } from '../../../domain/kernel/civil-date.ts';
import { anyCalendar, anyDate, china2026, daysOff, eachDay, on, plainWeeks } from './calendars.ts';

/** The definition in one line of sets, written apart from the code under test. */
const oracle = (calendar: WorkCalendar) => {
  const off = new Set(calendar.nonWorking);
  const extra = new Set(calendar.extraWorking);
  const weekend = new Set(calendar.weekend);
  return (date: CivilDate): boolean =>
    !off.has(date) && (extra.has(date) || !weekend.has(weekdayOf(date)));
};

/** Working days in the order of the calendar, far enough on both sides of a date within two years. */
const workingDaysOf = (calendar: WorkCalendar): readonly CivilDate[] =>
  eachDay('2024-06-01', '2031-06-01').filter(oracle(calendar));

describe('a working day', () => {
  it('is any day outside the weekend', () => {
    const week = eachDay('2026-03-02', '2026-03-08').map((day) => isWorkingDay(plainWeeks, day));
    expect(week).toEqual([true, true, true, true, true, false, false]);
  });

  it('follows the weekend of the site, such as Friday and Saturday', () => {
    const gulf: WorkCalendar = { ...plainWeeks, weekend: [5, 6] };
    expect(isWorkingDay(gulf, on('2026-03-06'))).toBe(false);
    expect(isWorkingDay(gulf, on('2026-03-08'))).toBe(true);
  });

  it('is not a listed holiday, and is a make-up workday on a weekend', () => {
    const calendar: WorkCalendar = {
      ...daysOff('2026-03-04'),
      extraWorking: [on('2026-03-07')],
    };
    expect(isWorkingDay(calendar, on('2026-03-04'))).toBe(false);
    expect(isWorkingDay(calendar, on('2026-03-07'))).toBe(true);
    expect(isWorkingDay(calendar, on('2026-03-08'))).toBe(false);
  });

  it('is not a date in both lists, which no stored calendar has', () => {
    const calendar: WorkCalendar = {
      ...daysOff('2026-03-07'),
      extraWorking: [on('2026-03-07')],
    };
    expect(isWorkingDay(calendar, on('2026-03-07'))).toBe(false);
  });

  it('agrees with the published Chinese schedule on every day of 2026', () => {
    const days = eachDay('2026-01-01', '2026-12-31');
    expect(days.filter((day) => isWorkingDay(china2026, day))).toEqual(
      days.filter((day) => chineseDays.isWorkday(day)),
    );
  });

  it('is provisional after the last date the calendar knows (Q3)', () => {
    expect(isProvisional(china2026, on('2026-12-31'))).toBe(false);
    expect(isProvisional(china2026, on('2027-01-01'))).toBe(true);
  });
});

describe('the next and the previous working day', () => {
  it('are the date itself when it is one', () => {
    expect(nextWorkingDay(plainWeeks, on('2026-03-06'))).toBe('2026-03-06');
    expect(previousWorkingDay(plainWeeks, on('2026-03-06'))).toBe('2026-03-06');
  });

  it('cross the Spring Festival to its make-up workdays', () => {
    expect(nextWorkingDay(china2026, on('2026-02-15'))).toBe('2026-02-24');
    expect(previousWorkingDay(china2026, on('2026-02-23'))).toBe('2026-02-14');
  });

  it('reach across the longest closure that is accepted, and no further', () => {
    const everyDay: WorkCalendar = { ...plainWeeks, weekend: [] };
    const first = on('2026-01-01');
    const closedFor = (days: number): WorkCalendar => ({
      ...everyDay,
      nonWorking: Array.from({ length: days }, (_, i) => addDays(first, i)),
    });
    const longest = closedFor(LONGEST_CLOSURE_DAYS);
    expect(checkCalendar(longest)).toEqual([]);
    expect(nextWorkingDay(longest, first)).toBe(addDays(first, LONGEST_CLOSURE_DAYS));
    expect(previousWorkingDay(longest, addDays(first, LONGEST_CLOSURE_DAYS - 1))).toBe(
      '2025-12-31',
    );
    const tooLong = closedFor(LONGEST_CLOSURE_DAYS + 1);
    expect(checkCalendar(tooLong)).toEqual([{ code: 'CLOSED_TOO_LONG', on: first }]);
    expect(nextWorkingDay(tooLong, first)).toBe(first);
  });

  it('give the date back in a calendar without working days', () => {
    const never: WorkCalendar = { ...plainWeeks, weekend: [1, 2, 3, 4, 5, 6, 7] };
    const day = on('2026-03-04');
    expect(nextWorkingDay(never, day)).toBe(day);
    expect(previousWorkingDay(never, day)).toBe(day);
    expect(addWorkingDays(never, day, 3)).toBe(day);
    expect(addWorkingDays(never, day, -3)).toBe(day);
    expect(workingDaysBetween(never, day, addDays(day, 30))).toBe(0);
  });

  it('are the nearest in any calendar', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, (calendar, date) => {
        const days = workingDaysOf(calendar);
        expect(nextWorkingDay(calendar, date)).toBe(days.find((day) => day >= date));
        expect(previousWorkingDay(calendar, date)).toBe(days.findLast((day) => day <= date));
      }),
    );
  });
});

describe('counting working days', () => {
  it('starts on the first working day after the date', () => {
    expect(addWorkingDays(plainWeeks, on('2026-03-06'), 1)).toBe('2026-03-09');
    expect(addWorkingDays(plainWeeks, on('2026-03-07'), 1)).toBe('2026-03-09');
    expect(addWorkingDays(plainWeeks, on('2026-03-06'), 5)).toBe('2026-03-13');
  });

  it('goes back with a negative number', () => {
    expect(addWorkingDays(plainWeeks, on('2026-03-09'), -1)).toBe('2026-03-06');
    expect(addWorkingDays(plainWeeks, on('2026-03-08'), -1)).toBe('2026-03-06');
  });

  it('stays on the date for zero, even on a weekend', () => {
    expect(addWorkingDays(plainWeeks, on('2026-03-07'), 0)).toBe('2026-03-07');
  });

  it('counts make-up workdays and skips the National Day holiday', () => {
    expect(addWorkingDays(china2026, on('2026-09-30'), 3)).toBe('2026-10-10');
    expect(workingDaysBetween(china2026, on('2026-09-30'), on('2026-10-12'))).toBe(4);
  });

  it('counts (from, to], and backwards negatively', () => {
    expect(workingDaysBetween(plainWeeks, on('2026-03-06'), on('2026-03-06'))).toBe(0);
    expect(workingDaysBetween(plainWeeks, on('2026-03-06'), on('2026-03-09'))).toBe(1);
    expect(workingDaysBetween(plainWeeks, on('2026-03-09'), on('2026-03-06'))).toBe(-1);
    expect(workingDaysBetween(plainWeeks, on('2026-03-08'), on('2026-03-07'))).toBe(0);
  });

  it('equals walking a list of working days, in any calendar', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.integer({ min: -60, max: 60 }), (calendar, date, n) => {
        const days = workingDaysOf(calendar);
        const expected =
          n === 0
            ? date
            : n > 0
              ? days.filter((day) => day > date)[n - 1]
              : days.filter((day) => day < date).at(n);
        // Few working days a week and long closures can lead past the list; the walk is then unknown.
        fc.pre(expected !== undefined);
        expect(addWorkingDays(calendar, date, n)).toBe(expected);
      }),
    );
  });

  it('between two dates equals counting them one by one, in any calendar', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, anyDate, (calendar, a, b) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const count = workingDaysOf(calendar).filter((day) => day > from && day <= to).length;
        expect(workingDaysBetween(calendar, from, to)).toBe(count);
        expect(workingDaysBetween(calendar, to, from)).toBe(0 - count);
      }),
    );
  });

  it('measures what adding added', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.integer({ min: 0, max: 40 }), (calendar, date, n) => {
        expect(workingDaysBetween(calendar, date, addWorkingDays(calendar, date, n))).toBe(n);
      }),
    );
  });
});

describe('checking a calendar', () => {
  it('accepts the Chinese one and a plain week', () => {
    expect(checkCalendar(china2026)).toEqual([]);
    expect(checkCalendar(plainWeeks)).toEqual([]);
  });

  it('refuses a weekend of seven days, make-up workdays or not', () => {
    const never: WorkCalendar = {
      ...daysOff('2026-03-09'),
      weekend: [1, 2, 3, 4, 5, 6, 7],
      extraWorking: [on('2026-03-07')],
    };
    expect(checkCalendar(never)).toEqual([{ code: 'NO_WORKING_WEEKDAY' }]);
  });

  it('names what is listed twice, once each', () => {
    const messy: WorkCalendar = {
      weekend: [6, 7, 6, 6],
      nonWorking: ['2026-03-04', '2026-03-04', '2026-03-04', '2026-03-07'].map(on),
      extraWorking: ['2026-03-07', '2026-03-08', '2026-03-08'].map(on),
      knownUntil: on('2026-12-31'),
    };
    expect(checkCalendar(messy)).toEqual([
      { code: 'WEEKDAY_TWICE', weekday: 6 },
      { code: 'DATE_TWICE', list: 'nonWorking', on: '2026-03-04' },
      { code: 'DATE_TWICE', list: 'extraWorking', on: '2026-03-08' },
      { code: 'WORKING_AND_NON_WORKING', on: '2026-03-07' },
    ]);
  });

  it('measures a closure with the weekends around it', () => {
    const first = on('2026-01-05');
    const last = addDays(first, LONGEST_CLOSURE_DAYS - 3);
    // From a Monday for 398 days: Saturday and Sunday before it belong to the closure.
    const closed: WorkCalendar = { ...plainWeeks, nonWorking: eachDay(first, last) };
    expect(weekdayOf(last)).toBe(6);
    const tooLong = [{ code: 'CLOSED_TOO_LONG', on: '2026-01-03' }];
    expect(checkCalendar(closed)).toEqual(tooLong);
    // In whatever order the holidays stand.
    const mixed = [on('2028-05-01'), ...closed.nonWorking.toReversed()];
    expect(checkCalendar({ ...closed, nonWorking: mixed })).toEqual(tooLong);
  });

  it('accepts every calendar the other properties use', () => {
    fc.assert(
      fc.property(anyCalendar, (calendar) => {
        expect(checkCalendar(calendar)).toEqual([]);
      }),
    );
  });
});
