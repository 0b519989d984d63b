import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import { noticeRef } from '../../../domain/reminder/obligation.ts';
import { noticesOf } from '../../../domain/reminder/obligations.ts';
import { callOffs, runningNotices } from '../../../domain/reminder/running-notices.ts';
import { PAUSE, RESUME } from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  inShanghai,
  instantIn,
  people,
  presentedHistory,
  shanghai,
} from '../../support/plans.ts';
import { finalReviewHistory, reviewedHistory, step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { remindingAt } from './reminding.ts';

const told = (history: History, policy = remindingAt(shanghai)) =>
  noticesOf(planOf(history), policy).map(
    (one) => `${one.kind} ${one.role} ${one.on}${one.meeting ? ` ${one.meeting.ref}` : ''}`,
  );
const of = (history: History, kind: string) =>
  told(history).filter((line) => line.startsWith(kind));

const move: CommandOf<'MoveCheckIn'> = {
  type: 'MoveCheckIn',
  plannedOn: on('2026-03-12'),
  to: on('2026-03-13'),
  reason: '客户来访，双方同意改期',
};
const excuse = (plannedOn: string): CommandOf<'ExcuseCheckIn'> => ({
  type: 'ExcuseCheckIn',
  plannedOn: on(plannedOn),
  reason: '员工参加外部培训，经双方同意取消',
});
const moved = play(activePlanHistory(), step('2026-03-05 11:00', as.manager, move));

/** The running plan, with what became of some of its parts. */
const running = (more: object): RunningPlan => {
  const plan = planOf(activePlanHistory());
  if (plan.status !== 'ACTIVE') throw new Error(plan.status);
  return { ...plan, running: { ...plan.running, ...more } };
};
const noticed = (plan: RunningPlan) =>
  runningNotices(plan, remindingAt(shanghai)).map(({ kind, memberId, on: day, meeting }) => [
    kind,
    memberId,
    day,
    meeting,
  ]);
const { employee, manager, hrOwner } = people;
const movedBy = { manager: 0, other: 0 };
const AT = instantIn(shanghai.zone, '2026-03-20 10:00');

describe('what the parts of a running plan tell', () => {
  it('each to those concerned', () => {
    const checkpoint = { kind: 'checkpoint', ref: 'month-1', timeOn: '10:00' };
    const moved = { status: 'PLANNED', movedBy, dueOn: on('2026-04-01'), movedAt: AT };
    expect(noticed(running({ checkpoints: { 'month-1': moved } }))).toEqual([
      ['meetingMoved', employee, '2026-04-01', checkpoint],
      ['meetingMoved', manager, '2026-04-01', checkpoint],
    ]);
    const deliveredOn = on('2026-03-19');
    const disputed = { status: 'DISPUTED', deliveredOn, disputedAt: AT };
    const waived = { status: 'WAIVED', on: on('2026-03-18'), waivedAt: AT };
    expect(noticed(running({ supports: { mentor: disputed, other: waived } }))).toEqual([
      ['supportDisputed', hrOwner, '2026-03-20', undefined],
      ['supportWaived', employee, '2026-03-18', undefined],
      ['supportWaived', manager, '2026-03-18', undefined],
    ]);
  });

  it('of a meeting called off on its very day, and of none that had passed', () => {
    const excused = (day: string) =>
      noticed(
        running({
          checkIns: { [day]: { status: 'EXCUSED', movedBy, excusedAt: AT } },
        }),
      );
    expect(excused('2026-03-20')).toHaveLength(2);
    expect(excused('2026-03-19')).toEqual([]);
  });

  it('nothing of what was moved by the end of a pause, but what is moved after it', () => {
    const plan = running({
      checkIns: { '2026-03-26': { status: 'PLANNED', movedBy, movedAt: AT } },
    });
    const pause = { on: on('2026-03-10'), resumedOn: on('2026-03-19') };
    const paused = (resumedAt: string): RunningPlan =>
      ({ ...plan, pauses: [{ ...pause, resumedAt }] }) as never;
    expect(noticed(paused(AT))).toEqual([]);
    expect(noticed(paused(instantIn(shanghai.zone, '2026-03-19 09:00')))).toHaveLength(2);
  });

  it('nothing of what nobody said, nor of a dispute that is decided', () => {
    for (const more of [
      { checkIns: { '2026-03-26': { status: 'EXCUSED', movedBy } } },
      { checkpoints: { 'month-1': { status: 'HELD', movedBy, heldOn: on('2026-03-31') } } },
      { supports: { mentor: { status: 'WAIVED', on: on('2026-03-18') } } },
      { supports: { mentor: { status: 'DISPUTED', deliveredOn: on('2026-03-18') } } },
      {
        supports: {
          mentor: { status: 'DISPUTED', disputedAt: AT, finding: 'DELIVERED' },
        },
      },
    ])
      expect(noticed(running(more))).toEqual([]);
  });

  it('K8: a final meeting that was held is not called off', () => {
    const called = (history: History) => {
      const plan = planOf(history);
      if (plan.status !== 'FINAL_REVIEW') throw new Error(plan.status);
      const stop = { on: on('2026-05-05'), at: AT };
      return callOffs(plan, stop, remindingAt(shanghai)).map(({ meeting }) => meeting);
    };
    const final = { kind: 'finalReview', ref: '2026-05-06', timeOn: '10:00' };
    expect(called(finalReviewHistory())).toEqual([final, final]);
    expect(called(reviewedHistory())).toEqual([]);
  });
});

describe('what people hear of while a plan runs', () => {
  it('a meeting’s new day, both of them, until it is held or moved again', () => {
    expect(of(moved, 'meeting')).toEqual([
      'meetingMoved employee 2026-03-13 2026-03-12',
      'meetingMoved manager 2026-03-13 2026-03-12',
    ]);
    const [notice] = noticesOf(planOf(moved), remindingAt(shanghai)).filter(
      ({ kind }) => kind === 'meetingMoved',
    );
    expect(notice && noticeRef(notice)).toBe(
      `${instantIn(shanghai.zone, '2026-03-05 11:00')}/checkIn/2026-03-12`,
    );
  });

  it('a meeting that is called off, on the day it had been moved to; not one that is past', () => {
    const off = play(moved, step('2026-03-10 10:00', as.hrOwner, excuse('2026-03-12')));
    expect(of(off, 'meeting')).toEqual([
      'meetingCancelled employee 2026-03-13 2026-03-12',
      'meetingCancelled manager 2026-03-13 2026-03-12',
    ]);
    const past = play(moved, step('2026-03-16 10:00', as.hrOwner, excuse('2026-03-12')));
    expect(of(past, 'meeting')).toEqual([]);
  });

  it('J7: a pause calls off what calendars hold; its end moves everything with one word', () => {
    const paused = play(moved, step('2026-03-11 10:00', as.hrOwner, PAUSE));
    expect(of(paused, 'meetingCancelled')).toEqual([
      'meetingCancelled employee 2026-03-13 2026-03-12',
      'meetingCancelled manager 2026-03-13 2026-03-12',
    ]);
    const resumed = play(paused, step('2026-03-18 10:00', as.hrOwner, RESUME));
    expect(of(resumed, 'meeting')).toEqual([]);
    expect(of(resumed, 'planResumed')).toHaveLength(2);
  });

  it('an end calls off what calendars hold, the final meeting too, and nothing far away', () => {
    const cancel = { type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' } as const;
    const ended = (local: string) =>
      play(activePlanHistory(), step(local, as.hrOwner, cancel)) as History;
    expect(of(ended('2026-03-11 15:00'), 'meetingCancelled')).toEqual([
      'meetingCancelled employee 2026-03-12 2026-03-12',
      'meetingCancelled manager 2026-03-12 2026-03-12',
    ]);
    const { finalReviewOn } = planOf(activePlanHistory()).content.schedule;
    expect(of(ended(`${finalReviewOn} 07:00`), 'meetingCancelled').at(-1)).toBe(
      `meetingCancelled manager ${finalReviewOn} ${finalReviewOn}`,
    );
  });

  it('a support that is given up, and a dispute that waits for HR until it is found', () => {
    const waived = play(
      activePlanHistory(),
      step('2026-03-05 10:00', as.hrOwner, {
        type: 'WaiveSupport',
        supportId: 'simple-process',
        reason: '公司流程已整体调整，不再需要',
      } as never),
    );
    expect(of(waived, 'support')).toEqual([
      'supportWaived employee 2026-03-05',
      'supportWaived manager 2026-03-05',
    ]);
  });

  it('a dispute over support waits for HR until it is decided', () => {
    const disputed = play(
      activePlanHistory(),
      step('2026-03-06 16:00', as.manager, {
        type: 'DeliverSupport',
        supportId: 'mentor',
        deliveredOn: on('2026-03-06'),
        evidence: 'x',
      } as never),
      step('2026-03-09 10:00', as.employee, {
        type: 'DisputeSupport',
        supportId: 'mentor',
        reason: '实际未安排辅导，只发送了一份资料',
      } as never),
    );
    expect(of(disputed, 'supportDisputed')).toEqual(['supportDisputed hr 2026-03-09']);
    const found = play(
      disputed,
      step('2026-03-10 10:00', as.hrOwner, {
        type: 'ResolveSupportDispute',
        supportId: 'mentor',
        finding: 'NOT_DELIVERED',
        reason: '经与双方核实，辅导尚未进行',
      } as never),
    );
    expect(of(found, 'supportDisputed')).toEqual([]);
  });

  it('a plan that is taken back', () => {
    const back = play(presentedHistory(), [
      { type: 'Recall', reason: '文本有误，需要更正' } as never,
      inShanghai('2026-02-26 10:00', as.hrOwner),
    ]);
    expect(told(back)).toEqual([
      'planRecalled employee 2026-02-26',
      'planRecalled manager 2026-02-26',
    ]);
  });
});
