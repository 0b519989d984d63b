import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Appends a correction to a check-in record; the record itself stays as it was (I2). */
export const correctCheckIn = (
  { plannedOn, text }: CommandOf<'CorrectCheckIn'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return stage.value.running.checkIns[plannedOn]?.status === 'HELD'
    ? ok([{ type: 'CheckInCorrected', plannedOn, text }])
    : refuse('I2.notHeld', '/plannedOn');
};
