import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR sends a submitted plan back to its author; the comment is kept for ever. */
export const returnForChanges = (
  { comment }: CommandOf<'ReturnForChanges'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'IN_REVIEW');
  return stage.ok ? ok([{ type: 'PlanReturned', comment }]) : stage;
};
