import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { RecordContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { noneOpen } from '../rules/amendments.ts';
import { earlyEndRules } from '../rules/closing.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Ends the period early, after proven success (K2). At the end date the clock does it. */
export const beginFinalReview = (
  _command: CommandOf<'BeginFinalReview'>,
  before: Plan,
  context: RecordContext,
): Decision => {
  const stage = atStage(before, 'ACTIVE');
  if (!stage.ok) return stage;
  const results = [...noneOpen(stage.value), ...earlyEndRules(stage.value, context)];
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'FinalReviewBegun', on: context.today, early: true }]);
};
