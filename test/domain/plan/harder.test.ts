import { describe, expect, it } from 'vitest';
import type { Goal } from '../../../domain/plan/content.ts';
import { isHarder } from '../../../domain/plan/harder.ts';
import { berlinContent, changed, shanghaiContent } from '../../support/plans.ts';

const [count, atMost, atLeast] = shanghaiContent().goals as [Goal, Goal, Goal];
const [milestone, owed] = berlinContent().goals as [Goal, Goal];
const harder = (goal: Goal, pointer: string, value: unknown): boolean =>
  isHarder(goal, changed(goal, pointer, value));

describe('D10 what makes a goal harder', () => {
  it.each<[string, Goal, string, unknown, boolean]>([
    ['nothing', count, '/statement', '换一种说法', false],
    ['nothing about a floor', atLeast, '/statement', '换一种说法', false],
    ['less time', count, '/dueOn', '2026-04-29', true],
    ['more time', count, '/dueOn', '2026-05-01', false],
    ['more data', count, '/minSample', 9, true],
    ['less data', count, '/minSample', 7, false],
    ['a lower ceiling', atMost, '/measure/target', 29, true],
    ['a higher ceiling', atMost, '/measure/target', 31, false],
    ['a higher floor', atLeast, '/measure/target', 86, true],
    ['a lower floor', atLeast, '/measure/target', 84, false],
    ['more tolerance above a ceiling', atMost, '/measure/tolerance', 1, false],
    ['more tolerance below a floor', atLeast, '/measure/tolerance', 1, false],
    ['less tolerance', changed(atLeast, '/measure/tolerance', 2), '/measure/tolerance', 1, true],
    [
      'a rise that asks for more',
      changed(atLeast, '/measure/direction', 'increase'),
      '/measure/target',
      86,
      true,
    ],
    [
      'a fall that asks for more',
      changed(atMost, '/measure/direction', 'decrease'),
      '/measure/target',
      29,
      true,
    ],
    ['another unit', atMost, '/measure/unit', '毫秒', true],
    ['a baseline nearer to the target', atMost, '/measure/baseline/value', 40, true],
    ['a baseline farther away', atMost, '/measure/baseline/value', 60, false],
    ['a baseline as far on the other side', atMost, '/measure/baseline/value', 8, false],
    ['the same baseline from another source', atMost, '/measure/baseline/source', '日报', false],
    [
      'a baseline that is known no more',
      atMost,
      '/measure/baseline',
      { toMeasureBy: '2026-03-13' },
      true,
    ],
    [
      'a baseline that becomes known',
      owed,
      '/measure/baseline',
      { value: 16, period: 'May', source: 'x' },
      false,
    ],
    ['another day for the baseline', owed, '/measure/baseline/toMeasureBy', '2026-03-16', false],
    ['another definition of done', milestone, '/measure/definitionOfDone', 'Four releases', true],
    ['another verifier', milestone, '/measure/verifier', 'Head of engineering', false],
    ['a figure for a milestone', milestone, '/measure', owed.measure, true],
    ['a milestone for a figure', owed, '/measure', milestone.measure, true],
  ])('%s', (_, goal, pointer, value, expected) => {
    expect(harder(goal, pointer, value)).toBe(expected);
  });
});
