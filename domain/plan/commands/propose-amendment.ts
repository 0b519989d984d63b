import { addWorkingDays } from '../../calendar/working-days.ts';
import { ok } from '../../kernel/result.ts';
import { contentHash } from '../canonical.ts';
import type { CommandOf } from '../command.ts';
import { amendmentKindOf } from '../content-changes.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated, wrongStatus } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { amendmentRules, noneOpen } from '../rules/amendments.ts';
import { passGate } from '../rules/findings.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * Proposes another content of a plan that runs (J1). What asks for more or gives less goes to HR
 * first; what helps goes to the employee at once. After the last day only more time can be proposed,
 * in writing and before the closing (J2).
 */
export const proposeAmendment = (
  { kind, reason, extension, content, accepted }: CommandOf<'ProposeAmendment'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  if (plan.status === 'FINAL_REVIEW' && kind !== 'EXTENSION')
    return wrongStatus(plan.status, ['ACTIVE']);
  const { policy } = plan.submission;
  const needs = amendmentKindOf(plan.content, content);
  const results = [
    ...noneOpen(plan),
    ...amendmentRules(
      plan,
      { kind, content, ...(extension === undefined ? {} : { extension }) },
      needs,
      context,
    ),
  ];
  const by = memberOf(context.actor, plan);
  const gate = passGate(results, policy, accepted, by, plan.accepted);
  if (!gate.ok) return violated(gate.error);
  const { path, harder, burdens } = needs;
  return ok([
    {
      type: 'AmendmentProposed',
      kind,
      path,
      harder,
      burdens,
      reason,
      ...(kind === 'EXTENSION' && extension !== undefined ? { extension } : {}),
      content,
      contentHash: contentHash(content, context.hash),
      ...(path === 'LIGHT'
        ? { ackBy: addWorkingDays(context.calendar, context.today, policy.ack.windowWD) }
        : {}),
      accepted: gate.value,
    },
  ]);
};
