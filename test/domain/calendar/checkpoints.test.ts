import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCheckpoints } from '../../../domain/calendar/checkpoints.ts';
import { isWorkingDay, type WorkCalendar } from '../../../domain/calendar/working-days.ts';
import { addDays, daysBetween, mondayOf } from '../../../domain/kernel/civil-date.ts';
import { anyCalendar, anyDate, china2026, daysOff, eachDay, on, plainWeeks } from './calendars.ts';

const everyDay: WorkCalendar = { ...plainWeeks, weekend: [] };

const offsets = (days: number, calendar = everyDay) => {
  const startOn = on('2026-03-02');
  const endOn = addDays(startOn, days);
  return generateCheckpoints({ startOn, endOn, calendar }).map((checkpoint) => [
    daysBetween(startOn, checkpoint.unshiftedOn),
    daysBetween(startOn, checkpoint.on),
  ]);
};

describe('generated checkpoints', () => {
  it.each([
    [14, [7]],
    [30, [15]],
    [31, [16]],
    [60, [30]],
    [62, [31]],
    [63, [21, 42]],
    [90, [30, 60]],
    [92, [31, 61]],
    [365, [30, 61, 91, 122, 152, 183, 213, 243, 274, 304, 335]],
  ])('of a plan of %i days come after %j days', (days, expected) => {
    expect(offsets(days)).toEqual(expected.map((offset) => [offset, offset]));
  });

  it('of the three-month plan of the seed include one at the end of month 1', () => {
    const period = { startOn: on('2026-03-02'), endOn: on('2026-06-02'), calendar: plainWeeks };
    expect(generateCheckpoints(period)).toEqual([
      { unshiftedOn: '2026-04-02', on: '2026-04-02' },
      { unshiftedOn: '2026-05-02', on: '2026-05-04' },
    ]);
  });

  it('move over a holiday to the next working day', () => {
    // Day 30 is the Saturday that opens the Qingming holiday of 2026.
    const period = { startOn: on('2026-03-05'), endOn: on('2026-05-04'), calendar: china2026 };
    expect(generateCheckpoints(period)).toEqual([{ unshiftedOn: '2026-04-04', on: '2026-04-07' }]);
  });

  it('move back when the next working day would reach the end', () => {
    const calendar: WorkCalendar = {
      ...everyDay,
      nonWorking: eachDay('2026-03-16', '2026-03-31'),
    };
    const period = { startOn: on('2026-03-02'), endOn: on('2026-04-01'), calendar };
    expect(generateCheckpoints(period)).toEqual([{ unshiftedOn: '2026-03-17', on: '2026-03-15' }]);
  });

  it.each([
    ['past', '2026-05-05', '2026-05-06', '2026-05-07'],
    ['just onto', '2026-04-30', '2026-05-01', '2026-05-02'],
  ])('do not meet when a long closure pushes one %s the day of the next', (_, last, ...days) => {
    const calendar: WorkCalendar = { ...everyDay, nonWorking: eachDay('2026-03-20', last) };
    const period = { startOn: on('2026-03-02'), endOn: on('2026-05-31'), calendar };
    expect(generateCheckpoints(period)).toEqual([
      { unshiftedOn: '2026-04-01', on: days[0] },
      { unshiftedOn: '2026-05-01', on: days[1] },
    ]);
  });

  it('drop out when no free working day is left', () => {
    const calendar: WorkCalendar = {
      ...everyDay,
      nonWorking: eachDay('2026-03-20', '2026-05-31'),
    };
    const period = { startOn: on('2026-03-02'), endOn: on('2026-05-31'), calendar };
    expect(generateCheckpoints(period)).toEqual([{ unshiftedOn: '2026-04-01', on: '2026-03-19' }]);
  });

  it('are none in a period without a working day inside, or that does not run forward', () => {
    const calendar = daysOff(...eachDay('2026-03-03', '2026-03-31'));
    const [startOn, endOn] = [on('2026-03-02'), on('2026-04-01')];
    expect(generateCheckpoints({ startOn, endOn, calendar })).toEqual([]);
    for (const end of [addDays(startOn, 1), startOn, addDays(startOn, -40)]) {
      expect(generateCheckpoints({ startOn, endOn: end, calendar: everyDay })).toEqual([]);
    }
  });

  it('follow the policy for the widest gap and the least number', () => {
    const period = { startOn: on('2026-03-02'), endOn: on('2026-05-01'), calendar: everyDay };
    const dates = (policy: { maxGapDays?: number; interimMin?: number }) =>
      generateCheckpoints({ ...period, ...policy }).map((checkpoint) => checkpoint.on);
    expect(dates({ maxGapDays: 20 })).toEqual(['2026-03-22', '2026-04-11']);
    expect(dates({ interimMin: 3 })).toEqual(['2026-03-17', '2026-04-01', '2026-04-16']);
    expect(dates({ maxGapDays: 0 })).toHaveLength(59);
  });

  const anyPeriod = fc
    .record({
      startOn: anyDate,
      days: fc.integer({ min: 0, max: 365 }),
      calendar: anyCalendar,
      interimMin: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ startOn, days, calendar, interimMin }) => ({
      startOn,
      endOn: addDays(startOn, days),
      calendar,
      interimMin,
    }));

  it('are strictly inside, strictly increasing and on working days, in any calendar (G2)', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        let previous = period.startOn;
        for (const checkpoint of generateCheckpoints(period)) {
          expect(checkpoint.on > previous).toBe(true);
          expect(checkpoint.on < period.endOn).toBe(true);
          expect(isWorkingDay(period.calendar, checkpoint.on)).toBe(true);
          previous = checkpoint.on;
        }
      }),
    );
  });

  it('exist whenever the period has a working day inside', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const inner = eachDay(addDays(period.startOn, 1), addDays(period.endOn, -1));
        const possible = inner.some((day) => isWorkingDay(period.calendar, day));
        expect(generateCheckpoints(period).length > 0).toBe(possible);
      }),
    );
  });

  it('are never more than 31 days apart before the shift, and reach interimMin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 14, max: 365 }),
        fc.integer({ min: 1, max: 6 }),
        (days, min) => {
          const startOn = on('2026-03-02');
          const endOn = addDays(startOn, days);
          const made = generateCheckpoints({ startOn, endOn, calendar: everyDay, interimMin: min });
          const dates = [startOn, ...made.map((checkpoint) => checkpoint.unshiftedOn), endOn];
          const gaps = dates.slice(1).map((date, i) => daysBetween(dates[i] as typeof date, date));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(31);
          expect(made.length).toBeGreaterThanOrEqual(min);
        },
      ),
    );
  });

  it('keep to the even spacing in an ordinary week: at most two days later', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 14, max: 365 }), (startOn, days) => {
        const endOn = addDays(startOn, days);
        for (const made of generateCheckpoints({ startOn, endOn, calendar: plainWeeks })) {
          const later = daysBetween(made.unshiftedOn, made.on);
          expect(later).toBeGreaterThanOrEqual(0);
          expect(later).toBeLessThanOrEqual(2);
          expect(mondayOf(made.on) >= mondayOf(made.unshiftedOn)).toBe(true);
        }
      }),
    );
  });
});
