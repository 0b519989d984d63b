import { describe, expect, it } from 'vitest';
import type { View } from '../../../domain/access/actions.ts';
import type { PlanEvent } from '../../../domain/plan/events.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { TrackingReportInput } from '../../../domain/report/subject.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { cancelledHistory, closedHistory } from '../../support/after-close.ts';
import { PAUSE, pausedHistory, RESUME } from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, changed, inShanghai, people } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { factsIn, keysIn, sectionOf, tableIn } from './reading.ts';
import { midRunHistory, reportInput } from './stories.ts';

const MID_RUN = midRunHistory();
const READ_AT = '2026-04-03 09:00';

const input = (history: History, view: View = 'hr', local = READ_AT) =>
  reportInput(history, local, view);
const section = (of: TrackingReportInput, id: string) => sectionOf(trackingReport(of), id);
/** The report as it would be if a value of the plan were another one. */
const withPlan = (pointer: string, value: unknown, history: History = MID_RUN) => {
  const of = input(history);
  return { ...of, plan: changed(of.plan, pointer, value) };
};
/** One more event, as if it had been recorded last. */
const and = (history: History, ...events: readonly PlanEvent[]): History => [
  ...history,
  ...events.map((event, index) => ({
    seq: history.length + index + 1,
    at: inShanghai('2026-04-02 10:00', as.hrOwner).now,
    by: as.hrOwner,
    event,
  })),
];

