import { standingsOf } from './progress.ts';
import type { GoalStanding } from './records.ts';
import {
  allGoalsMet,
  type ClosingContext,
  checkInRatio,
  checkpointsHeld,
  enoughData,
  finalMeetingHeld,
  supportDelivered,
} from './rules/closing.ts';
import type { RuleResult } from './rules/findings.ts';
import type { RunningPlan } from './state.ts';

/** "If it ended today": where the goals stand and what would be missing. */
export interface CloseReadiness {
  readonly standings: readonly GoalStanding[];
  /** What stands in the way of MET. */
  readonly met: readonly RuleResult[];
  /** What stands in the way of NOT_MET, each with its rule, its source and who owes it. */
  readonly notMet: readonly RuleResult[];
}

/**
 * What would be missing if a plan ended today, at any time of its life, by the very rules that judge
 * the outcome (K2, K4 to K8). The final meeting can only be missing once the final review has begun.
 */
export const closeReadiness = (plan: RunningPlan, context: ClosingContext): CloseReadiness => {
  const standings = standingsOf(plan, context.records, context.today, context.calendar, true);
  return {
    standings,
    met: allGoalsMet(standings),
    notMet: [
      ...enoughData(plan, standings),
      ...supportDelivered(plan),
      ...checkInRatio(plan, context),
      ...checkpointsHeld(plan, context),
      ...(plan.status === 'FINAL_REVIEW' ? finalMeetingHeld(plan, context) : []),
    ],
  };
};
