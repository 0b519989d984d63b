import { type CivilDate, daysBetween } from '../../kernel/civil-date.ts';
import type { MemberId } from '../../kernel/ids.ts';
import { openPart } from '../stage.ts';
import type { Plan, RunningPlan } from '../state.ts';
import { finding, type RuleResult, type Severity } from './findings.ts';

/** So few days before the end a new manager can hardly form a view (A6). */
const LATE_CHANGE_DAYS = 14;

/**
 * A6, A1, A3: the successor is another person than the employee and the manager of today, and did
 * not approve the plan.
 */
export const successorRules = (plan: Plan, to: MemberId): readonly RuleResult[] => {
  const open = openPart(plan);
  const approved = 'approval' in open && open.approval.by === to;
  const vacant = 'vacancy' in open && open.vacancy !== undefined;
  return [
    ...(to === plan.employeeId ? [finding('A1.samePerson', '/managerId')] : []),
    ...(to === plan.managerId && !vacant ? [finding('A6.sameManager', '/managerId')] : []),
    ...(approved ? [finding('A3.approver', '/managerId')] : []),
  ];
};

/** A6: so late a change is better followed by an extension. */
export const lateChange = (plan: RunningPlan, today: CivilDate): readonly RuleResult[] => {
  const { endOn } = plan.content.schedule;
  return daysBetween(today, endOn) <= LATE_CHANGE_DAYS
    ? [finding('A6.late', '/managerId', { days: LATE_CHANGE_DAYS, end: endOn })]
    : [];
};

/** A6: the manager, when new, has held a check-in before anything is concluded against the employee. */
export const knownToManager = (
  { vacancy, managerSince, running, managerId }: RunningPlan,
  severity: Severity = 'E',
): readonly RuleResult[] => {
  if (vacancy === undefined && managerSince === undefined) return [];
  const since = vacancy === undefined ? managerSince : undefined;
  const met =
    since !== undefined &&
    Object.values(running.checkIns).some((one) => one.status === 'HELD' && one.heldOn >= since);
  return met
    ? []
    : [
        {
          ...finding('A6.noCheckIn', '/managerId', {}, severity),
          owedBy: { role: 'manager', memberId: managerId },
        },
      ];
};
