import { addDays, type CivilDate, latest } from '../kernel/civil-date.ts';
import type { EndedPlan } from './state.ts';

/**
 * How long a record is kept, in days from the event that starts the clock (N3). A plan that failed
 * may be disputed when the employment ends; one that was issued in error has no reason to stay.
 */
const KEPT_DAYS = {
  MET: 365,
  /** A second plan may rest on it, so it lasts as long as one that was not met. */
  PARTLY_MET: 730,
  NOT_MET: 730,
  ISSUED_IN_ERROR: 90,
  /** Given up before the employee had it in hands: it never had an effect. */
  NEVER_SERVED: 90,
  CANCELLED: 365,
} as const;

/** N3: what the time is counted for. */
const reasonOf = ({ closing, before }: EndedPlan): keyof typeof KEPT_DAYS => {
  if (closing.outcome !== 'CANCELLED') return closing.outcome;
  if (closing.reason === 'ISSUED_IN_ERROR') return 'ISSUED_IN_ERROR';
  return 'delivery' in before ? 'CANCELLED' : 'NEVER_SERVED';
};

/**
 * N3: the first day on which a plan may be erased. The clock runs from the outcome or from the
 * decision of the last appeal, and for an outcome that can end an employment from the end of that
 * employment when it is later.
 *
 * @param floorDays fewest days that the jurisdiction asks for, from the same moment; 0 without one
 */
export const erasableOn = (plan: EndedPlan, floorDays = 0): CivilDate => {
  const { closing, appeal, employmentEndOn } = plan;
  const decided = latest(closing.on, appeal?.decision?.on ?? closing.on);
  const reason = reasonOf(plan);
  const endsEmployment =
    reason === 'NOT_MET' || (closing.outcome === 'CANCELLED' && closing.reason === 'LEFT');
  const from = endsEmployment ? latest(decided, employmentEndOn ?? decided) : decided;
  return addDays(from, Math.max(KEPT_DAYS[reason], floorDays));
};
