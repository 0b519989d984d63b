import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { receiptSentence } from '../receipt.ts';
import { disagreementStated, maySign, sameContent, timeToRead } from '../rules/delivery.ts';
import { passGate } from '../rules/findings.ts';
import { isBlank } from '../rules/text.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * The employee signs for the served text, agreeing or not (H1, H4, H6, H7); also later, after a refusal
 * or silence, while the plan runs. Words that come with agreement are a statement like any other (H8).
 */
export const acknowledge = (
  command: CommandOf<'Acknowledge'>,
  before: Plan,
  { now, today }: Context,
): Decision => {
  const stage = atStage(before, 'PRESENTED', 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { kind, contentHash, statement = null } = command;
  const results = [
    ...maySign(plan.acknowledgements),
    ...sameContent(contentHash, plan.submission.contentHash),
    ...disagreementStated(command),
  ];
  if (isNonEmpty(results)) return violated(results);
  const { policy } = plan.submission;
  const gate = passGate(
    timeToRead(plan, now),
    policy,
    command.accepted ?? [],
    plan.employeeId,
    plan.accepted,
  );
  if (!gate.ok) return violated(gate.error);
  const early = gate.value.length === 0 ? {} : { accepted: gate.value };
  const signed = { at: now, on: today, contentHash, sentence: receiptSentence(plan.language) };
  if (kind === 'DISAGREED')
    return ok([
      { type: 'PlanAcknowledged', acknowledgement: { ...signed, kind, statement }, ...early },
    ]);
  const acknowledged = {
    type: 'PlanAcknowledged',
    acknowledgement: { ...signed, kind },
    ...early,
  } as const;
  return statement === null || isBlank(statement)
    ? ok([acknowledged])
    : ok([acknowledged, { type: 'StatementMade', text: statement }]);
};
