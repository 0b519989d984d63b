import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { overrideRules } from '../rules/overrides.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** An HR head sets a rule of the list aside, with a reason that is printed (A6, F8, K6, K7). */
export const overrideRule = (
  { ruleId, reason }: CommandOf<'OverrideRule'>,
  before: Plan,
  { calendar }: Context,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const results = overrideRules(stage.value, ruleId, calendar);
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'RuleOverridden', ruleId, reason }]);
};
