import { describe, expect, it } from 'vitest';
import { actionDueOn } from '../../../domain/plan/action-due.ts';
import { checkInDraft } from '../../../domain/plan/check-in-draft.ts';
import type { ActionStep } from '../../../domain/plan/content.ts';
import type { PlanEvent } from '../../../domain/plan/events.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import type { PartRating } from '../../../domain/plan/records.ts';
import type { SupportState } from '../../../domain/plan/running-state.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import { obligationsOf } from '../../../domain/reminder/obligations.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import {
  answerAmendment,
  pausedHistory,
  proposeAmendment,
  RESUME,
  servedOn,
  withLessSupport,
} from '../../support/amendments.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  agreeCommand,
  as,
  inShanghai,
  people,
  presentedHistory,
  shanghai,
} from '../../support/plans.ts';
import {
  checkInCommand,
  checkpointCommand,
  finalReviewHistory,
  measureCommand,
  proposeCommand,
  reviewedHistory,
  step,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const running = (history: History): RunningPlan => {
  const plan = runningPart(planOf(history));
  if (plan === undefined) throw new Error('the plan does not run');
  return plan;
};

/** `kind/ref role dueOn` of what is owed, of some kinds. */
const owed = (history: History, ...kinds: readonly string[]) =>
  obligationsOf(planOf(history), { policy: DEFAULT_POLICY, calendar: shanghai.calendar })
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, ref, role, dueOn }) => `${kind}/${ref} ${role} ${dueOn}`);

const REASON = '双方已当面说明并同意现在办理手续';

describe('E5 a step that waits for a support', () => {
  const action: ActionStep = {
    id: 'a',
    goalId: 'response-time',
    what: '',
    how: '',
    dueOn: on('2026-03-20'),
    dependsOn: ['mentor'],
    leadDays: 3,
  };
  const delivery = {
    deliveredOn: on('2026-03-16'),
    lateByWD: 0,
    confirmBy: on('2026-03-23'),
  };
  const due = (state: SupportState, more: Partial<ActionStep> = {}) => {
    const plan = running(activePlanHistory());
    return actionDueOn(
      { ...action, ...more },
      { ...plan, running: { ...plan.running, supports: { mentor: state } } },
      shanghai.calendar,
    );
  };

  it('is not due before it is there, and then has its lead days', () => {
    expect(due({ status: 'PROMISED' })).toBeUndefined();
    expect(due({ status: 'DELIVERED', ...delivery })).toBeUndefined();
    expect(due({ status: 'CONFIRMED', ...delivery, confirmedOn: on('2026-03-17') })).toBe(
      '2026-03-20',
    );
    expect(due({ status: 'CONFIRMED', ...delivery, confirmedOn: on('2026-03-20') })).toBe(
      '2026-03-25',
    );
    expect(due({ status: 'SILENT', ...delivery })).toBe('2026-03-26');
    expect(due({ status: 'WAIVED', on: on('2026-03-19') }, { leadDays: 5 })).toBe('2026-03-26');
    expect(due({ status: 'DISPUTED', ...delivery })).toBeUndefined();
    expect(due({ status: 'DISPUTED', ...delivery, finding: 'DELIVERED' })).toBe('2026-03-20');
  });

  it('needs nothing when it depends on nothing', () => {
    const { dependsOn: _, leadDays: __, ...free } = action;
    const plan = running(activePlanHistory());
    expect(actionDueOn(free, plan, shanghai.calendar)).toBe('2026-03-20');
    expect(
      actionDueOn({ ...free, dependsOn: ['mentor'] }, plan, shanghai.calendar),
    ).toBeUndefined();
  });

  it('is not asked for either', () => {
    const plan = planOf(activePlanHistory());
    const waiting = {
      ...plan,
      content: {
        ...plan.content,
        actions: plan.content.actions.map((one) => ({ ...one, dependsOn: ['mentor'] })),
      },
    };
    const context = { policy: DEFAULT_POLICY, calendar: shanghai.calendar };
    const actions = (of: typeof plan) =>
      obligationsOf(of, context).filter(({ kind }) => kind === 'action').length;
    expect([actions(plan), actions(waiting)]).toEqual([3, 0]);
  });
});

