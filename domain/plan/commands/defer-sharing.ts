import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { isBlank } from '../rules/text.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * HR puts off sharing the draft, with a reason that is printed (C5). Once the draft was shared the
 * employee's time to answer cannot be taken back.
 */
export const deferSharing = (
  { reason }: CommandOf<'DeferSharing'>,
  before: Plan,
  { actor }: Context,
): Decision => {
  const stage = atStage(before, 'DRAFT');
  if (!stage.ok) return stage;
  const plan = stage.value;
  if (plan.talk.status !== 'NOT_SHARED') return refuse('C5.shared', '/talk');
  if (isBlank(reason)) return refuse('C5.reason', '/reason');
  return ok([{ type: 'SharingDeferred', reason, by: memberOf(actor, plan) }]);
};
