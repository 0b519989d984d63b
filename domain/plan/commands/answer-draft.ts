import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { answerRules, openForAnswer } from '../rules/talk.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * The employee's view, causes, support requests and word on each goal (C5, C2). Welcome after the
 * window too, as long as the plan is a draft, and after declining; once for each time it is shared.
 */
export const answerDraft = (
  { answer }: CommandOf<'AnswerDraft'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'DRAFT');
  if (!stage.ok) return stage;
  const { content, talk } = stage.value;
  const results = [...openForAnswer(talk, ['SHARED', 'DECLINED']), ...answerRules(answer)];
  if (isNonEmpty(results)) return violated(results);
  if (answer.causes.some(({ gapId }) => !content.gaps.some((gap) => gap.id === gapId)))
    return unknownPart('gap');
  if (answer.goals.some(({ goalId }) => !content.goals.some((goal) => goal.id === goalId)))
    return unknownPart('goal');
  return ok([{ type: 'DraftAnswered', answer }]);
};
