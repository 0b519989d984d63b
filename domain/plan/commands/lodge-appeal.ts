import { addWorkingDays } from '../../calendar/working-days.ts';
import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import { policyOfEnded } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { lodgingRules } from '../rules/appeal.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee objects to the outcome (L1). From now on nothing that follows from it may begin. */
export const lodgeAppeal = (
  command: CommandOf<'LodgeAppeal'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const results = lodgingRules(command, plan, context);
  if (isNonEmpty(results)) return violated(results);
  const { decideWD } = policyOfEnded(plan).appeal;
  const { today, calendar } = context;
  return ok([
    {
      type: 'AppealLodged',
      on: today,
      grounds: [...new Set(command.grounds)],
      text: command.text,
      decideBy: addWorkingDays(calendar, today, decideWD),
    },
  ]);
};
