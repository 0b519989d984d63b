import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { RecordContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { capacityOf, memberOf } from '../parts.ts';
import { outcomeFindings } from '../rules/closing.ts';
import { passGate } from '../rules/findings.ts';
import { withoutProtectedFacts } from '../rules/jurisdiction.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The manager proposes how the plan ends, with reasons per goal (K1 to K9). */
export const proposeOutcome = (
  { outcome, nextStep, reasons, accepted }: CommandOf<'ProposeOutcome'>,
  before: Plan,
  context: RecordContext,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const by = memberOf(context.actor, plan);
  const proposal = { outcome, nextStep, reasons };
  const results = withoutProtectedFacts(
    capacityOf(context.actor),
    outcomeFindings(plan, proposal, context),
  );
  const gate = passGate(results, plan.submission.policy, accepted, by);
  if (!gate.ok) return violated(gate.error);
  return ok([
    {
      type: 'OutcomeProposed',
      proposal: { ...proposal, at: context.now, by, accepted: gate.value },
    },
  ]);
};
