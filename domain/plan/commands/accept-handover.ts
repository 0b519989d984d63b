import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The successor takes the plan over and is its manager from today (A6). */
export const acceptHandover = (
  _command: CommandOf<'AcceptHandover'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'PAUSED', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return stage.value.amendment?.kind === 'MANAGER_CHANGE'
    ? ok([{ type: 'ManagerChangeAccepted', on: today }])
    : unknownPart('amendment');
};
