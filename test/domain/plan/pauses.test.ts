import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workingDaysBetween } from '../../../domain/calendar/working-days.ts';
import { addDays, type CivilDate } from '../../../domain/kernel/civil-date.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { meetingsOf } from '../../../domain/plan/meetings.ts';
import { movedByPauses, pausedBetween, withoutPauses } from '../../../domain/plan/pauses.ts';
import { expectedProgress, standingsOf } from '../../../domain/plan/progress.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import { NO_RECORDS } from '../../../domain/plan/records.ts';
import { checkInsHeld } from '../../../domain/plan/rules/closing.ts';
import { pauseProposal } from '../../../domain/plan/rules/pauses.ts';
import type { ActivePlan, PausedPlan, Plan, RunningPlan } from '../../../domain/plan/state.ts';
import { PAUSE_REASONS } from '../../../domain/plan/vocabulary.ts';
import { nextTransitionAt } from '../../../domain/reminder/transitions.ts';
import { PAUSE, pausedHistory, RESUME } from '../../support/amendments.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  berlin,
  changed,
  inShanghai,
  people,
  shanghai,
  shanghaiContent,
  TENANT_ID,
} from '../../support/plans.ts';
import {
  checkInCommand,
  checkpointCommand,
  measureCommand,
  runHistory,
  step,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const calendar = shanghai.calendar;
const running = (history: History): RunningPlan => planOf(history) as RunningPlan;
const resumedOn = (day: string, before: History = pausedHistory()): History =>
  play(before, step(`${day} 09:00`, as.hrOwner, { ...RESUME, accepted: [] }));
const dueOf = (plan: RunningPlan) =>
  meetingsOf(plan, calendar)
    .filter(({ state }) => state.status === 'PLANNED')
    .map(({ dueOn }) => dueOn);

describe('J6: HR stops the clock, for a reason of the list', () => {
  it.each(PAUSE_REASONS)('%s, from today on', (reason) => {
    given(activePlanHistory())
      .when({ ...PAUSE, reason }, inShanghai('2026-03-09 09:00', as.hrOwner))
      .thenEvents({ type: 'PlanPaused', on: on('2026-03-09'), reason, note: PAUSE.note });
  });

  it('only a plan that is active can be paused, and only a paused one resumed', () => {
    given(pausedHistory())
      .when(PAUSE, inShanghai('2026-03-10 09:00', as.hrOwner))
      .thenWrongStatus('PAUSED');
    given(activePlanHistory())
      .when(RESUME, inShanghai('2026-03-10 09:00', as.hrOwner))
      .thenWrongStatus('ACTIVE');
  });

  it('a paused plan can be cancelled, and remembers that it was paused', () => {
    const cancelled = given(pausedHistory()).when(
      { type: 'Cancel', reason: 'LONG_LEAVE', note: '长期休假' },
      inShanghai('2026-03-20 09:00', as.hrOwner),
    );
    expect(cancelled.plan()).toMatchObject({
      status: 'CLOSED',
      closing: { outcome: 'CANCELLED', reason: 'LONG_LEAVE' },
      before: { status: 'PAUSED', pause: { on: '2026-03-09' } },
    });
  });
});

describe('while the clock stands still', () => {
  it('nothing is missed, lapses or ends, however long it takes', () => {
    const delivered = play(
      activePlanHistory(),
      step('2026-03-06 09:00', as.hrOwner, {
        type: 'DeliverSupport',
        supportId: 'mentor',
        deliveredOn: on('2026-03-06'),
        evidence: '签到表',
      }),
    );
    given(pausedHistory(delivered))
      .when({ type: 'Settle' }, inShanghai('2026-12-31 00:00', as.system))
      .thenNothingDue();
    expect(nextTransitionAt(planOf(pausedHistory(delivered)), calendar)).toBeUndefined();
  });

  it('the expected line and the check-ins that count stop at the day before', () => {
    const plan = running(pausedHistory(runHistoryUntil('2026-03-09')));
    const at = (day: string) => standingsOf(plan, NO_RECORDS, on(day), calendar);
    expect(at('2026-06-30')).toEqual(at('2026-03-08'));
    expect(checkInsHeld(plan, { today: on('2026-06-30'), calendar })).toEqual({ held: 1, due: 1 });
  });
});

/** The first check-in was held; the plan then pauses on Monday 9 March. */
const runHistoryUntil = (_: string): History =>
  play(
    activePlanHistory(),
    step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')),
    step('2026-03-06 09:00', as.employee, {
      type: 'ReportAction',
      actionId: 'review-calls',
      done: 'yes',
      fact: '三段录音已复盘',
    }),
  );

describe('J7: on resume every open date moves by the paused working days', () => {
  const before = runHistoryUntil('2026-03-09');
  const after = resumedOn('2026-03-16', pausedHistory(before));

  it('a working week of leave is five working days', () => {
    expect(running(after)).toMatchObject({
      status: 'ACTIVE',
      pauses: [{ reason: 'LEAVE', on: '2026-03-09', resumedOn: '2026-03-16', workingDays: 5 }],
    });
    expect(running(after)).not.toHaveProperty('pause');
  });

  it('end, final review, goals, open actions, supports and checkpoints move; what is done does not', () => {
    const { content } = planOf(after);
    const was = shanghaiContent();
    // The Qingming and May holidays lie in between.
    expect(content.schedule).toMatchObject({
      startOn: '2026-03-02',
      endOn: '2026-05-11',
      finalReviewOn: '2026-05-12',
      checkpoints: [{ on: '2026-04-08' }],
    });
    expect(content.goals.map(({ dueOn }) => dueOn)).toEqual(Array(3).fill('2026-05-11'));
    expect(content.actions.map(({ dueOn }) => dueOn)).toEqual([
      was.actions[0]?.dueOn,
      '2026-03-27',
      '2026-04-17',
    ]);
    expect(content.supports.map(({ dueBy }) => dueBy)).toEqual([
      '2026-03-20',
      '2026-03-13',
      '2026-03-27',
    ]);
  });

  it('open check-ins keep their names and count as moved, not by the manager', () => {
    const plan = running(after);
    expect(plan.running.checkIns['2026-03-05']?.status).toBe('HELD');
    expect(plan.running.checkIns['2026-03-12']).toMatchObject({
      status: 'PLANNED',
      dueOn: '2026-03-19',
      movedBy: { manager: 0, other: 1 },
    });
    expect(plan.running.checkpoints['month-1']).toMatchObject({
      dueOn: '2026-04-08',
      movedBy: { other: 1 },
    });
    // Nothing derives a second time from the cadence.
    expect(dueOf(plan)).toHaveLength(dueOf(running(before)).length);
  });

  it('windows of the employee move too: the word on a support, on a record, on an obstacle', () => {
    const open = play(
      before,
      step('2026-03-06 10:00', as.hrOwner, {
        type: 'DeliverSupport',
        supportId: 'mentor',
        deliveredOn: on('2026-03-06'),
        evidence: '签到表',
      }),
      step('2026-03-06 11:00', as.hrOwner, {
        type: 'ScheduleSupport',
        supportId: 'product-course',
        on: on('2026-03-12'),
      }),
      step('2026-03-06 12:00', as.employee, {
        type: 'RaiseObstacle',
        obstacleId: 'headset',
        text: '耳机故障',
      }),
    );
    const was = running(open).running;
    const is = running(resumedOn('2026-03-16', pausedHistory(open))).running;
    const moved = (from: unknown, to: unknown) =>
      expect(workingDaysBetween(calendar, from as CivilDate, to as CivilDate)).toBe(5);
    const byOf = (state: typeof was) => [
      (state.supports.mentor as { confirmBy: string }).confirmBy,
      (state.supports['product-course'] as { on: string }).on,
      (state.checkIns['2026-03-05'] as { replyBy: string }).replyBy,
      state.obstacles?.headset?.answerBy,
    ];
    byOf(was).forEach((from, index) => {
      moved(from, byOf(is)[index]);
    });
  });

  it('so do the days for rating a checkpoint and for answering a goal that turned', () => {
    const open = play(
      before,
      step('2026-03-06 09:00', as.manager, checkpointCommand({ heldOn: on('2026-03-06') })),
      step('2026-03-06 09:30', as.manager, measureCommand('no-complaints', 1, '2026-03-06')),
    );
    const byOf = ({ running: { checkpoints, goals } }: RunningPlan) => [
      (checkpoints['month-1'] as { rate: { by: string } }).rate.by,
      goals['no-complaints']?.turned?.answerBy,
    ];
    expect(byOf(running(open))).toEqual(['2026-03-10', '2026-03-10']);
    const resumed = resumedOn('2026-03-16', pausedHistory(open));
    expect(byOf(running(resumed))).toEqual(['2026-03-17', '2026-03-17']);
    // It was held: it stays where it was.
    expect(planOf(resumed).content.schedule.checkpoints).toEqual(
      shanghaiContent().schedule.checkpoints,
    );
    const answered = play(
      open,
      step('2026-03-06 10:00', as.employee, {
        type: 'RaiseObstacle',
        obstacleId: 'headset',
        text: '耳机故障',
      }),
      step('2026-03-06 11:00', as.manager, {
        type: 'AnswerObstacle',
        obstacleId: 'headset',
        text: '已更换',
      }),
    );
    const was = running(answered).running.obstacles;
    expect(running(resumedOn('2026-03-16', pausedHistory(answered))).running.obstacles).toEqual(
      was,
    );
  });

  it('a day that was set for a moved meeting moves from where it stood', () => {
    const moved = play(
      before,
      step('2026-03-06 10:00', as.manager, {
        type: 'MoveCheckIn',
        plannedOn: on('2026-03-12'),
        to: on('2026-03-13'),
        reason: '经营会议',
      }),
    );
    const plan = running(resumedOn('2026-03-16', pausedHistory(moved)));
    expect(plan.running.checkIns['2026-03-12']).toMatchObject({
      dueOn: '2026-03-20',
      movedBy: { manager: 1, other: 1 },
    });
  });

  it('a baseline that is owed, and a goal that was over before', () => {
    const of = {
      ...shanghai,
      content: changed(
        changed(shanghaiContent(), '/goals/1/measure/baseline', {
          toMeasureBy: on('2026-03-13'),
        }),
        '/goals/2/dueOn',
        on('2026-03-20'),
      ),
    };
    const early = {
      ...of,
      content: {
        ...of.content,
        actions: of.content.actions.map((one) => ({ ...one, dueOn: on('2026-03-18') })),
      },
    };
    const late = play(
      activePlanHistory(early),
      step('2026-03-23 09:00', as.hrOwner, PAUSE),
      step('2026-03-30 09:00', as.hrOwner, RESUME),
    );
    const { content } = planOf(late);
    expect(content.goals[1]?.measure).toMatchObject({ baseline: { toMeasureBy: '2026-03-20' } });
    expect(content.goals[2]?.dueOn).toBe('2026-03-20');
    expect(content.actions[2]?.dueOn).toBe('2026-03-18');
    expect(content.actions[1]?.dueOn).toBe('2026-03-25');
    // Part of it is for a goal that is over: it stays overdue.
    expect(content.supports[0]?.dueBy).toBe('2026-03-13');
  });

  it('a pause within one day, or over a weekend, moves nothing', () => {
    for (const day of ['2026-03-09'])
      expect(planOf(resumedOn(day, pausedHistory(before))).content).toEqual(planOf(before).content);
    const weekend = play(
      before,
      step('2026-03-07 09:00', as.hrOwner, PAUSE),
      step('2026-03-09 09:00', as.hrOwner, RESUME),
    );
    expect(running(weekend).running).toEqual(running(before).running);
    expect(running(weekend).pauses).toMatchObject([{ workingDays: 0 }]);
  });

  it('distances in working days are kept between all that is open, whatever the pauses', () => {
    const openDays = (plan: RunningPlan) => [
      ...dueOf(plan),
      ...plan.content.goals.map(({ dueOn }) => dueOn),
      ...plan.content.actions.slice(1).map(({ dueOn }) => dueOn),
      ...plan.content.supports.map(({ dueBy }) => dueBy),
      plan.content.schedule.endOn,
      plan.content.schedule.finalReviewOn,
    ];
    const distances = (days: readonly CivilDate[], from: CivilDate) =>
      [...days].sort().map((day) => workingDaysBetween(calendar, from, day));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 40 })), {
          minLength: 1,
          maxLength: 3,
        }),
        (pauses) => {
          let history = before;
          let day = on('2026-03-09');
          let paused = 0;
          for (const [later, length] of pauses) {
            day = addDays(day, later);
            const back = addDays(day, length);
            const resume = {
              ...RESUME,
              accepted: [{ ruleId: 'J8', reason: '法院已经准予恢复执行' }],
            };
            history = play(
              history,
              step(`${day} 09:00`, as.hrOwner, PAUSE),
              step(`${back} 09:30`, as.hrOwner, resume),
            );
            paused += workingDaysBetween(calendar, addDays(day, -1), addDays(back, -1));
            day = back;
          }
          const [was, is] = [running(before), running(history)];
          expect(distances(openDays(is), on('2026-03-08'))).toEqual(
            distances(openDays(was), on('2026-03-08')).map((distance) => distance + paused),
          );
          // The expected line reaches the end with the goals, no earlier.
          const [first] = standingsOf(is, NO_RECORDS, is.content.schedule.endOn, calendar);
          expect(first?.expected).toBe(1);
        },
      ),
      { numRuns: 60, seed: 20260316 },
    );
  });
});

