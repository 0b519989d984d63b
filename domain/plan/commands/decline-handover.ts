import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The successor does not take the plan over; the HR owner keeps the duties and names another (A6). */
export const declineHandover = (
  { reason }: CommandOf<'DeclineHandover'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'PAUSED', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return stage.value.amendment?.kind === 'MANAGER_CHANGE'
    ? ok([{ type: 'ManagerChangeDeclined', reason }])
    : unknownPart('amendment');
};
