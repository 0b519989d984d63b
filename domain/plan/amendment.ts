import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Acknowledgement, AcknowledgementKind } from './acknowledgement.ts';
import type { PlanContent } from './content.ts';
import type { AmendmentKind, AmendmentPath, Channel, ExtensionReason } from './vocabulary.ts';

/**
 * A change of a plan that runs: PROPOSED → HR_APPROVED → SERVED → EFFECTIVE | REJECTED | LAPSED.
 * At most one is open; what became of the others is kept in short.
 */
export type Amendment = ContentAmendment | ManagerChange;

interface AmendmentFacts {
  /** Counts the amendments of a plan from 1. */
  readonly no: number;
  readonly proposedAt: Instant;
  readonly proposedBy: MemberId;
  readonly reason: string;
}

/** Another content: what the plan will say, with its own hash. */
export type ContentAmendment = AmendmentFacts & {
  readonly kind: Exclude<AmendmentKind, 'MANAGER_CHANGE'>;
  readonly path: AmendmentPath;
  /** Makes a goal harder: nothing but the employee's agreement lets it take effect (D10). */
  readonly harder: boolean;
  /** Takes something from the employee: silence lets it lapse. */
  readonly burdens: boolean;
  readonly content: PlanContent;
  readonly contentHash: string;
  /** J3; set for EXTENSION. */
  readonly extension?: ExtensionReason;
} & (
    | { readonly status: 'PROPOSED' }
    | {
        readonly status: 'HR_APPROVED';
        readonly approvedAt: Instant;
        readonly approvedBy: MemberId;
      }
    | ServedAmendment
  );

export interface ServedAmendment {
  readonly status: 'SERVED';
  readonly servedAt: Instant;
  readonly servedBy: Channel;
  /** Last day of the window to acknowledge it, at the employee's site. */
  readonly ackBy: CivilDate;
  /** Recorded; the effect follows in the same moment. */
  readonly answer?: AmendmentAnswer;
}

/** As an acknowledgement of the plan itself (H4); silence is stated by the clock. */
export type AmendmentAnswer =
  | Exclude<Acknowledgement, { readonly kind: 'NO_RESPONSE' }>
  | {
      readonly kind: 'NO_RESPONSE';
      readonly at: Instant;
      readonly on: CivilDate;
      readonly contentHash: string;
    };

/** A6: the successor has been named; until they accept, the HR owner has the manager's duties. */
export type ManagerChange = AmendmentFacts & {
  readonly kind: 'MANAGER_CHANGE';
  readonly status: 'SERVED';
  readonly to: MemberId;
};

/** An amendment that is over. */
export interface PastAmendment {
  readonly no: number;
  readonly kind: AmendmentKind;
  readonly status: 'EFFECTIVE' | 'REJECTED' | 'LAPSED';
  readonly at: Instant;
  /** The content as it was signed; absent for MANAGER_CHANGE. */
  readonly contentHash?: string;
  readonly answer?: AcknowledgementKind;
  /** HR's written answer to a DISAGREED (H10). */
  readonly disagreementAnswer?: { readonly at: Instant; readonly by: MemberId };
  /** Set when an EXTENSION took effect. */
  readonly extension?: Extension;
}

/** More time, and why (J3). */
export interface Extension {
  readonly reason: ExtensionReason;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly workingDays: number;
}

/** A6: nobody is manager; the HR owner stands in. */
export interface Vacancy {
  /** Who was manager before. */
  readonly from: MemberId;
  readonly since: CivilDate;
}
