import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { checkpointOf } from '../meetings.ts';
import { capacityOf } from '../parts.ts';
import { isMoveTooMany, moveRules } from '../rules/meetings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Moves an interim checkpoint to a later day; the manager's third move makes it missed (G7). */
export const moveCheckpoint = (
  { checkpointId, to, reason }: CommandOf<'MoveCheckpoint'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const meeting = checkpointOf(plan, checkpointId, context.calendar);
  if (meeting === undefined) return unknownPart('checkpoint');
  const results = moveRules(meeting, to, plan, context);
  if (isNonEmpty(results)) return violated(results);
  const movedBy = capacityOf(context.actor) === 'manager' ? 'manager' : 'other';
  return isMoveTooMany(meeting, movedBy)
    ? ok([{ type: 'CheckpointMissed', checkpointId, by: 'manager' }])
    : ok([{ type: 'CheckpointMoved', checkpointId, dueOn: to, movedBy, reason }]);
};
