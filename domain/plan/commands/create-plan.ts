import { ok, type Result } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { DirectoryContext } from '../context.ts';
import { type PlanError, violated } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { passGate } from '../rules/findings.ts';
import { draftRules, managerRules } from '../rules/people.ts';

/**
 * Begins a draft (A1, A2). Its content may be incomplete: it is judged when it is submitted. HR's
 * assignment of a manager is kept only where it is what makes that person the manager.
 */
export const createPlan = (
  { type: _, accepted, managerAssignment, ...facts }: CommandOf<'CreatePlan'>,
  context: DirectoryContext,
): Result<readonly [EventOf<'PlanDrafted'>], PlanError> => {
  const { actor, policy, lineManagerId } = context;
  const authorId = actor.kind === 'member' ? actor.memberId : facts.hrOwnerId;
  const assignment =
    managerAssignment === undefined || facts.managerId === lineManagerId
      ? {}
      : { managerAssignment };
  const results = [...managerRules({ ...facts, ...assignment }, context), ...draftRules(context)];
  const gate = passGate(results, policy, accepted, authorId);
  if (!gate.ok) return violated(gate.error);
  return ok([{ type: 'PlanDrafted', ...facts, authorId, ...assignment, accepted: gate.value }]);
};
