import type { WorkCalendar } from '../../calendar/working-days.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { MemberId } from '../../kernel/ids.ts';
import type { Policy } from '../../tenant/policy.ts';
import type { PlanContent } from '../content.ts';
import { actionRules } from './actions.ts';
import { causeRules } from './causes.ts';
import { scheduleRules } from './dates.ts';
import type { RuleResult } from './findings.ts';
import { gapRules } from './gaps.ts';
import { goalRules } from './goals.ts';
import { supportRules } from './supports.ts';

/** What a content is judged on. */
export interface ContentContext {
  readonly policy: Policy;
  /** Working days at the employee's site. */
  readonly calendar: WorkCalendar;
  /** At the employee's site. */
  readonly today: CivilDate;
  readonly employeeId: MemberId;
}

/**
 * Everything that the content of a plan is judged by (B1 to B3, C1, C3, C4, D1 to D6, E1, E2, F1 to
 * F3, G1, G2, G4 to G6): at submit, at approval, and while it is being written. Expects the shape
 * that the types give: closed words, dates that exist.
 */
export const contentRules = (
  content: PlanContent,
  { policy, calendar, today, employeeId }: ContentContext,
): readonly RuleResult[] => [
  ...gapRules(content, policy, today),
  ...causeRules(content),
  ...goalRules(content, policy, calendar),
  ...actionRules(content),
  ...supportRules(content, employeeId),
  ...scheduleRules(content.schedule, policy, calendar),
];
