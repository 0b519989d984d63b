import type { WorkCalendar } from '../../calendar/working-days.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { MemberId } from '../../kernel/ids.ts';
import type { Policy } from '../../tenant/policy.ts';
import type { PlanContent } from '../content.ts';
import type { CitedObservation } from '../observation.ts';
import type { PastPause } from '../pauses.ts';
import { actionRules } from './actions.ts';
import { causeRules } from './causes.ts';
import { scheduleRules } from './dates.ts';
import { evidenceRules } from './evidence.ts';
import type { RuleResult } from './findings.ts';
import { gapRules } from './gaps.ts';
import { goalRules } from './goals.ts';
import { contentByJurisdiction, type JurisdictionFact } from './jurisdiction.ts';
import { supportRules } from './supports.ts';
import { targetWarnings } from './targets.ts';
import { contentWording } from './wording.ts';

/** What a content is judged on. */
export interface ContentContext {
  readonly policy: Policy;
  /** Working days at the employee's site. */
  readonly calendar: WorkCalendar;
  /** At the employee's site. */
  readonly today: CivilDate;
  readonly employeeId: MemberId;
  /** What was noted of the employee in daily work; evidence may cite it (B3, B4). */
  readonly observations?: readonly CitedObservation[];
  /** Times that do not count for distances (G1, G4); none when left out. */
  readonly pauses?: readonly PastPause[];
  /** What HR recorded for the law of the place. */
  readonly jurisdiction?: readonly JurisdictionFact[];
}

/**
 * Everything that the content of a plan is judged by (B1 to B6, B8, C1, C3, C4, D1 to D9, D11,
 * D12, E1 to E5, F1 to F3, G1, G2, G4 to G6, Q3): at submit, at approval, and while it is being written. Expects the shape
 * that the types give: closed words, dates that exist.
 */
export const contentRules = (
  content: PlanContent,
  {
    policy,
    calendar,
    today,
    employeeId,
    observations = [],
    jurisdiction = [],
    pauses = [],
  }: ContentContext,
): readonly RuleResult[] => [
  ...gapRules(content, policy, today),
  ...evidenceRules(content, observations, today),
  ...causeRules(content),
  ...goalRules(content, policy, calendar),
  ...targetWarnings(content),
  ...contentWording(content),
  ...actionRules(content),
  ...supportRules(content, employeeId),
  ...scheduleRules(content.schedule, policy, calendar, pauses),
  ...contentByJurisdiction(content, policy, jurisdiction),
];
