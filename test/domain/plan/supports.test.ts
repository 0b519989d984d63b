import { describe, expect, it } from 'vitest';
import type { PlanCommand } from '../../../domain/plan/command.ts';
import type { Actor } from '../../../domain/plan/context.ts';
import { supportStateOf } from '../../../domain/plan/parts.ts';
import type { SupportState } from '../../../domain/plan/running-state.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, inShanghai, people } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const active = activePlanHistory();
const MENTOR = 'mentor';

const COMMANDS = {
  ScheduleSupport: { type: 'ScheduleSupport', supportId: MENTOR, on: on('2026-03-06') },
  DeliverSupport: {
    type: 'DeliverSupport',
    supportId: MENTOR,
    deliveredOn: on('2026-03-04'),
    evidence: '辅导记录表第 1 次',
  },
  ConfirmSupport: { type: 'ConfirmSupport', supportId: MENTOR },
  DisputeSupport: { type: 'DisputeSupport', supportId: MENTOR, reason: '没有进行' },
  ResolveSupportDispute: {
    type: 'ResolveSupportDispute',
    supportId: MENTOR,
    finding: 'DELIVERED',
    reason: '双方签字的记录表在案',
  },
  WaiveSupport: { type: 'WaiveSupport', supportId: MENTOR, reason: '导师离职' },
} as const satisfies Record<string, PlanCommand>;
type SupportCommand = keyof typeof COMMANDS;

const ACTORS: Readonly<Record<SupportCommand, Actor>> = {
  ScheduleSupport: as.mentor,
  DeliverSupport: as.mentor,
  ConfirmSupport: as.employee,
  DisputeSupport: as.employee,
  ResolveSupportDispute: as.hrOwner,
  WaiveSupport: as.hrOwner,
};

const doing = (
  type: SupportCommand,
  history: History,
  more: object = {},
  local = '2026-03-04 12:00',
  actor: Actor = ACTORS[type],
) => given(history).when({ ...COMMANDS[type], ...more } as PlanCommand, inShanghai(local, actor));

const reached = (...types: readonly SupportCommand[]): History =>
  types.reduce((history, type) => doing(type, history).history(), active);

const stateIn = (history: History): SupportState => {
  const plan = runningPart(planOf(history));
  if (plan === undefined) throw new Error('the plan does not run');
  return supportStateOf(plan, MENTOR);
};

describe('F5 and F6 the states of a support', () => {
  const HISTORIES: Readonly<Record<SupportState['status'], History>> = {
    PROMISED: active,
    SCHEDULED: reached('ScheduleSupport'),
    DELIVERED: reached('DeliverSupport'),
    CONFIRMED: reached('DeliverSupport', 'ConfirmSupport'),
    DISPUTED: reached('DeliverSupport', 'DisputeSupport'),
    SILENT: play(
      reached('DeliverSupport'),
      step('2026-03-12 00:00', as.system, { type: 'Settle' }),
    ),
    WAIVED: reached('WaiveSupport'),
  };
  const LEADS_TO: Readonly<
    Record<SupportCommand, Partial<Record<SupportState['status'], string>>>
  > = {
    ScheduleSupport: { PROMISED: 'SCHEDULED', SCHEDULED: 'SCHEDULED' },
    DeliverSupport: { PROMISED: 'DELIVERED', SCHEDULED: 'DELIVERED', DISPUTED: 'DELIVERED' },
    ConfirmSupport: { DELIVERED: 'CONFIRMED', DISPUTED: 'CONFIRMED' },
    DisputeSupport: { DELIVERED: 'DISPUTED' },
    ResolveSupportDispute: { DISPUTED: 'DISPUTED' },
    WaiveSupport: { PROMISED: 'WAIVED', SCHEDULED: 'WAIVED', DISPUTED: 'WAIVED' },
  };
  const STATES = Object.keys(HISTORIES) as SupportState['status'][];
  const TYPES = Object.keys(COMMANDS) as SupportCommand[];

  it.each(STATES)('%s is reached', (status) => {
    expect(stateIn(HISTORIES[status]).status).toBe(status);
  });

  it.each(TYPES.flatMap((type) => STATES.map((status) => [type, status] as const)))(
    '%s while %s',
    (type, status) => {
      const local = status === 'SILENT' ? '2026-03-12 12:00' : '2026-03-04 13:00';
      const more = type === 'ScheduleSupport' ? { on: on('2026-03-13') } : {};
      const answer = doing(type, HISTORIES[status], more, local);
      const expected = LEADS_TO[type][status];
      if (expected === undefined) {
        answer.thenRefused(type === 'WaiveSupport' ? 'F6.state' : 'F5.state');
        expect(answer.violations()).toMatchObject([
          { path: '/supportId', params: { state: status } },
        ]);
      } else expect(stateIn(answer.history()).status).toBe(expected);
    },
  );
});

