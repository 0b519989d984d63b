import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cadence,
  type CheckInPlan,
  checkInDates,
} from '../../../domain/calendar/check-ins.ts';
import { generateCheckpoints } from '../../../domain/calendar/checkpoints.ts';
import { isWorkingDay } from '../../../domain/calendar/working-days.ts';
import { addDays, daysBetween, mondayOf, weekdayOf } from '../../../domain/kernel/civil-date.ts';
import {
  anyCalendar,
  anyDate,
  anyWeekday,
  china2026,
  daysOff,
  eachDay,
  on,
  plainWeeks,
} from './calendars.ts';

/** Monday 2 March 2026 to Friday 3 April, every Wednesday. */
const plan: CheckInPlan = {
  startOn: on('2026-03-02'),
  endOn: on('2026-04-03'),
  cadence: 'weekly',
  weekday: 3,
  calendar: plainWeeks,
  checkpoints: [],
};

describe('planned check-ins (G6)', () => {
  it('come weekly on the weekday, after the start and before the end', () => {
    expect(checkInDates(plan)).toEqual([
      '2026-03-04',
      '2026-03-11',
      '2026-03-18',
      '2026-03-25',
      '2026-04-01',
    ]);
  });

  it('come every other week when biweekly', () => {
    expect(checkInDates({ ...plan, cadence: 'biweekly' })).toEqual([
      '2026-03-04',
      '2026-03-18',
      '2026-04-01',
    ]);
  });

  it('start a week later when the plan starts on the weekday itself', () => {
    expect(checkInDates({ ...plan, weekday: 1 })[0]).toBe('2026-03-09');
  });

  it('never fall on the end', () => {
    expect(checkInDates({ ...plan, weekday: 5 }).at(-1)).toBe('2026-03-27');
  });

  it('give way to a checkpoint of the same ISO week', () => {
    expect(checkInDates({ ...plan, checkpoints: [on('2026-03-16'), on('2026-03-29')] })).toEqual([
      '2026-03-04',
      '2026-03-11',
      '2026-04-01',
    ]);
  });

  it('are not displaced by a checkpoint in the week between two of them', () => {
    const biweekly = { ...plan, cadence: 'biweekly', checkpoints: [on('2026-03-12')] } as const;
    expect(checkInDates(biweekly)).toHaveLength(3);
  });

  it('move to the next working day of the week', () => {
    const calendar = daysOff('2026-03-11', '2026-03-12');
    expect(checkInDates({ ...plan, calendar })[1]).toBe('2026-03-13');
  });

  it('move back when the rest of the week is off', () => {
    const calendar = daysOff('2026-03-11', '2026-03-12', '2026-03-13');
    expect(checkInDates({ ...plan, calendar })[1]).toBe('2026-03-10');
  });

  it('move back when moving on would reach the end', () => {
    const calendar = daysOff('2026-04-01', '2026-04-02');
    expect(checkInDates({ ...plan, calendar }).at(-1)).toBe('2026-03-31');
  });

  it('do not move back onto the start', () => {
    const calendar = daysOff(...eachDay('2026-03-03', '2026-03-06'));
    expect(checkInDates({ ...plan, calendar })[0]).toBe('2026-03-11');
  });

  it('drop out in a week without a working day, and use make-up workdays', () => {
    const spring = { ...plan, startOn: on('2026-02-02'), calendar: china2026, weekday: 7 } as const;
    expect(checkInDates(spring).slice(0, 4)).toEqual([
      '2026-02-06',
      '2026-02-14',
      // 16 to 22 February is the Spring Festival.
      '2026-02-28',
      '2026-03-06',
    ]);
  });

  it('are none in a period that does not run forward', () => {
    expect(checkInDates({ ...plan, endOn: plan.startOn })).toEqual([]);
    expect(checkInDates({ ...plan, endOn: on('2026-02-01') })).toEqual([]);
  });

  const anyPlan: fc.Arbitrary<CheckInPlan> = fc
    .record({
      startOn: anyDate,
      days: fc.integer({ min: 0, max: 200 }),
      cadence: fc.constantFrom<Cadence>('weekly', 'biweekly'),
      weekday: anyWeekday,
      calendar: anyCalendar,
      withCheckpoints: fc.boolean(),
    })
    .map(({ startOn, days, cadence, weekday, calendar, withCheckpoints }) => {
      const endOn = addDays(startOn, days);
      const generated = generateCheckpoints({ startOn, endOn, calendar }).map((made) => made.on);
      const checkpoints = withCheckpoints ? generated : [];
      return { startOn, endOn, cadence, weekday, calendar, checkpoints };
    });

  it('are strictly inside, on working days, one a week and in order, in any calendar', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const dates = checkInDates(any);
        for (const date of dates) {
          expect(date > any.startOn && date < any.endOn).toBe(true);
          expect(isWorkingDay(any.calendar, date)).toBe(true);
        }
        const weeks = dates.map(mondayOf);
        expect(weeks).toEqual([...new Set(weeks)].sort());
        expect(weeks.filter((week) => any.checkpoints.map(mondayOf).includes(week))).toEqual([]);
      }),
    );
  });

  it('miss no week that is due, can hold one and has no checkpoint', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const held = new Set(checkInDates(any).map(mondayOf));
        const taken = new Set(any.checkpoints.map(mondayOf));
        const nominal = eachDay(addDays(any.startOn, 1), addDays(any.endOn, -1)).filter(
          (day) => weekdayOf(day) === any.weekday,
        );
        nominal.forEach((day, index) => {
          const monday = mondayOf(day);
          const possible = eachDay(monday, addDays(monday, 6)).some(
            (date) => date > any.startOn && date < any.endOn && isWorkingDay(any.calendar, date),
          );
          const due = any.cadence === 'weekly' || index % 2 === 0;
          expect(held.has(monday)).toBe(due && possible && !taken.has(monday));
        });
      }),
    );
  });

  it('stay on the weekday, a cadence apart, where nothing is off', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const everyDay = { ...any, calendar: { ...plainWeeks, weekend: [] }, checkpoints: [] };
        const dates = checkInDates(everyDay);
        const step = any.cadence === 'weekly' ? 7 : 14;
        dates.forEach((date, index) => {
          expect(weekdayOf(date)).toBe(any.weekday);
          if (index > 0) expect(daysBetween(dates[index - 1] as typeof date, date)).toBe(step);
        });
      }),
    );
  });
});
