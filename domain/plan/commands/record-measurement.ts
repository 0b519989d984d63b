import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { RecordContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { goalOf } from '../parts.ts';
import { measurementRules, supersedingRules, turnOf } from '../rules/running.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Records what was measured for a goal. Append-only: a correction names what it replaces (I6). */
export const recordMeasurement = (
  { type: _, ...measured }: CommandOf<'RecordMeasurement'>,
  before: Plan,
  { records, today, calendar }: RecordContext,
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
  if (isNonEmpty(results)) return violated(results);
  const event = { type: 'MeasurementRecorded', ...measured } as const;
  const turned = turnOf(plan, goal, event, { records, today, calendar });
  return ok([turned === undefined ? event : { ...event, turned }]);
};
