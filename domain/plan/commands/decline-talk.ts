import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { openForAnswer } from '../rules/talk.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee does not want to answer the draft (C5); that is a right, and no refusal to sign. */
export const declineTalk = (
  _command: CommandOf<'DeclineTalk'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'DRAFT');
  if (!stage.ok) return stage;
  const results = openForAnswer(stage.value.talk, ['SHARED']);
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'TalkDeclined' }]);
};
