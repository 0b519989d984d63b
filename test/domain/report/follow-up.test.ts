import { describe, expect, it } from 'vitest';
import type { View } from '../../../domain/access/actions.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import {
  answerAmendment,
  proposeAmendment,
  servedOn,
  withEasierGoal,
} from '../../support/amendments.ts';
import { type History, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  agreeCommand,
  as,
  inShanghai,
  presentedHistory,
} from '../../support/plans.ts';
import { checkpointCommand, runHistory, step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { blocksOf, idsOf, keysIn, sectionOf } from './reading.ts';
import { reportInput } from './stories.ts';

const report = (history: History, view: View) =>
  trackingReport(reportInput(history, '2026-04-02 09:00', view));

const disagreed = (): History => {
  const presented = presentedHistory();
  return play(
    presented,
    [
      { ...agreeCommand(presented), kind: 'DISAGREED', statement: '口径与实际不符' },
      inShanghai('2026-02-26 14:00', as.employee),
    ],
    [
      { type: 'AnswerDisagreement', text: '口径已与质检岗核对' },
      inShanghai('2026-02-27 09:00', as.hrOwner),
    ],
    step('2026-03-02 00:00', as.system, { type: 'Settle' }),
  );
};

describe('the chapter of what followed up', () => {
  it('is not there while there is nothing to say', () => {
    expect(idsOf(report(activePlanHistory(), 'hr'))).not.toContain('follow-up');
  });

  it('H10: prints HR’s answer to a disagreement in every copy', () => {
    for (const view of ['employee', 'manager', 'hr'] as const) {
      const quotes = blocksOf(sectionOf(report(disagreed(), view), 'follow-up'), 'quote');
      expect(quotes).toMatchObject([{ nature: 'judgement', text: '口径已与质检岗核对' }]);
    }
  });

  it('H10: says which amendment an answer is about', () => {
    const served = servedOn(disagreed(), '2026-03-05', proposeAmendment(withEasierGoal()));
    const answered = play(
      served,
      step(
        '2026-03-06 09:00',
        as.employee,
        answerAmendment(served, { kind: 'DISAGREED', statement: null }),
      ),
      step('2026-03-09 09:00', as.hrOwner, {
        type: 'AnswerDisagreement',
        text: '目标已按上月数据放宽',
        amendment: 1,
      }),
    );
    const quotes = blocksOf(sectionOf(report(answered, 'employee'), 'follow-up'), 'quote');
    expect(quotes).toMatchObject([
      { label: { key: 'followUp.disagreement' }, text: '口径已与质检岗核对' },
      {
        label: { key: 'followUp.disagreementAmended', params: { no: { value: 1 } } },
        text: '目标已按上月数据放宽',
      },
    ]);
  });

  it('E6, I1, I8: prints ratings, preparations, and obstacles with their answers', () => {
    const history = play(
      runHistory({ checkIns: [], checkpoint: false }).slice(0, activePlanHistory().length),
      step('2026-03-03 09:00', as.employee, {
        type: 'RaiseObstacle',
        obstacleId: 'queue',
        text: '升级通道排队超过一天',
      }),
      step('2026-03-03 09:10', as.employee, {
        type: 'RaiseObstacle',
        obstacleId: 'words',
        text: '缺少英文话术',
      }),
      step('2026-03-04 09:00', as.manager, {
        type: 'AnswerObstacle',
        obstacleId: 'queue',
        text: '本周起优先处理',
      }),
      step('2026-03-04 10:00', as.employee, {
        type: 'PrepareCheckIn',
        plannedOn: on('2026-03-05'),
        text: '想谈谈退换货流程',
        supportNeeded: ['操作说明'],
      }),
      step('2026-03-31 17:00', as.manager, checkpointCommand()),
      step('2026-04-01 09:00', as.employee, {
        type: 'RateParts',
        checkpointId: 'month-1',
        ratings: [
          ...['review-calls', 'quick-guide', 'escalation'].map((id) => ({
            part: 'action' as const,
            id,
            done: 'partly' as const,
            how: '完成一半',
            effective: 'tooEarly' as const,
          })),
          ...['product-course', 'mentor', 'simple-process'].map((id) => ({
            part: 'support' as const,
            id,
            done: 'no' as const,
            how: '尚未安排',
            effective: 'no' as const,
          })),
        ],
      }),
    );
    const section = sectionOf(report(history, 'employee'), 'follow-up');
    const [rated, obstacles] = blocksOf(section, 'table');
    expect([rated?.rows.length, obstacles?.rows.length]).toEqual([6, 2]);
    expect(keysIn(obstacles)).toContain('followUp.open');
    expect(blocksOf(section, 'quote')).toMatchObject([
      { nature: 'statement', text: '想谈谈退换货流程\n操作说明' },
    ]);
  });

  it('B4: earlier feedback stands with its gap', () => {
    expect(keysIn(sectionOf(report(activePlanHistory(), 'employee'), 'gaps'))).toContain(
      'gap.priorFeedback',
    );
  });

  it('O6: what HR recorded for the law of the place is in HR’s copy alone', () => {
    const history = play(
      activePlanHistory(),
      step('2026-03-03 09:00', as.hrOwner, {
        type: 'RecordJurisdictionFact',
        fact: { kind: 'protectedPersons', on: on('2026-03-03'), applies: false },
      }),
      step('2026-03-03 09:10', as.hrOwner, {
        type: 'RecordJurisdictionFact',
        fact: { kind: 'reassignment', on: on('2026-03-03'), position: '工单专员' },
      }),
      step('2026-03-03 09:20', as.hrOwner, {
        type: 'RecordJurisdictionFact',
        fact: { kind: 'protectedPersons', on: on('2026-03-03'), applies: true },
      }),
    );
    expect(blocksOf(sectionOf(report(history, 'hr'), 'follow-up'), 'table')[0]?.rows).toHaveLength(
      3,
    );
    for (const view of ['employee', 'manager', 'reviewer'] as const) {
      const copy = report(history, view);
      expect(idsOf(copy)).not.toContain('follow-up');
      expect(JSON.stringify(copy)).not.toContain('工单专员');
    }
  });
});
