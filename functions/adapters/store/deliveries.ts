import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import { addMs, epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { NonEmpty } from '../../../domain/kernel/non-empty.ts';
import type { ReminderKind } from '../../../domain/reminder/vocabulary.ts';
import type { TenantScope } from './access.ts';
import { ABSENT, assign, atVersion, type Condition, unmoved } from './condition.ts';
import {
  type Delivery,
  GATHERED,
  type NewDelivery,
  type NewDigest,
  type OPEN_STATUSES,
  PROVEN_STATUSES,
  type ProvenStatus,
  type UNSENT_STATUSES,
} from './delivery.ts';
import { deliveryCodec, deliveryItem, gatheredItem } from './delivery-codec.ts';
import { type DueState, dueAttributes } from './due.ts';
import { fromItem } from './item.ts';
import { dueIndexKeys, keyOf, rangeOf } from './keys.ts';
import { getItem, queryAll } from './read.ts';
import { TABLE } from './table.ts';
import { type Action, transact } from './transact.ts';
import { putIf, updateIf } from './write-if.ts';

/** Most deliveries of one `expand`. */
export const EXPAND_MAX = 20;

export type ExpandResult =
  | { readonly kind: 'expanded'; readonly due: DueState }
  /** The plan, or what it owes next, moved since it was read: read again. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'contended' };

/**
 * Writes deliveries and moves what is due on, in one transaction, provided that the plan is still at
 * `planVersion` and what is due at the revision of `due`. What exists already, by itself or in a
 * digest, stays as it is.
 */
export const expand = async (
  scope: TenantScope,
  step: {
    readonly planId: PlanId;
    readonly planVersion: number;
    readonly due: DueState;
    readonly nextDue: DueState;
    /** With the entries of digests, at most `EXPAND_MAX`. */
    readonly deliveries: readonly NewDelivery[];
    /** Entries for digests; a digest that is no longer waiting makes it a conflict. */
    readonly digests?: readonly NewDigest[];
  },
): Promise<ExpandResult> => {
  const { planId, planVersion } = step;
  let { deliveries, digests = [] } = step;
  const count = deliveries.length + digests.flatMap(({ entries }) => entries).length;
  if (count > EXPAND_MAX) throw new RangeError(`${count} deliveries at once`);
  const due: DueState = { ...step.nextDue, revision: step.due.revision + 1 };
  const key = keyOf.head(scope.tenantId, planId);
  const move = assign(
    dueAttributes(scope.tenantId, planId, due),
    unmoved(planVersion, step.due.revision),
  );
  for (;;) {
    if (deliveries.length === 0 && digests.length === 0) {
      const { kind } = await updateIf(scope, { key, ...move, give: 'nothing' });
      if (kind === 'done') return { kind: 'expanded', due };
      return { kind: kind === 'refused' ? 'conflict' : 'contended' };
    }
    const actions: Action<string>[] = [
      { label: HEAD, update: key, ...move },
      ...deliveries.map((delivery) => ({
        label: delivery.id,
        put: deliveryItem(scope.tenantId, delivery),
        when: ABSENT,
      })),
      ...digests.flatMap((digest) => gather(scope, digest)),
    ];
    const result = await transact(scope, actions);
    if (result.kind === 'done') return { kind: 'expanded', due };
    if (result.kind === 'contended') return result;
    const { versions } = result;
    if (versions.has(HEAD) || digests.some(({ delivery }) => versions.has(delivery.id)))
      return { kind: 'conflict' };
    // An earlier attempt wrote these; what became of them since is theirs.
    const isNew = ({ id }: { readonly id: string }) => !versions.has(id);
    deliveries = deliveries.filter(isNew);
    digests = digests
      .map(({ delivery, entries }) => ({ delivery, entries: entries.filter(isNew) }))
      .filter(({ entries }) => entries.length > 0);
  }
};

/** How long a digest that is over is kept to look at. */
const DIGEST_KEPT_MS = 90 * 86_400_000;

/**
 * Makes a digest, or adds to one that waits; once somebody has claimed it, nothing is added. Each
 * entry is written down in its own plan as well, where it is gathered once, whatever moves its day.
 */
const gather = (
  { tenantId }: TenantScope,
  { delivery, entries }: NewDigest,
): readonly Action<string>[] => {
  const { pk, sk, ...attributes } = deliveryItem(tenantId, delivery);
  const names: Record<string, string> = { '#entries': 'entries', '#status': 'status' };
  const values: Record<string, unknown> = {
    ':entries': entries,
    ':none': [],
    ':scheduled': 'SCHEDULED',
  };
  const all = {
    ...attributes,
    [TABLE.ttlAttribute]: Math.floor(epochMs(addMs(delivery.dueAt, DIGEST_KEPT_MS)) / 1000),
  };
  const sets = Object.entries(all).flatMap(([name, value]) => {
    if (value === undefined) return [];
    names[`#set_${name}`] = name;
    values[`:set_${name}`] = value;
    return [`#set_${name} = if_not_exists(#set_${name}, :set_${name})`];
  });
  return [
    {
      label: delivery.id,
      update: { pk, sk },
      set: `SET ${sets.join(', ')}, #entries = list_append(if_not_exists(#entries, :none), :entries)`,
      when: { condition: 'attribute_not_exists(pk) OR #status = :scheduled', names, values },
    },
    ...entries.map((entry) => ({
      label: entry.id,
      put: gatheredItem(tenantId, { ...delivery, ...entry }),
      when: ABSENT,
    })),
  ];
};

/**
 * Writes one delivery beside what a plan owes; one that goes its own way already stays as it is, one
 * that waited in a digest begins its own.
 */
export const putDelivery = async (scope: TenantScope, delivery: NewDelivery): Promise<void> => {
  const result = await putIf(scope, deliveryItem(scope.tenantId, delivery), {
    condition: 'attribute_not_exists(pk) OR #status = :gathered',
    names: { '#status': 'status' },
    values: { ':gathered': GATHERED },
  });
  if (result.kind === 'contended') throw new Error(`Delivery ${delivery.id} is contended`);
};

/** No delivery is called so: their ids are digests. */
const HEAD = 'HEAD';

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

/** Attributes to set, or with `undefined` to remove. */
type Change = { readonly [Name in keyof Delivery]?: Delivery[Name] | undefined };

interface Step {
  readonly change: Change;
  /** When the due index shows it again; absent: never, it is over. */
  readonly again?: Instant;
  readonly when: Condition;
  /** Whether a delivery shows that this very step was taken, and only its answer lost. */
  readonly taken: (delivery: Delivery) => boolean;
  /** What it counts: the attempt that begins with it, or the doubt that is left by it. */
  readonly counts?: 'attempt' | 'doubts';
}

/** The update that a step is. */
const updateOf = (scope: TenantScope, { planId, deliveryId }: DeliveryRef, step: Step) => {
  const { set, when: condition } = assign(
    {
      ...step.change,
      ...(step.again === undefined
        ? { duePk: undefined, dueSk: undefined }
        : dueIndexKeys({
            at: step.again,
            tenantId: scope.tenantId,
            planId,
            item: { kind: 'delivery', id: deliveryId },
          })),
    },
    step.when,
  );
  const key = keyOf.delivery(scope.tenantId, planId, deliveryId);
  return step.counts === undefined
    ? { key, set, when: condition }
    : {
        key,
        set: `${set} ADD #count :one`,
        when: {
          condition: condition.condition,
          names: { ...condition.names, '#count': step.counts },
          values: { ...condition.values, ':one': 1 },
        },
      };
};

const take = async (scope: TenantScope, ref: DeliveryRef, step: Step): Promise<StepResult> => {
  const result = await updateIf(scope, { ...updateOf(scope, ref, step), give: 'item' });
  if (result.kind === 'contended') return result;
  if (result.kind === 'done')
    return { kind: 'done', delivery: fromItem(deliveryCodec, result.item ?? {}) };
  const delivery = await getDelivery(scope, ref);
  if (delivery === undefined) return { kind: 'refused' };
  return { kind: step.taken(delivery) ? 'done' : 'refused', delivery };
};

const NAMES = {
  '#status': 'status',
  '#attemptId': 'attemptId',
  '#dueAt': 'dueAt',
  '#leaseUntil': 'leaseUntil',
  '#resolveAt': 'resolveAt',
  '#messageId': 'messageId',
} as const;

/** A condition on a delivery, with the stand-ins that it uses. */
const when = (condition: string, values: Readonly<Record<string, unknown>>): Condition => ({
  condition,
  names: Object.fromEntries(
    Object.entries(NAMES).filter(([standIn]) => condition.includes(standIn)),
  ),
  values,
});

/** In one of these states, and this attempt's. */
const heldBy = (
  attemptId: string,
  ...statuses: NonEmpty<(typeof OPEN_STATUSES)[number]>
): Condition =>
  when(`#status IN (${statuses.map((_, at) => `:in${at}`).join(', ')}) AND #attemptId = :mine`, {
    ...Object.fromEntries(statuses.map((status, at) => [`:in${at}`, status])),
    ':mine': attemptId,
  });

/**
 * Takes a delivery that is due (SCHEDULED), or whose earlier attempt is over: CLAIMED past its lease,
 * or AMBIGUOUS past `resolveAt`. The lease is its next due time, so a crash brings it back.
 */
export const claim = (
  scope: TenantScope,
  step: AttemptRef & { readonly now: Instant; readonly leaseUntil: Instant },
): Promise<StepResult> =>
  take(scope, step, {
    change: {
      status: 'CLAIMED',
      attemptId: step.attemptId,
      leaseUntil: step.leaseUntil,
      resolveAt: undefined,
    },
    again: step.leaseUntil,
    when: when(
      '(#status = :scheduled AND #dueAt <= :now)' +
        ' OR (#status = :claimed AND #leaseUntil <= :now)' +
        ' OR (#status = :ambiguous AND #resolveAt <= :now)',
      {
        ':scheduled': 'SCHEDULED',
        ':claimed': 'CLAIMED',
        ':ambiguous': 'AMBIGUOUS',
        ':now': step.now,
      },
    ),
    taken: ({ status, attemptId }) => status === 'CLAIMED' && attemptId === step.attemptId,
    counts: 'attempt',
  });

export type IntentResult =
  | { readonly kind: 'done' }
  /** Not this attempt's any more, or too little of its lease is left. */
  | { readonly kind: 'refused'; readonly delivery?: Delivery }
  /** The mail speaks of a plan that has changed since: prepare it again. */
  | { readonly kind: 'planMoved' }
  | { readonly kind: 'contended' };

/**
 * The last point where a cancel wins: CLAIMED becomes SENDING if the attempt still has `margin` of
 * its lease and every plan is still at the version from which the mail was prepared.
 */
export const intent = async (
  scope: TenantScope,
  step: AttemptRef & {
    readonly now: Instant;
    /** How much of the lease must be left, in milliseconds. */
    readonly marginMs: number;
    /** Of the plan that the delivery lies with; absent for a digest, which lies with a person. */
    readonly planVersion?: number;
    /** Further plans that the mail speaks of, as it was prepared from them. */
    readonly plans?: readonly { readonly planId: PlanId; readonly version: number }[];
  },
): Promise<IntentResult> => {
  const held = heldBy(step.attemptId, 'CLAIMED');
  const key = keyOf.delivery(scope.tenantId, step.planId, step.deliveryId);
  const { set, when: condition } = assign(
    { status: 'SENDING' },
    {
      condition: `${held.condition} AND #leaseUntil > :enough`,
      names: { ...held.names, '#leaseUntil': NAMES['#leaseUntil'] },
      values: { ...held.values, ':enough': addMs(step.now, step.marginMs) },
    },
  );
  const result = await transact(scope, [
    { label: 'delivery', update: key, set, when: condition },
    ...[
      ...(step.planVersion === undefined
        ? []
        : [{ planId: step.planId, version: step.planVersion }]),
      ...(step.plans ?? []),
    ].map(({ planId, version }) => ({
      label: 'plan' as const,
      check: keyOf.head(scope.tenantId, planId),
      when: atVersion(version),
    })),
  ]);
  if (result.kind !== 'refused') return result;
  if (!result.versions.has('delivery')) return { kind: 'planMoved' };
  const delivery = await getDelivery(scope, step);
  return { kind: 'refused', ...(delivery === undefined ? {} : { delivery }) };
};

/** The mail went out, by the service's answer to this attempt. */
export const markSent = (
  scope: TenantScope,
  step: AttemptRef & {
    readonly messageId: string;
    readonly at: Instant;
  },
): Promise<StepResult> =>
  take(scope, step, {
    change: {
      status: 'SENT',
      messageId: step.messageId,
      sentAt: step.at,
      leaseUntil: undefined,
      resolveAt: undefined,
      reason: undefined,
    },
    when: heldBy(step.attemptId, 'SENDING', 'AMBIGUOUS'),
    taken: ({ status, messageId }) => isProven(status) && messageId === step.messageId,
  });

/** Whether the mail is known to have gone out. */
export const isProven = (status: Delivery['status']): status is ProvenStatus =>
  (PROVEN_STATUSES as readonly string[]).includes(status);

/**
 * What the mail service's own event proves. It counts whatever became of the delivery meanwhile, and
 * only upward; of two mails that prove the same, the one with the lesser id stands. So any order and
 * any repetition of events comes to the same end.
 */
export const markProven = (
  scope: TenantScope,
  step: DeliveryRef & {
    readonly as: ProvenStatus;
    readonly messageId: string;
    /** When the mail service took the mail. */
    readonly sentAt: Instant;
  },
): Promise<StepResult> => {
  const higher = PROVEN_STATUSES.slice(PROVEN_STATUSES.indexOf(step.as));
  const outranking = higher.map((status, at): [string, string] => [`:up${at}`, status]);
  return take(scope, step, {
    change: {
      status: step.as,
      messageId: step.messageId,
      sentAt: step.sentAt,
      leaseUntil: undefined,
      resolveAt: undefined,
      reason: undefined,
    },
    when: when(
      `attribute_exists(pk) AND (NOT #status IN (${outranking.map(([name]) => name).join(', ')})` +
        ' OR (#status = :up0 AND #messageId > :messageId))',
      { ...Object.fromEntries(outranking), ':messageId': step.messageId },
    ),
    taken: ({ status, messageId }) => status === step.as && messageId === step.messageId,
  });
};

/**
 * SENDING whose answer never came becomes AMBIGUOUS until `resolveAt`. Without `attemptId`: found by
 * the sweep, allowed once the lease is over.
 */
export const markAmbiguous = (
  scope: TenantScope,
  step: DeliveryRef & {
    readonly attemptId?: string;
    readonly now: Instant;
    readonly resolveAt: Instant;
  },
): Promise<StepResult> =>
  take(scope, step, {
    change: { status: 'AMBIGUOUS', leaseUntil: undefined, resolveAt: step.resolveAt },
    again: step.resolveAt,
    when:
      step.attemptId === undefined
        ? when('#status = :sending AND #leaseUntil <= :now', {
            ':sending': 'SENDING',
            ':now': step.now,
          })
        : heldBy(step.attemptId, 'SENDING'),
    taken: ({ status, resolveAt }) => status === 'AMBIGUOUS' && resolveAt === step.resolveAt,
    counts: 'doubts',
  });

/** The service refused the mail for good, or nobody will ever know. */
export const markFailed = (
  scope: TenantScope,
  step: AttemptRef & { readonly reason: string },
): Promise<StepResult> => end(scope, step, 'FAILED', heldBy(step.attemptId, 'CLAIMED', 'SENDING'));

/** Prepared and found needless, unwanted or too late: it ends unsent. */
export const withdraw = (
  scope: TenantScope,
  step: AttemptRef & {
    readonly as: 'CANCELLED' | 'SUPPRESSED' | 'STALE';
    readonly reason: string;
  },
): Promise<StepResult> => end(scope, step, step.as, heldBy(step.attemptId, 'CLAIMED'));

const end = (
  scope: TenantScope,
  step: AttemptRef & { readonly reason: string },
  status: (typeof UNSENT_STATUSES)[number],
  condition: Condition,
): Promise<StepResult> =>
  take(scope, step, {
    change: { status, reason: step.reason, leaseUntil: undefined },
    when: condition,
    taken: (delivery) => delivery.status === status && delivery.attemptId === step.attemptId,
  });

/** Surely not sent (throttled, paused): back to SCHEDULED for a later instant. */
export const reschedule = (
  scope: TenantScope,
  step: AttemptRef & { readonly dueAt: Instant; readonly late?: boolean },
): Promise<StepResult> =>
  take(scope, step, {
    change: {
      status: 'SCHEDULED',
      dueAt: step.dueAt,
      leaseUntil: undefined,
      ...(step.late === undefined ? {} : { late: step.late }),
    },
    again: step.dueAt,
    when: heldBy(step.attemptId, 'CLAIMED', 'SENDING'),
    taken: ({ status, attemptId, dueAt }) =>
      status === 'SCHEDULED' && attemptId === step.attemptId && dueAt === step.dueAt,
  });

export const getDelivery = async (
  scope: TenantScope,
  { planId, deliveryId }: DeliveryRef,
): Promise<Delivery | undefined> => {
  const item = await getItem(scope, keyOf.delivery(scope.tenantId, planId, deliveryId));
  return item && fromItem(deliveryCodec, item);
};

/** All deliveries of a plan, in the order of their ids. */
export const loadDeliveries = async (
  scope: TenantScope,
  planId: PlanId,
): Promise<readonly Delivery[]> =>
  (await queryAll(scope, rangeOf.deliveries(scope.tenantId, planId))).map((item) =>
    fromItem(deliveryCodec, item),
  );

/** How many reminders of a kind went out and did not come back (H5); a first word is none. */
export const countSent = async (
  scope: TenantScope,
  query: {
    readonly planId: PlanId;
    readonly kind: ReminderKind;
    readonly recipientId?: MemberId;
  },
): Promise<number> =>
  (await loadDeliveries(scope, query.planId)).filter(
    ({ status, kind, step, recipientId }) =>
      (status === 'SENT' || status === 'DELIVERED' || status === 'COMPLAINED') &&
      kind === query.kind &&
      step !== 'notice' &&
      (query.recipientId === undefined || recipientId === query.recipientId),
  ).length;
