import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { meetingRecordRules } from '../rules/running.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Records the final meeting (K8). */
export const holdFinalMeeting = (
  { type: _, ...held }: CommandOf<'HoldFinalMeeting'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const results = meetingRecordRules(held, stage.value.review.begunOn, today);
  return isNonEmpty(results) ? violated(results) : ok([{ type: 'FinalMeetingHeld', ...held }]);
};
