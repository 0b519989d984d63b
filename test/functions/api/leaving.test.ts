import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { ABSENCES_MAX, DELEGATIONS_MAX } from '../../../domain/tenant/absence.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import { getMembers, getRefresh, putMember } from '../../../functions/adapters/store/index.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { type Api, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, instantIn } from '../../support/plans.ts';
import { memberOf } from '../../support/store.ts';
import { type Company, createCompany, WHO } from './company.ts';

const table = useTable();
let company: Company;
let api: Api;
let keys = 0;
const key = () => {
  keys += 1;
  return `leaving-${String(keys).padStart(6, '0')}`;
};
beforeEach(async () => {
  company = await createCompany(table(), activePlanHistory());
  api = createApi(table(), instantIn('Asia/Shanghai', '2026-03-05 10:00'));
});

const one = async (id: MemberId): Promise<Member> => {
  const found = (await getMembers(company.scope, [id])).get(id);
  if (found === undefined) throw new Error('nobody');
  return found;
};
const away = (who: keyof typeof WHO, delegate: keyof typeof WHO) =>
  api.call('addAbsence', company.caller('hrOwner'), {
    params: { memberId: WHO[who] },
    body: { from: '2026-03-05', until: '2026-03-06', delegateId: WHO[delegate] },
    key: key(),
  });
const change = async (who: keyof typeof WHO, changes: object, by: keyof typeof WHO = 'admin') => {
  const { name, language, siteId, managerId, roles, status, version } = await one(WHO[who]);
  return api.call('changeMember', company.caller(by), {
    params: { memberId: WHO[who] },
    body: { name, language, siteId, roles, status, ...(managerId && { managerId }), ...changes },
    version,
  });
};
const planReadBy = async (who: keyof typeof WHO) =>
  (await api.call('getPlan', company.caller(who), { params: { planId: company.planId } })).status;

describe('somebody who leaves', () => {
  it('takes the access of their stand-in along, in the same write', async () => {
    expect((await away('manager', 'colleague')).status).toBe(201);
    expect(await planReadBy('colleague')).toBe(200);
    expect((await change('manager', { status: 'LEFT' })).status).toBe(200);
    expect(await planReadBy('colleague')).toBe(404);
    expect((await one(WHO.colleague)).delegations).toEqual([]);
    expect(await one(WHO.manager)).not.toHaveProperty('absences');
    // Every plan is looked at for what they were granted.
    expect(await getRefresh(company.scope)).toMatchObject({ walks: 0 });
  });

  it('stands in for nobody, who stays away without a stand-in', async () => {
    await away('manager', 'colleague');
    expect((await change('colleague', { status: 'LEFT' })).status).toBe(200);
    expect((await one(WHO.manager)).absences).toMatchObject([{ from: '2026-03-05' }]);
    expect((await one(WHO.manager)).absences?.[0]).not.toHaveProperty('delegateId');
    expect((await change('colleague', { status: 'ACTIVE' })).status).toBe(200);
    expect(await planReadBy('colleague')).toBe(404);
  });

  it('may be who the change itself rests on somebody else for', async () => {
    await change('otherHr', { roles: ['hr', 'admin'] });
    await away('admin', 'otherHr');
    expect((await change('admin', { status: 'LEFT' }, 'hrHead')).status).toBe(200);
    expect((await one(WHO.otherHr)).delegations).toEqual([]);
  });

  it('is not overtaken by a stand-in that is entered meanwhile', async () => {
    const answers = await Promise.all([
      away('manager', 'colleague'),
      change('colleague', { status: 'LEFT' }),
    ]);
    const [absence] = (await one(WHO.manager)).absences ?? [];
    const stays = (await one(WHO.colleague)).status === 'ACTIVE';
    expect(answers.map(({ status }) => status)).toContain(stays ? 201 : 200);
    expect(absence?.delegateId).toBe(stays ? WHO.colleague : undefined);
  });

  it('is one write, however many people it changes', async () => {
    const span = { from: on('2026-03-05'), until: on('2026-03-06') };
    const id = (n: number) => `01K0MEMBERX${String(n).padStart(15, '0')}` as MemberId;
    const others = Array.from({ length: ABSENCES_MAX + DELEGATIONS_MAX }, (_, n) => n);
    const isStandIn = (n: number) => n < ABSENCES_MAX;
    for (const n of others) {
      const linked = isStandIn(n)
        ? { delegations: [{ absenceId: `a${n}`, memberId: WHO.colleague, ...span }] }
        : { absences: [{ id: `a${n}`, delegateId: WHO.colleague, ...span }] };
      const member = memberOf(id(n), company.tenantId, { ...linked, email: `n${n}@example.com` });
      await putMember(company.scope, { member });
    }
    const before = await one(WHO.colleague);
    await putMember(company.scope, {
      before,
      member: {
        ...before,
        absences: others
          .filter(isStandIn)
          .map((n) => ({ id: `a${n}`, delegateId: id(n), ...span })),
        delegations: others
          .filter((n) => !isStandIn(n))
          .map((n) => ({ absenceId: `a${n}`, memberId: id(n), ...span })),
        version: before.version + 1,
      },
    });
    expect((await change('colleague', { status: 'LEFT' })).status).toBe(200);
    for (const member of (await getMembers(company.scope, others.map(id))).values())
      expect(JSON.stringify(member)).not.toContain(WHO.colleague);
  });
});
