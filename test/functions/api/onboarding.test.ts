import { beforeEach, describe, expect, it } from 'vitest';
import { parseTenantId } from '../../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { AdmissionMessage } from '../../../functions/adapters/queue/admission-message.ts';
import {
  getAdmission,
  getAdmissions,
  getLogin,
  getMembers,
  getTenant,
  listMembers,
  putLogin,
} from '../../../functions/adapters/store/index.ts';
import { sealLink } from '../../../functions/adapters/system/link-token.ts';
import { type Api, createApi, LINK_KEY } from '../../support/api.ts';
import { recording, useTable } from '../../support/engine.ts';
import { activePlanHistory, instantIn } from '../../support/plans.ts';
import { type Company, createCompany, endOf, WHO } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');
const HOUR_MS = 3_600_000;
const SITE = {
  id: 'shanghai',
  name: '上海',
  zone: 'Asia/Shanghai',
  calendar: { weekend: [6, 7], nonWorking: [], extraWorking: [], knownUntil: '2026-12-31' },
};

let api: Api;
let called: AdmissionMessage[];
let switched: string[];
const apiAt = (now: Instant) =>
  createApi(table(), now, {
    callForward: async (_group, messages) => {
      called.push(...messages);
    },
  });
let count = 0;
/** Addresses that no test has used. */
const newEmail = (): string => {
  count += 1;
  return `new-${count}@example.com`;
};
const later = (ms: number): void => api.at(addMs(NOON, ms));

beforeEach(() => {
  called = [];
  switched = [];
  api = apiAt(NOON);
});

/** The token of the newest link that was to be sent. */
const newestLink = (): string => {
  const message = called.at(-1);
  if (message === undefined) throw new Error('nobody was called');
  return sealLink(LINK_KEY, { id: message.admissionId, round: message.round });
};

