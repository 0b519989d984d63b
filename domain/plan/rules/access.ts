import { daysBetween } from '../../kernel/civil-date.ts';
import { notOver } from '../../tenant/absence.ts';
import type { GranteeContext } from '../context.ts';
import { isEnded, openPart } from '../stage.ts';
import type { GrantTerms, Plan } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';
import { approverRules } from './people.ts';
import { isBlank } from './text.ts';

/** Most grants of one plan that have not run out. */
export const GRANTS_MAX = 20;
/** Longest time for which access is given, in days. */
export const GRANT_MAX_DAYS = 90;

/** O1: access is given for a time that begins today or later and has an end. */
const grantSpan = (
  { from, until }: GrantTerms,
  today: GrantTerms['from'],
): readonly RuleResult[] => {
  if (until < from || from < today) return [finding('O1.order', '/from')];
  const days = daysBetween(from, until) + 1;
  return days > GRANT_MAX_DAYS
    ? [finding('O1.tooLong', '/until', { days, max: GRANT_MAX_DAYS })]
    : [];
};

/** A4: whoever approved the plan or its outcome does not decide the appeal. */
const appealDeciderRules = (
  plan: Plan,
  memberId: GrantTerms['memberId'],
): readonly RuleResult[] => {
  const stage = openPart(plan);
  const closedBy = isEnded(plan) ? plan.closing.by : undefined;
  const approvedBy = 'approval' in stage ? stage.approval.by : undefined;
  return memberId === closedBy || memberId === approvedBy
    ? [finding('O1.person', '/memberId')]
    : [];
};

/**
 * O1: access to one plan goes to an active member of the company who is neither its employee nor its
 * manager, for a purpose and a time, both of which the employee sees. Whoever is invited to approve
 * is judged by A3 now and again when the time comes.
 */
export const grantRules = (
  grant: GrantTerms,
  plan: Plan,
  { today, granteeActive }: Pick<GranteeContext, 'today' | 'granteeActive'>,
): readonly RuleResult[] => {
  const { memberId, purpose } = grant;
  const isParty = memberId === plan.employeeId || memberId === plan.managerId;
  return [
    ...grantSpan(grant, today),
    ...(isBlank(purpose) ? [finding('O1.purpose', '/purpose')] : []),
    ...(isParty || !granteeActive ? [finding('O1.person', '/memberId')] : []),
    ...(grant.as === 'approver' && !isParty ? approverRules(plan, memberId) : []),
    ...(grant.as === 'approver' && grant.decision === 'appeal'
      ? appealDeciderRules(plan, memberId)
      : []),
    ...(notOver(plan.grants, today).length >= GRANTS_MAX
      ? [finding('O1.tooMany', '', { max: GRANTS_MAX })]
      : []),
  ];
};