describe('E6 how it went and whether it works', () => {
  const held = play(activePlanHistory(), step('2026-03-31 17:00', as.manager, checkpointCommand()));
  const rating = (part: PartRating['part'], id: string): PartRating => ({
    part,
    id,
    done: 'partly',
    how: '十通来电中八通做到',
    effective: 'tooEarly',
  });
  const { actions, supports } = shanghai.content;
  const ratings = [
    ...actions.map(({ id }) => rating('action', id)),
    ...supports.map(({ id }) => rating('support', id)),
  ];
  const rate = (more: Partial<{ ratings: readonly PartRating[]; checkpointId: string }> = {}) =>
    ({ type: 'RateParts', checkpointId: 'month-1', ratings, ...more }) as const;
  const byEmployee = inShanghai('2026-04-01 09:00', as.employee);
  const byManager = inShanghai('2026-04-01 10:00', as.manager);

  it('is asked of both, in two working days', () => {
    expect(owed(held, 'rating')).toEqual([
      'rating/month-1 employee 2026-04-02',
      'rating/month-1 manager 2026-04-02',
    ]);
    const once = play(held, [rate(), byEmployee]);
    expect(owed(once, 'rating')).toEqual(['rating/month-1 manager 2026-04-02']);
    const both = play(once, [rate(), byManager]);
    expect(owed(both, 'rating')).toEqual([]);
    expect(recordsOf(both).ratings.map(({ from }) => from)).toEqual(['employee', 'manager']);
    expect(recordsOf(both).interimReports).toHaveLength(1);
  });

  it('of every action and support, once, with a fact', () => {
    const refused = (more: Parameters<typeof rate>[0], context = byEmployee) =>
      given(held).when(rate(more), context);
    refused({ ratings: ratings.slice(1) }).thenRefused('E6.incomplete');
    refused({ ratings: [...ratings.slice(1), ...ratings.slice(1, 2)] }).thenRefused(
      'E6.incomplete',
    );
    const blank = ratings.map((one, index) => (index === 2 ? { ...one, how: ' ' } : one));
    refused({ ratings: blank }).thenRefused('E6.incomplete');
    refused({ checkpointId: 'nowhere' }).thenUnknownPart('checkpoint');
    given(activePlanHistory()).when(rate(), byEmployee).thenRefused('E6.state');
    given(play(held, [rate(), byEmployee]))
      .when(rate(), byEmployee)
      .thenRefused('E6.state');
  });

  it('asks nothing of checkpoints from before there was such a question', () => {
    const before = held.map((recorded) =>
      recorded.event.type === 'CheckpointHeld'
        ? { ...recorded, event: (({ rateBy: _, ...event }) => event)(recorded.event) }
        : recorded,
    );
    expect(owed(before, 'rating')).toEqual([]);
  });
});

describe('H7 time to read', () => {
  it('a signature within a day is the employee’s own wish', () => {
    const history = presentedHistory();
    const soon = inShanghai('2026-02-26 10:29', as.employee);
    given(history).when(agreeCommand(history), soon).thenRefused('H7.tooSoon');
    given(history)
      .when({ ...agreeCommand(history), accepted: [{ ruleId: 'H7', reason: REASON }] }, soon)
      .thenTypes('PlanAcknowledged');
    given(history)
      .when(agreeCommand(history), inShanghai('2026-02-26 10:30', as.employee))
      .thenTypes('PlanAcknowledged');
    const disagree = {
      ...agreeCommand(history),
      kind: 'DISAGREED',
      statement: '响应时间的口径与实际不符',
      accepted: [{ ruleId: 'H7', reason: REASON }],
    } as const;
    const answer = given(history).when(disagree, soon);
    expect(answer.plan().accepted).toMatchObject([{ ruleId: 'H7', by: people.employee }]);
  });
});

describe('H10 who disagrees gets a written answer', () => {
  const presented = presentedHistory();
  const disagreed = play(presented, [
    { ...agreeCommand(presented), kind: 'DISAGREED', statement: '响应时间的口径与实际不符' },
    inShanghai('2026-02-26 14:00', as.employee),
  ]);
  const command = { type: 'AnswerDisagreement', text: '口径已与质检岗核对，附说明' } as const;
  const byHr = inShanghai('2026-02-27 09:00', as.hrOwner);

  it('in five working days, by HR', () => {
    expect(owed(disagreed, 'disagreementAnswer').map((line) => line.split(' ').slice(1))).toEqual([
      ['hr', '2026-03-04'],
    ]);
    const answered = play(disagreed, [command, byHr]);
    expect(owed(answered, 'disagreementAnswer')).toEqual([]);
    expect(planOf(answered)).toMatchObject({ disagreementAnswer: { by: people.hrOwner } });
    given(answered).when(command, byHr).thenRefused('H10.nothing');
    given(presented).when(command, byHr).thenRefused('H10.nothing');
  });

  it('stays owed while the plan runs, and stands in the way of a failure', () => {
    const active = play(disagreed, step('2026-03-02 00:00', as.system, { type: 'Settle' }));
    expect(owed(active, 'disagreementAnswer')).toHaveLength(1);
    const { today, calendar } = inShanghai('2026-03-03 09:00', as.manager);
    const { notMet } = closeReadiness(running(active), {
      today,
      calendar,
      records: recordsOf(active),
    });
    expect(notMet.find(({ ruleId }) => ruleId === 'H10')).toMatchObject({
      messageKey: 'H10.unanswered',
      owedBy: { role: 'hr', memberId: people.hrOwner, dueBy: '2026-03-04' },
    });
  });
});

