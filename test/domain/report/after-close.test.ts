import { describe, expect, it } from 'vitest';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { renderHtml } from '../../../functions/adapters/render/html.ts';
import {
  closedHistory,
  decidedHistory,
  givenUpHistory,
  REOPEN,
  sustainHistory,
} from '../../support/after-close.ts';
import { commandOf } from '../../support/every-command.ts';
import { type History, play } from '../../support/plan-spec.ts';
import { as } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { reportInput } from './stories.ts';

const sectionsOf = (history: History, local: string) =>
  trackingReport(reportInput(history, local, 'employee')).sections.map(({ id }) => id);
const htmlOf = (history: History, local: string, language: 'zh-CN' | 'en') =>
  renderHtml(trackingReport(reportInput(history, local, 'employee')), language, {
    stamp: { hash: '0f'.repeat(32), code: 'UPTURN/1' },
  });

const appealed = decidedHistory({
  decision: 'PARTLY',
  outcome: 'PARTLY_MET',
  nextStep: 'RETRAIN',
});
const sustained = play(
  sustainHistory(),
  step('2026-06-08 10:00', as.manager, commandOf('RecordSustainCheckIn')),
  step('2026-06-08 11:00', as.manager, {
    type: 'RecordRelapse',
    gapId: 'complaints',
    occurredOn: on('2026-06-08'),
    fact: '客户来函：等待四个工作日',
    accepted: [{ ruleId: 'M2', reason: '仅一次且原因已查明，先由HR判断' }],
  }),
  step('2026-06-09 09:00', as.hrOwner, commandOf('AnswerRelapse')),
);

describe('L5 the appeal in the report', () => {
  it('is a chapter of its own, with everything that was said', () => {
    expect(sectionsOf(appealed, '2026-05-18 11:00')).toContain('appeal');
    const html = htmlOf(appealed, '2026-05-18 11:00', 'zh-CN');
    for (const words of [
      '课程比承诺晚了两周，最后两周的数据没有计入',
      '课程在计划的最后三周才开始',
      '培训师病假，课程顺延了两周',
      '听取双方陈述并核对了培训签到记录',
      '部分成立',
    ])
      expect(html).toContain(words);
    expect(htmlOf(appealed, '2026-05-18 11:00', 'en')).toContain('upheld in part');
  });

  it('shows the outcome as it is now, and what it was', () => {
    const html = htmlOf(appealed, '2026-05-18 11:00', 'en');
    expect(html).toContain('Before the appeal');
  });

  it('says when it was withdrawn, when the notice was served, and when the next step began', () => {
    const history = play(
      closedHistory(),
      step('2026-05-11 09:00', as.hrOwner, commandOf('ServeOutcomeNotice')),
      step('2026-05-11 10:00', as.employee, commandOf('LodgeAppeal')),
      step('2026-05-12 10:00', as.employee, { type: 'WithdrawAppeal' }),
      step('2026-05-13 10:00', as.hrOwner, commandOf('BeginNextStep')),
    );
    const html = htmlOf(history, '2026-05-13 11:00', 'en');
    for (const words of ['The employee withdrew the appeal', 'Outcome notice', 'Begun on'])
      expect(html).toContain(words);
  });
});

describe('L4 an outcome that is void', () => {
  it('stays in the report of a plan that runs on, and of one that does not', () => {
    for (const verdict of [REOPEN, { decision: 'UPHELD', effect: 'CANCEL' } as const]) {
      const history = decidedHistory(verdict);
      expect(sectionsOf(history, '2026-05-18 11:00')).toEqual(
        expect.arrayContaining(['voided', 'appeal']),
      );
    }
    const running = htmlOf(decidedHistory(REOPEN), '2026-05-18 11:00', 'en');
    expect(running).toContain('An appeal made these outcomes void');
  });

  it('may be that a plan was cancelled', () => {
    expect(sectionsOf(givenUpHistory(), '2026-02-11 10:00')).not.toContain('voided');
  });
});

describe('M1, M2 sustaining in the report', () => {
  it('has the window, and nothing yet', () => {
    expect(htmlOf(sustainHistory(), '2026-05-11 10:00', 'en')).toContain(
      'No check-in is on record in this window yet',
    );
  });

  it('has its check-ins, what came back, and what HR decided', () => {
    const html = htmlOf(sustained, '2026-06-10 10:00', 'zh-CN');
    for (const words of ['五月没有书面投诉', '客户来函：等待四个工作日', '安排一次复训'])
      expect(html).toContain(words);
  });
});
