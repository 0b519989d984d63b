import type { Goal } from '../../plan/content.ts';
import { baselineOf, countingMeasurements } from '../../plan/progress.ts';
import type { Measurement } from '../../plan/records.ts';
import {
  type Block,
  type Cell,
  column,
  date,
  type FactsBlock,
  fact,
  message,
  note,
  number,
  type Section,
  share,
  type TableRow,
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
  actorAt,
  eventsOf,
  gapRef,
  goalRef,
  moment,
  type Subject,
  standingFor,
  who,
} from '../subject.ts';

const baselineCell = (subject: Subject, goal: Goal): Cell => {
  const { measure } = goal;
  if (measure.kind === 'milestone') return message('value.none');
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
    fact('goal.baseline', baselineCell(subject, goal)),
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

const definition = (subject: Subject, goal: Goal): FactsBlock => ({
  type: 'facts',
  nature: 'fact',
  rows: [
    fact('goal.statement', text(goal.statement)),
    fact('goal.gaps', values(...goal.gapIds.map((gapId) => gapRef(subject, gapId)))),
    ...whatIsMeasured(subject, goal),
    fact('goal.due', date(goal.dueOn)),
    fact('goal.minSample', number(goal.minSample)),
  ],
});

/** The expected value on the day of a measurement, where there is a line to compare with. */
const expectedOn = (subject: Subject, goal: Goal, { measuredOn }: Measurement): Value => {
  const { running, calendar } = subject;
  const { measure } = goal;
  if (running === undefined || measure.kind === 'milestone') return message('value.none');
  const baseline = baselineOf(measure, running.running.goals[goal.id]);
  if (baseline === undefined) return message('value.none');
  const { startOn } = running.activation;
  const exact = expectedValue(
    baseline.value,
    measure.target,
    startOn,
    goal.dueOn,
    measuredOn,
    calendar,
  );
  return number(Math.round(exact * 100) / 100, measure.unit);
};

/** Why a row stands where it does: what it replaced, or what replaced it. */
const correction = (measurement: Measurement, all: readonly Measurement[]): Cell => {
  const { supersedes, supersededBy } = measurement;
  const lines: Value[] = [];
  if (supersededBy !== undefined) {
    const later = all.find((one) => one.seq === supersededBy);
    lines.push(
      message('measurement.replacedBy', {
        seq: supersededBy,
        reason: later?.supersedes?.reason ?? '',
      }),
    );
  }
  if (supersedes !== undefined)
    lines.push(message('measurement.replaces', { seq: supersedes.seq, reason: supersedes.reason }));
  return lines.length === 0 ? message('value.none') : lines;
};

/** Every measurement, the replaced ones struck: what the chart shows, in figures. */
const measurements = (subject: Subject, goal: Goal): readonly Block[] => {
  const { measure } = goal;
  const all = subject.records.measurements.filter((one) => one.goalId === goal.id);
  const course =
    measure.kind === 'milestone'
      ? new Map<number, number>()
      : courseOf(measure, countingMeasurements(subject.records, goal.id));
  const aggregates = measure.kind !== 'milestone' && measure.aggregate !== 'last';
  const inOrder = [...all].sort((a, b) =>
    a.measuredOn < b.measuredOn ? -1 : a.measuredOn > b.measuredOn ? 1 : a.seq - b.seq,
  );
  const rows = inOrder.map((one): TableRow => {
    const after = course.get(one.seq);
    return {
      struck: one.supersededBy !== undefined,
      cells: [
        number(one.seq),
        date(one.measuredOn),
        goalValue(goal, one.value),
        ...(aggregates
          ? [after === undefined ? message('value.none') : computedValue(goal, after)]
          : []),
        ...(measure.kind === 'milestone' ? [] : [expectedOn(subject, goal, one)]),
        number(one.sample),
        [text(one.source), who(subject, actorAt(subject, one.seq))],
        correction(one, all),
      ],
    };
  });
  return rows.length === 0
    ? [note('measurement.none')]
    : table(
        'fact',
        message('measurement.caption'),
        [
          column('column.number'),
          column('column.measuredOn'),
          column('column.value', { align: 'end' }),
          ...(measure.kind !== 'milestone' && aggregates
            ? [
                {
                  title: message('column.courseBy', {
                    aggregate: word('aggregates', measure.aggregate),
                  }),
                  align: 'end',
                } as const,
              ]
            : []),
          ...(measure.kind === 'milestone' ? [] : [column('column.expected', { align: 'end' })]),
          column('column.sample', { align: 'end' }),
          column('column.sourceAndRecorder'),
          column('column.correction'),
        ],
        rows,
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

/** What will be reached, how it is measured, what was measured, and where that leaves each goal. */
export const goals = (subject: Subject): Section => ({
  id: 'goals',
  title: message('section.goals'),
  blocks: subject.plan.content.goals.map((goal, index): Block => {
    const chart =
      subject.running === undefined
        ? undefined
        : goalChart(subject, subject.running, goal, index + 1);
    return {
      type: 'group',
      title: goalRef(subject, goal.id),
      blocks: [
        definition(subject, goal),
        ...(chart === undefined ? [] : [chart]),
        ...(subject.running === undefined ? [] : measurements(subject, goal)),
        ...verdict(subject, goal),
      ],
    };
  }),
});