describe('a sign-up', () => {
  const signUp = (email: string, key = `sign-${email.split('@')[0]}`) =>
    api.call('signUp', undefined, {
      body: {
        name: '申江客服',
        language: 'zh-CN',
        site: SITE,
        administrator: { name: '管理员', email },
      },
      key,
    });
  let keys = 0;
  const confirm = (token: string, key?: string) => {
    keys += 1;
    return api.call('confirmSignUp', undefined, {
      body: { token },
      key: key ?? `confirm-${keys}-12`,
    });
  };

  it('founds the company with its administrator once the link is used, and once', async () => {
    const email = newEmail();
    await signUp(email);
    const token = newestLink();
    const first = await confirm(token);
    expectDeclared('confirmSignUp', first);
    expect(first.status).toBe(201);
    const tenantId = parseTenantId(String(first.body.tenantId));
    if (tenantId === undefined) throw new Error('no id');
    const scope = table().scope(tenantId);
    expect(await getTenant(scope)).toMatchObject({ name: '申江客服', sites: [SITE], version: 1 });
    const { items } = await listMembers(scope, { limit: 5 });
    expect(items).toMatchObject([{ email, name: '管理员', roles: ['admin'], siteId: 'shanghai' }]);
    expect(await getLogin(table(), api.logins.get(email) ?? '')).toMatchObject({ tenantId });
    for (const again of [await confirm(token), await confirm(token)])
      expect(again).toMatchObject({ status: 404, body: { code: 'notFound' } });
  });

  it('is confirmed by one request, whose repetition is answered as it was', async () => {
    await signUp(newEmail());
    const token = newestLink();
    const first = await confirm(token, 'confirm-once');
    const again = await confirm(token, 'confirm-once');
    expect(again.headers['Idempotency-Replayed']).toBe('true');
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect((await confirm(token, 'confirm-twice')).status).toBe(404);
  });

  it('confirmed by ten at once founds one company', async () => {
    await signUp(newEmail());
    const token = newestLink();
    const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(token)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => ![201, 404, 409].includes(status))).toEqual([]);
  });

  it('keeps nothing but what waits, which the table clears by itself', async () => {
    const { table: recorded, calls } = recording(table());
    const quiet = createApi(recorded, NOON);
    await quiet.call('signUp', undefined, {
      body: {
        name: 'x',
        language: 'en',
        site: SITE,
        administrator: { name: 'x', email: newEmail() },
      },
      key: 'one-write',
    });
    expect(calls.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem', 'PutItem']);
    expect(quiet.logins.size).toBe(0);
  });

  it('is answered alike for addresses that are known and that are not', async () => {
    const email = newEmail();
    await signUp(email);
    await confirm(newestLink());
    const [known, unknown] = [await signUp(email, 'known-1234'), await signUp(newEmail())];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect(Object.keys(known.headers)).toEqual(Object.keys(unknown.headers));
    // Only who reads the mail of that address learns of it.
    called = called.slice(0, -1);
    expect(await confirm(newestLink())).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('sent again under the same key is the same one', async () => {
    const email = newEmail();
    await signUp(email, 'same-key-1');
    await signUp(email, 'same-key-1');
    expect(new Set(called.map(({ admissionId }) => admissionId)).size).toBe(1);
    await signUp(email, 'other-key-1');
    expect(new Set(called.map(({ admissionId }) => admissionId)).size).toBe(2);
  });

  it('has five mails a day for one address, and says so to nobody', async () => {
    const email = newEmail();
    const answers = [];
    for (const n of [1, 2, 3, 4, 5, 6, 6]) answers.push(await signUp(email, `flood-key-${n}`));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(called).toHaveLength(5);
    await signUp(email, 'flood-key-1');
    expect(called.at(-1), 'its repetition is the same mail').toEqual(called[0]);
    later(24 * HOUR_MS);
    await signUp(email, 'flood-key-6');
    expect(called).toHaveLength(7);
  });

  it('ends after two days', async () => {
    await signUp(newEmail());
    later(48 * HOUR_MS - 1);
    const { admissionId } = called[0] ?? { admissionId: '' };
    expect((await getAdmission(table(), admissionId))?.kind).toBe('signUp');
    later(48 * HOUR_MS);
    expect(await confirm(newestLink())).toMatchObject({ status: 404 });
  });

  it('is opened by its own token alone', async () => {
    await signUp(newEmail());
    const token = newestLink();
    const [id = '', round = '', mac = ''] = token.split('.');
    const { admissionId } = called[0] ?? { admissionId: '' };
    const forged = [
      '',
      'x',
      id,
      `${id}.${round}`,
      `${id}.${round}.`,
      `${id}.2.${mac}`,
      `${id}.01.${mac}`,
      `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}.${round}.${mac}`,
      `${token} `,
      `${token}=`,
      token.toUpperCase(),
      sealLink('another key', { id: admissionId, round: 1 }),
      sealLink(LINK_KEY, { id: admissionId, round: 2 }),
      sealLink(LINK_KEY, { id: 'nobody', round: 1 }),
    ];
    for (const one of forged) expect((await confirm(one)).status, one).toBe(404);
    expect((await confirm(token)).status).toBe(201);
  });
});

describe('an invitation', () => {
  let company: Company;
  beforeEach(async () => {
    company = await createCompany(table());
  });
  const person = (email: string, more: object = {}) => ({
    name: '新同事',
    email,
    language: 'zh-CN',
    siteId: 'shanghai',
    roles: [],
    ...more,
  });
  let keys = 0;
  const invite = (who: Parameters<Company['caller']>[0], body: object, key?: string) => {
    keys += 1;
    return api.call('invite', company.caller(who), { body, key: key ?? `invite-${keys}-12` });
  };
  const accept = (token: string, key?: string) => {
    keys += 1;
    return api.call('acceptInvitation', undefined, {
      body: { token },
      key: key ?? `accept-${keys}-12`,
    });
  };
  const statusOf = async (memberId: unknown) => {
    const { body } = await api.call('listInvitations', company.caller('admin'), {
      query: { limit: '100' },
    });
    const all = body.invitations as readonly { memberId: string; status: string }[];
    return all.find((one) => one.memberId === memberId)?.status;
  };
  const send = (memberId: unknown, key?: string) => {
    keys += 1;
    return api.call('sendInvitation', company.caller('hrOwner'), {
      params: { memberId: String(memberId) },
      key: key ?? `send-${keys}-12`,
    });
  };

  it('makes the login of the person once it is accepted', async () => {
    const email = newEmail();
    const invited = await invite('otherHr', person(email, { managerId: WHO.manager }));
    expectDeclared('invite', invited);
    expect(invited).toMatchObject({ status: 201, body: { email, managerId: WHO.manager } });
    expect(api.logins.size, 'nobody has a login yet').toBe(0);
    expect(await statusOf(invited.body.id)).toBe('PENDING');
    expect(await accept(newestLink())).toMatchObject({ status: 200, body: { email } });
    expect(await getLogin(table(), api.logins.get(email) ?? '')).toMatchObject({
      tenantId: company.tenantId,
      memberId: invited.body.id,
    });
    expect(await statusOf(invited.body.id)).toBe('ACCEPTED');
    expect((await accept(newestLink())).status, 'a link works once').toBe(404);
    expect(await send(invited.body.id)).toMatchObject({ status: 409 });
  });

  it('is accepted by one request, whose repetition is answered as it was', async () => {
    await invite('admin', person(newEmail()));
    const first = await accept(newestLink(), 'accept-once');
    const again = await accept(newestLink(), 'accept-once');
    expect(again.headers['Idempotency-Replayed']).toBe('true');
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await accept(newestLink(), 'accept-twice')).status).toBe(404);
  });

  it('is one for one request, however often it comes', async () => {
    const email = newEmail();
    const body = person(email);
    const [first, second] = [
      await invite('hrHead', body, 'twice-123'),
      await invite('hrHead', body, 'twice-123'),
    ];
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    // A round has one mail, however often it is named.
    expect(new Set(called.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await invite('hrHead', body)).toMatchObject({ status: 409 });
  });

  it('sent again ends the older links; revoked, all of them', async () => {
    const { body } = await invite('admin', person(newEmail()));
    const old = newestLink();
    expect(await send(body.id)).toMatchObject({ status: 200, body: { status: 'PENDING' } });
    expect((await accept(old)).status).toBe(404);
    const revoked = await api.call('revokeInvitation', company.caller('admin'), {
      params: { memberId: String(body.id) },
    });
    expect(revoked).toMatchObject({ status: 200, body: { status: 'EXPIRED' } });
    expect((await accept(newestLink())).status).toBe(404);
    expect(api.logins.size).toBe(0);
    await send(body.id);
    expect((await accept(newestLink())).status).toBe(200);
  });

  it('sent again is one round for one request, which completes what broke off', async () => {
    const { body } = await invite('admin', person(newEmail()));
    let broken = true;
    api = createApi(table(), NOON, {
      callForward: async (_group, messages) => {
        if (broken) throw new Error('gone');
        called.push(...messages);
      },
    });
    expect((await send(body.id, 'broken-off-1')).status).toBe(500);
    broken = false;
    const [second, third] = [
      await send(body.id, 'broken-off-1'),
      await send(body.id, 'broken-off-1'),
    ];
    expect([second.status, second.headers['Idempotency-Replayed']]).toEqual([200, 'true']);
    expect(third.text).toBe(second.text);
    expect(second.body).not.toHaveProperty('round');
    const id = String(body.id);
    expect(await getAdmission(table(), id)).toMatchObject({ round: 2 });
    // The sender has one mail for a round, however often it is named.
    expect(called).toEqual([1, 2, 2].map((round) => ({ admissionId: id, round })));
    expect((await accept(newestLink())).status).toBe(200);
    expect((await send(body.id, 'broken-off-1')).text).toBe(second.text);
    expect((await accept(newestLink())).status, 'its link stays used').toBe(404);
  });

  it('goes to one address five times a day, whoever calls, and then tomorrow', async () => {
    const email = newEmail();
    const { body } = await invite('admin', person(email));
    for (let more = 0; more < 3; more += 1) expect((await send(body.id)).status).toBe(200);
    const other = await createCompany(table());
    const [elsewhere, refused] = [
      await api.call('invite', other.caller('admin'), { body: person(email), key: 'elsewhere-5' }),
      await api.call('invite', other.caller('admin'), {
        body: person(email.toUpperCase().toLowerCase(), { name: 'x' }),
        key: 'elsewhere-6',
      }),
    ];
    expect([elsewhere.status, refused.status]).toEqual([201, 429]);
    const before = called.length;
    const capped = await send(body.id);
    expectDeclared('sendInvitation', capped);
    expect(capped).toMatchObject({ status: 429, body: { code: 'tooMany' } });
    // Twelve o'clock in Shanghai is four by UTC.
    expect(capped.headers['Retry-After']).toBe(String(20 * 3600));
    expect(called).toHaveLength(before);
    later(20 * HOUR_MS);
    expect((await send(body.id)).status).toBe(200);
  });

  it('ends after two weeks', async () => {
    const { body } = await invite('admin', person(newEmail()));
    later(14 * 24 * HOUR_MS);
    expect((await accept(newestLink())).status).toBe(404);
    expect(await statusOf(body.id)).toBe('EXPIRED');
  });

  it('to a login of another company is refused at the door', async () => {
    const email = newEmail();
    const other = await createCompany(table());
    await api.call('addMember', other.caller('admin'), { body: person(email), key: 'elsewhere' });
    await invite('admin', person(email));
    expect(await accept(newestLink())).toMatchObject({ status: 409 });
  });

  it('of somebody from outside opens nothing but themselves', async () => {
    const invited = await invite('hrOwner', person(newEmail(), { roles: ['external'] }));
    expect(invited.status).toBe(201);
    const guest = { tenantId: company.tenantId, memberId: invited.body.id as never };
    expect((await api.call('getMe', guest)).status).toBe(200);
    for (const route of ['getTenant', 'listMembers', 'getOnboarding', 'exportTenant'] as const)
      expect((await api.call(route, guest)).status, route).toBe(403);
    expect((await api.call('listPlans', guest)).body).toMatchObject({ plans: [] });
  });

  it.each([
    ['hrOwner', { roles: ['hr'] }, 403],
    ['otherHr', { roles: ['admin'] }, 403],
    ['hrHead', { roles: ['admin'] }, 403],
    ['hrHead', { roles: ['hr'] }, 201],
    ['admin', { roles: ['admin', 'hr'] }, 201],
    ['manager', {}, 403],
    ['employee', {}, 403],
    ['former', {}, 401],
    ['admin', { roles: ['external', 'hr'] }, 400],
    ['admin', { roles: ['external'], managerId: WHO.manager }, 400],
    ['admin', { siteId: 'atlantis' }, 400],
    ['admin', { managerId: WHO.former }, 400],
  ] as const)('by %s with %j is answered %i', async (who, more, status) => {
    const answer = await invite(who, person(newEmail(), more));
    expect(answer.status).toBe(status);
    expect(called).toHaveLength(status === 201 ? 1 : 0);
  });

  it('of another company is not there', async () => {
    const { body } = await invite('admin', person(newEmail()));
    const other = await createCompany(table());
    for (const route of ['sendInvitation', 'revokeInvitation'] as const)
      expect(
        await api.call(route, other.caller('admin'), {
          params: { memberId: String(body.id) },
          key: 'not-mine-1',
        }),
      ).toMatchObject({ status: 404 });
  });
});

