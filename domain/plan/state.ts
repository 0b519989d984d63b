import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId, PlanId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import type { Policy } from '../tenant/policy.ts';
import type { PlanContent } from './content.ts';
import type { RuleId } from './rules/catalogue.ts';
import type { RuleResult } from './rules/findings.ts';
import type {
  CancelReason,
  Cause,
  Channel,
  GoalStatus,
  Language,
  NextStep,
  ProposedOutcome,
  SupportKind,
} from './vocabulary.ts';

/**
 * A plan by stage of its life, each with only the fields that exist then (domain.md section 1).
 * What grows without bound (check-in records, measurements, statements …) is not here but in
 * `Records`; here is what a decision needs.
 */
export type Plan =
  | DraftPlan
  | InReviewPlan
  | ApprovedPlan
  | PresentedPlan
  | ActivePlan
  | FinalReviewPlan
  | ClosedPlan;

/** Every stage but CLOSED. */
export type OpenPlan = Exclude<Plan, ClosedPlan>;
/** The stages in which the clock runs. */
export type RunningPlan = ActivePlan | FinalReviewPlan;

interface PlanFacts {
  readonly id: PlanId;
  readonly tenantId: TenantId;
  readonly employeeId: MemberId;
  readonly managerId: MemberId;
  readonly hrOwnerId: MemberId;
  /** Who drafted it; may not approve it (A3). */
  readonly authorId: MemberId;
  /** IANA zone of the employee's site; every civil date of the plan is in it. */
  readonly zone: string;
  /** The site whose calendar gives the working days. */
  readonly siteId: string;
  /** Language in which the plan is written, served and signed. */
  readonly language: Language;
  readonly createdAt: Instant;
  /** Sequence number of the last event; the ETag. */
  readonly version: number;
  readonly content: PlanContent;
  readonly talk: Talk;
  /** Warnings accepted for the content as it stands; void when it is edited. */
  readonly accepted: readonly AcceptedWarning[];
  /** How often HR sent it back; the comments are events and stay for ever. */
  readonly returns: number;
}

export interface DraftPlan extends PlanFacts {
  readonly status: 'DRAFT';
  /** When HR sent it back; gone as soon as somebody works on it again. */
  readonly returnedAt?: Instant;
}
export interface InReviewPlan extends PlanFacts {
  readonly status: 'IN_REVIEW';
  readonly submission: Submission;
}
export interface ApprovedPlan extends PlanFacts {
  readonly status: 'APPROVED';
  readonly submission: Submission;
  readonly approval: Approval;
}
interface Delivered extends PlanFacts {
  readonly submission: Submission;
  readonly approval: Approval;
  readonly delivery: Delivery;
  /** Oldest first; the last one stands (later AGREED or DISAGREED is appended, never replaced). */
  readonly acknowledgements: readonly Acknowledgement[];
}
export interface PresentedPlan extends Delivered {
  readonly status: 'PRESENTED';
}
interface Running extends Delivered {
  readonly activation: Activation;
  readonly running: RunningState;
}
export interface ActivePlan extends Running {
  readonly status: 'ACTIVE';
}
export interface FinalReviewPlan extends Running {
  readonly status: 'FINAL_REVIEW';
  readonly review: FinalReview;
}
export interface ClosedPlan extends PlanFacts {
  readonly status: 'CLOSED';
  readonly closing: Closing;
  /** The plan as it stood when it was closed. */
  readonly before: OpenPlan;
}

// ---- before submit: the talk (C5) ----

/** 与员工充分协商: the draft is shared, the employee answers, whatever is not adopted gets a reply. */
export interface Talk {
  readonly status: 'NOT_SHARED' | 'SHARED' | 'ANSWERED' | 'DECLINED' | 'DEFERRED';
  readonly heldOn?: CivilDate;
  readonly sharedAt?: Instant;
  /** Last day for the employee's answer, at the employee's site. */
  readonly replyBy?: CivilDate;
  readonly answer?: TalkAnswer;
  readonly replies: readonly TalkReply[];
  /** Why HR deferred sharing; printed. */
  readonly deferral?: { readonly reason: string; readonly by: MemberId };
}

export interface TalkAnswer {
  readonly at: Instant;
  readonly employeeView: string;
  readonly causes: readonly {
    readonly gapId: PartId;
    readonly cause: Cause;
    readonly note: string;
  }[];
  readonly supportRequests: readonly {
    readonly id: PartId;
    readonly kind?: SupportKind;
    readonly description: string;
  }[];
  readonly goals: readonly {
    readonly goalId: PartId;
    readonly answer: 'UNDERSTOOD' | 'AGREED' | 'COUNTER_PROPOSAL';
    readonly proposal?: string;
  }[];
}

/** What became of one thing the employee asked for. */
export interface TalkReply {
  readonly to: TalkItem;
  readonly adopted: boolean;
  readonly reply: string;
}

export interface TalkItem {
  readonly kind: 'cause' | 'supportRequest' | 'goal';
  /** `<gapId>/<CAUSE>` for a cause, the request's id, or the goal's id. */
  readonly ref: string;
}

// ---- submit to start ----

export interface Submission {
  readonly at: Instant;
  readonly by: MemberId;
  /** Counts submissions; "once per rule and plan version" means this one. */
  readonly planVersion: number;
  /** SHA-256 of the canonical content; approval and signature refer to it (H1). */
  readonly contentHash: string;
  readonly policy: Policy;
}

