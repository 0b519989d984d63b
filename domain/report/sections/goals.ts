import { type CivilDate, dayNumber } from '../../kernel/civil-date.ts';
import type { NonEmpty } from '../../kernel/non-empty.ts';
import type { Goal, NumericMeasure } from '../../plan/content.ts';
import { baselineOf, countingMeasurements } from '../../plan/progress.ts';
import type { Measurement } from '../../plan/records.ts';
import type { RunningPlan } from '../../plan/state.ts';
import {
  type Block,
  type Cell,
  type Column,
  column,
  date,
  type FactsBlock,
  fact,
  message,
  note,
  number,
  type Section,
  share,
  table,
  text,
  type Value,
  values,
  word,
} from '../document.ts';
import { courseOf, expectedValue, goalChart } from '../goal-chart.ts';
import {
  baselineValue,
  computedValue,
  currentValue,
  goalValue,
  targetValue,
} from '../goal-values.ts';
import {
  eventsOf,
  gapRef,
  goalRef,
  moment,
  type Subject,
  standingFor,
  who,
  whoAt,
} from '../subject.ts';

const baselineCell = (subject: Subject, goal: Goal, measure: NumericMeasure): Cell => {
  const baseline = baselineOf(measure, subject.running?.running.goals[goal.id]);
  const value = baselineValue(subject, goal);
  return baseline === undefined
    ? value
    : message('goal.baselineOf', { value, period: baseline.period, source: baseline.source });
};

const whatIsMeasured = (subject: Subject, goal: Goal): FactsBlock['rows'] => {
  const { measure } = goal;
  if (measure.kind === 'milestone')
    return [
      fact('goal.definitionOfDone', text(measure.definitionOfDone)),
      fact('goal.verifier', text(measure.verifier)),
    ];
  return [
    fact(
      'goal.metric',
      message('goal.metricOf', {
        name: measure.name,
        kind: word('measureKinds', measure.kind),
        aggregate: word('aggregates', measure.aggregate),
        window: measure.window,
      }),
    ),
    fact('goal.baseline', baselineCell(subject, goal, measure)),
    fact(
      'goal.target',
      message(measure.tolerance ? 'goal.targetWithin' : 'goal.targetOf', {
        direction: word('directions', measure.direction),
        value: targetValue(goal),
        ...(measure.tolerance ? { tolerance: number(measure.tolerance, measure.unit) } : {}),
      }),
    ),
    fact(
      'goal.measuredBy',
      message('goal.measuredByOf', {
        by: measure.measuredBy,
        source: measure.source,
        days: measure.everyDays,
      }),
    ),
  ];
};

/** What shows that the goal can be reached, and what the role asks for (D7, D12). */
const attainable = ({ attainability, measure }: Goal) => [
  ...(attainability === undefined
    ? []
    : [fact('goal.attainability', text(attainability.reference))]),
  ...(measure.kind === 'milestone' || measure.roleStandard === undefined
    ? []
    : [fact('goal.roleStandard', number(measure.roleStandard, measure.unit))]),
];

const definition = (subject: Subject, goal: Goal): FactsBlock => ({
  type: 'facts',
  nature: 'fact',
  rows: [
    fact('goal.statement', text(goal.statement)),
    fact('goal.gaps', values(...goal.gapIds.map((gapId) => gapRef(subject, gapId)))),
    ...whatIsMeasured(subject, goal),
    fact('goal.due', date(goal.dueOn)),
    ...attainable(goal),
    fact('goal.minSample', number(goal.minSample)),
  ],
});

/** The expected value on the day of a measurement, where there is a line to compare with. */
const expectedOn = (
  { calendar }: Subject,
  plan: RunningPlan,
  goal: Goal,
  measure: NumericMeasure,
  on: CivilDate,
): Value => {
  const baseline = baselineOf(measure, plan.running.goals[goal.id]);
  if (baseline === undefined) return message('value.none');
  const { startOn } = plan.activation;
  const exact = expectedValue(baseline.value, measure.target, startOn, goal.dueOn, on, calendar);
  return number(Math.round(exact * 100) / 100, measure.unit);
};

/** Why a row stands where it does: what it replaced, or what replaced it. */
const correction = (measurement: Measurement, all: readonly Measurement[]): Cell => {
  const { supersedes, seq } = measurement;
  const lines: readonly Value[] = [
    ...all.flatMap((later) =>
      later.supersedes?.seq === seq
        ? [
            message('measurement.replacedBy', {
              seq: later.seq,
              reason: later.supersedes.reason,
            }),
          ]
        : [],
    ),
    ...(supersedes === undefined
      ? []
      : [message('measurement.replaces', { seq: supersedes.seq, reason: supersedes.reason })]),
  ];
  return lines.length === 0 ? message('value.none') : lines;
};

