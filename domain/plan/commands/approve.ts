import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { capacityOf, memberOf } from '../parts.ts';
import { confidentialCausesFor } from '../rules/causes.ts';
import { contentRules } from '../rules/content.ts';
import { sameContent } from '../rules/delivery.ts';
import { passGate } from '../rules/findings.ts';
import { approverRules, secondReviewRules } from '../rules/people.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * HR approves the very content that was submitted (A3, H1). It is judged again under the policy it
 * was submitted with, since time has passed; warnings accepted at submit stay accepted.
 */
export const approve = (
  { contentHash, accepted }: CommandOf<'Approve'>,
  before: Plan,
  context: Context,
): Decision => {
  const { actor, calendar, today, capacityHealth = [] } = context;
  const stage = atStage(before, 'IN_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { content, employeeId, submission } = plan;
  const { policy } = submission;
  const by = memberOf(actor, plan);
  const results = [
    ...sameContent(contentHash, submission.contentHash),
    ...approverRules(plan, by),
    ...secondReviewRules(context.protectedEvent, by),
    ...contentRules(content, {
      policy,
      calendar,
      today,
      employeeId,
      observations: submission.observations ?? [],
      jurisdiction: plan.jurisdiction ?? [],
    }),
    ...confidentialCausesFor(capacityOf(actor), content, capacityHealth),
  ];
  const gate = passGate(results, policy, accepted, by, plan.accepted);
  return gate.ok
    ? ok([{ type: 'PlanApproved', contentHash, accepted: gate.value }])
    : violated(gate.error);
};
