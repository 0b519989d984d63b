import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { holdRules } from '../rules/records.ts';
import { living } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The HR head keeps a record from being erased, at any stage (N4). */
export const placeHold = (
  { reason }: CommandOf<'PlaceHold'>,
  before: Plan,
  _context: Context,
): Decision => {
  const plan = living(before);
  if (!plan.ok) return plan;
  const results = holdRules(plan.value, true);
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'HoldPlaced', reason }]);
};
