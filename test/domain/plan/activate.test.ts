import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workingDaysBetween } from '../../../domain/calendar/working-days.ts';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import { activatesOn, activationDue } from '../../../domain/plan/commands/activate.ts';
import { contentRules } from '../../../domain/plan/rules/content.ts';
import type { ActivePlan, PresentedPlan } from '../../../domain/plan/state.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { given, planOf, play } from '../../support/plan-spec.ts';
import {
  acknowledgedHistory,
  agreeCommand,
  as,
  inShanghai,
  people,
  presentedHistory,
  shanghai,
  shanghaiContent,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const settle = { type: 'Settle' } as const;
const presented = presentedHistory();
const clock = (local: string) => inShanghai(local, as.system);
const signedAt = (local: string) =>
  play(presented, [agreeCommand(presented), inShanghai(local, as.employee)]);

describe('activation', () => {
  it('waits for the start, and comes with it', () => {
    const history = acknowledgedHistory();
    given(history).when(settle, clock('2026-03-01 23:59')).thenNothingDue();
    given(history)
      .when(settle, clock('2026-03-02 00:00'))
      .thenEvents({
        type: 'PlanActivated',
        activation: { startOn: on('2026-03-02'), endOn: on('2026-04-30'), movedByWD: 0 },
      });
  });

  it('waits for an acknowledgement (H5)', () => {
    given(presented).when(settle, clock('2026-03-10 09:00')).thenNothingDue();
  });

  it("waits for the employee's view (C2)", () => {
    const plan = planOf(acknowledgedHistory()) as PresentedPlan;
    const unheard: PresentedPlan = { ...plan, talk: { status: 'NOT_SHARED', replies: [] } };
    expect(activationDue(unheard, clock('2026-03-02 00:00'))).toBeUndefined();
    expect(activatesOn(unheard, shanghai.calendar)).toBeUndefined();
    expect(activatesOn(plan, shanghai.calendar)).toBe('2026-03-02');
  });

  it('moves nothing when only the clock is late: the plan has started in time', () => {
    expect(
      given(acknowledgedHistory()).when(settle, clock('2026-03-05 09:00')).plan(),
    ).toMatchObject({
      status: 'ACTIVE',
      activation: { startOn: '2026-03-02', movedByWD: 0 },
      content: shanghaiContent(),
    });
  });
});

describe('G9 a late start costs the employee no time', () => {
  it('moves start, end and every date by the same number of working days', () => {
    // Signed on Thursday 5 March: three working days late.
    const plan = given(signedAt('2026-03-05 16:00')).when(settle, clock('2026-03-05 16:01')).plan();
    expect(plan).toMatchObject({
      status: 'ACTIVE',
      activation: { startOn: '2026-03-05', endOn: '2026-05-08', movedByWD: 3 },
      content: {
        // 30 April + 3 working days: 6, 7 and 8 May; the holiday goes on until the 5th.
        goals: [{ dueOn: '2026-05-08' }, { dueOn: '2026-05-08' }, { dueOn: '2026-05-08' }],
        actions: [{ dueOn: '2026-03-18' }, { dueOn: '2026-03-25' }, { dueOn: '2026-04-15' }],
        supports: [{ dueBy: '2026-03-18' }, { dueBy: '2026-03-11' }, { dueBy: '2026-03-25' }],
        schedule: {
          startOn: '2026-03-05',
          endOn: '2026-05-08',
          checkpoints: [{ id: 'month-1', on: '2026-04-03' }],
          finalReviewOn: '2026-05-09',
        },
      },
    });
  });

  it('starts on the next working day when the acknowledgement came on a day off', () => {
    const saturday = signedAt('2026-03-07 10:00');
    given(saturday).when(settle, clock('2026-03-08 23:59')).thenNothingDue();
    expect(given(saturday).when(settle, clock('2026-03-09 00:00')).plan()).toMatchObject({
      activation: { startOn: '2026-03-09', movedByWD: 5 },
    });
  });

  it('goes by the acknowledgement, not by the clock that reads it later', () => {
    const history = signedAt('2026-03-05 16:00');
    expect(given(history).when(settle, clock('2026-03-12 09:00')).plan()).toMatchObject({
      status: 'ACTIVE',
      activation: { startOn: '2026-03-05', movedByWD: 3 },
    });
  });

  it('is done before the next command, so nobody acts on a plan that should have started', () => {
    given(signedAt('2026-03-05 16:00'))
      .when({ type: 'Recall', reason: '基线数据有误' }, inShanghai('2026-03-05 17:00', as.hrOwner))
      .thenWrongStatus('ACTIVE');
  });

  it('moves nothing for who signs on the planned day, though it be a day off', () => {
    const plan = planOf(signedAt('2026-03-07 10:00')) as PresentedPlan;
    const schedule = { ...plan.content.schedule, startOn: on('2026-03-07') };
    const saturday = { ...plan, content: { ...plan.content, schedule } };
    expect(activatesOn(saturday, shanghai.calendar)).toBe('2026-03-07');
  });

  it('counts a start planned for a day off as the next working day', () => {
    const plan = planOf(signedAt('2026-03-09 10:00')) as PresentedPlan;
    const planned = (startOn: string): PresentedPlan => ({
      ...plan,
      content: { ...plan.content, schedule: { ...plan.content.schedule, startOn: on(startOn) } },
    });
    const start = (startOn: string) => activationDue(planned(startOn), clock('2026-03-09 11:00'));
    expect(start('2026-03-07')).toMatchObject({
      activation: { startOn: '2026-03-07', movedByWD: 0 },
    });
    expect(start('2026-03-06')).toMatchObject({
      activation: { startOn: '2026-03-09', movedByWD: 1 },
    });
  });

  it('never starts before the meeting (G3), keeps the working days, and breaks no rule of the content', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (days) => {
        const signedOn = addDays(on('2026-02-25'), days);
        const history = signedAt(`${signedOn} 12:00`);
        const later = addDays(signedOn, 10);
        const plan = given(history)
          .when(settle, clock(`${later > '2026-03-02' ? later : '2026-03-02'} 09:00`))
          .plan() as ActivePlan;
        const { schedule } = plan.content;
        expect(schedule.startOn >= plan.delivery.presentedOn).toBe(true);
        expect(schedule.startOn >= on('2026-03-02')).toBe(true);
        const { calendar } = shanghai;
        expect(workingDaysBetween(calendar, schedule.startOn, schedule.endOn)).toBe(
          workingDaysBetween(calendar, on('2026-03-02'), on('2026-04-30')),
        );
        const errors = contentRules(plan.content, {
          policy: DEFAULT_POLICY,
          calendar,
          today: signedOn,
          employeeId: people.employee,
        }).filter(({ severity }) => severity === 'E');
        expect(errors).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
