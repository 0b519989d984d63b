import { describe, expect, it } from 'vitest';
import type { Goal, NumericMeasure } from '../../../domain/plan/content.ts';
import {
  aggregated,
  baselineOf,
  countingMeasurements,
  expectedProgress,
  progressOf,
  reaches,
  standingOf,
} from '../../../domain/plan/progress.ts';
import type { Measurement } from '../../../domain/plan/records.ts';
import type { GoalTally } from '../../../domain/plan/running-state.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import type { Aggregate } from '../../../domain/plan/vocabulary.ts';
import { planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, people, shanghai, shanghaiContent } from '../../support/plans.ts';
import { on, plainWeeks } from '../calendar/calendars.ts';

const running = ((): RunningPlan => {
  const plan = runningPart(planOf(activePlanHistory()));
  if (plan === undefined) throw new Error('the plan does not run');
  return plan;
})();

const measurement = (more: Partial<Measurement>): Measurement => ({
  seq: 1,
  goalId: 'goal',
  value: 0,
  sample: 1,
  measuredOn: on('2026-03-02'),
  recordedAt: running.activation.at,
  recordedBy: people.manager,
  source: '周报',
  ...more,
});

/** From 0 to 100 in twenty working days: one step of the expected line is 5 %. */
const MEASURE: NumericMeasure = {
  kind: 'score',
  name: '得分',
  unit: '分',
  direction: 'increase',
  aggregate: 'last',
  window: '每周',
  source: '周报',
  measuredBy: '质检岗',
  everyDays: 7,
  baseline: { value: 0, period: '一月', source: '月报' },
  target: 100,
};
const goalWith = (measure: Goal['measure'], more: Partial<Goal> = {}): Goal => ({
  id: 'goal',
  gapIds: [],
  statement: '',
  measure,
  dueOn: on('2026-03-30'),
  minSample: 1,
  ...more,
});

/** Where a goal stands on a day, with one measurement taken on the first day. */
const standing = (
  goal: Goal,
  measurements: readonly Partial<Measurement>[],
  day: string,
  { final = false, tally }: { readonly final?: boolean; readonly tally?: GoalTally } = {},
) =>
  standingOf(
    goal,
    {
      ...running,
      running: { ...running.running, goals: tally === undefined ? {} : { goal: tally } },
    },
    { measurements: measurements.map((one, index) => measurement({ seq: index + 1, ...one })) },
    on(day),
    plainWeeks,
    final,
  );

describe('one value out of many', () => {
  const values = [3, 9, 1, 5].map((value) => ({ value, sample: 1 }));

  it.each([
    ['last', 5],
    ['sum', 18],
    ['mean', 4.5],
    ['min', 1],
    ['max', 9],
    ['p90', 9],
  ] as const satisfies readonly (readonly [Aggregate, number])[])('%s', (aggregate, expected) => {
    expect(aggregated(aggregate, values)).toBe(expected);
    expect(aggregated(aggregate, [])).toBeUndefined();
  });

  it('a mean weighs each value by the observations behind it', () => {
    const weighed = [
      { value: 60, sample: 1 },
      { value: 30, sample: 9 },
    ];
    expect(aggregated('mean', weighed)).toBe(33);
    const unknown = weighed.map((one) => ({ ...one, sample: 0 }));
    expect(aggregated('mean', unknown)).toBe(45);
  });

  it.each([
    [1, 1],
    [9, 9],
    [10, 9],
    [11, 10],
    [20, 18],
  ])('p90 of 1 to %i is %i: at least nine of ten do not exceed it', (count, expected) => {
    const falling = Array.from({ length: count }, (_, index) => ({
      value: count - index,
      sample: 1,
    }));
    expect(aggregated('p90', falling)).toBe(expected);
  });
});

