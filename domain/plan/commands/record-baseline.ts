import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart, violated } from '../errors.ts';
import { goalOf, indexOfPart } from '../parts.ts';
import { targetRules } from '../rules/goals.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The baseline that was still owed arrives; the target is now judged against it (D3, D4). */
export const recordBaseline = (
  { goalId, value, period, source }: CommandOf<'RecordBaseline'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const goal = goalOf(plan, goalId);
  if (goal === undefined) return unknownPart('goal');
  const { measure } = goal;
  if (
    measure.kind === 'milestone' ||
    'value' in measure.baseline ||
    plan.running.goals[goalId]?.baseline !== undefined
  )
    return refuse('D3.baselineKnown', '/goalId');
  const index = indexOfPart(plan.content.goals, goalId);
  const results = targetRules({ ...measure, baseline: { value, period, source } }, index);
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'BaselineRecorded', goalId, value, period, source }]);
};
