import * as z from 'zod/mini';
import { isWallTime, isZone } from '../../../domain/calendar/zones.ts';
import { type CivilDate, parseCivilDate } from '../../../domain/kernel/civil-date.ts';
import {
  type MemberId,
  type ObservationId,
  PART_ID,
  type PartId,
  type PlanId,
  parseMemberId,
  parseObservationId,
  parsePlanId,
} from '../../../domain/kernel/ids.ts';
import { type Instant, parseInstant } from '../../../domain/kernel/instant.ts';

/** Largest list anywhere in a request. */
export const LIST_MAX = 100;

/** No control characters, line separators, bidirectional controls or lone surrogates. */
const SINGLE_LINE = /^(?:[^\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069])*$/u;
/** As above, but tabs and line feeds are text. */
const MULTI_LINE = /^(?:[\n\t]|[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069])*$/u;

/** One line of text: NFC, trimmed, 1 to `max` characters. */
export const line = (max = 200) =>
  z
    .string()
    .check(z.normalize('NFC'), z.trim(), z.minLength(1), z.maxLength(max), z.regex(SINGLE_LINE));

/** Text of several lines: NFC, trimmed, 1 to `max` characters. */
export const text = (max = 4000) =>
  z
    .string()
    .check(z.normalize('NFC'), z.trim(), z.minLength(1), z.maxLength(max), z.regex(MULTI_LINE));

export const list = <Item extends z.ZodMiniType>(item: Item, max = LIST_MAX) =>
  z.array(item).check(z.maxLength(max));

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));

/** The same where it comes as text: in a path or a query. */
export const wholeInText = (min: number, max: number) =>
  z.coerce.number().check(z.int(), z.minimum(min), z.maximum(max));

/** A number from `min` to `max`. */
export const between = (min: number, max: number) =>
  z.number().check(z.minimum(min), z.maximum(max));

// A refined string keeps its wire type; the cast only tells TypeScript the brand that it has earned.
const branded = <Branded extends string>(
  parse: (text: string) => Branded | undefined,
  format: string,
  max: number,
) =>
  z
    .string()
    .check(
      z.maxLength(max),
      z.refine((value) => parse(value) !== undefined, { error: format }),
    )
    .register(z.globalRegistry, { format }) as unknown as z.ZodMiniType<Branded, string>;

/** A day that exists, `YYYY-MM-DD`. */
export const civilDate = () => branded<CivilDate>(parseCivilDate, 'date', 10);
/** A point in time, UTC with milliseconds. */
export const instant = () => branded<Instant>(parseInstant, 'date-time', 24);
export const planId = () => branded<PlanId>(parsePlanId, 'ulid', 26);
export const observationId = () => branded<ObservationId>(parseObservationId, 'ulid', 26);
export const memberId = () => branded<MemberId>(parseMemberId, 'ulid', 26);
/** The name of a part inside a plan. */
export const partId = () =>
  z.string().check(z.maxLength(40), z.regex(PART_ID)) as z.ZodMiniType<PartId, string>;
export const zone = () => z.string().check(z.maxLength(64), z.refine(isZone, { error: 'zone' }));
export const wallTime = () =>
  z.string().check(z.maxLength(5), z.refine(isWallTime, { error: 'time' }));
export const email = () => z.email().check(z.maxLength(254), z.toLowerCase());
export const weekday = () =>
  z.union([
    z.literal(1),
    z.literal(2),
    z.literal(3),
    z.literal(4),
    z.literal(5),
    z.literal(6),
    z.literal(7),
  ]);
/** A sequence number in a plan's history. */
export const seq = () => whole(1, 1_000_000);
export const amount = () => between(-1e12, 1e12);

/** Warnings that the caller accepts, each with a reason. */
export const acceptances = () =>
  z._default(
    list(z.strictObject({ ruleId: z.string().check(z.maxLength(8)), reason: text(2000) }), 40),
    [],
  );
