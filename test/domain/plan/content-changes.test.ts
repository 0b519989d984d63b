import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Baseline, Goal, NumericMeasure, PlanContent } from '../../../domain/plan/content.ts';
import {
  amendmentKindOf,
  changesBetween,
  WEIGHT_OF,
} from '../../../domain/plan/content-changes.ts';
import { isHarder } from '../../../domain/plan/harder.ts';
import { reaches } from '../../../domain/plan/progress.ts';
import { CONTENT_CHANGES, DIRECTIONS } from '../../../domain/plan/vocabulary.ts';
import { berlinContent, changed, shanghaiContent } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const content = shanghaiContent();
const [, goal] = content.goals;
const [, pairing] = berlinContent().goals;
const [milestone] = berlinContent().goals;
if (goal === undefined || milestone === undefined || pairing === undefined)
  throw new Error('no goal');

/** The call centre's goal: at most 30 seconds, from 52. */
const with_ = (pointer: string, to: unknown): Goal => changed(goal, pointer, to);
const numeric = (direction: NumericMeasure['direction'], target: number): Goal =>
  ({ ...goal, measure: { ...goal.measure, direction, target, tolerance: 0 } }) as Goal;

describe('D10: what makes a goal harder', () => {
  it.each<[string, Goal, boolean]>([
    ['a lower bar, where less is better', with_('/measure/target', 29), true],
    ['a higher bar, where less is better', with_('/measure/target', 31), false],
    ['less tolerance counts as a higher bar', with_('/measure/tolerance', 0), false],
    ['more tolerance', with_('/measure/tolerance', 2), false],
    ['an earlier day', with_('/dueOn', on('2026-04-29')), true],
    ['a later day', with_('/dueOn', on('2026-05-29')), false],
    ['more data', with_('/minSample', 201), true],
    ['less data', with_('/minSample', 199), false],
    ['a baseline nearer to the target', with_('/measure/baseline/value', 40), true],
    ['a baseline farther from the target', with_('/measure/baseline/value', 60), false],
    ['the same baseline from another source', with_('/measure/baseline/source', '年报'), false],
    [
      'a baseline still to be measured',
      with_('/measure/baseline', { toMeasureBy: on('2026-03-13') }),
      true,
    ],
    ['another window', with_('/measure/window', '每月'), true],
    ['another source', with_('/measure/source', '抽样'), true],
    ['another unit', with_('/measure/unit', '分钟'), true],
    ['another aggregate', with_('/measure/aggregate', 'max'), true],
    ['other words only', with_('/statement', '响应时间不超过30秒'), false],
    ['somebody else measures', with_('/measure/measuredBy', '运营部'), false],
    ['a milestone in place of a figure', { ...goal, measure: milestone.measure }, true],
  ])('%s', (_, after, harder) => {
    expect(isHarder(goal, after)).toBe(harder);
  });

  it('a milestone by its definition of done, and not by who verifies it', () => {
    expect(isHarder(milestone, milestone)).toBe(false);
    expect(isHarder(milestone, changed(milestone, '/measure/verifier', 'CTO'))).toBe(false);
    expect(isHarder(milestone, changed(milestone, '/measure/definitionOfDone', 'all'))).toBe(true);
    expect(isHarder(milestone, { ...milestone, measure: goal.measure })).toBe(true);
  });

  it('a baseline that arrives where one was owed', () => {
    const baseline: Baseline = { value: 40, period: 'March', source: 'Incident tracker' };
    expect(isHarder(pairing, changed(pairing, '/measure/baseline', baseline))).toBe(false);
  });

  it.each([
    ['increase', 31, true],
    ['increase', 29, false],
    ['atLeast', 31, true],
    ['atLeast', 29, false],
    ['decrease', 29, true],
    ['decrease', 31, false],
    ['atMost', 29, true],
    ['atMost', 31, false],
  ] as const)('%s from 30 to %d: %s', (direction, target, harder) => {
    expect(isHarder(numeric(direction, 30), numeric(direction, target))).toBe(harder);
  });

  it('whatever used to be enough and no longer is, is harder', () => {
    const part = fc.record({
      target: fc.integer({ min: -20, max: 20 }),
      tolerance: fc.integer({ min: 0, max: 5 }),
      minSample: fc.integer({ min: 1, max: 5 }),
    });
    let [harder, same] = [0, 0];
    fc.assert(
      fc.property(
        fc.constantFrom(...DIRECTIONS),
        part,
        part,
        fc.integer({ min: -30, max: 30 }),
        fc.integer({ min: 1, max: 6 }),
        (direction, was, is, value, sample) => {
          const make = ({ target, tolerance, minSample }: typeof was): Goal =>
            ({
              ...goal,
              minSample,
              measure: { ...goal.measure, direction, target, tolerance },
            }) as Goal;
          const met = (one: Goal) => sample >= one.minSample && reaches(one.measure, value);
          const [before, after] = [make(was), make(is)];
          if (!met(before) || met(after)) {
            same += 1;
            return;
          }
          harder += 1;
          expect(isHarder(before, after)).toBe(true);
        },
      ),
      { numRuns: 4000, seed: 20260310 },
    );
    expect(Math.min(harder, same)).toBeGreaterThan(100);
  });
});