describe('what lies between two days of a plan without its pauses', () => {
  const pause = {
    reason: 'LEAVE',
    on: on('2026-03-09'),
    at: '' as never,
    resumedOn: on('2026-03-16'),
    resumedAt: '' as never,
    workingDays: 5,
  } as const;

  it.each([
    ['2026-03-02', '2026-03-06', 0],
    ['2026-03-02', '2026-03-11', 3],
    ['2026-03-10', '2026-03-11', 1],
    ['2026-03-02', '2026-03-31', 5],
    ['2026-03-16', '2026-03-31', 0],
  ])('%s to %s: %d', (from, to, days) => {
    expect(pausedBetween([pause], on(from), on(to), calendar)).toBe(days);
  });

  it('a pause outside them takes nothing away from another one', () => {
    const later = { ...pause, on: on('2026-04-06'), resumedOn: on('2026-04-13') };
    const between = (from: string, to: string) =>
      pausedBetween([pause, later], on(from), on(to), calendar);
    expect(between('2026-03-02', '2026-03-31')).toBe(5);
    expect(between('2026-03-20', '2026-03-31')).toBe(0);
    // Of the five days one is a holiday.
    expect(between('2026-03-20', '2026-04-30')).toBe(4);
  });

  it.each([
    ['counted from before the pause', '2026-03-02', '2026-03-13', '2026-03-20'],
    ['on its first day', '2026-03-02', '2026-03-09', '2026-03-16'],
    ['over before it', '2026-03-02', '2026-03-06', '2026-03-06'],
    ['counted from within it', '2026-03-12', '2026-03-18', '2026-03-25'],
    ['counted from the day it ended', '2026-03-16', '2026-03-18', '2026-03-18'],
    ['counted from after it', '2026-03-18', '2026-03-20', '2026-03-20'],
  ])('a day moves with it: %s', (_, since, day, moved) => {
    expect(movedByPauses([pause], on(since), on(day), calendar)).toBe(moved);
  });

  it('what lies after it lies as much earlier, what lies before it stays', () => {
    const back = (day: string) =>
      withoutPauses(
        { ...shanghaiContent().schedule, checkpoints: [{ id: 'one', on: on(day) }] },
        [pause],
        calendar,
      ).checkpoints[0]?.on;
    expect(back('2026-03-06')).toBe('2026-03-06');
    expect(back('2026-03-13')).toBe('2026-03-13');
    expect(back('2026-03-16')).toBe('2026-03-09');
    expect(back('2026-03-18')).toBe('2026-03-11');
  });

  it('the expected line leaves them out', () => {
    const line = (day: string) =>
      expectedProgress(on('2026-03-02'), on('2026-05-11'), on(day), calendar, [pause]);
    expect(line('2026-03-08')).toBe(line('2026-03-13'));
    expect(line('2026-05-11')).toBe(1);
  });

  it('and so do the distances that G1 and G4 measure', () => {
    const plan = running(resumedOn('2026-03-16', pausedHistory(runHistoryUntil('2026-03-09'))));
    expect(withoutPauses(plan.content.schedule, plan.pauses, calendar)).toEqual({
      ...shanghaiContent().schedule,
      finalReviewOn: on('2026-05-06'),
    });
    expect(withoutPauses(berlin.content.schedule, [], calendar)).toEqual(berlin.content.schedule);
  });
});

