import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumericMeasure } from '../../../domain/plan/content.ts';
import { targetRules } from '../../../domain/plan/rules/goals.ts';
import { DIRECTIONS, METRIC_KINDS } from '../../../domain/plan/vocabulary.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { berlin, berlinContent, changed, shanghaiContent } from '../../support/plans.ts';
import { judged, judgedWith } from './judged.ts';

const content = shanghaiContent();
const goals = content.goals;
const inBerlin = (pointer: string, value: unknown) =>
  judged(changed(berlinContent(), pointer, value), { calendar: berlin.calendar });

describe('D1 number of goals', () => {
  it('refuses none', () => {
    expect(judgedWith({ '/goals': [] })).toContain('D1.tooFew /goals');
  });

  it('goes by the policy', () => {
    const policy = { ...DEFAULT_POLICY, goals: { min: 1, max: 2 } };
    expect(judged(content, { policy })).toEqual(['D1.tooMany /goals']);
  });

  it('refuses two goals with one id', () => {
    expect(judgedWith({ '/goals/1/id': 'no-complaints' })).toContain('D1.duplicateId /goals/1/id');
  });
});

describe('D2 goals close gaps', () => {
  it('refuses a goal for no gap', () => {
    expect(judgedWith({ '/goals/1/gapIds': [] })).toEqual(['D2.goalWithoutGap /goals/1/gapIds']);
  });

  it('refuses a goal for a gap that is not there, and says which of its gaps', () => {
    expect(judgedWith({ '/goals/1/gapIds': ['complaints', 'gone'] })).toEqual([
      'D2.goalWithoutGap /goals/1/gapIds/1',
    ]);
  });

  it('refuses a gap on which no goal works, unless it is deferred with a reason', () => {
    const deferred = (to: unknown) => inBerlin('/gaps/1/deferred', to);
    expect(deferred({ reason: 'After the move in July' })).toEqual([]);
    expect(deferred({ reason: '  ' })).toEqual(['D2.gapWithoutGoal /gaps/1']);
    expect(deferred(undefined)).toContain('D2.gapWithoutGoal /gaps/1');
  });
});

