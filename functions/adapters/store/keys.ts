import { hash } from 'node:crypto';
import type { MemberId, ObservationId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { PlanStatus } from '../../../domain/plan/vocabulary.ts';
import type { OptionalMail } from '../../../domain/reminder/optional.ts';

/** The primary key of an item. Only this file knows how keys are spelled; the README lists them. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const digest = (text: string, encoding: 'hex' | 'base64url'): string =>
  hash('sha256', text, encoding);

/** Every partition of a tenant starts so; ids have 26 characters and no `#`, so none is a prefix of another. */
const tenantPrefix = (tenantId: TenantId): string => `T#${tenantId}#`;

const membersPartition = (tenantId: TenantId): string => `${tenantPrefix(tenantId)}MEMBERS`;
const planPartition = (tenantId: TenantId, planId: PlanId): string =>
  `${tenantPrefix(tenantId)}P#${planId}`;

const erasuresPartition = (tenantId: TenantId): string => `${tenantPrefix(tenantId)}ERASED`;

const observationsPartition = (tenantId: TenantId, employeeId: MemberId): string =>
  `${tenantPrefix(tenantId)}O#${employeeId}`;

const suppressedPartition = (tenantId: TenantId): string => `${tenantPrefix(tenantId)}SUPPRESSED`;

const insightsPartition = (tenantId: TenantId): string => `${tenantPrefix(tenantId)}INSIGHTS`;

const usePartition = (tenantId: TenantId): string => `${tenantPrefix(tenantId)}USE`;

/** What is counted by the day: mail of the company, mail to one person, exports by one person, invitations. */
export type AllowanceKind = 'mail' | 'mailTo' | 'export' | 'invitation';

/** Event numbers sort as text up to 999,999,999 events a plan. */
const eventNumber = (seq: number): string => String(seq).padStart(9, '0');

/** Versions of a policy sort as text up to 999,999. */
const policyNumber = (version: number): string => String(version).padStart(6, '0');

/** What a query reads of one partition: the sort keys that start with `prefix`, all without one. */
export interface Range {
  readonly pk: string;
  readonly prefix: string;
}

export const keyOf = {
  settings: (tenantId: TenantId): Key => ({
    pk: `${tenantPrefix(tenantId)}TENANT`,
    sk: 'SETTINGS',
  }),
  /** Says that settings have changed since what is due of the company's plans was computed. */
  refresh: (tenantId: TenantId): Key => ({
    pk: `${tenantPrefix(tenantId)}TENANT`,
    sk: 'REFRESH',
  }),
  /** A version of the policy that is in force no more. */
  policy: (tenantId: TenantId, version: number): Key => ({
    pk: `${tenantPrefix(tenantId)}TENANT`,
    sk: `POLICY#${policyNumber(version)}`,
  }),
  member: (tenantId: TenantId, memberId: MemberId): Key => ({
    pk: membersPartition(tenantId),
    sk: `M#${memberId}`,
  }),
  /** Claims an address for one member of the tenant. */
  email: (tenantId: TenantId, email: string): Key => ({
    pk: membersPartition(tenantId),
    sk: `E#${digest(email, 'hex')}`,
  }),
  /** An address that the company's mail does not reach. */
  suppression: (tenantId: TenantId, email: string): Key => ({
    pk: suppressedPartition(tenantId),
    sk: `E#${digest(email.toLowerCase(), 'hex')}`,
  }),
  /** When the account may send its next mail; belongs to no tenant. */
  sendSlots: (): Key => ({ pk: 'R#MAIL', sk: 'SLOTS' }),
  login: (sub: string): Key => ({ pk: `U#${sub}`, sk: 'LOGIN' }),
  /** Somebody who is not let in yet. */
  admission: (id: string): Key => ({ pk: `A#${id}`, sk: 'ADMISSION' }),
  /** How many mails that let somebody in went to an address on one day, whoever sent them. */
  admissionMails: (email: string, on: string): Key => ({
    pk: `A#MAILS#${digest(email, 'hex')}`,
    sk: on,
  }),

  head: (tenantId: TenantId, planId: PlanId): Key => ({
    pk: planPartition(tenantId, planId),
    sk: 'HEAD',
  }),
  /** @param part 0 unless the body is too large for one item */
  body: (tenantId: TenantId, planId: PlanId, part = 0): Key => ({
    pk: planPartition(tenantId, planId),
    sk: part === 0 ? 'BODY' : `BODY#${part}`,
  }),
  /** What is nobody's business but HR's. */
  hrOnly: (tenantId: TenantId, planId: PlanId): Key => ({
    pk: planPartition(tenantId, planId),
    sk: 'HR',
  }),
  /** @param seq the last event of the item */
  events: (tenantId: TenantId, planId: PlanId, seq: number): Key => ({
    pk: planPartition(tenantId, planId),
    sk: `EVT#${eventNumber(seq)}`,
  }),
  delivery: (tenantId: TenantId, planId: PlanId, deliveryId: string): Key => ({
    pk: planPartition(tenantId, planId),
    sk: `DLV#${deliveryId}`,
  }),
  access: (
    tenantId: TenantId,
    planId: PlanId,
    read: { readonly at: Instant; readonly by: MemberId; readonly action: string },
  ): Key => ({
    pk: planPartition(tenantId, planId),
    sk: `ACC#${read.at}#${read.by}#${read.action}`,
  }),
  /** Sums over the plans that ended in a quarter. */
  insights: (tenantId: TenantId, quarter: string): Key => ({
    pk: insightsPartition(tenantId),
    sk: quarter,
  }),
  /** A file that somebody announced. */
  attachment: (tenantId: TenantId, planId: PlanId, attachmentId: string): Key => ({
    pk: planPartition(tenantId, planId),
    sk: `ATT#${attachmentId}`,
  }),
  /** Claims the one open plan that an employee may have (A2). */
  open: (tenantId: TenantId, employeeId: MemberId): Key => ({
    pk: `${tenantPrefix(tenantId)}OPEN`,
    sk: employeeId,
  }),
  /** Says that a plan was erased, where a restored plan does not say so itself. */
  erasure: (tenantId: TenantId, planId: PlanId): Key => ({
    pk: erasuresPartition(tenantId),
    sk: `P#${planId}`,
  }),
  /** A note from daily work about an employee. */
  observation: (tenantId: TenantId, employeeId: MemberId, id: ObservationId): Key => ({
    pk: observationsPartition(tenantId, employeeId),
    sk: `OBS#${id}`,
  }),
  /** What was used of an allowance on one day; a member's, or the company's. */
  allowance: (tenantId: TenantId, on: string, kind: AllowanceKind, memberId?: MemberId): Key => ({
    pk: usePartition(tenantId),
    sk: `${on}#${kind}${memberId === undefined ? '' : `#${memberId}`}`,
  }),
  /** A request on a plan. The key is hashed: its length and characters are the client's. */
  planReplay: (
    tenantId: TenantId,
    planId: PlanId,
    memberId: MemberId,
    idempotencyKey: string,
  ): Key => ({
    pk: planPartition(tenantId, planId),
    sk: `IDEM#${memberId}#${digest(idempotencyKey, 'base64url')}`,
  }),
  /** A request that is not on an existing plan; kept with the member who made it. */
  memberReplay: (tenantId: TenantId, memberId: MemberId, idempotencyKey: string): Key => ({
    pk: `${tenantPrefix(tenantId)}M#${memberId}`,
    sk: `IDEM#${digest(idempotencyKey, 'base64url')}`,
  }),
  /** What somebody chose for their own mails. */
  preferences: (tenantId: TenantId, memberId: MemberId): Key => ({
    pk: `${tenantPrefix(tenantId)}M#${memberId}`,
    sk: 'PREFERENCES',
  }),
  /** Says that somebody switched off a sort of optional mail. */
  optOut: (tenantId: TenantId, memberId: MemberId, sort: OptionalMail): Key => ({
    pk: `${tenantPrefix(tenantId)}M#${memberId}`,
    sk: `OFF#${sort}`,
  }),
} as const;

export const rangeOf = {
  /** @param on UTC date */
  allowances: (tenantId: TenantId, on: string): Range => ({
    pk: usePartition(tenantId),
    prefix: `${on}#`,
  }),
  observations: (tenantId: TenantId, employeeId: MemberId): Range => ({
    pk: observationsPartition(tenantId, employeeId),
    prefix: 'OBS#',
  }),
  policies: (tenantId: TenantId): Range => ({
    pk: `${tenantPrefix(tenantId)}TENANT`,
    prefix: 'POLICY#',
  }),
  suppressions: (tenantId: TenantId): Range => ({
    pk: suppressedPartition(tenantId),
    prefix: 'E#',
  }),
  erasures: (tenantId: TenantId): Range => ({ pk: erasuresPartition(tenantId), prefix: 'P#' }),
  members: (tenantId: TenantId): Range => ({ pk: membersPartition(tenantId), prefix: 'M#' }),
  events: (tenantId: TenantId, planId: PlanId): Range => ({
    pk: planPartition(tenantId, planId),
    prefix: 'EVT#',
  }),
  deliveries: (tenantId: TenantId, planId: PlanId): Range => ({
    pk: planPartition(tenantId, planId),
    prefix: 'DLV#',
  }),
  insights: (tenantId: TenantId): Range => ({ pk: insightsPartition(tenantId), prefix: '' }),
  attachments: (tenantId: TenantId, planId: PlanId): Range => ({
    pk: planPartition(tenantId, planId),
    prefix: 'ATT#',
  }),
  access: (tenantId: TenantId, planId: PlanId): Range => ({
    pk: planPartition(tenantId, planId),
    prefix: 'ACC#',
  }),
} as const;

/** The plan that a line of the log of erasures is about. */
export const planIdOfErasure = ({ sk }: Key): PlanId => sk.slice(2) as PlanId;

/** The index keys of a plan's head. A plan's id starts with the time it was made at. */
export const planIndexKeys = (plan: {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly employeeId: MemberId;
  readonly managerId: MemberId;
  readonly status: PlanStatus;
}) => ({
  tenantPk: plansOfTenant(plan.tenantId),
  tenantSk: `${statusPrefix(plan.status)}${plan.planId}`,
  employeePk: plansOfEmployee(plan.tenantId, plan.employeeId),
  employeeSk: plan.planId,
  managerPk: plansOfManager(plan.tenantId, plan.managerId),
  managerSk: plan.planId,
});

export const plansOfTenant = (tenantId: TenantId): string => `${tenantPrefix(tenantId)}PLANS`;
export const plansOfEmployee = (tenantId: TenantId, memberId: MemberId): string =>
  `${tenantPrefix(tenantId)}E#${memberId}`;
export const plansOfManager = (tenantId: TenantId, memberId: MemberId): string =>
  `${tenantPrefix(tenantId)}G#${memberId}`;
/** Plans of one status stand together in the tenant's index. */
export const statusPrefix = (status: PlanStatus): string => `${status}#`;

const ID_LENGTH = 26;

/** The tenant of an item in a tenant's partition. */
export const tenantIdOf = ({ pk }: Key): TenantId => pk.slice(2, 2 + ID_LENGTH) as TenantId;

/** The plan of an item in a plan's partition. */
export const planIdOf = ({ pk }: Key): PlanId => pk.slice(-ID_LENGTH) as PlanId;

// ---- the due index ----

/** Partitions of the due index. */
export const DUE_SHARDS = 16;

export const dueShard = (shard: number): string => `DUE#${String(shard).padStart(2, '0')}`;

/** The shard of everything that is due for a plan. */
const shardOf = (planId: PlanId): number =>
  hash('sha256', planId, 'buffer').readUInt8(0) % DUE_SHARDS;

/**
 * What a line of the due index stands for: the plan itself, one of its deliveries, or all plans of
 * a company, whose line has the company's id in the place of the plan's.
 */
type DueItem =
  | { readonly kind: 'due' }
  | { readonly kind: 'delivery'; readonly id: string }
  | { readonly kind: 'refresh' };

const dueItemText = (item: DueItem): string => {
  switch (item.kind) {
    case 'due':
      return 'DUE';
    case 'refresh':
      return 'REFRESH';
    default:
      return `DLV#${item.id}`;
  }
};

const dueItemOf = (text: string): DueItem => {
  if (text === 'DUE') return { kind: 'due' };
  return text === 'REFRESH' ? { kind: 'refresh' } : { kind: 'delivery', id: text.slice(4) };
};

export interface DueLine {
  readonly at: Instant;
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly item: DueItem;
}

/** Index keys of something due; the sort key repeats the primary key, so the index needs no more. */
export const dueIndexKeys = ({ at, tenantId, planId, item }: DueLine) => ({
  duePk: dueShard(shardOf(planId)),
  dueSk: `${at}#${tenantId}#${planId}#${dueItemText(item)}`,
});

/** Sorts after every line due at or before the instant and before every later one. */
export const dueUpTo = (at: Instant): string => `${at}$`;

const DUE_SK =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)#([0-9A-Z]{26})#([0-9A-Z]{26})#(DUE|REFRESH|DLV#[^#]+)$/;

