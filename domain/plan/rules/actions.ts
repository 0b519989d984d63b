import { addDays, daysBetween } from '../../kernel/civil-date.ts';
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

/** More steps than this at once are hard to follow (E3). */
const ACTIONS_MAX = 7;
/** The last quarter of a plan begins here (E4). */
const LAST_QUARTER = 3 / 4;

/** E3: a handful of steps; a longer list loses sight of what matters. */
const actionsFew = ({ actions }: PlanContent): readonly RuleResult[] =>
  actions.length > ACTIONS_MAX
    ? [finding('E3.tooMany', '/actions', { count: actions.length, max: ACTIONS_MAX })]
    : [];

/** E4: something happens before the last quarter, while there is time to correct. */
const actionsSpread = ({ actions, schedule }: PlanContent): readonly RuleResult[] => {
  const { startOn, endOn } = schedule;
  const from = addDays(startOn, Math.ceil(daysBetween(startOn, endOn) * LAST_QUARTER));
  return actions.length > 0 && actions.every(({ dueOn }) => dueOn > from)
    ? [finding('E4.allLate', '/actions', { from })]
    : [];
};

/** E5: a step depends on supports that this plan promises. */
const supportsKnown = ({ actions, supports }: PlanContent): readonly RuleResult[] =>
  actions.flatMap(({ dependsOn = [] }, index) =>
    dependsOn.flatMap((supportId, position) =>
      supports.some(({ id }) => id === supportId)
        ? []
        : [finding('E5.unknownSupport', `/actions/${index}/dependsOn/${position}`)],
    ),
  );

/** Rules E1 to E5 over all actions. */
export const actionRules = (content: PlanContent): readonly RuleResult[] => [
  ...actionsStated(content),
  ...actionsDue(content),
  ...actionsFew(content),
  ...actionsSpread(content),
  ...supportsKnown(content),
];
