import { beforeEach, describe, expect, it } from 'vitest';
import { standInOn } from '../../../domain/tenant/absence.ts';
import {
  getMembers,
  getTenant,
  loadHistory,
  putTenant,
} from '../../../functions/adapters/store/index.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { type Api, type Caller, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, instantIn, submittedHistory } from '../../support/plans.ts';
import { load, memberOf } from '../../support/store.ts';
import { type Company, createCompany, WHO } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();
let company: Company;
let api: Api;
let keys = 0;

const start = async (history = activePlanHistory(), at = '2026-03-05 10:00') => {
  company = await createCompany(table(), history);
  api = createApi(table(), instantIn('Asia/Shanghai', at));
};
const params = () => ({ planId: company.planId });
const key = () => {
  keys += 1;
  return `given-${String(keys).padStart(6, '0')}`;
};
const version = async () => (await load(company.scope, company.planId)).plan.version;
const give = async (grant: Readonly<Record<string, unknown>>) =>
  api.call('grantAccess', company.caller('hrOwner'), {
    params: params(),
    body: { grant: { purpose: '劳动合规核查', ...grant } },
    version: await version(),
    key: key(),
  });

describe('an access that HR gives (O1, O2)', () => {
  beforeEach(() => start());
  const AUDIT = {
    as: 'investigator',
    memberId: WHO.colleague,
    from: '2026-03-05',
    until: '2026-03-06',
  };

  it('opens the plan for its time, is seen by the employee, and ends when HR says so', async () => {
    const reads = async () =>
      (await api.call('getPlan', company.caller('colleague'), { params: params() })).status;
    expect(await reads()).toBe(404);
    const given = await give(AUDIT);
    expect(given.status).toBe(200);
    expect(await reads()).toBe(200);
    const { body } = await api.call('getAccess', company.caller('employee'), { params: params() });
    expect(body.readers).toContainEqual({
      relation: 'investigator',
      memberId: WHO.colleague,
      name: memberOf(WHO.colleague).name,
      since: '2026-03-05',
      until: '2026-03-06',
      grant: given.body.version,
      purpose: '劳动合规核查',
    });
    const revoked = await api.call('revokeAccess', company.caller('hrOwner'), {
      params: { ...params(), grant: String(given.body.version) },
      body: { reason: '核查已经结束' },
      version: await version(),
      key: key(),
    });
    expect(revoked.status).toBe(200);
    expect(await reads()).toBe(404);
  });

  it('runs out by itself, and goes to members only', async () => {
    await give(AUDIT);
    api.at(instantIn('Asia/Shanghai', '2026-03-07 00:01'));
    const { status } = await api.call('getPlan', company.caller('colleague'), { params: params() });
    expect(status).toBe(404);
    const former = await give({
      ...AUDIT,
      memberId: WHO.former,
      from: '2026-03-07',
      until: '2026-03-08',
    });
    expect(former.body.violations).toMatchObject([{ ruleId: 'O1', path: '/memberId' }]);
  });

  it('is not shown to the manager: neither in the timeline nor as a list', async () => {
    await give(AUDIT);
    const timeline = await api.call('getTimeline', company.caller('manager'), { params: params() });
    expect(timeline.text).not.toContain('Access');
    const list = await api.call('getAccess', company.caller('manager'), { params: params() });
    expect(list.status).toBe(403);
  });

  it('leaves a line in the log for each look, with names where the company shows them', async () => {
    await give(AUDIT);
    await api.call('getPlan', company.caller('colleague'), { params: params() });
    await api.call('getPlan', company.caller('employee'), { params: params() });
    const log = async () =>
      (await api.call('getAccessLog', company.caller('employee'), { params: params() })).body;
    const line = { at: api.now(), relation: 'investigator', what: '计划内容' };
    const { name } = memberOf(WHO.colleague);
    expect(await log()).toEqual({ entries: [{ ...line, memberId: WHO.colleague, name }] });
    const before = await getTenant(company.scope);
    if (before === undefined) throw new Error('no tenant');
    const policy = { ...before.policy, access: { showNames: false } };
    await putTenant(company.scope, { before, tenant: { ...before, policy, version: 2 } });
    expect(await log()).toEqual({ entries: [line] });
    const { text } = await api.call('getAccess', company.caller('employee'), { params: params() });
    expect(text).not.toContain(WHO.colleague);
    const hr = await api.call('getAccessLog', company.caller('hrOwner'), { params: params() });
    expect(hr.text).toContain(name);
  });

  it('pages the log, newest first, by a cursor that is nobody else’s', async () => {
    for (const minute of ['01', '02', '03']) {
      api.at(instantIn('Asia/Shanghai', `2026-03-05 11:${minute}`));
      await api.call('getPlan', company.caller('manager'), { params: params() });
    }
    const page = (who: 'employee' | 'hrHead', query: Readonly<Record<string, string>>) =>
      api.call('getAccessLog', company.caller(who), { params: params(), query });
    const first = await page('employee', { limit: '2' });
    expect(first.body.entries).toMatchObject([
      { at: '2026-03-05T03:03:00.000Z' },
      { at: '2026-03-05T03:02:00.000Z' },
    ]);
    const cursor = String(first.body.next);
    const second = await page('employee', { limit: '2', cursor });
    expect(second.body.entries).toMatchObject([{ at: '2026-03-05T03:01:00.000Z' }]);
    expect((await page('hrHead', { limit: '2', cursor })).status).toBe(400);
  });
});

