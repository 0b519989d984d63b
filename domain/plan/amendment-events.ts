import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { AmendmentAnswer, Extension } from './amendment.ts';
import type { PlanContent } from './content.ts';
import type { ResumedDates } from './resume-dates.ts';
import type { AcceptedWarning } from './rules/findings.ts';
import type {
  AmendmentKind,
  AmendmentPath,
  Channel,
  ExtensionReason,
  OverridableRule,
  PauseReason,
} from './vocabulary.ts';

/** The clock stands still, and goes on (J6 to J8). */
export type PauseEvent =
  | {
      readonly type: 'PlanPaused';
      readonly on: CivilDate;
      readonly reason: PauseReason;
      readonly note: string;
    }
  | ({
      readonly type: 'PlanResumed';
      readonly on: CivilDate;
      readonly accepted: readonly AcceptedWarning[];
    } & ResumedDates);

/** What happens to an amendment (J1 to J5, A6). */
export type AmendmentEvent =
  | {
      readonly type: 'AmendmentProposed';
      readonly kind: Exclude<AmendmentKind, 'MANAGER_CHANGE'>;
      readonly path: AmendmentPath;
      readonly harder: boolean;
      readonly burdens: boolean;
      readonly reason: string;
      readonly extension?: ExtensionReason;
      readonly content: PlanContent;
      readonly contentHash: string;
      /** Set where manager and employee alone agree: the proposal is at once with the employee. */
      readonly ackBy?: CivilDate;
      readonly accepted: readonly AcceptedWarning[];
    }
  | {
      readonly type: 'AmendmentApproved';
      readonly contentHash: string;
      readonly accepted: readonly AcceptedWarning[];
    }
  | {
      readonly type: 'AmendmentServed';
      readonly servedAt: Instant;
      readonly servedBy: Channel;
      readonly ackBy: CivilDate;
    }
  | { readonly type: 'AmendmentAcknowledged'; readonly answer: AmendmentAnswer }
  | {
      readonly type: 'AmendmentTookEffect';
      readonly on: CivilDate;
      /** Check-ins that were due until then, still open, and derived from the schedule before. */
      readonly kept: readonly CivilDate[];
      /** Coming check-ins that a new rhythm replaces. */
      readonly dropped: readonly CivilDate[];
      readonly checkInsAfter: CivilDate;
      readonly extension?: Extension;
    }
  /** By HR or whoever proposed it; without a reason when the employee did not agree. */
  | { readonly type: 'AmendmentRejected'; readonly reason?: string }
  | { readonly type: 'AmendmentLapsed' }
  | {
      readonly type: 'ManagerChangeProposed';
      readonly to: MemberId;
      readonly handoverNote: string;
      readonly on: CivilDate;
      readonly accepted: readonly AcceptedWarning[];
    }
  | { readonly type: 'ManagerChangeAccepted'; readonly on: CivilDate }
  | { readonly type: 'ManagerChangeDeclined'; readonly reason: string };

/** Events that pauses, amendments and overrides add to a plan's history. */
export type ChangeEvent =
  | PauseEvent
  | AmendmentEvent
  /** Before the start there is nothing to hand over. */
  | {
      readonly type: 'ManagerReassigned';
      readonly managerId: MemberId;
      readonly handoverNote: string;
    }
  | { readonly type: 'RuleOverridden'; readonly ruleId: OverridableRule; readonly reason: string };
