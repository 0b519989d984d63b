import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { TenantScope } from './access.ts';
import type { Delivery, NewDelivery } from './delivery.ts';
import type { DueState } from './due.ts';

/** Most deliveries of one `expand`. */
export const EXPAND_MAX = 20;

export type ExpandResult =
  | { readonly kind: 'expanded'; readonly due: DueState }
  /** The plan or its due item moved since they were read: read again. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'contended' };

/**
 * Writes deliveries and advances the due item in one transaction, provided that the plan is still
 * at `planVersion` and the due item at the revision of `due`. Deliveries that exist stay as they are.
 */
export const expand = async (
  _scope: TenantScope,
  _step: {
    readonly planId: PlanId;
    readonly planVersion: number;
    readonly due: DueState;
    readonly nextDue: DueState;
    /** At most `EXPAND_MAX`. */
    readonly deliveries: readonly NewDelivery[];
  },
): Promise<ExpandResult> => {
  throw new Error('expand is being built');
};

/** A step of one delivery. `refused` shows the delivery as it is, absent when there is none. */
export type StepResult =
  | { readonly kind: 'done'; readonly delivery: Delivery }
  | { readonly kind: 'refused'; readonly delivery?: Delivery }
  | { readonly kind: 'contended' };

export interface DeliveryRef {
  readonly planId: PlanId;
  readonly deliveryId: string;
}

/** One attempt at a delivery; only its holder may take the later steps. */
export interface AttemptRef extends DeliveryRef {
  readonly attemptId: string;
}

/**
 * Takes a delivery that is due (SCHEDULED), or whose earlier attempt is over: CLAIMED past its lease,
 * or AMBIGUOUS past `resolveAt`. The lease is its next due time, so a crash brings it back.
 */
export const claim = async (
  _scope: TenantScope,
  _step: AttemptRef & { readonly now: Instant; readonly leaseUntil: Instant },
): Promise<StepResult> => {
  throw new Error('claim is being built');
};

/**
 * The last point where a cancel wins: CLAIMED becomes SENDING if the attempt still has `margin` of
 * its lease and the plan is still at the version from which the mail was prepared.
 */
export const intent = async (
  _scope: TenantScope,
  _step: AttemptRef & {
    readonly now: Instant;
    /** How much of the lease must be left, in milliseconds. */
    readonly marginMs: number;
    readonly planVersion: number;
  },
): Promise<StepResult | { readonly kind: 'planMoved' }> => {
  throw new Error('intent is being built');
};

/** The mail went out: by the service's answer, or by its event when `attemptId` is absent. */
export const markSent = async (
  _scope: TenantScope,
  _step: DeliveryRef & {
    readonly attemptId?: string;
    readonly messageId: string;
    readonly at: Instant;
  },
): Promise<StepResult> => {
  throw new Error('markSent is being built');
};

/**
 * SENDING whose answer never came becomes AMBIGUOUS until `resolveAt`. Without `attemptId`: found by
 * the sweep, allowed once the lease is over.
 */
export const markAmbiguous = async (
  _scope: TenantScope,
  _step: DeliveryRef & {
    readonly attemptId?: string;
    readonly now: Instant;
    readonly resolveAt: Instant;
  },
): Promise<StepResult> => {
  throw new Error('markAmbiguous is being built');
};

/** The service refused the mail for good. */
export const markFailed = async (
  _scope: TenantScope,
  _step: AttemptRef & { readonly reason: string },
): Promise<StepResult> => {
  throw new Error('markFailed is being built');
};

/** Prepared and found needless, unwanted or too late: it ends unsent. */
export const withdraw = async (
  _scope: TenantScope,
  _step: AttemptRef & {
    readonly as: 'CANCELLED' | 'SUPPRESSED' | 'STALE';
    readonly reason: string;
  },
): Promise<StepResult> => {
  throw new Error('withdraw is being built');
};

/** Surely not sent (throttled, paused): back to SCHEDULED for a later instant. */
export const reschedule = async (
  _scope: TenantScope,
  _step: AttemptRef & { readonly dueAt: Instant; readonly late?: boolean },
): Promise<StepResult> => {
  throw new Error('reschedule is being built');
};

export const getDelivery = async (
  _scope: TenantScope,
  _ref: DeliveryRef,
): Promise<Delivery | undefined> => {
  throw new Error('getDelivery is being built');
};

/** All deliveries of a plan, in the order of their ids. */
export const loadDeliveries = async (
  _scope: TenantScope,
  _planId: PlanId,
): Promise<readonly Delivery[]> => {
  throw new Error('loadDeliveries is being built');
};

/** How many mails of a kind were handed over to the mail service (H5). */
export const countSent = async (
  _scope: TenantScope,
  _query: { readonly planId: PlanId; readonly kind: string; readonly recipientId?: MemberId },
): Promise<number> => {
  throw new Error('countSent is being built');
};
