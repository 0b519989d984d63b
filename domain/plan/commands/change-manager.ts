import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { SuccessorContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { noneOpen } from '../rules/amendments.ts';
import { passGate } from '../rules/findings.ts';
import { lateChange, successorRules } from '../rules/handover.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';
import { OPEN_STATUSES } from '../vocabulary.ts';

/**
 * HR names another manager in writing (A6, A1). Before the start that is all there is to it; a plan
 * that runs is handed over: until the successor accepts, its HR owner has the manager's duties.
 */
export const changeManager = (
  { managerId, handoverNote, accepted }: CommandOf<'ChangeManager'>,
  before: Plan,
  { actor, today, successorActive }: SuccessorContext,
): Decision => {
  const stage = atStage(before, ...OPEN_STATUSES);
  if (!stage.ok) return stage;
  const plan = stage.value;
  if (!successorActive) return unknownPart('member');
  const results = successorRules(plan, managerId);
  if (!('running' in plan))
    return isNonEmpty(results)
      ? violated(results)
      : ok([{ type: 'ManagerReassigned', managerId, handoverNote }]);
  const gate = passGate(
    [...results, ...noneOpen(plan), ...lateChange(plan, today)],
    plan.submission.policy,
    accepted,
    memberOf(actor, plan),
  );
  return gate.ok
    ? ok([
        {
          type: 'ManagerChangeProposed',
          to: managerId,
          handoverNote,
          on: today,
          accepted: gate.value,
        },
      ])
    : violated(gate.error);
};