describe('a change of a person', () => {
  let company: Company;
  beforeEach(async () => {
    company = await createCompany(table(), activePlanHistory());
    api = createApi(table(), endOf(activePlanHistory()), {
      identities: {
        inviteLogin: async (email) => email,
        findLogin: async (email) => `${company.tenantId} ${email}`,
        enableLogin: async (email) => void switched.push(`on ${email}`),
        disableLogin: async (email) => void switched.push(`off ${email}`),
      },
      callForward: async (_group, messages) => void called.push(...messages),
    });
  });
  /** Binds the login of an address to somebody, of this company or of another. */
  const bind = async (who: keyof typeof WHO, tenantId = company.tenantId) => {
    const sub = `${company.tenantId} ${(await one(WHO[who])).email}`;
    await putLogin(table(), { sub, tenantId, memberId: WHO[who] });
  };
  const one = async (id: string) => {
    const found = (await getMembers(company.scope, [id as never])).get(id as never);
    if (found === undefined) throw new Error('nobody');
    return found;
  };
  const change = async (who: keyof typeof WHO, changes: object, by: keyof typeof WHO = 'admin') => {
    const { name, language, siteId, managerId, roles, status, version } = await one(WHO[who]);
    return api.call('changeMember', company.caller(by), {
      params: { memberId: WHO[who] },
      body: {
        name,
        language,
        siteId,
        roles,
        status,
        ...(managerId === undefined ? {} : { managerId }),
        ...changes,
      },
      version,
    });
  };
  const planReadBy = async (who: keyof typeof WHO) =>
    (await api.call('getPlan', company.caller(who), { params: { planId: company.planId } })).status;

  it('of roles takes effect on the next request with the same token, up and down', async () => {
    expect(await planReadBy('colleague')).toBe(404);
    expect((await change('colleague', { roles: ['hr'] })).status).toBe(200);
    expect(await planReadBy('colleague')).toBe(200);
    expect((await change('colleague', { roles: [] })).status).toBe(200);
    expect(await planReadBy('colleague')).toBe(404);
  });

  it('of status ends every request of whoever has left, and their login', async () => {
    expect(await planReadBy('otherHr')).toBe(200);
    await bind('otherHr');
    expect((await change('otherHr', { status: 'LEFT' })).status).toBe(200);
    const { email } = await one(WHO.otherHr);
    expect(switched).toEqual([`off ${email}`]);
    for (const route of [
      'getMe',
      'getTenant',
      'listPlans',
      'listMembers',
      'getOnboarding',
    ] as const)
      expect((await api.call(route, company.caller('otherHr'))).status, route).toBe(401);
    expect(await planReadBy('otherHr')).toBe(401);
    expect((await change('otherHr', { status: 'ACTIVE' })).status).toBe(200);
    expect(switched).toEqual([`off ${email}`, `on ${email}`]);
    expect(await planReadBy('otherHr')).toBe(200);
  });

  it('of status leaves alone the login that the address has at another company', async () => {
    await bind('otherHr', (await createCompany(table())).tenantId);
    for (const status of ['LEFT', 'ACTIVE'])
      expect((await change('otherHr', { status })).status).toBe(200);
    expect(switched).toEqual([]);
  });

  it('of the address moves the mail and not the login, and tells both addresses first', async () => {
    await bind('otherHr');
    const { email: old } = await one(WHO.otherHr);
    const email = newEmail();
    const moved = await change('otherHr', { email });
    expectDeclared('changeMember', moved);
    expect(moved).toMatchObject({ status: 200, body: { email, signInEmail: old } });
    const told = await getAdmissions(
      table(),
      called.map(({ admissionId }) => admissionId),
    );
    expect([...told.values()]).toMatchObject([
      { kind: 'moved', side: 'old', email: old },
      { kind: 'moved', side: 'new', email },
    ]);
    // Neither is a link, not even with our signature.
    const link = { body: { token: newestLink() }, key: 'not-a-link-1' };
    expect((await api.call('acceptInvitation', undefined, link)).status).toBe(404);
    await change('otherHr', { status: 'LEFT' });
    expect(switched, 'the login is where it was').toEqual([`off ${old}`]);
    const back = await change('otherHr', { status: 'ACTIVE', email: old });
    expect(back.body).not.toHaveProperty('signInEmail');
    expect((await change('colleague', { email })).status, 'it is free again').toBe(200);
  });

  it('of the address of somebody without a login invites them anew, if they were', async () => {
    expect((await change('colleague', { email: newEmail() })).status).toBe(200);
    expect(called).toEqual([]);
    const send = { params: { memberId: WHO.colleague }, key: 'send-before-1' };
    await api.call('sendInvitation', company.caller('admin'), send);
    const email = newEmail();
    expect((await change('colleague', { email })).status).toBe(200);
    expect(called.map(({ round }) => round)).toEqual([1, 2]);
    expect(await getAdmission(table(), WHO.colleague)).toMatchObject({ email, round: 2 });
  });

  it('of the address to somebody else’s is refused, and nobody is told', async () => {
    await bind('otherHr');
    const { email } = await one(WHO.manager);
    expect((await change('otherHr', { email })).status).toBe(409);
    expect(called).toEqual([]);
    expect((await change('otherHr', { email: newEmail() }, 'hrOwner')).status).toBe(403);
  });

  it('of the manager decides at once who may draft a plan for a person', async () => {
    const draft = () =>
      api.call('createPlan', company.caller('colleague'), {
        body: { employeeId: WHO.otherHr, hrOwnerId: WHO.hrOwner, content: {} },
        key: 'draft-it-1',
      });
    const before = await draft();
    expect((await change('otherHr', { managerId: WHO.colleague })).status).toBe(200);
    expect(before.status).toBe((await draft()).status === 400 ? 400 : 404);
    expect((await one(WHO.otherHr)).managerId).toBe(WHO.colleague);
    expect(await change('colleague', { managerId: WHO.otherHr })).toMatchObject({
      status: 400,
      body: { fields: [{ path: '/managerId', issue: 'cycle' }] },
    });
    expect(await change('colleague', { managerId: WHO.colleague })).toMatchObject({ status: 400 });
  });

  it('keeps the last administrator, also when two take it from each other at once', async () => {
    expect(await change('admin', { roles: [] })).toMatchObject({
      status: 422,
      body: { violations: [{ ruleId: 'Q5', path: '/roles' }] },
    });
    expect(await change('admin', { status: 'LEFT' })).toMatchObject({ status: 422 });
    await change('otherHr', { roles: ['hr', 'admin'] });
    const answers = await Promise.all([
      change('admin', { roles: [] }, 'otherHr'),
      change('otherHr', { roles: ['hr'] }, 'admin'),
    ]);
    expect(answers.map(({ status }) => status)).toContain(200);
    const people = (await listMembers(company.scope, { limit: 100 })).items;
    expect(people.filter(({ roles }) => roles.includes('admin')).length).toBeGreaterThan(0);
  });

  it('keeps the last of HR while plans are theirs, and names them without content', async () => {
    await change('otherHr', { status: 'LEFT' });
    await change('hrHead', { roles: [] });
    const refused = await change('hrOwner', { status: 'LEFT' });
    expect(refused).toMatchObject({
      status: 422,
      body: { violations: [{ ruleId: 'Q5', path: `/plans/${company.planId}` }] },
    });
    expect(refused.text).not.toContain('三次');
    await change('colleague', { roles: ['hr'] });
    expect((await change('hrOwner', { status: 'LEFT' })).status).toBe(200);
  });

  it('is refused on an older version, to strangers, and beyond one’s own roles', async () => {
    const params = { memberId: WHO.colleague };
    const { name, language, siteId } = await one(WHO.colleague);
    const body = { name, language, siteId, roles: [], status: 'ACTIVE' };
    const call = (by: keyof typeof WHO, more: object = {}) =>
      api.call('changeMember', company.caller(by), { params, body, version: 1, ...more });
    expect((await call('admin', { version: 7 })).status).toBe(412);
    for (const who of ['hrOwner', 'manager', 'employee', 'colleague'] as const)
      expect((await call(who)).status, who).toBe(403);
    expect((await call('hrHead', { body: { ...body, roles: ['admin'] } })).status).toBe(403);
    const other = await createCompany(table());
    const foreign = await api.call('changeMember', other.caller('admin'), {
      params: { memberId: '01K0MEMBER0000000000009999' },
      body,
      version: 1,
    });
    expect(foreign.status).toBe(404);
  });
});