describe('an invitation to approve (A3)', () => {
  it('is used up by the decision, whose repeat is answered again', async () => {
    await start(submittedHistory(), '2026-02-24 10:00');
    await give({
      as: 'approver',
      decision: 'plan',
      memberId: WHO.colleague,
      from: '2026-02-24',
      until: '2026-03-01',
    });
    const guest = company.caller('colleague');
    const plan = await api.call('getPlan', guest, { params: params() });
    const sent = {
      params: params(),
      body: { contentHash: plan.body.contentHash, accepted: [] },
      version: await version(),
      key: key(),
    };
    const approved = await api.call('approvePlan', guest, sent);
    expect([approved.status, approved.body.status]).toEqual([200, 'APPROVED']);
    expect((await api.call('getPlan', guest, { params: params() })).status).toBe(404);
    const again = await api.call('approvePlan', guest, sent);
    expect([again.status, again.headers['Idempotency-Replayed']]).toEqual([200, 'true']);
    expect((await api.call('approvePlan', guest, { ...sent, key: key() })).status).toBe(404);
  });
});

describe('an absence with a stand-in (A7)', () => {
  beforeEach(() => start());
  const enter = (who: keyof typeof WHO, body: Readonly<Record<string, unknown>>, as = key()) =>
    api.call('addAbsence', company.caller(who), {
      params: { memberId: WHO.manager },
      body: { from: '2026-03-05', until: '2026-03-06', ...body },
      key: as,
    });

  it('lets the stand-in act for the manager, which the record says, and not approve or grant', async () => {
    const entered = await enter('manager', { delegateId: WHO.colleague });
    expect(entered.status).toBe(201);
    const told = await api.call('giveFeedback', company.caller('colleague'), {
      params: params(),
      body: { kind: 'positive', text: '回拨及时' },
      version: await version(),
      key: key(),
    });
    expect(told.status).toBe(200);
    const history = await loadHistory(company.scope, company.planId);
    expect(history.at(-1)?.by).toEqual({
      kind: 'member',
      memberId: WHO.colleague,
      acts: 'manager',
      actingFor: WHO.manager,
    });
    const timeline = await api.call('getTimeline', company.caller('employee'), {
      params: params(),
    });
    expect((timeline.body.entries as unknown[])[0]).toMatchObject({
      by: WHO.colleague,
      actingFor: WHO.manager,
    });
    const report = await api.call('getTrackingReport', company.caller('employee'), {
      params: params(),
    });
    const nameOf = (who: keyof typeof WHO) => memberOf(WHO[who]).name;
    expect(report.text).toContain(`${nameOf('colleague')}代${nameOf('manager')}（直接上级）`);
    api.at(instantIn('Asia/Shanghai', '2026-03-07 00:01'));
    expect(
      (await api.call('getPlan', company.caller('colleague'), { params: params() })).status,
    ).toBe(404);
  });

  it('for HR asks for the second factor that HR needs, and without says what is missing', async () => {
    await start(submittedHistory(), '2026-02-24 10:00');
    await api.call('addAbsence', company.caller('hrOwner'), {
      params: { memberId: WHO.hrOwner },
      body: { from: '2026-02-24', until: '2026-02-25', delegateId: WHO.colleague },
      key: key(),
    });
    const standIn = company.caller('colleague');
    const password = { ...standIn, secondFactor: false };
    expect((await api.call('getPlan', standIn, { params: params() })).status).toBe(200);
    const refused = await api.call('getPlan', password, { params: params() });
    expectDeclared('getPlan', refused);
    expect(refused).toMatchObject({ status: 403, body: { code: 'secondFactorNeeded' } });
    const tasks = async (caller: Caller) =>
      (await api.call('listMyTasks', caller, { query: { days: '31' } })).body.tasks as unknown[];
    expect((await tasks(standIn)).length).toBeGreaterThan(0);
    expect(await tasks(password)).toEqual([]);
    // What HR alone may is not there for either.
    const asked = await api.call('getConfidential', password, { params: params() });
    expect(asked.status).toBe(404);
  });

  it('is mirrored with the stand-in, and taken from both when it is cancelled', async () => {
    const as = key();
    const entered = await enter('hrOwner', { delegateId: WHO.colleague, note: '年假' }, as);
    expect(
      (await enter('hrOwner', { delegateId: WHO.colleague, note: '年假' }, as)).headers,
    ).toMatchObject({
      'Idempotency-Replayed': 'true',
    });
    const both = async () => {
      const found = await getMembers(company.scope, [WHO.manager, WHO.colleague]);
      return [found.get(WHO.manager)?.absences, found.get(WHO.colleague)?.delegations];
    };
    expect(await both()).toEqual([
      [entered.body],
      [
        {
          absenceId: entered.body.id,
          memberId: WHO.manager,
          from: '2026-03-05',
          until: '2026-03-06',
        },
      ],
    ]);
    const manager = (await getMembers(company.scope, [WHO.manager])).get(WHO.manager);
    expect(standInOn(manager ?? {}, on('2026-03-05'))).toMatchObject({ away: true });
    const list = await api.call('listAbsences', company.caller('manager'), {
      params: { memberId: WHO.manager },
    });
    expect(list.body.absences).toEqual([entered.body]);
    const cancelled = await api.call('cancelAbsence', company.caller('manager'), {
      params: { memberId: WHO.manager, absenceId: String(entered.body.id) },
      key: key(),
    });
    expect(cancelled.status).toBe(200);
    expect(await both()).toEqual([[], []]);
  });

  it('is not a way for an administrator to let anybody in', async () => {
    const named = await enter('admin', { delegateId: WHO.admin });
    expect(named.body.violations).toMatchObject([{ ruleId: 'A7', path: '/delegateId' }]);
    expect((await enter('admin', {})).status).toBe(201);
  });

  it('is nobody else’s business', async () => {
    expect((await enter('colleague', {})).status).toBe(403);
    expect((await enter('employee', { delegateId: WHO.employee })).status).toBe(403);
  });
});

