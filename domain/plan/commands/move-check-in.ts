import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { checkInOf } from '../meetings.ts';
import { capacityOf } from '../parts.ts';
import { isMoveTooMany, moveRules } from '../rules/meetings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Moves a check-in to a later day; the manager's third move makes it missed instead (G7). */
export const moveCheckIn = (
  { plannedOn, to, reason }: CommandOf<'MoveCheckIn'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const meeting = checkInOf(plan, plannedOn, context.calendar);
  if (meeting === undefined) return unknownPart('checkIn');
  const results = moveRules(meeting, to, plan, context);
  if (isNonEmpty(results)) return violated(results);
  const movedBy = capacityOf(context.actor) === 'manager' ? 'manager' : 'other';
  return isMoveTooMany(meeting, movedBy)
    ? ok([{ type: 'CheckInMissed', plannedOn, by: 'manager' }])
    : ok([{ type: 'CheckInMoved', plannedOn, dueOn: to, movedBy, reason }]);
};
