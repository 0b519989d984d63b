import { canonicalJson } from './canonical.ts';
import type { Goal, NumericMeasure } from './content.ts';

/** The value from which on the target counts as reached, tolerance included. */
const threshold = ({ direction, target, tolerance = 0 }: NumericMeasure): number =>
  direction === 'increase' || direction === 'atLeast' ? target - tolerance : target + tolerance;

/** What makes two values of a goal comparable; another one is another goal. */
const standardOf = ({ kind, name, unit, direction, aggregate, window, source }: NumericMeasure) =>
  canonicalJson({ kind, name, unit, direction, aggregate, window, source });

/** A baseline nearer to the target makes every figure look worse; one that is not known may. */
const baselineHarder = (before: NumericMeasure, after: NumericMeasure): boolean => {
  if (canonicalJson(before.baseline) === canonicalJson(after.baseline)) return false;
  if (!('value' in before.baseline)) return false;
  if (!('value' in after.baseline)) return true;
  const distance = (measure: NumericMeasure, value: number) => Math.abs(measure.target - value);
  return distance(before, after.baseline.value) < distance(before, before.baseline.value);
};

/**
 * D10: whether a goal asks for more than it did. A higher bar (by direction, tolerance included), a
 * baseline nearer to the target, less time, or more data before it counts. What cannot be compared
 * counts as harder: another kind, unit, direction, aggregate, window or source, another definition
 * of done.
 */
export const isHarder = (before: Goal, after: Goal): boolean => {
  if (after.dueOn < before.dueOn || after.minSample > before.minSample) return true;
  const [was, is] = [before.measure, after.measure];
  if (was.kind === 'milestone' || is.kind === 'milestone')
    return !(
      was.kind === 'milestone' &&
      is.kind === 'milestone' &&
      was.definitionOfDone === is.definitionOfDone
    );
  if (standardOf(was) !== standardOf(is)) return true;
  const rises = was.direction === 'increase' || was.direction === 'atLeast';
  const [bar, newBar] = [threshold(was), threshold(is)];
  return (rises ? newBar > bar : newBar < bar) || baselineHarder(was, is);
};
