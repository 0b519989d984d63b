import type { PartId } from '../../kernel/ids.ts';
import type { Gap, GapCause, PlanContent, SupportCommitment } from '../content.ts';
import type { ActsAs } from '../context.ts';
import type { Cause, SupportKind } from '../vocabulary.ts';
import { finding, type RuleResult } from './findings.ts';
import { isBlank } from './text.ts';

/** C3: what answers a cause; one support of one of these kinds is enough. */
export const SUPPORT_FOR: Readonly<Record<Cause, readonly SupportKind[]>> = {
  KNOWLEDGE_SKILL: ['TRAINING', 'MENTORING'],
  METHOD: ['COACHING', 'MENTORING', 'TRAINING', 'PROCESS', 'TOOLING'],
  RESOURCE: ['TOOLING', 'PROCESS', 'STAFFING_TEAM', 'AUTHORITY', 'BUDGET'],
  MOTIVATION: ['COACHING', 'AUTHORITY', 'ROLE_CLARITY'],
  EXTERNAL: ['GOAL_ADJUSTMENT', 'PROCESS', 'STAFFING_TEAM'],
  GOAL_UNREASONABLE: ['GOAL_ADJUSTMENT'],
  EXPECTATION_UNCLEAR: ['ROLE_CLARITY'],
  CAPACITY_HEALTH: ['ADJUSTMENT'],
};

/** Causes that the employee cannot work on (C4). */
const BEYOND_THE_EMPLOYEE: readonly Cause[] = ['EXTERNAL', 'GOAL_UNREASONABLE'];

const hasGoal = (gap: Gap, { goals }: PlanContent): boolean =>
  goals.some((goal) => goal.gapIds.includes(gap.id));

/** Whether the plan leaves the gap alone: a reason says why, and indeed no goal works on it. */
export const isDeferred = (gap: Gap, content: PlanContent): boolean =>
  gap.deferred !== undefined && !hasGoal(gap, content);

/** C1: somebody thought about why: each gap names a cause. */
const causeNamed = ({ causes }: Gap, path: string): readonly RuleResult[] =>
  causes.length === 0 ? [finding('C1.missing', `${path}/causes`)] : [];

/**
 * C3 (F2): each cause of a gap that the plan works on is answered by support of a fitting kind for
 * one of the gap's goals. EXTERNAL shows a comparison; MOTIVATION as the only cause is warned of.
 * Params: the cause, and the fitting kinds joined by commas.
 */
const causesAnswered = (gap: Gap, content: PlanContent, path: string): readonly RuleResult[] => {
  const kinds = supportKindsFor(gap, content);
  const motivationOnly =
    gap.causes.length > 0 && gap.causes.every(({ cause }) => cause === 'MOTIVATION');
  return [
    ...(motivationOnly ? [finding('C3.motivationOnly', `${path}/causes`)] : []),
    ...gap.causes.flatMap(({ cause, comparison }, index) => {
      const at = `${path}/causes/${index}`;
      const fitting = SUPPORT_FOR[cause];
      return [
        ...(fitting.some((kind) => kinds.has(kind))
          ? []
          : [finding('C3.unanswered', at, { cause, kinds: fitting.join(',') })]),
        ...(cause === 'EXTERNAL' && isBlank(comparison ?? '')
          ? [finding('C3.comparison', `${at}/comparison`)]
          : []),
      ];
    }),
  ];
};

/** The kinds of support that some goal of the gap can count on. */
const supportKindsFor = (gap: Gap, { goals, supports }: PlanContent): ReadonlySet<SupportKind> => {
  const goalIds = goals.filter((goal) => goal.gapIds.includes(gap.id)).map((goal) => goal.id);
  return new Set(
    supports
      .filter((support) => support.goalIds.some((id) => goalIds.includes(id)))
      .map((support) => support.kind),
  );
};

/**
 * F6: whether a cause that a waived support was to answer has no support left, now that all of these
 * are waived: C3 holds no more.
 */
export const leavesUnanswered = (
  { kind, goalIds }: SupportCommitment,
  waived: readonly SupportCommitment[],
  content: PlanContent,
): boolean => {
  const left = { ...content, supports: content.supports.filter((one) => !waived.includes(one)) };
  return content.gaps
    .filter((gap) =>
      content.goals.some(({ id, gapIds }) => gapIds.includes(gap.id) && goalIds.includes(id)),
    )
    .some((gap) => {
      const kinds = supportKindsFor(gap, left);
      return gap.causes
        .map(({ cause }) => SUPPORT_FOR[cause])
        .some((fitting) => fitting.includes(kind) && !fitting.some((one) => kinds.has(one)));
    });
};

/**
 * O6, C3: a gap that HR confidentially lays to capacity or health is answered by an ADJUSTMENT for
 * one of its goals, like any other cause. Gaps that are no longer there, or left alone, ask nothing.
 */
export const confidentialCauses = (
  content: PlanContent,
  capacityHealth: readonly PartId[],
): readonly RuleResult[] =>
  content.gaps.flatMap((gap, index) =>
    capacityHealth.includes(gap.id) && !isDeferred(gap, content)
      ? causesAnswered(
          { ...gap, causes: [{ cause: 'CAPACITY_HEALTH', raisedBy: 'hr' }] },
          content,
          `/gaps/${index}`,
        )
      : [],
  );

/**
 * O6: the same for whoever approves in HR's stead: that something waits with HR, never what or why.
 */
export const confidentialCausesFor = (
  acts: ActsAs,
  ...of: Parameters<typeof confidentialCauses>
): readonly RuleResult[] => {
  const results = confidentialCauses(...of);
  return acts === 'hr' || results.length === 0 ? results : [finding('O6.waits', '')];
};

/** C3: CAPACITY_HEALTH is a yes/no fact; no diagnosis is stored with it. */
const noDiagnosis = ({ causes }: Gap, path: string): readonly RuleResult[] =>
  causes.flatMap((cause, index) =>
    tellsHealth(cause) ? [finding('C3.diagnosis', `${path}/causes/${index}`)] : [],
  );

const tellsHealth = ({ cause, note, comparison }: GapCause): boolean =>
  cause === 'CAPACITY_HEALTH' && (note !== undefined || comparison !== undefined);

const isBeyondTheEmployee = ({ causes }: Gap): boolean =>
  causes.length > 0 && causes.every(({ cause }) => BEYOND_THE_EMPLOYEE.includes(cause));

/**
 * C4: gaps that only outside circumstances or an unreasonable goal explain cannot carry a plan; the
 * goal is to be changed instead. One finding for each gap that the plan works on.
 */
const planCarried = (content: PlanContent): readonly RuleResult[] => {
  const carried = content.gaps.filter((gap) => !isDeferred(gap, content));
  return carried.every(isBeyondTheEmployee)
    ? carried.map((gap) => finding('C4.cannotCarry', `/gaps/${content.gaps.indexOf(gap)}/causes`))
    : [];
};

/** Rules C1, C3 and C4 over all gaps. */
export const causeRules = (content: PlanContent): readonly RuleResult[] => [
  ...content.gaps.flatMap((gap, index) => {
    const path = `/gaps/${index}`;
    return [
      ...causeNamed(gap, path),
      ...noDiagnosis(gap, path),
      ...(isDeferred(gap, content) ? [] : causesAnswered(gap, content, path)),
    ];
  }),
  ...planCarried(content),
];
