import type { Goal } from '../plan/content.ts';
import { reaches } from '../plan/progress.ts';
import type { GoalStanding } from '../plan/records.ts';
import { date, message, number, type Value } from './document.ts';
import type { Subject } from './subject.ts';

/** A value of a goal with its unit; a milestone is done or not. */
export const goalValue = ({ measure }: Goal, value: number): Value =>
  measure.kind === 'milestone'
    ? message(value >= 1 ? 'value.done' : 'value.notDone')
    : number(value, measure.unit);

export const targetValue = ({ measure }: Goal): Value => {
  if (measure.kind === 'milestone') return message('value.done');
  const { target, unit, direction } = measure;
  const sense = direction === 'increase' || direction === 'atLeast' ? 'atLeast' : 'atMost';
  return message(`value.${sense}`, { value: number(target, unit) });
};

/** As planned, as it arrived later, or by when it is owed. */
export const baselineValue = ({ running }: Subject, { id, measure }: Goal): Value => {
  if (measure.kind === 'milestone') return message('value.none');
  const { baseline, unit } = measure;
  if ('value' in baseline) return number(baseline.value, unit);
  const arrived = running?.running.goals[id]?.baseline;
  return arrived === undefined
    ? message('value.toMeasureBy', { by: date(baseline.toMeasureBy) })
    : number(arrived.value, unit);
};

/** A computed value to two decimals, unless that would say something else about the target. */
export const computedValue = (goal: Goal, value: number): Value => {
  const short = Math.round(value * 100) / 100;
  return goalValue(
    goal,
    reaches(goal.measure, short) === reaches(goal.measure, value) ? short : value,
  );
};

export const currentValue = (goal: Goal, standing: GoalStanding | undefined): Value =>
  standing?.current === undefined ? message('value.none') : computedValue(goal, standing.current);
