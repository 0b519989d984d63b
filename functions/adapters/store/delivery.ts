import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { Reminder } from '../../../domain/reminder/plan-reminders.ts';

/**
 * The states of one mail to one person before its end. CLAIMED: somebody prepares it under a lease.
 * SENDING: past the last point where a cancel wins. AMBIGUOUS: it may or may not have gone out.
 * Within an attempt they only move to the right.
 */
export const OPEN_STATUSES = ['SCHEDULED', 'CLAIMED', 'SENDING', 'AMBIGUOUS'] as const;

/** It goes out as part of its recipient's digest and has no way of its own while that stands. */
export const GATHERED = 'GATHERED';

/** States of a delivery that ended without proof that it went out; it is in no index. */
export const UNSENT_STATUSES = ['CANCELLED', 'SUPPRESSED', 'STALE', 'FAILED'] as const;

/**
 * What is proven of a mail that went out, each more than the one before: handed over to the mail
 * service, to the recipient's server, returned by it, complained of by the recipient. Proof counts
 * whatever the delivery said by then, and never gives way to less.
 */
export const PROVEN_STATUSES = ['SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED'] as const;

export const DELIVERY_STATUSES = [
  ...OPEN_STATUSES,
  GATHERED,
  ...UNSENT_STATUSES,
  ...PROVEN_STATUSES,
] as const;
export type ProvenStatus = (typeof PROVEN_STATUSES)[number];
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A reminder to one recipient, or word to HR that somebody was not reached. */
export interface NewDelivery
  extends Pick<Reminder, 'ref' | 'step' | 'workingDays' | 'part' | 'dueOn' | 'meetingAt'> {
  readonly kind: Reminder['kind'] | 'unreached' | 'digest';
  /** Derived from what it reminds of, of whom and when, so that expanding twice makes it once. */
  readonly id: string;
  readonly planId: PlanId;
  readonly recipientId: MemberId;
  readonly recipientRole: Reminder['role'];
  /** Where the recipient was reachable when the delivery was written. */
  readonly email: string;
  readonly language: Language;
  /** IANA zone of the recipient. */
  readonly zone: string;
  /** When the mail is to go out. */
  readonly dueAt: Instant;
  /** The mail goes out later than it should and says so. */
  readonly late: boolean;
}

/** A reminder that waits in a digest; all that tells it apart, nothing of what a plan says. */
export interface DigestEntry
  extends Pick<
    NewDelivery,
    'planId' | 'ref' | 'step' | 'workingDays' | 'part' | 'dueOn' | 'meetingAt' | 'recipientRole'
  > {
  readonly kind: Reminder['kind'];
  /** Of the delivery that it would be by itself. */
  readonly id: string;
}

/**
 * What falls to one person on one day (P7). It lies with the person, whose id stands in the place of
 * the plan's, and goes the way of every delivery.
 */
export interface NewDigest {
  readonly delivery: NewDelivery & { readonly kind: 'digest' };
  readonly entries: readonly DigestEntry[];
}

/** One mail to one person, as it stands in the table. */
export interface Delivery extends NewDelivery {
  /** Of a digest. */
  readonly entries?: readonly DigestEntry[];
  readonly status: DeliveryStatus;
  /** Counts claims; 0 before the first. */
  readonly attempt: number;
  /** Names the attempt that holds the lease; whoever shows another one is too late. */
  readonly attemptId?: string;
  /** Until then the attempt is nobody else's (CLAIMED, SENDING). */
  readonly leaseUntil?: Instant;
  /** How many attempts ended without anybody knowing whether the mail went out. */
  readonly doubts: number;
  /** When an ambiguous attempt without evidence may be made again. */
  readonly resolveAt?: Instant;
  /** The mail service's own id of the mail. */
  readonly messageId?: string;
  readonly sentAt?: Instant;
  /** Why it ended unsent: a code, never a text from outside. */
  readonly reason?: string;
}
