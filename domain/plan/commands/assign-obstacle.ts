import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { openObstacle } from '../rules/obstacles.ts';
import type { Plan } from '../state.ts';

/** Names who owns an obstacle; until then it is the manager's (I8). */
export const assignObstacle = (
  { obstacleId, ownerId }: CommandOf<'AssignObstacle'>,
  before: Plan,
  _context: Context,
): Decision => {
  const open = openObstacle(before, obstacleId);
  if (!open.ok) return open;
  return ownerId === before.managerId || ownerId === before.hrOwnerId
    ? ok([{ type: 'ObstacleAssigned', obstacleId, ownerId }])
    : refuse('I8.owner', '/ownerId');
};
