import { beforeAll, describe, expect, it } from 'vitest';
import { addMs } from '../../../domain/kernel/instant.ts';
import { policyAt } from '../../../domain/tenant/packs/packs.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import type { RouteId } from '../../../functions/contract/registry.ts';
import { type Api, type ApiAnswer, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { play } from '../../support/plan-spec.ts';
import { as, inShanghai, people, shanghai, submittedHistory } from '../../support/plans.ts';
import { finalReviewHistory, runHistory, step } from '../../support/run-histories.ts';
import { commitHistory, historyOf } from '../../support/store.ts';
import { type Company, createCompany, endOf, newPlanId, WHO, type Who } from './company.ts';

const table = useTable();
const NOW = inShanghai('2026-04-29 18:00', as.manager).now;

const bodyOf = (answer: ApiAnswer, status = 200) => {
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, '']);
  return answer.body;
};

describe('observations from daily work', () => {
  let company: Company;
  let api: Api;
  beforeAll(async () => {
    company = await createCompany(table());
    api = createApi(table(), NOW);
  });
  const params = { employeeId: WHO.colleague };
  const note = { occurredOn: '2026-04-28', kind: 'corrective', fact: '两次打断客户' };
  const add = (who: Who, body: object, key: string) =>
    api.call('addObservation', company.caller(who), { params, body, key });
  const list = async (who: Who) =>
    bodyOf(await api.call('listObservations', company.caller(who), { params })).observations;

  it('B4: the manager notes and shares; the employee sees what was shared', async () => {
    const first = bodyOf(await add('manager', note, 'observation-a'), 201);
    expect(bodyOf(await add('manager', note, 'observation-a'), 201)).toEqual(first);
    expect(await list('manager')).toEqual([first]);
    expect(await list('hrOwner')).toEqual([first]);
    expect(await list('colleague')).toEqual([]);
    const share = (sharedOn: string, who: Who = 'manager', key = `share-${sharedOn}`) =>
      api.call('shareObservation', company.caller(who), {
        params: { ...params, observationId: String(first.id) },
        body: { sharedOn },
        key,
      });
    expect((await share('2026-04-27')).status).toBe(422);
    expect((await share('2026-04-29', 'colleague')).status).toBe(404);
    expect(bodyOf(await share('2026-04-29'))).toMatchObject({ sharedOn: '2026-04-29' });
    expect(bodyOf(await share('2026-04-29'))).toMatchObject({ sharedOn: '2026-04-29' });
    const again = await share('2026-04-29', 'manager', 'share-again');
    expect(again.status).toBe(409);
    expect(await list('colleague')).toMatchObject([{ id: first.id }]);
  });

  it('is nobody else’s business, and of no day to come', async () => {
    for (const who of ['colleague', 'employee', 'provider'] as const)
      expect((await add(who, note, `observation-${who}`)).status).toBe(404);
    expect(
      (await api.call('listObservations', company.caller('employee'), { params })).status,
    ).toBe(404);
    const future = await add('manager', { ...note, occurredOn: '2026-04-30' }, 'observation-b');
    expect(future.status).toBe(422);
    const unknown = await api.call('shareObservation', company.caller('manager'), {
      params: { ...params, observationId: '01K0BSERVAT0N0000000000009' },
      body: { sharedOn: '2026-04-29' },
      key: 'share-unknown',
    });
    expect(unknown.status).toBe(404);
  });

  it('comes in pages, newest first', async () => {
    api.at(addMs(NOW, 60_000));
    bodyOf(await add('hrHead', { ...note, sharedOn: '2026-04-28' }, 'observation-c'), 201);
    const one = bodyOf(
      await api.call('listObservations', company.caller('manager'), {
        params,
        query: { limit: '1' },
      }),
    );
    expect(one.observations).toMatchObject([{ by: people.hrHead }]);
    const two = bodyOf(
      await api.call('listObservations', company.caller('manager'), {
        params,
        query: { limit: '1', cursor: String(one.next) },
      }),
    );
    expect(two.observations).toMatchObject([{ by: people.manager }]);
  });
});

