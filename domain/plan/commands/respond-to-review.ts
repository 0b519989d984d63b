import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee's answer to the final review; `null` is an explicit "none" (K8). */
export const respondToReview = (
  { text }: CommandOf<'RespondToReview'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  return stage.ok ? ok([{ type: 'FinalResponseRecorded', on: today, text }]) : stage;
};