/** A column of the table of measurements. */
interface Figure {
  readonly column: Column;
  readonly cell: (measurement: Measurement) => Cell;
}

/** What a goal with a number has beside its values: its aggregate so far, and what was expected. */
const comparisons = (
  subject: Subject,
  plan: RunningPlan,
  goal: Goal,
  measure: NumericMeasure,
): readonly Figure[] => {
  const { aggregate } = measure;
  const course = courseOf(measure, countingMeasurements(subject.records, goal.id));
  const soFar: Figure = {
    column: {
      title: message('column.courseBy', { aggregate: word('aggregates', aggregate) }),
      align: 'end',
    },
    cell: ({ seq }) => {
      const point = course.find((one) => one.seq === seq);
      return point === undefined ? message('value.none') : computedValue(goal, point.value);
    },
  };
  const expected: Figure = {
    column: column('column.expected', { align: 'end' }),
    cell: ({ measuredOn }) => expectedOn(subject, plan, goal, measure, measuredOn),
  };
  return aggregate === 'last' ? [expected] : [soFar, expected];
};

/** Every measurement, the replaced ones struck: what the chart shows, in figures. */
const measurements = (subject: Subject, plan: RunningPlan, goal: Goal): readonly Block[] => {
  const { measure } = goal;
  const inOrder = subject.records.measurements
    .filter((one) => one.goalId === goal.id)
    .toSorted((a, b) => dayNumber(a.measuredOn) - dayNumber(b.measuredOn));
  const figures: NonEmpty<Figure> = [
    { column: column('column.number'), cell: ({ seq }) => number(seq) },
    { column: column('column.measuredOn'), cell: ({ measuredOn }) => date(measuredOn) },
    {
      column: column('column.value', { align: 'end' }),
      cell: ({ value }) => goalValue(goal, value),
    },
    ...(measure.kind === 'milestone' ? [] : comparisons(subject, plan, goal, measure)),
    {
      column: column('column.sample', { align: 'end' }),
      cell: ({ sample }) => number(sample),
    },
    {
      column: column('column.sourceAndRecorder'),
      cell: ({ source, seq }) => [text(source), whoAt(subject, seq)],
    },
    { column: column('column.correction'), cell: (one) => correction(one, inOrder) },
  ];
  const [first, ...rest] = figures;
  return inOrder.length === 0
    ? [note('measurement.none')]
    : table(
        'fact',
        message('measurement.caption'),
        [first.column, ...rest.map((figure) => figure.column)],
        inOrder.map((one) => ({
          struck: one.supersededBy !== undefined,
          cells: figures.map(({ cell }) => cell(one)),
        })),
      );
};

/** Where the goal stands by its own measure: arithmetic agreed on beforehand, not an opinion. */
const verdict = (subject: Subject, goal: Goal): readonly Block[] => {
  const standing = standingFor(subject, goal.id);
  if (standing === undefined) return [];
  const isNumeric = goal.measure.kind !== 'milestone';
  return [
    {
      type: 'facts',
      nature: 'judgement',
      caption: message('goal.verdict', { on: date(subject.asOf) }),
      rows: [
        fact('goal.status', word('goalStatuses', standing.status)),
        fact('goal.current', currentValue(goal, standing)),
        ...(isNumeric
          ? [
              fact(
                'goal.progress',
                message('goal.progressOf', {
                  progress: share(standing.progress),
                  expected: share(standing.expected),
                }),
              ),
            ]
          : []),
        fact(
          'goal.sample',
          message('goal.sampleOf', { sample: standing.sample, min: goal.minSample }),
        ),
      ],
    },
    ...eventsOf(subject, 'GoalMarkedSubstantiallyMet')
      .filter(({ event }) => event.goalId === goal.id)
      .map(
        ({ event, by, at }): Block => ({
          type: 'quote',
          nature: 'judgement',
          label: message('goal.substantiallyMet'),
          by: who(subject, by),
          when: moment(subject, at),
          text: event.reason,
        }),
      ),
  ];
};

const measured = (subject: Subject, goal: Goal, n: number): readonly Block[] => {
  const { running } = subject;
  if (running === undefined) return [];
  const chart = goalChart(subject, running, goal, n);
  return [...(chart === undefined ? [] : [chart]), ...measurements(subject, running, goal)];
};

/** What will be reached, how it is measured, what was measured, and where that leaves each goal. */
export const goals = (subject: Subject): Section => ({
  id: 'goals',
  title: message('section.goals'),
  blocks: subject.plan.content.goals.map(
    (goal, index): Block => ({
      type: 'group',
      title: goalRef(subject, goal.id),
      blocks: [
        definition(subject, goal),
        ...measured(subject, goal, index + 1),
        ...verdict(subject, goal),
      ],
    }),
  ),
});
