import * as fc from 'fast-check';
import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import {
  addDays,
  type CivilDate,
  parseCivilDate,
  type Weekday,
} from '../../../domain/kernel/civil-date.ts';

/** A date written in a test; a date that does not exist fails there and then. */
export const on = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (date === undefined) throw new Error(`no such date: ${text}`);
  return date;
};

/** Saturday and Sunday off, no holidays. */
export const plainWeeks: WorkCalendar = {
  weekend: [6, 7],
  nonWorking: [],
  extraWorking: [],
  knownUntil: on('2100-12-31'),
};

export const daysOff = (...dates: readonly string[]): WorkCalendar => ({
  ...plainWeeks,
  nonWorking: dates.map(on),
});

/** Every day from the first to the last, both included. */
export const eachDay = (from: string, to: string): readonly CivilDate[] => {
  const days: CivilDate[] = [];
  for (let day = on(from); day <= on(to); day = addDays(day, 1)) days.push(day);
  return days;
};

/** Mainland China, 2026, as the State Council announced it: holidays and make-up workdays. */
export const china2026: WorkCalendar = {
  weekend: [6, 7],
  nonWorking: [
    ...eachDay('2026-01-01', '2026-01-03'),
    ...eachDay('2026-02-15', '2026-02-23'),
    ...eachDay('2026-04-04', '2026-04-06'),
    ...eachDay('2026-05-01', '2026-05-05'),
    ...eachDay('2026-06-19', '2026-06-21'),
    ...eachDay('2026-09-25', '2026-09-27'),
    ...eachDay('2026-10-01', '2026-10-07'),
  ],
  extraWorking: [
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ].map(on),
  knownUntil: on('2026-12-31'),
};

const FIRST = on('2026-01-01');

/** A date within two years. */
export const anyDate: fc.Arbitrary<CivilDate> = fc
  .integer({ min: 0, max: 730 })
  .map((days) => addDays(FIRST, days));

const closure = fc
  .record({ from: fc.integer({ min: -60, max: 1100 }), days: fc.integer({ min: 1, max: 45 }) })
  .map(({ from, days }) => Array.from({ length: days }, (_, i) => addDays(FIRST, from + i)));

const weekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);

/** Any calendar `checkCalendar` accepts: odd weekends, closures of weeks, make-up workdays. */
export const anyCalendar: fc.Arbitrary<WorkCalendar> = fc
  .record({
    weekend: fc.uniqueArray(weekday, { maxLength: 6 }),
    closures: fc.array(closure, { maxLength: 6 }),
    makeUp: fc.uniqueArray(fc.integer({ min: -60, max: 1100 }), { maxLength: 20 }),
  })
  .map(({ weekend, closures, makeUp }) => {
    const nonWorking = [...new Set(closures.flat())];
    const extraWorking = makeUp
      .map((days) => addDays(FIRST, days))
      .filter((date) => !nonWorking.includes(date));
    return { weekend, nonWorking, extraWorking, knownUntil: on('2028-12-31') };
  });

export const anyWeekday = weekday;
