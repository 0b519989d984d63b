import type { MemberId } from '../../kernel/ids.ts';
import type { Witness } from '../acknowledgement.ts';
import type { CommandOf } from '../command.ts';
import type { Context, DirectoryContext } from '../context.ts';
import type { Delivery, OutcomeProposal, Plan } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank } from './text.ts';

/** A1: the manager is another person, and the line manager unless HR assigned one in writing. */
export const managerRules = (
  {
    employeeId,
    managerId,
    managerAssignment,
  }: Pick<CommandOf<'CreatePlan'>, 'employeeId' | 'managerId' | 'managerAssignment'>,
  { actor, lineManagerId }: Pick<DirectoryContext, 'actor' | 'lineManagerId'>,
): readonly RuleResult[] => {
  if (managerId === employeeId) return [finding('A1.samePerson', '/managerId')];
  const assigned =
    actor.kind === 'member' &&
    actor.acts === 'hr' &&
    managerAssignment !== undefined &&
    !isBlank(managerAssignment);
  return managerId === lineManagerId || assigned
    ? []
    : [finding('A1.notLineManager', '/managerId')];
};

/**
 * A2: a second draft for the same employee is a warning when it is begun, and so is a draft while
 * the success of an earlier plan is still being sustained.
 */
export const draftRules = ({
  otherDrafts,
  sustaining,
}: Pick<DirectoryContext, 'otherDrafts' | 'sustaining'>): readonly RuleResult[] => [
  ...(otherDrafts > 0 ? [finding('A2.secondDraft', '/employeeId', { drafts: otherDrafts })] : []),
  ...(sustaining > 0 ? [finding('A2.sustaining', '/employeeId')] : []),
];

/** A2: at most one plan of an employee is between submission and its end. */
export const onePlanRules = ({
  openPlanId,
}: Pick<DirectoryContext, 'openPlanId'>): readonly RuleResult[] =>
  openPlanId === undefined ? [] : [finding('A2.openPlan', '/employeeId')];

/** A3: who approves is neither the employee nor the manager nor the author. */
export const approverRules = (
  { employeeId, managerId, authorId }: Pick<Plan, 'employeeId' | 'managerId' | 'authorId'>,
  by: MemberId,
): readonly RuleResult[] =>
  [employeeId, managerId, authorId].includes(by) ? [finding('A3.approver', '/by')] : [];

/** A3: an outcome is approved by none of them, nor by whoever proposed it. */
export const outcomeApproverRules = (
  plan: Pick<Plan, 'employeeId' | 'managerId' | 'authorId'>,
  { by: proposedBy }: Pick<OutcomeProposal, 'by'>,
  by: MemberId,
): readonly RuleResult[] => [
  ...approverRules(plan, by),
  ...(by === proposedBy && by !== plan.managerId ? [finding('A3.proposer', '/by')] : []),
];

/**
 * B7: after a complaint, a leave, a pregnancy or the like, two people of HR look at the plan: whoever
 * approves it, and another. That there was such an event is HR's alone to know.
 */
export const secondReviewRules = (
  event: Context['protectedEvent'],
  by: MemberId,
): readonly RuleResult[] =>
  event === undefined || (event.reviewedBy !== undefined && event.reviewedBy !== by)
    ? []
    : [finding('B7.secondReviewer', '/by')];

/**
 * A5: a refusal to sign was seen by somebody who is neither the employee nor the manager, and who,
 * in which role, when and where is written down. It cannot have been seen before the plan was
 * served, nor in the future.
 */
export const witnessRules = (
  witness: Witness,
  {
    employeeId,
    managerId,
    delivery,
  }: Pick<Plan, 'employeeId' | 'managerId'> & { readonly delivery: Pick<Delivery, 'servedAt'> },
  now: Witness['at'],
): readonly RuleResult[] => {
  const { name, role, place, memberId, at } = witness;
  return [
    ...(memberId === employeeId || memberId === managerId
      ? [finding('A5.witness', '/witness/memberId')]
      : []),
    ...blanks('A5.incomplete', '/witness', { name, role, place }),
    ...(at < delivery.servedAt || at > now ? [finding('A5.incomplete', '/witness/at')] : []),
  ];
};
