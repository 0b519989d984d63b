import { ok } from '../../kernel/result.ts';
import { policyOfEnded } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { passGate } from '../rules/findings.ts';
import { relapseRules } from '../rules/sustain.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** A gap of the plan came back inside the window (M2); HR decides what follows. */
export const recordRelapse = (
  command: CommandOf<'RecordRelapse'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'SUSTAIN');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { gapId, occurredOn, fact, accepted } = command;
  if (!plan.content.gaps.some(({ id }) => id === gapId)) return unknownPart('gap');
  const by = memberOf(context.actor, plan);
  const gate = passGate(relapseRules(command, plan, context), policyOfEnded(plan), accepted, by);
  if (!gate.ok) return violated(gate.error);
  return ok([{ type: 'RelapseRecorded', gapId, occurredOn, fact, accepted: gate.value }]);
};