describe('the rules themselves', () => {
  it('are listed in the caller’s language, with packs and what the company raised', async () => {
    const company = await createCompany(table());
    const api = createApi(table(), NOW);
    const { rules, packs } = bodyOf(await api.call('listRules', company.caller('employee')));
    const rule = (id: string) => (rules as { id: string }[]).find((one) => one.id === id);
    expect(rule('B8')).toMatchObject({
      source: '最高人民法院指导案例18号',
      findings: [{ key: 'B8.rankOnly', severity: 'E', raised: false }],
    });
    expect(rule('CN1')).toMatchObject({ packs: ['CN'] });
    expect(rule('B3')).not.toHaveProperty('packs');
    expect(packs).toMatchObject([{ id: 'CN', version: 1, on: false }, {}, {}, {}]);
    expect(JSON.stringify(rules)).not.toMatch(/\{\w+[|}]/);
  });
});

describe('readiness of all running plans', () => {
  it('lists what each lacks today, the one that ends first on top, for HR', async () => {
    const history = runHistory({ supports: ['mentor'] });
    const company = await createCompany(table(), history);
    const api = createApi(table(), endOf(history));
    const list = (who: Who, query = {}) =>
      api.call('listReadiness', company.caller(who), { query });
    const { plans, next } = bodyOf(await list('hrOwner'));
    expect(next).toBeUndefined();
    expect(plans).toMatchObject([
      { id: company.planId, endOn: '2026-04-30', weeksLeft: 0, employeeId: people.employee },
    ]);
    const [{ notMet }] = plans as unknown as [{ notMet: { ruleId: string; owedBy?: object }[] }];
    expect(notMet.map(({ ruleId }) => ruleId)).toContain('K4');
    for (const { owedBy } of notMet) expect(owedBy).toMatchObject({ dueBy: expect.any(String) });
    expect((await list('manager')).status).toBe(403);
    const log = bodyOf(
      await api.call('getAccessLog', company.caller('employee'), {
        params: { planId: company.planId },
      }),
    );
    expect(log.entries).toHaveLength(1);
    expect((await list('hrOwner', { limit: '21' })).status).toBe(400);
  });

  it('is empty where nothing runs', async () => {
    const company = await createCompany(table(), submittedHistory());
    const api = createApi(table(), NOW);
    expect(bodyOf(await api.call('listReadiness', company.caller('hrHead'))).plans).toEqual([]);
  });
});

describe('a check-in that is prepared', () => {
  it('I1: is prefilled for whoever writes it up', async () => {
    const history = runHistory();
    const company = await createCompany(table(), history);
    const api = createApi(table(), endOf(history));
    const draft = (plannedOn: string, who: Who = 'manager') =>
      api.call('draftCheckIn', company.caller(who), {
        params: { planId: company.planId, plannedOn },
      });
    expect(bodyOf(await draft('2026-04-23'))).toMatchObject({
      openObstacles: [],
      prepared: [],
      goals: [{ status: 'NO_CHANGE' }, {}, {}],
    });
    expect((await draft('2026-04-24')).status).toBe(404);
    const other = await createCompany(table(), submittedHistory());
    const refused = await api.call('draftCheckIn', other.caller('manager'), {
      params: { planId: other.planId, plannedOn: '2026-04-23' },
    });
    expect(refused.status).toBe(422);
  });

  it('E6: ratings, obstacles and answers show in the plan', async () => {
    const history = finalReviewHistory({
      also: [
        [
          '2026-04-28 09:00',
          as.employee,
          { type: 'RaiseObstacle', obstacleId: 'queue', text: '升级通道排队超过一天' },
        ],
      ],
    });
    const company = await createCompany(table(), history);
    const api = createApi(table(), endOf(history));
    const plan = bodyOf(
      await api.call('getPlan', company.caller('employee'), { params: { planId: company.planId } }),
    );
    expect(plan.running).toMatchObject({
      obstacles: [{ obstacleId: 'queue', answered: false, ownerId: people.manager }],
      checkpoints: [{ rateBy: '2026-04-02', ratedBy: [] }],
    });
  });
});

