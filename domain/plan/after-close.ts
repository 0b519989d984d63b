import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import type { PlanContent } from './content.ts';
import type {
  AppealDecision,
  AppealGround,
  AppealStatus,
  Channel,
  NextStep,
  ProposedOutcome,
} from './vocabulary.ts';

/**
 * The employee's objection to an outcome, and what became of it (L1 to L5). Not a stage of the plan:
 * the plan stays where it is until the objection is decided.
 */
export interface Appeal {
  readonly status: AppealStatus;
  readonly lodgedAt: Instant;
  readonly lodgedOn: CivilDate;
  readonly grounds: readonly AppealGround[];
  readonly text: string;
  /** Last day for the decision, at the employee's site (L3). */
  readonly decideBy: CivilDate;
  readonly decider?: AppealDecider;
  readonly hearing?: AppealHearing;
  readonly decision?: DecidedAppeal;
}

/** Who decides an appeal; somebody of the company, or a person from outside who was let in for it. */
export interface AppealDecider {
  readonly memberId: MemberId;
  readonly namedAt: Instant;
}

/** When the appeal was heard, who was there and what each of them said (L5). */
export interface AppealHearing {
  readonly heldOn: CivilDate;
  readonly attendees: readonly string[];
  readonly statements: readonly HearingStatement[];
}

export interface HearingStatement {
  /** Name and function of whoever speaks. */
  readonly by: string;
  readonly text: string;
}

export interface DecidedAppeal {
  readonly at: Instant;
  readonly on: CivilDate;
  readonly decision: AppealDecision;
  readonly reasons: string;
  readonly effect: AppealEffect['kind'];
}

/** What a decision does to the plan. */
export type AppealEffect =
  /** The outcome stands. */
  | { readonly kind: 'STANDS' }
  /** PARTLY: a milder outcome, a milder next step, or both. */
  | {
      readonly kind: 'AMENDED';
      readonly outcome: ProposedOutcome;
      readonly nextStep: NextStep;
    }
  /** The outcome is void, and with it the plan. */
  | { readonly kind: 'CANCELLED' }
  /** The outcome is void and the plan runs on, to a new end. */
  | {
      readonly kind: 'REOPENED';
      readonly content: PlanContent;
      /** What fell into the time between the outcome and the reopening: nobody owes it any more. */
      readonly excused: {
        readonly checkIns: readonly CivilDate[];
        readonly checkpoints: readonly PartId[];
      };
    };

/** Where a decider wants a reopened plan to go. */
export interface ReopenedSchedule {
  readonly endOn: CivilDate;
  readonly finalReviewOn: CivilDate;
  readonly checkpoints: NonEmpty<{ readonly id: PartId; readonly on: CivilDate }>;
}

/** The notice of the outcome, when it was served in another way than by this system (K10). */
export interface OutcomeNotice {
  readonly on: CivilDate;
  readonly channel: Channel;
}

/** The time after a success in which the two keep an eye on it (M1). 巩固期 */
export interface Sustain {
  readonly startOn: CivilDate;
  /** Last day of the window. */
  readonly endsOn: CivilDate;
  readonly begunAt: Instant;
  readonly checkIns: number;
  readonly lastCheckInOn?: CivilDate;
  /** The gap came back inside the window; the last time when it did so more than once (M2). */
  readonly relapse?: Relapse;
}

export interface Relapse {
  readonly gapId: PartId;
  readonly occurredOn: CivilDate;
  readonly recordedAt: Instant;
  /** What HR decided. */
  readonly nextStep?: NextStep;
}

/** A duty to keep the record: nothing of the plan is erased while it holds (N4). */
export interface LegalHold {
  readonly placedAt: Instant;
  readonly placedBy: MemberId;
  readonly reason: string;
}

/** One of the two people who erase a plan has asked for it (N5). */
export interface ErasureRequest {
  readonly at: Instant;
  readonly by: MemberId;
}

/** That a plan was erased; all that is left of it beside its hashes. */
export interface Erasure {
  readonly at: Instant;
  readonly on: CivilDate;
  readonly requestedBy: MemberId;
  readonly confirmedBy: MemberId;
}
