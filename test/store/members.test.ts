import { beforeEach, describe, expect, it } from 'vitest';
import {
  type MemberId,
  parseMemberId,
  parseTenantId,
  type TenantId,
} from '../../domain/kernel/ids.ts';
import {
  createTenant,
  getLogin,
  getMembers,
  getRefresh,
  getTenant,
  listMembers,
  listPolicies,
  loadCaller,
  putLogin,
  putMember,
  putMembers,
  putTenant,
} from '../../functions/adapters/store/index.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { recording, useTable } from '../support/engine.ts';
import { cancelled, conflicted, failing, throttled } from '../support/faults.ts';
import { people } from '../support/plans.ts';
import { FOUNDED_AT, memberOf, tenantOf } from '../support/store.ts';

const table = useTable();

let tenantId: TenantId;
const scope = () => table().scope(tenantId);
const admin = () => memberOf(people.colleague, tenantId, { roles: ['admin'] });
const founding = (sub = `sub-${tenantId}`) => ({
  tenant: tenantOf(tenantId),
  admin: admin(),
  sub,
});
const newMember = (more: Parameters<typeof memberOf>[2] = {}) => {
  const id = parseMemberId(newUlid(FOUNDED_AT)) as MemberId;
  return memberOf(id, tenantId, { email: `${id}@example.com`.toLowerCase(), ...more });
};

beforeEach(async () => {
  tenantId = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;
  expect(await createTenant(table(), founding())).toEqual({ kind: 'created' });
});

describe('founding a company', () => {
  it('makes company, administrator and login at once, with nothing but puts', async () => {
    expect(await getTenant(scope())).toStrictEqual(tenantOf(tenantId));
    expect(await getMembers(scope(), [admin().id])).toEqual(new Map([[admin().id, admin()]]));
    expect(await getLogin(table(), `sub-${tenantId}`)).toStrictEqual({
      sub: `sub-${tenantId}`,
      tenantId,
      memberId: admin().id,
    });
    const { table: recorded, calls } = recording(table());
    const other = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;
    await createTenant(recorded, {
      tenant: tenantOf(other),
      admin: memberOf(people.colleague, other),
      sub: `sub-${other}`,
    });
    const actions = calls[0]?.input.TransactItems as Record<string, unknown>[];
    expect(actions.flatMap((action) => Object.keys(action))).toEqual(actions.map(() => 'Put'));
  });

  it('happens once for an id and once for a login', async () => {
    expect(await createTenant(table(), founding('another'))).toEqual({ kind: 'conflict' });
    expect(await getLogin(table(), 'another')).toBeUndefined();
    const other = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;
    expect(
      await createTenant(table(), {
        tenant: tenantOf(other),
        admin: memberOf(people.colleague, other),
        sub: `sub-${tenantId}`,
      }),
    ).toEqual({ kind: 'loginTaken' });
    expect(await getTenant(table().scope(other))).toBeUndefined();
  });

  it('is contended when other writes stay in the way', async () => {
    const { interceptor } = failing('TransactWriteItems', () => cancelled('TransactionConflict'), {
      times: 99,
    });
    const through = table().through(interceptor);
    expect(await createTenant(through, founding('c'))).toEqual({ kind: 'contended' });
  });
});

