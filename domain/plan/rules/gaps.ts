import { addDays, type CivilDate } from '../../kernel/civil-date.ts';
import type { Policy } from '../../tenant/policy.ts';
import type { Evidence, Gap, PlanContent } from '../content.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, repeatedIds } from './text.ts';

/** B1: at least one gap, at most as many as the policy allows, each with an id of its own. */
export const gapCount = ({ gaps }: PlanContent, policy: Policy): readonly RuleResult[] => {
  const { max } = policy.gaps;
  return [
    ...(gaps.length === 0 ? [finding('B1.none', '/gaps')] : []),
    ...(gaps.length > max ? [finding('B1.tooMany', '/gaps', { count: gaps.length, max })] : []),
    ...repeatedIds('B1.duplicateId', '/gaps', gaps),
  ];
};

/** B2: what was expected, where that is written, and what was observed instead. */
export const gapStated = (gap: Gap, path: string): readonly RuleResult[] => {
  const { expectation, observedFact, expectationSource } = gap;
  return [
    ...blanks('B2.incomplete', path, { expectation, observedFact }),
    ...blanks('B2.incomplete', `${path}/expectationSource`, {
      reference: expectationSource.reference,
    }),
  ];
};

/**
 * B3: each gap is shown by evidence: dated, not in the future, with its source and a fact. Warned of:
 * a single item, items that all come from one person, items older than the policy looks back.
 */
export const gapEvidence = (
  { evidence }: Gap,
  path: string,
  policy: Policy,
  today: CivilDate,
): readonly RuleResult[] => {
  if (evidence.length === 0) return [finding('B3.missing', `${path}/evidence`)];
  const days = policy.evidence.lookbackDays;
  const oldest = addDays(today, -days);
  return [
    ...(evidence.length === 1 ? [finding('B3.single', `${path}/evidence`)] : []),
    ...(evidence.length > 1 && isFromOnePerson(evidence)
      ? [finding('B3.onePerson', `${path}/evidence`)]
      : []),
    ...evidence.flatMap(({ occurredOn, source, fact }, index) => {
      const at = `${path}/evidence/${index}`;
      return [
        ...(occurredOn > today ? [finding('B3.future', `${at}/occurredOn`)] : []),
        ...(occurredOn < oldest ? [finding('B3.old', `${at}/occurredOn`, { days })] : []),
        ...blanks('B3.incomplete', at, { source, fact }),
      ];
    }),
  ];
};

/** Whether every item names a reporter and it is the same one. */
const isFromOnePerson = (evidence: readonly Evidence[]): boolean => {
  const reporters = new Set(evidence.map(({ reportedBy }) => reportedBy?.trim()));
  return reporters.size === 1 && !reporters.has(undefined);
};

/** Rules B1 to B3 over all gaps. */
export const gapRules = (
  content: PlanContent,
  policy: Policy,
  today: CivilDate,
): readonly RuleResult[] => [
  ...gapCount(content, policy),
  ...content.gaps.flatMap((gap, index) => {
    const path = `/gaps/${index}`;
    return [...gapStated(gap, path), ...gapEvidence(gap, path, policy, today)];
  }),
];