describe('D3 what is measured and where it stands', () => {
  it.each([
    '/goals/0/statement',
    '/goals/0/measure/name',
    '/goals/0/measure/unit',
    '/goals/0/measure/window',
    '/goals/0/measure/source',
    '/goals/0/measure/measuredBy',
    '/goals/0/measure/baseline/period',
    '/goals/0/measure/baseline/source',
  ])('refuses white space at %s', (path) => {
    expect(judgedWith({ [path]: ' ' })).toEqual([`D3.incomplete ${path}`]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a rhythm of %d days', (days) => {
    const path = '/goals/0/measure/everyDays';
    expect(judgedWith({ [path]: days })).toEqual([`D3.incomplete ${path}`]);
  });

  it('lets a value a day pass', () => {
    expect(judgedWith({ '/goals/0/measure/everyDays': 1 })).toEqual([]);
  });

  it.each(['/goals/0/measure/definitionOfDone', '/goals/0/measure/verifier'])(
    'refuses a milestone that does not say so at %s',
    (path) => {
      expect(inBerlin(path, '')).toEqual([`D3.incomplete ${path}`]);
    },
  );

  it('gives a baseline nobody has measured ten working days from the start', () => {
    const path = '/goals/1/measure/baseline/toMeasureBy';
    expect(inBerlin(path, '2026-03-16')).toEqual([]);
    expect(inBerlin(path, '2026-03-17')).toEqual([`D3.baselineLate ${path}`]);
  });
});

describe('D4 target and baseline', () => {
  const measureWith = (more: object) =>
    ({ ...goals[0]?.measure, tolerance: 0, ...more }) as NumericMeasure;
  const measured = (value: number) => ({ value, period: 'January', source: 'tracker' });
  const found = (more: object) =>
    targetRules(measureWith(more), 2).map(({ messageKey }) => messageKey);

  it.each([
    ['increase', 3, 4, []],
    ['increase', 3, 3, ['D4.direction']],
    ['increase', 3, 2, ['D4.direction']],
    ['decrease', 3, 0, []],
    ['decrease', 3, 3, ['D4.direction']],
    ['decrease', 3, 5, ['D4.direction']],
    ['atMost', 52, 30, []],
    ['atMost', 30, 30, ['D4.alreadyMet']],
    ['atMost', 20, 30, ['D4.alreadyMet']],
    ['atLeast', 68, 85, []],
    ['atLeast', 85, 85, ['D4.alreadyMet']],
    ['atLeast', 90, 85, ['D4.alreadyMet']],
  ] as const)('%s from %d to %d: %j', (direction, baseline, target, expected) => {
    expect(found({ direction, baseline: measured(baseline), target })).toEqual(expected);
  });

  it('counts the tolerance: a goal met before it begins is none', () => {
    const near = { direction: 'increase', baseline: measured(86), target: 90 };
    expect(found({ ...near, tolerance: 3 })).toEqual([]);
    expect(found({ ...near, tolerance: 4 })).toEqual(['D4.alreadyMet']);
  });

  it.each([
    [{ baseline: measured(-1) }, 'D4.rate /goals/2/measure/baseline/value'],
    [{ baseline: measured(101) }, 'D4.rate /goals/2/measure/baseline/value'],
    [{ target: 100.1 }, 'D4.rate /goals/2/measure/target'],
    [{ target: -0.1 }, 'D4.rate /goals/2/measure/target'],
  ])('keeps rates between 0 and 100: %j', (more, expected) => {
    const rate = measureWith({
      kind: 'rate',
      direction: 'atLeast',
      baseline: measured(0),
      target: 100,
    });
    expect(targetRules(rate, 2)).toEqual([]);
    expect(
      targetRules({ ...rate, ...more }, 2).map(({ messageKey, path }) => `${messageKey} ${path}`),
    ).toEqual([expected]);
  });

  it.each([
    [{ target: Number.NaN }, 'target'],
    [{ target: Number.POSITIVE_INFINITY }, 'target'],
    [{ baseline: measured(Number.NEGATIVE_INFINITY) }, 'baseline/value'],
    [{ tolerance: Number.NaN }, 'tolerance'],
    [{ tolerance: -1 }, 'tolerance'],
  ])('refuses what is no number: %s', (more, name) => {
    expect(targetRules(measureWith(more), 0)).toMatchObject([
      { messageKey: 'D4.number', path: `/goals/0/measure/${name}` },
    ]);
  });

  it('waits for a baseline that is still owed, but already checks the numbers', () => {
    const owed = { baseline: { toMeasureBy: '2026-03-13' } };
    expect(found({ ...owed, target: 4 })).toEqual([]);
    expect(found({ ...owed, target: Number.NaN })).toEqual(['D4.number']);
  });

  it('lets exactly those pairs pass whose target is better than the baseline by more than the tolerance', () => {
    const figure = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.constantFrom(...METRIC_KINDS),
        fc.constantFrom(...DIRECTIONS),
        figure,
        figure,
        fc.integer({ min: 0, max: 10 }),
        (kind, direction, baseline, target, tolerance) => {
          const better =
            direction === 'increase' || direction === 'atLeast'
              ? target - baseline
              : baseline - target;
          const passes =
            found({ kind, direction, target, tolerance, baseline: measured(baseline) }).length ===
            0;
          expect(passes).toBe(better > tolerance);
        },
      ),
    );
  });

  it('is judged within a plan, at the goal', () => {
    expect(judgedWith({ '/goals/2/measure/target': 60 })).toEqual([
      'D4.alreadyMet /goals/2/measure/target',
    ]);
  });
});

describe('D5 due dates', () => {
  const path = '/goals/0/dueOn';
  it.each(['2026-03-02', '2026-05-01'])('refuses %s, outside (start, end]', (dueOn) => {
    expect(judgedWith({ [path]: dueOn }).filter((one) => one.startsWith('D5'))).toEqual([
      `D5.due ${path}`,
    ]);
  });

  it.each(['2026-03-31', '2026-04-30'])('lets %s pass', (dueOn) => {
    expect(judgedWith({ [path]: dueOn })).toEqual([]);
  });
});

describe('D6 how much data a verdict needs', () => {
  it.each([0, -3, 2.5, Number.NaN])('refuses a smallest sample of %d', (minSample) => {
    const path = '/goals/1/minSample';
    expect(judgedWith({ [path]: minSample })).toEqual([`D6.sample ${path}`]);
  });

  it('lets one observation pass', () => {
    expect(judgedWith({ '/goals/1/minSample': 1 })).toEqual([]);
  });
});
