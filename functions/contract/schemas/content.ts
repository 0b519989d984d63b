import * as z from 'zod';
import type { PlanContent } from '../../../domain/plan/content.ts';
import {
  AGGREGATES,
  CADENCES,
  DIRECTIONS,
  EXPECTATION_SOURCES,
  METRIC_KINDS,
  OPEN_CAUSES,
  SUPPORT_KINDS,
} from '../../../domain/plan/vocabulary.ts';
import {
  amount,
  civilDate,
  line,
  list,
  memberId,
  partId,
  text,
  wallTime,
  weekday,
} from './primitives.ts';

const evidence = () =>
  z.strictObject({
    occurredOn: civilDate(),
    source: line(),
    fact: text(),
    reportedBy: z.exactOptional(line(120)),
  });

const cause = () =>
  z.strictObject({
    cause: z.enum(OPEN_CAUSES as ['KNOWLEDGE_SKILL', ...typeof OPEN_CAUSES]),
    raisedBy: z.enum(['manager', 'employee', 'hr']),
    note: z.exactOptional(text(2000)),
    comparison: z.exactOptional(text(2000)),
  });

const gap = () =>
  z.strictObject({
    id: partId(),
    expectation: text(),
    expectationSource: z.strictObject({ kind: z.enum(EXPECTATION_SOURCES), reference: line() }),
    observedFact: text(),
    evidence: list(evidence(), 20),
    causes: list(cause(), 10),
    deferred: z.exactOptional(z.strictObject({ reason: text(2000) })),
  });

const baseline = () =>
  z.union([
    z.strictObject({ value: amount(), period: line(), source: line() }),
    z.strictObject({ toMeasureBy: civilDate() }),
  ]);

const measure = () =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('milestone'),
      definitionOfDone: text(2000),
      verifier: line(120),
    }),
    z.strictObject({
      kind: z.enum(METRIC_KINDS),
      name: line(),
      unit: line(40),
      direction: z.enum(DIRECTIONS),
      aggregate: z.enum(AGGREGATES),
      window: line(),
      source: line(),
      measuredBy: line(120),
      everyDays: z.int().min(1).max(92),
      baseline: baseline(),
      target: amount(),
      tolerance: z.exactOptional(z.number().min(0).max(1e12)),
    }),
  ]);

const goal = () =>
  z.strictObject({
    id: partId(),
    gapIds: list(partId(), 10),
    statement: text(2000),
    measure: measure(),
    dueOn: civilDate(),
    minSample: z.int().min(0).max(1_000_000),
  });

const action = () =>
  z.strictObject({
    id: partId(),
    goalId: partId(),
    what: text(2000),
    how: text(2000),
    dueOn: civilDate(),
  });

const support = () =>
  z.strictObject({
    id: partId(),
    kind: z.enum(SUPPORT_KINDS),
    description: text(2000),
    provider: z.strictObject({ name: line(120), memberId: z.exactOptional(memberId()) }),
    dueBy: civilDate(),
    goalIds: list(partId(), 10),
    mandatory: z.boolean(),
  });

const schedule = () =>
  z.strictObject({
    startOn: civilDate(),
    endOn: civilDate(),
    cadence: z.enum(CADENCES),
    checkInWeekday: weekday(),
    meetingTime: wallTime(),
    checkpoints: list(z.strictObject({ id: partId(), on: civilDate() }), 40),
    finalReviewOn: civilDate(),
  });

/**
 * What a plan says. Shape and limits only: whether it makes sense is judged by the rules, so that
 * a fourth goal is answered by D1 and not by a length.
 */
export const planContent = (): z.ZodType<PlanContent> =>
  z.strictObject({
    title: line(),
    gaps: list(gap(), 10),
    goals: list(goal(), 10),
    actions: list(action(), 40),
    supports: list(support(), 40),
    schedule: schedule(),
  });
