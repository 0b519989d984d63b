import type { NonEmpty } from '../kernel/non-empty.ts';
import { ok, type Result } from '../kernel/result.ts';
import { type PlanError, wrongStatus } from './errors.ts';
import type { OpenPlan, Plan, RunningPlan } from './state.ts';
import type { PlanStatus } from './vocabulary.ts';

/** The plan at one of the allowed stages, or the refusal that names them. */
export const atStage = <Status extends PlanStatus>(
  plan: Plan,
  ...allowed: NonEmpty<Status>
): Result<Extract<Plan, { readonly status: Status }>, PlanError> =>
  (allowed as readonly PlanStatus[]).includes(plan.status)
    ? ok(plan as Extract<Plan, { readonly status: Status }>)
    : wrongStatus(plan.status, allowed);

/** The plan as it runs or ran, or `undefined` when it never started. */
export const runningPart = (plan: Plan): RunningPlan | undefined => {
  const open: OpenPlan = plan.status === 'CLOSED' ? plan.before : plan;
  return open.status === 'ACTIVE' || open.status === 'FINAL_REVIEW' ? open : undefined;
};
