import { describe, expect, it } from 'vitest';
import { checkCalendar, isProvisional, isWorkingDay } from '../../domain/calendar/working-days.ts';
import type { CivilDate } from '../../domain/kernel/civil-date.ts';
import {
  type CalendarBody,
  chinaCalendar,
  publicCalendar,
  withOwnDays,
} from '../../infra/holidays.ts';
import { china2026, eachDay } from '../domain/calendar/calendars.ts';

const works = (calendar: CalendarBody, day: string) =>
  isWorkingDay(calendar as never, day as CivilDate);

describe('public calendars (Q3)', () => {
  it('have China’s days off and make-up workdays, as the tests wrote them down', () => {
    const calendar = chinaCalendar(2026);
    expect(checkCalendar(calendar as never)).toEqual([]);
    const differs = eachDay('2026-01-01', '2026-12-31').filter(
      (day) => works(calendar, day) !== isWorkingDay(china2026, day),
    );
    expect(differs).toEqual([]);
  });

  it('end with the last year that is published, whatever was asked for', () => {
    const calendar = chinaCalendar(2026, 2035);
    expect(calendar.knownUntil).toBe('2026-12-31');
    expect(isProvisional(calendar as never, '2027-01-04' as CivilDate)).toBe(true);
    expect(() => chinaCalendar(2035)).toThrow(RangeError);
  });

  it('follow a state’s own holidays over several years', () => {
    const calendar = publicCalendar('DE-BE', 2026, 2027);
    expect(checkCalendar(calendar as never)).toEqual([]);
    expect(calendar.knownUntil).toBe('2027-12-31');
    // Good Friday; Women's Day is a holiday in Berlin and not in Bavaria.
    expect(works(calendar, '2026-04-03')).toBe(false);
    expect(works(calendar, '2027-03-08')).toBe(false);
    expect(works(publicCalendar('DE-BY', 2027), '2027-03-08')).toBe(true);
    expect(() => publicCalendar('XX', 2026)).toThrow(RangeError);
  });

  it('give way to a company’s own days', () => {
    const own = {
      nonWorking: ['2026-02-14', '2026-12-24'],
      extraWorking: ['2026-05-09', '2026-01-02'],
    };
    const calendar = withOwnDays(chinaCalendar(2026), own);
    expect(checkCalendar(calendar as never)).toEqual([]);
    expect(own.nonWorking.map((day) => works(calendar, day))).toEqual([false, false]);
    expect(own.extraWorking.map((day) => works(calendar, day))).toEqual([true, true]);
  });
});
