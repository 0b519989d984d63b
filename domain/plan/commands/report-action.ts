import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Says how far an action step is, with a fact. */
export const reportAction = (
  { actionId, done, fact }: CommandOf<'ReportAction'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  return stage.value.content.actions.some((action) => action.id === actionId)
    ? ok([{ type: 'ActionReported', actionId, done, fact, on: today }])
    : unknownPart('action');
};
