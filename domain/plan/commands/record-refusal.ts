import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { mayRecord } from '../rules/delivery.ts';
import { witnessRules } from '../rules/people.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * The employee refused to sign, before a witness (A5). The plan can start; nothing else follows: a
 * refusal is no misconduct (H9), and the employee may still sign later (H4).
 */
export const recordRefusal = (
  { witness }: CommandOf<'RecordRefusal'>,
  before: Plan,
  { now, today, actor }: Context,
): Decision => {
  const stage = atStage(before, 'PRESENTED');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const results = [...mayRecord(plan.acknowledgements), ...witnessRules(witness, plan, now)];
  if (isNonEmpty(results)) return violated(results);
  return ok([
    {
      type: 'PlanAcknowledged',
      acknowledgement: {
        kind: 'REFUSED',
        at: now,
        on: today,
        contentHash: plan.submission.contentHash,
        witness,
        recordedBy: memberOf(actor, plan),
      },
    },
  ]);
};
