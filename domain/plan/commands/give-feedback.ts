import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import { capacityOf, goalOf } from '../parts.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Feedback between meetings, in either direction. 反馈应是双向的、持续的 */
export const giveFeedback = (
  { entry }: CommandOf<'GiveFeedback'>,
  before: Plan,
  { actor }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  if (entry.goalId !== undefined && goalOf(stage.value, entry.goalId) === undefined)
    return unknownPart('goal');
  const acts = capacityOf(actor);
  return ok([
    { type: 'FeedbackGiven', from: acts === 'employee' || acts === 'manager' ? acts : 'hr', entry },
  ]);
};