describe('F5 delivery', () => {
  it('is a claim with date and evidence; the employee has five working days to answer', () => {
    doing('DeliverSupport', active).thenEvents({
      type: 'SupportDelivered',
      supportId: MENTOR,
      deliveredOn: on('2026-03-04'),
      evidence: '辅导记录表第 1 次',
      lateByWD: 0,
      confirmBy: on('2026-03-11'),
    });
  });

  it.each([
    ['2026-03-06', 0],
    ['2026-03-09', 1],
    ['2026-03-13', 5],
  ])('given on %s, due on 6 March', (deliveredOn, lateByWD) => {
    const event = doing(
      'DeliverSupport',
      active,
      { deliveredOn: on(deliveredOn) },
      '2026-03-13 12:00',
    )
      .events()
      .at(-1);
    expect(event).toMatchObject({ deliveredOn, lateByWD });
  });

  it('is not claimed for the future', () => {
    const answer = doing('DeliverSupport', active, { deliveredOn: on('2026-03-05') });
    answer.thenRefused('F5.date');
    expect(answer.violations()).toMatchObject([
      { path: '/deliveredOn', params: { to: '2026-03-04' } },
    ]);
  });

  it('is not scheduled for the past', () => {
    const schedule = (day: string) => doing('ScheduleSupport', active, { on: on(day) });
    schedule('2026-03-04').thenTypes('SupportScheduled');
    const answer = schedule('2026-03-03');
    answer.thenRefused('F5.date');
    expect(answer.violations()).toMatchObject([{ path: '/on', params: { from: '2026-03-04' } }]);
  });

  it('silence counts from the sixth working day on, and says so', () => {
    const delivered = reached('DeliverSupport');
    const settle = (local: string) =>
      given(delivered).when({ type: 'Settle' }, inShanghai(local, as.system));
    expect(
      settle('2026-03-11 23:59')
        .events()
        .map(({ type }) => type),
    ).toEqual(['CheckInMissed']);
    settle('2026-03-12 00:00').thenTypes('SupportSilent', 'CheckInMissed');
    expect(stateIn(settle('2026-03-12 00:00').history())).toEqual({
      status: 'SILENT',
      deliveredOn: '2026-03-04',
      lateByWD: 0,
      confirmBy: '2026-03-11',
    });
  });

  it('what is disputed does not fall silent', () => {
    const disputed = reached('DeliverSupport', 'DisputeSupport');
    given(disputed)
      .when({ type: 'Settle' }, inShanghai('2026-03-12 00:00', as.system))
      .thenTypes('CheckInMissed');
  });

  it('HR’s finding stands beside the dispute', () => {
    const found = (finding: 'DELIVERED' | 'NOT_DELIVERED') =>
      stateIn(
        doing('ResolveSupportDispute', reached('DeliverSupport', 'DisputeSupport'), {
          finding,
        }).history(),
      );
    expect(found('DELIVERED')).toMatchObject({ status: 'DISPUTED', finding: 'DELIVERED' });
    expect(found('NOT_DELIVERED')).toMatchObject({ status: 'DISPUTED', finding: 'NOT_DELIVERED' });
  });
});

describe('who knows of a support', () => {
  it('a provider only of what they provide', () => {
    const course = { supportId: 'product-course' };
    doing('DeliverSupport', active, course).thenUnknownPart('support');
    doing('DeliverSupport', active, course, '2026-03-04 12:00', as.hrOwner).thenTypes(
      'SupportDelivered',
    );
    const trainer: Actor = { kind: 'member', memberId: people.trainer, acts: 'provider' };
    doing('DeliverSupport', active, course, '2026-03-04 12:00', trainer).thenTypes(
      'SupportDelivered',
    );
  });

  it('the clock of all of them', () => {
    doing('DeliverSupport', active, {}, '2026-03-04 12:00', as.system).thenTypes(
      'SupportDelivered',
    );
  });

  it.each(Object.keys(COMMANDS) as SupportCommand[])('%s names one of the plan’s', (type) => {
    doing(type, active, { supportId: 'another' }).thenUnknownPart('support');
  });
});
