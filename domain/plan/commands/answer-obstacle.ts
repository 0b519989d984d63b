import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { openObstacle } from '../rules/obstacles.ts';
import type { Plan } from '../state.ts';

/** What is done about an obstacle, or why nothing can be (I8). 协调解决新困难 */
export const answerObstacle = (
  { obstacleId, text }: CommandOf<'AnswerObstacle'>,
  before: Plan,
  _context: Context,
): Decision => {
  const open = openObstacle(before, obstacleId);
  return open.ok ? ok([{ type: 'ObstacleAnswered', obstacleId, text }]) : open;
};
