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

/** Where a figure comes from that shows a target to be attainable (D12). */
export const ATTAINABILITY_BASES = ['peer', 'past', 'role'] as const;
export type AttainabilityBasis = (typeof ATTAINABILITY_BASES)[number];

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

/** From the submission to the outcome: the plan goes by a policy of its own. */
export const SUBMITTED_STATUSES = [
  'IN_REVIEW',
  'APPROVED',
  'PRESENTED',
  'ACTIVE',
  'PAUSED',
  'FINAL_REVIEW',
] as const;
/** Up to the outcome: somebody still owes somebody something. */
export const OPEN_STATUSES = ['DRAFT', ...SUBMITTED_STATUSES] as const;
export const PLAN_STATUSES = [...OPEN_STATUSES, 'CLOSED', 'SUSTAIN', 'ARCHIVED', 'ERASED'] as const;
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

/** What somebody from outside may be invited to decide, once (A3, A4). */
export const INVITED_DECISIONS = ['plan', 'outcome', 'appeal'] as const;
export type InvitedDecision = (typeof INVITED_DECISIONS)[number];

/** Why an employee may object to an outcome (L1). */
export const APPEAL_GROUNDS = ['FACT', 'PROCEDURE', 'SUPPORT', 'NEW_INFORMATION', 'OTHER'] as const;
export type AppealGround = (typeof APPEAL_GROUNDS)[number];

/** What a decider may say: the outcome is void, is made milder, or stands (L4). */
export const APPEAL_DECISIONS = ['UPHELD', 'PARTLY', 'DISMISSED'] as const;
export type AppealDecision = (typeof APPEAL_DECISIONS)[number];
export type AppealStatus = 'LODGED' | 'HEARD' | AppealDecision | 'WITHDRAWN';

/** Ways in which a document or an invitation reached, or should have reached, the employee. */
export const CHANNELS = ['inPerson', 'email', 'registeredPost', 'courier', 'phone', 'app'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How well an action or a support works, as somebody sees it at a checkpoint (E6). 是否有效 */
export const EFFECTS = ['yes', 'partly', 'no', 'tooEarly'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Why the clock of a plan may stand still (J6). */
export const PAUSE_REASONS = ['LEAVE', 'LEGAL', 'ORG'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Amendments of what the plan says. */
export const CONTENT_AMENDMENTS = ['CONTENT', 'SCHEDULE', 'EXTENSION'] as const;
export type AmendmentKind = (typeof CONTENT_AMENDMENTS)[number] | 'MANAGER_CHANGE';

/** Whether an amendment needs HR's approval and service, or only that manager and employee agree (J1). */
export type AmendmentPath = 'FORMAL' | 'LIGHT';

/** Why a plan may get more time (J3). */
export const EXTENSION_REASONS = [
  'SUBSTANTIAL_PROGRESS',
  'ORG_DEFAULT',
  'LEAVE',
  'NEW_MANAGER',
  'DATA_INSUFFICIENT',
] as const;
export type ExtensionReason = (typeof EXTENSION_REASONS)[number];

/** What an amendment can change in a content. */
export const CONTENT_CHANGES = [
  'TITLE',
  'CONSEQUENCES',
  'GAP_ADDED',
  'GAP_CHANGED',
  'GAP_REMOVED',
  'GOAL_ADDED',
  'GOAL_HARDER',
  'GOAL_CHANGED',
  'GOAL_LATER',
  'GOAL_REMOVED',
  'ACTION_ADDED',
  'ACTION_CHANGED',
  'ACTION_REMOVED',
  'SUPPORT_ADDED',
  'SUPPORT_CHANGED',
  'SUPPORT_BETTER',
  'SUPPORT_REMOVED',
  'END_LATER',
  'END_EARLIER',
  'FEWER_CHECK_INS',
  'MORE_CHECK_INS',
  'MEETING_TIME',
  'CHECKPOINT_ADDED',
  'CHECKPOINT_MOVED',
  'CHECKPOINT_REMOVED',
  'FINAL_REVIEW_MOVED',
] as const;
export type ContentChangeKind = (typeof CONTENT_CHANGES)[number];

/** Rules that stand against NOT_MET and that an HR head may set aside, with a printed reason. */
export const OVERRIDABLE_RULES = ['A6', 'F8', 'K6', 'K7'] as const;
export type OverridableRule = (typeof OVERRIDABLE_RULES)[number];