describe('the settings of a company', () => {
  it('change from the version that was read, and from no other', async () => {
    const before = tenantOf(tenantId);
    const { hrHeadId: _, ...headless } = before;
    const tenant = { ...headless, name: 'Other Ltd', version: 2 };
    expect(await putTenant(scope(), { tenant, before })).toEqual({ kind: 'stored' });
    expect(await putTenant(scope(), { tenant, before })).toEqual({ kind: 'conflict' });
    expect(await getTenant(scope())).toStrictEqual(tenant);
  });

  it('keep every version of the policy, in the write that ends its time, for ever (Q1)', async () => {
    const own = scope();
    const replaced = { replacedAt: FOUNDED_AT, replacedBy: people.hrHead };
    const withGaps = (version: number, max: number) => {
      const tenant = tenantOf(tenantId);
      return { ...tenant, version, policy: { ...tenant.policy, version, gaps: { max } } };
    };
    const [one, two, three] = [tenantOf(tenantId), withGaps(2, 4), withGaps(3, 3)];
    for (const [before, tenant] of [
      [one, two],
      [two, three],
    ] as const)
      expect(await putTenant(own, { before, tenant, replaced })).toEqual({ kind: 'stored' });
    expect(await listPolicies(own, { limit: 9 })).toStrictEqual({
      items: [
        { policy: two.policy, ...replaced },
        { policy: one.policy, ...replaced },
      ],
    });
    const [latest] = (await listPolicies(own, { limit: 1 })).items;
    expect(latest?.policy.version).toBe(2);
    // A version that was kept is not kept again, whatever is said to have been.
    const again = { before: { ...two, version: 3 }, tenant: { ...three, version: 4 }, replaced };
    expect(await putTenant(own, again)).toEqual({ kind: 'conflict' });
    for (const change of [
      { before: three, tenant: { ...three, version: 4 }, replaced },
      { before: three, tenant: { ...three, version: 4, policy: one.policy } },
    ])
      await expect(putTenant(own, change)).rejects.toThrow('or not at all');
  });

  it('are not another company’s', async () => {
    const before = tenantOf(people.manager as never);
    await expect(putTenant(scope(), { tenant: before, before })).rejects.toThrow('is not this one');
  });

  it('are contended when other writes stay in the way', async () => {
    const { interceptor } = failing('TransactWriteItems', () => cancelled('TransactionConflict'), {
      times: 99,
    });
    const before = tenantOf(tenantId);
    const through = table().through(interceptor).scope(tenantId);
    expect(await putTenant(through, { tenant: before, before })).toEqual({ kind: 'contended' });
  });
});

describe('a member', () => {
  it('has every plan looked at anew when they come to work elsewhere, and only then', async () => {
    await createTenant(table(), founding());
    const before = newMember();
    await putMember(scope(), { member: before });
    const renamed = { ...before, name: 'Other', version: 2 };
    await putMember(scope(), { member: renamed, before });
    expect(await getRefresh(scope())).toBeUndefined();
    const moved = { ...renamed, siteId: 'berlin', version: 3 };
    await putMember(scope(), { member: moved, before: renamed });
    expect(await getRefresh(scope())).toMatchObject({ revision: `${before.id}.3`, walks: 0 });
    const back = { ...moved, siteId: 'shanghai', version: 4 };
    expect(await putMembers(scope(), [{ member: back, before: moved }])).toBe('stored');
    expect(await getRefresh(scope())).toMatchObject({ revision: `${before.id}.4` });
  });

  it('is created once', async () => {
    const member = newMember({ managerId: people.manager, roles: ['hr', 'admin'] });
    expect(await putMember(scope(), { member })).toEqual({ kind: 'stored' });
    expect(await putMember(scope(), { member })).toEqual({ kind: 'conflict' });
    const stored = (await getMembers(scope(), [member.id])).get(member.id);
    expect(stored).toStrictEqual({ ...member, roles: ['admin', 'hr'] });
  });

  it('changes from the version that was read', async () => {
    const before = newMember();
    await putMember(scope(), { member: before });
    const member = { ...before, name: 'Renamed', status: 'LEFT' as const, version: 2 };
    expect(await putMember(scope(), { member, before })).toEqual({ kind: 'stored' });
    expect(await putMember(scope(), { member, before })).toEqual({ kind: 'conflict' });
    expect((await getMembers(scope(), [before.id])).get(before.id)).toStrictEqual(member);
  });

  it('has an address of its own, which is free again when it changes', async () => {
    const [first, second] = [newMember({ email: 'a@example.com' }), newMember()];
    await putMember(scope(), { member: first });
    const same = { ...second, email: 'a@example.com' };
    expect(await putMember(scope(), { member: same })).toEqual({ kind: 'emailTaken' });
    await putMember(scope(), { member: second });
    const wanting = { member: { ...same, version: 2 }, before: second };
    expect(await putMember(scope(), wanting)).toEqual({ kind: 'emailTaken' });
    const moved = { ...first, email: 'b@example.com', version: 2 };
    expect(await putMember(scope(), { member: moved, before: first })).toEqual({ kind: 'stored' });
    expect(await putMember(scope(), wanting)).toEqual({ kind: 'stored' });
  });

  it('is added once for an idempotency key', async () => {
    const replay = {
      memberId: admin().id,
      key: 'add',
      requestHash: 'x',
      answer: { id: 'y' },
      at: FOUNDED_AT,
    };
    expect(await putMember(scope(), { member: newMember(), replay })).toEqual({ kind: 'stored' });
    expect(await putMember(scope(), { member: newMember(), replay })).toEqual({ kind: 'replayed' });
    const load = await loadCaller(scope(), { callerId: admin().id, idempotencyKey: 'add' });
    expect(load?.replay?.answer).toEqual({ id: 'y' });
  });

  it('is not another company’s', async () => {
    const member = memberOf(people.employee, people.manager as never);
    await expect(putMember(scope(), { member })).rejects.toThrow('not of this tenant');
  });

  it('is contended when other writes stay in the way', async () => {
    const { interceptor } = failing('TransactWriteItems', () => cancelled('TransactionConflict'), {
      times: 99,
    });
    const through = table().through(interceptor).scope(tenantId);
    expect(await putMember(through, { member: newMember() })).toEqual({ kind: 'contended' });
  });
});

