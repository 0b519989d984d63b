import { describe, expect, it } from 'vitest';
import type { CommandOf, PlanCommand } from '../../../domain/plan/command.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import type { FindingKey, RuleResult } from '../../../domain/plan/rules/findings.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import { NEXT_STEPS, type NextStep, PROPOSED_OUTCOMES } from '../../../domain/plan/vocabulary.ts';
import { policyAt } from '../../../domain/tenant/packs/packs.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { pointWell } from '../../support/finding-places.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  berlin,
  changed,
  contextIn,
  inShanghai,
  people,
  shanghai,
  shanghaiContent,
} from '../../support/plans.ts';
import {
  CHECK_INS,
  checkInCommand,
  finalReviewHistory,
  GOALS,
  holdMeetingCommand,
  MEETING,
  measureCommand,
  measurementsOf,
  proposeCommand,
  type Run,
  reasonsIn,
  reviewedHistory,
  runHistory,
  SUPPORTS,
  step,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const REASON = '员工已经了解,并同意按现有记录作出结论';
const FROM_MANAGER = inShanghai('2026-05-07 10:00', as.manager);

/** What HR and the manager hear when they propose on 7 May. */
const proposing = (
  history: History,
  more: Partial<CommandOf<'ProposeOutcome'>> = {},
  local = '2026-05-07 10:00',
) => given(history).when(proposeCommand(history, more), inShanghai(local, as.manager));

const met = { outcome: 'MET', nextStep: 'NORMAL' } as const;
const partly = { outcome: 'PARTLY_MET', nextStep: 'RETRAIN' } as const;
/** One goal of three is met. */
const PARTLY = { 'first-time-resolution': 85 } as const;

const proposed = (run: Run = {}, more: Partial<CommandOf<'ProposeOutcome'>> = {}): History => {
  const history = reviewedHistory(run);
  return play(history, [proposeCommand(history, more), FROM_MANAGER]);
};

const approve = (more: Partial<CommandOf<'ApproveOutcome'>> = {}): CommandOf<'ApproveOutcome'> => ({
  type: 'ApproveOutcome',
  accepted: [],
  ...more,
});
const approving = (
  history: History,
  more: Partial<CommandOf<'ApproveOutcome'>> = {},
  local = '2026-05-08 10:00',
) => given(history).when(approve(more), inShanghai(local, as.hrHead));

const readinessOf = (history: History, local = '2026-05-07 10:00') => {
  const plan = runningPart(planOf(history));
  if (plan === undefined) throw new Error('the plan does not run');
  const { today, calendar } = inShanghai(local, as.manager);
  const readiness = closeReadiness(plan, { today, calendar, records: recordsOf(history) });
  const { met, notMet, hints, referral } = readiness;
  pointWell([...met, ...notMet, ...hints, ...referral]);
  return readiness;
};
const keys = (results: readonly RuleResult[]): readonly FindingKey[] =>
  results.map(({ messageKey }) => messageKey);

describe('K1 outcome and next step are two questions', () => {
  const ALLOWED: Readonly<Record<(typeof PROPOSED_OUTCOMES)[number], readonly NextStep[]>> = {
    MET: ['NORMAL', 'SUSTAIN'],
    PARTLY_MET: ['NORMAL', 'SUSTAIN', 'RETRAIN', 'SECOND_PLAN'],
    NOT_MET: ['RETRAIN', 'REASSIGN', 'ROLE_CHANGE', 'SECOND_PLAN', 'SEPARATION_REVIEW'],
  };
  const histories = {
    MET: reviewedHistory({ values: MEETING }),
    PARTLY_MET: reviewedHistory({ values: PARTLY }),
    NOT_MET: reviewedHistory(),
  };

  it.each(
    PROPOSED_OUTCOMES.flatMap((outcome) => NEXT_STEPS.map((next) => [outcome, next] as const)),
  )('%s, then %s', (outcome, nextStep) => {
    const answer = proposing(histories[outcome], { outcome, nextStep });
    if (ALLOWED[outcome].includes(nextStep)) answer.thenTypes('OutcomeProposed');
    else {
      answer.thenRefused('K1.nextStep');
      expect(answer.violations()).toMatchObject([
        { path: '/nextStep', params: { outcome, nextStep } },
      ]);
    }
  });

  it('H9: no next step is a dismissal, and none follows from a refusal to sign', () => {
    expect(NEXT_STEPS).toEqual([
      'NORMAL',
      'SUSTAIN',
      'RETRAIN',
      'REASSIGN',
      'ROLE_CHANGE',
      'SECOND_PLAN',
      'SEPARATION_REVIEW',
    ]);
  });

  it('NOT_MET contradicts goals that are all met', () => {
    proposing(histories.MET).thenRefused('K1.contradiction');
    proposing(histories.PARTLY_MET).thenTypes('OutcomeProposed');
  });

  it('PARTLY_MET says that some are met and some are not', () => {
    proposing(histories.MET, partly).thenRefused('K1.contradiction');
    const answer = proposing(histories.NOT_MET, partly);
    answer.thenRefused('K1.contradiction');
    expect(answer.violations()).toMatchObject([
      { path: '/outcome', params: { outcome: 'PARTLY_MET', met: 0, goals: 3 } },
    ]);
    proposing(histories.PARTLY_MET, partly).thenTypes('OutcomeProposed');
  });
});

describe('K2 MET means every goal', () => {
  const history = reviewedHistory({ values: PARTLY });

  it('names the goals that are not met', () => {
    const answer = proposing(history, met);
    answer.thenRefused('K2.goals', 'K2.goals');
    expect(answer.violations()).toMatchObject([
      { path: '/goals/0', params: { goal: 1, status: 'NOT_MET' } },
      { path: '/goals/1', params: { goal: 2, status: 'NOT_MET' } },
    ]);
  });

  it('counts a goal that HR marks as substantially met, with its reason', () => {
    const marked = GOALS.slice(0, 2).reduce(
      (before, goalId) =>
        given(before)
          .when(
            { type: 'MarkSubstantiallyMet', goalId, reason: REASON },
            inShanghai('2026-05-07 09:30', as.hrOwner),
          )
          .history(),
      history,
    );
    proposing(marked, met).thenTypes('OutcomeProposed');
    expect(readinessOf(marked).met).toEqual([]);
  });

  it('marks only goals of the plan, in the final review', () => {
    const mark: PlanCommand = {
      type: 'MarkSubstantiallyMet',
      goalId: 'another',
      reason: REASON,
    };
    given(history).when(mark, inShanghai('2026-05-07 09:30', as.hrOwner)).thenUnknownPart('goal');
    given(runHistory())
      .when({ ...mark, goalId: GOALS[0] }, inShanghai('2026-04-29 18:00', as.hrOwner))
      .thenWrongStatus('ACTIVE');
  });

  it('needs neither the end of the period, nor the meeting, nor reasons', () => {
    const bare = finalReviewHistory({ values: MEETING });
    proposing(bare, { ...met, reasons: [] }, '2026-04-30 10:00').thenTypes('OutcomeProposed');
  });
});

describe('K2 an early end', () => {
  /** No sum that can still grow: every goal can be met before its day. */
  const of = {
    ...shanghai,
    content: changed(shanghaiContent(), '/goals/0/measure/aggregate', 'last'),
  };
  const begin = (history: History, local = '2026-04-29 18:00') =>
    given(history).when({ type: 'BeginFinalReview' }, inShanghai(local, as.manager));

  it('follows when every goal is met, twice in a row', () => {
    const answer = begin(runHistory({ of, values: MEETING }));
    answer.thenEvents({ type: 'FinalReviewBegun', on: on('2026-04-29'), early: true });
    expect(answer.plan()).toMatchObject({ status: 'FINAL_REVIEW', review: { early: true } });
  });

  it('does not follow while a goal is not met', () => {
    begin(runHistory({ of, values: { ...MEETING, 'response-time': 31 } })).thenRefused(
      'K2.goals',
      'K2.early',
    );
  });

  it('does not follow from one good measurement', () => {
    const once = runHistory({
      of,
      values: { ...MEETING, 'first-time-resolution': 84 },
      also: [
        ['2026-04-28 09:00', as.manager, measureCommand('first-time-resolution', 85, '2026-04-28')],
      ],
    });
    const answer = begin(once);
    answer.thenRefused('K2.early');
    expect(answer.violations()).toMatchObject([{ path: '/goals/2', params: { goal: 3, min: 2 } }]);
    const twice = play(
      once,
      step(
        '2026-04-29 09:00',
        as.manager,
        measureCommand('first-time-resolution', 86, '2026-04-29'),
      ),
    );
    begin(twice).thenTypes('FinalReviewBegun');
  });

  it('counts the last two that stand, not one that was corrected', () => {
    const good = runHistory({ of, values: MEETING });
    const [last = 0] = measurementsOf(good, 'first-time-resolution').slice(-1);
    const corrected = play(
      good,
      step(
        '2026-04-29 09:00',
        as.manager,
        measureCommand('first-time-resolution', 84, '2026-04-27', {
          supersedes: { seq: last, reason: '漏计两张工单' },
        }),
      ),
    );
    begin(corrected).thenRefused('K2.goals', 'K2.early');
  });

  it('takes a milestone when it is done, and the other goals as ever', () => {
    const inBerlin = (local: string) => contextIn(berlin, local, as.manager);
    const measure = (goalId: string, value: number, day: string) =>
      [
        {
          type: 'RecordMeasurement',
          goalId,
          value,
          sample: 3,
          measuredOn: on(day),
          source: 'Incident tracker',
        } satisfies PlanCommand,
        inBerlin(`${day} 12:00`),
      ] as const;
    const history = play(
      activePlanHistory(berlin),
      measure('checklist', 1, '2026-03-10'),
      measure('lead-time', 16, '2026-03-11'),
    );
    const early = (before: History) =>
      given(before).when({ type: 'BeginFinalReview' }, inBerlin('2026-03-12 13:00'));
    early(history).thenRefused('K2.early');
    early(play(history, measure('lead-time', 14, '2026-03-12'))).thenTypes('FinalReviewBegun');
    early(play(history, measure('lead-time', 17, '2026-03-12'))).thenRefused(
      'K2.goals',
      'K2.early',
    );
  });

  it('is for a plan that runs; at its end the clock has done it', () => {
    given(finalReviewHistory())
      .when({ type: 'BeginFinalReview' }, inShanghai('2026-04-30 10:00', as.manager))
      .thenWrongStatus('FINAL_REVIEW');
  });

  describe('K3 no verdict of failure before the period has ended', () => {
    const early = play(
      begin(runHistory({ of, values: MEETING })).history(),
      step('2026-04-29 18:10', as.manager, holdMeetingCommand({ heldOn: on('2026-04-29') })),
      step('2026-04-29 18:20', as.employee, { type: 'RespondToReview', text: null }),
    );
    const [last = 0] = measurementsOf(early, 'first-time-resolution').slice(-1);
    const corrected = play(
      early,
      step(
        '2026-04-29 19:00',
        as.manager,
        measureCommand('first-time-resolution', 84, '2026-04-27', {
          supersedes: { seq: last, reason: '漏计两张工单' },
        }),
      ),
    );

    it('on the day before, but on the last day', () => {
      const known = [{ ruleId: 'I7', reason: REASON }];
      const answer = proposing(corrected, { accepted: known }, '2026-04-29 20:00');
      answer.thenRefused('K3.early');
      expect(answer.violations()).toMatchObject([
        { path: '/schedule/endOn', params: { end: '2026-04-30' } },
      ]);
      const some = { ...partly, accepted: known };
      proposing(corrected, some, '2026-04-29 20:00').thenRefused('K3.early');
      proposing(corrected, { accepted: known }, '2026-04-30 00:00').thenTypes('OutcomeProposed');
      proposing(corrected, some, '2026-04-30 00:00').thenTypes('OutcomeProposed');
    });

    it('K2: and no success before it that the figures since then do not prove', () => {
      const goal = 'first-time-resolution';
      const again = play(
        early,
        step('2026-04-29 18:40', as.manager, measureCommand(goal, 84, '2026-04-29')),
        step('2026-04-29 18:50', as.manager, measureCommand(goal, 85, '2026-04-29')),
      );
      proposing(again, met, '2026-04-29 19:00').thenRefused('K2.early');
      expect(readinessOf(again, '2026-04-29 19:00').met).toMatchObject([
        { messageKey: 'K2.early', owedBy: { role: 'manager', dueBy: '2026-04-30' } },
      ]);
      expect(readinessOf(again, '2026-04-30 09:00').met).toEqual([]);
      proposing(again, met, '2026-04-30 09:00').thenTypes('OutcomeProposed');
    });

    it('while success needs no waiting', () => {
      proposing(early, { ...met, reasons: [] }, '2026-04-29 18:30').thenTypes('OutcomeProposed');
    });
  });
});

describe('K4 (F7) all mandatory support was given', () => {
  const without = (support: (typeof SUPPORTS)[number], also: Run['also'] = []): Run => ({
    supports: SUPPORTS.filter((one) => one !== support),
    also,
  });
  const deliver = (local: string, deliveredOn: string): NonNullable<Run['also']>[number] => [
    local,
    as.hrOwner,
    {
      type: 'DeliverSupport',
      supportId: 'product-course',
      deliveredOn: on(deliveredOn),
      evidence: '签到表',
    },
  ];
  const course = (type: 'ConfirmSupport' | 'DisputeSupport', local: string) =>
    [
      local,
      as.employee,
      type === 'ConfirmSupport'
        ? { type, supportId: 'product-course' }
        : { type, supportId: 'product-course', reason: '只有半天,没有情景演练' },
    ] as const satisfies NonNullable<Run['also']>[number];
  const finding = (
    local: string,
    verdict: 'DELIVERED' | 'NOT_DELIVERED',
  ): NonNullable<Run['also']>[number] => [
    local,
    as.hrOwner,
    {
      type: 'ResolveSupportDispute',
      supportId: 'product-course',
      finding: verdict,
      reason: '已听取双方意见',
    },
  ];

  it('is met by CONFIRMED', () => {
    proposing(reviewedHistory()).thenTypes('OutcomeProposed');
  });

  it('is not met by a promise; the provider owes it', () => {
    const answer = proposing(reviewedHistory(without('product-course')));
    answer.thenRefused('K4.undelivered');
    expect(answer.violations()).toMatchObject([
      {
        path: '/supports/0',
        severity: 'E',
        params: { kind: 'TRAINING', due: '2026-03-13' },
        owedBy: { role: 'provider', memberId: people.trainer, dueBy: '2026-03-13' },
      },
    ]);
  });

  it('names no member where the provider is nobody of the company', () => {
    const of = {
      ...shanghai,
      content: changed(shanghaiContent(), '/supports/0/provider', { name: '外部培训机构' }),
    };
    const [result] = proposing(reviewedHistory({ ...without('product-course'), of })).violations();
    expect(result?.owedBy).toEqual({ role: 'provider', dueBy: '2026-03-13' });
  });

  it('is not met by a day in the calendar', () => {
    const scheduled = without('product-course', [
      [
        '2026-03-03 09:00',
        as.hrOwner,
        { type: 'ScheduleSupport', supportId: 'product-course', on: on('2026-03-12') },
      ],
    ]);
    proposing(reviewedHistory(scheduled)).thenRefused('K4.undelivered');
  });

  it('leaves out support that is not mandatory', () => {
    proposing(reviewedHistory(without('simple-process'))).thenTypes('OutcomeProposed');
  });

  it('waits while the employee can still confirm, and counts silence afterwards (F5)', () => {
    const late = reviewedHistory(
      without('product-course', [deliver('2026-04-28 10:00', '2026-04-28')]),
    );
    // 5 working days from 28 April, over the holidays: until 8 May.
    const answer = proposing(late);
    // So late that more time is owed as well.
    answer.thenRefused('F8.extension', 'K4.unconfirmed');
    expect(
      answer.violations().filter(({ messageKey }) => messageKey === 'K4.unconfirmed'),
    ).toMatchObject([
      {
        params: { kind: 'TRAINING', until: '2026-05-08' },
        owedBy: { role: 'employee', memberId: people.employee, dueBy: '2026-05-08' },
      },
    ]);
    proposing(late, {}, '2026-05-08 23:00').thenRefused('F8.extension', 'K4.unconfirmed');
    proposing(late, {}, '2026-05-09 00:00').thenRefused('F8.extension');
  });

  it('needs HR’s finding where the employee disputes', () => {
    const also = [
      deliver('2026-03-12 10:00', '2026-03-12'),
      course('DisputeSupport', '2026-03-13 10:00'),
    ];
    const answer = proposing(reviewedHistory(without('product-course', also)));
    answer.thenRefused('K4.disputed');
    expect(answer.violations()).toMatchObject([
      { owedBy: { role: 'hr', memberId: people.hrOwner } },
    ]);
    const found = (verdict: 'DELIVERED' | 'NOT_DELIVERED') =>
      proposing(
        reviewedHistory(without('product-course', [...also, finding('2026-03-16 10:00', verdict)])),
      );
    found('DELIVERED').thenTypes('OutcomeProposed');
    found('NOT_DELIVERED').thenRefused('K4.undelivered');
    expect(found('NOT_DELIVERED').violations()).toMatchObject([{ owedBy: { role: 'provider' } }]);
  });

  it('is met once what HR found missing was made good', () => {
    const also = [
      deliver('2026-03-12 10:00', '2026-03-12'),
      course('DisputeSupport', '2026-03-13 10:00'),
      finding('2026-03-16 10:00', 'NOT_DELIVERED'),
      deliver('2026-03-20 10:00', '2026-03-20'),
      course('ConfirmSupport', '2026-03-21 10:00'),
    ] as const;
    // Late it stays, and an extension makes up for that.
    proposing(reviewedHistory(without('product-course', also))).thenRefused('F8.extension');
  });

  describe('F6 a waiver', () => {
    const waive = (supportId: string): NonNullable<Run['also']>[number] => [
      '2026-03-20 10:00',
      as.hrOwner,
      { type: 'WaiveSupport', supportId, reason: REASON },
    ];

    it('counts, where other support still answers every cause', () => {
      proposing(reviewedHistory(without('product-course', [waive('product-course')]))).thenTypes(
        'OutcomeProposed',
      );
    });

    it('does not, where it leaves a cause alone (C3)', () => {
      // The process answers METHOD; KNOWLEDGE_SKILL has neither training nor mentoring left.
      const both = {
        supports: ['simple-process'],
        also: [waive('product-course'), waive('mentor')],
      } as const;
      const answer = proposing(reviewedHistory(both));
      answer.thenRefused('K4.waived', 'K4.waived');
      expect(answer.violations()).toMatchObject([
        { path: '/supports/0', owedBy: { role: 'hr', memberId: people.hrOwner } },
        { path: '/supports/1' },
      ]);
    });

    it('looks only at gaps that the support was for', () => {
      const content = shanghaiContent();
      const [gap] = content.gaps;
      const [goal] = content.goals;
      const more = changed(
        changed(content, '/gaps/1', {
          ...gap,
          id: 'tools',
          causes: [{ cause: 'RESOURCE', raisedBy: 'manager' }],
        }),
        '/goals/2/gapIds',
        ['tools'],
      );
      const narrow = changed(
        changed(more, '/supports/1/goalIds', [goal?.id]),
        '/supports/0/goalIds',
        [goal?.id],
      );
      // The process serves goal 3 and with it the second gap; both others serve the first.
      const of = { ...shanghai, content: changed(narrow, '/supports/2/mandatory', true) };
      const run = { of, supports: ['mentor', 'simple-process'], also: [waive('product-course')] };
      proposing(reviewedHistory(run as Run)).thenTypes('OutcomeProposed');
      const other = {
        of,
        supports: ['mentor', 'product-course'],
        also: [waive('simple-process')],
      };
      proposing(reviewedHistory(other as Run)).thenRefused('K4.waived');
    });
  });
});

describe('K5 no goal is judged on too little data', () => {
  it.each([
    ['one observation short', 139, ['K5.insufficient']],
    ['just enough', 140, []],
  ] as const)('%s', (_, sample, expected) => {
    // Seven weeks of 60 calls are out; one week of `sample` calls and one of 60 stay.
    const history = reviewedHistory({
      values: { 'response-time': null },
      also: [
        [
          '2026-04-20 09:00',
          as.manager,
          measureCommand('response-time', 36, '2026-04-20', { sample }),
        ],
        ['2026-04-27 09:00', as.manager, measureCommand('response-time', 36, '2026-04-27')],
      ],
    });
    if (expected.length === 0) proposing(history).thenTypes('OutcomeProposed');
    else {
      const answer = proposing(history);
      answer.thenRefused(...expected);
      expect(answer.violations()).toMatchObject([
        {
          path: '/goals/1',
          params: { goal: 2, sample: 199, min: 200 },
          owedBy: { role: 'manager', memberId: people.manager },
        },
      ]);
    }
  });

  it('holds for PARTLY_MET too', () => {
    const history = reviewedHistory({ values: { ...PARTLY, 'response-time': null } });
    proposing(history, {
      ...partly,
      reasons: reasonsIn(history),
    }).thenRefused('K5.insufficient', 'K9.measurement');
  });
});

describe('K6 enough check-ins took place', () => {
  const but = (n: number, also: Run['also'] = []): Run => ({ checkIns: CHECK_INS.slice(n), also });

  it.each([
    [6, 1, []],
    [5, 2, ['K6.ratio']],
  ] as const)('%i of 7', (_, missed, expected) => {
    const answer = proposing(reviewedHistory(but(missed)));
    if (expected.length === 0) answer.thenTypes('OutcomeProposed');
    else {
      answer.thenRefused(...expected);
      expect(answer.violations()).toMatchObject([
        {
          path: '/checkIns',
          params: { held: 5, due: 7, percent: 75 },
          owedBy: { role: 'manager', memberId: people.manager },
        },
      ]);
    }
  });

  const excuse = (plannedOn: string): NonNullable<Run['also']>[number] => [
    `${plannedOn} 18:00`,
    as.hrOwner,
    { type: 'ExcuseCheckIn', plannedOn: on(plannedOn), reason: REASON },
  ];
  const noShow = (plannedOn: string): NonNullable<Run['also']>[number] => [
    `${plannedOn} 18:00`,
    as.manager,
    { type: 'RecordNoShow', plannedOn: on(plannedOn) },
  ];

  it('leaves out what HR excused and what the employee missed, exactly at the ratio', () => {
    // 7 planned: one excused, two no-shows, one missed by the manager, three held: 3 of 4.
    const [a, b, c, , ...held] = CHECK_INS;
    const also = [excuse(a), noShow(b), noShow(c)];
    proposing(reviewedHistory({ checkIns: held, also })).thenTypes('OutcomeProposed');
    const worse = { checkIns: held.slice(1), also } satisfies Run;
    const answer = proposing(reviewedHistory(worse));
    answer.thenRefused('K6.ratio');
    expect(answer.violations()).toMatchObject([{ params: { held: 2, due: 4 } }]);
  });

  it('asks nothing where nothing was due', () => {
    const also = CHECK_INS.map(noShow);
    const accepted = [{ ruleId: 'I7', reason: REASON }];
    proposing(reviewedHistory({ checkIns: [], also }), { accepted }).thenTypes('OutcomeProposed');
  });

  it('counts, on a day in between, only what was due by then', () => {
    const history = play(
      activePlanHistory(),
      step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')),
    );
    const ratio = (local: string) =>
      readinessOf(history, local).notMet.filter(({ ruleId }) => ruleId === 'K6');
    expect(ratio('2026-03-11 10:00')).toEqual([]);
    expect(ratio('2026-03-12 10:00')).toMatchObject([{ params: { held: 1, due: 2 } }]);
  });
});

describe('K7 every interim checkpoint was held or excused', () => {
  it('is missed two working days after its day, and then in the way', () => {
    const answer = proposing(reviewedHistory({ checkpoint: false }));
    answer.thenRefused('K7.missed');
    expect(answer.violations()).toMatchObject([
      {
        path: '/schedule/checkpoints/0',
        params: { due: '2026-03-31' },
        owedBy: { role: 'manager', memberId: people.manager, dueBy: '2026-03-31' },
      },
    ]);
  });

  it('is open before that', () => {
    expect(keys(readinessOf(activePlanHistory(), '2026-03-02 10:00').notMet)).toContain(
      'K7.notHeld',
    );
  });

  it('counts when HR excused it', () => {
    const history = reviewedHistory({
      checkpoint: false,
      also: [
        [
          '2026-04-10 10:00',
          as.hrOwner,
          { type: 'ExcuseCheckpoint', checkpointId: 'month-1', reason: REASON },
        ],
      ],
    });
    proposing(history).thenTypes('OutcomeProposed');
  });
});

describe('K8 the final meeting', () => {
  const bare = finalReviewHistory();
  const invite = (invitedOn: string, local = `${invitedOn} 12:00`) =>
    step(local, as.manager, {
      type: 'InviteToFinalMeeting',
      invitedOn: on(invitedOn),
      channel: 'email',
      proof: '邮件回执',
    });
  const respond = step('2026-05-07 09:00', as.employee, { type: 'RespondToReview', text: '无' });

  it('has to be held', () => {
    const answer = proposing(bare);
    answer.thenRefused('K8.meeting');
    expect(answer.violations()).toMatchObject([
      {
        path: '/review',
        params: { invitations: 0 },
        owedBy: { role: 'manager', memberId: people.manager },
      },
    ]);
    proposing(play(bare, respond)).thenRefused('K8.meeting');
  });

  it('and the employee has the word for five working days', () => {
    const held = play(bare, step('2026-05-06 11:00', as.manager, holdMeetingCommand()));
    const answer = proposing(held);
    answer.thenRefused('K8.response');
    expect(answer.violations()).toMatchObject([
      {
        params: { until: '2026-05-12' },
        owedBy: { role: 'employee', memberId: people.employee, dueBy: '2026-05-12' },
      },
    ]);
    proposing(held, {}, '2026-05-12 23:59').thenRefused('K8.response');
    proposing(held, {}, '2026-05-13 00:00').thenTypes('OutcomeProposed');
    proposing(play(held, respond)).thenTypes('OutcomeProposed');
  });

  it('two proven invitations on different days stand in for it', () => {
    const once = play(bare, invite('2026-04-30'));
    proposing(play(once, respond)).thenRefused('K8.meeting');
    const twice = play(once, invite('2026-05-06'));
    proposing(twice).thenRefused('K8.response');
    proposing(play(twice, respond)).thenTypes('OutcomeProposed');
    proposing(twice, {}, '2026-05-13 00:00').thenTypes('OutcomeProposed');
    given(twice)
      .when(...invite('2026-05-06', '2026-05-06 18:00'))
      .thenRefused('K8.sameDay');
  });

  it('the time to answer runs from the later invitation, in whatever order they were recorded', () => {
    const twice = play(
      bare,
      invite('2026-05-06', '2026-05-07 08:00'),
      invite('2026-04-30', '2026-05-07 08:10'),
    );
    expect(proposing(twice).violations()).toMatchObject([{ params: { until: '2026-05-12' } }]);
  });

  it('an invitation is of the final review, and not of tomorrow', () => {
    const at = (invitedOn: string) => given(bare).when(...invite(invitedOn, '2026-05-06 12:00'));
    at('2026-04-29').thenRefused('I1.future');
    at('2026-04-30').thenTypes('FinalInvitationRecorded');
    at('2026-05-06').thenTypes('FinalInvitationRecorded');
    at('2026-05-07').thenRefused('I1.future');
  });

  it('the meeting is one too, with those who were there and a fact (I1)', () => {
    const hold = (more: Partial<CommandOf<'HoldFinalMeeting'>>) =>
      given(bare).when(holdMeetingCommand(more), inShanghai('2026-05-06 18:00', as.manager));
    hold({}).thenTypes('FinalMeetingHeld');
    hold({ heldOn: on('2026-04-30') }).thenTypes('FinalMeetingHeld');
    hold({ heldOn: on('2026-04-29') }).thenRefused('I1.future');
    hold({ heldOn: on('2026-05-07') }).thenRefused('I1.future');
    hold({ attendees: [' '], facts: [] }).thenRefused('I1.noAttendees', 'I1.noFact');
  });

  it('the answer may be an explicit none', () => {
    const answer = given(bare).when(
      { type: 'RespondToReview', text: null },
      inShanghai('2026-05-07 09:00', as.employee),
    );
    answer.thenEvents({ type: 'FinalResponseRecorded', on: on('2026-05-07'), text: null });
  });
});

describe('K9 reasons and the second pair of eyes', () => {
  const history = reviewedHistory();
  const reasons = reasonsIn(history);
  const but = (index: number, more: object) =>
    proposing(history, {
      reasons: reasons.map((one, position) => (position === index ? { ...one, ...more } : one)),
    });

  it('every goal has a reason that says something', () => {
    const answer = proposing(history, { reasons: reasons.slice(1) });
    answer.thenRefused('K9.reason');
    expect(answer.violations()).toMatchObject([{ path: '/reasons', params: { goal: 1 } }]);
    but(2, { text: ' \n' }).thenRefused('K9.reason');
    expect(but(2, { text: '' }).violations()).toMatchObject([
      { path: '/reasons/2/text', params: { goal: 3 } },
    ]);
  });

  it('cites measurements of that very goal', () => {
    but(0, { measurements: [] }).thenRefused('K9.measurement');
    const other = measurementsOf(history, GOALS[1]).slice(-1);
    const own = measurementsOf(history, GOALS[0]);
    but(0, { measurements: own }).thenTypes('OutcomeProposed');
    const answer = but(0, { measurements: [...own, ...other] });
    answer.thenRefused('K9.measurement');
    expect(answer.violations()).toMatchObject([
      { path: '/reasons/0/measurements', params: { goal: 1 } },
    ]);
    but(0, { measurements: [9999] }).thenRefused('K9.measurement');
  });

  it('does not cite what was corrected', () => {
    const [last = 0] = measurementsOf(history, GOALS[2]).slice(-1);
    const corrected = play(
      history,
      step(
        '2026-05-07 09:30',
        as.manager,
        measureCommand(GOALS[2], 79, '2026-04-27', {
          supersedes: { seq: last, reason: '漏计两张工单' },
        }),
      ),
    );
    proposing(corrected, { reasons }).thenRefused('K9.measurement');
    proposing(corrected).thenTypes('OutcomeProposed');
  });

  it('HR approves; neither the manager nor the employee does (A3)', () => {
    const waiting = proposed();
    const by = (actor: (typeof as)['manager' | 'employee' | 'hrHead' | 'hrOwner']) =>
      given(waiting).when(approve(), inShanghai('2026-05-08 10:00', actor));
    by(as.manager).thenRefused('A3.approver');
    by(as.employee).thenRefused('A3.approver');
    by(as.hrHead).thenTypes('PlanClosed');
    by(as.hrOwner).thenTypes('PlanClosed');
  });

  it('nobody approves what they proposed themselves (A3)', () => {
    const history = reviewedHistory();
    const waiting = play(history, [
      proposeCommand(history),
      inShanghai('2026-05-07 10:00', as.hrOwner),
    ]);
    const by = (actor: (typeof as)['hrHead' | 'hrOwner']) =>
      given(waiting).when(approve(), inShanghai('2026-05-08 10:00', actor));
    by(as.hrOwner).thenRefused('A3.proposer');
    by(as.hrHead).thenTypes('PlanClosed');
  });

  it('judges again at approval: what changed since then counts', () => {
    const [last = 0] = measurementsOf(proposed(), GOALS[2]).slice(-1);
    const changedSince = play(
      proposed(),
      step(
        '2026-05-07 15:00',
        as.manager,
        measureCommand(GOALS[2], 90, '2026-04-27', {
          supersedes: { seq: last, reason: '工单系统补录' },
        }),
      ),
    );
    approving(changedSince).thenRefused('K9.measurement');
  });

  it('there is nothing to approve or return without a proposal, or after it came back', () => {
    const back: PlanCommand = { type: 'ReturnOutcome', comment: '请补充第二个目标的说明' };
    const returning = (before: History) =>
      given(before).when(back, inShanghai('2026-05-08 10:00', as.hrHead));
    approving(history).thenRefused('K9.noProposal');
    returning(history).thenRefused('K9.noProposal');
    const returned = returning(proposed());
    returned.thenEvents({ type: 'OutcomeReturned', comment: '请补充第二个目标的说明' });
    expect(returned.plan()).toMatchObject({ review: { outcomeReturns: 1 } });
    approving(returned.history()).thenRefused('K9.noProposal');
    const again = proposing(returned.history(), {}, '2026-05-08 14:00').history();
    approving(again, {}, '2026-05-08 15:00').thenTypes('PlanClosed');
  });
});

describe('K10 after closing', () => {
  it('the appeal window runs from the day of the notice', () => {
    const [event] = approving(proposed()).events();
    expect(event).toMatchObject({
      type: 'PlanClosed',
      closing: {
        on: '2026-05-08',
        by: people.hrHead,
        outcome: 'NOT_MET',
        nextStep: 'RETRAIN',
        // 10 working days on: 9 May is a make-up workday.
        appealUntil: '2026-05-21',
        goals: GOALS.map((goalId) => ({ goalId, status: 'NOT_MET' })),
        findings: [],
      },
    });
    expect(event).not.toHaveProperty('closing.referral');
  });

  it.each([
    ['a plan that runs', activePlanHistory(), '2026-03-02 10:00', '2026-03-16'],
    ['a plan in its final review', finalReviewHistory(), '2026-04-30 10:00', '2026-05-18'],
  ] as const)('a cancelled one has it too: %s', (_, history, local, appealUntil) => {
    given(history)
      .when({ type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' }, inShanghai(local, as.hrOwner))
      .thenEvents({
        type: 'PlanCancelled',
        on: on(local.slice(0, 10)),
        reason: 'ROLE_CHANGED',
        note: '转岗',
        appealUntil: on(appealUntil),
      });
  });

  it('what is closed stays closed; only the employee’s own words are added (H8)', () => {
    const closed = approving(proposed()).history();
    const before = planOf(closed);
    const said = given(closed).when(
      { type: 'MakeStatement', text: '我希望说明三月的情况' },
      inShanghai('2026-05-11 10:00', as.employee),
    );
    expect(said.plan()).toEqual({ ...before, version: before.version + 1 });
    given(closed)
      .when(
        { type: 'Cancel', reason: 'SUPERSEDED', note: '' },
        inShanghai('2026-05-11 10:00', as.hrOwner),
      )
      .thenWrongStatus('CLOSED');
    given(closed)
      .when({ type: 'Settle' }, inShanghai('2027-05-11 10:00', as.system))
      .thenTypes('PlanArchived');
  });
});

describe('K11 a separation review is a referral, never a decision', () => {
  const referred = proposed({}, { nextStep: 'SEPARATION_REVIEW' });

  it('records the checklist as it was answered', () => {
    const [event] = approving(referred, {
      referralChecklist: ['培训已完成', ' ', '第二次评估未进行'],
    }).events();
    expect(event).toMatchObject({
      closing: { referral: { checklist: ['培训已完成', '第二次评估未进行'] } },
    });
  });

  it('needs one', () => {
    approving(referred).thenRefused('K11.checklist');
    approving(referred, { referralChecklist: [] }).thenRefused('K11.checklist');
    approving(referred, { referralChecklist: [' ', ''] }).thenRefused('K11.checklist');
  });

  it('is asked of no other next step, and not recorded there', () => {
    const [event] = approving(proposed(), { referralChecklist: ['培训已完成'] }).events();
    expect(event).not.toHaveProperty('closing.referral');
  });
});

describe('PARTLY_MET and MET: what K4, K6 and K7 weigh', () => {
  /** Nothing owed was done: two supports, two check-ins, the checkpoint. */
  const run: Run = {
    values: PARTLY,
    supports: ['simple-process'],
    checkIns: CHECK_INS.slice(2),
    checkpoint: false,
  };
  const history = reviewedHistory(run);
  const accepted = ['K4', 'K6', 'K7'].map((ruleId) => ({ ruleId, reason: REASON }));

  it('NOT_MET is refused, whatever is accepted', () => {
    proposing(history, { accepted }).thenRefused(
      'K4.undelivered',
      'K4.undelivered',
      'K6.ratio',
      'K7.missed',
    );
  });

  it('PARTLY_MET is warned, once per rule, and every finding is kept with its reason', () => {
    const answer = proposing(history, partly);
    answer.thenRefused('K4.undelivered', 'K4.undelivered', 'K6.ratio', 'K7.missed');
    expect(new Set(answer.violations().map(({ severity }) => severity))).toEqual(new Set(['W']));
    proposing(history, { ...partly, accepted: accepted.slice(1) }).thenRefused(
      'K4.undelivered',
      'K4.undelivered',
    );
    const [event] = proposing(history, { ...partly, accepted }).events();
    expect(event).toMatchObject({
      proposal: {
        accepted: [
          {
            ruleId: 'K4',
            reason: REASON,
            by: people.manager,
            findings: [{ path: '/supports/0' }, { path: '/supports/1' }],
          },
          { ruleId: 'K6', findings: [{ path: '/checkIns' }] },
          { ruleId: 'K7', findings: [{ path: '/schedule/checkpoints/0' }] },
        ],
      },
    });
  });

  it('what the proposer accepted stays accepted, and is printed with the outcome', () => {
    const waiting = proposing(history, { ...partly, accepted }).history();
    const [event] = approving(waiting).events();
    expect(event).toMatchObject({
      closing: {
        findings: [
          { ruleId: 'K4', path: '/supports/0' },
          { ruleId: 'K4', path: '/supports/1' },
          { ruleId: 'K6', path: '/checkIns' },
          { ruleId: 'K7', path: '/schedule/checkpoints/0' },
        ],
      },
    });
  });

  it('what HR finds only at the approval is HR’s to accept, and kept with the outcome', () => {
    // The course alone answers KNOWLEDGE_SKILL; HR found it delivered, and waives it after all.
    const content = changed(shanghaiContent(), '/supports/1/kind', 'COACHING');
    const waiting = proposed(
      {
        of: { ...shanghai, content },
        values: PARTLY,
        supports: ['mentor', 'simple-process'],
        also: [
          [
            '2026-03-12 10:00',
            as.hrOwner,
            {
              type: 'DeliverSupport',
              supportId: 'product-course',
              deliveredOn: on('2026-03-12'),
              evidence: '签到表',
            },
          ],
          [
            '2026-03-13 10:00',
            as.employee,
            { type: 'DisputeSupport', supportId: 'product-course', reason: '只有半天' },
          ],
          [
            '2026-03-16 10:00',
            as.hrOwner,
            {
              type: 'ResolveSupportDispute',
              supportId: 'product-course',
              finding: 'DELIVERED',
              reason: REASON,
            },
          ],
        ],
      },
      partly,
    );
    const [event] = approving(waiting).events();
    expect(event).toMatchObject({ type: 'PlanClosed', accepted: [] });
    const waived = play(
      waiting,
      step('2026-05-07 15:00', as.hrOwner, {
        type: 'WaiveSupport',
        supportId: 'product-course',
        reason: REASON,
      }),
    );
    approving(waived).thenRefused('K4.waived');
    const [closed] = approving(waived, { accepted: [{ ruleId: 'K4', reason: REASON }] }).events();
    expect(closed).toMatchObject({
      accepted: [{ ruleId: 'K4', reason: REASON, by: people.hrHead, findings: [{}] }],
      closing: { findings: [{ ruleId: 'K4', path: '/supports/0' }] },
    });
  });

  it('PARTLY_MET needs the meeting, the reasons and the data like NOT_MET', () => {
    const bare = finalReviewHistory({ values: PARTLY });
    proposing(bare, { ...partly, reasons: [] }).thenRefused(
      'K8.meeting',
      'K9.reason',
      'K9.reason',
      'K9.reason',
    );
  });

  it('MET lists them and is not held up', () => {
    const succeeded = reviewedHistory({ ...run, values: MEETING });
    const waiting = proposing(succeeded, met).history();
    const [event] = approving(waiting).events();
    expect(event).toMatchObject({
      closing: {
        outcome: 'MET',
        goals: GOALS.map((goalId) => ({ goalId, status: 'MET' })),
        findings: [{ ruleId: 'K4' }, { ruleId: 'K4' }, { ruleId: 'K6' }, { ruleId: 'K7' }],
      },
    });
  });
});

describe('K5, K8, K9 beside MET', () => {
  it('are listed with the outcome, and hold nothing up', () => {
    const bare = finalReviewHistory({ values: MEETING });
    const waiting = proposing(bare, { ...met, reasons: [] }).history();
    const [event] = approving(waiting).events();
    expect(event).toMatchObject({
      closing: {
        outcome: 'MET',
        findings: [
          { ruleId: 'K8', path: '/review' },
          ...GOALS.map(() => ({ ruleId: 'K9', path: '/reasons' })),
        ],
      },
    });
  });
});

describe('closeReadiness: if it ended today', () => {
  it('on the first day everything is still to come', () => {
    const {
      standings,
      met: missing,
      notMet,
    } = readinessOf(activePlanHistory(), '2026-03-02 10:00');
    expect(standings.map(({ status }) => status)).toEqual([
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
    ]);
    expect(keys(missing)).toEqual(['K2.goals', 'K2.goals', 'K2.goals']);
    expect(keys(notMet)).toEqual([
      'K5.insufficient',
      'K5.insufficient',
      'K5.insufficient',
      'K4.undelivered',
      'K4.undelivered',
      'K7.notHeld',
    ]);
  });

  it('says whose move it is, and by when: by the end where nothing else is said', () => {
    const { met, notMet } = readinessOf(activePlanHistory(), '2026-03-02 10:00');
    expect(met.map(({ owedBy }) => owedBy)).toEqual(
      GOALS.map(() => ({ role: 'employee', memberId: people.employee, dueBy: '2026-04-30' })),
    );
    const dueBy = (key: FindingKey) =>
      notMet.filter(({ messageKey }) => messageKey === key).map(({ owedBy }) => owedBy?.dueBy);
    expect(dueBy('K4.undelivered')).toEqual(['2026-03-13', '2026-03-06']);
    expect(dueBy('K5.insufficient')).toEqual(GOALS.map(() => '2026-04-30'));
    expect(dueBy('K7.notHeld')).toEqual(['2026-03-31']);
  });

  it('lists what a referral would lack under the law of the place, which is HR’s move', () => {
    const plan = runningPart(planOf(activePlanHistory()));
    if (plan === undefined) throw new Error('the plan does not run');
    const { today, calendar } = inShanghai('2026-03-02 10:00', as.manager);
    const policy = policyAt({ ...DEFAULT_POLICY, packs: [{ id: 'CN' }] }, 'shanghai');
    const referral = (more: object) =>
      closeReadiness(
        { ...plan, submission: { ...plan.submission, policy }, ...more },
        { today, calendar, records: recordsOf(activePlanHistory()) },
      ).referral;
    expect(keys(referral({}))).toContain('CN5.compensation');
    for (const { owedBy } of referral({}))
      expect(owedBy).toEqual({ role: 'hr', memberId: people.hrOwner, dueBy: '2026-04-30' });
    const paid = { kind: 'compensation', on: on('2026-03-02'), reference: '测算表' };
    expect(keys(referral({ jurisdiction: [paid] }))).not.toContain('CN5.compensation');
    expect(readinessOf(activePlanHistory(), '2026-03-02 10:00').referral).toEqual([]);
  });

  it('asks for the final meeting once the final review has begun', () => {
    expect(keys(readinessOf(runHistory(), '2026-04-29 10:00').notMet)).toEqual([]);
    expect(keys(readinessOf(finalReviewHistory(), '2026-04-30 10:00').notMet)).toEqual([
      'K8.meeting',
    ]);
  });

  it('is empty when nothing stands in the way', () => {
    expect(readinessOf(reviewedHistory()).notMet).toEqual([]);
    expect(readinessOf(reviewedHistory({ values: MEETING })).met).toEqual([]);
  });

  it('says the same of a plan that was closed as it stood', () => {
    const closed = approving(proposed()).history();
    expect(readinessOf(closed).notMet).toEqual([]);
  });
});