describe('H10 who disagrees with an amendment gets a written answer too', () => {
  const served = servedOn(
    activePlanHistory(),
    '2026-03-05',
    proposeAmendment(withLessSupport(), { accepted: [{ ruleId: 'C3', reason: REASON }] }),
  );
  const disagreed = play(
    served,
    step(
      '2026-03-06 09:00',
      as.employee,
      answerAmendment(served, { kind: 'DISAGREED', statement: '流程简化仍然需要' }),
    ),
  );
  const answer = {
    type: 'AnswerDisagreement',
    text: '流程简化改由部门统一推进',
    amendment: 1,
  } as const;
  const byHr = inShanghai('2026-03-09 09:00', as.hrOwner);
  const { today, calendar } = byHr;
  const unanswered = (history: History) =>
    closeReadiness(running(history), {
      today,
      calendar,
      records: recordsOf(history),
    }).notMet.filter(({ ruleId }) => ruleId === 'H10');

  it('in five working days, by HR, for that amendment', () => {
    expect(owed(disagreed, 'disagreementAnswer')).toEqual([
      'disagreementAnswer/amendment/1 hr 2026-03-13',
    ]);
    expect(unanswered(disagreed)).toMatchObject([
      { path: '/amendments/0', owedBy: { role: 'hr', dueBy: '2026-03-13' } },
    ]);
    const answered = play(disagreed, [answer, byHr]);
    expect(owed(answered, 'disagreementAnswer')).toEqual([]);
    expect(unanswered(answered)).toEqual([]);
    expect(running(answered)).toMatchObject({
      amendments: [{ no: 1, answer: 'DISAGREED', disagreementAnswer: { by: people.hrOwner } }],
    });
    expect(running(answered).disagreementAnswer).toBeUndefined();
    given(answered).when(answer, byHr).thenRefused('H10.nothing');
    for (const wrong of [
      { ...answer, amendment: 2 },
      { type: answer.type, text: answer.text },
    ])
      given(disagreed).when(wrong, byHr).thenRefused('H10.nothing');
  });

  it('an agreement needs none', () => {
    const agreed = play(served, step('2026-03-06 09:00', as.employee, answerAmendment(served)));
    expect(owed(agreed, 'disagreementAnswer')).toEqual([]);
    given(agreed).when(answer, byHr).thenRefused('H10.nothing');
  });

  it('J7: its last day moves with a pause, in which HR may answer all the same', () => {
    const paused = pausedHistory(disagreed);
    expect(owed(paused, 'disagreementAnswer')).toEqual([]);
    given(paused)
      .when(answer, inShanghai('2026-03-10 09:00', as.hrOwner))
      .thenTypes('DisagreementAnswered');
    const resumed = play(paused, step('2026-03-16 09:00', as.hrOwner, RESUME));
    expect(owed(resumed, 'disagreementAnswer')).toEqual([
      'disagreementAnswer/amendment/1 hr 2026-03-20',
    ]);
  });
});

