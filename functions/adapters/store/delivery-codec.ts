import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import {
  NOTICE_KINDS,
  OBLIGATION_KINDS,
  RECIPIENT_ROLES,
  STEPS,
} from '../../../domain/reminder/vocabulary.ts';
import { DELIVERY_STATUSES, type Delivery, GATHERED, type NewDelivery } from './delivery.ts';
import { type Codec, type Fields, type RawItem, stamp } from './item.ts';
import { dueIndexKeys, type Key, keyOf, planIdOf } from './keys.ts';

const KINDS = [...OBLIGATION_KINDS, ...NOTICE_KINDS, 'unreached', 'digest'] as const;

const optional = <Name extends string>(fields: Fields, name: Name): { [Key in Name]?: Instant } =>
  (fields.has(name) ? { [name]: fields.text(name) } : {}) as { [Key in Name]?: Instant };

export const deliveryCodec: Codec<Delivery> = {
  type: 'delivery',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    id: fields.text('id'),
    planId: planIdOf(fields.key),
    kind: fields.oneOf('kind', KINDS),
    ref: fields.text('ref'),
    step: fields.oneOf('step', STEPS),
    workingDays: fields.count('workingDays'),
    part: fields.oneOf('part', ['owes', 'attends', 'told']),
    recipientId: fields.text('recipientId') as MemberId,
    recipientRole: fields.oneOf('recipientRole', RECIPIENT_ROLES),
    email: fields.text('email'),
    language: fields.oneOf('language', LANGUAGES),
    zone: fields.text('zone'),
    dueOn: fields.text('dueOn') as CivilDate,
    ...optional(fields, 'meetingAt'),
    dueAt: fields.text('dueAt') as Instant,
    late: fields.flag('late'),
    status: fields.oneOf('status', DELIVERY_STATUSES),
    attempt: fields.count('attempt'),
    doubts: fields.has('doubts') ? fields.count('doubts') : 0,
    ...(fields.has('attemptId') ? { attemptId: fields.text('attemptId') } : {}),
    ...optional(fields, 'leaseUntil'),
    ...optional(fields, 'resolveAt'),
    ...(fields.has('messageId') ? { messageId: fields.text('messageId') } : {}),
    ...optional(fields, 'sentAt'),
    ...(fields.has('entries')
      ? { entries: fields.list('entries') as NonNullable<Delivery['entries']> }
      : {}),
    ...(fields.has('reason') ? { reason: fields.text('reason') } : {}),
  }),
};

/** A delivery as expanding writes it: SCHEDULED, and in the due index. */
export const deliveryItem = (tenantId: TenantId, delivery: NewDelivery): RawItem & Key => ({
  ...keyOf.delivery(tenantId, delivery.planId, delivery.id),
  ...stamp(deliveryCodec),
  ...dueIndexKeys({
    at: delivery.dueAt,
    tenantId,
    planId: delivery.planId,
    item: { kind: 'delivery', id: delivery.id },
  }),
  id: delivery.id,
  kind: delivery.kind,
  ref: delivery.ref,
  step: delivery.step,
  workingDays: delivery.workingDays,
  part: delivery.part,
  recipientId: delivery.recipientId,
  recipientRole: delivery.recipientRole,
  email: delivery.email,
  language: delivery.language,
  zone: delivery.zone,
  dueOn: delivery.dueOn,
  meetingAt: delivery.meetingAt,
  dueAt: delivery.dueAt,
  late: delivery.late,
  status: 'SCHEDULED',
  attempt: 0,
});

/** A reminder that waits in a digest: kept under its own name, so that it is gathered once. */
export const gatheredItem = (tenantId: TenantId, delivery: NewDelivery): RawItem & Key => {
  const { duePk: _, dueSk: __, ...item } = deliveryItem(tenantId, delivery);
  return { ...item, status: GATHERED } as RawItem & Key;
};