describe('what HR alone knows (O6)', () => {
  it('has an ETag of its own, waits for an adjustment, and shows nowhere else', async () => {
    await start(submittedHistory(), '2026-02-24 10:00');
    const before = await version();
    const gapId = (await load(company.scope, company.planId)).plan.content.gaps[0]?.id ?? '';
    const put = (who: 'hrOwner' | 'manager', ifMatch: number, ids = [gapId]) =>
      api.call('putConfidential', company.caller(who), {
        params: params(),
        body: { capacityHealth: ids },
        version: ifMatch,
      });
    const empty = await api.call('getConfidential', company.caller('hrOwner'), {
      params: params(),
    });
    expect([empty.headers.ETag, empty.body]).toEqual(['"1"', { version: 1, capacityHealth: [] }]);
    expect((await put('manager', 1)).status).toBe(403);
    expect((await put('hrOwner', 1, ['no-such-gap'])).body.code).toBe('unknownPart');
    const entered = await put('hrOwner', 1);
    expect(entered.body).toMatchObject({ version: 2, results: [{ ruleId: 'C3' }] });
    expect((await put('hrOwner', 1)).status).toBe(412);
    expect(await version()).toBe(before);

    const plan = await api.call('getPlan', company.caller('hrHead'), { params: params() });
    const approve = async (who: 'hrHead' | 'colleague') =>
      api.call('approvePlan', company.caller(who), {
        params: params(),
        body: { contentHash: plan.body.contentHash, accepted: [] },
        version: await version(),
        key: key(),
      });
    expect((await approve('hrHead')).body.violations).toMatchObject([{ ruleId: 'C3' }]);
    await give({
      as: 'approver',
      decision: 'plan',
      memberId: WHO.colleague,
      from: '2026-02-24',
      until: '2026-02-25',
    });
    const waits = await approve('colleague');
    expect(waits.body.violations).toMatchObject([{ ruleId: 'O6', path: '' }]);
    expect(waits.text).not.toMatch(/CAPACITY|健康|身体|精力/);

    for (const who of ['employee', 'manager', 'hrOwner'] as const)
      for (const route of ['getPlan', 'getTimeline', 'getTrackingReport'] as const) {
        const { text } = await api.call(route, company.caller(who), { params: params() });
        expect(text, `${route} ${who}`).not.toMatch(/CAPACITY_HEALTH|capacityHealth/);
      }
  });
});
