import { standingsOf } from './progress.ts';
import type { GoalStanding } from './records.ts';
import {
  allGoalsMet,
  type ClosingContext,
  checkInRatio,
  checkpointsHeld,
  disagreementAnswered,
  enoughData,
  finalMeetingHeld,
  noSurprise,
  stillProven,
  supportDelivered,
} from './rules/closing.ts';
import { extensionDecided, supportInTime } from './rules/closing-changes.ts';
import type { RuleResult } from './rules/findings.ts';
import { knownToManager, lateChange } from './rules/handover.ts';
import { referralByJurisdiction } from './rules/jurisdiction.ts';
import { withOverrides } from './rules/overrides.ts';
import { longPause } from './rules/pauses.ts';
import type { RunningPlan } from './state.ts';

/** "If it ended today": where the goals stand and what would be missing. */
export interface CloseReadiness {
  readonly standings: readonly GoalStanding[];
  /** What stands in the way of MET. */
  readonly met: readonly RuleResult[];
  /** What stands in the way of NOT_MET, each with its rule, its source and who owes it. */
  readonly notMet: readonly RuleResult[];
  /** What speaks for cancelling, extending or waiting, without standing in the way. */
  readonly hints: readonly RuleResult[];
  /** What a referral for a separation review would lack besides, under the plan's packs (K11). */
  readonly referral: readonly RuleResult[];
}

/** K2: a goal that is still to be reached is the employee's, by the day it is due. */
const goalsToMeet = (
  plan: RunningPlan,
  standings: readonly GoalStanding[],
): readonly RuleResult[] =>
  plan.content.goals.flatMap((goal, index) =>
    allGoalsMet(standings)
      .filter(({ path }) => path === `/goals/${index}`)
      .map((result) => ({
        ...result,
        owedBy: { role: 'employee', memberId: plan.employeeId, dueBy: goal.dueOn },
      })),
  );

/** What has no day of its own is owed by the end of the plan. */
const dueByEnd = (result: RuleResult, { content }: RunningPlan): RuleResult =>
  result.owedBy === undefined || result.owedBy.dueBy !== undefined
    ? result
    : { ...result, owedBy: { ...result.owedBy, dueBy: content.schedule.endOn } };

/**
 * What would be missing if a plan ended today, at any time of its life, by the very rules that judge
 * the outcome (K2, K4 to K8, H10, I7), each with its source, who owes it and by when. The final meeting can only be missing once the final review has begun.
 */
export const closeReadiness = (plan: RunningPlan, context: ClosingContext): CloseReadiness => {
  const standings = standingsOf(plan, context.records, context.today, context.calendar, true);
  const missing = withOverrides(
    [
      ...enoughData(plan, standings),
      ...supportDelivered(plan),
      ...checkInRatio(plan, context),
      ...checkpointsHeld(plan, context),
      ...extensionDecided(plan),
      ...supportInTime(plan),
      ...knownToManager(plan),
      ...disagreementAnswered(plan, context),
      ...noSurprise(plan, standings),
      ...(plan.status === 'FINAL_REVIEW' ? finalMeetingHeld(plan, context) : []),
    ].map((result) => dueByEnd(result, plan)),
    plan.status === 'FINAL_REVIEW' ? plan.review.overrides : [],
  );
  return {
    standings,
    met: [
      ...goalsToMeet(plan, standings),
      ...[
        ...(plan.status === 'FINAL_REVIEW' ? stillProven(plan, standings, context) : []),
        ...extensionDecided(plan),
      ].map((result) => dueByEnd(result, plan)),
    ],
    notMet: missing.filter(({ severity }) => severity === 'E'),
    hints: [
      ...missing.filter(({ severity }) => severity !== 'E'),
      ...(plan.status === 'PAUSED' ? longPause(plan, context.today) : []),
      ...(plan.managerSince === undefined ? [] : lateChange(plan, plan.managerSince)),
    ],
    referral: referralByJurisdiction(
      plan.content,
      plan.submission.policy,
      plan.jurisdiction ?? [],
    ).map((result) => ({
      ...result,
      owedBy: { role: 'hr', memberId: plan.hrOwnerId, dueBy: plan.content.schedule.endOn },
    })),
  };
};
