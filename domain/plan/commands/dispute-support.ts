import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { runningSupport } from '../parts.ts';
import type { Plan } from '../state.ts';

/** The employee says that a support did not arrive as promised; HR then finds (F5, K4). */
export const disputeSupport = (
  { supportId, reason }: CommandOf<'DisputeSupport'>,
  before: Plan,
  { actor }: Context,
): Decision => {
  const found = runningSupport(before, supportId, actor);
  if (!found.ok) return found;
  const { status } = found.value.state;
  return status === 'DELIVERED'
    ? ok([{ type: 'SupportDisputed', supportId, reason }])
    : refuse('F5.state', '/supportId', { state: status });
};
