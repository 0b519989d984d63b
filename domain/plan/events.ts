import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId, PlanId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Policy } from '../tenant/policy.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { AfterCloseEvent } from './after-close-events.ts';
import type { ChangeEvent } from './amendment-events.ts';
import type { Attachment, PlanContent } from './content.ts';
import type { Actor } from './context.ts';
import type { CitedObservation } from './observation.ts';
import type {
  CheckInPreparation,
  CheckInWriteUp,
  FeedbackEntry,
  GoalStanding,
  PartRating,
} from './records.ts';
import type { AcceptedWarning } from './rules/findings.ts';
import type { JurisdictionFact } from './rules/jurisdiction.ts';
import type { TrainingDelivery } from './rules/training.ts';
import type { GoalTurn } from './running-state.ts';
import type {
  Activation,
  Closing,
  Delivery,
  GrantTerms,
  OutcomeProposal,
  TalkAnswer,
  TalkReply,
} from './state.ts';
import type { CancelReason, Channel, Language } from './vocabulary.ts';

/** What happened to a plan. Past tense; the audit trail and the tracking report are made of these. */
export type PlanEvent =
  // draft to start
  | {
      readonly type: 'PlanDrafted';
      readonly planId: PlanId;
      readonly tenantId: TenantId;
      readonly employeeId: MemberId;
      readonly managerId: MemberId;
      readonly hrOwnerId: MemberId;
      readonly authorId: MemberId;
      readonly siteId: string;
      readonly zone: string;
      readonly language: Language;
      readonly content: PlanContent;
      /** HR's written assignment when the manager is not the line manager (A1). */
      readonly managerAssignment?: string;
      readonly accepted: readonly AcceptedWarning[];
    }
  | {
      readonly type: 'ContentEdited';
      readonly content: PlanContent;
      readonly approvalVoided: boolean;
    }
  | {
      readonly type: 'DraftShared';
      readonly talkHeldOn: CivilDate;
      readonly replyBy: CivilDate;
    }
  | { readonly type: 'SharingDeferred'; readonly reason: string; readonly by: MemberId }
  | { readonly type: 'DraftAnswered'; readonly answer: Omit<TalkAnswer, 'at'> }
  | { readonly type: 'TalkDeclined' }
  | { readonly type: 'AnswerReplied'; readonly replies: readonly TalkReply[] }
  | {
      readonly type: 'PlanSubmitted';
      readonly contentHash: string;
      readonly policy: Policy;
      readonly accepted: readonly AcceptedWarning[];
      /** Those that the evidence cites, as they were (B3, B4). */
      readonly observations?: readonly CitedObservation[];
    }
  | { readonly type: 'PlanReturned'; readonly comment: string }
  | {
      readonly type: 'PlanApproved';
      readonly contentHash: string;
      readonly accepted: readonly AcceptedWarning[];
    }
  | {
      readonly type: 'PlanPresented';
      readonly delivery: Omit<Delivery, 'presentedAt'>;
      readonly accepted: readonly AcceptedWarning[];
    }
  | {
      readonly type: 'PlanAcknowledged';
      readonly acknowledgement: Acknowledgement;
      /** The employee chose to sign soon after the copy was served (H7). */
      readonly accepted?: readonly AcceptedWarning[];
    }
  | {
      readonly type: 'DisagreementAnswered';
      readonly text: string;
      /** Number of the amendment that was disagreed with; absent for the plan itself. */
      readonly amendment?: number;
    }
  | {
      readonly type: 'PlanActivated';
      readonly activation: Omit<Activation, 'at'>;
      /** The content with every open date moved, when the start came late (G9). */
      readonly content?: PlanContent;
    }
  | { readonly type: 'PlanRecalled'; readonly reason: string }
  | {
      readonly type: 'PlanCancelled';
      readonly on: CivilDate;
      readonly reason: CancelReason;
      readonly note: string;
      readonly appealUntil?: CivilDate;
    }
  // running
  | {
      readonly type: 'CheckInHeld';
      readonly writeUp: CheckInWriteUp;
      readonly late: boolean;
      readonly replyBy: CivilDate;
      readonly accepted: readonly AcceptedWarning[];
      /** Last day for an answer to the obstacles in it (I8); absent in records from before there was one. */
      readonly obstaclesBy?: CivilDate;
    }
  | ({ readonly type: 'CheckInPrepared' } & CheckInPreparation)
  | {
      readonly type: 'ObstacleRaised';
      readonly obstacleId: PartId;
      readonly text: string;
      readonly answerBy: CivilDate;
    }
  | {
      readonly type: 'ObstacleAssigned';
      readonly obstacleId: PartId;
      readonly ownerId: MemberId;
    }
  | { readonly type: 'ObstacleAnswered'; readonly obstacleId: PartId; readonly text: string }
  | {
      readonly type: 'CheckInReplied';
      readonly plannedOn: CivilDate;
      readonly kind: 'REPLY' | 'DISPUTE';
      readonly text: string;
    }
  | { readonly type: 'CheckInCorrected'; readonly plannedOn: CivilDate; readonly text: string }
  | {
      readonly type: 'CheckInMoved';
      readonly plannedOn: CivilDate;
      readonly dueOn: CivilDate;
      readonly movedBy: 'manager' | 'other';
      readonly reason: string;
    }
  | {
      readonly type: 'CheckInMissed';
      readonly plannedOn: CivilDate;
      readonly by: 'manager' | 'employee';
    }
  | { readonly type: 'CheckInExcused'; readonly plannedOn: CivilDate; readonly reason: string }
  | {
      readonly type: 'CheckpointHeld';
      readonly checkpointId: PartId;
      readonly heldOn: CivilDate;
      readonly attendees: readonly string[];
      readonly facts: readonly string[];
      readonly feedback: readonly FeedbackEntry[];
      /** The frozen standings: the interim report (G10). */
      readonly goals: readonly GoalStanding[];
      /** Last day for both sides to rate actions and supports (E6). */
      readonly rateBy?: CivilDate;
    }
  | {
      readonly type: 'PartsRated';
      readonly checkpointId: PartId;
      readonly from: 'employee' | 'manager';
      readonly ratings: readonly PartRating[];
    }
  | {
      readonly type: 'CheckpointMoved';
      readonly checkpointId: PartId;
      readonly dueOn: CivilDate;
      readonly movedBy: 'manager' | 'other';
      readonly reason: string;
    }
  | { readonly type: 'CheckpointMissed'; readonly checkpointId: PartId; readonly by: 'manager' }
  | { readonly type: 'CheckpointExcused'; readonly checkpointId: PartId; readonly reason: string }
  | {
      readonly type: 'MeasurementRecorded';
      readonly goalId: PartId;
      readonly value: number;
      readonly sample: number;
      readonly measuredOn: CivilDate;
      readonly source: string;
      readonly supersedes?: { readonly seq: number; readonly reason: string };
      /** The goal is newly MET or OFF_TRACK: the manager recognises or corrects by that day (I9). */
      readonly turned?: GoalTurn;
    }
  | {
      readonly type: 'BaselineRecorded';
      readonly goalId: PartId;
      readonly value: number;
      readonly period: string;
      readonly source: string;
    }
  | {
      readonly type: 'FeedbackGiven';
      readonly from: 'manager' | 'employee' | 'hr';
      readonly entry: FeedbackEntry;
    }
  | {
      readonly type: 'CriticalEventRecorded';
      readonly occurredOn: CivilDate;
      readonly kind: 'positive' | 'negative';
      readonly fact: string;
      readonly goalId?: PartId;
      readonly lateEntry: boolean;
    }
  | { readonly type: 'StatementMade'; readonly text: string }
  | {
      readonly type: 'ActionReported';
      readonly actionId: PartId;
      readonly done: 'no' | 'partly' | 'yes';
      readonly fact: string;
      readonly on: CivilDate;
    }
  | { readonly type: 'SupportScheduled'; readonly supportId: PartId; readonly on: CivilDate }
  | {
      readonly type: 'SupportDelivered';
      readonly supportId: PartId;
      readonly deliveredOn: CivilDate;
      readonly evidence: string;
      /** What was given, for a TRAINING (F9). */
      readonly training?: TrainingDelivery;
      readonly lateByWD: number;
      readonly confirmBy: CivilDate;
    }
  | { readonly type: 'SupportConfirmed'; readonly supportId: PartId; readonly on: CivilDate }
  | { readonly type: 'SupportDisputed'; readonly supportId: PartId; readonly reason: string }
  | {
      readonly type: 'SupportDisputeResolved';
      readonly supportId: PartId;
      readonly finding: 'DELIVERED' | 'NOT_DELIVERED';
      readonly reason: string;
    }
  | { readonly type: 'SupportSilent'; readonly supportId: PartId }
  | {
      readonly type: 'SupportWaived';
      readonly supportId: PartId;
      readonly on: CivilDate;
      readonly reason: string;
    }
  // the end
  | { readonly type: 'FinalReviewBegun'; readonly on: CivilDate; readonly early: boolean }
  | {
      readonly type: 'FinalInvitationRecorded';
      readonly invitedOn: CivilDate;
      readonly channel: Channel;
      readonly proof: string;
    }
  | {
      readonly type: 'FinalMeetingHeld';
      readonly heldOn: CivilDate;
      readonly attendees: readonly string[];
      readonly facts: readonly string[];
    }
  | { readonly type: 'FinalResponseRecorded'; readonly on: CivilDate; readonly text: string | null }
  | {
      readonly type: 'GoalMarkedSubstantiallyMet';
      readonly goalId: PartId;
      readonly reason: string;
    }
  | { readonly type: 'OutcomeProposed'; readonly proposal: OutcomeProposal }
  | { readonly type: 'OutcomeReturned'; readonly comment: string }
  | {
      readonly type: 'PlanClosed';
      readonly closing: Closing;
      readonly accepted: readonly AcceptedWarning[];
    }
  | ({ readonly type: 'AttachmentAdded'; readonly id: PartId } & Attachment)
  // who else may see it
  | { readonly type: 'AccessGranted'; readonly grant: GrantTerms; readonly on: CivilDate }
  | {
      readonly type: 'AccessRevoked';
      /** Number of the event that gave it. */
      readonly grant: number;
      readonly memberId: MemberId;
      readonly as: GrantTerms['as'];
      readonly reason: string;
    }
  /** Whoever had it has left the company. */
  | {
      readonly type: 'AccessEnded';
      /** Number of the event that gave it. */
      readonly grant: number;
      readonly memberId: MemberId;
      readonly as: GrantTerms['as'];
    }
  // for HR's eyes only
  | { readonly type: 'JurisdictionFactRecorded'; readonly fact: JurisdictionFact }
  // after the outcome
  | AfterCloseEvent
  // paused, amended
  | ChangeEvent;

export type PlanEventType = PlanEvent['type'];

/** Events that nobody but HR is shown, in a timeline, a report or a bundle (O6, section 5). */
export const HR_ONLY_EVENTS: readonly PlanEventType[] = ['JurisdictionFactRecorded'];

export type EventOf<Type extends PlanEventType> = Extract<PlanEvent, { readonly type: Type }>;

/** N1: an event as it stands in the plan's history. */
export interface RecordedEvent {
  /** 1 for the first event of a plan, without gaps. */
  readonly seq: number;
  readonly at: Instant;
  readonly by: Actor;
  readonly event: PlanEvent;
}