describe('the measurements that count', () => {
  it('are those of the goal that nothing replaced, by the day they were taken', () => {
    const measurements = [
      measurement({ seq: 1, measuredOn: on('2026-03-20') }),
      measurement({ seq: 2, measuredOn: on('2026-03-10'), supersededBy: 5 }),
      measurement({ seq: 3, measuredOn: on('2026-03-10') }),
      measurement({ seq: 4, goalId: 'another' }),
      measurement({ seq: 6, measuredOn: on('2026-03-20') }),
      measurement({ seq: 5, measuredOn: on('2026-03-10') }),
    ];
    const seqs = countingMeasurements({ measurements }, 'goal').map(({ seq }) => seq);
    expect(seqs).toEqual([3, 5, 1, 6]);
    expect(countingMeasurements({ measurements: [...measurements].reverse() }, 'goal')).toEqual(
      countingMeasurements({ measurements }, 'goal'),
    );
  });
});

describe('D3 the baseline that counts', () => {
  it('is the planned one, or what arrived later', () => {
    const owed: NumericMeasure = { ...MEASURE, baseline: { toMeasureBy: on('2026-03-13') } };
    const arrived = { value: 20, period: '三月', source: '周报' };
    expect(baselineOf(MEASURE, { measurements: 0, baseline: arrived })).toEqual(MEASURE.baseline);
    expect(baselineOf(owed, { measurements: 0, baseline: arrived })).toEqual(arrived);
    expect(baselineOf(owed, { measurements: 0 })).toBeUndefined();
    expect(baselineOf(owed, undefined)).toBeUndefined();
  });
});

describe('met is decided by the comparator, with its tolerance', () => {
  it.each([
    ['increase', 100, 0, [100, 101], [99.9]],
    ['atLeast', 100, 0, [100], [99.9]],
    ['decrease', 0, 0, [0, -1], [0.1]],
    ['atMost', 30, 0, [30, 29], [30.1]],
    ['atLeast', 100, 5, [95], [94.9]],
    ['atMost', 30, 2, [32], [32.1]],
  ] as const)('%s %d, tolerance %d', (direction, target, tolerance, met, missed) => {
    const measure: NumericMeasure = {
      ...MEASURE,
      direction,
      target,
      ...(tolerance === 0 ? {} : { tolerance }),
    };
    for (const value of met) expect(reaches(measure, value)).toBe(true);
    for (const value of missed) expect(reaches(measure, value)).toBe(false);
  });

  it('a milestone is met when it is done', () => {
    const milestone = { kind: 'milestone', definitionOfDone: '', verifier: '' } as const;
    expect([0, 1].map((value) => reaches(milestone, value))).toEqual([false, true]);
    expect([0, 1, 2].map((value) => progressOf(milestone, value, undefined))).toEqual([0, 1, 1]);
  });
});

describe('progress', () => {
  it.each([
    [0, 0],
    [25, 0.25],
    [100, 1],
    [150, 1],
    [-20, 0],
  ])('at %d of 0 to 100', (value, expected) => {
    expect(progressOf(MEASURE, value, 0)).toBe(expected);
  });

  it('runs downwards as well', () => {
    const down: NumericMeasure = { ...MEASURE, direction: 'decrease', target: 10 };
    expect(progressOf(down, 40, 50)).toBe(0.25);
    expect(progressOf(down, 60, 50)).toBe(0);
  });

  it('where there is no way to go it is met or not', () => {
    expect(progressOf(MEASURE, 100, 100)).toBe(1);
    expect(progressOf(MEASURE, 99, 100)).toBe(0);
    expect(progressOf(MEASURE, 100, undefined)).toBe(1);
    expect(progressOf(MEASURE, 99, undefined)).toBe(0);
  });

  it('the expected line is straight in working days, over weekends and holidays', () => {
    const at = (day: string, calendar = plainWeeks) =>
      expectedProgress(on('2026-03-02'), on('2026-03-30'), on(day), calendar);
    expect(at('2026-03-02')).toBe(0);
    expect(at('2026-03-16')).toBe(0.5);
    expect([at('2026-03-13'), at('2026-03-15')]).toEqual([0.45, 0.45]);
    expect([at('2026-03-30'), at('2026-06-30')]).toEqual([1, 1]);
    expect(at('2026-02-20')).toBe(0);
    const closed = { ...plainWeeks, nonWorking: [on('2026-03-16'), on('2026-03-17')] };
    expect(at('2026-03-17', closed)).toBe(0.5);
  });

  it('the line of a goal without working days has arrived', () => {
    const all = (dueOn: string) =>
      expectedProgress(on('2026-03-07'), on(dueOn), on('2026-03-07'), plainWeeks);
    expect(all('2026-03-08')).toBe(1);
    expect(all('2026-03-09')).toBe(0);
  });
});

