import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { RecordContext } from '../context.ts';
import { type Decision, unknownPart, violated } from '../errors.ts';
import { goalOf } from '../parts.ts';
import { measurementRules, supersedingRules } from '../rules/running.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Records what was measured for a goal. Append-only: a correction names what it replaces (I6). */
export const recordMeasurement = (
  { type, ...measured }: CommandOf<'RecordMeasurement'>,
  before: Plan,
  { records, today }: RecordContext,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const goal = goalOf(plan, measured.goalId);
  if (goal === undefined) return unknownPart('goal');
  const results = [
    ...measurementRules(measured, goal, plan.activation.startOn, today),
    ...(measured.supersedes === undefined
      ? []
      : supersedingRules(measured.supersedes.seq, measured.goalId, records)),
  ];
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'MeasurementRecorded', ...measured }]);
};
