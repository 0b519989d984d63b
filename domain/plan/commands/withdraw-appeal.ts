import { ok } from '../../kernel/result.ts';
import { appealIsOpen } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee takes the appeal back; within the window another one may follow (L1). */
export const withdrawAppeal = (
  _command: CommandOf<'WithdrawAppeal'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN');
  if (!stage.ok) return stage;
  return appealIsOpen(stage.value)
    ? ok([{ type: 'AppealWithdrawn', on: today }])
    : unknownPart('appeal');
};
