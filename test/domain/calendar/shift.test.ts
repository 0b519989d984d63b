import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftByWorkingDays } from '../../../domain/calendar/shift.ts';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  workingDaysBetween,
} from '../../../domain/calendar/working-days.ts';
import { anyCalendar, anyDate, china2026, on, plainWeeks } from './calendars.ts';

const days = fc.integer({ min: 1, max: 40 });

describe('moving open dates by working days (G9, J7)', () => {
  it('moves a working day by that many working days', () => {
    expect(shiftByWorkingDays(plainWeeks, on('2026-03-05'), 3)).toBe('2026-03-10');
    expect(shiftByWorkingDays(china2026, on('2026-09-29'), 3)).toBe('2026-10-09');
  });

  it('takes a day off to the next working day first', () => {
    expect(shiftByWorkingDays(plainWeeks, on('2026-03-07'), 1)).toBe('2026-03-10');
    expect(shiftByWorkingDays(plainWeeks, on('2026-03-07'), -1)).toBe('2026-03-06');
  });

  it('moves nothing for zero', () => {
    expect(shiftByWorkingDays(plainWeeks, on('2026-03-07'), 0)).toBe('2026-03-07');
  });

  it('ends on a working day, that many after the first one', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, days, (calendar, date, n) => {
        const moved = shiftByWorkingDays(calendar, date, n);
        expect(isWorkingDay(calendar, moved)).toBe(true);
        expect(workingDaysBetween(calendar, nextWorkingDay(calendar, date), moved)).toBe(n);
      }),
    );
  });

  it('keeps working days apart and in order', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, days, days, (calendar, date, apart, n) => {
        const earlier = nextWorkingDay(calendar, date);
        const later = addWorkingDays(calendar, earlier, apart);
        const [a, b] = [earlier, later].map((day) => shiftByWorkingDays(calendar, day, n));
        expect(workingDaysBetween(calendar, a as typeof date, b as typeof date)).toBe(apart);
      }),
    );
  });

  it('can be taken back', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, days, (calendar, date, n) => {
        const moved = shiftByWorkingDays(calendar, date, n);
        expect(shiftByWorkingDays(calendar, moved, -n)).toBe(nextWorkingDay(calendar, date));
      }),
    );
  });
});
