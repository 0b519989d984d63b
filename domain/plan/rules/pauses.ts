import { type WorkCalendar, workingDaysBetween } from '../../calendar/working-days.ts';
import { addDays, type CivilDate, daysBetween, earliest, latest } from '../../kernel/civil-date.ts';
import type { PausedPlan, Plan } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';

/** Calendar days after which a pause is too long for the plan to go on as if nothing were (J8). */
const LONG_PAUSE_DAYS = 60;
/** Working days of absence from which on a pause is proposed (J9). */
const PROPOSE_FROM_WD = 5;

/** J8: after a long pause the plan is better cancelled and begun anew. */
export const longPause = (
  { pause }: Pick<PausedPlan, 'pause'>,
  today: CivilDate,
): readonly RuleResult[] => {
  const days = daysBetween(pause.on, today);
  return days > LONG_PAUSE_DAYS
    ? [finding('J8.long', '/pause', { days, max: LONG_PAUSE_DAYS })]
    : [];
};

/** Days on which the employee is away; both count. */
export interface Away {
  readonly from: CivilDate;
  readonly until: CivilDate;
}

/**
 * J9: whether an absence of the employee is long enough that HR should pause the plan: the hint, or
 * nothing. Only what lies within the rest of the plan counts; a pause is never automatic.
 */
export const pauseProposal = (
  plan: Plan,
  { from, until }: Away,
  { today, calendar }: { readonly today: CivilDate; readonly calendar: WorkCalendar },
): readonly RuleResult[] => {
  if (plan.status !== 'ACTIVE') return [];
  const first = latest(latest(from, today), plan.content.schedule.startOn);
  const last = earliest(until, plan.content.schedule.endOn);
  const days = workingDaysBetween(calendar, addDays(first, -1), last);
  return last >= first && days >= PROPOSE_FROM_WD
    ? [
        {
          ...finding('J9.leave', '/pause', { from: first, to: last, days }),
          owedBy: { role: 'hr', memberId: plan.hrOwnerId },
        },
      ]
    : [];
};
