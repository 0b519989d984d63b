import { describe, expect, it } from 'vitest';
import type { View } from '../../../domain/access/actions.ts';
import type { EventOf, PlanEvent, PlanEventType } from '../../../domain/plan/events.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import type { AcceptedWarning } from '../../../domain/plan/rules/findings.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import type { ReportDocument } from '../../../domain/report/document.ts';
import type { TrackingReportInput } from '../../../domain/report/subject.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { type History, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  answeredHistory,
  as,
  berlin,
  changed,
  contextIn,
  draftHistory,
  instantIn,
  type PlanCase,
  people,
  presentedHistory,
  shanghai,
  sharedHistory,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import {
  allIn,
  blocksOf,
  brief,
  entryTitles,
  factsIn,
  idsOf,
  keysIn,
  sectionOf,
  tableIn,
} from './reading.ts';
import {
  ACCEPTED_REASON,
  closedHistory,
  DEFERRAL_REASON,
  FIRST_REASON,
  midRunHistory,
  OUTCOME_RETURN_COMMENT,
  RETURN_COMMENT,
  reportInput,
} from './stories.ts';

const MID_RUN = midRunHistory();
const CLOSED = closedHistory();
const VIEWS: readonly View[] = ['hr', 'manager', 'employee'];

const midRun = (view: View = 'hr'): ReportDocument =>
  trackingReport(reportInput(MID_RUN, '2026-04-03 09:00', view));
const closed = (view: View = 'hr', history: History = CLOSED): ReportDocument =>
  trackingReport(reportInput(history, '2026-05-08 10:30', view));

/** A history in which every event of a type was another one. */
const altered = <Type extends PlanEventType>(
  history: History,
  type: Type,
  change: (event: EventOf<Type>) => PlanEvent,
): History =>
  history.map((recorded) =>
    recorded.event.type === type
      ? { ...recorded, event: change(recorded.event as EventOf<Type>) }
      : recorded,
  );

const WARNING: AcceptedWarning = {
  ruleId: 'G4',
  reason: ACCEPTED_REASON,
  by: people.manager,
  findings: [
    { messageKey: 'G4.gap', path: '/schedule/checkpoints/0', params: { days: 29, max: 31 } },
  ],
};

/** As if a warning had been accepted wherever one can be. */
const withWarnings = (history: History): History =>
  history.map((recorded) => {
    const { event } = recorded;
    if (event.type === 'OutcomeProposed')
      return {
        ...recorded,
        event: { ...event, proposal: { ...event.proposal, accepted: [WARNING] } },
      };
    if (event.type === 'PlanClosed' && event.closing.outcome !== 'CANCELLED')
      return {
        ...recorded,
        event: {
          ...event,
          accepted: [WARNING],
          closing: {
            ...event.closing,
            proposal: { ...event.closing.proposal, accepted: [WARNING] },
          },
        },
      };
    return 'accepted' in event
      ? { ...recorded, event: { ...event, accepted: [WARNING] } }
      : recorded;
  });

const has = (document: ReportDocument, words: string): boolean =>
  JSON.stringify(document).includes(JSON.stringify(words).slice(1, -1));

describe('chapters', () => {
  it('a plan that runs ends with the readiness to close, for those who decide', () => {
    expect(idsOf(midRun('hr'))).toEqual([
      'overview',
      'agreement',
      'gaps',
      'employee-view',
      'goals',
      'actions',
      'supports',
      'meetings',
      'interim-reports',
      'feedback',
      'critical-events',
      'follow-up',
      'statements',
      'changes',
      'warnings',
      'readiness',
      'receipt',
    ]);
    expect(idsOf(midRun('manager'))).toEqual(idsOf(midRun('hr')).filter((id) => id !== 'warnings'));
    expect(idsOf(midRun('employee'))).toEqual(
      idsOf(midRun('manager')).filter((id) => id !== 'readiness'),
    );
  });

  it('a closed plan ends with its outcome, in every view', () => {
    for (const view of VIEWS)
      expect(idsOf(closed(view)).slice(-4)).toEqual(
        view === 'hr'
          ? ['changes', 'warnings', 'outcome', 'receipt']
          : ['final-review', 'changes', 'outcome', 'receipt'],
      );
  });

  it('a plan that has not started has no chapters on its course', () => {
    const document = trackingReport(reportInput(draftHistory(), '2026-02-10 10:00', 'hr'));
    expect(idsOf(document)).toEqual([
      'overview',
      'agreement',
      'gaps',
      'employee-view',
      'goals',
      'actions',
      'supports',
      'statements',
      'changes',
      'warnings',
      'receipt',
    ]);
    expect(keysIn(sectionOf(document, 'overview'))).toContain('overview.notStarted');
    expect(blocksOf(document, 'chart')).toEqual([]);
    expect(factsIn(document.head)['head.hash']).toBeUndefined();
    expect(brief(blocksOf(sectionOf(document, 'employee-view'), 'note')[0]?.text as never)).toBe(
      'view.none(NOT_SHARED)',
    );
  });

  it('can be made at every point of a history, for everybody', () => {
    for (let length = 1; length <= CLOSED.length; length += 1) {
      const history = CLOSED.slice(0, length);
      const at = history.at(-1)?.at;
      for (const view of VIEWS) {
        const input = reportInput(history, '2026-05-08 10:30', view);
        const document = trackingReport({ ...input, generatedAt: at ?? input.generatedAt });
        expect(new Set(idsOf(document)).size).toBe(document.sections.length);
        expect(has(document, 'undefined')).toBe(false);
      }
    }
  });

  it('the same input gives the same document and stays as it was', () => {
    const input = reportInput(CLOSED, '2026-05-08 10:30', 'hr');
    const before = structuredClone({ ...input, people: undefined });
    expect(trackingReport(input)).toEqual(trackingReport(input));
    expect({ ...input, people: undefined }).toEqual(before);
  });
});

