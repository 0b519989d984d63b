import { describe, expect, it } from 'vitest';
import { generateCheckpoints } from '../../domain/calendar/checkpoints.ts';
import type { Goal } from '../../domain/plan/content.ts';
import { progressOf, reaches } from '../../domain/plan/progress.ts';
import type { Cause } from '../../domain/plan/vocabulary.ts';
import { given } from '../support/plan-spec.ts';
import {
  as,
  inShanghai,
  instantIn,
  people,
  presentedHistory,
  shanghai,
  shanghaiContent,
} from '../support/plans.ts';
import { china2026, on } from './calendar/calendars.ts';
import { judgedWith, resultsOf } from './plan/judged.ts';

/** Examples that the source document itself gives; the numbers are those of the rulebook's list. */

const content = shanghaiContent();
const [support] = content.supports;
const [goal] = content.goals;

describe('golden 3: complaints from 3 to 0 in two months', () => {
  it('is consistent (D4)', () => {
    expect(goal?.measure).toMatchObject({
      baseline: { value: 3 },
      target: 0,
      direction: 'decrease',
    });
    expect(resultsOf(content)).toEqual([]);
  });

  it('is two thirds of the way at 1, and met at 0', () => {
    const { measure } = content.goals[0] as Goal;
    expect(progressOf(measure, 1, 3)).toBeCloseTo(2 / 3, 12);
    expect([reaches(measure, 1), reaches(measure, 0)]).toEqual([false, true]);
  });
});

describe('golden 4: sales short of their target', () => {
  const sales = (...causes: readonly Cause[]) =>
    judgedWith({
      '/gaps/0/expectation': '每季度销售额120万元',
      '/gaps/0/observedFact': '第四季度销售额78万元,低于目标42万元',
      '/gaps/0/causes': causes.map((cause) => ({
        cause,
        raisedBy: 'manager',
        note: cause === 'EXTERNAL' ? '市场竞争突然加剧' : '对新产品特性不熟悉',
        ...(cause === 'EXTERNAL' ? { comparison: '同区域其他五人同期平均下降8%' } : {}),
      })),
      '/supports': [
        { ...support, kind: 'TRAINING' },
        { ...support, id: 'relief', kind: 'PROCESS' },
      ],
    });

  it('for want of knowledge and in a harder market can carry a plan', () => {
    expect(sales('KNOWLEDGE_SKILL', 'EXTERNAL')).toEqual([]);
  });

  it('in a harder market alone cannot', () => {
    expect(sales('EXTERNAL')).toEqual(['C4.cannotCarry /gaps/0/causes']);
  });
});

describe('golden 5: three months', () => {
  it('have a checkpoint at the end of the first month (在第一个月末进行一次中期回顾)', () => {
    const period = { startOn: on('2026-03-01'), endOn: on('2026-06-01'), calendar: china2026 };
    const [first] = generateCheckpoints(period);
    expect(first).toEqual({ unshiftedOn: '2026-04-01', on: '2026-04-01' });
    const august = { startOn: on('2026-07-01'), endOn: on('2026-10-01'), calendar: china2026 };
    expect(generateCheckpoints(august)[0]?.on).toBe('2026-08-03');
  });
});

describe('golden 6: more than one to three goals', () => {
  it('are too many (D1)', () => {
    const measure = { ...goal?.measure, name: '第四项指标' };
    const goals = [...content.goals, { ...goal, id: 'fourth', measure }];
    const actions = [...content.actions, { ...content.actions[0], id: 'fourth', goalId: 'fourth' }];
    expect(judgedWith({ '/goals': goals, '/actions': actions })).toEqual(['D1.tooMany /goals']);
    for (const count of [1, 2, 3]) {
      const fewer = {
        '/goals': content.goals.slice(0, count),
        '/actions': content.actions.slice(0, count),
        '/supports': content.supports
          .filter(({ id }) => id !== 'simple-process')
          .map((one) => ({ ...one, goalIds: ['no-complaints'] })),
      };
      expect(judgedWith(fewer)).toEqual([]);
    }
  });
});

describe('golden 7: a talk once a month', () => {
  it('is too rare (G6)', () => {
    expect(judgedWith({ '/schedule/cadence': 'monthly' })).toEqual([
      'G6.cadence /schedule/cadence',
    ]);
  });
});

describe('golden 8: knowledge is missing and only a tool is offered', () => {
  it('does not answer the cause (C3)', () => {
    expect(
      judgedWith({
        '/gaps/0/causes': [{ cause: 'KNOWLEDGE_SKILL', raisedBy: 'manager' }],
        '/supports': [{ ...support, kind: 'TOOLING' }],
      }),
    ).toEqual(['C3.unanswered /gaps/0/causes/0']);
  });
});

describe('golden 10: refusing to sign', () => {
  const witness = {
    name: '陈静',
    role: '人力资源专员',
    memberId: people.colleague,
    at: instantIn(shanghai.zone, '2026-02-25 10:45'),
    place: '三号会议室',
  };
  const refusal = (more: object) =>
    given(presentedHistory()).when(
      { type: 'RecordRefusal', witness: { ...witness, ...more } },
      inShanghai('2026-02-25 12:00', as.manager),
    );
  const start = { type: 'Settle' } as const;

  it('with a witness, the plan starts', () => {
    const refused = refusal({}).history();
    const plan = given(refused).when(start, inShanghai('2026-03-02 00:00', as.system)).plan();
    expect(plan).toMatchObject({
      status: 'ACTIVE',
      acknowledgements: [{ kind: 'REFUSED', witness }],
    });
  });

  it('without one, it is refused, and the plan does not start', () => {
    refusal({ name: '' }).thenRefused('A5.incomplete');
    refusal({ memberId: people.manager }).thenRefused('A5.witness');
    given(presentedHistory())
      .when(start, inShanghai('2026-03-02 00:00', as.system))
      .thenNothingDue();
  });
});