export interface Approval {
  readonly at: Instant;
  readonly by: MemberId;
  readonly contentHash: string;
}

/** The meeting in which the plan was handed over, and the copy that was served (H2, H3). */
export interface Delivery {
  readonly presentedAt: Instant;
  readonly presentedOn: CivilDate;
  readonly heldAt: Instant;
  readonly how: Channel;
  readonly place: string;
  readonly attendees: readonly string[];
  readonly servedAt: Instant;
  readonly servedBy: Channel;
  /** Last day of the acknowledgement window, at the employee's site. */
  readonly ackBy: CivilDate;
}

export type Acknowledgement = {
  readonly at: Instant;
  readonly on: CivilDate;
  readonly contentHash: string;
} & (
  | { readonly kind: 'AGREED'; readonly sentence: string }
  /** `statement` null is the explicit "none" of H4. */
  | { readonly kind: 'DISAGREED'; readonly sentence: string; readonly statement: string | null }
  | { readonly kind: 'REFUSED'; readonly witness: Witness; readonly recordedBy: MemberId }
  | { readonly kind: 'NO_RESPONSE'; readonly remindersDelivered: number }
  | {
      readonly kind: 'UNREACHABLE';
      readonly attempts: readonly ContactAttempt[];
      readonly recordedBy: MemberId;
    }
);
export type AcknowledgementKind = Acknowledgement['kind'];

export interface Witness {
  readonly name: string;
  readonly role: string;
  readonly memberId?: MemberId;
  readonly at: Instant;
  readonly place: string;
}

export interface ContactAttempt {
  readonly channel: Channel;
  readonly at: Instant;
  readonly proof: string;
}

export interface Activation {
  readonly at: Instant;
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  /** Working days by which start, end and every open date moved (G9); 0 when on time. */
  readonly movedByWD: number;
}

// ---- running ----

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
  readonly statements: number;
  readonly criticalEvents: number;
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
  | { readonly status: 'EXCUSED' }
);

export type CheckpointState = {
  readonly movedBy: { readonly manager: number; readonly other: number };
  readonly dueOn?: CivilDate;
  readonly movedAt?: Instant;
} & (
  | { readonly status: 'PLANNED' }
  | { readonly status: 'HELD'; readonly heldOn: CivilDate; readonly reportSeq: number }
  | { readonly status: 'MISSED'; readonly by: 'manager' }
  | { readonly status: 'EXCUSED' }
);

export type SupportState =
  | { readonly status: 'PROMISED' }
  | { readonly status: 'SCHEDULED'; readonly on: CivilDate }
  | SupportDelivery<'DELIVERED'>
  | (SupportDelivery<'CONFIRMED'> & { readonly confirmedOn: CivilDate })
  | (SupportDelivery<'DISPUTED'> & { readonly finding?: 'DELIVERED' | 'NOT_DELIVERED' })
  /** The employee said nothing in policy.support.confirmWD; printed as such. */
  | SupportDelivery<'SILENT'>
  | { readonly status: 'WAIVED'; readonly on: CivilDate };

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
}

// ---- the end ----

export interface FinalReview {
  readonly begunAt: Instant;
  readonly begunOn: CivilDate;
  readonly early: boolean;
  readonly meetingHeldOn?: CivilDate;
  /** Invitations with proof; two stand in for a meeting (K8). */
  readonly invitedOn: readonly CivilDate[];
  readonly respondedOn?: CivilDate;
  readonly proposal?: OutcomeProposal;
  readonly outcomeReturns: number;
  /** When HR last sent a proposal back. */
  readonly outcomeReturnedAt?: Instant;
}

export interface OutcomeProposal {
  readonly at: Instant;
  readonly by: MemberId;
  readonly outcome: ProposedOutcome;
  readonly nextStep: NextStep;
  /** Why, per goal, citing measurements (K9). */
  readonly reasons: readonly GoalReason[];
  /** Warnings that the proposer accepted; they count for the approval too. */
  readonly accepted: readonly AcceptedWarning[];
}

export interface GoalReason {
  readonly goalId: PartId;
  readonly text: string;
  /** Sequence numbers of the measurements it rests on. */
  readonly measurements: readonly number[];
}

export type Closing = {
  readonly at: Instant;
  readonly on: CivilDate;
  readonly by: MemberId | 'system';
} & (
  | {
      readonly outcome: ProposedOutcome;
      readonly nextStep: NextStep;
      readonly proposal: OutcomeProposal;
      readonly goals: readonly { readonly goalId: PartId; readonly status: GoalStatus }[];
      /** Rules that stood in the way or were overlooked, as they were at the close. */
      readonly findings: readonly { readonly ruleId: RuleId; readonly path: string }[];
      /** Notice with the appeal route is served at the close; the window ends on that day (K10). */
      readonly appealUntil: CivilDate;
      /** The jurisdiction's checklist as it was answered, for SEPARATION_REVIEW (K11). */
      readonly referral?: { readonly checklist: NonEmpty<string> };
    }
  | {
      readonly outcome: 'CANCELLED';
      readonly reason: CancelReason;
      readonly appealUntil?: CivilDate;
    }
);

export interface AcceptedWarning {
  readonly ruleId: RuleId;
  /** At least 15 Latin or 8 Chinese characters. */
  readonly reason: string;
  readonly by: MemberId;
  /** What the rule had found when it was accepted. */
  readonly findings: readonly Pick<RuleResult, 'messageKey' | 'path' | 'params'>[];
}
