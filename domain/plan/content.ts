import type { CivilDate, Weekday } from '../kernel/civil-date.ts';
import type { MemberId, ObservationId, PartId } from '../kernel/ids.ts';
import type {
  Aggregate,
  AttainabilityBasis,
  Cadence,
  Cause,
  Direction,
  ExpectationSourceKind,
  MetricKind,
  SupportKind,
} from './vocabulary.ts';

/** What the plan says: the part that is drafted, frozen by a hash at submit, served and signed. */
export interface PlanContent {
  readonly title: string;
  readonly gaps: readonly Gap[];
  readonly goals: readonly Goal[];
  readonly actions: readonly ActionStep[];
  readonly supports: readonly SupportCommitment[];
  readonly schedule: Schedule;
  /** What may follow when the goals are not reached, where the law wants it said (UK1). */
  readonly consequences?: string;
}

/** Where performance falls short of a known expectation, stated as facts. 绩效差距 */
export interface Gap {
  readonly id: PartId;
  readonly expectation: string;
  readonly expectationSource: { readonly kind: ExpectationSourceKind; readonly reference: string };
  readonly observedFact: string;
  readonly evidence: readonly Evidence[];
  readonly causes: readonly GapCause[];
  /** Informal feedback on this gap that the employee had before there was a plan (B4). */
  readonly priorFeedback?: readonly PriorFeedback[];
  /** Why no goal of this plan works on the gap (D2). */
  readonly deferred?: { readonly reason: string };
}

/** Said to the employee in daily work, long before a plan: no gap may come as a surprise (B4). */
export interface PriorFeedback {
  readonly givenOn: CivilDate;
  readonly summary: string;
}

export interface Evidence {
  readonly occurredOn: CivilDate;
  /** Document, system or person that it comes from. */
  readonly source: string;
  readonly fact: string;
  /** Who reported it; equal names count as one person (B3). */
  readonly reportedBy?: string;
  /** The note from daily work that it cites (日常工作观察记录). */
  readonly observationId?: ObservationId;
  /** What belongs to it, kept elsewhere and named by its hash. */
  readonly attachments?: readonly Attachment[];
}

/** A file that evidence names; only what identifies it is part of the plan (B6). */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
}

/** Why the gap exists, and who says so. 根本原因 */
export interface GapCause {
  readonly cause: Cause;
  readonly raisedBy: 'manager' | 'employee' | 'hr';
  readonly note?: string;
  /** Peer or period comparison that EXTERNAL needs (C3). */
  readonly comparison?: string;
}

/** What will be reached, measured how, by when. 改进目标 */
export interface Goal {
  readonly id: PartId;
  readonly gapIds: readonly PartId[];
  readonly statement: string;
  readonly measure: GoalMeasure;
  readonly dueOn: CivilDate;
  /** Why it can be reached (D12). 可实现 */
  readonly attainability?: Attainability;
  /** Fewest observations that a verdict may rest on (D6): cases handled, calls taken, weeks counted. */
  readonly minSample: number;
}

/** A figure that shows a target to be within reach: of peers, of the past, of the role. */
export interface Attainability {
  readonly basis: AttainabilityBasis;
  readonly reference: string;
}

export type GoalMeasure = NumericMeasure | Milestone;

/** A done / not done goal: a definition of done and who verifies it stand in for a baseline. */
export interface Milestone {
  readonly kind: 'milestone';
  readonly definitionOfDone: string;
  readonly verifier: string;
}

export interface NumericMeasure {
  readonly kind: MetricKind;
  readonly name: string;
  /** Unit of every value of this goal: 件, seconds, %, … A `rate` is in per cent, 0 to 100. */
  readonly unit: string;
  readonly direction: Direction;
  readonly aggregate: Aggregate;
  /** The span a value covers, in words: "calendar week", "8 周内". */
  readonly window: string;
  readonly source: string;
  readonly measuredBy: string;
  readonly everyDays: number;
  readonly baseline: Baseline;
  readonly target: number;
  /** How far from the target still counts as met, in the goal's unit; 0 when absent. */
  readonly tolerance?: number;
  /** What the role normally asks for, in the goal's unit; a plan restores it and asks no more (D7). */
  readonly roleStandard?: number;
}

export type Baseline =
  | { readonly value: number; readonly period: string; readonly source: string }
  /** Nobody has measured it yet; it is owed by that date (D3). */
  | { readonly toMeasureBy: CivilDate };

/** What the employee does towards a goal. 行动步骤 */
export interface ActionStep {
  readonly id: PartId;
  readonly goalId: PartId;
  readonly what: string;
  readonly how: string;
  readonly dueOn: CivilDate;
  /** Supports without which it cannot be done (E5). */
  readonly dependsOn?: readonly PartId[];
  /** Working days that the step takes once the supports are there (E5); 0 when absent. */
  readonly leadDays?: number;
}

/** What the organisation owes. 支持承诺 */
export interface SupportCommitment {
  readonly id: PartId;
  readonly kind: SupportKind;
  readonly description: string;
  /** Who provides it; `memberId` when that is a person of the company, who is then reminded. */
  readonly provider: { readonly name: string; readonly memberId?: MemberId };
  readonly dueBy: CivilDate;
  /** The goals that depend on it; through them the gaps and causes it answers. */
  readonly goalIds: readonly PartId[];
  /** Whether a NOT_MET outcome needs it (K4). */
  readonly mandatory: boolean;
  /** What makes a TRAINING one (F9). */
  readonly training?: TrainingPromise;
}

/** F9: what will be trained, for which gap, by whom and for how long. */
export interface TrainingPromise {
  readonly topic: string;
  readonly gapId: PartId;
  readonly trainer: string;
  readonly hours: number;
}

export interface Schedule {
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  readonly cadence: Cadence;
  readonly checkInWeekday: Weekday;
  /** Local time of check-ins and checkpoints at the employee's site, `HH:mm`. */
  readonly meetingTime: string;
  readonly checkpoints: readonly PlannedCheckpoint[];
  readonly finalReviewOn: CivilDate;
}

/** An interim review of progress. 检查点 */
export interface PlannedCheckpoint {
  readonly id: PartId;
  readonly on: CivilDate;
}
