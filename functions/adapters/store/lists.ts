import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { PlanStatus } from '../../../domain/plan/vocabulary.ts';
import type { Page, PageRequest, TenantScope } from './access.ts';

/** A plan in a list. Holds no text of the plan: an index is read more widely than its plans. */
export interface PlanSummary {
  readonly planId: PlanId;
  readonly status: PlanStatus;
  readonly employeeId: MemberId;
  readonly managerId: MemberId;
  readonly hrOwnerId: MemberId;
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  readonly createdAt: Instant;
}

export type PlansOf =
  | { readonly of: 'tenant' }
  | { readonly of: 'employee'; readonly memberId: MemberId }
  | { readonly of: 'manager'; readonly memberId: MemberId };

/** Plans, newest first; a list may lag behind a write by moments. */
export const listPlans = async (
  _scope: TenantScope,
  _query: PlansOf & { readonly status?: PlanStatus; readonly page: PageRequest },
): Promise<Page<PlanSummary>> => {
  throw new Error('listPlans is being built');
};
