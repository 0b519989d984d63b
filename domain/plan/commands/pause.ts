import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * HR stops the clock from today on, for a reason of the list (J6); nobody else can. An amendment of the
 * content that is open lapses: its dates are those of a plan that was not paused.
 */
export const pause = (
  { reason, note }: CommandOf<'Pause'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE');
  if (!stage.ok) return stage;
  const { amendment } = stage.value;
  const paused = { type: 'PlanPaused', on: today, reason, note } as const;
  return amendment === undefined || amendment.kind === 'MANAGER_CHANGE'
    ? ok([paused])
    : ok([{ type: 'AmendmentLapsed' }, paused]);
};
