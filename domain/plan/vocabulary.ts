/**
 * The closed word lists of a plan. Chapter 一.2 of the source document gives the first six causes;
 * the last two come from Gilbert's behaviour engineering model.
 */
export const CAUSES = [
  'KNOWLEDGE_SKILL',
  'METHOD',
  'RESOURCE',
  'MOTIVATION',
  'EXTERNAL',
  'GOAL_UNREASONABLE',
  'EXPECTATION_UNCLEAR',
  'CAPACITY_HEALTH',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Causes that a manager or employee may name; CAPACITY_HEALTH is a yes/no fact for HR only (O6). */
export const OPEN_CAUSES = CAUSES.filter(
  (cause): cause is Exclude<Cause, 'CAPACITY_HEALTH'> => cause !== 'CAPACITY_HEALTH',
);

export const SUPPORT_KINDS = [
  'TRAINING',
  'MENTORING',
  'COACHING',
  'PROCESS',
  'TOOLING',
  'STAFFING_TEAM',
  'AUTHORITY',
  'BUDGET',
  'ROLE_CLARITY',
  'GOAL_ADJUSTMENT',
  'ADJUSTMENT',
] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];

export const EXPECTATION_SOURCES = [
  'jobDescription',
  'targetLetter',
  'policy',
  'documentedInstruction',
] as const;
export type ExpectationSourceKind = (typeof EXPECTATION_SOURCES)[number];

export const METRIC_KINDS = ['count', 'rate', 'duration', 'amount', 'score'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];
export const DIRECTIONS = ['increase', 'decrease', 'atMost', 'atLeast'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const AGGREGATES = ['last', 'sum', 'mean', 'min', 'max', 'p90'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Rhythms a draft can state; G6 lets only the first two pass. */
export const CADENCES = ['weekly', 'biweekly', 'monthly'] as const;
export type Cadence = (typeof CADENCES)[number];

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const PLAN_STATUSES = [
  'DRAFT',
  'IN_REVIEW',
  'APPROVED',
  'PRESENTED',
  'ACTIVE',
  'FINAL_REVIEW',
  'CLOSED',
] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

export const GOAL_STATUSES = [
  'NOT_STARTED',
  'ON_TRACK',
  'AT_RISK',
  'OFF_TRACK',
  'MET',
  'NOT_MET',
  'INSUFFICIENT_DATA',
] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

export const FEEDBACK_KINDS = ['positive', 'corrective'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** Outcomes a manager may propose; CANCELLED has its own command. */
export const PROPOSED_OUTCOMES = ['MET', 'PARTLY_MET', 'NOT_MET'] as const;
export type ProposedOutcome = (typeof PROPOSED_OUTCOMES)[number];
export type Outcome = ProposedOutcome | 'CANCELLED';

export const NEXT_STEPS = [
  'NORMAL',
  'SUSTAIN',
  'RETRAIN',
  'REASSIGN',
  'ROLE_CHANGE',
  'SECOND_PLAN',
  'SEPARATION_REVIEW',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

export const CANCEL_REASONS = [
  'ISSUED_IN_ERROR',
  'LEFT',
  'ROLE_CHANGED',
  'LONG_LEAVE',
  'APPEAL',
  'SUPERSEDED',
  'INCONCLUSIVE',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** Ways in which a document or an invitation reached, or should have reached, the employee. */
export const CHANNELS = ['inPerson', 'email', 'registeredPost', 'courier', 'phone', 'app'] as const;
export type Channel = (typeof CHANNELS)[number];
