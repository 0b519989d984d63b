import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR rejects an open amendment, or whoever proposed it takes it back (J1). */
export const rejectAmendment = (
  { reason }: CommandOf<'RejectAmendment'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'PAUSED', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return stage.value.amendment === undefined
    ? unknownPart('amendment')
    : ok([{ type: 'AmendmentRejected', reason }]);
};
