import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';

/**
 * The states of one mail to one person. Within an attempt they only move down this list; the second
 * line is final. CLAIMED: somebody prepares it under a lease. SENDING: past the last point where a
 * cancel wins. AMBIGUOUS: it may or may not have gone out.
 */
export const DELIVERY_STATUSES = [
  ...(['SCHEDULED', 'CLAIMED', 'SENDING', 'AMBIGUOUS'] as const),
  ...(['SENT', 'CANCELLED', 'SUPPRESSED', 'STALE', 'FAILED'] as const),
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** States that nothing leaves; such a delivery is in no index any more. */
export const FINAL_STATUSES = ['SENT', 'CANCELLED', 'SUPPRESSED', 'STALE', 'FAILED'] as const;
export type FinalStatus = (typeof FINAL_STATUSES)[number];

/** One reminder to one recipient, as it stands in the table. */
export interface Delivery {
  /** Derived from what it reminds of, of whom and when, so that expanding twice makes it once. */
  readonly id: string;
  readonly planId: PlanId;
  /** The sort of mail: the template and the question whether an ambiguous one is sent again. */
  readonly kind: string;
  /** What it reminds of, e.g. `checkIn/2026-03-09`; no personal text. */
  readonly obligation: string;
  /** The rung of the ladder, e.g. `before3`, `onDay`, `overdue2`. */
  readonly step: string;
  readonly recipientId: MemberId;
  readonly recipientRole: string;
  /** Where the recipient was reachable when the delivery was written. */
  readonly email: string;
  readonly language: Language;
  /** IANA zone of the recipient. */
  readonly zone: string;
  /** The day the obligation is due. */
  readonly dueOn: CivilDate;
  /** When the mail is to go out. */
  readonly dueAt: Instant;
  readonly status: DeliveryStatus;
  /** Counts claims; 0 before the first. */
  readonly attempt: number;
  /** Names the attempt that holds the lease; whoever shows another one is too late. */
  readonly attemptId?: string;
  /** Until then the attempt is nobody else's (CLAIMED, SENDING). */
  readonly leaseUntil?: Instant;
  /** When an ambiguous attempt without evidence may be made again. */
  readonly resolveAt?: Instant;
  /** The mail service's own id of the mail. */
  readonly messageId?: string;
  readonly sentAt?: Instant;
  /** The mail goes out later than it should and says so. */
  readonly late: boolean;
  /** Why it failed or was given up: a code, never a text from outside. */
  readonly reason?: string;
}

/** What expanding makes of an obligation; the store adds state. */
export type NewDelivery = Omit<
  Delivery,
  | 'status'
  | 'attempt'
  | 'attemptId'
  | 'leaseUntil'
  | 'resolveAt'
  | 'messageId'
  | 'sentAt'
  | 'reason'
>;
