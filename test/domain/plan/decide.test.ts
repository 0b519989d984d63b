import { describe, expect, it } from 'vitest';
import { NEEDS_RECORDS } from '../../../domain/plan/command.ts';
import { decide } from '../../../domain/plan/decide.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { NO_RECORDS, type Records } from '../../../domain/plan/records.ts';
import { finding, passGate } from '../../../domain/plan/rules/findings.ts';
import { PLAN_STATUSES, type PlanStatus } from '../../../domain/plan/vocabulary.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { archivedHistory, erasedHistory, sustainHistory } from '../../support/after-close.ts';
import { pausedHistory } from '../../support/amendments.ts';
import { commandOf, GIVEN_TYPES, type GivenType } from '../../support/every-command.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  approveCommand,
  approvedHistory,
  as,
  contextIn,
  createCommand,
  inShanghai,
  people,
  presentCommand,
  presentedHistory,
  shanghai,
  sharedHistory,
  submitCommand,
  submittedHistory,
} from '../../support/plans.ts';
import { finalReviewHistory, runHistory, step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const CANCEL = { type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' } as const;

/** A history at every stage, and a moment at which the clock moves nothing. */
const AT: Readonly<Record<PlanStatus, readonly [History, string]>> = {
  DRAFT: [sharedHistory(), '2026-02-11 12:00'],
  IN_REVIEW: [submittedHistory(), '2026-02-12 17:00'],
  APPROVED: [approvedHistory(), '2026-02-25 12:00'],
  PRESENTED: [presentedHistory(), '2026-02-25 12:00'],
  ACTIVE: [activePlanHistory(), '2026-03-04 12:00'],
  PAUSED: [pausedHistory(), '2026-03-10 12:00'],
  FINAL_REVIEW: [finalReviewHistory(), '2026-05-06 12:00'],
  CLOSED: [
    play(activePlanHistory(), step('2026-03-03 09:00', as.hrOwner, CANCEL)),
    '2026-03-04 12:00',
  ],
  SUSTAIN: [sustainHistory(), '2026-05-11 12:00'],
  ARCHIVED: [archivedHistory(), '2026-06-01 12:00'],
  ERASED: [erasedHistory(), '2028-05-09 12:00'],
};

describe('section 1: which command exists at which stage', () => {
  const RUNNING = ['ACTIVE', 'FINAL_REVIEW'] as const;
  const APPEALABLE = ['CLOSED', 'SUSTAIN'] as const;
  const STAGES: Readonly<Record<GivenType, readonly PlanStatus[]>> = {
    EditContent: ['DRAFT', 'APPROVED'],
    ShareDraft: ['DRAFT'],
    DeferSharing: ['DRAFT'],
    AnswerDraft: ['DRAFT'],
    DeclineTalk: ['DRAFT'],
    ReplyToAnswer: ['DRAFT'],
    Submit: ['DRAFT'],
    ReturnForChanges: ['IN_REVIEW'],
    Approve: ['IN_REVIEW'],
    Present: ['APPROVED'],
    Acknowledge: ['PRESENTED', 'ACTIVE', 'FINAL_REVIEW'],
    RecordRefusal: ['PRESENTED'],
    RecordPaperAcknowledgement: ['PRESENTED', 'ACTIVE', 'FINAL_REVIEW'],
    AddAttachment: PLAN_STATUSES.filter((status) => status !== 'ERASED'),
    RecordNoResponse: ['PRESENTED'],
    RecordUnreachable: ['PRESENTED'],
    Recall: ['PRESENTED'],
    Cancel: ['DRAFT', 'IN_REVIEW', 'APPROVED', 'PRESENTED', 'ACTIVE', 'PAUSED', 'FINAL_REVIEW'],
    RecordCheckIn: RUNNING,
    ReplyToCheckIn: RUNNING,
    CorrectCheckIn: RUNNING,
    MoveCheckIn: ['ACTIVE'],
    ExcuseCheckIn: RUNNING,
    RecordNoShow: RUNNING,
    HoldCheckpoint: RUNNING,
    MoveCheckpoint: ['ACTIVE'],
    ExcuseCheckpoint: RUNNING,
    RecordMeasurement: RUNNING,
    RecordBaseline: ['ACTIVE'],
    GiveFeedback: RUNNING,
    RecordCriticalEvent: RUNNING,
    MakeStatement: PLAN_STATUSES.filter((status) => status !== 'ERASED'),
    ReportAction: RUNNING,
    ScheduleSupport: RUNNING,
    DeliverSupport: RUNNING,
    ConfirmSupport: RUNNING,
    DisputeSupport: RUNNING,
    ResolveSupportDispute: RUNNING,
    WaiveSupport: RUNNING,
    BeginFinalReview: ['ACTIVE'],
    InviteToFinalMeeting: ['FINAL_REVIEW'],
    HoldFinalMeeting: ['FINAL_REVIEW'],
    RespondToReview: ['FINAL_REVIEW'],
    MarkSubstantiallyMet: ['FINAL_REVIEW'],
    ProposeOutcome: ['FINAL_REVIEW'],
    ReturnOutcome: ['FINAL_REVIEW'],
    ApproveOutcome: ['FINAL_REVIEW'],
    ServeOutcomeNotice: APPEALABLE,
    LodgeAppeal: APPEALABLE,
    NameAppealDecider: APPEALABLE,
    HearAppeal: APPEALABLE,
    DecideAppeal: APPEALABLE,
    WithdrawAppeal: APPEALABLE,
    BeginNextStep: [...APPEALABLE, 'ARCHIVED'],
    RecordSustainCheckIn: ['SUSTAIN'],
    RecordRelapse: ['SUSTAIN'],
    AnswerRelapse: ['SUSTAIN'],
    RecordEmploymentEnd: [...APPEALABLE, 'ARCHIVED'],
    GrantAccess: PLAN_STATUSES.filter((status) => status !== 'ERASED'),
    RevokeAccess: PLAN_STATUSES.filter((status) => status !== 'ERASED'),
    EndAccess: PLAN_STATUSES.filter((status) => status !== 'ERASED'),
    PlaceHold: PLAN_STATUSES.filter((status) => status !== 'ERASED'),
    ReleaseHold: PLAN_STATUSES.filter((status) => status !== 'ERASED'),
    RequestErasure: ['ARCHIVED'],
    WithdrawErasure: ['ARCHIVED'],
    ConfirmErasure: ['ARCHIVED'],
    Pause: ['ACTIVE'],
    Resume: ['PAUSED'],
    ProposeAmendment: ['ACTIVE', 'FINAL_REVIEW'],
    ApproveAmendment: RUNNING,
    ServeAmendment: RUNNING,
    AcknowledgeAmendment: RUNNING,
    RecordAmendmentRefusal: RUNNING,
    RecordAmendmentUnreachable: RUNNING,
    RejectAmendment: ['ACTIVE', 'PAUSED', 'FINAL_REVIEW'],
    ChangeManager: [
      'DRAFT',
      'IN_REVIEW',
      'APPROVED',
      'PRESENTED',
      'ACTIVE',
      'PAUSED',
      'FINAL_REVIEW',
    ],
    AcceptHandover: ['ACTIVE', 'PAUSED', 'FINAL_REVIEW'],
    DeclineHandover: ['ACTIVE', 'PAUSED', 'FINAL_REVIEW'],
    OverrideRule: ['FINAL_REVIEW'],
    AnswerDisagreement: ['PRESENTED', 'ACTIVE', 'PAUSED', 'FINAL_REVIEW'],
    PrepareCheckIn: RUNNING,
    RaiseObstacle: RUNNING,
    AssignObstacle: RUNNING,
    AnswerObstacle: RUNNING,
    RateParts: RUNNING,
    RecordJurisdictionFact: [
      'DRAFT',
      'IN_REVIEW',
      'APPROVED',
      'PRESENTED',
      'ACTIVE',
      'PAUSED',
      'FINAL_REVIEW',
    ],
  };

  it.each(GIVEN_TYPES)('%s', (type) => {
    for (const status of PLAN_STATUSES) {
      const [history, local] = AT[status];
      const result = decide(
        commandOf(type) as never,
        planOf(history),
        inShanghai(local, as.hrHead),
      );
      const code = result.ok ? 'accepted' : result.error.code;
      if (STAGES[type].includes(status)) expect(code, status).not.toBe('WRONG_STATUS');
      else
        expect(result, status).toEqual({
          ok: false,
          error: { code: 'WRONG_STATUS', status, allowed: STAGES[type] },
        });
    }
  });
});

describe('what is due comes first, signed by the clock', () => {
  it('nobody acts on a stale state', () => {
    const late = given(acknowledgedHistory()).when(
      { type: 'GiveFeedback', entry: { kind: 'positive', text: '回拨及时' } },
      inShanghai('2026-03-10 09:00', as.employee),
    );
    late.thenTypes('PlanActivated', 'CheckInMissed', 'FeedbackGiven');
    expect(
      late
        .history()
        .slice(-3)
        .map(({ by }) => by.kind),
    ).toEqual(['system', 'system', 'member']);
  });

  it('a refused command changes nothing, not even that', () => {
    given(acknowledgedHistory())
      .when({ type: 'Recall', reason: '岗位职责有变' }, inShanghai('2026-03-02 09:00', as.hrOwner))
      .thenWrongStatus('ACTIVE');
  });

  it('the whole life that passed unattended is caught up with, in order', () => {
    const settled = given(acknowledgedHistory()).when(
      { type: 'Settle' },
      inShanghai('2026-08-01 00:00', as.system),
    );
    settled.thenTypes(
      'PlanActivated',
      'CheckInMissed',
      'CheckInMissed',
      'CheckInMissed',
      'CheckInMissed',
      'CheckpointMissed',
      'CheckInMissed',
      'CheckInMissed',
      'CheckInMissed',
      'FinalReviewBegun',
    );
    expect(settled.plan().status).toBe('FINAL_REVIEW');
    given(settled.history())
      .when({ type: 'Settle' }, inShanghai('2027-08-01 00:00', as.system))
      .thenNothingDue();
  });

  it('the final review begins on the last day, not before', () => {
    const history = runHistory();
    const settle = (local: string) =>
      given(history).when({ type: 'Settle' }, inShanghai(local, as.system));
    settle('2026-04-29 23:59').thenNothingDue();
    settle('2026-04-30 00:00').thenEvents({
      type: 'FinalReviewBegun',
      on: on('2026-04-30'),
      early: false,
    });
  });

  it('no stage before the presentation or in the archive has anything due', () => {
    for (const status of ['DRAFT', 'IN_REVIEW', 'APPROVED', 'ARCHIVED', 'ERASED'] as const)
      given(AT[status][0])
        .when({ type: 'Settle' }, inShanghai('2029-01-01 00:00', as.system))
        .thenNothingDue();
  });
});

describe('a plan that a system drives from end to end', () => {
  // An import or a leave feed acts without a person: the plan's HR owner stands in for it.
  const by = (local: string) => contextIn(shanghai, local, as.system);
  const drafted = given([]).when(createCommand(shanghai), by('2026-02-10 09:00'));
  const deferred = play(drafted.history(), [
    { type: 'DeferSharing', reason: '员工正在休假' },
    by('2026-02-10 10:00'),
  ]);
  const submitted = play(deferred, [submitCommand, by('2026-02-12 15:00')]);

  it('names the HR owner as author, submitter and approver', () => {
    expect(drafted.plan().authorId).toBe(people.hrOwner);
    expect(planOf(submitted)).toMatchObject({
      submission: { by: people.hrOwner },
      talk: { deferral: { by: people.hrOwner } },
    });
  });

  it('so it cannot also approve what it wrote (A3)', () => {
    given(submitted)
      .when(approveCommand(submitted), by('2026-02-13 10:00'))
      .thenRefused('A3.approver');
  });

  it('and signs a cancellation as what it is', () => {
    expect(
      given(submitted)
        .when({ type: 'Cancel', reason: 'LEFT', note: '离职' }, by('2026-02-13 10:00'))
        .plan(),
    ).toMatchObject({ closing: { by: 'system', outcome: 'CANCELLED', reason: 'LEFT' } });
  });

  it('while what a person wrote it may approve and present', () => {
    const written = submittedHistory();
    const approved = play(written, [approveCommand(written), by('2026-02-13 10:00')]);
    expect(planOf(approved)).toMatchObject({ approval: { by: people.hrOwner } });
    given(approved)
      .when(presentCommand(shanghai), by('2026-02-25 11:00'))
      .thenTypes('PlanPresented');
  });
});

describe('section 2: the gate', () => {
  const reason = '员工已经了解情况并同意按此推进';
  const warnings = [
    finding('K4.undelivered', '/supports/0', {}, 'W'),
    finding('B3.single', '/gaps/0'),
  ];
  const pass = (...args: Partial<Parameters<typeof passGate>>) => {
    const [
      results = warnings,
      policy = DEFAULT_POLICY,
      acceptances = [],
      by = people.manager,
      earlier,
    ] = args;
    return passGate(results, policy, acceptances, by, earlier);
  };

  it('errors refuse, whatever is accepted', () => {
    const error = finding('D1.tooFew', '/goals');
    expect(pass([error], undefined, [{ ruleId: 'D1', reason }])).toEqual({
      ok: false,
      error: [error],
    });
  });

  it('hints pass', () => {
    expect(pass([finding('K4.undelivered', '', {}, 'I')])).toEqual({ ok: true, value: [] });
  });

  it.each([
    ['fifteen Latin characters', 'agreed with her', true],
    ['fourteen', 'agreed with HR', false],
    ['eight Chinese ones', '已经与员工当面说', true],
    ['seven', '已与员工当面说', false],
    ['blanks do not count', `  短${' '.repeat(20)}`, false],
    ['code points count, not halves of them', '😀'.repeat(8), false],
  ])('a warning passes with a reason that says something: %s', (_, text, passes) => {
    const accepted = warnings.map(({ ruleId }) => ({ ruleId, reason: text }));
    expect(pass(undefined, undefined, accepted).ok).toBe(passes);
  });

  it('once per rule and plan version, now or earlier', () => {
    const [first, second] = warnings;
    const earlier = [{ ruleId: 'B3', reason, by: people.manager, findings: [] }] as const;
    expect(pass(undefined, undefined, [], undefined, earlier)).toEqual({
      ok: false,
      error: [first],
    });
    expect(pass(undefined, undefined, [{ ruleId: 'K4', reason }])).toEqual({
      ok: false,
      error: [second],
    });
  });

  it('Q1: a tenant raises warnings to errors, and only warnings', () => {
    const raised = { ...DEFAULT_POLICY, raised: ['K4', 'D1'] };
    const accepted = warnings.map(({ ruleId }) => ({ ruleId, reason }));
    expect(pass(warnings, raised, accepted)).toMatchObject({
      ok: false,
      error: [{ ruleId: 'K4', severity: 'E' }],
    });
    const hint = finding('K4.undelivered', '', {}, 'I');
    expect(pass([hint], raised)).toEqual({ ok: true, value: [] });
  });
});

describe('a command that says it needs no records is decided the same without', () => {
  it.each(GIVEN_TYPES.filter((type) => !(NEEDS_RECORDS as readonly string[]).includes(type)))(
    '%s',
    (type) => {
      const run = { checkIns: ['2026-03-05'] };
      for (const [history, local] of [
        [runHistory(run), '2026-04-29 18:00'],
        [finalReviewHistory(run), '2026-05-06 12:00'],
      ] as const) {
        const decided = (records: Records) =>
          decide(commandOf(type) as never, planOf(history), {
            ...inShanghai(local, as.hrHead),
            records,
          } as never);
        expect(decided(recordsOf(history))).toEqual(decided(NO_RECORDS));
      }
    },
  );
});
