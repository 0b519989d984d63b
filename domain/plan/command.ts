import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId, PlanId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ContactAttempt, Witness } from './acknowledgement.ts';
import type { AfterCloseCommand } from './after-close-commands.ts';
import type { ChangeCommand } from './amendment-commands.ts';
import type { Attachment, PlanContent } from './content.ts';
import type {
  Context,
  DeliveryContext,
  DirectoryContext,
  GranteeContext,
  LineContext,
  RecordContext,
  SuccessorContext,
} from './context.ts';
import type { CheckInPreparation, CheckInWriteUp, FeedbackEntry, PartRating } from './records.ts';
import type { Acceptance } from './rules/findings.ts';
import type { Invitation, JurisdictionFact } from './rules/jurisdiction.ts';
import type { TrainingDelivery } from './rules/training.ts';
import type { GoalReason, GrantTerms, TalkAnswer, TalkReply } from './state.ts';
import type { CancelReason, Channel, Language, NextStep, ProposedOutcome } from './vocabulary.ts';

/** Warnings that the caller accepts, each with a reason. */
interface Accepting {
  readonly accepted: readonly Acceptance[];
}

/** What is talked about at every check-in (I1). */
export type CheckInList = 'obstacles' | 'supportNeeded' | 'nextSteps';

/** Everything that can be asked of a plan. Imperative; one file under commands/ for each. */
export type PlanCommand =
  // draft to start
  | ({
      readonly type: 'CreatePlan';
      readonly planId: PlanId;
      readonly tenantId: TenantId;
      readonly employeeId: MemberId;
      readonly managerId: MemberId;
      readonly hrOwnerId: MemberId;
      readonly siteId: string;
      readonly zone: string;
      readonly language: Language;
      readonly content: PlanContent;
      readonly managerAssignment?: string;
    } & Accepting)
  | { readonly type: 'EditContent'; readonly content: PlanContent }
  | { readonly type: 'ShareDraft'; readonly talkHeldOn: CivilDate }
  | { readonly type: 'DeferSharing'; readonly reason: string }
  | { readonly type: 'AnswerDraft'; readonly answer: Omit<TalkAnswer, 'at'> }
  | { readonly type: 'DeclineTalk' }
  | { readonly type: 'ReplyToAnswer'; readonly replies: readonly TalkReply[] }
  | ({ readonly type: 'Submit' } & Accepting)
  | { readonly type: 'ReturnForChanges'; readonly comment: string }
  | ({ readonly type: 'Approve'; readonly contentHash: string } & Accepting)
  | ({
      readonly type: 'Present';
      readonly heldAt: Instant;
      readonly how: Channel;
      readonly place: string;
      readonly attendees: readonly string[];
      readonly servedAt: Instant;
      readonly servedBy: Channel;
      /** The invitation to the meeting, where the law asks for one (UK2). */
      readonly invitation?: Invitation;
      /** Number that proves service by post: EMS in China (H3). */
      readonly serviceProof?: string;
    } & Accepting)
  | {
      readonly type: 'Acknowledge';
      readonly kind: 'AGREED' | 'DISAGREED';
      readonly contentHash: string;
      /** The employee's words; null is the explicit "none" that DISAGREED needs (H4). */
      readonly statement?: string | null;
      /** A signature soon after serving is the employee's own wish (H7). */
      readonly accepted?: readonly Acceptance[];
    }
  | {
      readonly type: 'AnswerDisagreement';
      readonly text: string;
      /** Number of the amendment that was disagreed with; absent for the plan itself. */
      readonly amendment?: number;
    }
  | { readonly type: 'RecordRefusal'; readonly witness: Witness }
  /** Signed on paper; the scan is one of the plan's files. */
  | {
      readonly type: 'RecordPaperAcknowledgement';
      readonly kind: 'AGREED' | 'DISAGREED';
      readonly contentHash: string;
      readonly signedOn: CivilDate;
      readonly attachmentId: PartId;
      readonly statement?: string | null;
      readonly witness?: Witness;
    }
  | ({ readonly type: 'AddAttachment'; readonly id: PartId } & Attachment)
  | { readonly type: 'RecordNoResponse' }
  | { readonly type: 'RecordUnreachable'; readonly attempts: readonly ContactAttempt[] }
  | { readonly type: 'Recall'; readonly reason: string }
  | { readonly type: 'Cancel'; readonly reason: CancelReason; readonly note: string }
  // running
  | ({
      readonly type: 'RecordCheckIn';
      /** A list that is left out was not talked about (I1); an empty one was, and there is nothing. */
      readonly writeUp: Omit<CheckInWriteUp, CheckInList> &
        Partial<Pick<CheckInWriteUp, CheckInList>>;
    } & Accepting)
  | ({ readonly type: 'PrepareCheckIn' } & CheckInPreparation)
  | { readonly type: 'RaiseObstacle'; readonly obstacleId: PartId; readonly text: string }
  | { readonly type: 'AssignObstacle'; readonly obstacleId: PartId; readonly ownerId: MemberId }
  | { readonly type: 'AnswerObstacle'; readonly obstacleId: PartId; readonly text: string }
  | {
      readonly type: 'RateParts';
      readonly checkpointId: PartId;
      readonly ratings: readonly PartRating[];
    }
  | {
      readonly type: 'ReplyToCheckIn';
      readonly plannedOn: CivilDate;
      readonly kind: 'REPLY' | 'DISPUTE';
      readonly text: string;
    }
  | { readonly type: 'CorrectCheckIn'; readonly plannedOn: CivilDate; readonly text: string }
  | {
      readonly type: 'MoveCheckIn';
      readonly plannedOn: CivilDate;
      readonly to: CivilDate;
      readonly reason: string;
    }
  | { readonly type: 'ExcuseCheckIn'; readonly plannedOn: CivilDate; readonly reason: string }
  | { readonly type: 'RecordNoShow'; readonly plannedOn: CivilDate }
  | {
      readonly type: 'HoldCheckpoint';
      readonly checkpointId: PartId;
      readonly heldOn: CivilDate;
      readonly attendees: readonly string[];
      readonly facts: readonly string[];
      readonly feedback: readonly FeedbackEntry[];
    }
  | {
      readonly type: 'MoveCheckpoint';
      readonly checkpointId: PartId;
      readonly to: CivilDate;
      readonly reason: string;
    }
  | { readonly type: 'ExcuseCheckpoint'; readonly checkpointId: PartId; readonly reason: string }
  | {
      readonly type: 'RecordMeasurement';
      readonly goalId: PartId;
      readonly value: number;
      readonly sample: number;
      readonly measuredOn: CivilDate;
      readonly source: string;
      readonly supersedes?: { readonly seq: number; readonly reason: string };
    }
  | {
      readonly type: 'RecordBaseline';
      readonly goalId: PartId;
      readonly value: number;
      readonly period: string;
      readonly source: string;
    }
  | { readonly type: 'GiveFeedback'; readonly entry: FeedbackEntry }
  | {
      readonly type: 'RecordCriticalEvent';
      readonly occurredOn: CivilDate;
      readonly kind: 'positive' | 'negative';
      readonly fact: string;
      readonly goalId?: PartId;
    }
  | { readonly type: 'MakeStatement'; readonly text: string }
  | {
      readonly type: 'ReportAction';
      readonly actionId: PartId;
      readonly done: 'no' | 'partly' | 'yes';
      readonly fact: string;
    }
  | { readonly type: 'ScheduleSupport'; readonly supportId: PartId; readonly on: CivilDate }
  | {
      readonly type: 'DeliverSupport';
      readonly supportId: PartId;
      readonly deliveredOn: CivilDate;
      readonly evidence: string;
      readonly training?: TrainingDelivery;
    }
  | { readonly type: 'ConfirmSupport'; readonly supportId: PartId }
  | { readonly type: 'DisputeSupport'; readonly supportId: PartId; readonly reason: string }
  | {
      readonly type: 'ResolveSupportDispute';
      readonly supportId: PartId;
      readonly finding: 'DELIVERED' | 'NOT_DELIVERED';
      readonly reason: string;
    }
  | { readonly type: 'WaiveSupport'; readonly supportId: PartId; readonly reason: string }
  // the end
  | { readonly type: 'BeginFinalReview' }
  | {
      readonly type: 'InviteToFinalMeeting';
      readonly invitedOn: CivilDate;
      readonly channel: Channel;
      readonly proof: string;
    }
  | {
      readonly type: 'HoldFinalMeeting';
      readonly heldOn: CivilDate;
      readonly attendees: readonly string[];
      readonly facts: readonly string[];
    }
  | { readonly type: 'RespondToReview'; readonly text: string | null }
  | { readonly type: 'MarkSubstantiallyMet'; readonly goalId: PartId; readonly reason: string }
  | ({
      readonly type: 'ProposeOutcome';
      readonly outcome: ProposedOutcome;
      readonly nextStep: NextStep;
      readonly reasons: readonly GoalReason[];
    } & Accepting)
  | { readonly type: 'ReturnOutcome'; readonly comment: string }
  | ({
      readonly type: 'ApproveOutcome';
      /** Answers to the jurisdiction's checklist, for SEPARATION_REVIEW (K11). */
      readonly referralChecklist?: readonly string[];
      /** By item of the packs' checklists. */
      readonly referralAnswers?: Readonly<Record<string, string>>;
    } & Accepting)
  // for HR's eyes only
  | { readonly type: 'RecordJurisdictionFact'; readonly fact: JurisdictionFact }
  // who else may see it
  | { readonly type: 'GrantAccess'; readonly grant: GrantTerms }
  /** `grant` is the number of the event that gave it. */
  | { readonly type: 'RevokeAccess'; readonly grant: number; readonly reason: string }
  /** The system gives it, once the person has left the company. */
  | { readonly type: 'EndAccess'; readonly memberId: MemberId }
  // after the outcome
  | AfterCloseCommand
  // paused, amended
  | ChangeCommand
  /** Applies the timed transitions that are due and nothing else; the clock gives it. */
  | { readonly type: 'Settle' };

export type PlanCommandType = PlanCommand['type'];
export type CommandOf<Type extends PlanCommandType> = Extract<PlanCommand, { readonly type: Type }>;

/** Commands that judge what was recorded and therefore need the whole history read. */
export const NEEDS_RECORDS = [
  'HoldCheckpoint',
  'BeginFinalReview',
  'RecordMeasurement',
  'ProposeOutcome',
  'ApproveOutcome',
] as const satisfies readonly PlanCommandType[];
export type NeedsRecords = (typeof NEEDS_RECORDS)[number];

/** What a command is decided on. */
export type ContextOf<Type extends PlanCommandType> = Type extends NeedsRecords
  ? RecordContext
  : Type extends 'CreatePlan' | 'Submit'
    ? DirectoryContext
    : Type extends 'RecordNoResponse'
      ? DeliveryContext
      : Type extends 'GrantAccess'
        ? GranteeContext
        : Type extends 'NameAppealDecider'
          ? LineContext
          : Type extends 'ChangeManager'
            ? SuccessorContext
            : Context;
