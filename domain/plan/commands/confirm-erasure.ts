import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { erasureRules, secondPerson } from '../rules/records.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * The second person confirms, and everything is judged again: a hold may have come in between. From
 * this moment on nothing can be read of the plan; its words and salts are deleted after it (N5).
 */
export const confirmErasure = (
  _command: CommandOf<'ConfirmErasure'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'ARCHIVED');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const by = memberOf(context.actor, plan);
  const { erasure } = plan;
  if (erasure === undefined) return refuse('N5.noRequest', '');
  const results = [...secondPerson(erasure, by), ...erasureRules(plan, context)];
  if (isNonEmpty(results)) return violated(results);
  return ok([
    {
      type: 'PlanErased',
      erasure: { on: context.today, requestedBy: erasure.by, confirmedBy: by },
    },
  ]);
};
