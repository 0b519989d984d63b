import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import { noticeRef } from '../../../domain/reminder/obligation.ts';
import { noticesOf } from '../../../domain/reminder/obligations.ts';
import { PAUSE, RESUME } from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  inShanghai,
  instantIn,
  presentedHistory,
  shanghai,
} from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
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
