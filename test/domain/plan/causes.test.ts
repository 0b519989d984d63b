import { describe, expect, it } from 'vitest';
import type { GapCause } from '../../../domain/plan/content.ts';
import { SUPPORT_FOR } from '../../../domain/plan/rules/causes.ts';
import { CAUSES, type Cause, SUPPORT_KINDS } from '../../../domain/plan/vocabulary.ts';
import { berlin, berlinContent, changed, shanghaiContent } from '../../support/plans.ts';
import { judged, judgedWith, resultsOf } from './judged.ts';

const content = shanghaiContent();
const [gap] = content.gaps;
const [support] = content.supports;

const because = (...causes: readonly Cause[]): readonly GapCause[] =>
  causes.map((cause) => ({
    cause,
    raisedBy: 'manager',
    ...(cause === 'EXTERNAL' ? { comparison: '同组五人同期投诉均值由1件升至2件' } : {}),
  }));

describe('C1 causes are named', () => {
  it('refuses a gap for which nobody says why', () => {
    expect(judgedWith({ '/gaps/0/causes': [] })).toEqual(['C1.missing /gaps/0/causes']);
  });

  it('asks for them of a deferred gap too', () => {
    expect(
      judged(changed(berlinContent(), '/gaps/1/causes', []), { calendar: berlin.calendar }),
    ).toEqual(['C1.missing /gaps/1/causes']);
  });
});

describe('C3 each cause is answered by fitting support', () => {
  /** Every pair of cause and kind, the second cause being there so that C4 never speaks. */
  const pairs = CAUSES.flatMap((cause) => SUPPORT_KINDS.map((kind) => [cause, kind] as const));

  it.each(pairs)('%s with only %s', (cause, kind) => {
    const found = judgedWith({
      '/gaps/0/causes': because(cause),
      '/supports': [{ ...support, kind }],
    }).filter((one) => one.startsWith('C3.unanswered'));
    expect(found).toEqual(
      SUPPORT_FOR[cause].includes(kind) ? [] : ['C3.unanswered /gaps/0/causes/0'],
    );
  });

  it('says which cause and which kinds would do', () => {
    const results = resultsOf(
      changed(changed(content, '/gaps/0/causes', because('KNOWLEDGE_SKILL')), '/supports', [
        { ...support, kind: 'TOOLING' },
      ]),
    );
    expect(results).toMatchObject([
      {
        messageKey: 'C3.unanswered',
        severity: 'E',
        params: { cause: 'KNOWLEDGE_SKILL', kinds: 'TRAINING,MENTORING' },
        source: '《员工绩效改进计划及跟踪报告》2.2',
      },
    ]);
  });

  it('counts only support for a goal of that very gap', () => {
    const other = { ...gap, id: 'other', causes: because('RESOURCE') };
    const [first] = content.goals;
    if (first === undefined || first.measure.kind === 'milestone') throw new Error('no measure');
    const measure = { ...first.measure, name: '预算申请的退回次数' };
    const goal = { ...first, id: 'other-goal', gapIds: ['other'], measure };
    const action = { ...content.actions[0], id: 'other-action', goalId: 'other-goal' };
    const promised = { ...support, kind: 'BUDGET', id: 'budget' };
    const withBudgetFor = (goalId: string) =>
      judgedWith({
        '/gaps': [gap, other],
        '/goals': [...content.goals.slice(0, 2), goal],
        '/actions': [...content.actions.slice(0, 2), action],
        '/supports': [
          { ...support, goalIds: ['response-time'] },
          { ...promised, goalIds: [goalId] },
        ],
      });
    expect(withBudgetFor('response-time')).toEqual(['C3.unanswered /gaps/1/causes/0']);
    expect(withBudgetFor('other-goal')).toEqual([]);
  });

  it('leaves a deferred gap alone, unless a goal works on it after all', () => {
    const plan = berlinContent();
    const judgedInBerlin = (more: typeof plan) => judged(more, { calendar: berlin.calendar });
    expect(judgedInBerlin(plan)).toEqual([]);
    expect(
      judgedInBerlin(changed(plan, '/goals/0/gapIds', ['rollbacks', 'documentation'])),
    ).toEqual(['B4.noPriorFeedback /gaps/1/priorFeedback', 'C3.unanswered /gaps/1/causes/0']);
  });

  it('refuses EXTERNAL without a comparison', () => {
    const external = (comparison?: string) =>
      judgedWith({
        '/gaps/0/causes': [
          ...because('METHOD'),
          {
            cause: 'EXTERNAL',
            raisedBy: 'employee',
            ...(comparison === undefined ? {} : { comparison }),
          },
        ],
      });
    expect(external('同组五人同期投诉均值由1件升至2件')).toEqual([]);
    expect(external()).toEqual(['C3.comparison /gaps/0/causes/1/comparison']);
    expect(external(' ')).toEqual(['C3.comparison /gaps/0/causes/1/comparison']);
  });

  it('warns of MOTIVATION as the only cause', () => {
    const supports = [{ ...support, kind: 'COACHING' }];
    expect(judgedWith({ '/gaps/0/causes': because('MOTIVATION'), '/supports': supports })).toEqual([
      'C3.motivationOnly /gaps/0/causes',
    ]);
    expect(
      judgedWith({ '/gaps/0/causes': because('MOTIVATION', 'METHOD'), '/supports': supports }),
    ).toEqual([]);
  });

  it.each([{ note: '失眠' }, { comparison: '去年同期' }])(
    'stores no words beside CAPACITY_HEALTH: %j',
    (words) => {
      const health = (more: object) =>
        judgedWith({
          '/gaps/0/causes': [{ cause: 'CAPACITY_HEALTH', raisedBy: 'hr', ...more }],
          '/supports': [{ ...support, kind: 'ADJUSTMENT' }],
        });
      expect(health({})).toEqual([]);
      expect(health(words)).toEqual(['C3.diagnosis /gaps/0/causes/0']);
    },
  );
});

