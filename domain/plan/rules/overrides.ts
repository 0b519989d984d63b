import type { WorkCalendar } from '../../calendar/working-days.ts';
import type { FinalReviewPlan, Override } from '../state.ts';
import type { OverridableRule } from '../vocabulary.ts';
import { roomForExtension } from './amendments.ts';
import { finding, type RuleResult } from './findings.ts';

/** K7: a checkpoint that did not take place is set aside only after more time was offered. */
export const overrideRules = (
  plan: FinalReviewPlan,
  ruleId: OverridableRule,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  const offered =
    plan.amendments.some(({ kind }) => kind === 'EXTENSION') || !roomForExtension(plan, calendar);
  return ruleId === 'K7' && !offered ? [finding('K7.offerFirst', '/ruleId')] : [];
};

/**
 * Section 2: what an HR head set aside refuses nothing any more, but stays in the list as a hint, and
 * with the outcome.
 */
export const withOverrides = (
  results: readonly RuleResult[],
  overrides: readonly Override[],
): readonly RuleResult[] =>
  results.map((result) =>
    result.severity === 'E' && overrides.some(({ ruleId }) => ruleId === result.ruleId)
      ? { ...result, severity: 'I' }
      : result,
  );
