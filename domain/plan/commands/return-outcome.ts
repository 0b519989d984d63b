import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR sends a proposed outcome back to the manager. */
export const returnOutcome = (
  { comment }: CommandOf<'ReturnOutcome'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return stage.value.review.proposal === undefined
    ? refuse('K9.noProposal', '/proposal')
    : ok([{ type: 'OutcomeReturned', comment }]);
};
