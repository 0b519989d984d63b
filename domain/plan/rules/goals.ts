import { addWorkingDays, type WorkCalendar } from '../../calendar/working-days.ts';
import type { Policy } from '../../tenant/policy.ts';
import type { Goal, GoalMeasure, NumericMeasure, PlanContent, Schedule } from '../content.ts';
import { reaches } from '../progress.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank, repeatedIds } from './text.ts';

/** A baseline that nobody has measured yet is owed within this many working days of the start. */
const BASELINE_WITHIN_WD = 10;
const WHOLE = 100;

/** D1: as many goals as the policy allows, each with an id of its own. */
export const goalCount = ({ goals }: PlanContent, policy: Policy): readonly RuleResult[] => {
  const { min, max } = policy.goals;
  const count = goals.length;
  return [
    ...(count < min ? [finding('D1.tooFew', '/goals', { count, min })] : []),
    ...(count > max ? [finding('D1.tooMany', '/goals', { count, max })] : []),
    ...repeatedIds('D1.duplicateId', '/goals', goals),
  ];
};

/** D2: each goal closes a gap of this plan; each gap has a goal or a reason why not. */
export const goalsFitGaps = (content: PlanContent): readonly RuleResult[] => {
  const { gaps, goals } = content;
  return [
    ...goals.flatMap(({ gapIds }, index) =>
      gapIds.length === 0
        ? [finding('D2.goalWithoutGap', `/goals/${index}/gapIds`)]
        : gapIds.flatMap((gapId, position) =>
            gaps.some((gap) => gap.id === gapId)
              ? []
              : [finding('D2.goalWithoutGap', `/goals/${index}/gapIds/${position}`)],
          ),
    ),
    ...gaps.flatMap((gap, index) => {
      const worked = goals.some((goal) => goal.gapIds.includes(gap.id));
      const excused = gap.deferred !== undefined && !isBlank(gap.deferred.reason);
      return worked || excused ? [] : [finding('D2.gapWithoutGoal', `/gaps/${index}`)];
    }),
  ];
};

/**
 * D3: it is said what is measured, from where, by whom, how often, and where it stands today; or,
 * for a milestone, what done means and who verifies it.
 */
export const measureStated = (measure: GoalMeasure, path: string): readonly RuleResult[] => {
  if (measure.kind === 'milestone') {
    const { definitionOfDone, verifier } = measure;
    return blanks('D3.incomplete', path, { definitionOfDone, verifier });
  }
  const { name, unit, window, source, measuredBy, everyDays, baseline } = measure;
  return [
    ...blanks('D3.incomplete', path, { name, unit, window, source, measuredBy }),
    ...(Number.isInteger(everyDays) && everyDays >= 1
      ? []
      : [finding('D3.incomplete', `${path}/everyDays`)]),
    ...('value' in baseline
      ? blanks('D3.incomplete', `${path}/baseline`, {
          period: baseline.period,
          source: baseline.source,
        })
      : []),
  ];
};

/** D3: a baseline still to be measured is due soon after the start. */
export const baselineInTime = (
  measure: GoalMeasure,
  path: string,
  { startOn }: Schedule,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  if (measure.kind === 'milestone' || 'value' in measure.baseline) return [];
  const limit = addWorkingDays(calendar, startOn, BASELINE_WITHIN_WD);
  return measure.baseline.toMeasureBy > limit
    ? [finding('D3.baselineLate', `${path}/baseline/toMeasureBy`, { limit })]
    : [];
};

/**
 * D4: the target lies where the direction says, seen from the baseline; a goal that is met before it
 * begins is none; rates are per cent; every number is one. Waits while the baseline is still owed.
 * @param index the goal's position, for the path
 */
export const targetRules = (measure: NumericMeasure, index: number): readonly RuleResult[] => {
  const path = `/goals/${index}/measure`;
  const { baseline, target, tolerance = 0, kind, direction } = measure;
  const values: Readonly<Record<string, number>> = {
    target,
    ...('value' in baseline ? { 'baseline/value': baseline.value } : {}),
  };
  const wrong = [
    ...Object.entries(values).flatMap(([name, value]) =>
      Number.isFinite(value) ? [] : [finding('D4.number', `${path}/${name}`)],
    ),
    ...(Number.isFinite(tolerance) && tolerance >= 0
      ? []
      : [finding('D4.number', `${path}/tolerance`)]),
    ...Object.entries(values).flatMap(([name, value]) =>
      kind === 'rate' && (value < 0 || value > WHOLE)
        ? [finding('D4.rate', `${path}/${name}`)]
        : [],
    ),
  ];
  if (wrong.length > 0 || !('value' in baseline)) return wrong;
  const wrongWay =
    (direction === 'increase' && target <= baseline.value) ||
    (direction === 'decrease' && target >= baseline.value);
  if (wrongWay) return [finding('D4.direction', `${path}/target`, { direction })];
  return reaches(measure, baseline.value) ? [finding('D4.alreadyMet', `${path}/target`)] : [];
};

/** D5: due after the start and not after the end. */
export const goalDue = (
  { dueOn }: Goal,
  path: string,
  { startOn, endOn }: Schedule,
): readonly RuleResult[] =>
  dueOn > startOn && dueOn <= endOn
    ? []
    : [finding('D5.due', `${path}/dueOn`, { from: startOn, to: endOn })];

/** D6: how much data a verdict needs is a whole number of at least one. */
export const sampleStated = ({ minSample }: Goal, path: string): readonly RuleResult[] =>
  Number.isInteger(minSample) && minSample >= 1 ? [] : [finding('D6.sample', `${path}/minSample`)];

/** Rules D1 to D6 over all goals. */
export const goalRules = (
  content: PlanContent,
  policy: Policy,
  calendar: WorkCalendar,
): readonly RuleResult[] => [
  ...goalCount(content, policy),
  ...goalsFitGaps(content),
  ...content.goals.flatMap((goal, index) => {
    const path = `/goals/${index}`;
    const { measure, statement } = goal;
    return [
      ...blanks('D3.incomplete', path, { statement }),
      ...measureStated(measure, `${path}/measure`),
      ...baselineInTime(measure, `${path}/measure`, content.schedule, calendar),
      ...(measure.kind === 'milestone' ? [] : targetRules(measure, index)),
      ...goalDue(goal, path, content.schedule),
      ...sampleStated(goal, path),
    ];
  }),
];