describe('the status of a goal while it runs', () => {
  const goal = goalWith(MEASURE);

  it.each([
    [50, 'ON_TRACK'],
    [40, 'ON_TRACK'],
    [39, 'AT_RISK'],
    [25, 'AT_RISK'],
    [24, 'OFF_TRACK'],
    [0, 'OFF_TRACK'],
    [100, 'MET'],
  ] as const)('halfway at %d: %s', (value, status) => {
    expect(standing(goal, [{ value }], '2026-03-16')).toEqual({
      goalId: 'goal',
      status,
      progress: value / 100,
      expected: 0.5,
      current: value,
      sample: 1,
    });
  });

  it('NOT_STARTED while nothing was measured', () => {
    expect(standing(goal, [], '2026-03-16')).toEqual({
      goalId: 'goal',
      status: 'NOT_STARTED',
      progress: 0,
      expected: 0.5,
      sample: 0,
    });
  });

  it('a target that is reached on too little data is on track, not met (D6)', () => {
    const more = goalWith(MEASURE, { minSample: 10 });
    expect(standing(more, [{ value: 100, sample: 9 }], '2026-03-16').status).toBe('ON_TRACK');
    expect(standing(more, [{ value: 100, sample: 10 }], '2026-03-16').status).toBe('MET');
  });

  it.each(['decrease', 'atMost'] as const)(
    'a sum that must stay small can still grow: %s',
    (direction) => {
      const sum = goalWith({
        ...MEASURE,
        direction,
        aggregate: 'sum',
        target: 2,
        baseline: { ...MEASURE.baseline, value: 5 } as never,
      });
      expect(standing(sum, [{ value: 0 }], '2026-03-16').status).toBe('ON_TRACK');
      expect(standing(sum, [{ value: 0 }], '2026-03-30').status).toBe('MET');
    },
  );

  it.each([
    ['sum', 'decrease', 1, 'OFF_TRACK'],
    ['sum', 'atMost', 1, 'OFF_TRACK'],
    ['max', 'atMost', 1, 'OFF_TRACK'],
    ['min', 'atLeast', -1, 'OFF_TRACK'],
    ['min', 'increase', -1, 'OFF_TRACK'],
    ['last', 'atMost', 1, 'ON_TRACK'],
    ['mean', 'decrease', 1, 'ON_TRACK'],
    ['max', 'increase', -1, 'ON_TRACK'],
    ['sum', 'atLeast', -1, 'ON_TRACK'],
  ] as const)('%s %s at %d of 0: what cannot be made good is off track at once', (...row) => {
    const [aggregate, direction, value, status] = row;
    const baseline = { value: 30 * value, period: '一月', source: '月报' };
    const near = goalWith({ ...MEASURE, direction, aggregate, target: 0, baseline });
    expect(standing(near, [{ value }], '2026-03-16').status).toBe(status);
  });

  it('a milestone that is not done is never lost', () => {
    const milestone = { kind: 'milestone', definitionOfDone: '', verifier: '' } as const;
    expect(standing(goalWith(milestone), [{ value: 0 }], '2026-03-03').status).toBe('ON_TRACK');
  });

  it('a sum that must grow, and any other aggregate, counts as soon as it is there', () => {
    const sum = goalWith({ ...MEASURE, aggregate: 'sum' });
    expect(standing(sum, [{ value: 60 }, { value: 40 }], '2026-03-16').status).toBe('MET');
    const low = goalWith({ ...MEASURE, direction: 'atMost', target: 30 });
    expect(standing(low, [{ value: 30 }], '2026-03-16').status).toBe('MET');
  });

  it('only what was measured by that day counts', () => {
    const measurements = [{ value: 50 }, { value: 100, measuredOn: on('2026-03-17') }];
    expect(standing(goal, measurements, '2026-03-16')).toMatchObject({ current: 50, sample: 1 });
    expect(standing(goal, measurements, '2026-03-17')).toMatchObject({ current: 100, sample: 2 });
  });
});