describe('I1 what is talked about', () => {
  const context = inShanghai('2026-03-05 17:00', as.manager);
  const active = activePlanHistory();
  const { writeUp } = checkInCommand('2026-03-05');
  const { obstacles: _, supportNeeded: __, nextSteps: ___, ...short } = writeUp;

  it('nothing is an answer, silence is not', () => {
    given(active)
      .when({ type: 'RecordCheckIn', writeUp: short, accepted: [] }, context)
      .thenRefused('I1.nextStepsMissing', 'I1.obstaclesMissing', 'I1.supportMissing');
    const accepted = [{ ruleId: 'I1', reason: '本次仅就突发投诉作了简短沟通' }];
    const [event] = given(active)
      .when({ type: 'RecordCheckIn', writeUp: short, accepted }, context)
      .events();
    expect(event).toMatchObject({ writeUp: { obstacles: [], supportNeeded: [], nextSteps: [] } });
  });

  it('the employee’s part is open from the start until the check-in is held', () => {
    const prepare = {
      type: 'PrepareCheckIn',
      plannedOn: on('2026-03-12'),
      text: '想谈谈退换货流程',
      supportNeeded: ['升级通道的操作说明'],
    } as const;
    const byEmployee = inShanghai('2026-03-04 09:00', as.employee);
    given(active).when(prepare, byEmployee).thenTypes('CheckInPrepared');
    given(active)
      .when({ ...prepare, plannedOn: on('2026-03-13') }, byEmployee)
      .thenUnknownPart('checkIn');
    const held = play(active, [checkInCommand('2026-03-05'), context]);
    given(held)
      .when(
        { ...prepare, plannedOn: on('2026-03-05') },
        inShanghai('2026-03-06 09:00', as.employee),
      )
      .thenRefused('I1.state');
  });

  it('is prefilled from last time, with what the employee prepared and what waits for an answer', () => {
    const history = play(
      active,
      step('2026-03-04 09:00', as.employee, {
        type: 'PrepareCheckIn',
        plannedOn: on('2026-03-12'),
        text: '想谈谈退换货流程',
        supportNeeded: ['升级通道的操作说明'],
      }),
      step(
        '2026-03-05 17:00',
        as.manager,
        checkInCommand('2026-03-05', { nextSteps: ['速查卡写完前五条'], obstacles: ['排队过长'] }),
      ),
    );
    const plan = running(history);
    const draft = checkInDraft(plan, recordsOf(history), on('2026-03-12'));
    expect(draft).toMatchObject({
      goals: plan.content.goals.map(({ id }) => ({ goalId: id, status: 'NO_CHANGE' })),
      nextSteps: ['速查卡写完前五条'],
      supportNeeded: ['升级通道的操作说明'],
      openObstacles: [{ id: '2026-03-05-1', text: '排队过长', answerBy: '2026-03-10' }],
      prepared: [{ text: '想谈谈退换货流程' }],
    });
    const first = checkInDraft(running(active), recordsOf(active), on('2026-03-05'));
    expect(first).toMatchObject({ nextSteps: [], openObstacles: [], prepared: [] });
  });
});

describe('I7 no surprise at the end', () => {
  it('warns of a goal that fails and was never shown to be at risk', () => {
    const history = reviewedHistory({ checkIns: ['2026-03-05'], checkpoint: false });
    const untold = history.map((recorded) =>
      recorded.event.type === 'CheckInHeld'
        ? {
            ...recorded,
            event: { ...recorded.event, writeUp: { ...recorded.event.writeUp, goals: [] } },
          }
        : recorded,
    );
    const results = given(untold)
      .when(proposeCommand(untold), inShanghai('2026-05-07 10:00', as.manager))
      .violations();
    expect(results.filter(({ ruleId }) => ruleId === 'I7')).toMatchObject([
      { severity: 'W', path: '/goals/0', owedBy: { role: 'manager' } },
      { severity: 'W', path: '/goals/1' },
      { severity: 'W', path: '/goals/2' },
    ]);
  });

  it('a strict policy refuses it', () => {
    const strict = { ...DEFAULT_POLICY, raised: ['I7'] };
    const history = finalReviewHistory();
    const plan = running(history);
    const at = inShanghai('2026-04-30 10:00', as.manager);
    const untold: RunningPlan = {
      ...plan,
      submission: { ...plan.submission, policy: strict },
      running: { ...plan.running, goals: {} },
    };
    const { hints } = closeReadiness(untold, { ...at, records: recordsOf(history) });
    expect(hints.map(({ messageKey }) => messageKey)).toContain('I7.surprise');
  });
});

