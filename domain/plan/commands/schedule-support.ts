import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { runningSupport } from '../parts.ts';
import type { Plan } from '../state.ts';

/** Names the day on which a promised support will be given. */
export const scheduleSupport = (
  { supportId, on }: CommandOf<'ScheduleSupport'>,
  before: Plan,
  { actor, today }: Context,
): Decision => {
  const found = runningSupport(before, supportId, actor);
  if (!found.ok) return found;
  const { status } = found.value.state;
  if (status !== 'PROMISED' && status !== 'SCHEDULED')
    return refuse('F5.state', '/supportId', { state: status });
  return on < today
    ? refuse('F5.date', '/on', { from: today })
    : ok([{ type: 'SupportScheduled', supportId, on }]);
};
