import { ok, type Result } from '../kernel/result.ts';
import type { ContentAmendment } from './amendment.ts';
import { type PlanError, refuse, unknownPart } from './errors.ts';
import { atStage } from './stage.ts';
import type { ActivePlan, FinalReviewPlan, Plan } from './state.ts';

/** The open amendment of a plan's content at a step of its way; or why there is none (J1). */
export const amendmentAt = <Status extends ContentAmendment['status']>(
  plan: Plan,
  status: Status,
): Result<
  {
    readonly plan: ActivePlan | FinalReviewPlan;
    readonly amendment: Extract<ContentAmendment, { readonly status: Status }>;
  },
  PlanError
> => {
  const stage = atStage(plan, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const { amendment } = stage.value;
  if (amendment === undefined || amendment.kind === 'MANAGER_CHANGE')
    return unknownPart('amendment');
  return amendment.status === status
    ? ok({
        plan: stage.value,
        amendment: amendment as Extract<ContentAmendment, { readonly status: Status }>,
      })
    : refuse('J1.state', '/amendment', { step: amendment.status });
};
