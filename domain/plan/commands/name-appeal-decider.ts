import { ok } from '../../kernel/result.ts';
import { appealIsOpen, policyOfEnded } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { LineContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { deciderRules } from '../rules/appeal.ts';
import { passGate } from '../rules/findings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR names who hears and decides the appeal (A4, L2); somebody else again as long as it is open. */
export const nameAppealDecider = (
  { memberId, accepted }: CommandOf<'NameAppealDecider'>,
  before: Plan,
  context: LineContext,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN');
  if (!stage.ok) return stage;
  const plan = stage.value;
  if (!appealIsOpen(plan)) return unknownPart('appeal');
  const by = memberOf(context.actor, plan);
  const gate = passGate(deciderRules(memberId, plan, context), policyOfEnded(plan), accepted, by);
  if (!gate.ok) return violated(gate.error);
  return ok([{ type: 'AppealDeciderNamed', deciderId: memberId, accepted: gate.value }]);
};