describe('C4 what the employee cannot change cannot carry a plan', () => {
  const supports = [{ ...support, kind: 'GOAL_ADJUSTMENT' }];
  const inOneGap = (...causes: readonly Cause[]) =>
    judgedWith({ '/gaps/0/causes': because(...causes), '/supports': supports }).filter((one) =>
      one.startsWith('C4'),
    );

  it.each<readonly [Cause, ...Cause[]]>([
    ['EXTERNAL'],
    ['GOAL_UNREASONABLE'],
    ['EXTERNAL', 'GOAL_UNREASONABLE'],
  ])('refuses a plan on %s %s alone', (...causes) => {
    expect(inOneGap(...causes)).toEqual(['C4.cannotCarry /gaps/0/causes']);
  });

  it('lets it pass beside a cause that the employee can work on', () => {
    expect(inOneGap('EXTERNAL', 'METHOD')).toEqual([]);
    expect(inOneGap('METHOD')).toEqual([]);
  });

  it('lets it pass beside another gap that carries the plan, but not beside a deferred one', () => {
    const outside = { ...gap, id: 'outside', causes: because('EXTERNAL') };
    const goals = [
      { ...content.goals[0], gapIds: ['complaints'] },
      { ...content.goals[1], gapIds: ['outside'] },
      content.goals[2],
    ];
    const carriedBy = (first: object) =>
      judgedWith({
        '/gaps': [{ ...gap, ...first }, outside],
        '/goals': goals,
        '/supports': [...content.supports, { ...support, id: 'relief', kind: 'PROCESS' }],
      });
    expect(carriedBy({})).toEqual([]);
    const deferred = judgedWith({
      '/gaps': [{ ...gap, deferred: { reason: '下季度处理' } }, outside],
      '/goals': content.goals.map((goal) => ({ ...goal, gapIds: ['outside'] })),
      '/supports': [...content.supports, { ...support, id: 'relief', kind: 'PROCESS' }],
    });
    expect(deferred).toEqual(['C4.cannotCarry /gaps/1/causes']);
  });
});
