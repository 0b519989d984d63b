import { describe, expect, it } from 'vitest';
import { digestFor, isDigestible } from '../../../domain/reminder/digest.ts';
import { type Reminder, remindersOf } from '../../../domain/reminder/plan-reminders.ts';
import { planOf } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  instantIn,
  people,
  presentedHistory,
  shanghai,
  submittedHistory,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import { remindingAt, shown } from './reminding.ts';

const context = remindingAt(shanghai);
const at = (local: string) => instantIn(shanghai.zone, local);
const together = (history = activePlanHistory()) => {
  const all = remindersOf(planOf(history), context);
  return all.filter((one) => isDigestible(one, all)).map((one) => shown(one, shanghai.zone));
};

describe('P7: what may come with others of its day', () => {
  it('is what is ahead, due or overdue for whoever does it', () => {
    const lines = together();
    expect(lines).toContain('action/quick-guide before3 employee 2026-03-17 09:00');
    expect(lines).toContain('checkIn/2026-03-12 onDay manager 2026-03-12 09:00');
  });

  it('is not the first of a meeting, a notice, what is told on, a legal notice, HR’s own delay', () => {
    const lines = together();
    expect(lines.filter((line) => line.startsWith('checkIn/2026-03-12 before3'))).toEqual([]);
    expect(lines.filter((line) => / (?:notice|escalation)/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('finalReview'))).toEqual([]);
    expect(together(presentedHistory())).toEqual([]);
    expect(together(submittedHistory()).filter((line) => line.includes('overdue'))).toEqual([]);
  });

  const at9 = at('2026-03-12 09:00');
  const action: Reminder = {
    kind: 'action',
    ref: 'review-calls',
    step: 'before',
    workingDays: 1,
    role: 'employee',
    memberId: people.employee,
    part: 'owes',
    dueOn: on('2026-03-13'),
    at: at9,
  };

  it.each<readonly [boolean, Partial<Reminder>]>([
    [true, { step: 'onDay' }],
    [true, { step: 'overdue' }],
    [true, { role: 'hr' }],
    [true, { role: 'hrHead' }],
    [false, { step: 'overdue', role: 'hr' }],
    [false, { step: 'overdue', role: 'hrHead' }],
    [false, { step: 'notice' }],
    [false, { step: 'escalation', role: 'manager', part: 'told' }],
    [false, { kind: 'acknowledgement' }],
    [false, { kind: 'amendmentAcknowledgement' }],
    [false, { kind: 'finalReview' }],
    [false, { kind: 'appeal' }],
  ])('%s for %j', (expected, other) => {
    const one = { ...action, ...other };
    expect(isDigestible(one, [{ ...one, at: at('2026-03-11 09:00') }, one])).toBe(expected);
  });

  it('of a meeting once an earlier reminder of it has brought the invitation', () => {
    const one: Reminder = { ...action, kind: 'checkIn', ref: '2026-03-12' };
    const earlier = { ...one, at: at('2026-03-11 09:00') };
    expect(isDigestible(one, [one, earlier])).toBe(true);
    for (const other of [
      { at: at9 },
      { kind: 'checkInWriteUp' },
      { ref: '2026-03-19' },
      { memberId: people.manager },
    ] as const)
      expect(isDigestible(one, [one, { ...earlier, ...other }])).toBe(false);
  });

  it('goes out at the policy’s time, or a little after, on the recipient’s own day', () => {
    const when = (digest: string | undefined, local = '2026-03-12 09:00') =>
      digestFor(digest === undefined ? {} : { digest }, shanghai.zone, at(local));
    expect(when('daily 09:00')).toEqual({ on: '2026-03-12', at: at('2026-03-12 09:05') });
    expect(when('daily 10:30')).toEqual({ on: '2026-03-12', at: at('2026-03-12 10:30') });
    expect(when('daily 10:30', '2026-03-12 11:00')?.at).toBe(at('2026-03-12 11:05'));
    for (const none of ['off', undefined, 'weekly', 'daily 09:00:30', 'not daily 09:00'])
      expect(when(none)).toBeUndefined();
  });
});
