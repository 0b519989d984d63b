import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  getLogin,
  listMembers,
  type TenantScope,
} from '../../../functions/adapters/store/index.ts';
import { type Api, createApi, type Sent } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { failing } from '../../support/faults.ts';
import { instantIn } from '../../support/plans.ts';
import { type Company, createCompany, WHO } from './company.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');

const SITE = {
  id: 'shanghai',
  name: '上海',
  zone: 'Asia/Shanghai',
  calendar: { weekend: [6, 7], nonWorking: [], extraWorking: [], knownUntil: '2026-12-31' },
};
const signUpAs = (email: string, more: object = {}) => ({
  name: '申江客服',
  language: 'zh-CN',
  site: SITE,
  administrator: { name: '管理员', email },
  ...more,
});

let count = 0;
/** Addresses that no test has used. */
const newEmail = (): string => {
  count += 1;
  return `someone-${count}@example.com`;
};

let api: Api;
beforeEach(() => {
  api = createApi(table(), NOON);
});

const membersOf = async (scope: TenantScope) =>
  (await listMembers(scope, { limit: 100 })).items.map(({ email }) => email);

describe('a company that signs up', () => {
  const signUp = (email: string, sent: Sent = {}) =>
    api.call('signUp', undefined, { body: signUpAs(email), key: 'sign-up-1', ...sent });

  it('is not there until its administrator has confirmed', async () => {
    const email = newEmail();
    const answer = await signUp(email.toUpperCase());
    expect([answer.status, answer.body]).toEqual([202, { status: 'confirmationSent' }]);
    expect(api.logins.size).toBe(0);
  });

  it('under a calendar without working days is told which rule, in its language', async () => {
    const closed = { ...SITE, calendar: { ...SITE.calendar, weekend: [1, 2, 3, 4, 5, 6, 7] } };
    const refused = await signUp(newEmail(), { body: signUpAs(newEmail(), { site: closed }) });
    expect(refused).toMatchObject({ status: 422, body: { violations: [{ ruleId: 'Q3' }] } });
    expect(refused.headers).toMatchObject({ 'Content-Language': 'zh-CN' });
    expect(api.logins.size, 'nobody was invited').toBe(0);
  });

  it.each([
    ['an address that is none', signUpAs('nobody')],
    [
      'a zone that does not exist',
      signUpAs('a@example.com', { site: { ...SITE, zone: 'Mars/Base' } }),
    ],
    [
      'a day that does not exist',
      signUpAs('a@example.com', {
        site: { ...SITE, calendar: { ...SITE.calendar, nonWorking: ['2026-02-29'] } },
      }),
    ],
    [
      'a role of its own choice',
      signUpAs('a@example.com', {
        administrator: { name: 'x', email: 'a@example.com', roles: ['hrHead'] },
      }),
    ],
    [
      'a header in its name',
      signUpAs('a@example.com', { name: 'x\r\nBcc: everybody@example.com' }),
    ],
  ])('with %s is refused, and nobody is invited', async (_, body) => {
    expect(await signUp('', { body })).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(api.logins.size).toBe(0);
  });
});

