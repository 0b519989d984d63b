import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLocal } from '../../../domain/calendar/zones.ts';
import type { PlanCommandType } from '../../../domain/plan/command.ts';
import { decide } from '../../../domain/plan/decide.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { countingMeasurements } from '../../../domain/plan/progress.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import { isEnded, openPart } from '../../../domain/plan/stage.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import {
  appealedHistory,
  heardHistory,
  requestedHistory,
  sustainHistory,
} from '../../support/after-close.ts';
import {
  pausedHistory,
  proposeAmendment,
  servedOn,
  withEasierGoal,
} from '../../support/amendments.ts';
import { commandOf, GIVEN_TYPES } from '../../support/every-command.ts';
import { type FullContext, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  answeredHistory,
  approvedHistory,
  as,
  changed,
  draftHistory,
  inShanghai,
  presentedHistory,
  shanghai,
  shanghaiContent,
  submittedHistory,
} from '../../support/plans.ts';
import {
  actorFor,
  type Choice,
  choices,
  commandFor,
  goodReasons,
  momentAfter,
} from '../../support/random-commands.ts';
import {
  CHECK_INS,
  finalReviewHistory,
  MEETING,
  type Run,
  reviewedHistory,
  runHistory,
  step,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

/** As in the story, but a goal's baseline is still owed, and no total can still grow. */
const owing = {
  ...shanghai,
  content: changed(
    changed(shanghaiContent(), '/goals/0/measure/aggregate', 'last'),
    '/goals/1/measure/baseline',
    { toMeasureBy: on('2026-03-13') },
  ),
};
const disputed: Run['also'] = [
  [
    '2026-04-28 09:00',
    as.hrOwner,
    {
      type: 'DeliverSupport',
      supportId: 'mentor',
      deliveredOn: on('2026-04-28'),
      evidence: '签到表',
    },
  ],
  [
    '2026-04-28 10:00',
    as.employee,
    { type: 'DisputeSupport', supportId: 'mentor', reason: '没有进行' },
  ],
];

const served = servedOn(activePlanHistory(), '2026-03-04', proposeAmendment(withEasierGoal()));

/** Where lives begin, so that short ones reach every stage. */
const STARTS: readonly History[] = [
  appealedHistory(),
  heardHistory(),
  heardHistory(sustainHistory()),
  sustainHistory(),
  requestedHistory(),
  draftHistory(),
  answeredHistory(),
  submittedHistory(),
  approvedHistory(),
  presentedHistory(),
  acknowledgedHistory(),
  activePlanHistory(owing),
  pausedHistory(),
  served,
  // The last day of the window.
  play(served, step('2026-03-11 09:00', as.employee, commandOf('MakeStatement'))),
  runHistory({ of: owing, values: MEETING }),
  runHistory({ supports: ['product-course'], also: disputed }),
  finalReviewHistory({ checkIns: CHECK_INS.slice(2) }),
  reviewedHistory({ checkIns: CHECK_INS.slice(1) }),
  reviewedHistory({ values: { 'first-time-resolution': 85 } }),
];

/** The picture of section 1; a step that the plan takes is one of these. */
const GRAPH: ReadonlySet<string> = new Set([
  'DRAFT > IN_REVIEW',
  'IN_REVIEW > DRAFT',
  'IN_REVIEW > APPROVED',
  'APPROVED > DRAFT',
  'APPROVED > PRESENTED',
  'PRESENTED > ACTIVE',
  'PRESENTED > DRAFT',
  'ACTIVE > FINAL_REVIEW',
  'FINAL_REVIEW > CLOSED',
  'DRAFT > CLOSED',
  'IN_REVIEW > CLOSED',
  'APPROVED > CLOSED',
  'PRESENTED > CLOSED',
  'ACTIVE > CLOSED',
  'ACTIVE > PAUSED',
  'PAUSED > ACTIVE',
  'PAUSED > CLOSED',
  'FINAL_REVIEW > ACTIVE',
  'CLOSED > SUSTAIN',
  'CLOSED > ARCHIVED',
  'CLOSED > ACTIVE',
  'SUSTAIN > ACTIVE',
  'SUSTAIN > CLOSED',
  'SUSTAIN > ARCHIVED',
  'ARCHIVED > ERASED',
]);

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

/** Days and instants of a plan in the order in which life goes; each list may not fall. */
const timelines = (plan: Plan): readonly (readonly (string | undefined)[])[] => {
  const open = openPart(plan);
  const { startOn, endOn, finalReviewOn, checkpoints } = open.content.schedule;
  const submission = 'submission' in open ? open.submission : undefined;
  const approval = 'approval' in open ? open.approval : undefined;
  const delivery = 'delivery' in open ? open.delivery : undefined;
  const acknowledgements = 'acknowledgements' in open ? open.acknowledgements : [];
  const activation = 'activation' in open ? open.activation : undefined;
  const review = 'review' in open ? open.review : undefined;
  const closing = isEnded(plan) ? plan.closing : undefined;
  return [
    [startOn, ...checkpoints.map(({ on }) => on), endOn, finalReviewOn],
    [
      open.createdAt,
      submission?.at,
      approval?.at,
      delivery?.presentedAt,
      ...acknowledgements.slice(0, 1).map((one) => one.at),
      activation?.at,
      review?.begunAt,
      review?.proposal?.at,
      closing?.at,
    ],
    [delivery?.presentedOn, activation?.startOn, activation?.endOn],
    [delivery?.presentedOn, delivery?.ackBy],
    [review?.begunOn, closing?.on, closing?.appealUntil],
    ...('activation' in open
      ? [
          ...Object.values(open.running.checkpoints).map(({ dueOn }) => [startOn, dueOn, endOn]),
          ...Object.values(open.running.checkIns).flatMap((one) => [
            [startOn, one.dueOn, endOn],
            one.status === 'HELD' ? [startOn, one.heldOn, one.replyBy] : [],
          ]),
          ...Object.values(open.running.supports).map((one) =>
            'deliveredOn' in one ? [one.deliveredOn, one.confirmBy] : [],
          ),
          [activation?.startOn, startOn],
          [activation?.endOn, endOn],
        ]
      : []),
  ].map((days) => days.filter((day) => day !== undefined));
};

/** What all lives together have seen. */
const seen = {
  accepted: new Set<PlanCommandType>(),
  refused: new Set<PlanCommandType>(),
  edges: new Set<string>(),
  ready: new Set<boolean>(),
};

/** One step of a life; the history afterwards. */
const live = (history: History, plan: Plan, choice: Choice): readonly [History, Plan] => {
  const last = history.at(-1);
  if (last === undefined) throw new Error('no history');
  const now = momentAfter(last.at, choice);
  const context: FullContext = {
    ...inShanghai('2026-02-10', actorFor(plan, choice)),
    now,
    today: toLocal(shanghai.zone, now).date,
    records: recordsOf(history),
  };
  const command = commandFor(plan, choice, context);
  // Frozen, so that a decision that changed what it was given would throw.
  const result = decide(command as never, frozen(plan), frozen(context));
  const type = command.type;
  if (!result.ok) {
    // Of an erased plan nothing is recorded any more, not even the employee's words.
    if (plan.status !== 'ERASED') seen.refused.add(type);
    // Time that passed without a trace is kept out: the next step starts from the last event.
    return [history, plan];
  }
  seen.accepted.add(type);
  const { events, plan: answered } = result.value;
  let current = plan;
  for (const event of events) {
    const next = evolve(current, event);
    const edge = `${current.status} > ${next.status}`;
    if (current.status !== next.status) seen.edges.add(edge);
    expect(current.status === next.status || GRAPH.has(edge), edge).toBe(true);
    expect(event.seq).toBe(current.version + 1);
    if (current.status === 'ERASED')
      expect(next).toEqual({ ...current, version: current.version + 1 });
    current = next;
  }
  expect(current).toEqual(answered);
  for (const days of timelines(answered)) expect(days).toEqual([...days].sort());
  return [[...history, ...events], answered];
};

/** Readiness says nothing is missing exactly when NOT_MET could be proposed. */
const readinessAgrees = (history: History, plan: Plan): void => {
  if (plan.status !== 'FINAL_REVIEW') return;
  const last = history.at(-1);
  const records = recordsOf(history);
  const { goals } = plan.content;
  const measured = goals.every(({ id }) => countingMeasurements(records, id).length > 0);
  if (last === undefined || !measured) return;
  const today = toLocal(shanghai.zone, last.at).date;
  const context = { ...inShanghai('2026-05-06', as.manager), now: last.at, today, records };
  const { notMet, met } = closeReadiness(plan, context);
  // Before the end K3 stands in the way; where every goal is met K1 does.
  if (today < plan.activation.endOn || met.length === 0) return;
  const proposed = decide<'ProposeOutcome'>(
    {
      type: 'ProposeOutcome',
      outcome: 'NOT_MET',
      nextStep: 'RETRAIN',
      reasons: goodReasons(plan, records),
      accepted: [{ ruleId: 'I7', reason: '已经与员工当面说明并记录在案' }],
    },
    plan,
    context,
  );
  seen.ready.add(proposed.ok);
  expect(proposed.ok).toBe(notMet.length === 0);
  if (!proposed.ok)
    expect(proposed.error).toEqual({
      code: 'RULES_VIOLATED',
      // Readiness adds the day by which it is owed.
      violations: expect.arrayContaining(
        notMet.map(({ messageKey, path }) => expect.objectContaining({ messageKey, path })),
      ),
    });
};

describe('random lives of a plan', () => {
  it('throw nothing, fold to what was answered, follow the graph, and end for good', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STARTS), choices(40), (start, steps) => {
        let history = start;
        let plan = planOf(start);
        let waited = 0;
        for (const step of steps) {
          // What a refusal cost in time is not lost: it is waited for at the next step.
          const choice = { ...step, afterMinutes: step.afterMinutes + waited };
          const [after, next] = live(history, plan, choice);
          waited = after === history ? choice.afterMinutes : 0;
          history = after;
          plan = next;
          readinessAgrees(history, plan);
        }
        expect(planOf(history)).toEqual(plan);
        expect(plan.version).toBe(history.length);
        expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
        const instants = history.map(({ at }) => at);
        expect(instants).toEqual([...instants].sort());
      }),
      { numRuns: 400, seed: 20260422 },
    );

    // Nothing above holds for want of a case.
    const missing = (set: ReadonlySet<PlanCommandType>) =>
      GIVEN_TYPES.filter((type) => !set.has(type));
    expect(missing(seen.accepted)).toEqual([]);
    // The employee's own words are never refused (H8).
    expect(missing(seen.refused)).toEqual(['MakeStatement']);
    expect([...GRAPH].filter((edge) => !seen.edges.has(edge))).toEqual([]);
    expect(seen.ready).toEqual(new Set([true, false]));
  });
});
