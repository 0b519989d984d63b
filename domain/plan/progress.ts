import { type WorkCalendar, workingDaysBetween } from '../calendar/working-days.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import { unreachable } from '../kernel/unreachable.ts';
import type { Baseline, Goal, GoalMeasure, NumericMeasure } from './content.ts';
import { lastCountedDay, type PastPause, pausedBetween } from './pauses.ts';
import type { GoalStanding, Measurement, Records } from './records.ts';
import type { GoalTally } from './running-state.ts';
import type { RunningPlan } from './state.ts';
import type { Aggregate, GoalStatus } from './vocabulary.ts';

/** Behind the expected line by more than this share of the way: at risk, off track. */
const AT_RISK_BEHIND = 0.1;
const OFF_TRACK_BEHIND = 0.25;

const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/** The measurements of a goal that count, oldest first: those that nothing superseded. */
export const countingMeasurements = (
  records: Pick<Records, 'measurements'>,
  goalId: string,
): readonly Measurement[] =>
  records.measurements
    .filter((one) => one.goalId === goalId && one.supersededBy === undefined)
    .sort((a, b) =>
      a.measuredOn < b.measuredOn ? -1 : a.measuredOn > b.measuredOn ? 1 : a.seq - b.seq,
    );

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The smallest value that at least 90 % of all values do not exceed (nearest rank). */
const p90 = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1];
};

/**
 * One value out of many, in the goal's unit; `undefined` without any. A mean weighs each value by
 * the observations behind it.
 */
export const aggregated = (
  aggregate: Aggregate,
  measurements: readonly Pick<Measurement, 'value' | 'sample'>[],
): number | undefined => {
  const values = measurements.map((one) => one.value);
  if (values.length === 0) return undefined;
  switch (aggregate) {
    case 'last':
      return values.at(-1);
    case 'sum':
      return total(values);
    case 'mean': {
      const weight = total(measurements.map((one) => one.sample));
      return weight === 0
        ? total(values) / values.length
        : total(measurements.map((one) => one.value * one.sample)) / weight;
    }
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'p90':
      return p90(values);
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(aggregate);
  }
};

/** The baseline that counts: as planned, or as it arrived later (D3). */
export const baselineOf = (
  measure: NumericMeasure,
  tally: GoalTally | undefined,
): Extract<Baseline, { readonly value: number }> | undefined =>
  'value' in measure.baseline ? measure.baseline : tally?.baseline;

/** Whether a value reaches the target, by the goal's comparator and tolerance. */
export const reaches = (measure: GoalMeasure, value: number): boolean => {
  if (measure.kind === 'milestone') return value >= 1;
  const tolerance = measure.tolerance ?? 0;
  return measure.direction === 'increase' || measure.direction === 'atLeast'
    ? value >= measure.target - tolerance
    : value <= measure.target + tolerance;
};

/**
 * How far the way from baseline to target has been gone, 0 to 1. Where the two are equal there is
 * no way: 1 when the value reaches the target, else 0. `reaches` decides MET, never this figure.
 */
export const progressOf = (
  measure: GoalMeasure,
  value: number,
  baseline: number | undefined,
): number => {
  if (measure.kind === 'milestone') return clamp01(value);
  if (baseline === undefined || baseline === measure.target) return reaches(measure, value) ? 1 : 0;
  return clamp01((value - baseline) / (measure.target - baseline));
};

/**
 * Where the straight line from start to the goal's due date is on a day, by working days without
 * those of pauses, 0 to 1.
 */
export const expectedProgress = (
  startOn: CivilDate,
  dueOn: CivilDate,
  on: CivilDate,
  calendar: WorkCalendar,
  pauses: readonly PastPause[] = [],
): number => {
  const worked = (until: CivilDate) =>
    workingDaysBetween(calendar, startOn, until) - pausedBetween(pauses, startOn, until, calendar);
  const all = worked(dueOn);
  return all <= 0 ? 1 : clamp01(worked(on) / all);
};

const aggregateOf = (measure: GoalMeasure): Aggregate =>
  measure.kind === 'milestone' ? 'last' : measure.aggregate;

/**
 * Where a goal stands on a day. While it runs: against the expected line; from its due date on, or
 * when `final`: MET, NOT_MET, or INSUFFICIENT_DATA below the smallest sample (D6).
 */
export const standingOf = (
  goal: Goal,
  plan: RunningPlan,
  records: Pick<Records, 'measurements'>,
  on: CivilDate,
  calendar: WorkCalendar,
  final = false,
): GoalStanding => {
  const { measure } = goal;
  const counting = countingMeasurements(records, goal.id).filter((one) => one.measuredOn <= on);
  const sample = total(counting.map((one) => one.sample));
  const current = aggregated(aggregateOf(measure), counting);
  const counted = lastCountedDay(plan, on);
  const expected = expectedProgress(
    plan.activation.startOn,
    goal.dueOn,
    counted,
    calendar,
    plan.pauses,
  );
  const tally = plan.running.goals[goal.id];
  const baseline = measure.kind === 'milestone' ? undefined : baselineOf(measure, tally)?.value;
  const progress = current === undefined ? 0 : progressOf(measure, current, baseline);
  const standing = {
    goalId: goal.id,
    progress,
    expected,
    sample,
    ...(current === undefined ? {} : { current }),
  };
  const status = (): GoalStatus => {
    if (tally?.substantiallyMet === true) return 'MET';
    const over = final || counted >= goal.dueOn;
    const enough = current !== undefined && sample >= goal.minSample;
    if (enough && reaches(measure, current) && (over || staysMet(measure))) return 'MET';
    if (over) return enough ? 'NOT_MET' : 'INSUFFICIENT_DATA';
    if (current === undefined) return 'NOT_STARTED';
    if (reaches(measure, current)) return 'ON_TRACK';
    if (isLost(measure)) return 'OFF_TRACK';
    const behind = expected - progress;
    if (behind > OFF_TRACK_BEHIND) return 'OFF_TRACK';
    return behind > AT_RISK_BEHIND ? 'AT_RISK' : 'ON_TRACK';
  };
  return { ...standing, status: status() };
};

const staysSmall = ({ direction }: NumericMeasure): boolean =>
  direction === 'decrease' || direction === 'atMost';

/** Whether a target, once missed, cannot be reached any more: a total or a maximum only grows. */
const isLost = (measure: GoalMeasure): boolean =>
  measure.kind !== 'milestone' &&
  (staysSmall(measure)
    ? measure.aggregate === 'sum' || measure.aggregate === 'max'
    : measure.aggregate === 'min');

/**
 * Whether a target, once reached, counts as MET before the due date. A sum that must stay small can
 * still grow; everything else is MET for as long as the aggregate says so.
 */
const staysMet = (measure: GoalMeasure): boolean =>
  measure.kind === 'milestone' || !(measure.aggregate === 'sum' && staysSmall(measure));

/** Where every goal of a running plan stands on a day. */
export const standingsOf = (
  plan: RunningPlan,
  records: Pick<Records, 'measurements'>,
  on: CivilDate,
  calendar: WorkCalendar,
  final = false,
): readonly GoalStanding[] =>
  plan.content.goals.map((goal) => standingOf(goal, plan, records, on, calendar, final));
