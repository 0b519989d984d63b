import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import { goalOf } from '../parts.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR counts a goal as met although the figure falls short, with a reason that is printed (K2). */
export const markSubstantiallyMet = (
  { goalId, reason }: CommandOf<'MarkSubstantiallyMet'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return goalOf(stage.value, goalId) === undefined
    ? unknownPart('goal')
    : ok([{ type: 'GoalMarkedSubstantiallyMet', goalId, reason }]);
};
