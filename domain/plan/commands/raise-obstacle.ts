import { addWorkingDays } from '../../calendar/working-days.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { OBSTACLE_ANSWER_WD } from '../rules/obstacles.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Something stands in the way; between meetings too it gets an owner and an answer (I8). */
export const raiseObstacle = (
  { obstacleId, text }: CommandOf<'RaiseObstacle'>,
  before: Plan,
  { today, calendar }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return stage.value.running.obstacles?.[obstacleId] === undefined
    ? ok([
        {
          type: 'ObstacleRaised',
          obstacleId,
          text,
          answerBy: addWorkingDays(calendar, today, OBSTACLE_ANSWER_WD),
        },
      ])
    : refuse('I8.duplicateId', '/obstacleId');
};
