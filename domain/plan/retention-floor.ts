import { retentionFloorOf } from '../tenant/packs/packs.ts';
import { openPart } from './stage.ts';
import type { Plan } from './state.ts';

/**
 * N3: the fewest days that a plan's packs have its records kept, from the moment at which its
 * retention starts: the end of the employment where that is on record, else the outcome.
 */
export const retentionFloorDaysOf = (plan: Plan): number => {
  const open = openPart(plan);
  if (!('submission' in open)) return 0;
  const { afterCloseDays, afterEmploymentDays } = retentionFloorOf(open.submission.policy);
  const employmentEnded = 'employmentEndOn' in plan && plan.employmentEndOn !== undefined;
  return employmentEnded ? Math.max(afterCloseDays, afterEmploymentDays) : afterCloseDays;
};
