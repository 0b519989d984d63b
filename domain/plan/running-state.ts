import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { GoalStatus } from './vocabulary.ts';

/**
 * The state of everything that is owed while the plan runs. Keys are those of the content; an
 * entry that is missing is still as planned. No free text lives here.
 */
export interface RunningState {
  /** By planned date. */
  readonly checkIns: Readonly<Record<string, CheckInState>>;
  readonly checkpoints: Readonly<Record<PartId, CheckpointState>>;
  readonly supports: Readonly<Record<PartId, SupportState>>;
  readonly actions: Readonly<Record<PartId, ActionState>>;
  readonly goals: Readonly<Record<PartId, GoalTally>>;
  /** Check-ins running, up to the last one held, without a positive entry (I3). */
  readonly withoutPositive: number;
  /** Check-ins derive from the cadence after that day only; those before it are stored (J7). */
  readonly checkInsAfter?: CivilDate;
  readonly statements: number;
  readonly criticalEvents: number;
  /** What stands in the way, by id (I8); none when left out. */
  readonly obstacles?: Readonly<Record<PartId, ObstacleState>>;
}

/** I8: somebody owns every obstacle and answers it; the manager unless another was named. */
export interface ObstacleState {
  readonly raisedAt: Instant;
  readonly answerBy: CivilDate;
  readonly ownerId?: MemberId;
  readonly answered?: true;
}

/** I9: a goal that is newly MET or OFF_TRACK, until the manager has recognised or corrected. */
export interface GoalTurn {
  readonly status: 'MET' | 'OFF_TRACK';
  readonly answerBy: CivilDate;
}

export type CheckInState = {
  readonly movedBy: { readonly manager: number; readonly other: number };
  /** The day it is due now, when it was moved. */
  readonly dueOn?: CivilDate;
  /** When it was last moved: what would have reminded of it earlier is skipped (P5). */
  readonly movedAt?: Instant;
} & (
  | { readonly status: 'PLANNED' }
  | {
      readonly status: 'HELD';
      readonly heldOn: CivilDate;
      readonly recordedAt: Instant;
      /** Written up later than policy.checkIn.writeUpWD (I2): marked, not blocked. */
      readonly late: boolean;
      /** Last day for the employee's reply; locked after it. */
      readonly replyBy: CivilDate;
      readonly reply: 'OPEN' | 'REPLIED' | 'DISPUTED';
    }
  | { readonly status: 'MISSED'; readonly by: 'manager' | 'employee' }
  /** `excusedAt`: when somebody said so; absent where it followed from something else. */
  | { readonly status: 'EXCUSED'; readonly excusedAt?: Instant }
);

export type CheckpointState = {
  readonly movedBy: { readonly manager: number; readonly other: number };
  readonly dueOn?: CivilDate;
  readonly movedAt?: Instant;
} & (
  | { readonly status: 'PLANNED' }
  | {
      readonly status: 'HELD';
      readonly heldOn: CivilDate;
      readonly reportSeq: number;
      /** When it was recorded and by when both sides rate actions and supports (E6). */
      readonly rate?: { readonly from: Instant; readonly by: CivilDate };
      readonly ratedBy?: readonly ('employee' | 'manager')[];
    }
  | { readonly status: 'MISSED'; readonly by: 'manager' }
  | { readonly status: 'EXCUSED'; readonly excusedAt?: Instant }
);

export type SupportState =
  | { readonly status: 'PROMISED' }
  | { readonly status: 'SCHEDULED'; readonly on: CivilDate }
  | SupportDelivery<'DELIVERED'>
  | (SupportDelivery<'CONFIRMED'> & { readonly confirmedOn: CivilDate })
  | (SupportDelivery<'DISPUTED'> & {
      readonly finding?: 'DELIVERED' | 'NOT_DELIVERED';
      readonly disputedAt?: Instant;
    })
  /** The employee said nothing in policy.support.confirmWD; printed as such. */
  | SupportDelivery<'SILENT'>
  | { readonly status: 'WAIVED'; readonly on: CivilDate; readonly waivedAt?: Instant };

export interface SupportDelivery<Status extends string> {
  readonly status: Status;
  readonly deliveredOn: CivilDate;
  readonly lateByWD: number;
  readonly confirmBy: CivilDate;
}

export interface ActionState {
  readonly done: 'no' | 'partly' | 'yes';
  readonly on: CivilDate;
}

/** What is known of a goal without reading its measurements. */
export interface GoalTally {
  readonly measurements: number;
  readonly lastMeasuredOn?: CivilDate;
  /** Baseline that was owed and has arrived (D3). */
  readonly baseline?: { readonly value: number; readonly period: string; readonly source: string };
  /** Worst status that a check-in or checkpoint has shown the employee (I7). */
  readonly shown?: GoalStatus;
  /** HR marked it "substantially met" (K2). */
  readonly substantiallyMet?: boolean;
  /** Newly MET or OFF_TRACK, and nobody has said so yet (I9). */
  readonly turned?: GoalTurn & { readonly at: Instant };
}
