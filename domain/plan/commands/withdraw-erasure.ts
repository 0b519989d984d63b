import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The request to erase is taken back, or the second person does not agree (N5). */
export const withdrawErasure = (
  { reason }: CommandOf<'WithdrawErasure'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'ARCHIVED');
  if (!stage.ok) return stage;
  return stage.value.erasure === undefined
    ? refuse('N5.noRequest', '')
    : ok([{ type: 'ErasureWithdrawn', reason }]);
};
