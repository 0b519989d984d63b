import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId } from '../kernel/ids.ts';
import type { AppealEffect, Erasure, HearingStatement } from './after-close.ts';
import type { FeedbackEntry } from './records.ts';
import type { AcceptedWarning } from './rules/findings.ts';
import type { AppealDecision, AppealGround, Channel, NextStep } from './vocabulary.ts';

/** What happened to a plan after its outcome. */
export type AfterCloseEvent =
  | {
      readonly type: 'OutcomeNoticeServed';
      readonly on: CivilDate;
      readonly channel: Channel;
      /** Last day of the appeal window, which a late service moves (K10). */
      readonly appealUntil: CivilDate;
    }
  | {
      readonly type: 'AppealLodged';
      readonly on: CivilDate;
      readonly grounds: readonly AppealGround[];
      readonly text: string;
      readonly decideBy: CivilDate;
    }
  | {
      readonly type: 'AppealDeciderNamed';
      readonly deciderId: MemberId;
      readonly accepted: readonly AcceptedWarning[];
    }
  | {
      readonly type: 'AppealHeard';
      readonly heldOn: CivilDate;
      readonly attendees: readonly string[];
      readonly statements: readonly HearingStatement[];
    }
  | {
      readonly type: 'AppealDecided';
      readonly on: CivilDate;
      readonly decision: AppealDecision;
      readonly reasons: string;
      readonly effect: AppealEffect;
      readonly accepted: readonly AcceptedWarning[];
    }
  | { readonly type: 'AppealWithdrawn'; readonly on: CivilDate }
  | {
      readonly type: 'NextStepBegun';
      readonly on: CivilDate;
      readonly nextStep: NextStep;
      readonly note: string;
    }
  | { readonly type: 'SustainBegun'; readonly startOn: CivilDate; readonly endsOn: CivilDate }
  | {
      readonly type: 'SustainCheckInHeld';
      readonly heldOn: CivilDate;
      readonly fact: string;
      readonly feedback: FeedbackEntry;
    }
  | {
      readonly type: 'RelapseRecorded';
      readonly gapId: PartId;
      readonly occurredOn: CivilDate;
      readonly fact: string;
      readonly accepted: readonly AcceptedWarning[];
    }
  | { readonly type: 'RelapseAnswered'; readonly nextStep: NextStep; readonly reason: string }
  | { readonly type: 'PlanArchived'; readonly on: CivilDate }
  | { readonly type: 'EmploymentEnded'; readonly on: CivilDate }
  | { readonly type: 'HoldPlaced'; readonly reason: string }
  | { readonly type: 'HoldReleased'; readonly reason: string }
  | { readonly type: 'ErasureRequested' }
  | { readonly type: 'ErasureWithdrawn'; readonly reason: string }
  | { readonly type: 'PlanErased'; readonly erasure: Omit<Erasure, 'at'> };
