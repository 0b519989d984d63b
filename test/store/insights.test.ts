import { describe, expect, it } from 'vitest';
import { COUNT, type Contribution, contributionOf } from '../../domain/insight/contribution.ts';
import type { TenantId } from '../../domain/kernel/ids.ts';
import { OPEN_CAUSES, SUPPORT_KINDS } from '../../domain/plan/vocabulary.ts';
import { loadInsights } from '../../functions/adapters/store/index.ts';
import { insightActions } from '../../functions/adapters/store/insights.ts';
import { transact } from '../../functions/adapters/store/transact.ts';
import { closedHistory } from '../domain/report/stories.ts';
import { recording, useTable } from '../support/engine.ts';
import { planOf } from '../support/plan-spec.ts';

const table = useTable();

const tenant = (number: number) => `INSIGHTS${String(number).padStart(18, '0')}` as TenantId;

/** What one outcome adds, in the quarter that is asked for. */
const outcomeIn = (quarter: string): Contribution => {
  const contribution = contributionOf(planOf(closedHistory()));
  if (contribution === undefined) throw new Error('the plan has no outcome');
  return { ...contribution, quarter };
};

/** A quarter in which every kind of support went with every cause. */
const everythingIn = (quarter: string): Contribution => ({
  quarter,
  counts: {
    ...outcomeIn(quarter).counts,
    ...Object.fromEntries(
      OPEN_CAUSES.flatMap((cause) =>
        SUPPORT_KINDS.flatMap((kind) => [
          [COUNT.helped(cause, kind), 1],
          [COUNT.met(cause, kind), 1],
        ]),
      ),
    ),
  },
});

/** Units that keeping these takes within the transaction of the change. */
const unitsOfKeeping = async (tenantId: TenantId, contributions: readonly Contribution[]) => {
  const { table: recorded, units } = recording(table());
  await transact(recorded.scope(tenantId), insightActions(tenantId, contributions));
  return units().total;
};

/** Units that reading takes once these quarters are filled. */
const unitsOfReading = async (
  tenantId: TenantId,
  quarters: readonly string[],
  filled: (quarter: string) => Contribution,
) => {
  for (const quarter of quarters) await unitsOfKeeping(tenantId, [filled(quarter)]);
  const { table: recorded, units, operations } = recording(table());
  expect(await loadInsights(recorded.scope(tenantId))).toHaveLength(quarters.length);
  expect(operations()).toEqual(['Query']);
  return units().total;
};

const TEN_YEARS = Array.from(
  { length: 40 },
  (_, index) => `${2026 + Math.floor(index / 4)}-Q${(index % 4) + 1}`,
);

describe('capacity units of insights, as the documentation states them', () => {
  it('an outcome takes 2 more, an appeal that moves it to another quarter 4; 12 and 24 at the most', async () => {
    const [quarter = '', next = ''] = TEN_YEARS;
    expect(await unitsOfKeeping(tenant(1), [outcomeIn(quarter)])).toBe(2);
    expect(await unitsOfKeeping(tenant(1), [outcomeIn(quarter), outcomeIn(next)])).toBe(4);
    const most = [everythingIn(quarter), everythingIn(next)];
    await unitsOfKeeping(tenant(2), most);
    expect(await unitsOfKeeping(tenant(2), most.slice(0, 1))).toBeLessThanOrEqual(12);
    expect(await unitsOfKeeping(tenant(2), most)).toBeLessThanOrEqual(24);
  });

  it('reading takes one Query: 3 units for ten years as companies fill them, 10 for two years at the most', async () => {
    expect(await unitsOfReading(tenant(3), TEN_YEARS, outcomeIn)).toBeLessThanOrEqual(3);
    const twoYears = TEN_YEARS.slice(0, 8);
    expect(await unitsOfReading(tenant(4), twoYears, everythingIn)).toBeLessThanOrEqual(10);
  });
});
