import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId } from '../kernel/ids.ts';
import type { HearingStatement, ReopenedSchedule } from './after-close.ts';
import type { FeedbackEntry } from './records.ts';
import type { Acceptance } from './rules/findings.ts';
import type { AppealGround, Channel, NextStep, ProposedOutcome } from './vocabulary.ts';

/** What a decider asks for; the plan's content and dates follow from it. */
export type AppealVerdict =
  | { readonly decision: 'UPHELD'; readonly effect: 'CANCEL' }
  | { readonly decision: 'UPHELD'; readonly effect: 'REOPEN'; readonly schedule: ReopenedSchedule }
  | {
      readonly decision: 'PARTLY';
      readonly outcome: ProposedOutcome;
      readonly nextStep: NextStep;
    }
  | { readonly decision: 'DISMISSED' };

/** What can be asked of a plan after its outcome. */
export type AfterCloseCommand =
  | {
      readonly type: 'ServeOutcomeNotice';
      readonly servedOn: CivilDate;
      readonly channel: Channel;
    }
  | {
      readonly type: 'LodgeAppeal';
      readonly grounds: readonly AppealGround[];
      readonly text: string;
    }
  | {
      readonly type: 'NameAppealDecider';
      readonly memberId: MemberId;
      readonly accepted: readonly Acceptance[];
    }
  | {
      readonly type: 'HearAppeal';
      readonly heldOn: CivilDate;
      readonly attendees: readonly string[];
      readonly statements: readonly HearingStatement[];
    }
  | {
      readonly type: 'DecideAppeal';
      readonly verdict: AppealVerdict;
      readonly reasons: string;
      readonly accepted: readonly Acceptance[];
    }
  | { readonly type: 'WithdrawAppeal' }
  | { readonly type: 'BeginNextStep'; readonly note: string }
  | {
      readonly type: 'RecordSustainCheckIn';
      readonly heldOn: CivilDate;
      readonly fact: string;
      readonly feedback: FeedbackEntry;
    }
  | {
      readonly type: 'RecordRelapse';
      readonly gapId: PartId;
      readonly occurredOn: CivilDate;
      readonly fact: string;
      readonly accepted: readonly Acceptance[];
    }
  | { readonly type: 'AnswerRelapse'; readonly nextStep: NextStep; readonly reason: string }
  | { readonly type: 'RecordEmploymentEnd'; readonly on: CivilDate }
  | { readonly type: 'PlaceHold'; readonly reason: string }
  | { readonly type: 'ReleaseHold'; readonly reason: string }
  | { readonly type: 'RequestErasure' }
  | { readonly type: 'WithdrawErasure'; readonly reason: string }
  | { readonly type: 'ConfirmErasure' };
