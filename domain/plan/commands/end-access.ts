import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import type { PlanEvent } from '../events.ts';
import { living } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * Somebody who was let in has left the company (O1). They saw nothing more from that moment on; the
 * record says so, and nobody who comes back finds a door open.
 */
export const endAccess = (
  { memberId }: CommandOf<'EndAccess'>,
  before: Plan,
  _context: Context,
): Decision => {
  const plan = living(before);
  if (!plan.ok) return plan;
  const events = plan.value.grants
    .filter((grant) => grant.memberId === memberId)
    .map(({ seq, as }): PlanEvent => ({ type: 'AccessEnded', grant: seq, memberId, as }));
  return isNonEmpty(events) ? ok(events) : unknownPart('grant');
};
