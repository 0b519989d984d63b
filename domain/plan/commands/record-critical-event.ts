import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart } from '../errors.ts';
import { goalOf } from '../parts.ts';
import { isLateEntry } from '../rules/running.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Records a critical event; one written down long afterwards is marked as a late entry (I5). */
export const recordCriticalEvent = (
  { type: _, ...happened }: CommandOf<'RecordCriticalEvent'>,
  before: Plan,
  { today, calendar }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  if (happened.goalId !== undefined && goalOf(stage.value, happened.goalId) === undefined)
    return unknownPart('goal');
  const { occurredOn } = happened;
  if (occurredOn > today) return refuse('I5.future', '/occurredOn', { to: today });
  const lateEntry = isLateEntry(occurredOn, today, calendar);
  return ok([{ type: 'CriticalEventRecorded', ...happened, lateEntry }]);
};
