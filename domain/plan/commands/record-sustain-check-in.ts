import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { sustainCheckInRules } from '../rules/sustain.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Writes up the monthly light check-in of a success that is being sustained (M1). */
export const recordSustainCheckIn = (
  command: CommandOf<'RecordSustainCheckIn'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'SUSTAIN');
  if (!stage.ok) return stage;
  const results = sustainCheckInRules(command, stage.value, context);
  const { heldOn, fact, feedback } = command;
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'SustainCheckInHeld', heldOn, fact, feedback }]);
};