describe('I8 what stands in the way gets an answer', () => {
  const active = activePlanHistory();
  const raise = {
    type: 'RaiseObstacle',
    obstacleId: 'queue',
    text: '升级通道排队超过一天',
  } as const;
  const raised = play(active, [raise, inShanghai('2026-03-03 09:00', as.employee)]);
  const answer = { type: 'AnswerObstacle', obstacleId: 'queue', text: '本周起优先处理' } as const;
  const later = inShanghai('2026-03-04 09:00', as.manager);

  it('in three working days, by the manager unless another is named', () => {
    expect(owed(raised, 'obstacle')).toEqual(['obstacle/queue manager 2026-03-06']);
    const assign = (ownerId: typeof people.hrOwner) =>
      ({ type: 'AssignObstacle', obstacleId: 'queue', ownerId }) as const;
    const toHr = play(raised, [assign(people.hrOwner), later]);
    expect(owed(toHr, 'obstacle')).toEqual(['obstacle/queue hr 2026-03-06']);
    const back = play(toHr, [assign(people.manager), later]);
    expect(owed(back, 'obstacle')).toEqual(['obstacle/queue manager 2026-03-06']);
    given(raised).when(assign(people.mentor), later).thenRefused('I8.owner');
  });

  it('is answered once', () => {
    const answered = play(raised, [answer, later]);
    expect(owed(answered, 'obstacle')).toEqual([]);
    expect(recordsOf(answered).obstacles).toMatchObject([
      { id: 'queue', text: raise.text, answers: [{ by: people.manager, text: answer.text }] },
    ]);
    given(answered).when(answer, later).thenRefused('I8.answered');
    given(active).when(answer, later).thenUnknownPart('obstacle');
    given(active)
      .when({ type: 'AssignObstacle', obstacleId: 'queue', ownerId: people.manager }, later)
      .thenUnknownPart('obstacle');
    given(raised).when(raise, later).thenRefused('I8.duplicateId');
  });

  it('from a check-in too', () => {
    const held = play(active, [
      checkInCommand('2026-03-05', { obstacles: ['排队过长', '缺少话术'] }),
      inShanghai('2026-03-05 17:00', as.manager),
    ]);
    expect(owed(held, 'obstacle')).toEqual([
      'obstacle/2026-03-05-1 manager 2026-03-10',
      'obstacle/2026-03-05-2 manager 2026-03-10',
    ]);
    expect(recordsOf(held).obstacles.map(({ text }) => text)).toEqual(['排队过长', '缺少话术']);
  });
});

describe('I9 recognise at once, correct at once', () => {
  const active = activePlanHistory();
  const met = play(
    active,
    ...[1, 2].map((n) =>
      step(
        `2026-03-0${n + 2} 09:00`,
        as.manager,
        measureCommand('response-time', 28, `2026-03-0${n + 2}`, { sample: 120 }),
      ),
    ),
  );

  it('a goal newly met is recognised in two working days', () => {
    expect(owed(met, 'recognition')).toEqual(['recognition/response-time manager 2026-03-06']);
    const feedback = (
      kind: 'positive' | 'corrective',
      goalId: string | undefined,
      who: typeof as.manager | typeof as.employee = as.manager,
    ) =>
      play(
        met,
        step('2026-03-05 09:00', who, {
          type: 'GiveFeedback',
          entry: { kind, text: '先倾听再解决', ...(goalId === undefined ? {} : { goalId }) },
        }),
      );
    expect(owed(feedback('positive', 'response-time'), 'recognition')).toEqual([]);
    expect(owed(feedback('positive', undefined), 'recognition')).toEqual([]);
    expect(owed(feedback('corrective', 'response-time'), 'recognition')).toHaveLength(1);
    expect(owed(feedback('positive', 'no-complaints'), 'recognition')).toHaveLength(1);
    expect(owed(feedback('positive', undefined, as.employee), 'recognition')).toHaveLength(1);
    const held = play(met, step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')));
    expect(owed(held, 'recognition')).toEqual([]);
  });

  it('one newly off track is corrected; a correction of the figure does not ask twice', () => {
    const off = play(
      active,
      step('2026-03-04 09:00', as.manager, measureCommand('no-complaints', 1, '2026-03-04')),
    );
    expect(owed(off, 'correction')).toEqual(['correction/no-complaints manager 2026-03-06']);
    const seq = off.at(-1)?.seq ?? 0;
    const again = given(off).when(
      measureCommand('no-complaints', 2, '2026-03-04', {
        supersedes: { seq, reason: '漏计一件' },
      }),
      inShanghai('2026-03-05 09:00', as.manager),
    );
    const [event] = again.events();
    expect(event).not.toHaveProperty('turned');
    expect(recordsOf(off).measurements[0]).not.toHaveProperty('turned');
  });
});

describe('events that name what is not there', () => {
  it('change nothing', () => {
    const plan = planOf(activePlanHistory());
    const events: readonly PlanEvent[] = [
      { type: 'ObstacleAnswered', obstacleId: 'nothing', text: '' },
      { type: 'PartsRated', checkpointId: 'month-1', from: 'manager', ratings: [] },
    ];
    for (const event of events) {
      const { version: _, ...after } = evolve(plan, {
        seq: plan.version + 1,
        at: plan.createdAt,
        by: as.manager,
        event,
      });
      const { version: __, ...before } = plan;
      expect(after).toEqual(before);
    }
  });
});