describe('J8: after more than 60 days the plan is better begun anew', () => {
  const resume = (local: string, accepted: typeof RESUME.accepted = []) =>
    given(pausedHistory()).when({ ...RESUME, accepted }, inShanghai(local, as.hrOwner));

  it('a warning at resume, and a hint in readiness', () => {
    resume('2026-05-08 09:00').thenTypes('PlanResumed');
    resume('2026-05-09 09:00').thenRefused('J8.long');
    expect(
      resume('2026-05-09 09:00', [{ ruleId: 'J8', reason: '员工要求继续完成原计划' }]).plan(),
    ).toMatchObject({
      status: 'ACTIVE',
    });
    const hints = (day: string) =>
      closeReadiness(running(pausedHistory()), {
        today: on(day),
        calendar,
        records: NO_RECORDS,
      }).hints.map(({ messageKey }) => messageKey);
    expect(hints('2026-05-08')).toEqual([]);
    expect(hints('2026-05-09')).toEqual(['J8.long']);
  });
});

describe('J9: a recorded absence of five working days or more proposes a pause', () => {
  const propose = (
    from: string,
    until: string,
    plan: Plan = planOf(activePlanHistory()),
    today = '2026-03-02',
  ) =>
    pauseProposal(plan, { from: on(from), until: on(until) }, { today: on(today), calendar }).map(
      ({ messageKey, params, owedBy }) => [messageKey, params, owedBy],
    );
  const hint = (from: string, to: string, days: number) => [
    ['J9.leave', { from, to, days }, { role: 'hr', memberId: people.hrOwner }],
  ];

  it('a working week, not four days', () => {
    expect(propose('2026-03-09', '2026-03-13')).toEqual(hint('2026-03-09', '2026-03-13', 5));
    expect(propose('2026-03-09', '2026-03-12')).toEqual([]);
    expect(propose('2026-03-07', '2026-03-15')).toEqual(hint('2026-03-07', '2026-03-15', 5));
  });

  it('only what is left of it, within the plan', () => {
    expect(propose('2026-03-09', '2026-03-17', undefined, '2026-03-12')).toEqual([]);
    expect(propose('2026-04-27', '2026-05-29')).toEqual([]);
    expect(propose('2026-04-24', '2026-05-29')).toEqual(hint('2026-04-24', '2026-04-30', 5));
    expect(propose('2026-05-11', '2026-05-29')).toEqual([]);
  });

  it('only while the plan is active', () => {
    expect(propose('2026-03-09', '2026-03-13', planOf(pausedHistory()))).toEqual([]);
    expect(TENANT_ID).toBe((planOf(runHistory()) as ActivePlan).tenantId);
    expect((planOf(pausedHistory()) as PausedPlan).pause.on).toBe('2026-03-09');
  });
});

describe('L4: a plan that was cancelled while paused and is reopened', () => {
  it('runs on: the pause is over, its days do not count, and an amendment is off', () => {
    const cancelled = play(
      pausedHistory(),
      step('2026-03-20 09:00', as.hrOwner, {
        type: 'Cancel',
        reason: 'LONG_LEAVE',
        note: '长期休假',
      }),
    );
    const last = planOf(cancelled);
    const { content } = last;
    const reopened = evolve(last, {
      seq: last.version + 1,
      at: inShanghai('2026-03-30 09:00', as.hrHead).now,
      by: as.hrHead,
      event: {
        type: 'AppealDecided',
        on: on('2026-03-30'),
        decision: 'UPHELD',
        reasons: '取消没有依据',
        effect: { kind: 'REOPENED', content, excused: { checkIns: [], checkpoints: [] } },
        accepted: [],
      },
    });
    expect(reopened).toMatchObject({
      status: 'ACTIVE',
      pauses: [{ on: '2026-03-09', resumedOn: '2026-03-30' }],
    });
    expect(reopened).not.toHaveProperty('pause');
  });
});
