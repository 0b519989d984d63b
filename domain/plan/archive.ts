import { addDays, type CivilDate, latest } from '../kernel/civil-date.ts';
import type { Policy } from '../tenant/policy.ts';
import type { Closing, EndedPlan, FinalReviewPlan } from './state.ts';

/** Whether an objection waits for its decision: nothing that follows from the outcome may go on (K11). */
export const appealIsOpen = ({ appeal }: Pick<EndedPlan, 'appeal'>): boolean =>
  appeal?.status === 'LODGED' || appeal?.status === 'HEARD';

/** The policy that a plan was submitted under; there is no appeal and no success without one. */
export const policyOfEnded = ({ before }: Pick<EndedPlan, 'before'>): Policy =>
  (before as FinalReviewPlan).submission.policy;

/** Last day for an appeal. What owes none is in the archive as soon as it is closed. */
export const appealWindowOf = ({ appealUntil }: Pick<Closing, 'appealUntil'>): CivilDate =>
  appealUntil as CivilDate;

/** Whether a plan that was closed goes on to be sustained (M1). */
export const isToSustain = ({ closing }: Pick<EndedPlan, 'closing'>): boolean =>
  closing.outcome !== 'CANCELLED' && closing.nextStep === 'SUSTAIN';

/**
 * The day on which a plan goes to the archive: the day after its appeal window and, when it is
 * sustained, after that window too. `undefined` while an appeal is open, or a window still to begin.
 */
export const archivesOn = (plan: EndedPlan): CivilDate | undefined => {
  const { closing } = plan;
  if (plan.status === 'ARCHIVED' || appealIsOpen(plan)) return undefined;
  if (plan.status === 'CLOSED' && isToSustain(plan)) return undefined;
  const { appealUntil } = closing;
  const afterAppeal = appealUntil === undefined ? closing.on : addDays(appealUntil, 1);
  return plan.status === 'SUSTAIN'
    ? latest(afterAppeal, addDays(plan.sustain.endsOn, 1))
    : afterAppeal;
};