describe('J1: which path an amendment takes, and why', () => {
  const edit = (pointer: string, to: unknown): PlanContent => changed(content, pointer, to);
  const [gap] = content.gaps;
  const [action] = content.actions;
  const [support] = content.supports;

  it.each<[PlanContent, string, string]>([
    [edit('/title', '新标题'), 'TITLE', '/title'],
    [edit('/consequences', '结果将影响年度评估'), 'CONSEQUENCES', '/consequences'],
    [edit('/gaps/1', { ...gap, id: 'second' }), 'GAP_ADDED', '/gaps/1'],
    [edit('/gaps/0/observedFact', '四次'), 'GAP_CHANGED', '/gaps/0'],
    [edit('/gaps/0', undefined), 'GAP_REMOVED', '/gaps/0'],
    [edit('/goals/3', { ...goal, id: 'fourth' }), 'GOAL_ADDED', '/goals/3'],
    [edit('/goals/1/measure/target', 25), 'GOAL_HARDER', '/goals/1'],
    [edit('/goals/1/measure/target', 35), 'GOAL_CHANGED', '/goals/1'],
    [edit('/goals/1/dueOn', on('2026-05-15')), 'GOAL_LATER', '/goals/1'],
    [edit('/goals/2', undefined), 'GOAL_REMOVED', '/goals/2'],
    [edit('/actions/3', { ...action, id: 'more' }), 'ACTION_ADDED', '/actions/3'],
    [edit('/actions/0/dueOn', on('2026-03-12')), 'ACTION_CHANGED', '/actions/0'],
    [edit('/actions/0', undefined), 'ACTION_REMOVED', '/actions/0'],
    [edit('/supports/3', { ...support, id: 'more' }), 'SUPPORT_ADDED', '/supports/3'],
    [edit('/supports/0/dueBy', on('2026-03-20')), 'SUPPORT_CHANGED', '/supports/0'],
    [edit('/supports/0/mandatory', false), 'SUPPORT_CHANGED', '/supports/0'],
    [edit('/supports/0/description', '自学'), 'SUPPORT_CHANGED', '/supports/0'],
    [edit('/supports/1/goalIds/0', undefined), 'SUPPORT_CHANGED', '/supports/1'],
    [edit('/supports/0/dueBy', on('2026-03-12')), 'SUPPORT_BETTER', '/supports/0'],
    [edit('/supports/2/mandatory', true), 'SUPPORT_BETTER', '/supports/2'],
    [edit('/supports/0', undefined), 'SUPPORT_REMOVED', '/supports/0'],
    [edit('/schedule/endOn', on('2026-05-15')), 'END_LATER', '/schedule/endOn'],
    [edit('/schedule/endOn', on('2026-04-24')), 'END_EARLIER', '/schedule/endOn'],
    [edit('/schedule/cadence', 'biweekly'), 'FEWER_CHECK_INS', '/schedule/cadence'],
    [edit('/schedule/meetingTime', '11:00'), 'MEETING_TIME', '/schedule/checkInWeekday'],
    [edit('/schedule/checkInWeekday', 3), 'MEETING_TIME', '/schedule/checkInWeekday'],
    [
      edit('/schedule/checkpoints/1', { id: 'second', on: on('2026-04-15') }),
      'CHECKPOINT_ADDED',
      '/schedule/checkpoints/1',
    ],
    [
      edit('/schedule/checkpoints/0/on', on('2026-04-01')),
      'CHECKPOINT_MOVED',
      '/schedule/checkpoints/0',
    ],
    [edit('/schedule/checkpoints/0', undefined), 'CHECKPOINT_REMOVED', '/schedule/checkpoints/0'],
    [
      edit('/schedule/finalReviewOn', on('2026-05-07')),
      'FINAL_REVIEW_MOVED',
      '/schedule/finalReviewOn',
    ],
  ])('%#: %s', (after, kind, path) => {
    const needs = amendmentKindOf(content, after);
    expect(needs.changes).toMatchObject([{ kind, path }]);
    const { path: way, burdens, harder } = WEIGHT_OF[kind as keyof typeof WEIGHT_OF];
    expect(needs).toMatchObject({ path: way, burdens, harder });
  });

  it('every week instead of every two is more', () => {
    const biweekly = edit('/schedule/cadence', 'biweekly');
    expect(changesBetween(biweekly, content).map(({ kind }) => kind)).toEqual(['MORE_CHECK_INS']);
  });

  it('asymmetric: only what helps is light, and whatever is harder is a burden and formal', () => {
    const light = CONTENT_CHANGES.filter((kind) => WEIGHT_OF[kind].path === 'LIGHT');
    expect(light).toEqual([
      'TITLE',
      'GOAL_LATER',
      'ACTION_ADDED',
      'ACTION_CHANGED',
      'ACTION_REMOVED',
      'SUPPORT_ADDED',
      'SUPPORT_BETTER',
      'MORE_CHECK_INS',
      'MEETING_TIME',
      'CHECKPOINT_ADDED',
      'CHECKPOINT_MOVED',
      'FINAL_REVIEW_MOVED',
    ]);
    for (const kind of CONTENT_CHANGES) {
      const { path, burdens, harder } = WEIGHT_OF[kind];
      if (harder) expect([kind, burdens]).toEqual([kind, true]);
      if (burdens) expect([kind, path]).toEqual([kind, 'FORMAL']);
    }
  });

  it('one formal change makes the whole formal; nothing changed needs nothing', () => {
    const both = changed(edit('/actions/0', undefined), '/goals/1/measure/target', 25);
    expect(amendmentKindOf(content, both)).toMatchObject({ path: 'FORMAL', harder: true });
    expect(amendmentKindOf(content, structuredClone(content))).toEqual({
      path: 'LIGHT',
      burdens: false,
      harder: false,
      changes: [],
    });
  });
});
