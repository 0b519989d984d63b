import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR records the day on which the employment ended or will end: retention may run from it (N3). */
export const recordEmploymentEnd = (
  { on }: CommandOf<'RecordEmploymentEnd'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN', 'ARCHIVED');
  return stage.ok ? ok([{ type: 'EmploymentEnded', on }]) : stage;
};
