import type { NonEmpty } from '../kernel/non-empty.ts';
import { ok, type Result } from '../kernel/result.ts';
import { type PlanError, wrongStatus } from './errors.ts';
import type { EndedPlan, ErasedPlan, OpenPlan, Plan, RunningPlan } from './state.ts';
import { PLAN_STATUSES, type PlanStatus } from './vocabulary.ts';

/** The plan at one of the allowed stages, or the refusal that names them. */
export const atStage = <Status extends PlanStatus>(
  plan: Plan,
  ...allowed: NonEmpty<Status>
): Result<Extract<Plan, { readonly status: Status }>, PlanError> =>
  (allowed as readonly PlanStatus[]).includes(plan.status)
    ? ok(plan as Extract<Plan, { readonly status: Status }>)
    : wrongStatus(plan.status, allowed);

const LIVING = PLAN_STATUSES.filter((status) => status !== 'ERASED') as [PlanStatus];

/** The plan unless it is erased: of a plan without a word nothing is recorded any more (N5). */
export const living = (plan: Plan): Result<Exclude<Plan, ErasedPlan>, PlanError> =>
  plan.status === 'ERASED' ? wrongStatus(plan.status, LIVING) : ok(plan);

/** Whether the plan has an outcome. */
export const isEnded = (plan: Plan): plan is EndedPlan =>
  plan.status === 'CLOSED' || plan.status === 'SUSTAIN' || plan.status === 'ARCHIVED';

/** The plan as it stood before its outcome. */
export const openPart = (plan: Plan): OpenPlan | ErasedPlan => (isEnded(plan) ? plan.before : plan);

/** Whether nobody is manager for the time being, so that the HR owner stands in (A6). */
export const awaitsManager = (plan: Plan): boolean => runningPart(plan)?.vacancy !== undefined;

/** The plan as it runs or ran, or `undefined` when it never started. */
export const runningPart = (plan: Plan): RunningPlan | undefined => {
  const open = openPart(plan);
  return open.status === 'ACTIVE' || open.status === 'PAUSED' || open.status === 'FINAL_REVIEW'
    ? open
    : undefined;
};