describe('the status of a goal at its end', () => {
  const goal = goalWith(MEASURE, { minSample: 10 });

  it.each([
    [100, 10, 'MET'],
    [99, 10, 'NOT_MET'],
    [100, 9, 'INSUFFICIENT_DATA'],
    [99, 9, 'INSUFFICIENT_DATA'],
  ] as const)('at %d on %d observations: %s', (value, sample, status) => {
    const measured = [{ value, sample }];
    expect(standing(goal, measured, '2026-03-30').status).toBe(status);
    expect(standing(goal, measured, '2026-03-16', { final: true }).status).toBe(status);
  });

  it('on the day before it is still running', () => {
    expect(standing(goal, [{ value: 99, sample: 10 }], '2026-03-29').status).toBe('ON_TRACK');
  });

  it('without any data there is no verdict', () => {
    expect(standing(goal, [], '2026-03-30').status).toBe('INSUFFICIENT_DATA');
  });

  it('full progress is not yet met: the comparator decides', () => {
    const strict = goalWith({
      ...MEASURE,
      direction: 'atMost',
      target: 30,
      tolerance: 5,
      baseline: { value: 50, period: '一月', source: '月报' },
    });
    expect(standing(strict, [{ value: 34 }], '2026-03-30')).toMatchObject({
      status: 'MET',
      progress: 0.8,
    });
  });

  it('HR’s mark counts whatever the figure (K2)', () => {
    const tally = { measurements: 0, substantiallyMet: true };
    expect(standing(goal, [], '2026-03-30', { tally }).status).toBe('MET');
  });

  it('a baseline that arrived later moves the progress', () => {
    const owed = goalWith({ ...MEASURE, baseline: { toMeasureBy: on('2026-03-13') } });
    const value = [{ value: 60 }];
    expect(standing(owed, value, '2026-03-16').progress).toBe(0);
    const tally = { measurements: 1, baseline: { value: 20, period: '三月', source: '周报' } };
    expect(standing(owed, value, '2026-03-16', { tally }).progress).toBe(0.5);
  });
});

describe('golden 3 as it stands: complaints from 3 to 0 in two months', () => {
  const [goal] = shanghaiContent().goals;
  const at = (complaints: number, day: string) =>
    standingOf(
      goal as Goal,
      running,
      {
        measurements: Array.from({ length: 8 }, (_, week) =>
          measurement({
            seq: week + 1,
            goalId: 'no-complaints',
            value: week === 0 ? complaints : 0,
          }),
        ),
      },
      on(day),
      shanghai.calendar,
    );

  it('one complaint is two thirds of the way, and not met', () => {
    const { progress, status } = at(1, '2026-04-30');
    expect(progress).toBeCloseTo(2 / 3, 12);
    expect(status).toBe('NOT_MET');
  });

  it('none is met on the last day, and on track before', () => {
    expect(at(0, '2026-04-30')).toMatchObject({ progress: 1, status: 'MET' });
    expect(at(0, '2026-04-29')).toMatchObject({ progress: 1, status: 'ON_TRACK' });
  });

  it('three are where it began', () => {
    expect(at(3, '2026-04-30')).toMatchObject({ progress: 0, status: 'NOT_MET' });
  });
});
