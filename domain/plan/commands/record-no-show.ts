import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart } from '../errors.ts';
import { openMeetings } from '../meetings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The manager was there, the employee was not: missed, and not at the manager's expense (K6). */
export const recordNoShow = (
  { plannedOn }: CommandOf<'RecordNoShow'>,
  before: Plan,
  { calendar, today }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const meeting = openMeetings(stage.value, calendar).find(
    (one) => one.kind === 'checkIn' && one.plannedOn === plannedOn,
  );
  if (meeting === undefined) return unknownPart('checkIn');
  return today < meeting.dueOn
    ? refuse('I1.future', '/plannedOn', { from: meeting.dueOn, to: today })
    : ok([{ type: 'CheckInMissed', plannedOn, by: 'employee' }]);
};
