import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { notFrozen } from '../rules/appeal.ts';
import { relapseAnswerRules } from '../rules/sustain.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR says what follows from a relapse (M2); nothing while an appeal is open (K11). */
export const answerRelapse = (
  command: CommandOf<'AnswerRelapse'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'SUSTAIN');
  if (!stage.ok) return stage;
  const results = [...relapseAnswerRules(command, stage.value), ...notFrozen(stage.value)];
  const { nextStep, reason } = command;
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'RelapseAnswered', nextStep, reason }]);
};
