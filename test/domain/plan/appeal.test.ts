import { describe, expect, it } from 'vitest';
import { decide } from '../../../domain/plan/decide.ts';
import type { ActivePlan, ClosedPlan } from '../../../domain/plan/state.ts';
import {
  ACCEPTED,
  appealedHistory,
  cancelledHistory,
  closedHistory,
  decideCommand,
  decidedHistory,
  decider,
  givenUpHistory,
  hearCommand,
  heardHistory,
  lodgeCommand,
  metHistory,
  nameCommand,
  REOPEN,
  sustainHistory,
} from '../../support/after-close.ts';
import { given, planOf, play } from '../../support/plan-spec.ts';
import { as, inShanghai, people, presentedHistory } from '../../support/plans.ts';
import { reasonsIn, step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const SETTLE = { type: 'Settle' } as const;
const at = inShanghai;

describe('K10 the outcome notice', () => {
  const notice = (servedOn: string) =>
    ({ type: 'ServeOutcomeNotice', servedOn: on(servedOn), channel: 'registeredPost' }) as const;

  it('that is served later than the outcome moves the window', () => {
    given(closedHistory())
      .when(notice('2026-05-12'), at('2026-05-12 15:00', as.hrOwner))
      .thenEvents({
        type: 'OutcomeNoticeServed',
        on: on('2026-05-12'),
        channel: 'registeredPost',
        appealUntil: on('2026-05-26'),
      });
  });

  it('never makes the window shorter', () => {
    const later = play(closedHistory(), step('2026-05-12 15:00', as.hrOwner, notice('2026-05-12')));
    const again = given(later).when(notice('2026-05-11'), at('2026-05-12 16:00', as.hrOwner));
    expect(again.plan()).toMatchObject({
      closing: { appealUntil: '2026-05-26', notice: { on: '2026-05-11' } },
    });
  });

  it('is served between the outcome and today', () => {
    for (const day of ['2026-05-07', '2026-05-13'])
      given(closedHistory())
        .when(notice(day), at('2026-05-12 15:00', as.hrOwner))
        .thenRefused('K10.date');
  });

  it('is not served of a draft that was given up', () => {
    given(givenUpHistory())
      .when(notice('2026-02-11'), at('2026-02-11 09:00', as.hrOwner))
      .thenWrongStatus('ARCHIVED');
  });

  it('is not served any more once an appeal was upheld', () => {
    const upheld = { decision: 'UPHELD', effect: 'CANCEL' } as const;
    const history = decidedHistory(upheld);
    const plan = planOf(history) as ClosedPlan;
    expect(plan.closing.appealUntil).toBeUndefined();
    // The clock archives it at once, so only what it rests on is asked.
    given(history)
      .when(notice('2026-05-18'), at('2026-05-18 11:00', as.hrOwner))
      .thenWrongStatus('ARCHIVED');
  });
});

describe('L1 an appeal', () => {
  it('is lodged within the window, in the employee’s own words', () => {
    const lodged = given(closedHistory()).when(lodgeCommand, at('2026-05-21 18:00', as.employee));
    lodged.thenEvents({
      type: 'AppealLodged',
      on: on('2026-05-21'),
      grounds: ['SUPPORT', 'FACT'],
      text: lodgeCommand.text,
      // L3: twenty working days.
      decideBy: on('2026-06-18'),
    });
    expect(lodged.plan()).toMatchObject({ status: 'CLOSED', appeal: { status: 'LODGED' } });
  });

  it('comes too late on the day after', () => {
    given(closedHistory())
      .when(lodgeCommand, at('2026-05-22 09:00', as.employee))
      .thenWrongStatus('ARCHIVED');
  });

  it('comes too late while the plan is still being sustained', () => {
    given(sustainHistory())
      .when(lodgeCommand, at('2026-05-25 09:00', as.employee))
      .thenRefused('L1.tooLate');
  });

  it('says why: a ground, and words', () => {
    given(closedHistory())
      .when({ ...lodgeCommand, grounds: [], text: '  ' }, at('2026-05-11 09:00', as.employee))
      .thenRefused('L1.noGround', 'L1.noGround');
  });

  it('names each ground once', () => {
    expect(
      given(closedHistory())
        .when({ ...lodgeCommand, grounds: ['FACT', 'FACT'] }, at('2026-05-11 09:00', as.employee))
        .plan(),
    ).toMatchObject({ appeal: { grounds: ['FACT'] } });
  });

  it('is lodged once for each outcome, unless it was withdrawn', () => {
    given(appealedHistory())
      .when(lodgeCommand, at('2026-05-12 09:00', as.employee))
      .thenRefused('L1.already');
    given(decidedHistory())
      .when(lodgeCommand, at('2026-05-19 09:00', as.employee))
      .thenRefused('L1.already');
    const withdrawn = given(appealedHistory()).when(
      { type: 'WithdrawAppeal' },
      at('2026-05-12 09:00', as.employee),
    );
    withdrawn.thenEvents({ type: 'AppealWithdrawn', on: on('2026-05-12') });
    given(withdrawn.history())
      .when(lodgeCommand, at('2026-05-13 09:00', as.employee))
      .thenTypes('AppealLodged');
  });

  it('is possible against a success too, while it is being sustained', () => {
    given(metHistory())
      .when(lodgeCommand, at('2026-05-11 09:00', as.employee))
      .thenTypes('SustainBegun', 'AppealLodged');
  });

  it('is nothing where no plan ever had an effect', () => {
    given(givenUpHistory())
      .when(lodgeCommand, at('2026-02-11 09:30', as.employee))
      .thenWrongStatus('ARCHIVED');
    const upheld = decidedHistory(
      { decision: 'PARTLY', outcome: 'PARTLY_MET', nextStep: 'SUSTAIN' },
      closedHistory(),
    );
    expect(planOf(upheld)).toMatchObject({ status: 'CLOSED' });
  });

  it('exists only after the outcome', () => {
    given(presentedHistory())
      .when(lodgeCommand, at('2026-02-25 12:00', as.employee))
      .thenWrongStatus('PRESENTED');
  });

  it('is open or there is none: nobody decides what was withdrawn', () => {
    for (const command of [
      nameCommand(),
      hearCommand,
      decideCommand(),
      { type: 'WithdrawAppeal' },
    ] as const)
      given(closedHistory())
        .when(command, at('2026-05-15 09:00', decider))
        .thenUnknownPart('appeal');
  });
});

describe('A4 who decides', () => {
  const name = (memberId: Parameters<typeof nameCommand>[0], more = {}) =>
    given(appealedHistory()).when(nameCommand(memberId), at('2026-05-12 09:00', as.hrOwner, more));

  it.each([
    ['the employee', people.employee],
    ['the manager', people.manager],
    ['who approved the plan and the outcome', people.hrHead],
  ])('is not %s', (_, memberId) => {
    name(memberId).thenRefused('A4.involved');
  });

  it('is not whoever cancelled a plan that was never approved by anybody else', () => {
    const appealed = play(cancelledHistory(), step('2026-03-04 09:00', as.employee, lodgeCommand));
    given(appealed)
      .when(nameCommand(people.hrOwner), at('2026-03-05 09:00', as.hrHead))
      .thenRefused('A4.involved');
  });

  it('is an active member', () => {
    name(people.colleague, { deciderActive: false }).thenRefused('A4.unknown');
  });

  it('is better not of the manager’s line', () => {
    name(people.colleague, { inManagersLine: true }).thenRefused('A4.inLine');
    given(appealedHistory())
      .when(
        { ...nameCommand(), accepted: [{ ruleId: 'A4', reason: '公司只有这一位未参与的主管' }] },
        at('2026-05-12 09:00', as.hrOwner, { inManagersLine: true }),
      )
      .thenTypes('AppealDeciderNamed');
  });

  it('is named again as long as the appeal is open, and then hears it anew', () => {
    const renamed = given(heardHistory()).when(
      nameCommand(people.mentor),
      at('2026-05-15 09:00', as.hrOwner),
    );
    expect(renamed.plan()).toMatchObject({
      appeal: { status: 'LODGED', decider: { memberId: people.mentor } },
    });
    expect(renamed.plan()).not.toHaveProperty('appeal.hearing');
  });
});

describe('L2, L5 the hearing', () => {
  const named = play(appealedHistory(), step('2026-05-12 09:00', as.hrOwner, nameCommand()));
  const hear = (more: Partial<typeof hearCommand> = {}, actor = decider) =>
    given(named).when({ ...hearCommand, ...more }, at('2026-05-14 16:00', actor));

  it('is written down with what everybody said', () => {
    hear().thenTypes('AppealHeard');
  });

  it('needs somebody who was named, and is theirs', () => {
    given(appealedHistory())
      .when(hearCommand, at('2026-05-14 16:00', decider))
      .thenRefused('L2.noDecider');
    hear({}, as.hrHead as typeof decider).thenRefused('L2.other');
    hear({}, as.system).thenRefused('L2.other');
  });

  it('was held between the appeal and today', () => {
    for (const day of ['2026-05-10', '2026-05-15'])
      hear({ heldOn: on(day) }).thenRefused('L5.date');
  });

  it('has people, statements, and words in each', () => {
    hear({ attendees: [' '], statements: [] }).thenRefused('L5.incomplete', 'L5.incomplete');
    hear({ statements: [{ by: '', text: ' ' }] }).thenRefused('L5.incomplete', 'L5.incomplete');
  });

  it('comes before the decision', () => {
    given(named).when(decideCommand(), at('2026-05-14 16:00', decider)).thenRefused('L2.notHeard');
  });
});

describe('L4 the decision', () => {
  const decideIt = (
    verdict: Parameters<typeof decideCommand>[0],
    closed = closedHistory(),
    more = {},
  ) =>
    given(heardHistory(closed)).when(
      { ...decideCommand(verdict), ...more },
      at('2026-05-18 10:00', decider),
    );

  it('has reasons', () => {
    decideIt({ decision: 'DISMISSED' }, undefined, { reasons: ' ' }).thenRefused('L4.noReasons');
  });

  it('DISMISSED: the outcome stands', () => {
    expect(decideIt({ decision: 'DISMISSED' }).plan()).toMatchObject({
      status: 'CLOSED',
      closing: { outcome: 'NOT_MET', nextStep: 'RETRAIN' },
      appeal: { status: 'DISMISSED', decision: { on: '2026-05-18', effect: 'STANDS' } },
    });
  });

  it('PARTLY: a milder outcome, with what was decided first', () => {
    expect(
      decideIt({ decision: 'PARTLY', outcome: 'PARTLY_MET', nextStep: 'RETRAIN' }).plan(),
    ).toMatchObject({
      status: 'CLOSED',
      closing: {
        outcome: 'PARTLY_MET',
        amendedFrom: { outcome: 'NOT_MET', nextStep: 'RETRAIN' },
      },
      appeal: { status: 'PARTLY' },
    });
  });

  it('PARTLY: neither graver nor the same', () => {
    decideIt({ decision: 'PARTLY', outcome: 'NOT_MET', nextStep: 'RETRAIN' }).thenRefused(
      'L4.notMilder',
    );
    decideIt({ decision: 'PARTLY', outcome: 'PARTLY_MET', nextStep: 'SECOND_PLAN' }).thenRefused(
      'L4.notMilder',
    );
    decideIt({ decision: 'PARTLY', outcome: 'MET', nextStep: 'RETRAIN' }).thenRefused(
      'K1.nextStep',
    );
    expect(
      decideIt(
        { decision: 'PARTLY', outcome: 'NOT_MET', nextStep: 'RETRAIN' },
        closedHistory({ nextStep: 'SEPARATION_REVIEW' }),
      ).plan(),
    ).not.toHaveProperty('closing.referral');
  });

  it('PARTLY: to a success that is then sustained', () => {
    const history = decidedHistory({
      decision: 'PARTLY',
      outcome: 'PARTLY_MET',
      nextStep: 'SUSTAIN',
    });
    expect(given(history).when(SETTLE, at('2026-05-18 10:01', as.system)).plan()).toMatchObject({
      status: 'SUSTAIN',
      sustain: { startOn: '2026-05-18', endsOn: '2026-08-16' },
    });
  });

  it('PARTLY: the window of a success that needs none goes', () => {
    const sustained = closedHistory(
      { outcome: 'MET', nextStep: 'SUSTAIN' },
      { values: { 'no-complaints': 0, 'response-time': 30, 'first-time-resolution': 85 } },
    );
    expect(
      decideIt({ decision: 'PARTLY', outcome: 'MET', nextStep: 'NORMAL' }, sustained).plan(),
    ).toMatchObject({ status: 'CLOSED', closing: { nextStep: 'NORMAL' } });
  });

  it('UPHELD: the outcome is void, and with it the plan; both stay on record', () => {
    const cancelled = decideIt({ decision: 'UPHELD', effect: 'CANCEL' });
    expect(cancelled.plan()).toMatchObject({
      status: 'CLOSED',
      closing: { outcome: 'CANCELLED', reason: 'APPEAL', by: people.colleague },
      voided: [{ closing: { outcome: 'NOT_MET' }, appeal: { status: 'UPHELD' } }],
    });
    given(cancelled.history())
      .when(SETTLE, at('2026-05-18 10:01', as.system))
      .thenEvents({ type: 'PlanArchived', on: on('2026-05-18') });
  });

  it('UPHELD: the plan runs on to a new end, and nobody owes what fell between', () => {
    const reopened = decideIt(REOPEN);
    const plan = reopened.plan() as ActivePlan;
    expect(plan).toMatchObject({
      status: 'ACTIVE',
      activation: { startOn: '2026-03-02', endOn: '2026-06-26' },
      content: {
        schedule: { endOn: '2026-06-26', checkpoints: [{ id: 'month-1' }, { id: 'extra' }] },
      },
      running: {
        checkIns: {
          '2026-05-07': { status: 'EXCUSED' },
          '2026-05-14': { status: 'EXCUSED' },
        },
      },
      voided: [{ closing: { outcome: 'NOT_MET' }, appeal: { status: 'UPHELD' } }],
    });
    expect(plan).not.toHaveProperty('review');
    expect(plan).not.toHaveProperty('closing');
    expect(plan.content.goals.map(({ dueOn }) => dueOn)).toEqual(Array(3).fill('2026-06-26'));
    expect(plan.content.actions.map(({ dueOn }) => dueOn)).toEqual(Array(3).fill('2026-06-26'));
    given(reopened.history()).when(SETTLE, at('2026-05-18 23:00', as.system)).thenNothingDue();
  });

  it('what was done stays done, and open support moves to the first new checkpoint', () => {
    const closed = closedHistory(
      {
        outcome: 'PARTLY_MET',
        nextStep: 'RETRAIN',
      },
      {
        supports: ['mentor'],
        values: { 'no-complaints': 0 },
        also: [
          [
            '2026-03-12 18:00',
            as.employee,
            { type: 'ReportAction', actionId: 'review-calls', done: 'yes', fact: '三段录音已复盘' },
          ],
        ],
      },
    );
    const plan = decideIt(REOPEN, closed).plan() as ActivePlan;
    expect(plan.content.actions[0]?.dueOn).toBe('2026-03-13');
    expect(plan.content.supports.map(({ dueBy }) => dueBy)).toEqual([
      '2026-06-05',
      '2026-03-06',
      '2026-06-05',
    ]);
  });

  it('a reopened plan keeps to the rules of dates', () => {
    const schedule = REOPEN.schedule;
    const later = (more: Partial<typeof schedule>) => ({
      ...REOPEN,
      schedule: { ...schedule, ...more },
    });
    decideIt(later({ endOn: on('2026-05-25') })).thenRefused(
      'G1.duration',
      'G2.outside',
      'G4.first',
      'G4.last',
      'G5.window',
    );
    decideIt(later({ checkpoints: [{ id: 'month-1', on: on('2026-06-05') }] })).thenRefused(
      'G2.duplicateId',
    );
    decideIt(later({ checkpoints: [{ id: 'extra', on: on('2026-06-06') }] })).thenRefused(
      'G2.notWorking',
    );
    expect(
      decideIt(later({ endOn: on('2027-03-31'), finalReviewOn: on('2027-04-01') }))
        .violations()
        .map(({ messageKey, path }) => [messageKey, path]),
    ).toContainEqual(['G1.duration', '/verdict/schedule/endOn']);
  });

  it('a plan that was cancelled while it ran can run on, and has no outcome to make milder', () => {
    const days = (local: string) => local;
    const cancelled = play(
      cancelledHistory(),
      step(days('2026-03-04 09:00'), as.employee, lodgeCommand),
      step('2026-03-05 09:00', as.hrHead, nameCommand()),
      step('2026-03-06 09:00', decider, { ...hearCommand, heldOn: on('2026-03-06') }),
    );
    const decided = (verdict: Parameters<typeof decideCommand>[0]) =>
      given(cancelled).when(decideCommand(verdict), at('2026-03-09 10:00', decider));
    decided({ decision: 'PARTLY', outcome: 'MET', nextStep: 'NORMAL' }).thenRefused(
      'L4.nothingToAmend',
    );
    const schedule = {
      endOn: on('2026-05-08'),
      finalReviewOn: on('2026-05-11'),
      checkpoints: [{ id: 'april', on: on('2026-04-08') }],
    } as const;
    const plan = decided({ decision: 'UPHELD', effect: 'REOPEN', schedule }).plan();
    expect(plan).toMatchObject({ status: 'ACTIVE', activation: { endOn: '2026-05-08' } });
  });

  it('a checkpoint that fell into the time without a plan is owed by nobody', () => {
    const late = play(
      cancelledHistory(),
      step('2026-03-04 09:00', as.employee, lodgeCommand),
      step('2026-03-05 09:00', as.hrHead, nameCommand()),
      step('2026-03-06 09:00', decider, { ...hearCommand, heldOn: on('2026-03-06') }),
    );
    const schedule = {
      endOn: on('2026-06-05'),
      finalReviewOn: on('2026-06-08'),
      checkpoints: [{ id: 'may', on: on('2026-05-07') }],
    } as const;
    expect(
      given(late)
        .when(
          decideCommand({ decision: 'UPHELD', effect: 'REOPEN', schedule }),
          at('2026-04-08 10:00', decider),
        )
        .plan(),
    ).toMatchObject({ running: { checkpoints: { 'month-1': { status: 'EXCUSED' } } } });
  });

  it('what falls on the very day of the decision moves, and is owed by nobody', () => {
    const closed = planOf(heardHistory()) as ClosedPlan;
    const before = closed.before as ActivePlan;
    const goal = before.content.goals[0];
    const dated = {
      ...closed,
      before: {
        ...before,
        content: {
          ...before.content,
          goals: [
            { ...goal, dueOn: on('2026-05-18') },
            { ...goal, dueOn: on('2026-05-19') },
          ],
        },
        running: {
          ...before.running,
          supports: {
            ...before.running.supports,
            'simple-process': { status: 'SCHEDULED', on: on('2026-05-20') },
          },
          checkpoints: {
            'month-1': {
              status: 'PLANNED',
              dueOn: on('2026-05-18'),
              movedBy: { manager: 1, other: 0 },
            },
          },
        },
      },
    } as ClosedPlan;
    const decided = decide(decideCommand(REOPEN), dated, at('2026-05-18 10:00', decider));
    if (!decided.ok) throw new Error(JSON.stringify(decided.error));
    const plan = decided.value.plan as ActivePlan;
    expect(plan.content.goals.map(({ dueOn }) => dueOn)).toEqual(['2026-06-26', '2026-05-19']);
    expect(plan.content.supports[2]?.dueBy).toBe('2026-06-05');
    expect(plan.running.checkpoints).toEqual({
      'month-1': { status: 'EXCUSED', movedBy: { manager: 1, other: 0 } },
    });
    const [recorded] = decided.value.events;
    expect(recorded?.event).toMatchObject({
      effect: {
        kind: 'REOPENED',
        excused: { checkIns: ['2026-04-30', '2026-05-07', '2026-05-14'], checkpoints: ['month-1'] },
      },
    });
    expect(plan.running.checkIns['2026-05-07']).toEqual({
      status: 'EXCUSED',
      movedBy: { manager: 0, other: 0 },
    });
  });

  it('a plan that is reopened goes on with whoever was asked to take it over, and with no other amendment', () => {
    const closed = planOf(heardHistory()) as ClosedPlan;
    const reopened = (amendment: object) => {
      const of = { ...closed, before: { ...closed.before, amendment } } as never;
      const decided = decide(decideCommand(REOPEN), of, at('2026-05-18 10:00', decider));
      return decided.ok ? decided.value.plan : decided.error;
    };
    const change = { no: 1, kind: 'MANAGER_CHANGE', status: 'PROPOSED' };
    expect(reopened(change)).toMatchObject({ status: 'ACTIVE', amendment: change });
    expect(reopened({ no: 1, kind: 'CONTENT' })).not.toHaveProperty('amendment');
  });

  it('the hearing is kept with the appeal, and a void outcome with the plan as it was', () => {
    expect(planOf(heardHistory())).toMatchObject({
      appeal: {
        status: 'HEARD',
        hearing: {
          heldOn: hearCommand.heldOn,
          attendees: hearCommand.attendees,
          statements: hearCommand.statements,
        },
      },
    });
    const cancelled = decideIt({ decision: 'UPHELD', effect: 'CANCEL' }).plan();
    expect(cancelled).toMatchObject({
      status: 'CLOSED',
      voided: [{ closing: { outcome: 'NOT_MET' } }],
      before: { status: 'FINAL_REVIEW', voided: [{ closing: { outcome: 'NOT_MET' } }] },
    });
  });

  it('a success that was only in part stays sustained when it becomes whole', () => {
    const partly = closedHistory(
      { outcome: 'PARTLY_MET', nextStep: 'SUSTAIN' },
      { values: { 'no-complaints': 0 } },
    );
    expect(
      decideIt({ decision: 'PARTLY', outcome: 'MET', nextStep: 'SUSTAIN' }, partly).plan(),
    ).toMatchObject({
      status: 'SUSTAIN',
      closing: { outcome: 'MET', amendedFrom: { outcome: 'PARTLY_MET' } },
    });
  });

  it('a plan that never ran cannot run on', () => {
    const cancelled = play(
      presentedHistory(),
      step('2026-02-25 12:00', as.hrOwner, {
        type: 'Cancel',
        reason: 'ROLE_CHANGED',
        note: '转岗',
      }),
      step('2026-02-26 09:00', as.employee, lodgeCommand),
      step('2026-02-26 10:00', as.hrHead, nameCommand()),
      step('2026-02-27 09:00', decider, { ...hearCommand, heldOn: on('2026-02-27') }),
    );
    const decided = (verdict: Parameters<typeof decideCommand>[0]) =>
      given(cancelled).when(decideCommand(verdict), at('2026-02-28 10:00', decider));
    decided(REOPEN).thenRefused('L4.neverRan');
    decided({ decision: 'UPHELD', effect: 'CANCEL' }).thenTypes('AppealDecided');
  });

  it('a reopened plan closes again, and the first outcome stays on record', () => {
    const reopened = decidedHistory(REOPEN);
    const final = play(
      reopened,
      step('2026-06-05 17:00', as.manager, {
        type: 'HoldCheckpoint',
        checkpointId: 'extra',
        heldOn: on('2026-06-05'),
        attendees: ['员工', '经理'],
        facts: ['逐项核对'],
        feedback: [{ kind: 'corrective', text: '高峰时段先接听再查询' }],
      }),
      step('2026-06-26 00:00', as.system, SETTLE),
      step('2026-06-26 11:00', as.manager, {
        type: 'MarkSubstantiallyMet',
        goalId: 'no-complaints',
        reason: '经核实的一件投诉与其无关',
      }),
      step('2026-06-26 12:00', as.manager, {
        type: 'MarkSubstantiallyMet',
        goalId: 'response-time',
        reason: '六月各周均已达标',
      }),
      step('2026-06-26 13:00', as.manager, {
        type: 'MarkSubstantiallyMet',
        goalId: 'first-time-resolution',
        reason: '六月各周均已达标',
      }),
    );
    const closed = play(
      final,
      step('2026-06-29 09:00', as.manager, {
        type: 'ProposeOutcome',
        outcome: 'MET',
        nextStep: 'NORMAL',
        reasons: reasonsIn(final),
        accepted: ACCEPTED,
      }),
      step('2026-06-29 10:00', as.hrHead, { type: 'ApproveOutcome', accepted: ACCEPTED }),
    );
    expect(planOf(closed)).toMatchObject({
      status: 'CLOSED',
      closing: { outcome: 'MET' },
      voided: [{ closing: { outcome: 'NOT_MET' } }],
    });
    expect(planOf(closed)).not.toHaveProperty('appeal');
  });
});

describe('K11 what follows from the outcome', () => {
  const begin = { type: 'BeginNextStep', note: '已排入六月的培训' } as const;

  it('begins when nobody objects', () => {
    given(closedHistory({ nextStep: 'SEPARATION_REVIEW' }))
      .when(begin, at('2026-05-11 09:00', as.hrOwner))
      .thenEvents({
        type: 'NextStepBegun',
        on: on('2026-05-11'),
        nextStep: 'SEPARATION_REVIEW',
        note: begin.note,
      });
  });

  it('is blocked while an appeal is open, and only then', () => {
    const closed = closedHistory({ nextStep: 'SEPARATION_REVIEW' });
    given(appealedHistory(closed))
      .when(begin, at('2026-05-11 10:00', as.hrOwner))
      .thenRefused('K11.appealOpen');
    given(heardHistory(closed))
      .when(begin, at('2026-05-15 10:00', as.hrOwner))
      .thenRefused('K11.appealOpen');
    given(decidedHistory({ decision: 'DISMISSED' }, closed))
      .when(begin, at('2026-05-18 11:00', as.hrOwner))
      .thenTypes('NextStepBegun');
  });

  it('is nothing after a plan that was cancelled', () => {
    given(cancelledHistory())
      .when(begin, at('2026-03-04 10:00', as.hrOwner))
      .thenRefused('K11.noNextStep');
  });
});

describe('K1 a plan is cancelled on appeal', () => {
  it('by an appeal only', () => {
    given(presentedHistory())
      .when({ type: 'Cancel', reason: 'APPEAL', note: '' }, at('2026-02-25 12:00', as.hrOwner))
      .thenRefused('K1.appealOnly');
  });
});
