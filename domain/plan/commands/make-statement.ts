import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { living } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee's own words, at any time; immutable, always printed (H8). */
export const makeStatement = (
  { text }: CommandOf<'MakeStatement'>,
  before: Plan,
  _context: Context,
): Decision => {
  const plan = living(before);
  return plan.ok ? ok([{ type: 'StatementMade', text }]) : plan;
};
