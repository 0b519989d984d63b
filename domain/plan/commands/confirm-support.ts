import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { runningSupport } from '../parts.ts';
import type { Plan } from '../state.ts';

/** The employee confirms that a support arrived (F5). */
export const confirmSupport = (
  { supportId }: CommandOf<'ConfirmSupport'>,
  before: Plan,
  { actor, today }: Context,
): Decision => {
  const found = runningSupport(before, supportId, actor);
  if (!found.ok) return found;
  const { status } = found.value.state;
  return status === 'DELIVERED' || status === 'DISPUTED'
    ? ok([{ type: 'SupportConfirmed', supportId, on: today }])
    : refuse('F5.state', '/supportId', { state: status });
};