/** The line that a due index entry stands for, or `undefined` for a key of another form. */
export const parseDueSk = (dueSk: string): DueLine | undefined => {
  const match = DUE_SK.exec(dueSk);
  if (match === null) return undefined;
  const [, at, tenantId, planId, item = ''] = match;
  return {
    at: at as Instant,
    tenantId: tenantId as TenantId,
    planId: planId as PlanId,
    item: dueItemOf(item),
  };
};

/** The item that a line of the due index stands for. */
export const keyOfDueLine = ({ tenantId, planId, item }: DueLine): Key => {
  switch (item.kind) {
    case 'due':
      return keyOf.head(tenantId, planId);
    case 'refresh':
      return keyOf.refresh(tenantId);
    default:
      return keyOf.delivery(tenantId, planId, item.id);
  }
};

// ---- the index of what changed since it was last anchored ----

/** Partitions of the index `changed`. */
export const CHANGED_SHARDS = 16;

export const changedShard = (shard: number): string => `CHG#${String(shard).padStart(2, '0')}`;

/** A plan whose chain has grown since it was last anchored. */
export interface ChangedPlan {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
}

/** Index keys of a changed plan. A tenant's plans stand together, so one anchor takes them all. */
export const changedIndexKeys = ({ tenantId, planId }: ChangedPlan) => ({
  chgPk: changedShard(hash('sha256', tenantId, 'buffer').readUInt8(0) % CHANGED_SHARDS),
  chgSk: `${tenantId}#${planId}`,
});

const CHANGED_SK = /^([0-9A-Z]{26})#([0-9A-Z]{26})$/;

/** The plan that an entry stands for, or `undefined` for a key of another form. */
export const parseChangedSk = (chgSk: string): ChangedPlan | undefined => {
  const [, tenantId, planId] = CHANGED_SK.exec(chgSk) ?? [];
  return tenantId === undefined || planId === undefined
    ? undefined
    : { tenantId: tenantId as TenantId, planId: planId as PlanId };
};
