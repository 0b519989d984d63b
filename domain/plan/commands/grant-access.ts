import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { GranteeContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { grantRules } from '../rules/access.ts';
import { living } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR lets one more person see the plan, for a purpose and a time (O1), until it is erased. */
export const grantAccess = (
  { grant }: CommandOf<'GrantAccess'>,
  before: Plan,
  context: GranteeContext,
): Decision => {
  const plan = living(before);
  if (!plan.ok) return plan;
  const violations = grantRules(grant, plan.value, context);
  return isNonEmpty(violations)
    ? violated(violations)
    : ok([{ type: 'AccessGranted', grant, on: context.today }]);
};