describe('members', () => {
  it('are listed in pages without a gap, and e-mail claims are no members', async () => {
    const ids = [admin().id];
    for (let count = 0; count < 7; count += 1) {
      const member = newMember();
      ids.push(member.id);
      await putMember(scope(), { member });
    }
    const seen: string[] = [];
    let after: Readonly<Record<string, string>> | undefined;
    do {
      const page = await listMembers(scope(), {
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(ids.sort());
  });

  it('are read a hundred at a time', async () => {
    const ids = Array.from({ length: 130 }, () => parseMemberId(newUlid(FOUNDED_AT)) as MemberId);
    const { table: recorded, operations } = recording(table());
    const members = await getMembers(recorded.scope(tenantId), [...ids, admin().id]);
    expect([...members.keys()]).toEqual([admin().id]);
    expect(operations()).toEqual(['BatchGetItem', 'BatchGetItem']);
    expect(await getMembers(scope(), [])).toEqual(new Map());
  });
});

describe('a login', () => {
  const login = () => ({ sub: `s-${newUlid(FOUNDED_AT)}`, tenantId, memberId: people.manager });

  it('belongs to one member, and binding it again to that one is fine', async () => {
    const bound = login();
    expect(await putLogin(table(), bound)).toEqual({ kind: 'stored' });
    expect(await putLogin(table(), bound)).toEqual({ kind: 'stored' });
    const other = { ...bound, memberId: people.employee };
    expect(await putLogin(table(), other)).toEqual({ kind: 'loginTaken' });
    expect(await getLogin(table(), bound.sub)).toEqual(bound);
    expect(await getLogin(table(), 'nobody')).toBeUndefined();
  });

  it('is bound in spite of a transaction in the way, unless it stays', async () => {
    const briefly = failing('PutItem', conflicted, { times: 2 });
    expect(await putLogin(table().through(briefly.interceptor), login())).toEqual({
      kind: 'stored',
    });
    const always = failing('PutItem', conflicted, { times: 99 });
    expect(await putLogin(table().through(always.interceptor), login())).toEqual({
      kind: 'contended',
    });
    expect(always.calls.length).toBe(5);
    const slow = failing('PutItem', throttled, { times: 1 });
    await expect(putLogin(table().through(slow.interceptor), login())).rejects.toThrow();
  });
});
