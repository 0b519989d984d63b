import type { WorkCalendar } from '../calendar/working-days.ts';
import { addDays, type CivilDate, daysBetween, earliest, latest } from '../kernel/civil-date.ts';
import type { Goal, NumericMeasure } from '../plan/content.ts';
import { meetingsOf } from '../plan/meetings.ts';
import {
  aggregated,
  baselineOf,
  countingMeasurements,
  expectedProgress,
} from '../plan/progress.ts';
import type { Measurement } from '../plan/records.ts';
import type { RunningPlan } from '../plan/state.ts';
import { type ChartBlock, type ChartPoint, date, message, number, word } from './document.ts';
import { computedValue } from './goal-values.ts';
import type { Subject } from './subject.ts';

/** Days between two points of the expected line, which is straight in working days only. */
const EXPECTED_EVERY_DAYS = 7;

/** Where the line from baseline to target is on a day, in the goal's unit. */
export const expectedValue = (
  baseline: number,
  target: number,
  startOn: CivilDate,
  dueOn: CivilDate,
  on: CivilDate,
  calendar: WorkCalendar,
): number => baseline + (target - baseline) * expectedProgress(startOn, dueOn, on, calendar);

/** The goal's value after each measurement that counts, as its aggregate gives it. */
export const courseOf = (
  { aggregate }: NumericMeasure,
  counting: readonly Measurement[],
): readonly (ChartPoint & { readonly seq: number })[] =>
  counting.map(({ seq, measuredOn }, index) => ({
    seq,
    on: measuredOn,
    // Only an empty list has no aggregate.
    value: aggregated(aggregate, counting.slice(0, index + 1)) as number,
  }));

const expectedLine = (
  baseline: number | undefined,
  target: number,
  startOn: CivilDate,
  dueOn: CivilDate,
  calendar: WorkCalendar,
): readonly ChartPoint[] => {
  if (baseline === undefined) return [];
  const points: ChartPoint[] = [];
  for (let on = startOn; on < dueOn; on = addDays(on, EXPECTED_EVERY_DAYS))
    points.push({ on, value: expectedValue(baseline, target, startOn, dueOn, on, calendar) });
  return [...points, { on: dueOn, value: target }];
};

/** The picture of a goal with a number; `undefined` for a milestone. */
export const goalChart = (
  subject: Subject,
  plan: RunningPlan,
  goal: Goal,
  n: number,
): ChartBlock | undefined => {
  const { measure } = goal;
  if (measure.kind === 'milestone') return undefined;
  const { records, calendar, asOf } = subject;
  const { startOn } = plan.activation;
  const course = courseOf(measure, countingMeasurements(records, goal.id));
  const all = records.measurements.filter((one) => one.goalId === goal.id);
  const baseline = baselineOf(measure, plan.running.goals[goal.id]);
  const last = course.at(-1);
  const to = all.reduce((end, one) => latest(end, one.measuredOn), goal.dueOn);
  return {
    type: 'chart',
    nature: 'fact',
    id: `chart-goal-${n}`,
    title: message('chart.title', { n, name: measure.name }),
    description: message(last === undefined ? 'chart.descriptionEmpty' : 'chart.description', {
      from: date(startOn),
      to: date(to),
      target: number(measure.target, measure.unit),
      ...(baseline === undefined ? {} : { baseline: number(baseline.value, measure.unit) }),
      ...(last === undefined
        ? {}
        : { count: course.length, last: computedValue(goal, last.value), on: date(last.on) }),
    }),
    unit: measure.unit,
    from: all.reduce((begin, one) => earliest(begin, one.measuredOn), startOn),
    to,
    ...(asOf >= startOn && daysBetween(asOf, to) >= 0 ? { today: asOf } : {}),
    target: measure.target,
    expected: expectedLine(baseline?.value, measure.target, startOn, goal.dueOn, calendar),
    course: course.map(({ on, value }) => ({ on, value })),
    measured: all.map((one) => ({
      on: one.measuredOn,
      value: one.value,
      struck: one.supersededBy !== undefined,
    })),
    checkpoints: meetingsOf(plan, calendar).flatMap((meeting, index, meetings) =>
      meeting.kind === 'checkpoint' && meeting.dueOn <= to
        ? [
            {
              on: meeting.dueOn,
              label: message('ref.checkpoint', {
                n: meetings.slice(0, index + 1).filter(({ kind }) => kind === 'checkpoint').length,
              }),
            },
          ]
        : [],
    ),
    legend: {
      course:
        measure.aggregate === 'last'
          ? message('chart.course')
          : message('column.courseBy', { aggregate: word('aggregates', measure.aggregate) }),
      measured: message('chart.measured'),
      struck: message('chart.struck'),
      expected: message('chart.expected'),
      target: message('chart.target', { value: number(measure.target, measure.unit) }),
      today: message('chart.today', { on: date(asOf) }),
    },
  };
};
