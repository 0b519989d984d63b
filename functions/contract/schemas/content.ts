import * as z from 'zod/mini';
import type { PlanContent } from '../../../domain/plan/content.ts';
import {
  AGGREGATES,
  ATTAINABILITY_BASES,
  CADENCES,
  DIRECTIONS,
  EXPECTATION_SOURCES,
  METRIC_KINDS,
  OPEN_CAUSES,
  SUPPORT_KINDS,
} from '../../../domain/plan/vocabulary.ts';
import {
  amount,
  between,
  civilDate,
  line,
  list,
  memberId,
  observationId,
  partId,
  text,
  wallTime,
  weekday,
  whole,
} from './primitives.ts';

const attachment = () =>
  z.strictObject({
    name: line(200),
    mediaType: line(120),
    bytes: whole(0, 1e9),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  });

const evidence = () =>
  z.strictObject({
    occurredOn: civilDate(),
    source: line(),
    fact: text(),
    reportedBy: z.exactOptional(line(120)),
    observationId: z.exactOptional(observationId()),
    attachments: z.exactOptional(list(attachment(), 10)),
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
    priorFeedback: z.exactOptional(
      list(z.strictObject({ givenOn: civilDate(), summary: text(2000) }), 10),
    ),
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
      everyDays: whole(1, 92),
      baseline: baseline(),
      target: amount(),
      tolerance: z.exactOptional(between(0, 1e12)),
      roleStandard: z.exactOptional(amount()),
    }),
  ]);

const goal = () =>
  z.strictObject({
    id: partId(),
    gapIds: list(partId(), 10),
    statement: text(2000),
    measure: measure(),
    dueOn: civilDate(),
    attainability: z.exactOptional(
      z.strictObject({ basis: z.enum(ATTAINABILITY_BASES), reference: text(1000) }),
    ),
    minSample: whole(0, 1_000_000),
  });

const action = () =>
  z.strictObject({
    id: partId(),
    goalId: partId(),
    what: text(2000),
    how: text(2000),
    dueOn: civilDate(),
    dependsOn: z.exactOptional(list(partId(), 10)),
    leadDays: z.exactOptional(whole(0, 60)),
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
    training: z.exactOptional(
      z.strictObject({
        topic: line(),
        gapId: partId(),
        trainer: line(120),
        hours: between(0, 1000),
      }),
    ),
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
export const planContent = (): z.ZodMiniType<PlanContent> =>
  z.strictObject({
    title: line(),
    gaps: list(gap(), 10),
    goals: list(goal(), 10),
    actions: list(action(), 40),
    supports: list(support(), 40),
    schedule: schedule(),
    consequences: z.exactOptional(text(2000)),
  });
