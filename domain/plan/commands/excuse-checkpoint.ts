import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart } from '../errors.ts';
import { checkpointOf } from '../meetings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR takes an interim checkpoint out of the count, with a reason (K7). */
export const excuseCheckpoint = (
  { checkpointId, reason }: CommandOf<'ExcuseCheckpoint'>,
  before: Plan,
  { calendar }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const meeting = checkpointOf(stage.value, checkpointId, calendar);
  if (meeting === undefined) return unknownPart('checkpoint');
  const { status } = meeting.state;
  return status === 'PLANNED' || status === 'MISSED'
    ? ok([{ type: 'CheckpointExcused', checkpointId, reason }])
    : refuse('I1.state', '/checkpointId', { state: status });
};
