import { addWorkingDays, type WorkCalendar } from '../calendar/working-days.ts';
import { type CivilDate, latest } from '../kernel/civil-date.ts';
import type { ActionStep } from './content.ts';
import { supportStateOf } from './parts.ts';
import type { SupportState } from './running-state.ts';
import type { RunningPlan } from './state.ts';

/** The day from which a step can count on a support; `undefined` while it cannot. */
const thereOn = (state: SupportState): CivilDate | undefined => {
  switch (state.status) {
    case 'CONFIRMED':
      return state.confirmedOn;
    case 'SILENT':
      return state.confirmBy;
    // Given up with a reason: the step no longer waits for it.
    case 'WAIVED':
      return state.on;
    case 'DISPUTED':
      return state.finding === 'DELIVERED' ? state.deliveredOn : undefined;
    default:
      return undefined;
  }
};

/**
 * E5: when a step is due: as planned, but not before every support that it depends on was confirmed
 * and its lead days have passed. `undefined` while one is missing: nothing is overdue then.
 */
export const actionDueOn = (
  { dueOn, dependsOn = [], leadDays = 0 }: ActionStep,
  plan: RunningPlan,
  calendar: WorkCalendar,
): CivilDate | undefined => {
  let due = dueOn;
  for (const supportId of dependsOn) {
    const on = thereOn(supportStateOf(plan, supportId));
    if (on === undefined) return undefined;
    due = latest(due, addWorkingDays(calendar, on, leadDays));
  }
  return due;
};
