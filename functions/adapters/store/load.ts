import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import { ATTEMPTS, pauseAfter, type TenantScope } from './access.ts';
import type { Delivery } from './delivery.ts';
import { deliveryCodec } from './delivery-codec.ts';
import type { DueState } from './due.ts';
import { fromItem } from './item.ts';
import { type Key, keyOf } from './keys.ts';
import { type Head, headCodec, planOfItems } from './plan-codec.ts';
import { type Addressee, type Reach, reachIn, reachKeys } from './reach.ts';
import { batchGet, type Found } from './read.ts';
import type { ReplayRecord } from './replay.ts';
import { memberCodec, openClaimCodec, replayCodec, tenantCodec } from './tenant-codec.ts';

/** A plan as it is stored. */
export interface StoredPlan {
  readonly plan: Plan;
  /** Hash of the last event, lower-case hex: the end of the plan's chain. */
  readonly chainHash: string;
  readonly due: DueState;
  /** How the plan lies in the table; for `commit`. */
  readonly head: Head;
}

export interface CallerLoad {
  readonly caller: Member;
  readonly tenant: Tenant;
  /** What the idempotency key was answered with before. */
  readonly replay?: ReplayRecord;
}

export interface PlanLoad extends CallerLoad {
  /** Absent when there is no such plan in the tenant. */
  readonly stored?: StoredPlan;
}

/**
 * Everything a command on a plan needs, in one strongly consistent call.
 *
 * @returns `undefined` when the caller is not a member of the tenant
 */
export const loadForCommand = async (
  scope: TenantScope,
  ask: {
    readonly planId: PlanId;
    readonly callerId: MemberId;
    readonly idempotencyKey?: string;
  },
): Promise<PlanLoad | undefined> => {
  const { tenantId } = scope;
  const { planId, callerId, idempotencyKey } = ask;
  const replayKey =
    idempotencyKey === undefined
      ? undefined
      : keyOf.planReplay(tenantId, planId, callerId, idempotencyKey);
  const { found, stored } = await readPlan(scope, planId, callerKeys(scope, callerId, replayKey));
  const caller = callerOf(scope, found, callerId, replayKey);
  return caller && { ...caller, ...(stored === undefined ? {} : { stored }) };
};

/** As `loadForCommand`, for a request that changes nothing. */
export const loadPlan = async (
  scope: TenantScope,
  ask: { readonly planId: PlanId; readonly callerId: MemberId },
): Promise<PlanLoad | undefined> => {
  const { planId, callerId } = ask;
  return loadForCommand(scope, { planId, callerId });
};

/** More items to read in the same call. */
export interface Extra {
  /** At most 90. */
  readonly members?: readonly MemberId[];
  /** The employee whose open plan is asked for (A2). */
  readonly openPlanOf?: MemberId;
}

export interface CallerLoadWithExtra extends CallerLoad {
  /** Those of `extra.members` that exist. */
  readonly members: ReadonlyMap<MemberId, Member>;
  /** The open plan of `extra.openPlanOf`. */
  readonly openPlanId?: PlanId;
}

/** Caller, tenant and what else a request without a plan needs, in one strongly consistent call. */
export const loadCaller = async (
  scope: TenantScope,
  ask: {
    readonly callerId: MemberId;
    readonly idempotencyKey?: string;
    readonly extra?: Extra;
  },
): Promise<CallerLoadWithExtra | undefined> => {
  const { tenantId } = scope;
  const { callerId, idempotencyKey, extra = {} } = ask;
  const replayKey =
    idempotencyKey === undefined
      ? undefined
      : keyOf.memberReplay(tenantId, callerId, idempotencyKey);
  const openKey =
    extra.openPlanOf === undefined ? undefined : keyOf.open(tenantId, extra.openPlanOf);
  const found = await batchGet(scope, [
    ...callerKeys(scope, callerId, replayKey),
    ...memberKeys(scope, extra.members),
    ...(openKey === undefined ? [] : [openKey]),
  ]);
  const caller = callerOf(scope, found, callerId, replayKey);
  if (caller === undefined) return undefined;
  const open = openKey && found.get(openKey);
  return {
    ...caller,
    members: membersOf(scope, found, extra.members),
    ...(open === undefined ? {} : { openPlanId: fromItem(openClaimCodec, open) }),
  };
};

export interface JobLoad {
  readonly tenant: Tenant;
  readonly stored?: StoredPlan;
  /** Those of the members asked for that exist. */
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly delivery?: Delivery;
  /** Of `mailTo`. */
  readonly reach?: Reach;
}

/**
 * What a job on a plan needs, in one strongly consistent call; nobody calls, so nobody is judged.
 *
 * @returns `undefined` when the tenant does not exist
 */
