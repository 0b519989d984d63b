import type { Goal, NumericMeasure, PlanContent } from '../content.ts';
import { finding, type RuleResult } from './findings.ts';
import { isBlank } from './text.ts';

/** Names a span of time or a number of cases: "in 8 weeks", 计划期内, 四周. */
const SPAN =
  /\d|[一二三四五六七八九十两半]|周|月|季|年|天|日|期|week|month|quarter|year|day|period|since/iu;
const WHOLE_RATE = 100;

/** D7: a plan restores the standard of the role and asks no more than that. */
const withinStandard = (
  { target, roleStandard, direction }: NumericMeasure,
  path: string,
): readonly RuleResult[] => {
  if (roleStandard === undefined) return [];
  const more =
    direction === 'increase' || direction === 'atLeast'
      ? target > roleStandard
      : target < roleStandard;
  return more
    ? [finding('D7.aboveStandard', `${path}/target`, { target, standard: roleStandard })]
    : [];
};

/** D8: none or all is asked for only within a stated span, or with a tolerance. */
const notAbsolute = (
  { kind, target, tolerance = 0, window }: NumericMeasure,
  path: string,
): readonly RuleResult[] =>
  (target === 0 || (kind === 'rate' && target === WHOLE_RATE)) &&
  tolerance === 0 &&
  !isBlank(window) &&
  !SPAN.test(window)
    ? [finding('D8.absolute', `${path}/target`, { target })]
    : [];

const sameWords = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase();

/** D11: two goals that read the same figure from the same place are one goal. */
const metricsDiffer = (goals: readonly Goal[]): readonly RuleResult[] =>
  goals.flatMap(({ measure }, index) => {
    if (measure.kind === 'milestone') return [];
    const other = goals
      .slice(0, index)
      .findIndex(
        ({ measure: one }) =>
          one.kind !== 'milestone' &&
          sameWords(one.name, measure.name) &&
          sameWords(one.source, measure.source),
      );
    return other < 0
      ? []
      : [finding('D11.sameMetric', `/goals/${index}/measure/name`, { goal: other + 1 })];
  });

/** D12: a figure of peers, of the past or of the role shows that the goal can be reached. */
const attainable = ({ attainability, measure }: Goal, path: string): readonly RuleResult[] => {
  const shown = attainability !== undefined && !isBlank(attainability.reference);
  const standard = measure.kind !== 'milestone' && measure.roleStandard !== undefined;
  return shown || standard ? [] : [finding('D12.noSign', `${path}/attainability`)];
};

/** Rules D7, D8, D11 and D12 over all goals. */
export const targetWarnings = ({ goals }: PlanContent): readonly RuleResult[] => [
  ...goals.flatMap((goal, index) => {
    const path = `/goals/${index}`;
    return [
      ...(goal.measure.kind === 'milestone'
        ? []
        : [
            ...withinStandard(goal.measure, `${path}/measure`),
            ...notAbsolute(goal.measure, `${path}/measure`),
          ]),
      ...attainable(goal, path),
    ];
  }),
  ...metricsDiffer(goals),
];
