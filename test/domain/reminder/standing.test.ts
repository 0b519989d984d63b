import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ReminderName,
  remindersOf,
  standingOf,
} from '../../../domain/reminder/plan-reminders.ts';
import { appealedHistory, nameCommand } from '../../support/after-close.ts';
import { changeManager } from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, instantIn, people, shanghai } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { remindingAt, situations } from './reminding.ts';

const at = (local: string) => instantIn(shanghai.zone, local);
const { employee, manager, hrOwner, hrHead, mentor, colleague } = people;

/** The word of the day before the first check-in. */
const CHECK_IN: ReminderName = {
  kind: 'checkIn',
  ref: '2026-03-05',
  step: 'before',
  workingDays: 1,
  role: 'manager',
  dueOn: on('2026-03-05'),
};

const standing = (
  history: History,
  name: ReminderName,
  local = '2026-03-04 09:00',
  hrHeadId?: typeof hrHead,
) =>
  standingOf(
    planOf(history),
    remindingAt(shanghai, hrHeadId === undefined ? {} : { hrHeadId }),
    name,
    at(local),
  );

describe('P6, P2: how a reminder that was written down stands', () => {
  const running = activePlanHistory();

  it('as planned, as long as what it reminds of is open', () => {
    fc.assert(
      fc.property(situations, ({ plan, context }) => {
        for (const reminder of remindersOf(plan, context))
          expect(standingOf(plan, context, reminder, reminder.at)).toEqual({
            kind: 'open',
            memberId: reminder.memberId,
            plannedAt: reminder.at,
          });
      }),
      { numRuns: 40 },
    );
  });

  it.each<readonly [string, Partial<ReminderName>]>([
    ['another thing of its kind', { ref: '2026-03-06' }],
    ['another kind', { kind: 'checkpoint' }],
    ['another day', { dueOn: on('2026-03-06') }],
    ['a provider of what nobody provides', { role: 'provider' }],
    ['a decider of what nobody decides', { role: 'decider' }],
  ])('over, when it is of %s', (_, other) => {
    expect(standing(running, { ...CHECK_IN, ...other })).toEqual({ kind: 'over' });
  });

  it.each<readonly [string, Partial<ReminderName>, string]>([
    ['step', { step: 'notice' }, manager],
    ['distance', { workingDays: 4 }, manager],
    ['employee', { workingDays: 4, role: 'employee' }, employee],
    ['HR owner', { role: 'hr' }, hrOwner],
    ['HR head, who is the HR owner where there is none', { role: 'hrHead' }, hrOwner],
  ])('open, but planned no more, when no ladder holds it: another %s', (_, other, memberId) => {
    expect(standing(running, { ...CHECK_IN, ...other })).toEqual({ kind: 'open', memberId });
  });

  it('of two things of one day, each is its own person’s', () => {
    const plan = planOf(running);
    const supports = plan.content.supports.map((one) => ({ ...one, dueBy: on('2026-03-06') }));
    const sameDay = { ...plan, content: { ...plan.content, supports } } as typeof plan;
    for (const [ref, memberId] of [
      ['product-course', people.trainer],
      ['mentor', mentor],
    ] as const)
      expect(
        standingOf(
          sameDay,
          remindingAt(shanghai),
          {
            kind: 'supportDelivery',
            ref,
            step: 'onDay',
            workingDays: 0,
            role: 'provider',
            dueOn: on('2026-03-06'),
          },
          at('2026-03-06 09:00'),
        ),
      ).toMatchObject({ kind: 'open', memberId });
  });

  it('is the HR owner’s where the company has an HR head too', () => {
    expect(standing(running, { ...CHECK_IN, role: 'hr' }, '2026-03-04 09:00', hrHead)).toEqual({
      kind: 'open',
      memberId: hrOwner,
    });
  });

  it('is the HR head’s where the company has one', () => {
    expect(standing(running, { ...CHECK_IN, role: 'hrHead' }, '2026-03-04 09:00', hrHead)).toEqual({
      kind: 'open',
      memberId: hrHead,
    });
  });

  it.each<readonly [string, History, Partial<ReminderName>, string]>([
    [
      'the provider of a support',
      running,
      { kind: 'supportDelivery', ref: 'mentor', dueOn: on('2026-03-06'), role: 'provider' },
      mentor,
    ],
    [
      'the manager, of what the provider owes',
      running,
      { kind: 'supportDelivery', ref: 'mentor', dueOn: on('2026-03-06'), role: 'manager' },
      manager,
    ],
    [
      'a successor before they are the manager (A6)',
      play(running, step('2026-03-10 09:00', as.hrOwner, changeManager())),
      { kind: 'handover', ref: at('2026-03-10 09:00'), dueOn: on('2026-03-12') },
      colleague,
    ],
    [
      'whoever decides an appeal',
      play(appealedHistory(), step('2026-05-12 09:00', as.hrOwner, nameCommand())),
      {
        kind: 'appealDecision',
        ref: at('2026-05-12 09:00'),
        dueOn: on('2026-06-08'),
        role: 'decider',
      },
      colleague,
    ],
  ])('goes to %s, when no ladder holds it', (_, history, name, memberId) => {
    expect(standing(history, { ...CHECK_IN, workingDays: 9, ...name }, '2026-02-01 09:00')).toEqual(
      { kind: 'open', memberId },
    );
  });

  it('overtaken from the start of the meeting on, unless more is owed of it', () => {
    const overtaken = { kind: 'overtaken' };
    expect(standing(running, CHECK_IN, '2026-03-05 09:59')).toMatchObject({ kind: 'open' });
    expect(standing(running, CHECK_IN, '2026-03-05 10:00')).toEqual(overtaken);
    const onDay = { ...CHECK_IN, step: 'onDay', workingDays: 0 } as const;
    expect(standing(running, onDay, '2026-03-05 10:00')).toEqual(overtaken);
    for (const late of ['notice', 'overdue', 'escalation'] as const)
      expect(standing(running, { ...CHECK_IN, step: late }, '2026-03-05 10:00').kind).toBe('open');
    const action = { kind: 'action', ref: 'review-calls', dueOn: on('2026-03-13') } as const;
    expect(
      standing(running, { ...CHECK_IN, ...action, role: 'employee' }, '2026-03-20 10:00').kind,
    ).toBe('open');
  });

  it('news stand as long as they are news', () => {
    const started: ReminderName = {
      kind: 'planStarted',
      ref: at('2026-03-02 00:00'),
      step: 'notice',
      workingDays: 0,
      role: 'employee',
      dueOn: on('2026-03-02'),
    };
    expect(standing(running, started)).toEqual({
      kind: 'open',
      memberId: employee,
      plannedAt: at('2026-03-02 09:00'),
    });
    // Its day is what the mail says, not which news it is.
    expect(standing(running, { ...started, dueOn: on('2026-03-03') })).toEqual({
      kind: 'open',
      memberId: employee,
    });
    for (const other of [
      { role: 'hr' },
      { ref: at('2026-03-02 00:01') },
      { kind: 'planPaused' },
    ] as const)
      expect(standing(running, { ...started, ...other })).toEqual({ kind: 'over' });
  });
});
