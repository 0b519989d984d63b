import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { holdRules } from '../rules/records.ts';
import { living } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The HR head lets go of a hold; from then on retention decides again (N4). */
export const releaseHold = (
  { reason }: CommandOf<'ReleaseHold'>,
  before: Plan,
  _context: Context,
): Decision => {
  const plan = living(before);
  if (!plan.ok) return plan;
  const results = holdRules(plan.value, false);
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'HoldReleased', reason }]);
};
