import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee answers or disputes a check-in record, until it is locked (I2). */
export const replyToCheckIn = (
  { plannedOn, kind, text }: CommandOf<'ReplyToCheckIn'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const state = stage.value.running.checkIns[plannedOn];
  if (state?.status !== 'HELD') return refuse('I2.notHeld', '/plannedOn');
  if (today > state.replyBy) return refuse('I2.locked', '/plannedOn', { until: state.replyBy });
  return ok([{ type: 'CheckInReplied', plannedOn, kind, text }]);
};
