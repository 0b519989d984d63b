import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { runningSupport } from '../parts.ts';
import type { Plan } from '../state.ts';

/** HR's finding on a disputed support (K4). */
export const resolveSupportDispute = (
  { supportId, finding, reason }: CommandOf<'ResolveSupportDispute'>,
  before: Plan,
  { actor }: Context,
): Decision => {
  const found = runningSupport(before, supportId, actor);
  if (!found.ok) return found;
  const { status } = found.value.state;
  return status === 'DISPUTED'
    ? ok([{ type: 'SupportDisputeResolved', supportId, finding, reason }])
    : refuse('F5.state', '/supportId', { state: status });
};
