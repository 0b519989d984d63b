import { describe, expect, it } from 'vitest';
import { digestFor, isDigestible } from '../../../domain/reminder/digest.ts';
import { remindersOf } from '../../../domain/reminder/plan-reminders.ts';
import { byUrgency, tasksOf } from '../../../domain/reminder/tasks.ts';
import { planOf } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  instantIn,
  presentedHistory,
  shanghai,
  submittedHistory,
} from '../../support/plans.ts';
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

  it('goes out at the policy’s time, or a little after, on the recipient’s own day', () => {
    const when = (digest: string | undefined, local = '2026-03-12 09:00') =>
      digestFor(digest === undefined ? {} : { digest }, shanghai.zone, at(local));
    expect(when('daily 09:00')).toEqual({ on: '2026-03-12', at: at('2026-03-12 09:05') });
    expect(when('daily 10:30')).toEqual({ on: '2026-03-12', at: at('2026-03-12 10:30') });
    expect(when('daily 10:30', '2026-03-12 11:00')?.at).toBe(at('2026-03-12 11:05'));
    for (const none of ['off', undefined, 'weekly']) expect(when(none)).toBeUndefined();
  });
});

describe('what people are to do now', () => {
  const tasks = (local: string, days = 7) =>
    tasksOf(planOf(activePlanHistory()), context, at(local), days).map(
      ({ kind, part, dueOn, overdueWD }) => `${kind} ${part} ${dueOn} ${overdueWD}`,
    );

  it('is overdue first, then by deadline, and nothing far away', () => {
    const lines = tasks('2026-03-10 09:00');
    expect(lines[0]).toBe('supportDelivery owes 2026-03-06 2');
    expect(lines).toContain('checkIn attends 2026-03-12 0');
    expect(lines.some((line) => line.includes('2026-03-19'))).toBe(false);
    expect(tasks('2026-03-10 09:00', 10).some((line) => line.includes('2026-03-19'))).toBe(true);
  });

  it('is not the meeting whose write-up has taken its place', () => {
    const lines = tasks('2026-03-05 12:00');
    expect(lines.filter((line) => line.startsWith('checkIn '))).toEqual([
      'checkIn owes 2026-03-12 0',
      'checkIn attends 2026-03-12 0',
    ]);
    expect(lines).toContain('checkInWriteUp owes 2026-03-09 0');
  });

  it('orders by urgency, whichever comes first', () => {
    const task = (overdue: boolean, local: string) => ({ overdue, deadline: at(local) });
    const [a, b, c] = [
      task(true, '2026-03-02 00:00'),
      task(true, '2026-03-03 00:00'),
      task(false, '2026-03-01 00:00'),
    ];
    expect([c, b, a].sort(byUrgency)).toEqual([a, b, c]);
    expect([a, c, b].sort(byUrgency)).toEqual([a, b, c]);
    expect(byUrgency(a, a)).toBe(0);
  });
});
