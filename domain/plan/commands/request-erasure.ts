import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, violated } from '../errors.ts';
import { erasureRules } from '../rules/records.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The first of two people asks for a plan to be erased, once its time is over (N3, N4, N5). */
export const requestErasure = (
  _command: CommandOf<'RequestErasure'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'ARCHIVED');
  if (!stage.ok) return stage;
  if (stage.value.erasure !== undefined) return refuse('N5.requested', '');
  const results = erasureRules(stage.value, context);
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'ErasureRequested' }]);
};
