import { RULES } from '../plan/rules/catalogue.ts';
import { FINDINGS, finding, type RuleResult } from '../plan/rules/findings.ts';
import { DURATION_HARD_MAX, DURATION_HARD_MIN, type Policy } from './policy.ts';
import type { Site } from './tenant.ts';

type Range = readonly [path: string, of: (policy: Policy) => number, min: number, max: number];

/** What a company may choose, by parameter (section 3). */
const RANGES: readonly Range[] = [
  ['/goals/min', ({ goals }) => goals.min, 1, 1],
  ['/goals/max', ({ goals }) => goals.max, 1, 3],
  ['/gaps/max', ({ gaps }) => gaps.max, 1, 10],
  ['/duration/warnMin', ({ duration }) => duration.warnMin, DURATION_HARD_MIN, DURATION_HARD_MAX],
  ['/duration/warnMax', ({ duration }) => duration.warnMax, DURATION_HARD_MIN, DURATION_HARD_MAX],
  ['/checkpoint/interimMin', ({ checkpoint }) => checkpoint.interimMin, 1, 40],
  ['/checkpoint/maxGapDays', ({ checkpoint }) => checkpoint.maxGapDays, 7, 92],
  ['/checkIn/heldRatioMin', ({ checkIn }) => checkIn.heldRatioMin, 0.5, 1],
  ['/checkIn/writeUpWD', ({ checkIn }) => checkIn.writeUpWD, 1, 10],
  ['/employeeReplyWD', ({ employeeReplyWD }) => employeeReplyWD, 1, 20],
  ['/talk/replyWD', ({ talk }) => talk.replyWD, 1, 10],
  ['/ack/windowWD', ({ ack }) => ack.windowWD, 1, 10],
  ['/ack/minReadingHours', ({ ack }) => ack.minReadingHours, 0, 240],
  ['/rescheduleMaxWD', ({ rescheduleMaxWD }) => rescheduleMaxWD, 1, 10],
  ['/extension/max', ({ extension }) => extension.max, 0, 2],
  ['/finalReview/windowWD', ({ finalReview }) => finalReview.windowWD, 1, 30],
  ['/appeal/windowWD', ({ appeal }) => appeal.windowWD, 5, 20],
  ['/appeal/decideWD', ({ appeal }) => appeal.decideWD, 1, 60],
  ['/sustain/days', ({ sustain }) => sustain.days, 0, 365],
  ['/evidence/lookbackDays', ({ evidence }) => evidence.lookbackDays, 30, 1095],
  ['/support/confirmWD', ({ support }) => support.confirmWD, 1, 20],
];

/** Q1: every parameter lies within what section 3 allows. */
const withinRanges = (policy: Policy): readonly RuleResult[] =>
  RANGES.flatMap(([path, of, min, max]) => {
    const value = of(policy);
    return value >= min && value <= max
      ? []
      : [finding('Q1.range', `/policy${path}`, { min, max })];
  });

const isAscending = (values: readonly number[]): boolean =>
  values.slice(1).every((value, index) => value > Number(values[index]));

/** Q1: parameters that belong together do not contradict each other. */
const inOrder = ({ duration, workingHours, remind }: Policy): readonly RuleResult[] => [
  ...(duration.warnMin <= duration.warnMax ? [] : [finding('Q1.order', '/policy/duration')]),
  ...(workingHours.from < workingHours.to ? [] : [finding('Q1.order', '/policy/workingHours')]),
  ...(isAscending([...remind.before].reverse())
    ? []
    : [finding('Q1.order', '/policy/remind/before')]),
  ...(isAscending(remind.overdue) ? [] : [finding('Q1.order', '/policy/remind/overdue')]),
];

/** Q1: what is raised is a rule or a finding, and packs are on at sites that exist. */
const namesKnown = (
  { raised, packs = [] }: Policy,
  sites: readonly Pick<Site, 'id'>[],
): readonly RuleResult[] => [
  ...raised.flatMap((name, index) =>
    Object.hasOwn(RULES, name) || Object.hasOwn(FINDINGS, name)
      ? []
      : [finding('Q1.unknownRule', `/policy/raised/${index}`)],
  ),
  ...packs.flatMap(({ siteIds = [] }, index) =>
    siteIds.every((id) => sites.some((site) => site.id === id))
      ? []
      : [finding('Q1.unknownRule', `/policy/packs/${index}/siteIds`)],
  ),
];

/** Q1: whether a policy may be stored. A stored version is never changed; a change is a new version. */
export const policyRules = (
  policy: Policy,
  sites: readonly Pick<Site, 'id'>[],
): readonly RuleResult[] => [
  ...withinRanges(policy),
  ...inOrder(policy),
  ...namesKnown(policy, sites),
];

/** Q2: plans under way keep the policy that they were submitted with; whoever changes it knows. */
export const runningPlansKeep = (plans: number): readonly RuleResult[] =>
  plans === 0 ? [] : [finding('Q2.keepOld', '/policy', { plans })];
