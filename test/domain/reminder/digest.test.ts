import { describe, expect, it } from 'vitest';
import { digestFor, isDigestible } from '../../../domain/reminder/digest.ts';
import { remindersOf } from '../../../domain/reminder/plan-reminders.ts';
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
