import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, violated } from '../errors.ts';
import { notFrozen } from '../rules/appeal.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * HR notes that what was decided to follow has begun. Nothing here does it: a separation review
 * stays a referral that people carry out, and it is blocked while an appeal is open (K11).
 */
export const beginNextStep = (
  { note }: CommandOf<'BeginNextStep'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN', 'ARCHIVED');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { closing } = plan;
  if (closing.outcome === 'CANCELLED') return refuse('K11.noNextStep', '');
  const results = notFrozen(plan);
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'NextStepBegun', on: today, nextStep: closing.nextStep, note }]);
};
