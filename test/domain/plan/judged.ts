import type { PlanContent } from '../../../domain/plan/content.ts';
import { type ContentContext, contentRules } from '../../../domain/plan/rules/content.ts';
import type { RuleResult } from '../../../domain/plan/rules/findings.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { pointWell } from '../../support/finding-places.ts';
import { changed, people, shanghai, shanghaiContent } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

/** The day on which the content of the story is submitted. */
export const SUBMITTED_ON = on('2026-02-12');

/** Everything that the rules find in a content. */
export const resultsOf = (
  content: PlanContent,
  more: Partial<ContentContext> = {},
): readonly RuleResult[] =>
  pointWell(
    contentRules(content, {
      policy: DEFAULT_POLICY,
      calendar: shanghai.calendar,
      today: SUBMITTED_ON,
      employeeId: people.employee,
      ...more,
    }),
  );

/** `key path` of everything that the rules find, in order. */
export const judged = (content: PlanContent, more: Partial<ContentContext> = {}) =>
  resultsOf(content, more).map(({ messageKey, path }) => `${messageKey} ${path}`);

/** What the rules find in the Shanghai plan once values at JSON pointers are replaced. */
export const judgedWith = (changes: Readonly<Record<string, unknown>>) =>
  judged(
    Object.entries(changes).reduce(
      (content, [pointer, value]) => changed(content, pointer, value),
      shanghaiContent(),
    ),
  );