describe('what HR alone knows', () => {
  it('B7: a protected event asks for a second reviewer before the approval', async () => {
    const history = submittedHistory();
    const company = await createCompany(table(), history);
    const api = createApi(table(), endOf(history));
    const params = { planId: company.planId };
    const call = (
      id: 'getProtectedEvent' | 'putProtectedEvent' | 'reviewProtectedEvent',
      who: Who,
      version?: number,
      body?: object,
    ) =>
      api.call(id, company.caller(who), {
        params,
        ...(version === undefined ? {} : { version }),
        ...(body === undefined ? {} : { body }),
      });
    expect(bodyOf(await call('getProtectedEvent', 'hrOwner'))).toEqual({
      version: 1,
      present: false,
    });
    expect((await call('getProtectedEvent', 'manager')).status).toBe(403);
    expect((await call('putProtectedEvent', 'hrOwner', 7, { present: true })).status).toBe(412);
    expect(bodyOf(await call('putProtectedEvent', 'hrOwner', 1, { present: true }))).toEqual({
      version: 2,
      present: true,
    });
    const plan = bodyOf(await api.call('getPlan', company.caller('hrHead'), { params }));
    const approve = (key: string) =>
      api.call('approvePlan', company.caller('hrHead'), {
        params,
        version: Number(plan.version),
        key,
        body: { contentHash: plan.contentHash, accepted: [] },
      });
    const refused = await approve('approval-a');
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('B7')]);
    expect(bodyOf(await call('reviewProtectedEvent', 'otherHr', 2, {}))).toMatchObject({
      present: true,
      version: 3,
    });
    bodyOf(await approve('approval-b'));
    expect(bodyOf(await call('putProtectedEvent', 'hrOwner', 3, { present: false }))).toEqual({
      version: 4,
      present: false,
    });
  });

  it('facts for the law of the place are in nobody else’s timeline', async () => {
    const history = play(
      runHistory(),
      step('2026-04-29 17:30', as.hrOwner, {
        type: 'RecordJurisdictionFact',
        fact: { kind: 'protectedPersons', on: '2026-04-29' as never, applies: false },
      }),
    );
    const company = await createCompany(table(), history);
    const api = createApi(table(), endOf(history));
    const params = { planId: company.planId };
    const types = async (who: Who) =>
      (
        bodyOf(
          await api.call('getTimeline', company.caller(who), { params, query: { limit: '3' } }),
        ).entries as { type: string }[]
      ).map(({ type }) => type);
    expect(await types('hrOwner')).toContain('JurisdictionFactRecorded');
    for (const who of ['employee', 'manager'] as const)
      expect(await types(who)).not.toContain('JurisdictionFactRecorded');
    const { facts, packs } = bodyOf(
      await api.call('getJurisdiction', company.caller('hrOwner'), { params }),
    );
    expect([facts, packs]).toEqual([
      [{ kind: 'protectedPersons', on: '2026-04-29', applies: false }],
      [],
    ]);
    const under = history.map((recorded) =>
      recorded.event.type === 'PlanSubmitted'
        ? {
            ...recorded,
            event: {
              ...recorded.event,
              policy: policyAt({ ...DEFAULT_POLICY, packs: [{ id: 'CN' }] }, 'shanghai'),
            },
          }
        : recorded,
    );
    const chinese = await createCompany(table(), under);
    const view = bodyOf(
      await api.call('getJurisdiction', chinese.caller('hrOwner'), {
        params: { planId: chinese.planId },
      }),
    );
    expect(view.packs).toMatchObject([
      { id: 'CN', version: 1, title: expect.any(String), review: expect.any(String) },
    ]);
    const readiness = bodyOf(
      await api.call('getReadiness', chinese.caller('hrOwner'), {
        params: { planId: chinese.planId },
      }),
    );
    expect(JSON.stringify(readiness.referral)).toContain('CN1');
    expect((await api.call('getJurisdiction', company.caller('manager'), { params })).status).toBe(
      403,
    );
  });
});

