import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart } from '../errors.ts';
import { checkInOf } from '../meetings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee notes what they want to raise; their part is open until the check-in is held (I1). */
export const prepareCheckIn = (
  { type: _, ...preparation }: CommandOf<'PrepareCheckIn'>,
  before: Plan,
  { calendar }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const meeting = checkInOf(stage.value, preparation.plannedOn, calendar);
  if (meeting === undefined) return unknownPart('checkIn');
  const { status } = meeting.state;
  return status === 'PLANNED'
    ? ok([{ type: 'CheckInPrepared', ...preparation }])
    : refuse('I1.state', '/plannedOn', { state: status });
};