describe('what few plans have, and the report shows all the same', () => {
  it('consequences that the note states', () => {
    const of = withPlan('/content/consequences', '未达标时另行安排岗位');
    expect(keysIn(section(of, 'overview'))).toContain('overview.consequences');
    expect(keysIn(section(input(MID_RUN), 'overview'))).not.toContain('overview.consequences');
  });

  it('files beside the evidence of a gap', () => {
    const file = { name: '录音转写.pdf', mediaType: 'application/pdf', bytes: 9, sha256: 'ab' };
    const of = withPlan('/content/gaps/0/evidence/0/attachments', [file]);
    expect(tableIn(section(of, 'gaps'), 'gap.evidence')[0]?.[2]).toBe(
      '客户投诉登记簿 2026-014 | 录音转写.pdf',
    );
  });

  it('what a training is to be, and what it was', () => {
    const promised = { topic: '退换货', gapId: 'complaints', trainer: '张敏', hours: 8 };
    const given = { hours: 6, attendance: '签到表', material: '课件' };
    const delivered = { type: 'SupportDelivered', supportId: 'product-course' } as const;
    const history = MID_RUN.map((one) =>
      one.event.type === delivered.type && one.event.supportId === delivered.supportId
        ? { ...one, event: { ...one.event, training: given } }
        : one,
    );
    const of = withPlan('/content/supports/0/training', promised, history);
    const keys = keysIn(section(of, 'supports'));
    expect(keys).toContain('support.training');
    expect(keys).toContain('support.trained');
    const without = keysIn(section(input(MID_RUN), 'supports'));
    expect(without).not.toContain('support.training');
    expect(without).not.toContain('support.trained');
  });

  it('whoever spoke in the place of somebody else, and in whose', () => {
    const history = MID_RUN.map((one) =>
      one.event.type === 'FeedbackGiven' && one.by.kind === 'member'
        ? { ...one, by: { ...one.by, memberId: people.colleague, actingFor: people.manager } }
        : one,
    );
    expect(JSON.stringify(section(input(history), 'feedback'))).toContain('"actingFor":"李强"');
    expect(JSON.stringify(section(input(MID_RUN), 'feedback'))).not.toContain('actingFor');
  });

  it('a signature on paper with its witness', () => {
    const signed = { kind: 'AGREED', at: '', on: on('2026-02-26'), contentHash: '', sentence: '' };
    const paper = { attachmentId: 'scan', sha256: 'abcd', recordedBy: people.hrOwner };
    const witness = { name: '周洋', role: '班长', at: '', place: '三号会议室' };
    const report = (more: object) => {
      const acknowledgement = { ...signed, paper: { ...paper, ...more } };
      const history = MID_RUN.map((one) =>
        one.event.type === 'PlanAcknowledged'
          ? { ...one, event: { ...one.event, acknowledgement } as PlanEvent }
          : one,
      );
      return factsIn(section(input(history), 'agreement'));
    };
    expect(report({ witness })).toMatchObject({
      'agreement.paperBy': '陈静',
      'agreement.scan': 'abcd',
      'agreement.witness': 'agreement.witnessOf(周洋, 班长)',
    });
    expect(report({})).not.toHaveProperty(['agreement.witness']);
    const scan = { id: 'scan', name: '签收单.pdf', mediaType: 'application/pdf', bytes: 9 };
    const history = MID_RUN.map((one) =>
      one.event.type === 'PlanAcknowledged'
        ? { ...one, event: { ...one.event, acknowledgement: { ...signed, paper } } as PlanEvent }
        : one,
    );
    const stored = { ...scan, sha256: 'abcd', at: '2026-02-26T06:00:00.000Z', by: people.hrOwner };
    const of = withPlan('/attachments', [stored, { ...stored, sha256: 'ef' }], history);
    expect(JSON.stringify(trackingReport(of)).match(/"key":"agreement\.paper"/g)).toHaveLength(2);
  });

  it('a hint that is nobody’s move, on no day: a pause that has lasted long', () => {
    const rows = tableIn(
      section(input(pausedHistory(), 'hr', '2026-06-01 09:00'), 'readiness'),
      'readiness.hints',
    );
    expect(rows).toEqual([['J8.long', 'J8', 'value.none', 'value.none']]);
  });

  it('a warning that was passed when a plan was resumed', () => {
    const paused = play(activePlanHistory(), step('2026-03-09 09:00', as.hrOwner, PAUSE));
    const accepted = [{ ruleId: 'J8', reason: '员工要求继续完成原计划' }];
    const resumed = play(paused, step('2026-05-11 09:00', as.hrOwner, { ...RESUME, accepted }));
    expect(keysIn(section(input(resumed, 'hr', '2026-05-11 10:00'), 'warnings'))).toContain(
      'warning.atChange',
    );
  });

  it('who was given access, to whom it is shown, and by name to HR and reviewers', () => {
    const grant = {
      memberId: people.colleague,
      as: 'investigator',
      from: on('2026-04-02'),
      until: on('2026-04-20'),
      purpose: '劳动合规核查',
    } as const;
    const ended = { grant: 1, memberId: people.colleague, as: 'investigator' } as const;
    const history = and(
      MID_RUN,
      { type: 'AccessGranted', grant, on: on('2026-04-02') },
      { type: 'AccessRevoked', ...ended, reason: '核查已经结束' },
      { type: 'AccessEnded', ...ended },
    );
    const changes = (view: View) => {
      const found = section(input(history, view), 'changes');
      const keys = keysIn(found).filter((key) => key.startsWith('change.access'));
      return { keys, named: JSON.stringify(found).includes('周洋') };
    };
    const keys = ['change.accessGranted', 'change.accessRevoked', 'change.accessEnded'];
    expect(changes('hr')).toEqual({ keys, named: true });
    expect(changes('reviewer')).toEqual({ keys, named: true });
    expect(changes('employee')).toEqual({ keys, named: false });
    expect(changes('manager')).toEqual({ keys: [], named: false });
  });

  it('a next step that had begun before the outcome was decided anew is not one of it', () => {
    const closed = closedHistory();
    const began = (at: string): History => [
      ...closed,
      {
        seq: closed.length + 1,
        at: inShanghai(at, as.hrOwner).now,
        by: as.hrOwner,
        event: { type: 'NextStepBegun', on: on('2026-05-08'), nextStep: 'RETRAIN', note: '' },
      },
    ];
    const labels = (at: string) =>
      Object.keys(
        factsIn(
          section({ ...input(closed, 'hr', '2026-05-12 09:00'), history: began(at) }, 'outcome'),
        ),
      );
    expect(labels('2026-05-08 11:00')).toContain('outcome.nextStepBegun');
    expect(labels('2026-05-08 09:00')).not.toContain('outcome.nextStepBegun');
  });

  it('a cancellation that an appeal made void', () => {
    const cancelled = planOf(cancelledHistory()) as Extract<Plan, { readonly status: 'CLOSED' }>;
    const of = withPlan('/voided', [{ closing: cancelled.closing, appeal: {} }]);
    expect(JSON.stringify(section(of, 'voided'))).toContain('ISSUED_IN_ERROR');
  });
});
