import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart } from '../errors.ts';
import { checkInOf } from '../meetings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR takes a check-in out of the count, with a reason (K6). */
export const excuseCheckIn = (
  { plannedOn, reason }: CommandOf<'ExcuseCheckIn'>,
  before: Plan,
  { calendar }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const meeting = checkInOf(stage.value, plannedOn, calendar);
  if (meeting === undefined) return unknownPart('checkIn');
  const { status } = meeting.state;
  return status === 'PLANNED' || status === 'MISSED'
    ? ok([{ type: 'CheckInExcused', plannedOn, reason }])
    : refuse('I1.state', '/plannedOn', { state: status });
};
