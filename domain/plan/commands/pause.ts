import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR stops the clock from today on, for a reason of the list (J6); nobody else can. */
export const pause = (
  { reason, note }: CommandOf<'Pause'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE');
  return stage.ok ? ok([{ type: 'PlanPaused', on: today, reason, note }]) : stage;
};
