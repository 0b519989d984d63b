import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Effect, FeedbackKind, GoalStatus } from './vocabulary.ts';

/**
 * What a plan accumulates while it runs, folded from its events by `evolveRecords`. Nothing here is
 * ever overwritten: corrections, replies and superseding values are appended.
 */
export interface Records {
  readonly checkIns: readonly CheckInRecord[];
  readonly measurements: readonly Measurement[];
  readonly feedback: readonly FeedbackRecord[];
  readonly criticalEvents: readonly CriticalEvent[];
  readonly statements: readonly Statement[];
  readonly interimReports: readonly InterimReport[];
  /** What employee and manager said of actions and supports at checkpoints (E6). */
  readonly ratings: readonly RatingRecord[];
  /** What stands in the way, with the answers to it (I8). */
  readonly obstacles: readonly ObstacleRecord[];
  /** What the employee noted before a check-in (I1). */
  readonly preparations: readonly PreparationRecord[];
}

/** E6: whether it was done, how well, and whether it works. 做得怎么样, 是否有效 */
export interface PartRating {
  readonly part: 'action' | 'support';
  readonly id: PartId;
  readonly done: 'no' | 'partly' | 'yes';
  /** How well, as a fact. */
  readonly how: string;
  readonly effective: Effect;
}

export interface RatingRecord {
  readonly seq: number;
  readonly at: Instant;
  readonly from: 'employee' | 'manager';
  readonly checkpointId: PartId;
  readonly ratings: readonly PartRating[];
}

export interface ObstacleRecord {
  /** `<planned date>-<n>` for one of a check-in, else the id it was raised under. */
  readonly id: PartId;
  readonly seq: number;
  readonly at: Instant;
  readonly text: string;
  readonly answers: readonly {
    readonly seq: number;
    readonly at: Instant;
    readonly by: MemberId;
    readonly text: string;
  }[];
}

export interface PreparationRecord extends CheckInPreparation {
  readonly seq: number;
  readonly at: Instant;
}

/** The employee's part of a check-in, open from the start (I1). */
export interface CheckInPreparation {
  readonly plannedOn: CivilDate;
  readonly text: string;
  readonly supportNeeded: readonly string[];
}

/** The written record of a check-in that was held. 定期沟通 */
export interface CheckInRecord extends CheckInWriteUp {
  readonly seq: number;
  readonly recordedAt: Instant;
  readonly recordedBy: MemberId;
  readonly late: boolean;
  readonly replies: readonly {
    readonly seq: number;
    readonly at: Instant;
    readonly kind: 'REPLY' | 'DISPUTE';
    readonly text: string;
  }[];
  readonly corrections: readonly {
    readonly seq: number;
    readonly at: Instant;
    readonly text: string;
  }[];
}

export interface CheckInWriteUp {
  /** The planned date that names the occurrence. */
  readonly plannedOn: CivilDate;
  readonly heldOn: CivilDate;
  readonly attendees: readonly string[];
  readonly facts: readonly string[];
  readonly feedback: readonly FeedbackEntry[];
  /** How each goal stands, as told to the employee; "no change" is an answer. */
  readonly goals: readonly GoalNote[];
  readonly obstacles: readonly string[];
  readonly supportNeeded: readonly string[];
  readonly nextSteps: readonly string[];
}

export interface FeedbackEntry {
  readonly kind: FeedbackKind;
  readonly text: string;
  readonly goalId?: PartId;
}

export interface GoalNote {
  readonly goalId: PartId;
  readonly status: GoalStatus | 'NO_CHANGE';
  readonly note?: string;
}

export interface Measurement {
  readonly seq: number;
  readonly goalId: PartId;
  /** In the goal's unit; for a milestone 1 is done, 0 is not done. */
  readonly value: number;
  /** Observations behind the value: calls, cases, weeks; 1 when absent. */
  readonly sample: number;
  readonly measuredOn: CivilDate;
  readonly recordedAt: Instant;
  readonly recordedBy: MemberId;
  readonly source: string;
  /** The measurement that this one replaces, and why (I6). */
  readonly supersedes?: { readonly seq: number; readonly reason: string };
  /** Set once another measurement replaced this one; it no longer counts. */
  readonly supersededBy?: number;
}

export interface FeedbackRecord extends FeedbackEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly by: MemberId;
  readonly from: 'manager' | 'employee' | 'hr';
}

/** Something that happened and matters, for better or worse. 关键事件 */
export interface CriticalEvent {
  readonly seq: number;
  readonly occurredOn: CivilDate;
  readonly recordedAt: Instant;
  readonly recordedBy: MemberId;
  readonly kind: 'positive' | 'negative';
  readonly fact: string;
  readonly goalId?: PartId;
  /** Written down more than 10 working days after it happened (I5). */
  readonly lateEntry: boolean;
}

/** The employee's own words; immutable, always printed (H8). */
export interface Statement {
  readonly seq: number;
  readonly at: Instant;
  readonly text: string;
}

/** The state that an interim checkpoint froze, served to both sides (G10). 阶段性结果 */
export interface InterimReport {
  readonly seq: number;
  readonly checkpointId: PartId;
  readonly heldOn: CivilDate;
  readonly at: Instant;
  readonly attendees: readonly string[];
  readonly facts: readonly string[];
  readonly feedback: readonly FeedbackEntry[];
  readonly goals: readonly GoalStanding[];
}

/** Where a goal stands against its expected line. */
export interface GoalStanding {
  readonly goalId: PartId;
  readonly status: GoalStatus;
  /** 0 to 1. */
  readonly progress: number;
  /** Where the line from baseline to target is on that day, 0 to 1. */
  readonly expected: number;
  /** The aggregate of the measurements that count, in the goal's unit; absent without one. */
  readonly current?: number;
  readonly sample: number;
}

export const NO_RECORDS: Records = {
  checkIns: [],
  measurements: [],
  feedback: [],
  criticalEvents: [],
  statements: [],
  interimReports: [],
  ratings: [],
  obstacles: [],
  preparations: [],
};
