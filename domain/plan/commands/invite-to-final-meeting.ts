import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Records an invitation to the final meeting with its proof; two stand in for the meeting (K8). */
export const inviteToFinalMeeting = (
  { invitedOn, channel, proof }: CommandOf<'InviteToFinalMeeting'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const { begunOn, invitedOn: earlier } = stage.value.review;
  if (invitedOn > today || invitedOn < begunOn)
    return refuse('I1.future', '/invitedOn', { from: begunOn, to: today });
  return earlier.includes(invitedOn)
    ? refuse('K8.sameDay', '/invitedOn', { date: invitedOn })
    : ok([{ type: 'FinalInvitationRecorded', invitedOn, channel, proof }]);
};
