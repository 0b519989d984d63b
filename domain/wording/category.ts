import type { Language } from '../plan/vocabulary.ts';

/** What can be wrong with a wording. */
export const CATEGORIES = [
  /** A label on the person instead of what the person did. */
  'TRAIT',
  /** "Often", 多次: how often or how much is not said. */
  'VAGUE_QUANTIFIER',
  /** "Always", 从来不: one exception refutes it. */
  'ABSOLUTE',
  /** What somebody is said to think or want. */
  'MIND_READING',
  /** Nobody stands behind it. */
  'HEARSAY',
  /** The writer's feelings. */
  'EMOTIVE',
  /** Health, family, age, origin, belief: no part of a plan, whatever else the sentence says. */
  'HEALTH_OR_PROTECTED',
  'THREAT',
  /** Says only what to avoid. */
  'NEGATIVE_ONLY',
  /** Neither number, date, artefact, quotation nor anything one could have seen. */
  'NO_FACT',
  /** A wish: nobody could say when it is reached. */
  'NON_TARGET',
  /** Agrees beforehand that missing the goal means resigning (CN2). */
  'RESIGNATION',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** What the text is for: a goal owes a target, an event or a gap owes a fact. */
export const TEXT_KINDS = ['gap', 'goal', 'feedback', 'event', 'report'] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/** A span of the text and what is wrong with it. */
export interface WordingFinding {
  /** Code units into the text, on code point borders; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly category: Category;
}

export type { Language };
