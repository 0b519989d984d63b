import { addWorkingDays } from '../../calendar/working-days.ts';
import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { cancelRules } from '../rules/closing.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';
import { OPEN_STATUSES } from '../vocabulary.ts';

/**
 * Ends a plan without a verdict. Until a plan was presented it has had no effect on the employee, so
 * its cancelling owes no notice and no appeal; afterwards both are owed (K10).
 */
export const cancel = (
  { reason, note }: CommandOf<'Cancel'>,
  before: Plan,
  { today, calendar }: Context,
): Decision => {
  const stage = atStage(before, ...OPEN_STATUSES);
  if (!stage.ok) return stage;
  const plan = stage.value;
  const results = cancelRules(reason);
  if (isNonEmpty(results)) return violated(results);
  const appeal =
    'delivery' in plan
      ? { appealUntil: addWorkingDays(calendar, today, plan.submission.policy.appeal.windowWD) }
      : {};
  return ok([{ type: 'PlanCancelled', on: today, reason, note, ...appeal }]);
};
