import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { runningSupport } from '../parts.ts';
import type { Plan } from '../state.ts';

/** HR gives up a promise, with a reason that the employee sees (F6). */
export const waiveSupport = (
  { supportId, reason }: CommandOf<'WaiveSupport'>,
  before: Plan,
  { actor, today }: Context,
): Decision => {
  const found = runningSupport(before, supportId, actor);
  if (!found.ok) return found;
  const { status } = found.value.state;
  return status === 'PROMISED' || status === 'SCHEDULED' || status === 'DISPUTED'
    ? ok([{ type: 'SupportWaived', supportId, on: today, reason }])
    : refuse('F6.state', '/supportId', { state: status });
};
