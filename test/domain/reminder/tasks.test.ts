import { describe, expect, it } from 'vitest';
import { byUrgency, tasksOf } from '../../../domain/reminder/tasks.ts';
import { planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, instantIn, people, shanghai } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import { remindingAt } from './reminding.ts';

const context = remindingAt(shanghai);
const at = (local: string) => instantIn(shanghai.zone, local);

const running = activePlanHistory();

describe('what people are to do now', () => {
  const tasks = (local: string, days = 7) =>
    tasksOf(planOf(running), context, at(local), days).map(
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
    expect(lines).toEqual([
      'supportDelivery owes 2026-03-06 0',
      'checkInWriteUp owes 2026-03-09 0',
      'measurement owes 2026-03-09 0',
      'measurement owes 2026-03-09 0',
      'checkIn owes 2026-03-12 0',
      'checkIn attends 2026-03-12 0',
    ]);
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

  it('is nothing that opens later, and nothing beyond the days asked for', () => {
    const lines = tasks('2026-03-05 09:59', 4);
    // The write-up opens with the meeting.
    expect(lines.some((line) => line.startsWith('checkInWriteUp'))).toBe(false);
    expect(lines).toContain('checkIn owes 2026-03-05 0');
    expect(tasks('2026-03-05 10:00', 4)).toContain('checkInWriteUp owes 2026-03-09 0');
    expect(tasks('2026-03-05 10:00', 3)).not.toContain('checkInWriteUp owes 2026-03-09 0');
  });

  it('late counts in working days from the day after, and says when it was due', () => {
    const mentor = (local: string) =>
      tasksOf(planOf(running), context, at(local), 0).find(({ ref }) => ref === 'mentor');
    expect(mentor('2026-03-06 23:59')).toMatchObject({ overdue: false, overdueWD: 0 });
    expect(mentor('2026-03-07 00:00')).toMatchObject({
      overdue: true,
      overdueWD: 0,
      deadline: at('2026-03-07 00:00'),
    });
    expect(mentor('2026-03-09 00:00')).toMatchObject({ overdue: true, overdueWD: 1 });
    const measured = tasksOf(planOf(running), context, at('2026-03-10 00:00'), 0).find(
      ({ ref }) => ref === 'no-complaints',
    );
    expect(measured).toMatchObject({ dueOn: '2026-03-09', overdueWD: 1 });
    // A meeting is late from its hour on, not from the end of its day.
    const checkpoint = tasksOf(planOf(running), context, at('2026-03-31 10:00'), 0).filter(
      ({ kind }) => kind === 'checkpoint',
    );
    expect(checkpoint).toMatchObject([{ part: 'owes', overdue: true, overdueWD: 0 }]);
  });
});

describe('J9: a pause proposed to HR', () => {
  const proposed = (from: string, until: string, local = '2026-03-04 09:00') =>
    tasksOf(planOf(running), context, at(local), 7, [{ from: on(from), until: on(until) }]).filter(
      ({ kind }) => kind === 'pause',
    );

  it('is a task until the first day of the absence, with what asks for it', () => {
    expect(proposed('2026-03-09', '2026-03-13')).toEqual([
      {
        kind: 'pause',
        ref: '2026-03-09',
        role: 'hr',
        memberId: people.hrOwner,
        part: 'owes',
        dueOn: '2026-03-09',
        openedAt: at('2026-03-04 09:00'),
        deadline: at('2026-03-10 00:00'),
        overdue: false,
        overdueWD: 0,
        because: expect.objectContaining({ ruleId: 'J9', messageKey: 'J9.leave' }),
      },
    ]);
  });

  it('then every day anew; not for a few days, and not long before', () => {
    expect(proposed('2026-03-02', '2026-03-31')).toMatchObject([{ dueOn: '2026-03-04' }]);
    expect(proposed('2026-03-09', '2026-03-12')).toEqual([]);
    expect(proposed('2026-03-11', '2026-03-31')).toHaveLength(1);
    expect(proposed('2026-03-12', '2026-03-31')).toEqual([]);
  });
});
