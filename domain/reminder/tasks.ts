import { workingDaysBetween } from '../calendar/working-days.ts';
import { toLocal } from '../calendar/zones.ts';
import { addDays, type CivilDate } from '../kernel/civil-date.ts';
import { epochMs, fromEpochMs, type Instant } from '../kernel/instant.ts';
import type { Plan } from '../plan/state.ts';
import { deadlineOf } from './ladder.ts';
import { type Obligation, obligationsOf } from './obligations.ts';
import { type ReminderContext, settledAt } from './plan-reminders.ts';
import { LADDERS } from './vocabulary.ts';

/** Something that somebody is to do, or is expected at, with how late it is. */
export interface Task extends Obligation {
  /** When it is late: the start of a meeting, else the end of the last day. */
  readonly deadline: Instant;
  readonly overdue: boolean;
  /** Working days at the plan's site since the last day; 0 while it is not overdue. */
  readonly overdueWD: number;
}

/** The day that a deadline belongs to, at the plan's site. */
const lastDayOf = (deadline: Instant, zone: string): CivilDate =>
  toLocal(zone, fromEpochMs(epochMs(deadline) - 1)).date;

/**
 * P11: what a plan asks of people now: what is overdue, what is open, and what comes within so many
 * days; overdue first, then by deadline. A right that has lapsed, and a meeting whose write-up has
 * taken its place, ask for nothing any more.
 */
export const tasksOf = (
  before: Plan,
  context: ReminderContext,
  now: Instant,
  days: number,
): readonly Task[] => {
  const plan = settledAt(before, context, now);
  const today = toLocal(plan.zone, now).date;
  const horizon = addDays(today, days);
  return obligationsOf(plan, context)
    .flatMap((obligation): readonly Task[] => {
      const deadline = deadlineOf(obligation, plan.zone);
      const overdue = deadline <= now;
      const isOpen = obligation.openedAt <= now && obligation.dueOn <= horizon;
      if (!isOpen && !overdue) return [];
      if (overdue && (!LADDERS[obligation.kind].overdue || obligation.part === 'attends'))
        return [];
      const overdueWD = overdue
        ? Math.max(0, workingDaysBetween(context.calendar, lastDayOf(deadline, plan.zone), today))
        : 0;
      return [{ ...obligation, deadline, overdue, overdueWD }];
    })
    .sort(byUrgency);
};

/** Overdue first, and there as everywhere the earlier deadline first. */
export const byUrgency = (
  a: Pick<Task, 'overdue' | 'deadline'>,
  b: Pick<Task, 'overdue' | 'deadline'>,
): number => {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  return a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : 0;
};
