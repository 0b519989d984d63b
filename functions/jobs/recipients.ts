import type { MemberId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { standInsAt } from '../../domain/reminder/recipient.ts';
import type { Member, Tenant } from '../../domain/tenant/tenant.ts';
import { getMembers, type TenantScope } from '../adapters/store/index.ts';

export { candidatesFor, type Recipient, recipientFor } from '../../domain/reminder/recipient.ts';

/** People by their ids, with those who stand in for them at an instant: one read, or two. */
export const membersAt = async (
  scope: TenantScope,
  ids: readonly MemberId[],
  plan: Plan,
  tenant: Tenant,
  now: Instant,
): Promise<ReadonlyMap<MemberId, Member>> => {
  const members = await getMembers(scope, ids);
  const missing = standInsAt(members.values(), tenant, plan, now).filter((id) => !members.has(id));
  return missing.length === 0
    ? members
    : new Map([...members, ...(await getMembers(scope, [...new Set(missing)]))]);
};
