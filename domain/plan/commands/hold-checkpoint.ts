import { addWorkingDays } from '../../calendar/working-days.ts';
import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { RecordContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart, violated } from '../errors.ts';
import { checkpointOf } from '../meetings.ts';
import { standingsOf } from '../progress.ts';
import { lastDayToHold } from '../rules/meetings.ts';
import { RATE_WD } from '../rules/ratings.ts';
import { correctionRules, meetingRecordRules } from '../rules/running.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Holds an interim checkpoint and freezes where every goal stands: the interim report (G10, I4). */
export const holdCheckpoint = (
  { type: _, ...held }: CommandOf<'HoldCheckpoint'>,
  before: Plan,
  { calendar, today, records }: RecordContext,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const meeting = checkpointOf(plan, held.checkpointId, calendar);
  if (meeting === undefined) return unknownPart('checkpoint');
  const { status } = meeting.state;
  const open =
    status === 'PLANNED' ||
    (status === 'MISSED' && held.heldOn <= lastDayToHold(meeting.dueOn, calendar));
  if (!open) return refuse('I1.state', '/checkpointId', { state: status });
  const goals = standingsOf(plan, records, held.heldOn, calendar);
  const results = [
    ...meetingRecordRules(held, plan.activation.startOn, today),
    ...correctionRules(goals, held.feedback),
  ];
  return isNonEmpty(results)
    ? violated(results)
    : ok([
        {
          type: 'CheckpointHeld',
          ...held,
          goals,
          rateBy: addWorkingDays(calendar, today, RATE_WD),
        },
      ]);
};
