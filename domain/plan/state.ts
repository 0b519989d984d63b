import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId, PlanId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import type { Policy } from '../tenant/policy.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type {
  Appeal,
  Erasure,
  ErasureRequest,
  LegalHold,
  OutcomeNotice,
  Sustain,
} from './after-close.ts';
import type { Amendment, PastAmendment, Vacancy } from './amendment.ts';
import type { Attachment, PlanContent } from './content.ts';
import type { CitedObservation } from './observation.ts';
import type { PastPause, Pause } from './pauses.ts';
import type { RuleId } from './rules/catalogue.ts';
import type { AcceptedWarning } from './rules/findings.ts';
import type { Invitation, JurisdictionFact } from './rules/jurisdiction.ts';
import type { RunningState } from './running-state.ts';
import type {
  CancelReason,
  Cause,
  Channel,
  GoalStatus,
  InvitedDecision,
  Language,
  NextStep,
  OverridableRule,
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
  | PausedPlan
  | FinalReviewPlan
  | ClosedPlan
  | SustainPlan
  | ArchivedPlan
  | ErasedPlan;

/** The stages that have an outcome. */
export type EndedPlan = ClosedPlan | SustainPlan | ArchivedPlan;
/** Every stage up to the outcome. */
export type OpenPlan = Exclude<Plan, EndedPlan | ErasedPlan>;
/** The stages from the start to the outcome; the clock runs in all of them but PAUSED. */
export type RunningPlan = ActivePlan | PausedPlan | FinalReviewPlan;

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
  /** What HR recorded for the law of the place; none when left out. HR's alone. */
  readonly jurisdiction?: readonly JurisdictionFact[];
  /** Access that HR gave to single persons; what was revoked or used up is gone from here (O1). */
  readonly grants: readonly Grant[];
  /** Files that belong to the plan, oldest first; none when left out. */
  readonly attachments?: readonly StoredAttachment[];
  /** Nothing may be erased while it is there (N4). */
  readonly hold?: LegalHold;
  /** Outcomes that an appeal made void, oldest first; they stay in the record. */
  readonly voided?: readonly VoidedOutcome[];
}

export interface DraftPlan extends PlanFacts {
  readonly status: 'DRAFT';
  /** When HR sent it back; gone as soon as somebody works on it again. */
  readonly returnedAt?: Instant;
  /** When HR took it back after it had been presented; gone when it is submitted again. */
  readonly recalledAt?: Instant;
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
  /** HR's written answer to a DISAGREED (H10). */
  readonly disagreementAnswer?: { readonly at: Instant; readonly by: MemberId };
}
export interface PresentedPlan extends Delivered {
  readonly status: 'PRESENTED';
}
interface Running extends Delivered {
  /** How it started; where it ends now stands in the content's schedule. */
  readonly activation: Activation;
  readonly running: RunningState;
  /** Oldest first. */
  readonly pauses: readonly PastPause[];
  /** The one that is open. */
  readonly amendment?: Amendment;
  /** Those that are over, oldest first. */
  readonly amendments: readonly PastAmendment[];
  /** Until a successor accepts, the HR owner is the manager as well (A6). */
  readonly vacancy?: Vacancy;
  /** Since when the manager is another one than at the start (A6). */
  readonly managerSince?: CivilDate;
}
export interface ActivePlan extends Running {
  readonly status: 'ACTIVE';
}
/** The clock stands still. */
export interface PausedPlan extends Running {
  readonly status: 'PAUSED';
  readonly pause: Pause;
}
export interface FinalReviewPlan extends Running {
  readonly status: 'FINAL_REVIEW';
  readonly review: FinalReview;
}
interface Ended extends PlanFacts {
  readonly closing: Closing;
  /** The plan as it stood when it was closed. */
  readonly before: OpenPlan;
  /** The last objection to the outcome. */
  readonly appeal?: Appeal;
  /** When what follows from the outcome was begun. */
  readonly nextStepBegunOn?: CivilDate;
  /** When the employment ended, where HR recorded it: retention runs from it (N3). */
  readonly employmentEndOn?: CivilDate;
}
export interface ClosedPlan extends Ended {
  readonly status: 'CLOSED';
}
export interface SustainPlan extends Ended {
  readonly status: 'SUSTAIN';
  readonly sustain: Sustain;
}
export interface ArchivedPlan extends Ended {
  readonly status: 'ARCHIVED';
  readonly archivedAt: Instant;
  /** How the success was sustained, where it was. */
  readonly sustain?: Sustain;
  /** One of two has asked for the erasure (N5). */
  readonly erasure?: ErasureRequest;
}
/** What is left of a plan whose words are gone: who and when, without a word of what. */
export interface ErasedPlan extends PlanFacts {
  readonly status: 'ERASED';
  readonly erasure: Erasure;
}

/** An outcome that an appeal made void, with the appeal. */
export interface VoidedOutcome {
  readonly closing: Closing;
  readonly appeal: Appeal;
}

/** A file that somebody attached; what it holds lies in the object store, named by its hash. */
export interface StoredAttachment extends Attachment {
  readonly id: PartId;
  readonly at: Instant;
  readonly by: MemberId;
}

// ---- access given to single persons (O1) ----

/** Somebody else may see the plan, for a purpose and a time, both of which the employee sees. */
export type Grant = {
  /** Number of the event that gave it; its name. */
  readonly seq: number;
  readonly at: Instant;
} & GrantTerms;

/** Who may see the plan, as what, from when until when, both included, at the plan's site. */
export type GrantTerms = {
  readonly memberId: MemberId;
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly purpose: string;
} & (
  | { readonly as: 'investigator' }
  /** For this one decision, which uses it up (A3, A4). */
  | { readonly as: 'approver'; readonly decision: InvitedDecision }
);

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
  /** Observations that the evidence cites, as they were at submit; none when left out. */
  readonly observations?: readonly CitedObservation[];
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
  readonly serviceProof?: string;
  readonly invitation?: Invitation;
  /** Last day of the acknowledgement window, at the employee's site. */
  readonly ackBy: CivilDate;
}

export interface Activation {
  readonly at: Instant;
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  /** Working days by which start, end and every open date moved (G9); 0 when on time. */
  readonly movedByWD: number;
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
  /** Rules that an HR head set aside, with a reason that is printed. */
  readonly overrides: readonly Override[];
  readonly outcomeReturns: number;
  /** When HR last sent a proposal back. */
  readonly outcomeReturnedAt?: Instant;
}

export interface Override {
  readonly ruleId: OverridableRule;
  readonly reason: string;
  readonly by: MemberId;
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
  /** The notice, when it was served by post or in person (K10). */
  readonly notice?: OutcomeNotice;
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
      /** Rules that were set aside; none when left out. */
      readonly overrides?: readonly Override[];
      /** The jurisdiction's checklist as it was answered, for SEPARATION_REVIEW (K11). */
      readonly referral?: {
        readonly checklist: NonEmpty<string>;
        /** Answers to the checklists of the packs, by their item. */
        readonly answers?: Readonly<Record<string, string>>;
      };
      /** What was decided first, where an appeal made it milder (L4). */
      readonly amendedFrom?: { readonly outcome: ProposedOutcome; readonly nextStep: NextStep };
    }
  | {
      readonly outcome: 'CANCELLED';
      readonly reason: CancelReason;
      readonly appealUntil?: CivilDate;
    }
);
