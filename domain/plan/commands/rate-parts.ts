import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart, violated } from '../errors.ts';
import { checkpointOf } from '../meetings.ts';
import { capacityOf } from '../parts.ts';
import { ratingRules } from '../rules/ratings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Employee and manager each say of every action and support how it went and whether it works (E6). */
export const rateParts = (
  { checkpointId, ratings }: CommandOf<'RateParts'>,
  before: Plan,
  { actor, calendar }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const meeting = checkpointOf(plan, checkpointId, calendar);
  if (meeting === undefined) return unknownPart('checkpoint');
  const from = capacityOf(actor) === 'employee' ? 'employee' : 'manager';
  const state = plan.running.checkpoints[checkpointId];
  if (state?.status !== 'HELD' || state.ratedBy?.includes(from) === true)
    return refuse('E6.state', '/checkpointId');
  const results = ratingRules(plan.content, ratings);
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'PartsRated', checkpointId, from, ratings }]);
};
