import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import { appealIsOpen } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { hearingRules, namedRules } from '../rules/appeal.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The decider writes down the hearing: when, who was there, what each of them said (L5). */
export const hearAppeal = (
  { type: _, ...hearing }: CommandOf<'HearAppeal'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN');
  if (!stage.ok) return stage;
  const plan = stage.value;
  if (!appealIsOpen(plan)) return unknownPart('appeal');
  const results = [...namedRules(plan, context.actor), ...hearingRules(hearing, plan, context)];
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'AppealHeard', ...hearing }]);
};
