import type { CivilDate } from '../kernel/civil-date.ts';
import type { GoalNote, ObstacleRecord, PreparationRecord, Records } from './records.ts';
import { openObstacles } from './rules/obstacles.ts';
import type { RunningPlan } from './state.ts';

/** A check-in record as it can be sent off unless something changed (I1). */
export interface CheckInDraft {
  readonly goals: readonly Pick<GoalNote, 'goalId' | 'status'>[];
  readonly nextSteps: readonly string[];
  readonly supportNeeded: readonly string[];
  readonly openObstacles: readonly (Pick<ObstacleRecord, 'id' | 'text'> & {
    readonly answerBy: CivilDate;
  })[];
  readonly prepared: readonly PreparationRecord[];
}

/**
 * I1: prefilled from last time: no change per goal, the same next steps, the support that the
 * employee asked for beforehand. Obstacles of earlier meetings are shown, not listed again.
 */
export const checkInDraft = (
  plan: RunningPlan,
  records: Records,
  plannedOn: CivilDate,
): CheckInDraft => {
  const last = records.checkIns.at(-1);
  const prepared = records.preparations.filter((one) => one.plannedOn === plannedOn);
  return {
    goals: plan.content.goals.map(({ id }) => ({ goalId: id, status: 'NO_CHANGE' })),
    nextSteps: last?.nextSteps ?? [],
    supportNeeded: prepared.flatMap(({ supportNeeded }) => supportNeeded),
    openObstacles: openObstacles(plan).flatMap(([id, { answerBy }]) =>
      records.obstacles.filter((one) => one.id === id).map(({ text }) => ({ id, text, answerBy })),
    ),
    prepared,
  };
};
