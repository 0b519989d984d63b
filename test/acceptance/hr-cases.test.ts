import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import { closeReadiness } from '../../domain/plan/readiness.ts';
import { given, type History, planOf, play } from '../support/plan-spec.ts';
import { answeredHistory, as, contextIn, type PlanCase, submitCommand } from '../support/plans.ts';
import { goodReasons } from '../support/random-commands.ts';
import { holdMeetingCommand } from '../support/run-histories.ts';
import { CHINESE_CASES } from './cases/chinese.ts';
import { ENGLISH_CASES } from './cases/english.ts';
import { type Leading, lead, runningOf } from './cases/life.ts';

const CASES = [...Object.values(CHINESE_CASES), ...Object.values(ENGLISH_CASES)];

describe('plans as HR meets them, when they are submitted', () => {
  it.each(CASES.map((one) => [one.name, one] as const))('%s', (_, { plan, findings }) => {
    const submitted = given(answeredHistory(plan)).when(
      submitCommand,
      contextIn(plan, '2026-02-12 15:00', as.manager),
    );
    if (findings.length === 0) expect(submitted.plan().status).toBe('IN_REVIEW');
    else
      expect(submitted.violations().map(({ messageKey, path }) => [messageKey, path])).toEqual(
        findings,
      );
  });
});

/** What stands in the way of each outcome on the day of the final meeting. */
const missingIn = (of: PlanCase, history: History) => {
  const context = contextIn(of, '2026-05-06 17:00', as.manager, { records: recordsOf(history) });
  const { met, notMet } = closeReadiness(runningOf(history), context);
  const told = (results: typeof met) => results.map(({ messageKey, path }) => [messageKey, path]);
  return { met: told(met), notMet: told(notMet) };
};

/** 6 May: the final meeting; 7 May: the employee has answered. */
const reviewed = (of: PlanCase, how: Leading): History =>
  play(
    lead(of, how),
    [holdMeetingCommand(), contextIn(of, '2026-05-06 11:00', as.manager)],
    [{ type: 'RespondToReview', text: null }, contextIn(of, '2026-05-06 16:00', as.employee)],
  );

const propose = (history: History, outcome: 'MET' | 'NOT_MET') =>
  ({
    type: 'ProposeOutcome',
    outcome,
    nextStep: outcome === 'MET' ? 'NORMAL' : 'RETRAIN',
    reasons: goodReasons(planOf(history), recordsOf(history)),
    accepted: [],
  }) as const;

describe('some of them go on to their end', () => {
  it('the sale succeeds: both goals are met and the plan closes as MET', () => {
    const { plan } = CHINESE_CASES.sales;
    const history = reviewed(plan, {
      figures: {
        'contract-value': {
          '2026-03-13': [6, 1],
          '2026-03-27': [12.5, 1],
          '2026-04-10': [9, 1],
          '2026-04-24': [14, 1],
        },
        'proposal-in-time': { '2026-03-27': [75, 8], '2026-04-24': [92, 12] },
      },
      supports: ['quote-course', 'coach'],
      fact: '本周三次拜访，方案分别在第2、第2、第3个工作日发出',
      praise: '给物流客户的方案先写了客户的三项需求，客户当场约了第二次会面',
      correction: '报价页请先让导师核对折扣权限再发出',
    });
    expect(missingIn(plan, history)).toEqual({ met: [], notMet: [] });
    const closed = play(
      history,
      [propose(history, 'MET'), contextIn(plan, '2026-05-07 10:00', as.manager)],
      [{ type: 'ApproveOutcome', accepted: [] }, contextIn(plan, '2026-05-08 10:00', as.hrHead)],
    );
    expect(planOf(closed)).toMatchObject({ status: 'CLOSED', closing: { outcome: 'MET' } });
  });

  it('the reviews stay slow, but half of what was promised never came: NOT_MET is refused', () => {
    const { plan } = ENGLISH_CASES.software;
    const history = reviewed(plan, {
      figures: { 'first-answer': { '2026-03-27': [58, 19], '2026-04-27': [70, 20] } },
      supports: ['pairing'],
      checkIns: 3,
      fact: 'Nine of fourteen reviews of the week were answered within a working day',
      praise: 'The comment on the retry logic named the failing case and a fix',
      correction: 'Answer the reviews of the mobile team first; they block a release',
    });
    const missing = [
      ['K4.undelivered', '/supports/1'],
      ['K6.ratio', '/checkIns'],
    ];
    expect(missingIn(plan, history)).toEqual({ met: [['K2.goals', '/goals/0']], notMet: missing });
    const refused = given(history)
      .when(propose(history, 'NOT_MET'), contextIn(plan, '2026-05-07 10:00', as.manager))
      .violations();
    expect(refused.map(({ messageKey, path }) => [messageKey, path])).toEqual(missing);
  });

  it('everything was given and the charts are still late: NOT_MET closes, for more training', () => {
    const { plan } = ENGLISH_CASES.healthcare;
    const history = reviewed(plan, {
      figures: { 'charted-in-time': { '2026-03-30': [79, 30], '2026-04-27': [86, 30] } },
      supports: ['tablets', 'shadow'],
      fact: 'Eight of ten sets of the night were entered at the bedside',
      praise: 'The early warning score of 12 March was charted after four minutes and escalated',
      correction: 'Enter the set before moving on, also when the bell rings in bay 2',
    });
    expect(missingIn(plan, history)).toEqual({ met: [['K2.goals', '/goals/0']], notMet: [] });
    const closed = play(
      history,
      [propose(history, 'NOT_MET'), contextIn(plan, '2026-05-07 10:00', as.manager)],
      [{ type: 'ApproveOutcome', accepted: [] }, contextIn(plan, '2026-05-08 10:00', as.hrHead)],
    );
    expect(planOf(closed)).toMatchObject({
      status: 'CLOSED',
      closing: { outcome: 'NOT_MET', nextStep: 'RETRAIN' },
    });
  });
});
