import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../domain/plan/canonical.ts';
import type { PlanContent } from '../../../domain/plan/content.ts';
import { amendmentKindOf } from '../../../domain/plan/content-changes.ts';
import { isHarder } from '../../../domain/plan/harder.ts';
import { meetingsOf } from '../../../domain/plan/meetings.ts';
import { amendmentRules } from '../../../domain/plan/rules/amendments.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import {
  amendedOn,
  answerAmendment,
  approveAmendment,
  changeManager,
  extended,
  PAUSE,
  proposeAmendment,
  RESUME,
  serveAmendment,
  servedOn,
  withAction,
  withEasierGoal,
  withHarderGoal,
  withLessSupport,
} from '../../support/amendments.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  berlin,
  changed,
  contextIn,
  inShanghai,
  instantIn,
  people,
  sha256,
  shanghai,
  shanghaiContent,
} from '../../support/plans.ts';
import { checkInCommand, measureCommand, runHistory, step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const calendar = shanghai.calendar;
/** 5 March: the first check-in was held. */
const before = play(
  activePlanHistory(),
  step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')),
);
const D10 = [
  { ruleId: 'D10', reason: '经双方测算，四月底可以达到' },
  { ruleId: 'D7', reason: '员工自愿以更高目标为准' },
];
const running = (history: History): RunningPlan => planOf(history) as RunningPlan;
const proposed = (content: PlanContent, more = {}) =>
  given(before).when(proposeAmendment(content, more), inShanghai('2026-03-06 09:00', as.manager));
const at = (local: string, actor = as.employee as (typeof as)[keyof typeof as]) =>
  inShanghai(local, actor);

describe('J1: an amendment is judged with what the plan was submitted with', () => {
  it('B3: observations that it knew may be cited again', () => {
    const plan = running(before);
    const observation = {
      id: '01K0BSERVAT0N0000000000001' as never,
      occurredOn: on('2026-01-12'),
      sharedOn: on('2026-01-13'),
    };
    const [gap] = shanghaiContent().gaps;
    const evidence = [
      ...(gap?.evidence ?? []),
      {
        occurredOn: on('2026-01-12'),
        source: '日常工作观察记录',
        fact: '两次打断客户',
        observationId: observation.id,
      },
    ];
    const content = changed(shanghaiContent(), '/gaps/0/evidence', evidence);
    const found = (observations: readonly (typeof observation)[]) =>
      amendmentRules(
        { ...plan, submission: { ...plan.submission, observations } },
        { kind: 'CONTENT', content },
        amendmentKindOf(plan.content, content),
        at('2026-03-06 09:00', as.manager),
      ).map(({ messageKey }) => messageKey);
    expect(found([])).toContain('B3.unknownObservation');
    expect(found([observation])).not.toContain('B3.unknownObservation');
  });
});

describe('J1: what helps needs only manager and employee', () => {
  it('goes to the employee at once, takes effect when they agree, and HR approves nothing', () => {
    const asked = proposed(withAction());
    asked.thenTypes('AmendmentProposed');
    expect(asked.plan()).toMatchObject({
      status: 'ACTIVE',
      content: shanghaiContent(),
      amendment: {
        no: 1,
        kind: 'CONTENT',
        status: 'SERVED',
        path: 'LIGHT',
        ackBy: '2026-03-13',
        proposedBy: people.manager,
        contentHash: contentHash(withAction(), sha256),
      },
    });
    given(asked.history())
      .when(approveAmendment(asked.history()), at('2026-03-06 10:00', as.hrHead))
      .thenRefused('J1.state');
    const agreed = given(asked.history()).when(
      answerAmendment(asked.history()),
      at('2026-03-09 10:00'),
    );
    agreed.thenTypes('AmendmentAcknowledged', 'AmendmentTookEffect');
    expect(agreed.plan()).toMatchObject({
      content: withAction(),
      amendments: [{ no: 1, kind: 'CONTENT', status: 'EFFECTIVE', answer: 'AGREED' }],
    });
    expect(agreed.plan()).not.toHaveProperty('amendment');
  });

  it('is off when the employee does not agree, and lapses in silence', () => {
    const asked = proposed(withAction()).history();
    const no = given(asked).when(
      answerAmendment(asked, { kind: 'DISAGREED', statement: '时间不够' }),
      at('2026-03-09 10:00'),
    );
    no.thenTypes('AmendmentAcknowledged', 'AmendmentRejected');
    expect(no.plan()).toMatchObject({
      content: shanghaiContent(),
      amendments: [{ status: 'REJECTED', answer: 'DISAGREED' }],
    });
    given(asked).when({ type: 'Settle' }, at('2026-03-13 23:59', as.system)).thenNothingDue();
    given(asked)
      .when({ type: 'Settle' }, at('2026-03-14 00:00', as.system))
      .thenTypes('AmendmentLapsed');
  });
});

describe('J1: gaps, goals, the end and less support need HR, service and acknowledgement', () => {
  it('step by step, each bound to the amended hash', () => {
    const asked = proposed(withEasierGoal()).history();
    expect(running(asked).amendment).toMatchObject({ status: 'PROPOSED', path: 'FORMAL' });
    given(asked)
      .when(serveAmendment('2026-03-06 10:00'), at('2026-03-06 10:00', as.manager))
      .thenRefused('J1.state');
    given(asked)
      .when(
        { ...approveAmendment(asked), contentHash: 'another' },
        at('2026-03-06 10:00', as.hrHead),
      )
      .thenRefused('H1.hash');
    const approved = play(asked, step('2026-03-06 10:00', as.hrHead, approveAmendment(asked)));
    const served = play(
      approved,
      step('2026-03-06 11:00', as.manager, serveAmendment('2026-03-06 10:30')),
    );
    expect(running(served).amendment).toMatchObject({ status: 'SERVED', ackBy: '2026-03-13' });
    given(served)
      .when(answerAmendment(served, { contentHash: 'another' }), at('2026-03-09 10:00'))
      .thenRefused('H1.hash');
    const signed = given(served).when(answerAmendment(served), at('2026-03-09 10:00'));
    signed.thenTypes('AmendmentAcknowledged', 'AmendmentTookEffect');
    expect(signed.events()[0]).toMatchObject({
      answer: { kind: 'AGREED', sentence: expect.stringContaining('本次变更') },
    });
    expect(signed.plan().content).toEqual(withEasierGoal());
  });

  it('A3: nobody approves what they proposed, and neither manager nor employee approves', () => {
    const asked = play(
      before,
      step('2026-03-06 09:00', as.hrHead, proposeAmendment(withEasierGoal())),
    );
    for (const who of [as.hrHead, as.manager, as.employee])
      given(asked)
        .when(approveAmendment(asked), at('2026-03-06 10:00', who))
        .thenRefused('A3.approver');
    given(asked)
      .when(approveAmendment(asked), at('2026-03-06 10:00', as.hrOwner))
      .thenTypes('AmendmentApproved');
  });

  it('H3: a copy is served after the approval, and not in the future', () => {
    const asked = proposed(withEasierGoal()).history();
    const approved = play(asked, step('2026-03-06 10:00', as.hrHead, approveAmendment(asked)));
    for (const local of ['2026-03-06 09:59', '2026-03-06 11:01'])
      given(approved)
        .when(serveAmendment(local), at('2026-03-06 11:00', as.manager))
        .thenRefused('H3.notServed');
  });

  const served = servedOn(before, '2026-03-06', proposeAmendment(withEasierGoal()));

  it('H4: whoever disagrees says so, and the amendment takes effect as the plan itself would', () => {
    given(served)
      .when(answerAmendment(served, { kind: 'DISAGREED' }), at('2026-03-09 10:00'))
      .thenRefused('H4.statement');
    for (const statement of [null, '目标仍然过高'])
      given(served)
        .when(answerAmendment(served, { kind: 'DISAGREED', statement }), at('2026-03-09 10:00'))
        .thenTypes('AmendmentAcknowledged', 'AmendmentTookEffect');
    given(served)
      .when(answerAmendment(served, { statement: '谢谢' }), at('2026-03-09 10:00'))
      .thenTypes('AmendmentAcknowledged', 'StatementMade', 'AmendmentTookEffect');
  });

  const refusal = {
    type: 'RecordAmendmentRefusal',
    witness: {
      name: '周洋',
      role: '班长',
      memberId: people.colleague,
      at: instantIn(shanghai.zone, '2026-03-09 10:00'),
      place: '三号会议室',
    },
  } as const;

  it('A5: a refusal has a witness, who is a third person and was there after it was served', () => {
    const refused = given(served).when(refusal, at('2026-03-09 11:00', as.manager));
    refused.thenTypes('AmendmentAcknowledged', 'AmendmentTookEffect');
    expect(refused.events()[0]).toMatchObject({
      answer: {
        kind: 'REFUSED',
        on: '2026-03-09',
        witness: refusal.witness,
        recordedBy: people.manager,
      },
    });
    given(served)
      .when(
        { ...refusal, witness: { ...refusal.witness, memberId: people.manager } },
        at('2026-03-09 11:00', as.manager),
      )
      .thenRefused('A5.witness');
    given(served)
      .when(
        {
          ...refusal,
          witness: { ...refusal.witness, at: instantIn(shanghai.zone, '2026-03-06 10:00') },
        },
        at('2026-03-09 11:00', as.manager),
      )
      .thenRefused('A5.incomplete');
  });

  it('H5: somebody out of reach was tried on two channels, to the last day of the window', () => {
    const attempts = (['phone', 'registeredPost'] as const).map((channel) => ({
      channel,
      at: instantIn(shanghai.zone, '2026-03-10 10:00'),
      proof: '回执',
    }));
    const unreachable = (count: number, local: string) =>
      given(served).when(
        { type: 'RecordAmendmentUnreachable', attempts: attempts.slice(0, count) },
        at(local, as.manager),
      );
    unreachable(2, '2026-03-13 10:00').thenTypes('AmendmentAcknowledged', 'AmendmentTookEffect');
    expect(unreachable(2, '2026-03-13 10:00').events()[0]).toMatchObject({
      answer: { kind: 'UNREACHABLE', on: '2026-03-13', attempts, recordedBy: people.manager },
    });
    unreachable(2, '2026-03-12 10:00').thenRefused('J1.window');
    unreachable(1, '2026-03-13 10:00').thenRefused('H5.channels');
  });

  it('lapses when the window passes in silence', () => {
    const lapsed = given(served).when({ type: 'Settle' }, at('2026-03-16 00:00', as.system));
    lapsed.thenTypes('AmendmentLapsed');
    expect(lapsed.plan()).toMatchObject({
      content: shanghaiContent(),
      amendments: [{ status: 'LAPSED' }],
    });
    expect(running(lapsed.history()).amendments[0]).not.toHaveProperty('answer');
  });

  it('is rejected by HR or taken back at any step, and another may follow', () => {
    for (const history of [proposed(withEasierGoal()).history(), served]) {
      const rejected = given(history).when(
        { type: 'RejectAmendment', reason: '已无必要' },
        at('2026-03-09 10:00', as.hrOwner),
      );
      rejected.thenEvents({ type: 'AmendmentRejected', reason: '已无必要' });
      given(rejected.history())
        .when(proposeAmendment(withAction()), at('2026-03-09 11:00', as.manager))
        .thenTypes('AmendmentProposed');
    }
    given(before)
      .when({ type: 'RejectAmendment', reason: '' }, at('2026-03-09 10:00', as.hrOwner))
      .thenUnknownPart('amendment');
  });

  it('nothing is approved, served or answered where nothing is open', () => {
    const handover = play(before, step('2026-03-06 09:00', as.hrOwner, changeManager()));
    for (const history of [before, handover])
      for (const command of [
        { type: 'ApproveAmendment', contentHash: '', accepted: [] },
        serveAmendment('2026-03-06 09:30'),
        { type: 'AcknowledgeAmendment', kind: 'AGREED', contentHash: '' },
        refusal,
        { type: 'RecordAmendmentUnreachable', attempts: [] },
      ] as const)
        given(history)
          .when(command, at('2026-03-09 12:00', as.hrHead))
          .thenUnknownPart('amendment');
    given(proposed(withEasierGoal()).history())
      .when(refusal, at('2026-03-09 12:00', as.manager))
      .thenRefused('J1.state');
    given(proposed(withEasierGoal()).history())
      .when(
        { type: 'RecordAmendmentUnreachable', attempts: [] },
        at('2026-03-09 12:00', as.manager),
      )
      .thenRefused('J1.state');
  });
});

describe('J1: what cannot be amended', () => {
  it('two at a time', () => {
    const open = proposed(withAction()).history();
    given(open)
      .when(proposeAmendment(withEasierGoal()), at('2026-03-06 10:00', as.manager))
      .thenRefused('J1.open');
  });

  it('nothing at all', () => {
    proposed(shanghaiContent()).thenRefused('J1.nothing');
  });

  it('the start, which has been', () => {
    proposed(changed(withAction(), '/schedule/startOn', on('2026-03-03'))).thenRefused('J1.start');
  });

  it('the end, by anything but an extension; goals, by a change of dates', () => {
    proposed(changed(shanghaiContent(), '/schedule/endOn', on('2026-05-06'))).thenRefused(
      'J1.kind',
    );
    proposed(withAction(), { kind: 'SCHEDULE' }).thenRefused('J1.kind');
    proposed(withAction(), { kind: 'EXTENSION', extension: 'LEAVE' }).thenRefused(
      'J1.kind',
      'J5.checkpoint',
    );
  });

  it('what was held, given or done', () => {
    const done = play(
      runHistory(),
      step('2026-04-29 18:00', as.employee, {
        type: 'ReportAction',
        actionId: 'review-calls',
        done: 'yes',
        fact: '已复盘',
      }),
    );
    const without = (pointer: string) =>
      given(done).when(
        proposeAmendment(changed(shanghaiContent(), pointer, undefined), { accepted: ALL }),
        at('2026-04-29 19:00', as.manager),
      );
    expect(
      without('/schedule/checkpoints/0')
        .violations()
        .map(({ messageKey }) => messageKey),
    ).toContain('J1.done');
    expect(
      without('/supports/2')
        .violations()
        .map(({ messageKey }) => messageKey),
    ).toContain('J1.done');
    expect(
      without('/actions/0')
        .violations()
        .map(({ messageKey }) => messageKey),
    ).toContain('J1.done');
  });

  it('the metric of a goal that was measured; a goal that was not may get another', () => {
    const measured = play(
      before,
      step('2026-03-06 08:00', as.manager, measureCommand('response-time', 45, '2026-03-06')),
    );
    const other = changed(shanghaiContent(), '/goals/1/measure/unit', '毫秒');
    const propose = (history: History) =>
      given(history).when(
        proposeAmendment(other, { accepted: D10 }),
        at('2026-03-06 09:00', as.manager),
      );
    propose(measured).thenRefused('J1.measured');
    propose(before).thenTypes('AmendmentProposed');
  });

  it('what is measured in place of a milestone', () => {
    const inBerlin = play(activePlanHistory(berlin));
    const measured = play(inBerlin, [
      {
        type: 'RecordMeasurement',
        goalId: 'checklist',
        value: 1,
        sample: 1,
        measuredOn: on('2026-03-05'),
        source: 'Release log',
      },
      contextIn(berlin, '2026-03-05 10:00', as.manager),
    ]);
    const figure = changed(
      shanghai.content.goals[1]?.measure,
      '/name',
      'Releases with a checklist',
    );
    const asked = (history: History, content: PlanContent) =>
      given(history).when(
        proposeAmendment(content),
        contextIn(berlin, '2026-03-06 09:00', as.manager),
      );
    const keysOf = (...of: Parameters<typeof asked>) =>
      asked(...of)
        .violations()
        .map(({ messageKey }) => messageKey);
    const other = changed(berlin.content, '/goals/0/measure', figure);
    expect(keysOf(measured, other)).toContain('J1.measured');
    expect(keysOf(inBerlin, other)).not.toContain('J1.measured');
    const same = changed(berlin.content, '/goals/0/measure/verifier', 'Head of engineering');
    expect(
      asked(measured, same)
        .events()
        .map(({ type }) => type),
    ).toContain('AmendmentProposed');
  });

  it('to dates that are past, when it is proposed or by the time it is answered', () => {
    proposed(changed(shanghaiContent(), '/actions/1/dueOn', on('2026-03-06'))).thenRefused(
      'J1.past',
    );
    const soon = proposed(
      changed(shanghaiContent(), '/actions/1/dueOn', on('2026-03-09')),
    ).history();
    given(soon).when(answerAmendment(soon), at('2026-03-09 09:00')).thenRefused('J1.past');
    given(soon)
      .when(answerAmendment(soon, { kind: 'DISAGREED', statement: null }), at('2026-03-09 09:00'))
      .thenTypes('AmendmentAcknowledged', 'AmendmentRejected');
  });

  it('to a content that breaks a rule; what was so before is not held against it', () => {
    proposed(withLessSupport()).thenTypes('AmendmentProposed');
    proposed(changed(shanghaiContent(), '/supports', [])).thenRefused(
      'F1.none',
      'C3.unanswered',
      'C3.unanswered',
    );
    expect(proposed(changed(shanghaiContent(), '/supports', [])).violations()[0]?.path).toBe(
      '/content/gaps/0/causes/0',
    );
  });

  it('after the last day, but for more time', () => {
    const final = play(runHistory(), step('2026-04-30 00:00', as.system, { type: 'Settle' }));
    given(final)
      .when(proposeAmendment(withAction()), at('2026-04-30 09:00', as.manager))
      .thenWrongStatus('FINAL_REVIEW');
  });

  it('by a plan that ends first: the amendment lapses with the period', () => {
    const late = servedOn(runHistory(), '2026-04-29', proposeAmendment(withEasierGoal()));
    given(late)
      .when({ type: 'Settle' }, at('2026-04-30 00:00', as.system))
      .thenTypes('AmendmentLapsed', 'FinalReviewBegun');
  });

  it('and an early end waits for it', () => {
    const open = proposed(withAction()).history();
    const refused = given(open).when(
      { type: 'BeginFinalReview' },
      at('2026-03-06 10:00', as.manager),
    );
    expect(refused.violations()[0]?.messageKey).toBe('J1.open');
  });
});

const ALL = ['C3', 'D2', 'D10', 'E1', 'F3', 'G4'].map((ruleId) => ({
  ruleId,
  reason: '已经与员工当面说明并记录在案',
}));

describe('D10: a target becomes harder only when the employee agrees', () => {
  it('whoever proposes it accepts the warning', () => {
    proposed(withHarderGoal()).thenRefused('D10.harder', 'D7.aboveStandard');
    expect(proposed(withHarderGoal(), { accepted: D10 }).plan()).toMatchObject({
      amendment: { harder: true, burdens: true, path: 'FORMAL' },
      accepted: expect.arrayContaining([expect.objectContaining({ ruleId: 'D10' })]),
    });
  });

  const served = servedOn(
    before,
    '2026-03-06',
    proposeAmendment(withHarderGoal(), { accepted: D10 }),
  );

  it('agreement lets it take effect; disagreement, refusal and silence do not', () => {
    given(served)
      .when(answerAmendment(served), at('2026-03-09 10:00'))
      .thenTypes('AmendmentAcknowledged', 'AmendmentTookEffect');
    given(served)
      .when(answerAmendment(served, { kind: 'DISAGREED', statement: null }), at('2026-03-09 10:00'))
      .thenTypes('AmendmentAcknowledged', 'AmendmentRejected');
    given(served)
      .when({ type: 'Settle' }, at('2026-03-16 00:00', as.system))
      .thenTypes('AmendmentLapsed');
  });

  it('whatever is amended, and however it is answered', () => {
    const goal = shanghaiContent().goals[1];
    if (goal === undefined) throw new Error('no goal');
    let hardened = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(20, 28, 30, 32, 40),
        fc.constantFrom(150, 200, 250),
        fc.constantFrom('2026-04-20', '2026-04-30'),
        fc.constantFrom('AGREED', 'DISAGREED', 'REFUSED', 'SILENCE'),
        (target, minSample, due, kind) => {
          const base = shanghaiContent();
          const is = { ...goal, minSample, dueOn: on(due), measure: { ...goal.measure, target } };
          const content = {
            ...base,
            goals: base.goals.map((one, at) => (at === 1 ? is : one)),
          } as PlanContent;
          const asked = given(before).when(
            proposeAmendment(content, { accepted: [...D10, ...ALL] }),
            at('2026-03-06 09:00', as.manager),
          );
          let history: History;
          try {
            history = asked.history();
          } catch {
            return;
          }
          if (running(history).amendment?.status !== 'SERVED')
            history = play(
              history,
              step('2026-03-06 10:00', as.hrHead, { ...approveAmendment(history), accepted: ALL }),
              step('2026-03-06 11:00', as.manager, serveAmendment('2026-03-06 10:30')),
            );
          if (kind === 'SILENCE')
            history = play(history, step('2026-03-16 00:00', as.system, { type: 'Settle' }));
          else if (kind === 'REFUSED')
            history = play(
              history,
              step('2026-03-09 11:00', as.manager, {
                type: 'RecordAmendmentRefusal',
                witness: {
                  name: '周洋',
                  role: '班长',
                  at: instantIn(shanghai.zone, '2026-03-09 10:00'),
                  place: '三号会议室',
                },
              }),
            );
          else
            history = play(
              history,
              step(
                '2026-03-09 10:00',
                as.employee,
                answerAmendment(history, { kind, statement: null }),
              ),
            );
          const [, now] = planOf(history).content.goals;
          if (now === undefined || !isHarder(goal, now)) return;
          hardened += 1;
          expect(kind).toBe('AGREED');
        },
      ),
      { numRuns: 80, seed: 20260306 },
    );
    expect(hardened).toBeGreaterThan(5);
  });
});

