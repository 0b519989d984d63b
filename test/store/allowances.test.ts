import { describe, expect, it } from 'vitest';
import type { MemberId, TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { loadAllowances, takeAllowance } from '../../functions/adapters/store/index.ts';
import { recording, useTable } from '../support/engine.ts';
import { people, TENANT_ID } from '../support/plans.ts';

const table = useTable();
const scope = (tenantId = TENANT_ID) => table().scope(tenantId);
const day = (date: string) => `2026-03-${date}T03:00:00.000Z` as Instant;
const take = (memberId: MemberId, now: Instant, most = 5, tenantId?: TenantId) =>
  takeAllowance(scope(tenantId), { kind: 'mailTo', memberId, most, now });

describe('an allowance', () => {
  it('stops exactly at its limit, however many ask at once, and says how many it refused', async () => {
    const granted = await Promise.all(
      Array.from({ length: 40 }, () => take(people.manager, day('01'))),
    );
    expect(granted.filter((one) => one)).toHaveLength(5);
    expect(await loadAllowances(scope(), day('01'))).toEqual([
      { kind: 'mailTo', memberId: people.manager, on: '2026-03-01', used: 5, refused: 35 },
    ]);
  });

  it('is one for each person, company and day', async () => {
    for (let n = 0; n < 5; n += 1) await take(people.employee, day('02'));
    expect(await take(people.employee, day('02'))).toBe(false);
    expect(await take(people.hrOwner, day('02'))).toBe(true);
    expect(await take(people.employee, day('03'))).toBe(true);
    expect(await take(people.employee, day('02'), 5, 'OTHER000000000000000000000' as never)).toBe(
      true,
    );
  });

  it('of the company stands beside those of its people', async () => {
    const now = day('04');
    expect(await takeAllowance(scope(), { kind: 'mail', most: 1, now })).toBe(true);
    expect(await takeAllowance(scope(), { kind: 'mail', most: 1, now })).toBe(false);
    expect(await loadAllowances(scope(), now)).toEqual([
      { kind: 'mail', on: '2026-03-04', used: 1, refused: 1 },
    ]);
  });

  it('costs one unit, and one more when it is used up', async () => {
    const { table: recorded, units, operations } = recording(table());
    const ask = { kind: 'export', memberId: people.hrOwner, most: 1, now: day('05') } as const;
    await takeAllowance(recorded.scope(TENANT_ID), ask);
    expect([operations(), units().total]).toEqual([['UpdateItem'], 1]);
    await takeAllowance(recorded.scope(TENANT_ID), ask);
    // The engine counts nothing for the refused one; the service counts one.
    expect(units().total).toBe(2);
  });
});
