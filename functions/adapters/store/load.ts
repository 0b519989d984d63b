import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import type { TenantScope } from './access.ts';
import type { Delivery } from './delivery.ts';
import type { DueState } from './due.ts';
import type { ReplayRecord } from './replay.ts';

/** A plan as it is stored. */
export interface StoredPlan {
  readonly plan: Plan;
  /** Hash of the last event, lower-case hex: the end of the plan's chain. */
  readonly chainHash: string;
  readonly due: DueState;
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
  _scope: TenantScope,
  _ask: {
    readonly planId: PlanId;
    readonly callerId: MemberId;
    readonly idempotencyKey?: string;
  },
): Promise<PlanLoad | undefined> => {
  throw new Error('loadForCommand is being built');
};

/** As `loadForCommand`, for reads: no replay record, and `due` only where it is stored beside. */
export const loadPlan = async (
  _scope: TenantScope,
  _ask: { readonly planId: PlanId; readonly callerId: MemberId },
): Promise<PlanLoad | undefined> => {
  throw new Error('loadPlan is being built');
};

/** More items to read in the same call. */
export interface Extra {
  readonly members?: readonly MemberId[];
  /** The employee whose open plan is asked for (A2). */
  readonly openPlanOf?: MemberId;
}

export interface CallerLoadWithExtra extends CallerLoad {
  readonly members: ReadonlyMap<MemberId, Member>;
  /** The open plan of `extra.openPlanOf`. */
  readonly openPlanId?: PlanId;
}

/** Caller, tenant and what else a request without a plan needs, in one strongly consistent call. */
export const loadCaller = async (
  _scope: TenantScope,
  _ask: {
    readonly callerId: MemberId;
    readonly idempotencyKey?: string;
    readonly extra?: Extra;
  },
): Promise<CallerLoadWithExtra | undefined> => {
  throw new Error('loadCaller is being built');
};

export interface JobLoad {
  readonly tenant: Tenant;
  readonly stored?: StoredPlan;
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly delivery?: Delivery;
}

/** What a job on a plan needs, in one strongly consistent call; nobody calls, so nobody is judged. */
export const loadForJob = async (
  _scope: TenantScope,
  _ask: {
    readonly planId: PlanId;
    readonly memberIds?: readonly MemberId[];
    readonly deliveryId?: string;
  },
): Promise<JobLoad | undefined> => {
  throw new Error('loadForJob is being built');
};
