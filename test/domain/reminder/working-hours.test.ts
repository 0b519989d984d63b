import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../domain/calendar/zones.ts';
import { addMs } from '../../../domain/kernel/instant.ts';
import { intoWorkingHours, workDayBefore } from '../../../domain/reminder/working-hours.ts';
import { on, plainWeeks } from '../calendar/calendars.ts';

const place = { zone: 'Asia/Shanghai', calendar: plainWeeks };
const hours = { from: '09:00', to: '18:00' };
/** 5 to 9 March 2026: Thursday to Monday. */
const [thursday, friday, saturday, monday] = ['05', '06', '07', '09'].map((day) =>
  on(`2026-03-${day}`),
) as [ReturnType<typeof on>, ReturnType<typeof on>, ReturnType<typeof on>, ReturnType<typeof on>];
const at = (day: typeof friday, time: string) => toInstant(place.zone, day, time);

describe('P3: the hours in which somebody works', () => {
  it('within the first minute, what goes out does not go out before it happened', () => {
    const halfPast = addMs(at(friday, '09:00'), 30_000);
    expect(intoWorkingHours(halfPast, place, hours)).toBe(halfPast);
  });

  it('the minute at which work ends is over', () => {
    expect(intoWorkingHours(at(friday, '17:59'), place, hours)).toBe(at(friday, '17:59'));
    expect(intoWorkingHours(at(friday, '18:00'), place, hours)).toBe(at(monday, '09:00'));
  });
});

describe('P4: the last working day before a deadline', () => {
  it('is the day itself when its work starts before the deadline', () => {
    expect(workDayBefore(place, friday, at(friday, '09:01'), hours)).toBe(friday);
  });

  it('is the day before when work would start at the very deadline', () => {
    expect(workDayBefore(place, friday, at(friday, '09:00'), hours)).toBe(thursday);
  });

  it('from a day off goes back, not on, even where the deadline leaves time', () => {
    expect(workDayBefore(place, saturday, at(monday, '18:00'), hours)).toBe(friday);
  });
});
