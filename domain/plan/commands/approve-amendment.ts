import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import { amendmentKindOf } from '../content-changes.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { amendmentAt } from '../open-amendment.ts';
import { memberOf } from '../parts.ts';
import { amendmentRules } from '../rules/amendments.ts';
import { sameContent } from '../rules/delivery.ts';
import { passGate } from '../rules/findings.ts';
import { approverRules } from '../rules/people.ts';
import type { Plan } from '../state.ts';

/** HR approves the very content that was proposed, by nobody who proposed it (J1, A3, H1). */
export const approveAmendment = (
  { contentHash, accepted }: CommandOf<'ApproveAmendment'>,
  before: Plan,
  context: Context,
): Decision => {
  const open = amendmentAt(before, 'PROPOSED');
  if (!open.ok) return open;
  const { plan, amendment } = open.value;
  const by = memberOf(context.actor, plan);
  const results = [
    ...sameContent(contentHash, amendment.contentHash),
    ...approverRules({ ...plan, authorId: amendment.proposedBy }, by),
    ...amendmentRules(plan, amendment, amendmentKindOf(plan.content, amendment.content), context),
  ];
  const gate = passGate(results, plan.submission.policy, accepted, by, plan.accepted);
  return gate.ok
    ? ok([{ type: 'AmendmentApproved', contentHash, accepted: gate.value }])
    : violated(gate.error);
};
