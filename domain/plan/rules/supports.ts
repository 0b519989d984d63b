import { addDays, type CivilDate, daysBetween, earliest } from '../../kernel/civil-date.ts';
import type { MemberId } from '../../kernel/ids.ts';
import type { PlanContent, SupportCommitment } from '../content.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank, repeatedIds } from './text.ts';

/** F1: nobody is asked to improve alone; the organisation owes at least one support. */
const supportPromised = ({ supports }: PlanContent): readonly RuleResult[] => [
  ...(supports.length === 0 ? [finding('F1.none', '/supports')] : []),
  ...repeatedIds('F1.duplicateId', '/supports', supports),
];

/** F3: a named provider who is not the employee. */
const providerNamed = (
  { provider }: SupportCommitment,
  path: string,
  employeeId: MemberId,
): readonly RuleResult[] => [
  ...(isBlank(provider.name) ? [finding('F3.provider', `${path}/provider/name`)] : []),
  ...(provider.memberId === employeeId
    ? [finding('F3.provider', `${path}/provider/memberId`)]
    : []),
];

/** F3: the support is for goals of this plan. */
const goalsNamed = (
  { goalIds }: SupportCommitment,
  path: string,
  { goals }: PlanContent,
): readonly RuleResult[] =>
  goalIds.length === 0
    ? [finding('F3.noGoal', `${path}/goalIds`)]
    : goalIds.flatMap((goalId, position) =>
        goals.some((goal) => goal.id === goalId)
          ? []
          : [finding('F3.noGoal', `${path}/goalIds/${position}`)],
      );

/** F3: it comes in time for the first goal that depends on it; late in the plan is warned of. */
const supportDue = (
  { dueBy, goalIds }: SupportCommitment,
  path: string,
  { goals, schedule }: PlanContent,
): readonly RuleResult[] => {
  const { startOn, endOn } = schedule;
  const limit = goals
    .filter((goal) => goalIds.includes(goal.id))
    .reduce<CivilDate>((first, goal) => earliest(first, goal.dueOn), endOn);
  if (dueBy > limit) return [finding('F3.late', `${path}/dueBy`, { limit })];
  const half = addDays(startOn, Math.ceil(daysBetween(startOn, endOn) / 2));
  return dueBy > half ? [finding('F3.secondHalf', `${path}/dueBy`, { half })] : [];
};

/** Rules F1 and F3 over all supports; F2 is C3. */
export const supportRules = (content: PlanContent, employeeId: MemberId): readonly RuleResult[] => [
  ...supportPromised(content),
  ...content.supports.flatMap((support, index) => {
    const path = `/supports/${index}`;
    const { description } = support;
    return [
      ...blanks('F3.incomplete', path, { description }),
      ...providerNamed(support, path, employeeId),
      ...goalsNamed(support, path, content),
      ...supportDue(support, path, content),
    ];
  }),
];
