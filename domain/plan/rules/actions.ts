import type { PlanContent } from '../content.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, repeatedIds } from './text.ts';

/** E1: each goal has an action; each action says what, how and for which goal (做什么, 怎么做). */
const actionsStated = ({ goals, actions }: PlanContent): readonly RuleResult[] => [
  ...repeatedIds('E1.duplicateId', '/actions', actions),
  ...goals.flatMap(({ id }, index) =>
    actions.some((action) => action.goalId === id)
      ? []
      : [finding('E1.missing', `/goals/${index}`)],
  ),
  ...actions.flatMap(({ what, how, goalId }, index) => [
    ...blanks('E1.incomplete', `/actions/${index}`, { what, how }),
    ...(goals.some((goal) => goal.id === goalId)
      ? []
      : [finding('E1.unknownGoal', `/actions/${index}/goalId`)]),
  ]),
];

/** E2: due from the start on and not after the goal that the action serves (何时完成). */
const actionsDue = ({ goals, actions, schedule }: PlanContent): readonly RuleResult[] =>
  actions.flatMap(({ dueOn, goalId }, index) => {
    const to = goals.find((goal) => goal.id === goalId)?.dueOn ?? schedule.endOn;
    const from = schedule.startOn;
    return dueOn >= from && dueOn <= to
      ? []
      : [finding('E2.due', `/actions/${index}/dueOn`, { from, to })];
  });

/** Rules E1 and E2 over all actions. */
export const actionRules = (content: PlanContent): readonly RuleResult[] => [
  ...actionsStated(content),
  ...actionsDue(content),
];