describe('who sees what', () => {
  const histories = { midRun: withWarnings(MID_RUN), closed: withWarnings(CLOSED) };
  const both = (view: View): readonly ReportDocument[] => [
    trackingReport(reportInput(histories.midRun, '2026-04-03 09:00', view)),
    trackingReport(reportInput(histories.closed, '2026-05-08 10:30', view)),
  ];

  it('accepted warnings and their reasons: HR', () => {
    for (const document of both('hr')) expect(has(document, ACCEPTED_REASON)).toBe(true);
    for (const view of ['manager', 'employee'] as const)
      for (const document of both(view)) expect(has(document, ACCEPTED_REASON)).toBe(false);
    const rows = tableIn(sectionOf(closed('hr', histories.closed), 'warnings'), 'warning.caption');
    expect(rows.map(([, step]) => step)).toEqual([
      'agreement.drafted',
      'warning.atSubmission',
      'warning.atSubmission',
      'agreement.approved',
      'agreement.presented',
      'ref.checkIn',
      'ref.checkIn',
      'ref.checkIn',
      'ref.checkIn',
      'warning.atProposal',
      'warning.atProposal',
      'warning.atApproval',
    ]);
    expect(rows[0]?.slice(2)).toEqual(['G4 | G4.gap', ACCEPTED_REASON, '李强']);
  });

  it('what HR sent back, and why: HR and manager', () => {
    for (const view of ['hr', 'manager'] as const) {
      expect(has(closed(view), RETURN_COMMENT)).toBe(true);
      expect(has(closed(view), OUTCOME_RETURN_COMMENT)).toBe(true);
      expect(has(closed(view), FIRST_REASON)).toBe(true);
      expect(entryTitles(sectionOf(closed(view), 'agreement'))).toContain('agreement.submitted(2)');
    }
    expect(has(closed('employee'), RETURN_COMMENT)).toBe(false);
    expect(has(closed('employee'), OUTCOME_RETURN_COMMENT)).toBe(false);
    expect(has(closed('employee'), FIRST_REASON)).toBe(false);
    expect(keysIn(closed('employee'))).not.toContain('agreement.returned');
    expect(entryTitles(sectionOf(closed('employee'), 'agreement'))).toEqual([
      'agreement.drafted',
      'agreement.shared',
      'agreement.answered',
      'agreement.replied',
      'agreement.submitted(1)',
      'agreement.approved',
      'agreement.presented',
      'agreement.acknowledged',
      'agreement.started',
    ]);
  });

  it('who approved: HR and manager; the employee reads that HR did', () => {
    const approver = (view: View) =>
      blocksOf(sectionOf(closed(view), 'agreement'), 'entries')[0]?.items.find(
        ({ title }) => brief(title) === 'agreement.approved',
      )?.by;
    expect(approver('manager')).toEqual({ type: 'person', name: '赵敏', acts: 'hr' });
    expect(approver('employee')).toEqual({ type: 'word', list: 'actors', word: 'hr' });
  });

  it('why HR kept the draft back: HR; that it did: everybody', () => {
    const deferred = play(draftHistory(), [
      { type: 'DeferSharing', reason: DEFERRAL_REASON },
      contextIn(shanghai, '2026-02-10 15:00', as.hrOwner),
    ]);
    for (const view of VIEWS) {
      const document = trackingReport(reportInput(deferred, '2026-02-11 09:00', view));
      expect(has(document, DEFERRAL_REASON)).toBe(view === 'hr');
      expect(entryTitles(sectionOf(document, 'agreement'))).toContain('agreement.deferred');
    }
  });

  it("HR's assignment of the manager: HR and manager", () => {
    const assignment = '因组织调整,由李强自二月一日起负责该员工的日常管理。';
    const history = altered(MID_RUN, 'PlanDrafted', (event) => ({
      ...event,
      managerAssignment: assignment,
    }));
    for (const view of VIEWS)
      expect(has(trackingReport(reportInput(history, '2026-04-03 09:00', view)), assignment)).toBe(
        view !== 'employee',
      );
  });

  it('a proposal that is not decided: HR and manager', () => {
    const undecided = CLOSED.slice(0, -1);
    for (const view of VIEWS) {
      const document = trackingReport(reportInput(undecided, '2026-05-07 16:00', view));
      expect(has(document, 'SUSTAIN')).toBe(view !== 'employee');
      const proposed = keysIn(document).filter((key) => key.startsWith('proposal.'));
      expect(proposed).toEqual(
        view === 'employee'
          ? []
          : [
              'proposal.title',
              'proposal.one',
              'proposal.returned',
              'proposal.one',
              'proposal.open',
            ],
      );
    }
  });

  it('the checklist of a referral: HR; that it is a referral and no decision: everybody', () => {
    const answer = '第四十二条:已核对,不属于所列情形';
    const history = altered(CLOSED, 'PlanClosed', (event) => {
      const { closing } = event;
      if (closing.outcome === 'CANCELLED') throw new Error('the plan was cancelled');
      return {
        ...event,
        closing: {
          ...closing,
          outcome: 'NOT_MET',
          nextStep: 'SEPARATION_REVIEW',
          referral: { checklist: [answer] },
        },
      };
    });
    for (const view of VIEWS) {
      expect(has(closed(view, history), answer)).toBe(view === 'hr');
      expect(keysIn(closed(view, history))).toContain('outcome.referralNote');
    }
  });

  it('health and capacity: nobody (O6)', () => {
    const secret = '健康原因的说明';
    const content = changed(shanghai.content, '/gaps/0/causes/0', {
      cause: 'CAPACITY_HEALTH',
      raisedBy: 'hr',
      note: secret,
    });
    const history = [
      ...altered(
        altered(answeredHistory(), 'PlanDrafted', (event) => ({ ...event, content })),
        'DraftAnswered',
        (event) => ({
          ...event,
          answer: {
            ...event.answer,
            causes: [{ gapId: 'complaints', cause: 'CAPACITY_HEALTH', note: secret }],
          },
        }),
      ),
    ].map((recorded) =>
      recorded.event.type === 'AnswerReplied'
        ? {
            ...recorded,
            event: {
              ...recorded.event,
              replies: [
                {
                  to: { kind: 'cause', ref: 'complaints/CAPACITY_HEALTH' } as const,
                  adopted: false,
                  reply: secret,
                },
              ],
            },
          }
        : recorded,
    );
    for (const view of VIEWS) {
      const document = trackingReport(reportInput(history, '2026-02-12 10:00', view));
      expect(has(document, 'CAPACITY_HEALTH')).toBe(false);
      expect(has(document, secret)).toBe(false);
      expect(tableIn(sectionOf(document, 'gaps'), 'gap.causes').map(([cause]) => cause)).toEqual([
        'METHOD',
      ]);
    }
  });

  it("nothing that anybody wrote is missing from HR's copy", () => {
    const HAN = /\p{Script=Han}/u;
    const strings = (node: unknown): readonly string[] => {
      if (typeof node === 'string') return HAN.test(node) ? [node] : [];
      return typeof node === 'object' && node !== null ? Object.values(node).flatMap(strings) : [];
    };
    const written = new Set(strings(withWarnings(CLOSED)));
    expect(written.size).toBeGreaterThan(100);
    const document = closed('hr', withWarnings(CLOSED));
    expect([...written].filter((words) => !has(document, words))).toEqual([]);
  });
});

