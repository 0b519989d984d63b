import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import { type Decision, refuse } from '../errors.ts';
import { disagreementSince } from '../rules/delivery.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR answers in writing an employee who signed and disagreed; the answer is printed (H10). */
export const answerDisagreement = (
  { text }: CommandOf<'AnswerDisagreement'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'PRESENTED', 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return disagreementSince(stage.value) === undefined
    ? refuse('H10.nothing', '')
    : ok([{ type: 'DisagreementAnswered', text }]);
};
