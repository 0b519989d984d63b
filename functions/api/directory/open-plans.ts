import { OPEN_STATUSES } from '../../../domain/plan/vocabulary.ts';
import type { OpenPlan } from '../../../domain/tenant/staffing.ts';
import { type Cursor, listPlans, type TenantScope } from '../../adapters/store/index.ts';

/** Most plans of one stage that are looked at. */
const LOOKED_AT_MAX = 2000;

/** Every plan of the company that is neither closed nor over, by id and stage. */
export const openPlansOf = async (scope: TenantScope): Promise<readonly OpenPlan[]> => {
  const byStatus = await Promise.all(
    OPEN_STATUSES.map(async (status) => {
      const plans: OpenPlan[] = [];
      let after: Cursor | undefined;
      do {
        const page = { limit: 100, ...(after === undefined ? {} : { after }) };
        const { items, next } = await listPlans(scope, { of: 'tenant', status, page });
        plans.push(...items);
        after = next;
      } while (after !== undefined && plans.length < LOOKED_AT_MAX);
      return plans;
    }),
  );
  return byStatus.flat();
};
