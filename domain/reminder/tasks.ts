import { type WorkCalendar, workingDaysBetween } from '../calendar/working-days.ts';
import { toLocal } from '../calendar/zones.ts';
import { addDays, type CivilDate, latest } from '../kernel/civil-date.ts';
import { epochMs, fromEpochMs, type Instant } from '../kernel/instant.ts';
import type { RuleResult } from '../plan/rules/findings.ts';
import { type Away, pauseProposal } from '../plan/rules/pauses.ts';
import type { Plan } from '../plan/state.ts';
import { deadlineOf } from './ladder.ts';
import type { Obligation } from './obligation.ts';
import { obligationsOf } from './obligations.ts';
import { type ReminderContext, settledAt } from './plan-reminders.ts';
import { LADDERS, type TaskKind } from './vocabulary.ts';

/** Something that somebody is to do, or is expected at, with how late it is. */
export interface Task extends Omit<Obligation, 'kind'> {
  readonly kind: TaskKind;
  /** What was found that asks for it, where that is not plain from its kind. */
  readonly because?: RuleResult;
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
 *
 * @param absences of the employee, where a pause may be proposed to HR (J9)
 */
export const tasksOf = (
  before: Plan,
  context: ReminderContext,
  now: Instant,
  days: number,
  absences: readonly Away[] = [],
): readonly Task[] => {
  const plan = settledAt(before, context, now);
  const today = toLocal(plan.zone, now).date;
  const horizon = addDays(today, days);
  const owed = obligationsOf(plan, context).flatMap((obligation): readonly Task[] => {
    const deadline = deadlineOf(obligation, plan.zone);
    const overdue = deadline <= now;
    const isOpen = obligation.openedAt <= now && obligation.dueOn <= horizon;
    if (!isOpen && !overdue) return [];
    if (overdue && (!LADDERS[obligation.kind].overdue || obligation.part === 'attends')) return [];
    const overdueWD = overdue
      ? Math.max(0, workingDaysBetween(context.calendar, lastDayOf(deadline, plan.zone), today))
      : 0;
    return [{ ...obligation, deadline, overdue, overdueWD }];
  });
  const proposed = absences
    .flatMap((away) => pauseTask(plan, away, { now, today, calendar: context.calendar }))
    .filter(({ dueOn }) => dueOn <= horizon);
  return [...owed, ...proposed].sort(byUrgency);
};

/** J9: HR decides whether a long absence pauses the plan; until its first day, then every day anew. */
const pauseTask = (
  plan: Plan,
  away: Away,
  {
    now,
    ...context
  }: { readonly now: Instant; readonly today: CivilDate; readonly calendar: WorkCalendar },
): readonly Task[] =>
  pauseProposal(plan, away, context).map((because) => {
    const dueOn = latest(away.from, context.today);
    return {
      kind: 'pause',
      ref: away.from,
      role: 'hr',
      memberId: plan.hrOwnerId,
      part: 'owes',
      dueOn,
      openedAt: now,
      deadline: deadlineOf({ dueOn }, plan.zone),
      overdue: false,
      overdueWD: 0,
      because,
    };
  });

/** Overdue first, and there as everywhere the earlier deadline first. */
export const byUrgency = (
  a: Pick<Task, 'overdue' | 'deadline'>,
  b: Pick<Task, 'overdue' | 'deadline'>,
): number => {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  return a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : 0;
};