describe('the onboarding of a company', () => {
  it('says what is missing until it is not', async () => {
    const company = await createCompany(table());
    const missing = async () => {
      const { body } = await api.call('getOnboarding', company.caller('admin'));
      return (body.missing as readonly { ruleId: string; message: string }[]).map(
        ({ ruleId }) => ruleId,
      );
    };
    expect(await missing()).toEqual([]);
    const people = (await listMembers(company.scope, { limit: 100 })).items;
    for (const member of people
      .filter(({ roles, status }) => roles.includes('hr') && status === 'ACTIVE')
      .slice(1)) {
      const { name, language, siteId, version } = member;
      await api.call('changeMember', company.caller('admin'), {
        params: { memberId: member.id },
        body: { name, language, siteId, roles: [], status: 'LEFT' },
        version,
      });
    }
    expect(await missing()).toContain('Q4');
  });
});

describe('the end of a company', () => {
  let company: Company;
  const open = activePlanHistory();
  beforeEach(async () => {
    company = await createCompany(table(), open);
    api = apiAt(endOf(open));
  });
  const ask = (who: keyof typeof WHO = 'admin', key = 'ask-closing') =>
    api.call('askClosing', company.caller(who), { key });
  const confirm = (who: keyof typeof WHO, openPlans: readonly string[] = [company.planId]) =>
    api.call('confirmClosing', company.caller(who), {
      body: { openPlans },
      key: 'confirm-closing',
    });
  const withdraw = (who: keyof typeof WHO = 'hrHead') =>
    api.call('withdrawClosing', company.caller(who));

  it('takes two people, names open plans, and can be withdrawn for thirty days', async () => {
    expect(await confirm('hrHead')).toMatchObject({ status: 422 });
    expect((await ask()).status).toBe(200);
    expect(await confirm('admin')).toMatchObject({
      status: 422,
      body: { violations: [{ ruleId: 'Q6' }] },
    });
    expect(await confirm('hrHead', [])).toMatchObject({
      status: 422,
      body: { violations: [{ ruleId: 'Q6', path: `/plans/${company.planId}` }] },
    });
    const confirmed = await confirm('hrHead');
    expect(confirmed.status).toBe(200);
    const { closesAt } = confirmed.body.closure as { closesAt: Instant };
    expect(closesAt).toBe(addMs(endOf(open), 30 * 24 * HOUR_MS));
    expect((await ask('admin', 'ask-again-1')).status, 'not asked for anew').toBe(422);
    api.at(addMs(closesAt, -1));
    expect((await api.call('getMe', company.caller('manager'))).status).toBe(200);
    expect((await withdraw()).body).toEqual({});
    api.at(closesAt);
    expect((await api.call('getMe', company.caller('manager'))).status).toBe(200);
    expect((await withdraw()).status).toBe(422);
  });

  it('is asked for and confirmed once by one request, whatever happened since', async () => {
    const asked = await ask();
    later(HOUR_MS);
    const confirmed = await confirm('hrHead');
    later(2 * HOUR_MS);
    for (const [again, first] of [
      [await ask(), asked],
      [await confirm('hrHead'), confirmed],
    ] as const) {
      expect(again.headers['Idempotency-Replayed']).toBe('true');
      expect([again.status, again.text]).toEqual([first.status, first.text]);
    }
    expect(
      await api.call('confirmClosing', company.caller('hrHead'), {
        body: { openPlans: [] },
        key: 'confirm-closing',
      }),
    ).toMatchObject({ status: 422, body: { code: 'idempotencyMismatch' } });
    expect((await withdraw()).status).toBe(200);
    await confirm('hrHead');
    expect((await withdraw()).status, 'the repetition closes nothing').toBe(422);
  });

  it('ends every request from that moment on', async () => {
    await ask();
    const { body } = await confirm('hrHead');
    api.at((body.closure as { closesAt: Instant }).closesAt);
    const plan = { params: { planId: company.planId } };
    for (const [route, sent] of [
      ['getMe', {}],
      ['getTenant', {}],
      ['listPlans', {}],
      ['listMembers', {}],
      ['exportTenant', {}],
      ['withdrawClosing', {}],
      ['getPlan', plan],
      ['getTimeline', plan],
      ['getTrackingReport', plan],
    ] as const)
      expect((await api.call(route, company.caller('hrHead'), sent)).status, route).toBe(401);
  });

  it('is begun by administrators only', async () => {
    for (const who of ['manager', 'hrOwner', 'hrHead', 'employee'] as const)
      expect((await ask(who)).status, who).toBe(403);
    await ask();
    for (const who of ['manager', 'hrOwner', 'employee'] as const)
      expect((await confirm(who)).status, who).toBe(403);
  });
});

describe('what a company takes along', () => {
  it('is settings and people, no plan, and goes back in as it came out', async () => {
    const company = await createCompany(table(), activePlanHistory());
    const exported = await api.call('exportTenant', company.caller('admin'), {
      query: { limit: '2000' },
    });
    expectDeclared('exportTenant', exported);
    expect(exported.body).toMatchObject({ company: { name: 'Example Ltd' } });
    expect(exported.text).not.toContain(company.planId);
    const before = await listMembers(company.scope, { limit: 100 });
    const back = await api.call('importMembers', company.caller('admin'), {
      query: { dryRun: 'false' },
      body: String(exported.body.peopleCsv),
      headers: { 'Content-Type': 'text/csv' },
      key: 'back-again',
    });
    expect(back.body).toMatchObject({ applied: true, added: 0, changed: 0, problemCount: 0 });
    expect(await listMembers(company.scope, { limit: 100 })).toEqual(before);
    for (const who of ['hrHead', 'hrOwner', 'manager'] as const)
      expect((await api.call('exportTenant', company.caller(who))).status, who).toBe(403);
  });
});
