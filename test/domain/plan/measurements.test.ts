import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  berlin,
  changed,
  contextIn,
  inShanghai,
  shanghai,
  shanghaiContent,
} from '../../support/plans.ts';
import {
  finalReviewHistory,
  GOALS,
  measureCommand,
  measurementsOf,
  step,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const active = activePlanHistory();
const [COMPLAINTS, RESPONSE, RESOLUTION] = GOALS;

const measuring = (
  goalId: (typeof GOALS)[number],
  value: number,
  more: Partial<CommandOf<'RecordMeasurement'>> = {},
  history: History = active,
) =>
  given(history).when(
    measureCommand(goalId, value, '2026-03-04', more),
    inShanghai('2026-03-04 12:00', as.manager),
  );

describe('I6 measurements', () => {
  it('are recorded with their sample and source', () => {
    measuring(RESPONSE, 48).thenEvents({
      type: 'MeasurementRecorded',
      goalId: RESPONSE,
      value: 48,
      sample: 60,
      measuredOn: on('2026-03-04'),
      source: '周报',
    });
    expect(measuring(RESPONSE, 48).plan()).toMatchObject({
      running: { goals: { [RESPONSE]: { measurements: 1, lastMeasuredOn: '2026-03-04' } } },
    });
  });

  it.each([
    ['before the start', '2026-03-01', ['I6.beforeStart']],
    ['on the first day', '2026-03-02', []],
    ['today', '2026-03-04', []],
    ['tomorrow', '2026-03-05', ['I6.future']],
  ] as const)('are of the running plan and not of the future: %s', (_, day, expected) => {
    const answer = measuring(RESPONSE, 48, { measuredOn: on(day) });
    if (expected.length === 0) answer.thenTypes('MeasurementRecorded');
    else {
      answer.thenRefused(...expected);
      expect(answer.violations()).toMatchObject([{ path: '/measuredOn' }]);
    }
  });

  /** The plan with its first goal measured in another kind of number. */
  const ofKind = (kind: string): History =>
    activePlanHistory({
      ...shanghai,
      content: changed(shanghaiContent(), '/goals/0/measure/kind', kind),
    });

  it.each([
    ['count', [0, 1, 250], [-1, Number.NaN, Number.POSITIVE_INFINITY]],
    ['duration', [0, 0.5, 1e6], [-0.1, Number.NaN]],
    ['rate', [0, 68.5, 100], [-0.1, 100.1, Number.NEGATIVE_INFINITY]],
    ['amount', [-5000, 0, 1e9], [Number.NaN, Number.POSITIVE_INFINITY]],
    ['score', [-2, 0, 4.5], [Number.NaN]],
  ] as const)('fit the kind of the goal: %s', (kind, good, bad) => {
    const history = ofKind(kind);
    for (const value of good)
      measuring(COMPLAINTS, value, {}, history).thenTypes('MeasurementRecorded');
    for (const value of bad) {
      const answer = measuring(COMPLAINTS, value, {}, history);
      answer.thenRefused('I6.number');
      expect(answer.violations()).toMatchObject([{ path: '/value', params: { kind } }]);
    }
  });

  it.each([
    [0, true],
    [1, true],
    [0.5, false],
    [2, false],
    [-1, false],
  ])('a milestone is done or not: %d', (value, fits) => {
    const answer = given(activePlanHistory(berlin)).when(
      {
        type: 'RecordMeasurement',
        goalId: 'checklist',
        value,
        sample: 1,
        measuredOn: on('2026-03-04'),
        source: 'Release log',
      },
      contextIn(berlin, '2026-03-04 12:00', as.manager),
    );
    if (fits) answer.thenTypes('MeasurementRecorded');
    else answer.thenRefused('I6.number');
  });

  it.each([0, -1, 1.5, Number.NaN])('rest on at least one whole observation, not %d', (sample) => {
    const answer = measuring(RESPONSE, 48, { sample });
    answer.thenRefused('I6.number');
    expect(answer.violations()).toMatchObject([{ path: '/sample', params: { kind: 'count' } }]);
  });

  it('belong to a goal of the plan', () => {
    given(active)
      .when(
        { ...measureCommand(RESPONSE, 48, '2026-03-04'), goalId: 'another' },
        inShanghai('2026-03-04 12:00', as.manager),
      )
      .thenUnknownPart('goal');
  });

  it('may still be written down in the final review', () => {
    given(finalReviewHistory())
      .when(measureCommand(RESPONSE, 30, '2026-04-30'), inShanghai('2026-04-30 12:00', as.manager))
      .thenTypes('MeasurementRecorded');
  });

  describe('are append-only', () => {
    const first = measuring(RESPONSE, 48).history();
    const [seq = 0] = measurementsOf(first, RESPONSE);
    const replacing = (
      history: History,
      wrong: number,
      goalId: (typeof GOALS)[number] = RESPONSE,
    ) => measuring(goalId, 47, { supersedes: { seq: wrong, reason: '漏计周日来电' } }, history);

    it('a correction names what it replaces, and both stay', () => {
      const corrected = replacing(first, seq).history();
      const [next = 0] = measurementsOf(corrected, RESPONSE).slice(-1);
      expect(recordsOf(corrected).measurements).toMatchObject([
        { seq, value: 48, supersededBy: next },
        { seq: next, value: 47, supersedes: { seq, reason: '漏计周日来电' } },
      ]);
      expect(planOf(corrected)).toMatchObject({
        running: { goals: { [RESPONSE]: { measurements: 1 } } },
      });
    });

    it('of the same goal, that exists, and once', () => {
      replacing(first, seq + 1).thenRefused('I6.unknown');
      replacing(first, seq, RESOLUTION).thenRefused('I6.unknown');
      const corrected = replacing(first, seq).history();
      replacing(corrected, seq).thenRefused('I6.unknown');
      const [next = 0] = measurementsOf(corrected, RESPONSE).slice(-1);
      replacing(corrected, next).thenTypes('MeasurementRecorded');
      expect(replacing(first, 1).violations()).toMatchObject([{ path: '/supersedes/seq' }]);
    });

    it('and the last day on which anything was measured is kept, whatever the order', () => {
      const earlier = play(
        first,
        step('2026-03-04 13:00', as.manager, measureCommand(RESPONSE, 50, '2026-03-03')),
      );
      expect(planOf(earlier)).toMatchObject({
        running: { goals: { [RESPONSE]: { measurements: 2, lastMeasuredOn: '2026-03-04' } } },
      });
    });
  });
});

describe('D3 and D4 the baseline that was still owed', () => {
  const at = contextIn(berlin, '2026-03-05 12:00', as.manager);
  const arriving = (
    value: number,
    goalId = 'lead-time',
    history: History = activePlanHistory(berlin),
  ) =>
    given(history).when(
      { type: 'RecordBaseline', goalId, value, period: 'February', source: 'Incident tracker' },
      at,
    );

  it('arrives, and is the one that counts', () => {
    const answer = arriving(40);
    answer.thenEvents({
      type: 'BaselineRecorded',
      goalId: 'lead-time',
      value: 40,
      period: 'February',
      source: 'Incident tracker',
    });
    expect(answer.plan()).toMatchObject({
      running: { goals: { 'lead-time': { baseline: { value: 40, period: 'February' } } } },
    });
  });

  it('is judged against the target (D4)', () => {
    // At most 15 minutes, with one to spare.
    arriving(16).thenRefused('D4.alreadyMet');
    arriving(16.1).thenTypes('BaselineRecorded');
    arriving(Number.NaN).thenRefused('D4.number');
    expect(arriving(16).violations()).toMatchObject([{ path: '/goals/1/measure/target' }]);
  });

  it('arrives once, and only where it was owed', () => {
    arriving(41, 'lead-time', arriving(40).history()).thenRefused('D3.baselineKnown');
    arriving(1, 'checklist').thenRefused('D3.baselineKnown');
    arriving(1, 'another').thenUnknownPart('goal');
    given(active)
      .when(
        {
          type: 'RecordBaseline',
          goalId: COMPLAINTS,
          value: 3,
          period: '一季度',
          source: '登记簿',
        },
        inShanghai('2026-03-04 12:00', as.manager),
      )
      .thenRefused('D3.baselineKnown');
  });

  it('arrives beside measurements that were taken before', () => {
    const measured = given(activePlanHistory(berlin))
      .when(
        {
          type: 'RecordMeasurement',
          goalId: 'lead-time',
          value: 30,
          sample: 1,
          measuredOn: on('2026-03-04'),
          source: 'Incident tracker',
        },
        at,
      )
      .history();
    expect(arriving(40, 'lead-time', measured).plan()).toMatchObject({
      running: { goals: { 'lead-time': { measurements: 1, baseline: { value: 40 } } } },
    });
  });
});

describe('I5 critical events', () => {
  const recording = (occurredOn: string, more: Partial<CommandOf<'RecordCriticalEvent'>> = {}) =>
    given(active).when(
      {
        type: 'RecordCriticalEvent',
        occurredOn: on(occurredOn),
        kind: 'positive',
        fact: '客户来电表扬',
        ...more,
      },
      inShanghai('2026-03-05 12:00', as.manager),
    );

  it.each([
    ['2026-03-05', false],
    // Ten working days back from 5 March, over the Spring Festival and its make-up workdays.
    ['2026-02-12', true],
    ['2026-02-13', false],
  ])('written down on 5 March, happened on %s', (occurredOn, lateEntry) => {
    const [event] = recording(occurredOn).events();
    expect(event).toMatchObject({ type: 'CriticalEventRecorded', occurredOn, lateEntry });
  });

  it('do not lie in the future', () => {
    const answer = recording('2026-03-06');
    answer.thenRefused('I5.future');
    expect(answer.violations()).toMatchObject([
      { path: '/occurredOn', params: { to: '2026-03-05' } },
    ]);
  });

  it('may belong to a goal of the plan', () => {
    recording('2026-03-05', { goalId: COMPLAINTS }).thenTypes('CriticalEventRecorded');
    recording('2026-03-05', { goalId: 'another' }).thenUnknownPart('goal');
  });

  it('are counted, and kept in full', () => {
    const answer = recording('2026-03-05', { goalId: COMPLAINTS });
    expect(answer.plan()).toMatchObject({ running: { criticalEvents: 1 } });
    expect(recordsOf(answer.history()).criticalEvents).toMatchObject([
      { occurredOn: '2026-03-05', fact: '客户来电表扬', goalId: COMPLAINTS, lateEntry: false },
    ]);
  });
});

describe('feedback, actions and statements', () => {
  const entry = { kind: 'corrective', text: '先接听再查询' } as const;
  const at = (actor: Parameters<typeof inShanghai>[1]) => inShanghai('2026-03-04 12:00', actor);

  it.each([
    ['employee', as.employee, 'employee'],
    ['manager', as.manager, 'manager'],
    ['HR', as.hrHead, 'hr'],
    // Access gives a provider no such action; the words would not be the manager's.
    ['provider', as.mentor, 'hr'],
    ['clock', as.system, 'hr'],
  ] as const)('feedback goes in both directions: %s', (_, actor, from) => {
    given(active)
      .when({ type: 'GiveFeedback', entry }, at(actor))
      .thenEvents({ type: 'FeedbackGiven', from, entry });
  });

  it('feedback may be on a goal of the plan', () => {
    const on = (goalId: string) =>
      given(active).when({ type: 'GiveFeedback', entry: { ...entry, goalId } }, at(as.manager));
    on(RESPONSE).thenTypes('FeedbackGiven');
    on('another').thenUnknownPart('goal');
  });

  it('an action step is reported with a fact; the last report stands', () => {
    const report = (done: 'no' | 'partly' | 'yes', history: History, actionId = 'review-calls') =>
      given(history).when(
        { type: 'ReportAction', actionId, done, fact: '三段录音全部复盘' },
        at(as.employee),
      );
    const partly = report('partly', active);
    partly.thenEvents({
      type: 'ActionReported',
      actionId: 'review-calls',
      done: 'partly',
      fact: '三段录音全部复盘',
      on: on('2026-03-04'),
    });
    expect(report('yes', partly.history()).plan()).toMatchObject({
      running: { actions: { 'review-calls': { done: 'yes', on: '2026-03-04' } } },
    });
    report('yes', active, 'another').thenUnknownPart('action');
  });

  it('H8: the employee’s words are counted while the plan runs', () => {
    const answer = given(active).when(
      { type: 'MakeStatement', text: '我愿意改进' },
      at(as.employee),
    );
    answer.thenEvents({ type: 'StatementMade', text: '我愿意改进' });
    expect(answer.plan()).toMatchObject({ running: { statements: 1 } });
  });
});