export const loadForJob = async (
  scope: TenantScope,
  ask: {
    readonly planId: PlanId;
    /** At most 90. */
    readonly memberIds?: readonly MemberId[];
    readonly deliveryId?: string;
    /** Whom a mail is to go to, and when. */
    readonly mailTo?: Addressee & { readonly now: Instant };
  },
): Promise<JobLoad | undefined> => {
  const { tenantId } = scope;
  const { planId, memberIds, deliveryId, mailTo } = ask;
  const deliveryKey =
    deliveryId === undefined ? undefined : keyOf.delivery(tenantId, planId, deliveryId);
  const { found, stored } = await readPlan(scope, planId, [
    keyOf.settings(tenantId),
    ...memberKeys(scope, memberIds),
    ...(deliveryKey === undefined ? [] : [deliveryKey]),
    ...(mailTo === undefined ? [] : reachKeys(scope, mailTo)),
  ]);
  const tenant = tenantOf(scope, found);
  if (tenant === undefined) return undefined;
  const delivery = deliveryKey && found.get(deliveryKey);
  return {
    tenant,
    members: membersOf(scope, found, memberIds),
    ...(stored === undefined ? {} : { stored }),
    ...(delivery === undefined ? {} : { delivery: fromItem(deliveryCodec, delivery) }),
    ...(mailTo === undefined ? {} : { reach: reachIn(found, scope, mailTo, mailTo.now) }),
  };
};

/** Most plans of one `loadPlans`: head and body of each in one batch. */
export const PLANS_MAX = 40;

/**
 * Several plans at once, each as it stands: one call, and one more for each plan that was being
 * written or whose body has several parts. Those that do not exist are left out.
 */
export const loadPlans = async (
  scope: TenantScope,
  planIds: readonly PlanId[],
): Promise<readonly StoredPlan[]> => {
  if (planIds.length > PLANS_MAX) throw new RangeError(`${planIds.length} plans at once`);
  if (planIds.length === 0) return [];
  const keysOf = (id: PlanId) => ({
    headKey: keyOf.head(scope.tenantId, id),
    bodyKey: keyOf.body(scope.tenantId, id),
  });
  const found = await batchGet(
    scope,
    planIds.flatMap((id) => Object.values(keysOf(id))),
  );
  const plans = await Promise.all(
    planIds.map(async (id) => {
      const { headKey, bodyKey } = keysOf(id);
      const item = found.get(headKey);
      if (item === undefined) return [];
      const head = fromItem(headCodec, item);
      const plan = head.bodyParts === 1 ? planOfItems(head, [found.get(bodyKey)]) : undefined;
      if (plan !== undefined) return [{ plan, chainHash: head.chainHash, due: head.due, head }];
      const { stored } = await readPlan(scope, id, []);
      return stored === undefined ? [] : [stored];
    }),
  );
  return plans.flat();
};

/**
 * Reads a plan's items and others with them. A batch is not read at one moment: when HEAD says that
 * BODY is of another write than the one read, everything is read again.
 */
const readPlan = async (
  scope: TenantScope,
  planId: PlanId,
  others: readonly Key[],
): Promise<{ readonly found: Found; readonly stored: StoredPlan | undefined }> => {
  const headKey = keyOf.head(scope.tenantId, planId);
  const bodyKey = keyOf.body(scope.tenantId, planId);
  for (let attempt = 1; ; attempt += 1) {
    const found = await batchGet(scope, [headKey, bodyKey, ...others]);
    const headItem = found.get(headKey);
    if (headItem === undefined) return { found, stored: undefined };
    const head = fromItem(headCodec, headItem);
    const rest = await restOfBody(scope, planId, head);
    const plan = planOfItems(head, [found.get(bodyKey), ...rest]);
    if (plan !== undefined)
      return { found, stored: { plan, chainHash: head.chainHash, due: head.due, head } };
    if (attempt === ATTEMPTS)
      throw new Error(`Plan ${planId} kept changing, or has lost an item, in ${attempt} reads`);
    await pauseAfter(scope, attempt);
  }
};

/** The further items of a body that did not fit into one. */
const restOfBody = async (scope: TenantScope, planId: PlanId, { bodyParts }: Head) => {
  if (bodyParts === 1) return [];
  const keys = Array.from({ length: bodyParts - 1 }, (_, index) =>
    keyOf.body(scope.tenantId, planId, index + 1),
  );
  const found = await batchGet(scope, keys);
  return keys.map((key) => found.get(key));
};

const callerKeys = ({ tenantId }: TenantScope, callerId: MemberId, replayKey?: Key) => [
  keyOf.member(tenantId, callerId),
  keyOf.settings(tenantId),
  ...(replayKey === undefined ? [] : [replayKey]),
];

const callerOf = (
  scope: TenantScope,
  found: Found,
  callerId: MemberId,
  replayKey?: Key,
): CallerLoad | undefined => {
  const caller = found.get(keyOf.member(scope.tenantId, callerId));
  const tenant = tenantOf(scope, found);
  if (caller === undefined || tenant === undefined) return undefined;
  const replay = replayKey && found.get(replayKey);
  return {
    caller: fromItem(memberCodec, caller),
    tenant,
    ...(replay === undefined ? {} : { replay: fromItem(replayCodec, replay) }),
  };
};

const tenantOf = ({ tenantId }: TenantScope, found: Found): Tenant | undefined => {
  const item = found.get(keyOf.settings(tenantId));
  return item && fromItem(tenantCodec, item);
};

const memberKeys = ({ tenantId }: TenantScope, ids: readonly MemberId[] = []): readonly Key[] =>
  ids.map((id) => keyOf.member(tenantId, id));

const membersOf = (
  { tenantId }: TenantScope,
  found: Found,
  ids: readonly MemberId[] = [],
): ReadonlyMap<MemberId, Member> => {
  const members = new Map<MemberId, Member>();
  for (const id of ids) {
    const item = found.get(keyOf.member(tenantId, id));
    if (item !== undefined) members.set(id, fromItem(memberCodec, item));
  }
  return members;
};
