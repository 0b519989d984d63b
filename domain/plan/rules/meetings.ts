import { addWorkingDays, isWorkingDay, type WorkCalendar } from '../../calendar/working-days.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { Context } from '../context.ts';
import { type Meeting, meetingsOf } from '../meetings.ts';
import type { RunningPlan } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';

/** Working days of grace after the due day before a meeting counts as missed (G8). */
const MISSED_AFTER_WD = 2;

/** Reschedules by the manager that a meeting survives; the next one counts as missed (G7). */
const MANAGER_MOVES_MAX = 2;

/** G8: the last day on which a meeting can still be held in time. */
export const lastDayToHold = (dueOn: CivilDate, calendar: WorkCalendar): CivilDate =>
  addWorkingDays(calendar, dueOn, MISSED_AFTER_WD);

/** G7: whether one more move by the manager makes the meeting missed. */
export const isMoveTooMany = (meeting: Meeting, by: 'manager' | 'other'): boolean =>
  by === 'manager' && meeting.state.movedBy.manager >= MANAGER_MOVES_MAX;

/**
 * G7: a meeting moves to a later working day, at most `rescheduleMaxWD` later, before the next one
 * of its kind and before the end.
 */
export const moveRules = (
  meeting: Meeting,
  to: CivilDate,
  plan: RunningPlan,
  { calendar }: Pick<Context, 'calendar'>,
): readonly RuleResult[] => {
  const max = plan.submission.policy.rescheduleMaxWD;
  const next = meetingsOf(plan, calendar).find(
    (one) => one.kind === meeting.kind && one.dueOn > meeting.dueOn,
  );
  const limit = next?.dueOn ?? plan.content.schedule.endOn;
  const results: RuleResult[] = [];
  if (meeting.state.status !== 'PLANNED')
    results.push(finding('G7.state', '', { state: meeting.state.status }));
  if (to <= meeting.dueOn) results.push(finding('G7.notLater', '/to', { due: meeting.dueOn }));
  else if (to > addWorkingDays(calendar, meeting.dueOn, max))
    results.push(finding('G7.tooFar', '/to', { max }));
  if (to >= limit) results.push(finding('G7.afterNext', '/to', { next: limit }));
  if (!isWorkingDay(calendar, to)) results.push(finding('G7.notWorking', '/to', { date: to }));
  return results;
};
