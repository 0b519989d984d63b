import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { openDisagreements } from '../rules/delivery.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR answers in writing an employee who signed and disagreed; the answer is printed (H10). */
export const answerDisagreement = (
  { type: _, ...answer }: CommandOf<'AnswerDisagreement'>,
  before: Plan,
  { calendar }: Context,
): Decision => {
  const stage = atStage(before, 'PRESENTED', 'ACTIVE', 'PAUSED', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return openDisagreements(stage.value, calendar).some(
    ({ amendment }) => amendment === answer.amendment,
  )
    ? ok([{ type: 'DisagreementAnswered', ...answer }])
    : refuse('H10.nothing', '');
};
