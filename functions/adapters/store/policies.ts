import type { MemberId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Policy } from '../../../domain/tenant/policy.ts';
import type { Page, PageRequest, TenantScope } from './access.ts';
import { type Codec, fromItem, type RawItem, stamp } from './item.ts';
import { type Key, keyOf, rangeOf } from './keys.ts';
import { pack } from './packed.ts';
import { queryRange } from './read.ts';

/** A version of the policy that another one has taken the place of (Q1). The one in force stands in Settings. */
export interface PastPolicy {
  readonly policy: Policy;
  readonly replacedAt: Instant;
  readonly replacedBy: MemberId;
}

export const policyCodec: Codec<PastPolicy> = {
  type: 'policy',
  version: 1,
  packed: ['policy'],
  upcasters: {},
  read: (fields) => ({
    policy: fields.object('policy') as unknown as Policy,
    replacedAt: fields.text('replacedAt') as Instant,
    replacedBy: fields.text('replacedBy') as MemberId,
  }),
};

/** Written once, by the change that ends the version's time. */
export const policyItem = (
  tenantId: TenantId,
  { policy, replacedAt, replacedBy }: PastPolicy,
): RawItem & Key => ({
  ...keyOf.policy(tenantId, policy.version),
  ...stamp(policyCodec),
  policy: pack(policy),
  replacedAt,
  replacedBy,
});

/** Versions of the policy that are in force no more, the latest first. */
export const listPolicies = async (
  scope: TenantScope,
  page: PageRequest,
): Promise<Page<PastPolicy>> => {
  const found = await queryRange(scope, rangeOf.policies(scope.tenantId), page, 'descending');
  return { ...found, items: found.items.map((item) => fromItem(policyCodec, item)) };
};