describe('the settings', () => {
  let company: Company;
  beforeEach(async () => {
    company = await createCompany(table());
  });
  const read = () => api.call('getTenant', company.caller('admin'));
  const change = async (changes: object, sent: Sent = {}) => {
    const { version: _, policy, ...settings } = (await read()).body;
    const { version: __, ...rules } = policy as Record<string, unknown>;
    return api.call('changeTenant', company.caller('admin'), {
      body: { ...settings, policy: rules, ...changes },
      version: 1,
      ...sent,
    });
  };

  it('are changed by whoever read them last', async () => {
    expect((await read()).headers.ETag).toBe('"1"');
    const changed = await change({ name: '申江' });
    expect([changed.status, changed.headers.ETag]).toEqual([200, '"2"']);
    // The policy is what it was, so its version is too.
    expect((await read()).body).toMatchObject({ name: '申江', version: 2, policy: { version: 1 } });
    expect(await change({ name: '旧' })).toMatchObject({ status: 412 });
    expect((await read()).body).toMatchObject({ name: '申江', version: 2 });
  });

  it('keep every version of the policy, and show it to everybody of the company (Q1)', async () => {
    const { policy } = (await read()).body as { policy: Record<string, unknown> };
    const { version: _, ...rules } = policy;
    await change({ policy: { ...rules, gaps: { max: 4 } } });
    await change({ name: '申江' }, { version: 2 });
    await change({ policy: { ...rules, gaps: { max: 3 } } }, { version: 3 });
    const ask = (query: Record<string, string> = {}) =>
      api.call('getTenant', company.caller('employee'), { query: { history: 'policy', ...query } });
    const all = await ask();
    const past = { replacedAt: expect.any(String), replacedBy: WHO.admin };
    expect(all).toMatchObject({
      status: 200,
      body: {
        policy: { version: 3, gaps: { max: 3 } },
        history: [
          { policy: { version: 2, gaps: { max: 4 } }, ...past },
          { policy, ...past },
        ],
      },
    });
    expect((await read()).body).not.toHaveProperty('history');
    const first = await ask({ limit: '1' });
    expect(first.body.history).toHaveLength(1);
    const rest = await ask({ limit: '1', cursor: String(first.body.next) });
    expect(rest.body).toMatchObject({ history: [{ policy: { version: 1 } }] });
  });

  it('name nobody as the head of HR but somebody active of HR (Q4)', async () => {
    const asked = async (who: keyof typeof WHO, version = 1) =>
      change({ hrHeadId: WHO[who] }, { version });
    for (const who of ['manager', 'admin', 'former'] as const)
      expect(await asked(who), who).toMatchObject({
        status: 422,
        body: { violations: [{ ruleId: 'Q4', severity: 'E', path: '/hrHeadId' }] },
      });
    expect(await change({ hrHeadId: '01K0NB0DYXXXXXXXXXXXXXXXXX' })).toMatchObject({ status: 422 });
    expect(await asked('otherHr')).toMatchObject({ status: 200, body: { hrHeadId: WHO.otherHr } });
    expect((await change({ hrHeadId: undefined }, { version: 2 })).body).not.toHaveProperty(
      'hrHeadId',
    );
  });

  it('that race are changed once', async () => {
    const answers = await Promise.all(['甲', '乙', '丙'].map((name) => change({ name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await read()).body.version).toBe(2);
  });

  it('of another version, without a site or beyond the limits of policy stay as they are', async () => {
    const { policy } = (await read()).body as { policy: Record<string, unknown> };
    const { version: _, ...rules } = policy;
    expect(await change({}, { version: 0 })).toMatchObject({ status: 412 });
    expect(await change({ sites: [] })).toMatchObject({
      status: 422,
      body: { violations: [{ ruleId: 'Q3' }] },
    });
    expect(await change({ policy: { ...rules, goals: { min: 1, max: 4 } } })).toMatchObject({
      status: 400,
    });
    expect(
      await change({ policy: { ...rules, checkIn: { heldRatioMin: 0, writeUpWD: 2 } } }),
    ).toMatchObject({ status: 400 });
    expect(
      await change({ policy: { ...rules, links: { appUrl: 'javascript:alert(1)' } } }),
    ).toMatchObject({ status: 400 });
    expect((await read()).body.version).toBe(1);
  });
});

describe('a person who is added', () => {
  let company: Company;
  beforeAll(async () => {
    company = await createCompany(table());
  });
  const person = (email: string, more: object = {}) => ({
    name: '新同事',
    email,
    language: 'zh-CN',
    siteId: 'shanghai',
    managerId: WHO.manager,
    roles: [],
    ...more,
  });
  const add = (body: object, key = 'add-a-person') =>
    api.call('addMember', company.caller('admin'), { body, key });

  it('has a login that is theirs, and is added once', async () => {
    const email = newEmail();
    const first = await add(person(email));
    expect(first).toMatchObject({ status: 201, body: { email, status: 'ACTIVE', version: 1 } });
    const again = await add(person(email));
    expect([again.status, again.text, again.headers['Idempotency-Replayed']]).toEqual([
      201,
      first.text,
      'true',
    ]);
    expect(again.headers.ETag).toBe(first.headers.ETag);
    expect(await add(person(email, { name: '别人' }))).toMatchObject({
      status: 422,
      body: { code: 'idempotencyMismatch' },
    });
    expect((await membersOf(company.scope)).filter((one) => one === email)).toHaveLength(1);
    expect(await getLogin(table(), api.logins.get(email) ?? '')).toMatchObject({
      tenantId: company.tenantId,
      memberId: first.body.id,
    });
  });

  it('again under another key is a conflict', async () => {
    const email = newEmail();
    await add(person(email), 'first-of-two');
    expect(await add(person(email), 'second-of-two')).toMatchObject({ status: 409 });
    expect((await membersOf(company.scope)).filter((one) => one === email)).toHaveLength(1);
  });

  it('by a request that broke off is added by the next, under the same id', async () => {
    const email = newEmail();
    const broken = failing('TransactWriteItems', () => new Error('gone'), { times: 1 });
    api = createApi(table().through(broken.interceptor), NOON);
    expect((await add(person(email), 'broken-off')).status).toBe(500);
    const bound = await getLogin(table(), api.logins.get(email) ?? '');
    const second = await add(person(email), 'broken-off');
    expect(second).toMatchObject({ status: 201, body: { id: bound?.memberId } });
  });

  it('whose login belongs to another company is added like anybody, and the login stays theirs', async () => {
    const email = newEmail();
    const other = await createCompany(table());
    await api.call('addMember', other.caller('admin'), { body: person(email), key: 'elsewhere-1' });
    const before = await getLogin(table(), api.logins.get(email) ?? '');
    expect(await add(person(email), 'from-elsewhere')).toMatchObject({
      status: 201,
      body: { email, status: 'ACTIVE' },
    });
    expect(await getLogin(table(), api.logins.get(email) ?? '')).toEqual(before);
    expect(await membersOf(company.scope)).toContain(email);
  });

  it.each([
    [{ siteId: 'atlantis' }, '/siteId'],
    [{ managerId: '01K0MEMBER0000000000009999' }, '/managerId'],
    [{ managerId: WHO.former }, '/managerId'],
    [{ roles: ['owner'] }, '/roles/0'],
    [{ status: 'LEFT' }, ''],
  ])('with %j is refused before anybody is invited', async (more, path) => {
    expect(await add(person(newEmail(), more), 'refused-one')).toMatchObject({
      status: 400,
      body: { code: 'invalid', fields: [{ path }] },
    });
    expect(api.logins.size).toBe(0);
  });

  it('is added by administrators and the head of HR, nobody else', async () => {
    for (const who of ['manager', 'hrOwner', 'employee', 'former'] as const) {
      const answer = await api.call('addMember', company.caller(who), {
        body: person(newEmail()),
        key: 'not-allowed',
      });
      expect([401, 403], who).toContain(answer.status);
    }
    expect(api.logins.size).toBe(0);
  });
});

describe('the directory', () => {
  it('is read page by page, everybody once', async () => {
    const company = await createCompany(table());
    const seen: string[] = [];
    let query: Record<string, string> = { limit: '4' };
    for (let pages = 0; pages < 10; pages += 1) {
      const { body } = await api.call('listMembers', company.caller('hrHead'), { query });
      seen.push(...(body.members as readonly { readonly id: string }[]).map(({ id }) => id));
      if (body.next === undefined) break;
      query = { limit: '4', cursor: String(body.next) };
    }
    expect([...seen].sort()).toEqual([...new Set([...Object.values(WHO), ...seen])].sort());
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen.length).toBeGreaterThan(8);
  });
});
