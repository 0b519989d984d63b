import { ok, type Result } from '../../kernel/result.ts';
import { type PlanError, refuse, unknownPart } from '../errors.ts';
import type { ObstacleState } from '../running-state.ts';
import { atStage } from '../stage.ts';
import type { Plan, RunningPlan } from '../state.ts';

/** Working days in which an obstacle is answered (I8). */
export const OBSTACLE_ANSWER_WD = 3;

/** The name of the n-th obstacle of a check-in, counted from 1. */
export const obstacleIdOf = (plannedOn: string, n: number): string => `${plannedOn}-${n}`;

/** Obstacles that wait for an answer, by id (I8). */
export const openObstacles = (
  plan: RunningPlan,
): readonly (readonly [id: string, state: ObstacleState])[] =>
  Object.entries(plan.running.obstacles ?? {}).filter(([, state]) => state.answered !== true);

/** I8: an obstacle of a running plan that has not been answered yet, or why there is none. */
export const openObstacle = (
  before: Plan,
  obstacleId: string,
): Result<ObstacleState, PlanError> => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const state = stage.value.running.obstacles?.[obstacleId];
  if (state === undefined) return unknownPart('obstacle');
  return state.answered === true ? refuse('I8.answered', '/obstacleId') : ok(state);
};
