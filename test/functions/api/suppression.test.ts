import { describe, expect, it } from 'vitest';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import {
  getMembers,
  getSuppression,
  putMember,
  putSuppression,
} from '../../../functions/adapters/store/index.ts';
import { type Api, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, instantIn, people } from '../../support/plans.ts';
import { type Company, createCompany, type WHO } from './company.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-03-10 12:00');
const HOUR_MS = 3_600_000;

const bounced = (company: Company, email: string, at: Instant, reason = 'bounced' as const) =>
  putSuppression(company.scope, email, {
    reason,
    at,
    planId: company.planId,
    memberId: people.employee,
  });

const open = async () => {
  const company = await createCompany(table(), activePlanHistory());
  const [employee] = (await getMembers(company.scope, [people.employee])).values();
  if (employee === undefined) throw new Error('nobody');
  await bounced(company, employee.email, NOON);
  const api = createApi(table(), addMs(NOON, HOUR_MS));
  const lift = (who: keyof typeof WHO, key = 'lift-once', on: Api = api) =>
    on.call('liftSuppression', company.caller(who), {
      params: { memberId: people.employee },
      body: { reason: '邮箱已恢复' },
      key,
    });
  const unreached = async () =>
    (await api.call('getBoard', company.caller('hrOwner'), {})).body.unreached;
  return { company, employee, api, lift, unreached };
};

describe('P6: an address that works again', () => {
  it('is written to once HR says so with a reason; the board no longer lists the person', async () => {
    const { company, employee, api, lift, unreached } = await open();
    expect(await unreached()).toMatchObject([{ memberId: people.employee, reason: 'bounced' }]);
    expect(await lift('hrOwner')).toMatchObject({
      status: 200,
      body: { memberId: people.employee, liftedAt: api.now() },
    });
    expect(await unreached()).toEqual([]);
    expect(await getSuppression(company.scope, employee.email, api.now())).toBeUndefined();
    expect((await lift('hrOwner')).headers['Idempotency-Replayed']).toBe('true');
    expect((await lift('hrOwner', 'lift-again')).status).toBe(404);
    const line = api.lines.find(({ code }) => code === 'suppression.lifted');
    expect(line).toMatchObject({ memberId: people.employee });
    expect(JSON.stringify(api.lines)).not.toContain('邮箱已恢复');
  });

  it('stays so whatever is told late of mails from before, and ends with the next that comes back', async () => {
    const { company, employee, api, lift, unreached } = await open();
    await lift('hrOwner');
    await bounced(company, employee.email, addMs(NOON, HOUR_MS / 2));
    await bounced(company, employee.email, addMs(NOON, HOUR_MS / 2), 'complained' as never);
    expect(await getSuppression(company.scope, employee.email, api.now())).toBeUndefined();
    await bounced(company, employee.email, addMs(NOON, 2 * HOUR_MS));
    expect(await unreached()).toMatchObject([{ reason: 'bounced' }]);
  });

  it('is for HR alone', async () => {
    const { lift } = await open();
    for (const who of ['employee', 'manager', 'admin', 'colleague'] as const)
      expect((await lift(who)).status, who).toBe(403);
  });

  it('need not be the old one: another address of the same person was never silenced', async () => {
    const { company, employee, api, lift, unreached } = await open();
    const email = 'new-address@example.com';
    const member = { ...employee, email, version: employee.version + 1 };
    await putMember(company.scope, { member, before: employee });
    expect(await unreached()).toEqual([]);
    expect(await getSuppression(company.scope, email, api.now())).toBeUndefined();
    expect((await lift('hrOwner')).status).toBe(404);
  });
});