describe('what taking effect does to the meetings', () => {
  const dueOf = (history: History) =>
    meetingsOf(running(history), calendar).map(({ kind, dueOn, state }) =>
      kind === 'checkIn' ? `${dueOn} ${state.status}` : dueOn,
    );

  it('SCHEDULE: a new rhythm begins after today; what was due until then stays what it was', () => {
    const biweekly = changed(shanghaiContent(), '/schedule/cadence', 'biweekly');
    const after = amendedOn(
      play(
        before,
        step('2026-03-12 17:00', as.manager, {
          type: 'GiveFeedback',
          entry: { kind: 'positive', text: '回拨及时' },
        }),
      ),
      '2026-03-13',
      proposeAmendment(biweekly, { kind: 'SCHEDULE' }),
    );
    // Still open from the old rhythm; from then on every second Thursday.
    expect(dueOf(after)).toEqual([
      '2026-03-05 HELD',
      '2026-03-12 PLANNED',
      '2026-03-19 PLANNED',
      '2026-03-31',
      '2026-04-16 PLANNED',
    ]);
    const asked = play(
      after,
      step(
        '2026-03-17 09:00',
        as.manager,
        proposeAmendment(changed(biweekly, '/schedule/checkInWeekday', 3), { kind: 'SCHEDULE' }),
      ),
    );
    const back = play(asked, step('2026-03-17 10:00', as.employee, answerAmendment(asked)));
    expect(dueOf(back).slice(0, 4)).toEqual([
      '2026-03-05 HELD',
      '2026-03-12 MISSED',
      '2026-03-18 PLANNED',
      '2026-03-31',
    ]);
  });

  it('SCHEDULE: a checkpoint that was never moved counts as moved once, by no manager', () => {
    const later = changed(shanghaiContent(), '/schedule/checkpoints/0/on', on('2026-04-01'));
    const asked = proposed(later, { kind: 'SCHEDULE' }).history();
    const after = play(asked, step('2026-03-09 10:00', as.employee, answerAmendment(asked)));
    expect(running(after).running.checkpoints).toMatchObject({
      'month-1': { status: 'PLANNED', movedBy: { manager: 0, other: 1 } },
    });
  });

  it('SCHEDULE: a checkpoint on another day takes the place of a move', () => {
    const moved = play(
      before,
      step('2026-03-06 08:00', as.manager, {
        type: 'MoveCheckpoint',
        checkpointId: 'month-1',
        to: on('2026-04-02'),
        reason: '经营会议',
      }),
    );
    const content = changed(shanghaiContent(), '/schedule/checkpoints/0/on', on('2026-04-01'));
    const asked = play(
      moved,
      step('2026-03-06 09:00', as.manager, proposeAmendment(content, { kind: 'SCHEDULE' })),
    );
    const after = play(asked, step('2026-03-06 10:00', as.employee, answerAmendment(asked)));
    expect(running(after).running.checkpoints['month-1']).toMatchObject({
      status: 'PLANNED',
      movedBy: { manager: 1, other: 1 },
    });
    expect(dueOf(after)).toContain('2026-04-01');
    expect(dueOf(after)).not.toContain('2026-04-02');
  });

  it('G2, G4: dates are judged by the rules of the schedule', () => {
    const alone = changed(shanghaiContent(), '/schedule/checkpoints/0/on', on('2026-04-04'));
    const refused = proposed(alone, { kind: 'SCHEDULE' }).violations();
    expect(refused.map(({ messageKey }) => messageKey)).toEqual(
      expect.arrayContaining(['G2.notWorking', 'G4.first']),
    );
  });

  it('after a pause the fixed check-ins stay, unless the rhythm changes', () => {
    const resumed = play(
      before,
      step('2026-03-09 09:00', as.hrOwner, PAUSE),
      step('2026-03-16 09:00', as.hrOwner, RESUME),
    );
    const { content } = planOf(resumed);
    const light = play(
      resumed,
      step('2026-03-17 09:00', as.manager, proposeAmendment(withAction(content))),
    );
    const after = play(light, step('2026-03-17 10:00', as.employee, answerAmendment(light)));
    expect(dueOf(after)).toEqual(dueOf(resumed));
    const biweekly = amendedOn(
      resumed,
      '2026-03-17',
      proposeAmendment(changed(content, '/schedule/cadence', 'biweekly'), { kind: 'SCHEDULE' }),
    );
    expect(dueOf(biweekly).filter((one) => one.endsWith('PLANNED'))).toEqual([
      '2026-03-19 PLANNED',
      '2026-04-02 PLANNED',
      '2026-04-16 PLANNED',
      '2026-04-30 PLANNED',
    ]);
    // More time: what derives comes after what was fixed.
    const more = amendedOn(
      resumed,
      '2026-03-17',
      proposeAmendment(extended(content, '2026-05-28', '2026-05-20'), {
        kind: 'EXTENSION',
        extension: 'LEAVE',
        accepted: ALL,
      }),
    );
    expect(dueOf(more).slice(0, dueOf(resumed).length)).toEqual(dueOf(resumed));
    expect(dueOf(more).slice(dueOf(resumed).length)).toEqual(['2026-05-14 PLANNED', '2026-05-20']);
  });

  it('a pause lets it lapse: its dates are those of a plan that was not paused', () => {
    const served = servedOn(before, '2026-03-06', proposeAmendment(withEasierGoal()));
    const paused = given(served).when(PAUSE, at('2026-03-09 09:00', as.hrOwner));
    paused.thenTypes('AmendmentLapsed', 'PlanPaused');
    given(paused.history())
      .when(answerAmendment(served), at('2026-03-10 10:00'))
      .thenWrongStatus('PAUSED');
    const handover = play(before, step('2026-03-06 09:00', as.hrOwner, changeManager()));
    given(handover).when(PAUSE, at('2026-03-09 09:00', as.hrOwner)).thenTypes('PlanPaused');
  });

  it('parts that the plan no longer has leave no trace in what is owed', () => {
    const scheduled = play(
      before,
      step('2026-03-06 08:00', as.hrOwner, {
        type: 'ScheduleSupport',
        supportId: 'simple-process',
        on: on('2026-03-18'),
      }),
    );
    const after = amendedOn(scheduled, '2026-03-06', proposeAmendment(withLessSupport()));
    expect(running(after).running.supports).toEqual({});
    expect(running(scheduled).running.supports).toHaveProperty('simple-process');
  });
});
