import { isNonEmpty } from '../kernel/non-empty.ts';
import { ok } from '../kernel/result.ts';
import type { AmendmentAnswer, ContentAmendment, ServedAmendment } from './amendment.ts';
import { effectOf } from './amendment-effect.ts';
import type { Context } from './context.ts';
import type { Decision } from './decision.ts';
import { violated } from './errors.ts';
import type { PlanEvent } from './events.ts';
import { datedAhead } from './rules/amendments.ts';
import type { RuleResult } from './rules/findings.ts';
import type { RunningPlan } from './state.ts';

/**
 * What follows from the employee's answer. Agreement always takes effect. Any other answer confirms
 * receipt, as for the plan itself (H4), and takes effect too, unless the amendment makes a goal harder
 * (D10) or lives of both sides agreeing: then it is rejected.
 */
export const answerAmendment = (
  plan: RunningPlan,
  amendment: ContentAmendment & ServedAmendment,
  answer: AmendmentAnswer,
  results: readonly RuleResult[],
  { today, calendar }: Pick<Context, 'today' | 'calendar'>,
  ...more: readonly PlanEvent[]
): Decision => {
  const needsAgreement = amendment.harder || amendment.path === 'LIGHT';
  const takesEffect = answer.kind === 'AGREED' || !needsAgreement;
  const all = [...results, ...(takesEffect ? datedAhead(plan, amendment.content, today) : [])];
  if (isNonEmpty(all)) return violated(all);
  return ok([
    { type: 'AmendmentAcknowledged', answer },
    ...more,
    takesEffect
      ? effectOf(plan, amendment, today, calendar)
      : ({ type: 'AmendmentRejected' } as const),
  ]);
};
