import { addWorkingDays } from '../../calendar/working-days.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * After the diagnosis talk, shows the draft to the employee, who has the policy's working days to
 * answer (C5). Sharing again, after changes, opens a new window; earlier answers stay.
 */
export const shareDraft = (
  { talkHeldOn }: CommandOf<'ShareDraft'>,
  before: Plan,
  { today, calendar, policy }: Context,
): Decision => {
  const stage = atStage(before, 'DRAFT');
  if (!stage.ok) return stage;
  if (talkHeldOn > today) return refuse('C5.talkDate', '/talkHeldOn');
  const replyBy = addWorkingDays(calendar, today, policy.talk.replyWD);
  return ok([{ type: 'DraftShared', talkHeldOn, replyBy }]);
};
