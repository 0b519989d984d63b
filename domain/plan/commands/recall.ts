import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR takes a presented plan back to the draft; the employee, who has a copy, is told why. */
export const recall = (
  { reason }: CommandOf<'Recall'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'PRESENTED');
  return stage.ok ? ok([{ type: 'PlanRecalled', reason }]) : stage;
};
