import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, violated } from '../errors.ts';
import { replyRules } from '../rules/talk.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** What became of the things the employee asked for: adopted, or why not, in writing (C5). */
export const replyToAnswer = (
  { replies }: CommandOf<'ReplyToAnswer'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'DRAFT');
  if (!stage.ok) return stage;
  const { answer } = stage.value.talk;
  if (answer === undefined) return refuse('C5.noAnswer', '/talk');
  const results = replyRules(replies, answer);
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'AnswerReplied', replies }]);
};