describe('Q1, Q2 a policy is changed', () => {
  it('with packs, knowing which plans keep the old one', async () => {
    const history = play(
      runHistory({ checkpoint: false }),
      step('2026-04-29 17:45', as.employee, { type: 'MakeStatement', text: '愿意继续' }),
    );
    const company = await createCompany(table(), history);
    const api = createApi(table(), endOf(history));
    const {
      version,
      policy,
      closure: _,
      onboarding: __,
      ...tenant
    } = bodyOf(await api.call('getTenant', company.caller('admin'))) as unknown as {
      version: number;
      policy: Record<string, unknown>;
    } & Record<string, unknown>;
    const { version: ___, ...parameters } = policy;
    const put = (change: object, more = {}) =>
      api.call('changeTenant', company.caller('admin'), {
        version,
        body: { ...tenant, policy: { ...parameters, ...change }, ...more },
      });
    const refused = await put({ packs: [{ id: 'CN' }] });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Q2')]);
    expect((await put({ raised: ['X1'] })).text).toContain('Q1');
    const accepted = [{ ruleId: 'Q2', reason: '自本月起新计划适用中国规则包' }];
    const changed = bodyOf(await put({ packs: [{ id: 'CN' }] }, { accepted }));
    expect(changed).toMatchObject({ keepOld: [company.planId], policy: { packs: [{ id: 'CN' }] } });
  });
});

describe('what follows up, over HTTP', () => {
  it('E6, H10, I1, I8: each command reaches the plan', async () => {
    const history = runHistory();
    const company = await createCompany(table(), history);
    const api = createApi(table(), endOf(history));
    let version = Number(history.at(-1)?.seq);
    const send = async (id: RouteId, who: Who, params: object, body: object, status = 200) => {
      const answer = await api.call(id, company.caller(who), {
        params: { planId: company.planId, ...params },
        version,
        key: `follow-up-${id}-${version}`,
        body,
      });
      expect([id, answer.status, answer.status === status ? '' : answer.text]).toEqual([
        id,
        status,
        '',
      ]);
      if (answer.status === 200) version = Number(answer.body.version);
    };
    const obstacle = { obstacleId: 'queue' };
    await send('raiseObstacle', 'employee', {}, { ...obstacle, text: '升级通道排队超过一天' });
    await send('assignObstacle', 'manager', obstacle, { ownerId: people.hrOwner });
    await send('answerObstacle', 'hrOwner', obstacle, { text: '本周起优先处理' });
    const rating = { done: 'yes', how: '逐项核对', effective: 'yes' };
    const ratings = [
      ...shanghai.content.actions.map(({ id }) => ({ part: 'action', id, ...rating })),
      ...shanghai.content.supports.map(({ id }) => ({ part: 'support', id, ...rating })),
    ];
    await send('rateParts', 'employee', { checkpointId: 'month-1' }, { ratings });
    await send(
      'prepareCheckIn',
      'employee',
      { plannedOn: '2026-04-23' },
      { text: '想谈流程', supportNeeded: [] },
      422,
    );
    await send('answerDisagreement', 'hrOwner', {}, { text: '口径已核对' }, 422);
    await send(
      'recordJurisdictionFact',
      'hrOwner',
      {},
      {
        fact: { kind: 'reassignment', on: '2026-04-27', position: '工单专员' },
      },
    );
  });

  it('lists readiness page by page', async () => {
    const company = await createCompany(table(), runHistory());
    const second = newPlanId();
    const ofColleague = runHistory().map((recorded) =>
      recorded.event.type === 'PlanDrafted'
        ? { ...recorded, event: { ...recorded.event, employeeId: WHO.colleague } }
        : recorded,
    );
    await commitHistory(
      company.scope,
      historyOf(ofColleague, { planId: second, tenantId: company.tenantId }),
    );
    const api = createApi(table(), NOW);
    const list = async (query: Record<string, string>) =>
      bodyOf(await api.call('listReadiness', company.caller('hrOwner'), { query }));
    const one = await list({ limit: '1' });
    const two = await list({ limit: '1', cursor: String(one.next) });
    const ids = [one, two].flatMap(({ plans }) => (plans as { id: string }[]).map(({ id }) => id));
    expect(ids.sort()).toEqual([company.planId, second].sort());
    expect(two.next).toBeUndefined();
  });
});
