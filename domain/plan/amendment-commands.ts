import type { MemberId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ContactAttempt, Witness } from './acknowledgement.ts';
import type { PlanContent } from './content.ts';
import type { Acceptance } from './rules/findings.ts';
import type {
  AmendmentKind,
  Channel,
  ExtensionReason,
  OverridableRule,
  PauseReason,
} from './vocabulary.ts';

interface Accepting {
  readonly accepted: readonly Acceptance[];
}

/** Commands that pause, amend or extend a plan, change its manager, or set a rule aside. */
export type ChangeCommand =
  | { readonly type: 'Pause'; readonly reason: PauseReason; readonly note: string }
  | ({ readonly type: 'Resume' } & Accepting)
  | ({
      readonly type: 'ProposeAmendment';
      readonly kind: Exclude<AmendmentKind, 'MANAGER_CHANGE'>;
      readonly reason: string;
      /** Needed for EXTENSION (J3). */
      readonly extension?: ExtensionReason;
      /** The whole content as it will be. */
      readonly content: PlanContent;
    } & Accepting)
  | ({ readonly type: 'ApproveAmendment'; readonly contentHash: string } & Accepting)
  | { readonly type: 'ServeAmendment'; readonly servedAt: Instant; readonly servedBy: Channel }
  | {
      readonly type: 'AcknowledgeAmendment';
      readonly kind: 'AGREED' | 'DISAGREED';
      readonly contentHash: string;
      /** The employee's words; null is the explicit "none" that DISAGREED needs (H4). */
      readonly statement?: string | null;
    }
  | { readonly type: 'RecordAmendmentRefusal'; readonly witness: Witness }
  | {
      readonly type: 'RecordAmendmentUnreachable';
      readonly attempts: readonly ContactAttempt[];
    }
  | { readonly type: 'RejectAmendment'; readonly reason: string }
  | ({
      readonly type: 'ChangeManager';
      readonly managerId: MemberId;
      readonly handoverNote: string;
    } & Accepting)
  | { readonly type: 'AcceptHandover' }
  | { readonly type: 'DeclineHandover'; readonly reason: string }
  | { readonly type: 'OverrideRule'; readonly ruleId: OverridableRule; readonly reason: string };