describe('head and agreement', () => {
  it('says who, when, which version', () => {
    const document = closed();
    const facts = factsIn(document.head);
    expect(document).toMatchObject({
      company: '云岭客户服务有限公司',
      planTitle: '客户服务质量改进计划',
      view: 'hr',
      authoredIn: 'zh-CN',
    });
    expect(facts).toMatchObject({
      'head.employee': '李明',
      'head.hrOwner': '陈静',
      'head.period': 'value.span(2026-03-02, 2026-04-30)',
      'head.status': 'head.closedOn(CLOSED, PARTLY_MET, 2026-05-08)',
      'head.generatedAt': '2026-05-08 10:30',
      'head.version': `head.versionOf(${CLOSED.length})`,
    });
    expect(facts['head.hash']).toMatch(/^[0-9a-f]{64}$/);
    expect(factsIn(midRun().head)['head.status']).toBe('head.statusOn(ACTIVE, 2026-04-03)');
  });

  it('a text that is not the one of the head is named by its full hash', () => {
    const other = 'ab'.repeat(32);
    const history = MID_RUN.map((recorded, index) =>
      recorded.event.type === 'PlanSubmitted' && index < 6
        ? { ...recorded, event: { ...recorded.event, contentHash: other } }
        : recorded,
    );
    const document = trackingReport(reportInput(history, '2026-04-03 09:00', 'hr'));
    const codes = allIn<{ text: string }>(
      sectionOf(document, 'agreement'),
      (node) => node.type === 'code',
    ).map(({ text }) => text);
    expect(codes).toContain(other);
    expect(codes.filter((code) => code.endsWith('…'))).toHaveLength(3);
  });

  const presented = presentedHistory();
  const acknowledgedBy = (history: History) => {
    const document = trackingReport(reportInput(history, '2026-03-12 09:00', 'employee'));
    const entry = blocksOf(sectionOf(document, 'agreement'), 'entries')[0]?.items.find(
      ({ title }) => brief(title) === 'agreement.acknowledged',
    );
    return { facts: factsIn(entry), keys: keysIn(entry) };
  };

  it('a refusal is printed with its witness, and is no misconduct', () => {
    const { facts, keys } = acknowledgedBy(
      play(presented, [
        {
          type: 'RecordRefusal',
          witness: {
            name: '周洋',
            role: '行政专员',
            memberId: people.colleague,
            at: instantIn('Asia/Shanghai', '2026-02-25 10:40'),
            place: '三号会议室',
          },
        },
        contextIn(shanghai, '2026-02-25 17:00', as.manager),
      ]),
    );
    expect(facts).toMatchObject({
      'agreement.kind': 'REFUSED',
      'agreement.witness': 'agreement.witnessOf(周洋, 行政专员)',
      'agreement.witnessedAt': 'agreement.witnessedAtOf(2026-02-25 10:40, 三号会议室)',
    });
    expect(keys).toContain('agreement.refusalNote');
  });

  it('silence is printed as silence', () => {
    const { facts, keys } = acknowledgedBy(
      play(presented, [
        { type: 'RecordNoResponse' },
        contextIn(shanghai, '2026-03-11 09:00', as.hrOwner),
      ]),
    );
    expect(facts).toMatchObject({
      'agreement.kind': 'NO_RESPONSE',
      'agreement.reminders': 'agreement.remindersOf(2)',
    });
    expect(keys).toContain('agreement.silenceNote');
  });

  it('attempts to reach somebody are printed with their proof', () => {
    const attempt = (channel: 'registeredPost' | 'phone', at: string, proof: string) => ({
      channel,
      at: instantIn('Asia/Shanghai', at),
      proof,
    });
    const { facts } = acknowledgedBy(
      play(presented, [
        {
          type: 'RecordUnreachable',
          attempts: [
            attempt('registeredPost', '2026-02-27 10:00', 'EMS 1234567890'),
            attempt('phone', '2026-03-02 10:00', '通话记录,无人接听'),
          ],
        },
        contextIn(shanghai, '2026-03-11 09:00', as.hrOwner),
      ]),
    );
    expect(facts['agreement.attempts']).toBe(
      'agreement.attemptOf(2026-02-27 10:00, registeredPost, EMS 1234567890) | agreement.attemptOf(2026-03-02 10:00, phone, 通话记录,无人接听)',
    );
  });

  it('agreement, and disagreement without words, carry the sentence that was signed', () => {
    const agreed = acknowledgedBy(activePlanHistory());
    expect(agreed.facts['agreement.kind']).toBe('AGREED');
    expect(agreed.facts['agreement.sentence']).toContain('不代表同意其内容');
    expect(agreed.facts['agreement.statement']).toBeUndefined();
    const speechless = altered(MID_RUN, 'PlanAcknowledged', (event) => {
      const { acknowledgement } = event;
      return acknowledgement.kind === 'DISAGREED'
        ? { ...event, acknowledgement: { ...acknowledgement, statement: null } }
        : event;
    });
    expect(acknowledgedBy(speechless).facts['agreement.statement']).toBe('agreement.statementNone');
    const document = trackingReport(reportInput(speechless, '2026-04-03 09:00', 'hr'));
    expect(keysIn(sectionOf(document, 'statements'))).toContain('statement.none');
  });

  it('edits count once the employee has seen the draft, or when they void an approval', () => {
    const edit = (history: History, local: string) =>
      play(history, [
        { type: 'EditContent', content: changed(shanghai.content, '/title', '改进计划') },
        contextIn(shanghai, local, as.manager),
      ]);
    const edits = (history: History) =>
      blocksOf(
        sectionOf(trackingReport(reportInput(history, '2026-03-02 09:00', 'hr')), 'agreement'),
        'entries',
      )[0]?.items.filter(({ title }) => brief(title) === 'agreement.edited') ?? [];
    expect(edits(edit(draftHistory(), '2026-02-10 10:00'))).toEqual([]);
    expect(edits(edit(sharedHistory(), '2026-02-10 17:00'))).toMatchObject([{ marks: [] }]);
    const recalled = play(presented, [
      { type: 'Recall', reason: '目标二的目标值写错' },
      contextIn(shanghai, '2026-02-25 15:00', as.hrOwner),
    ]);
    expect(
      has(
        trackingReport(reportInput(recalled, '2026-02-26 09:00', 'employee')),
        '目标二的目标值写错',
      ),
    ).toBe(true);
    const voided = altered(edit(recalled, '2026-02-26 10:00'), 'ContentEdited', (event) => ({
      ...event,
      approvalVoided: true,
    }));
    expect(edits(voided)[0]?.marks.map(({ key }) => key)).toEqual(['agreement.approvalVoided']);
  });

  it('a talk that was declined is on record', () => {
    const declined = play(sharedHistory(), [
      { type: 'DeclineTalk' },
      contextIn(shanghai, '2026-02-11 10:00', as.employee),
    ]);
    const document = trackingReport(reportInput(declined, '2026-02-11 11:00', 'manager'));
    expect(entryTitles(sectionOf(document, 'employee-view'))).toEqual(['agreement.declined']);
    expect(entryTitles(sectionOf(document, 'agreement'))).toContain('agreement.declined');
  });

  it('a late start says by how much everything moved', () => {
    const late = play(
      presented,
      [
        {
          type: 'Acknowledge',
          kind: 'AGREED',
          contentHash: MID_RUN.flatMap(({ event }) =>
            event.type === 'PlanApproved' ? [event.contentHash] : [],
          )[0] as string,
        },
        contextIn(shanghai, '2026-03-04 10:00', as.employee),
      ],
      [{ type: 'Settle' }, contextIn(shanghai, '2026-03-05 00:10', as.system)],
    );
    const document = trackingReport(reportInput(late, '2026-03-05 09:00', 'employee'));
    expect(factsIn(document.head)['head.period']).toMatch(
      /^value\.span\(2026-03-04, .*head\.moved/,
    );
    expect(tableIn(sectionOf(document, 'changes'), 'change.caption')[0]).toEqual([
      expect.any(String),
      'change.started(2)',
      'value.none',
      'system',
    ]);
  });
});

describe('gaps and the employee’s view', () => {
  it('names the source of the expectation, the evidence and the causes with who raised them', () => {
    const gaps = sectionOf(midRun('employee'), 'gaps');
    expect(factsIn(gaps)['gap.expectationSource']).toContain('jobDescription');
    expect(tableIn(gaps, 'gap.evidence')).toHaveLength(3);
    expect(tableIn(gaps, 'gap.evidence')[0]?.[0]).toBe('2026-01-12');
    expect(tableIn(gaps, 'gap.causes')[0]).toEqual([
      'KNOWLEDGE_SKILL',
      'manager',
      '新产品线上线后尚未参加产品知识培训',
      'value.none',
    ]);
  });

  it('prints the answers, and what became of each point', () => {
    const view = sectionOf(midRun('employee'), 'employee-view');
    expect(tableIn(view, 'view.causes')).toEqual([
      ['ref.gap(1)', 'RESOURCE', '知识库中没有新产品的条目'],
    ]);
    expect(tableIn(view, 'view.supportRequests')).toEqual([
      ['在知识库中增加新产品条目', 'TOOLING'],
    ]);
    expect(tableIn(view, 'view.goals').map(([, answer]) => answer)).toEqual([
      'AGREED',
      'UNDERSTOOD',
      'UNDERSTOOD',
    ]);
    expect(tableIn(view, 'view.replies').map(([point, adopted]) => [point, adopted])).toEqual([
      ['ref.gap(1) + RESOURCE', 'value.notAdopted'],
      ['在知识库中增加新产品条目', 'value.adopted'],
    ]);
  });

  it('prints a counter-proposal, its reply, and points that name no kind or no part', () => {
    const history = altered(
      altered(answeredHistory(), 'DraftAnswered', (event) => ({
        ...event,
        answer: {
          employeeView: '  ',
          causes: [{ gapId: 'gone', cause: 'METHOD', note: '流程' }],
          supportRequests: [{ id: 'r1', description: '更多人手' }],
          goals: [{ goalId: 'no-complaints', answer: 'COUNTER_PROPOSAL', proposal: '降至一件' }],
        },
      })),
      'AnswerReplied',
      (event) => ({
        ...event,
        replies: [
          { to: { kind: 'goal', ref: 'no-complaints' }, adopted: false, reply: '仍按零件' },
          { to: { kind: 'goal', ref: 'gone' }, adopted: true, reply: '' },
          { to: { kind: 'supportRequest', ref: 'unknown' }, adopted: true, reply: '' },
        ],
      }),
    );
    const document = trackingReport(reportInput(history, '2026-02-12 10:00', 'employee'));
    const view = sectionOf(document, 'employee-view');
    expect(blocksOf(view, 'quote')).toEqual([]);
    expect(tableIn(view, 'view.causes')[0]?.[0]).toBe('gone');
    expect(tableIn(view, 'view.supportRequests')).toEqual([['更多人手', 'value.none']]);
    expect(tableIn(view, 'view.goals')[0]?.[2]).toBe('降至一件');
    expect(tableIn(view, 'view.replies').map(([point]) => point)).toEqual([
      'ref.goalNamed(1, 经核实的客户书面投诉数)',
      'gone',
      'unknown',
    ]);
  });

  it('a gap that no goal works on says why', () => {
    const document = trackingReport(
      reportInput(activePlanHistory(berlin), '2026-03-03 09:00', 'hr', berlin),
    );
    const [first, second] = blocksOf(sectionOf(document, 'gaps'), 'group');
    expect(factsIn(first)['gap.deferred']).toBeUndefined();
    expect(factsIn(second)).toMatchObject({
      'gap.goals': 'gap.noGoal',
      'gap.deferred': expect.stringContaining('July'),
    });
    expect(tableIn(second, 'gap.causes')[0]).toEqual([
      'RESOURCE',
      'manager',
      'value.none',
      'value.none',
    ]);
  });

  it('evidence without a reporter, and a cause with a comparison', () => {
    const content = changed(
      changed(shanghai.content, '/gaps/0/evidence/0/reportedBy', undefined),
      '/gaps/0/causes/0/comparison',
      '同组四人同期平均零件',
    );
    const history = altered(MID_RUN, 'PlanDrafted', (event) => ({ ...event, content }));
    const gaps = sectionOf(trackingReport(reportInput(history, '2026-04-03 09:00', 'hr')), 'gaps');
    expect(tableIn(gaps, 'gap.evidence')[0]?.[3]).toBe('value.none');
    expect(tableIn(gaps, 'gap.causes')[0]?.[3]).toBe('同组四人同期平均零件');
  });
});

describe('goals', () => {
  it('show baseline, target, measurements with the expected value, and the standing', () => {
    const [, second] = blocksOf(sectionOf(midRun(), 'goals'), 'group');
    expect(factsIn(second)).toMatchObject({
      'goal.baseline': 'goal.baselineOf(52秒, 2026年1月, 呼叫中心系统月报)',
      'goal.target': 'goal.targetOf(atMost, value.atMost(30秒))',
      'goal.status': 'AT_RISK',
      'goal.current': '41.75秒',
      'goal.sample': 'goal.sampleOf(240, 200)',
    });
    const rows = tableIn(second, 'measurement.caption');
    expect(rows.map(([, day, value, mean]) => [day, value, mean])).toEqual([
      ['2026-03-09', '49秒', '49秒'],
      ['2026-03-16', '44秒', '46.5秒'],
      ['2026-03-23', '39秒', 'value.none'],
      ['2026-03-23', '41秒', '44.67秒'],
      ['2026-03-30', '33秒', '41.75秒'],
    ]);
    expect(rows[0]?.[4]).toBe('49.38秒');
  });

  it('a replaced measurement is struck, not dropped, in the table and in the chart', () => {
    const [, second] = blocksOf(sectionOf(midRun('employee'), 'goals'), 'group');
    const [table] = blocksOf(second, 'table');
    expect(table?.rows.map(({ struck }) => struck)).toEqual([false, false, true, false, false]);
    expect(tableIn(second, 'measurement.caption').map((row) => row.at(-1))).toEqual([
      'value.none',
      'value.none',
      expect.stringMatching(/^measurement\.replacedBy\(\d+, 周报漏计周日来电,系统已更正\)$/),
      expect.stringMatching(/^measurement\.replaces\(\d+, 周报漏计周日来电,系统已更正\)$/),
      'value.none',
    ]);
    const [chart] = blocksOf(second, 'chart');
    expect(chart?.measured.filter(({ struck }) => struck)).toEqual([
      { on: '2026-03-23', value: 39, struck: true },
    ]);
  });

  it('the chart runs from the start to the due date, along the expected line', () => {
    const [chart] = blocksOf(sectionOf(midRun(), 'goals'), 'chart').slice(2);
    expect(chart).toMatchObject({
      from: '2026-03-02',
      to: '2026-04-30',
      today: '2026-04-03',
      target: 85,
      unit: '%',
      checkpoints: [{ on: '2026-03-31', label: { key: 'ref.checkpoint' } }],
    });
    expect(chart?.expected[0]).toEqual({ on: '2026-03-02', value: 68 });
    expect(chart?.expected.at(-1)).toEqual({ on: '2026-04-30', value: 85 });
    const rising = chart?.expected.map(({ value }) => value) ?? [];
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(chart?.course.map(({ value }) => value)).toEqual([70, 76, 81]);
    expect(chart?.description.key).toBe('chart.description');
    expect(blocksOf(sectionOf(closed(), 'goals'), 'chart')[2]?.today).toBeUndefined();
  });

  it('a plan that has just started has a chart without a course', () => {
    const document = trackingReport(reportInput(activePlanHistory(), '2026-03-02 09:00', 'hr'));
    const goals = sectionOf(document, 'goals');
    expect(blocksOf(goals, 'chart').map(({ description }) => description.key)).toEqual([
      'chart.descriptionEmpty',
      'chart.descriptionEmpty',
      'chart.descriptionEmpty',
    ]);
    expect(keysIn(goals)).toContain('measurement.none');
    expect(factsIn(goals)).toMatchObject({
      'goal.status': 'NOT_STARTED',
      'goal.current': 'value.none',
    });
  });

  const berlinStep = (local: string, command: Parameters<typeof play>[1][0]) =>
    [command, contextIn(berlin, local, as.manager)] as const;

  it('a milestone is done or not; a baseline that is owed has no expected line', () => {
    const running = play(
      activePlanHistory(berlin),
      berlinStep('2026-03-09 09:00', {
        type: 'RecordMeasurement',
        goalId: 'checklist',
        value: 0,
        sample: 1,
        measuredOn: on('2026-03-09'),
        source: 'Release log',
      }),
      berlinStep('2026-03-10 09:00', {
        type: 'RecordMeasurement',
        goalId: 'lead-time',
        value: 40,
        sample: 1,
        measuredOn: on('2026-03-10'),
        source: 'Incident tracker',
      }),
    );
    const report = (history: History) =>
      trackingReport(reportInput(history, '2026-03-12 09:00', 'manager', berlin));
    const [milestone, numeric] = blocksOf(sectionOf(report(running), 'goals'), 'group');
    expect(blocksOf(milestone, 'chart')).toEqual([]);
    expect(tableIn(milestone, 'measurement.caption')[0]?.slice(1, 3)).toEqual([
      '2026-03-09',
      'value.notDone',
    ]);
    expect(factsIn(milestone)).toMatchObject({
      'goal.definitionOfDone': expect.stringContaining('Three releases'),
      'goal.verifier': 'Release manager',
      'goal.current': 'value.notDone',
    });
    expect(factsIn(milestone)['goal.progress']).toBeUndefined();
    expect(factsIn(numeric)).toMatchObject({
      'goal.baseline': 'value.toMeasureBy(2026-03-13)',
      'goal.target': 'goal.targetWithin(atMost, value.atMost(15minutes), 1minutes)',
    });
    expect(blocksOf(numeric, 'chart')[0]?.expected).toEqual([]);
    expect(tableIn(numeric, 'measurement.caption')[0]?.[4]).toBe('value.none');
    expect(tableIn(sectionOf(report(running), 'overview'), 'overview.goals')[0]).toEqual([
      'ref.goal(1)',
      'value.none',
      'value.done',
      'value.notDone',
      '2026-04-30',
      'AT_RISK',
    ]);
    const measured = play(
      running,
      berlinStep('2026-03-12 09:00', {
        type: 'RecordBaseline',
        goalId: 'lead-time',
        value: 55,
        period: 'Q1',
        source: 'Incident tracker',
      }),
    );
    const after = report(measured);
    expect(factsIn(blocksOf(sectionOf(after, 'goals'), 'group')[1])['goal.baseline']).toBe(
      'goal.baselineOf(55minutes, Q1, Incident tracker)',
    );
    expect(tableIn(sectionOf(after, 'changes'), 'change.caption')[0]?.[1]).toBe(
      'change.baseline(ref.goalNamed(2, Time to restore), 55minutes, Q1)',
    );
  });

  it('a milestone that is done says so', () => {
    const done = play(
      activePlanHistory(berlin),
      berlinStep('2026-03-09 09:00', {
        type: 'RecordMeasurement',
        goalId: 'checklist',
        value: 1,
        sample: 1,
        measuredOn: on('2026-03-09'),
        source: 'Release log',
      }),
    );
    const document = trackingReport(reportInput(done, '2026-03-12 09:00', 'manager', berlin));
    expect(factsIn(blocksOf(sectionOf(document, 'goals'), 'group')[0])).toMatchObject({
      'goal.current': 'value.done',
      'goal.status': 'MET',
    });
  });

  it('a rounded value never says that a target was reached when it was not', () => {
    const history = altered(CLOSED, 'MeasurementRecorded', (event) =>
      event.goalId === 'first-time-resolution' ? { ...event, value: 84.999 } : event,
    );
    const [, , third] = blocksOf(sectionOf(closed('hr', history), 'goals'), 'group');
    expect(factsIn(third)['goal.current']).toBe('84.999%');
  });

  it('HR’s mark "substantially met" is printed with its reason', () => {
    const history = [
      ...MID_RUN,
      {
        seq: MID_RUN.length + 1,
        at: instantIn('Asia/Shanghai', '2026-04-03 08:30'),
        by: as.hrHead,
        event: {
          type: 'GoalMarkedSubstantiallyMet',
          goalId: 'response-time',
          reason: '四月各周均低于三十秒,全期平均受首周影响',
        } as const,
      },
    ];
    const document = trackingReport(reportInput(history, '2026-04-03 09:00', 'employee'));
    const [, second] = blocksOf(sectionOf(document, 'goals'), 'group');
    expect(blocksOf(second, 'quote')).toMatchObject([
      { nature: 'judgement', label: { key: 'goal.substantiallyMet' } },
    ]);
    expect(factsIn(second)['goal.status']).toBe('MET');
    expect(
      tableIn(sectionOf(document, 'changes'), 'change.caption').map(([, what]) => what),
    ).toContain('change.substantiallyMet(ref.goalNamed(2, 电话咨询平均响应时间))');
  });
});

describe('actions', () => {
  it('say how far each is, whether it is overdue, and how well it went', () => {
    const actions = sectionOf(midRun(), 'actions');
    expect(tableIn(actions, 'action.caption').map((row) => row.at(-1))).toEqual([
      'yes',
      'partly | mark.overdue',
      'action.notReported',
    ]);
    expect(tableIn(actions, 'action.reports')[0]).toEqual([
      '2026-03-13',
      'ref.action(1)',
      'yes',
      '三段录音全部复盘,写出九处可以改进的回应,导师已批注',
      '李明/employee',
    ]);
  });

  it('say so when nothing was reported', () => {
    const document = trackingReport(reportInput(activePlanHistory(), '2026-03-02 09:00', 'hr'));
    expect(keysIn(sectionOf(document, 'actions'))).toContain('action.noReports');
  });
});

describe('the support ledger', () => {
  const ledger = (history: History, local: string) => {
    const document = trackingReport(reportInput(history, local, 'employee'));
    return tableIn(sectionOf(document, 'supports'), 'support.ledger').map((row) => row.slice(3));
  };
  const step = (local: string, actor: (typeof as)[keyof typeof as], command: never) =>
    [command, contextIn(shanghai, local, actor)] as const;
  const deliver = (deliveredOn: string) =>
    ({
      type: 'DeliverSupport',
      supportId: 'mentor',
      deliveredOn: on(deliveredOn),
      evidence: '辅导记录',
    }) as never;

  it('promised, delivered in time or late, confirmed, silent, waived', () => {
    expect(ledger(CLOSED, '2026-05-08 10:30')).toEqual([
      ['2026-03-13', '2026-03-27 | support.late(10)', 'support.silent(2026-04-03)'],
      ['2026-03-06', '2026-03-04 | support.inTime', 'support.confirmedOn(2026-03-06)'],
      ['2026-03-20', 'support.waivedOn(2026-04-01)', 'value.none'],
    ]);
  });

  it('scheduled; overdue; disputed, before and after the finding', () => {
    const running = activePlanHistory();
    expect(ledger(running, '2026-03-03 09:00')[1]).toEqual([
      '2026-03-06',
      'support.notDelivered',
      'value.none',
    ]);
    const scheduled = play(
      running,
      step('2026-03-03 09:00', as.hrOwner, {
        type: 'ScheduleSupport',
        supportId: 'mentor',
        on: on('2026-03-09'),
      } as never),
    );
    expect(ledger(scheduled, '2026-03-09 09:00')[1]?.[1]).toBe(
      'support.scheduledFor(2026-03-09) | support.overdue(1)',
    );
    const delivered = play(scheduled, step('2026-03-09 18:00', as.mentor, deliver('2026-03-09')));
    expect(ledger(delivered, '2026-03-10 09:00')[1]?.[2]).toBe('support.awaiting(2026-03-16)');
    const disputed = play(
      delivered,
      step('2026-03-10 09:00', as.employee, {
        type: 'DisputeSupport',
        supportId: 'mentor',
        reason: '只有半小时',
      } as never),
    );
    expect(ledger(disputed, '2026-03-10 10:00')[1]?.[2]).toBe(
      'support.disputed | support.noFinding',
    );
    const found = play(
      disputed,
      step('2026-03-11 09:00', as.hrOwner, {
        type: 'ResolveSupportDispute',
        supportId: 'mentor',
        finding: 'DELIVERED',
        reason: '记录显示为一小时',
      } as never),
    );
    expect(ledger(found, '2026-03-11 10:00')[1]?.[2]).toBe('support.disputed | DELIVERED');
    const history = tableIn(
      sectionOf(trackingReport(reportInput(found, '2026-03-11 10:00', 'hr')), 'supports'),
      'support.history',
    ).map(([, support, what, words, by]) => [support, what, words, by]);
    expect(history).toEqual([
      ['ref.support(2)', 'support.scheduledFor(2026-03-09)', 'value.none', '陈静/hr'],
      [
        'ref.support(2)',
        'support.deliveredOn(2026-03-09)',
        'support.evidence(辅导记录)',
        '王芳/provider',
      ],
      ['ref.support(2)', 'support.disputed', 'statement:只有半小时', '李明/employee'],
      ['ref.support(2)', 'support.finding(DELIVERED)', 'judgement:记录显示为一小时', '陈静/hr'],
    ]);
  });

  it('counts in the overview what the ledger says', () => {
    expect(factsIn(sectionOf(midRun(), 'overview'))).toMatchObject({
      'overview.support': 'overview.supportOf(3, 2, 1, 0, 1)',
      'overview.checkIns': 'overview.heldOf(2, 3)',
      'overview.checkpoints': 'overview.checkpointsOf(1, 1)',
      'overview.criticalEvents': 'overview.criticalEventsOf(1, 1)',
      'overview.statements': 'overview.statementsOf(1)',
    });
  });
});

describe('meetings', () => {
  it('were held, moved, missed by whom, excused why', () => {
    const rows = tableIn(sectionOf(closed(), 'meetings'), 'meeting.caption');
    expect(rows).toEqual([
      ['ref.checkIn', '2026-03-05', '2026-03-05', '2026-03-05', 'HELD'],
      [
        'ref.checkIn',
        '2026-03-12',
        '2026-03-13 | meeting.movedBy.manager(1)',
        '2026-03-13',
        'HELD',
      ],
      ['ref.checkIn', '2026-03-19', '2026-03-19', 'value.none', 'meeting.missedBy.employee'],
      ['ref.checkIn', '2026-03-26', '2026-03-26', 'value.none', 'meeting.missedBy.manager'],
      ['ref.checkpoint(1)', '2026-03-31', '2026-03-31', '2026-03-31', 'HELD'],
      ['ref.checkIn', '2026-04-09', '2026-04-09', '2026-04-09', 'HELD'],
      ['ref.checkIn', '2026-04-16', '2026-04-16', '2026-04-16', 'HELD'],
      [
        'ref.checkIn',
        '2026-04-23',
        '2026-04-23',
        'value.none',
        'EXCUSED | statement:员工四月二十二日至二十四日休年假',
      ],
    ]);
    expect(factsIn(sectionOf(closed(), 'meetings'))).toMatchObject({
      'meeting.held': 'meeting.heldOf(4, 5)',
      'meeting.missed': 'meeting.missedOf(1, 1, 1)',
      'meeting.lateRecords': 'meeting.lateRecordsOf(1)',
    });
  });

  it('records carry facts, judgements and the employee’s replies apart, and mark what is late', () => {
    const entries = blocksOf(sectionOf(midRun('employee'), 'meetings'), 'entries')[0]?.items ?? [];
    expect(entries.map(({ marks }) => marks.map(({ key }) => key))).toEqual([
      [],
      ['mark.lateRecord', 'mark.disputed'],
    ]);
    const [facts] = blocksOf(entries[1], 'facts');
    expect(facts?.rows.map(({ label, nature }) => [label.key, nature])).toEqual([
      ['label.attendees', undefined],
      ['checkIn.facts', undefined],
      ['checkIn.feedback', 'judgement'],
      ['checkIn.goals', 'judgement'],
      ['checkIn.obstacles', undefined],
      ['checkIn.supportNeeded', undefined],
      ['checkIn.nextSteps', undefined],
    ]);
    expect(blocksOf(entries[1], 'quote').map(({ nature, by }) => [nature, brief(by)])).toEqual([
      ['statement', '李明/employee'],
      ['fact', '李强/manager'],
    ]);
  });

  it('that are still to come are planned; those that a closed plan left are dropped', () => {
    const cancelled = play(midRunHistory(), [
      { type: 'Cancel', reason: 'ROLE_CHANGED', note: '' },
      contextIn(shanghai, '2026-04-03 10:00', as.hrOwner),
    ]);
    const last = (history: History) =>
      tableIn(
        sectionOf(trackingReport(reportInput(history, '2026-04-03 11:00', 'hr')), 'meetings'),
        'meeting.caption',
      ).at(-1);
    expect(last(MID_RUN)?.at(-1)).toBe('PLANNED');
    expect(last(cancelled)?.at(-1)).toBe('meeting.dropped');
  });

  it('a checkpoint can be moved by others and excused; nothing held yet says so', () => {
    const history = play(
      activePlanHistory(),
      [
        {
          type: 'MoveCheckpoint',
          checkpointId: 'month-1',
          to: on('2026-04-01'),
          reason: '员工当天参加安全培训',
        },
        contextIn(shanghai, '2026-03-03 10:00', as.employee),
      ],
      [
        { type: 'ExcuseCheckpoint', checkpointId: 'month-1', reason: '当周全员停工检修' },
        contextIn(shanghai, '2026-03-04 10:00', as.hrOwner),
      ],
    );
    const document = trackingReport(reportInput(history, '2026-03-04 11:00', 'hr'));
    expect(
      tableIn(sectionOf(document, 'meetings'), 'meeting.caption').find(
        ([what]) => what === 'ref.checkpoint(1)',
      ),
    ).toEqual([
      'ref.checkpoint(1)',
      '2026-03-31',
      '2026-04-01 | meeting.movedBy.other(1)',
      'value.none',
      'EXCUSED | statement:当周全员停工检修',
    ]);
    expect(
      tableIn(sectionOf(document, 'changes'), 'change.caption').map(([, what]) => what),
    ).toEqual([
      'change.checkpointMoved(ref.checkpoint(1), 2026-04-01)',
      'change.checkpointExcused(ref.checkpoint(1))',
    ]);
    expect(keysIn(document)).toEqual(
      expect.arrayContaining([
        'checkIn.none',
        'interim.none',
        'feedback.none',
        'criticalEvent.none',
        'statement.nothing',
        'warning.none',
      ]),
    );
  });

  it('the interim report is what was frozen, whatever is measured later', () => {
    const frozen = (document: ReportDocument) =>
      tableIn(sectionOf(document, 'interim-reports'), 'interim.goals');
    expect(frozen(midRun())[1]?.slice(1)).toEqual(['41.75秒', '240', '0.47', '0.5', 'ON_TRACK']);
    expect(frozen(closed())).toEqual(frozen(midRun()));
    const forgotten = altered(CLOSED, 'CheckpointHeld', (event) => ({
      ...event,
      goals: event.goals.map((goal) => ({ ...goal, goalId: 'gone' })),
    }));
    expect(frozen(closed('hr', forgotten))[0]?.slice(0, 2)).toEqual(['gone', 'value.none']);
  });
});

describe('feedback, critical events, statements, changes', () => {
  it('counts feedback in both directions and prints what was said between meetings', () => {
    const section = sectionOf(midRun('employee'), 'feedback');
    expect(tableIn(section, 'feedback.counts')).toEqual([
      ['manager', '2', '3', '1', '0'],
      ['employee', '0', '0', '0', '1'],
      ['hr', '0', '0', '0', '0'],
    ]);
    expect(tableIn(section, 'feedback.between').map(([, from, kind]) => [from, kind])).toEqual([
      ['李强/manager', 'positive'],
      ['李明/employee', 'corrective'],
    ]);
  });

  it('counts feedback that HR wrote up as HR’s, and names its goal', () => {
    const history = MID_RUN.map((recorded) =>
      recorded.event.type === 'CheckInHeld' ? { ...recorded, by: as.hrOwner } : recorded,
    ).map((recorded) =>
      recorded.event.type === 'FeedbackGiven'
        ? {
            ...recorded,
            event: {
              ...recorded.event,
              entry: { ...recorded.event.entry, goalId: 'response-time' },
            },
          }
        : recorded,
    );
    const section = sectionOf(
      trackingReport(reportInput(history, '2026-04-03 09:00', 'hr')),
      'feedback',
    );
    expect(tableIn(section, 'feedback.counts')[2]).toEqual(['hr', '1', '1', '0', '0']);
    expect(tableIn(section, 'feedback.between')[0]?.at(-1)).toContain('ref.goalNamed(2');
  });

  it('critical events stand in the order in which they happened; a late entry says so (I5)', () => {
    const rows = tableIn(sectionOf(midRun('employee'), 'critical-events'), 'criticalEvent.caption');
    expect(rows.map(([day, , kind, , recorded]) => [day, kind, recorded])).toEqual([
      ['2026-03-03', 'negative', '2026-03-24 10:00 | mark.lateEntry'],
      ['2026-03-11', 'positive', '2026-03-11 15:30'],
    ]);
  });

  it('critical events of one day keep the order of the record; some concern no goal', () => {
    const history = altered(MID_RUN, 'CriticalEventRecorded', ({ goalId: _, ...event }) => ({
      ...event,
      occurredOn: on('2026-03-03'),
    }));
    const rows = tableIn(
      sectionOf(trackingReport(reportInput(history, '2026-04-03 09:00', 'hr')), 'critical-events'),
      'criticalEvent.caption',
    );
    expect(rows.map(([, , kind, goal]) => [kind, goal])).toEqual([
      ['positive', 'value.none'],
      ['negative', 'value.none'],
    ]);
  });

  it('prints every statement in full, line breaks and all, as a statement of the employee', () => {
    for (const view of VIEWS) {
      const quotes = blocksOf(sectionOf(closed(view), 'statements'), 'quote');
      expect(quotes.map(({ text }) => text)).toEqual([
        '三次投诉中有一次发生在系统故障当天。\n我愿意按计划改进,同时希望流程简化能够在三月内完成。',
        '三月十九日我在参加培训补课,因此没有到场,已于当天上午告知。',
        '认可度量结果。希望巩固期内保留导师辅导。',
      ]);
      for (const quote of quotes) {
        expect(quote.nature).toBe('statement');
        expect(brief(quote.by)).toBe('李明/employee');
      }
    }
  });

  it('whatever the employee is quoted with is a statement, whatever others decide is not', () => {
    for (const view of VIEWS)
      for (const document of [midRun(view), closed(view)])
        for (const quote of blocksOf(document, 'quote'))
          expect(quote.nature === 'statement').toBe(brief(quote.by) === '李明/employee');
  });

  it('lists every departure from the plan with reason and author', () => {
    const rows = tableIn(sectionOf(closed('hr'), 'changes'), 'change.caption');
    expect(rows.map(([at, what, , by]) => [at?.slice(0, 10), what?.split('(')[0], by])).toEqual([
      ['2026-03-12', 'change.checkInMoved', '李强/manager'],
      ['2026-03-25', 'change.measurement', '李强/manager'],
      ['2026-04-01', 'change.supportWaived', '陈静/hr'],
      ['2026-04-22', 'change.checkInExcused', '陈静/hr'],
      ['2026-05-07', 'change.outcomeReturned', '赵敏/hr'],
    ]);
    for (const row of rows) expect(row[2]).not.toBe('value.none');
    const quiet = trackingReport(reportInput(activePlanHistory(), '2026-03-02 09:00', 'hr'));
    expect(keysIn(sectionOf(quiet, 'changes'))).toContain('change.none');
  });
});

describe('the end', () => {
  it('readiness says what the rules say, and who owes it', () => {
    const input = reportInput(MID_RUN, '2026-04-03 09:00', 'manager');
    const plan = runningPart(input.plan);
    if (plan === undefined) throw new Error('the plan does not run');
    const expected = closeReadiness(plan, input);
    const section = sectionOf(trackingReport(input), 'readiness');
    expect(tableIn(section, 'readiness.standings').map(([, status]) => status)).toEqual(
      expected.standings.map(({ status }) => status),
    );
    expect(tableIn(section, 'readiness.met').map(([key]) => key)).toEqual(
      expected.met.map(({ messageKey }) => messageKey),
    );
    expect(tableIn(section, 'readiness.notMet')).toEqual([
      ['K5.insufficient', 'K5', '李强/manager', '2026-04-30'],
      ['K4.unconfirmed', 'K4', '李明/employee', '2026-04-03'],
      ['K6.ratio', 'K6', '李强/manager', '2026-04-30'],
      ['F8.extension', 'F8', '陈静/hr', '2026-04-30'],
    ]);
  });

  it('readiness names providers, those from outside as the plan names them', () => {
    const owed = (history: History, of: PlanCase) =>
      tableIn(
        sectionOf(trackingReport(reportInput(history, '2026-03-02 09:00', 'hr', of)), 'readiness'),
        'readiness.notMet',
      )
        .filter(([key]) => key === 'K4.undelivered')
        .map(([, , by]) => by);
    expect(owed(activePlanHistory(), shanghai)).toEqual(['张敏/provider', '王芳/provider']);
    expect(owed(activePlanHistory(berlin), berlin)).toEqual([
      '王芳/provider',
      'Head of engineering',
    ]);
  });

  it('readiness says so when nothing is missing', () => {
    const met = altered(CLOSED.slice(0, -4), 'MeasurementRecorded', (event) => ({
      ...event,
      value: event.goalId === 'first-time-resolution' ? 90 : 0,
    }));
    const inTime = altered(met, 'SupportDelivered', (event) => ({ ...event, lateByWD: 0 }));
    const section = sectionOf(
      trackingReport(reportInput(inTime, '2026-05-06 18:00', 'hr')),
      'readiness',
    );
    expect(keysIn(section)).toEqual(
      expect.arrayContaining(['readiness.metNone', 'readiness.notMetNone']),
    );
  });

  it('the final review lists invitations, meeting and response', () => {
    expect(entryTitles(sectionOf(closed('employee'), 'final-review'))).toEqual([
      'review.begun(2026-04-30)',
      'review.held(2026-05-06)',
      'review.response(2026-05-06)',
    ]);
    const invited = play(
      CLOSED.slice(
        0,
        CLOSED.findIndex(({ event }) => event.type === 'FinalMeetingHeld'),
      ),
      [
        {
          type: 'InviteToFinalMeeting',
          invitedOn: on('2026-05-05'),
          channel: 'registeredPost',
          proof: 'EMS 987654321',
        },
        contextIn(shanghai, '2026-05-06 09:00', as.manager),
      ],
      [
        { type: 'RespondToReview', text: null },
        contextIn(shanghai, '2026-05-07 09:00', as.employee),
      ],
    );
    const document = trackingReport(reportInput(invited, '2026-05-07 10:00', 'employee'));
    const section = sectionOf(document, 'final-review');
    expect(factsIn(section)).toMatchObject({
      'review.channel': 'registeredPost',
      'review.proof': 'EMS 987654321',
    });
    expect(keysIn(section)).toContain('review.noWords');
    expect(keysIn(sectionOf(document, 'statements'))).toContain('statement.none');
  });

  it('a baseline of a goal that the plan no longer has keeps its number', () => {
    const history = [
      ...MID_RUN,
      {
        seq: MID_RUN.length + 1,
        at: instantIn('Asia/Shanghai', '2026-04-03 08:30'),
        by: as.manager,
        event: {
          type: 'BaselineRecorded',
          goalId: 'gone',
          value: 7,
          period: '三月',
          source: '登记簿',
        } as const,
      },
    ];
    const document = trackingReport(reportInput(history, '2026-04-03 09:00', 'hr'));
    expect(tableIn(sectionOf(document, 'changes'), 'change.caption').at(-1)?.[1]).toBe(
      'change.baseline(gone, 7, 三月)',
    );
  });

  it('an early final review is marked, there and among the changes', () => {
    const early = altered(CLOSED, 'FinalReviewBegun', (event) => ({ ...event, early: true }));
    const document = closed('employee', early);
    expect(keysIn(sectionOf(document, 'final-review'))).toContain('review.early');
    expect(keysIn(sectionOf(document, 'changes'))).toContain('change.earlyReview');
  });

  it('the outcome carries decision, reasons with measurements, findings and the appeal window', () => {
    const section = sectionOf(closed('employee'), 'outcome');
    expect(factsIn(section)).toMatchObject({
      'outcome.outcome': 'PARTLY_MET',
      'outcome.nextStep': 'SUSTAIN',
      'outcome.proposedBy': 'outcome.byAt(李强, 2026-05-07 15:00)',
      'outcome.decidedBy': 'outcome.byAt(赵敏/hr, 2026-05-08 10:00)',
      'appeal.until': '2026-05-21',
    });
    const quotes = blocksOf(section, 'quote');
    expect(quotes).toHaveLength(3);
    for (const { label, nature } of quotes) {
      expect(nature).toBe('judgement');
      expect(label?.key).toBe('outcome.reasonCiting');
    }
    // The course came late.
    expect(keysIn(section)).toContain('outcome.findings');
  });

  it('what was decided is printed, not what would be computed today', () => {
    const decided = altered(CLOSED, 'PlanClosed', (event) => {
      const { closing } = event;
      if (closing.outcome === 'CANCELLED') throw new Error('the plan was cancelled');
      return {
        ...event,
        closing: {
          ...closing,
          by: 'system',
          goals: [{ goalId: 'no-complaints', status: 'MET' }],
          proposal: {
            ...closing.proposal,
            reasons: [{ goalId: 'no-complaints', text: '已核实', measurements: [] }],
          },
          findings: [
            { ruleId: 'K2', path: '/goals/1' },
            { ruleId: 'K2', path: '/goals/9' },
            { ruleId: 'K4', path: '/supports/0' },
            { ruleId: 'K6', path: '/checkIns' },
            { ruleId: 'K7', path: '/schedule/checkpoints/0' },
            { ruleId: 'K8', path: '/review' },
          ],
        },
      };
    });
    const document = closed('employee', decided);
    expect(
      tableIn(sectionOf(document, 'overview'), 'overview.goals').map((row) => row.at(-1)),
    ).toEqual(['MET', 'NOT_MET', 'MET']);
    const section = sectionOf(document, 'outcome');
    expect(tableIn(section, 'outcome.findings')).toEqual([
      ['ref.goalNamed(2, 电话咨询平均响应时间)', 'K2'],
      ['value.none', 'K2'],
      ['ref.support(1)', 'K4'],
      ['ref.checkIn', 'K6'],
      ['ref.checkpoint(1)', 'K7'],
      ['value.none', 'K8'],
    ]);
    expect(blocksOf(section, 'quote')[0]?.label?.key).toBe('outcome.reason');
    expect(factsIn(section)['outcome.decidedBy']).toBe('outcome.byAt(system, 2026-05-08 10:00)');
  });

  it('a cancelled plan says why, and that it is no verdict', () => {
    const cancel = (history: History, local: string, note: string) =>
      play(history, [
        { type: 'Cancel', reason: 'ISSUED_IN_ERROR', note },
        contextIn(shanghai, local, as.hrOwner),
      ]);
    const running = trackingReport(
      reportInput(
        cancel(MID_RUN, '2026-04-03 10:00', '计划对象有误,已向双方说明'),
        '2026-04-03 11:00',
        'employee',
      ),
    );
    const section = sectionOf(running, 'outcome');
    expect(factsIn(section)).toMatchObject({
      'outcome.outcome': 'CANCELLED',
      'outcome.cancelReason': 'ISSUED_IN_ERROR',
      'outcome.cancelledOn': '2026-04-03',
    });
    expect(factsIn(section)['appeal.until']).toMatch(/^2026-/);
    expect(blocksOf(section, 'quote')).toHaveLength(1);
    expect(keysIn(section)).toContain('outcome.cancelledNote');
    expect(blocksOf(sectionOf(running, 'goals'), 'chart')).toHaveLength(3);
    const draft = trackingReport(
      reportInput(cancel(draftHistory(), '2026-02-10 10:00', ''), '2026-02-10 11:00', 'manager'),
    );
    expect(factsIn(sectionOf(draft, 'outcome'))['appeal.until']).toBeUndefined();
    expect(blocksOf(sectionOf(draft, 'outcome'), 'quote')).toEqual([]);
    expect(factsIn(draft.head)['head.period']).toBe('value.span(2026-03-02, 2026-04-30)');
  });
});

describe('people', () => {
  it('are named with their job title at the head', () => {
    const input: TrackingReportInput = reportInput(MID_RUN, '2026-04-03 09:00', 'hr');
    const titles = trackingReport(input).head.rows.flatMap(({ value }) =>
      'type' in value && value.type === 'person' ? [value.role] : [],
    );
    expect(titles).toEqual(['客户服务专员', '客户服务主管', '人力资源业务伙伴']);
  });
});
