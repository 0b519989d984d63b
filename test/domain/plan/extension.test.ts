import { describe, expect, it } from 'vitest';
import type { PlanContent } from '../../../domain/plan/content.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { plannedCheckIns } from '../../../domain/plan/meetings.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import type { FinalReviewPlan, RunningPlan } from '../../../domain/plan/state.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import {
  amendedOn,
  answerAmendment,
  approveAmendment,
  extendCommand,
  extended,
  PAUSE,
  proposeAmendment,
  RESUME,
  serveAmendment,
  servedOn,
  withEasierGoal,
} from '../../support/amendments.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import { as, changed, inShanghai, shanghai, shanghaiContent } from '../../support/plans.ts';
import {
  finalReviewHistory,
  proposeCommand,
  type Run,
  reviewedHistory,
  runHistory,
  step,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const calendar = shanghai.calendar;
const ACCEPTED = ['G4', 'G1', 'F3', 'I7'].map((ruleId) => ({
  ruleId,
  reason: '已经与员工当面说明并记录在案',
}));
const final = finalReviewHistory();
const extend = (
  content: PlanContent,
  more = {},
  history: History = final,
  local = '2026-05-06 09:00',
) =>
  given(history).when(
    extendCommand(content, { accepted: ACCEPTED, ...more }),
    inShanghai(local, as.manager),
  );
const keys = (answer: ReturnType<typeof extend>) =>
  answer.violations().map(({ messageKey }) => messageKey);
const running = (history: History) => planOf(history) as RunningPlan;
const command = (content = extended(), more = {}) =>
  extendCommand(content, { accepted: ACCEPTED, ...more });

describe('FINAL_REVIEW --extend--> ACTIVE', () => {
  it('once HR approved it and the employee signed; new check-ins derive', () => {
    const after = amendedOn(final, '2026-05-06', command());
    expect(planOf(after)).toMatchObject({
      status: 'ACTIVE',
      content: { schedule: { endOn: '2026-05-28' } },
      activation: { endOn: '2026-04-30' },
      amendments: [
        {
          kind: 'EXTENSION',
          status: 'EFFECTIVE',
          extension: {
            reason: 'SUBSTANTIAL_PROGRESS',
            from: '2026-04-30',
            to: '2026-05-28',
          },
        },
      ],
    });
    expect(planOf(after)).not.toHaveProperty('review');
    const derived = plannedCheckIns(planOf(after).content, calendar).filter(
      (day) => day > '2026-05-06',
    );
    expect(derived).toEqual(['2026-05-07', '2026-05-21']);
    given(after)
      .when({ type: 'Settle' }, inShanghai('2026-05-28 00:00', as.system))
      .thenTypes('CheckInMissed', 'CheckpointMissed', 'CheckInMissed', 'FinalReviewBegun');
  });

  it('while the plan still runs, too', () => {
    const after = amendedOn(runHistory(), '2026-04-29', command());
    given(after)
      .when({ type: 'Settle' }, inShanghai('2026-04-30 00:00', as.system))
      .thenNothingDue();
    expect(planOf(after).status).toBe('ACTIVE');
  });

  it('J1: silence is stated, and the employee has the time all the same', () => {
    const served = servedOn(final, '2026-05-06', command());
    const silent = given(served).when(
      { type: 'Settle' },
      inShanghai('2026-05-14 00:00', as.system),
    );
    silent.thenTypes('AmendmentAcknowledged', 'AmendmentTookEffect');
    expect(silent.plan()).toMatchObject({
      status: 'ACTIVE',
      amendments: [{ answer: 'NO_RESPONSE' }],
    });
  });

  it('J1: but not where it comes with less support', () => {
    const less = changed(extended(), '/supports/2', undefined);
    const early = servedOn(
      runHistory({ supports: ['mentor', 'product-course'] }),
      '2026-04-22',
      command(less),
    );
    given(early)
      .when({ type: 'Settle' }, inShanghai('2026-04-30 00:00', as.system))
      .thenTypes('AmendmentLapsed', 'FinalReviewBegun');
  });

  it('J2: in writing and before the closing: there is no closing beside it', () => {
    const reviewed = reviewedHistory();
    const open = play(reviewed, step('2026-05-11 09:00', as.manager, command()));
    const propose = given(open).when(
      proposeCommand(open, { accepted: ACCEPTED }),
      inShanghai('2026-05-15 09:00', as.manager),
    );
    propose.thenRefused('J2.open');
    const readiness = closeReadiness(planOf(open) as FinalReviewPlan, {
      today: on('2026-05-15'),
      calendar,
      records: recordsOf(open),
    });
    expect(readiness.notMet.map(({ messageKey }) => messageKey)).toEqual(['J2.open']);
    expect(readiness.met.map(({ messageKey }) => messageKey)).toContain('J2.open');
    const closed = play(
      final,
      step('2026-05-06 09:00', as.hrOwner, {
        type: 'Cancel',
        reason: 'INCONCLUSIVE',
        note: '数据不足',
      }),
    );
    extend(extended(), {}, closed).thenWrongStatus('CLOSED');
  });
});

describe('J2 to J5: how far and why', () => {
  it('J3: with a reason of the list', () => {
    const { extension: _, ...without } = command();
    given(final).when(without, inShanghai('2026-05-06 09:00', as.manager)).thenRefused('J3.reason');
  });

  it('J3: only progress counts against the policy', () => {
    const once = amendedOn(final, '2026-05-06', command());
    const twice = extended(planOf(once).content, '2026-06-18', '2026-06-04');
    const again = (extension: string) => extend(twice, { extension }, once, '2026-05-07 09:00');
    again('SUBSTANTIAL_PROGRESS').thenRefused('J3.max');
    for (const extension of ['ORG_DEFAULT', 'LEAVE', 'NEW_MANAGER', 'DATA_INSUFFICIENT'])
      again(extension).thenTypes('AmendmentProposed');
    const forData = amendedOn(
      final,
      '2026-05-06',
      command(extended(), { extension: 'DATA_INSUFFICIENT' }),
    );
    extend(twice, {}, forData, '2026-05-07 09:00').thenTypes('AmendmentProposed');
  });

  it('J4: for progress no longer than the first length; for other reasons within the hard limit', () => {
    // Fifty-nine days from 2 March to 30 April; as many more end on 28 June.
    const until = (day: string, extension = 'SUBSTANTIAL_PROGRESS') => {
      const base = extended(shanghaiContent(), day, '2026-05-28');
      const content = changed(base, '/schedule/checkpoints/2', {
        id: 'third',
        on: on('2026-06-17'),
      });
      return extend(content, { extension });
    };
    until('2026-06-26').thenTypes('AmendmentProposed');
    until('2026-06-29').thenRefused('J4.tooLong');
    expect(until('2026-06-29').violations()[0]?.params).toEqual({ limit: '2026-06-28' });
    until('2026-06-29', 'ORG_DEFAULT').thenTypes('AmendmentProposed');
  });

  it('J5: with a new checkpoint inside, and no goal harder or new', () => {
    const bare = {
      ...extended(),
      schedule: { ...extended().schedule, checkpoints: shanghaiContent().schedule.checkpoints },
    };
    expect(keys(extend(bare))).toContain('J5.checkpoint');
    extend(changed(extended(), '/goals/1/measure/target', 25)).thenRefused(
      'D7.aboveStandard',
      'J5.harder',
    );
    const [, goal] = shanghaiContent().goals;
    const more = changed(extended(), '/goals/2', { ...goal, id: 'fourth' });
    expect(keys(extend(more))).toContain('J5.harder');
    extend(changed(extended(), '/goals/1/measure/target', 35)).thenTypes('AmendmentProposed');
  });

  it('J2: where no time is left, what remains is said', () => {
    const year = (days: string): PlanContent =>
      changed(shanghaiContent(), '/schedule/endOn', on(days));
    const checkpoints = [
      '2026-05-29',
      '2026-06-29',
      '2026-07-29',
      '2026-08-28',
      '2026-09-28',
      '2026-10-28',
      '2026-11-27',
      '2026-12-28',
      '2027-01-28',
      '2027-02-18',
    ];
    const content = {
      ...year('2027-03-02'),
      schedule: {
        ...year('2027-03-02').schedule,
        finalReviewOn: on('2027-03-02'),
        checkpoints: [
          ...shanghaiContent().schedule.checkpoints,
          ...checkpoints.map((day, index) => ({ id: `c-${index}`, on: on(day) })),
        ],
      },
    };
    const long = amendedOn(
      runHistory(),
      '2026-04-29',
      command(content, {
        extension: 'LEAVE',
        accepted: [...ACCEPTED, { ruleId: 'Q3', reason: '明年日历公布后再行调整' }],
      }),
    );
    const next = extended(content, '2027-03-12', '2027-03-05');
    const refused = extend(
      next,
      {
        extension: 'LEAVE',
        accepted: [...ACCEPTED, { ruleId: 'Q3', reason: '明年日历公布后再行调整' }],
      },
      long,
      '2026-05-06 09:00',
    );
    expect(keys(refused)).toContain('J2.noRoom');
  });

  it('J4: a pause does not use up the limits', () => {
    const paused = play(
      runHistory({ checkIns: [], checkpoint: false, supports: [] }),
      step('2026-04-29 18:00', as.hrOwner, PAUSE),
      step('2026-05-29 09:00', as.hrOwner, RESUME),
    );
    expect(running(paused).pauses).toHaveLength(1);
    const content = planOf(paused).content;
    const more = extended(content, '2026-07-20', '2026-06-26');
    extend(
      more,
      { accepted: [...ACCEPTED, { ruleId: 'C3', reason: '已经与员工当面说明并记录在案' }] },
      paused,
      '2026-05-29 10:00',
    ).thenTypes('AmendmentProposed');
  });
});

describe('F8: support that came late is made up for', () => {
  const late: Run = {
    supports: ['product-course', 'simple-process'],
    also: [
      [
        '2026-03-12 09:00',
        as.hrOwner,
        {
          type: 'DeliverSupport',
          supportId: 'mentor',
          deliveredOn: on('2026-03-12'),
          evidence: '签到表',
        },
      ],
      ['2026-03-12 10:00', as.employee, { type: 'ConfirmSupport', supportId: 'mentor' }],
    ],
  };
  const propose = (history: History, outcome = {}, local = '2026-05-15 09:00') =>
    given(history).when(
      proposeCommand(history, { accepted: ACCEPTED, ...outcome }),
      inShanghai(local, as.manager),
    );

  it('E at NOT_MET: four working days late need as many more', () => {
    const reviewed = reviewedHistory(late);
    propose(reviewed).thenRefused('F8.extension');
    expect(propose(reviewed).violations()[0]).toMatchObject({
      params: { kind: 'MENTORING', late: 4, extended: 0 },
      owedBy: { role: 'hr' },
    });
    const readiness = closeReadiness(planOf(reviewed) as FinalReviewPlan, {
      today: on('2026-05-15'),
      calendar,
      records: recordsOf(reviewed),
    });
    expect(readiness.notMet.map(({ ruleId }) => ruleId)).toEqual(['F8']);
  });

  it('W beside PARTLY_MET, and nothing once the plan was extended', () => {
    const partly = reviewedHistory({ ...late, values: { 'response-time': 30 } });
    propose(partly, { outcome: 'PARTLY_MET', nextStep: 'RETRAIN' }).thenRefused('F8.extension');
    propose(partly, {
      outcome: 'PARTLY_MET',
      nextStep: 'RETRAIN',
      accepted: [...ACCEPTED, { ruleId: 'F8', reason: '迟到四天，员工表示没有影响' }],
    }).thenTypes('OutcomeProposed');
    const after = amendedOn(
      finalReviewHistory(late),
      '2026-05-06',
      command(extended(), { extension: 'ORG_DEFAULT' }),
    );
    const plan = running(after);
    const readiness = closeReadiness(plan, {
      today: on('2026-05-07'),
      calendar,
      records: recordsOf(after),
    });
    expect(readiness.notMet.map(({ ruleId }) => ruleId)).not.toContain('F8');
  });

  it('what is disputed is not late before HR finds that it was given', () => {
    const disputed = (more: Run['also']) =>
      finalReviewHistory({
        ...late,
        also: [
          ...(late.also ?? []).slice(0, 1),
          [
            '2026-03-12 10:00',
            as.employee,
            { type: 'DisputeSupport', supportId: 'mentor', reason: '没有进行' },
          ],
          ...(more ?? []),
        ],
      });
    const rulesOf = (history: History) =>
      closeReadiness(running(history), {
        today: on('2026-05-07'),
        calendar,
        records: recordsOf(history),
      }).notMet.map(({ ruleId }) => ruleId);
    expect(rulesOf(disputed([]))).not.toContain('F8');
    const found = {
      type: 'ResolveSupportDispute',
      supportId: 'mentor',
      finding: 'DELIVERED',
      reason: '签到表属实',
    } as const;
    expect(rulesOf(disputed([['2026-03-13 10:00', as.hrOwner, found]]))).toContain('F8');
  });
});

describe('section 2: rules that an HR head may set aside', () => {
  const missed = reviewedHistory({ checkIns: ['2026-03-05'], checkpoint: false });
  const override = (ruleId: 'A6' | 'F8' | 'K6' | 'K7', history: History = missed) =>
    given(history).when(
      { type: 'OverrideRule', ruleId, reason: '停产六周，无法按期沟通' },
      inShanghai('2026-05-15 08:00', as.hrHead),
    );
  const propose = (history: History) =>
    given(history).when(
      proposeCommand(history, { accepted: ACCEPTED }),
      inShanghai('2026-05-15 09:00', as.manager),
    );

  it('K6: with a reason that stays with the plan; the finding becomes a hint', () => {
    propose(missed).thenRefused('K6.ratio', 'K7.missed');
    const once = override('K6');
    once.thenEvents({ type: 'RuleOverridden', ruleId: 'K6', reason: '停产六周，无法按期沟通' });
    expect(once.plan()).toMatchObject({
      review: { overrides: [{ ruleId: 'K6', reason: '停产六周，无法按期沟通' }] },
    });
    propose(once.history()).thenRefused('K7.missed');
    const readiness = closeReadiness(once.plan() as FinalReviewPlan, {
      today: on('2026-05-15'),
      calendar,
      records: recordsOf(once.history()),
    });
    expect(readiness.notMet.map(({ ruleId }) => ruleId)).toEqual(['K7']);
    expect(readiness.hints.map(({ ruleId }) => ruleId)).toEqual(['K6']);
    const twice = override('K6', once.history());
    expect(twice.plan()).toMatchObject({ review: { overrides: [{ ruleId: 'K6' }] } });
  });

  it('K7: only after an extension was offered, whatever became of it', () => {
    override('K7').thenRefused('K7.offerFirst');
    const offered = play(
      missed,
      step('2026-05-11 09:00', as.manager, command()),
      step('2026-05-11 10:00', as.hrOwner, { type: 'RejectAmendment', reason: '员工希望尽快结束' }),
    );
    const both = override('K7', override('K6', offered).history());
    const proposed = propose(both.history());
    proposed.thenTypes('OutcomeProposed');
    const closed = given(proposed.history()).when(
      { type: 'ApproveOutcome', accepted: ACCEPTED },
      inShanghai('2026-05-15 10:00', as.hrHead),
    );
    expect(closed.plan()).toMatchObject({
      status: 'CLOSED',
      closing: {
        outcome: 'NOT_MET',
        overrides: [{ ruleId: 'K6' }, { ruleId: 'K7' }],
        findings: expect.arrayContaining([expect.objectContaining({ ruleId: 'K6' })]),
      },
    });
  });

  it('nothing else is set aside, and a closing without any carries none', () => {
    const reviewed = reviewedHistory();
    const proposed = propose(reviewed);
    const closed = given(proposed.history()).when(
      { type: 'ApproveOutcome', accepted: ACCEPTED },
      inShanghai('2026-05-15 10:00', as.hrHead),
    );
    expect(closed.plan()).toMatchObject({ closing: { outcome: 'NOT_MET' } });
    expect((closed.plan() as { closing: object }).closing).not.toHaveProperty('overrides');
    expect(DEFAULT_POLICY.extension).toEqual({ max: 1, maxRatio: 1 });
  });
});

describe('an amendment beside an extension', () => {
  it('approval is judged again: what was ahead when proposed may be past', () => {
    const asked = play(
      runHistory(),
      step('2026-04-29 09:00', as.manager, proposeAmendment(withEasierGoal())),
    );
    const moved = play(
      asked,
      step('2026-04-29 09:30', as.hrOwner, { type: 'RejectAmendment', reason: '改为延期' }),
    );
    const soon = play(
      moved,
      step(
        '2026-04-29 10:00',
        as.manager,
        command(extended(shanghaiContent(), '2026-05-15', '2026-05-07')),
      ),
    );
    given(soon)
      .when(approveAmendment(soon), inShanghai('2026-05-07 09:00', as.hrHead))
      .thenRefused('J1.past');
    const approved = play(soon, step('2026-04-29 11:00', as.hrHead, approveAmendment(soon)));
    const served = play(
      approved,
      step('2026-04-29 12:00', as.manager, serveAmendment('2026-04-29 11:30')),
    );
    expect(
      planOf(play(served, step('2026-04-29 13:00', as.employee, answerAmendment(served)))).content
        .schedule.endOn,
    ).toBe('2026-05-15');
  });
});
