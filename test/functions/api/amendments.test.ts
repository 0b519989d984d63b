import { describe, expect, it } from 'vitest';
import type { RouteId } from '../../../functions/contract/registry.ts';
import { withAction, withHarderGoal } from '../../support/amendments.ts';
import { createApi, type Sent } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import type { History } from '../../support/plan-spec.ts';
import { activePlanHistory, instantIn, shanghaiContent } from '../../support/plans.ts';
import { reviewedHistory } from '../../support/run-histories.ts';
import { createCompany, type Who } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();

/** A plan over HTTP: each call says who, and is declared by the contract. */
const opened = async (history: History, local: string) => {
  const company = await createCompany(table(), history);
  const api = createApi(table(), instantIn('Asia/Shanghai', local));
  const params = { planId: company.planId };
  let calls = 0;
  const call = async (id: RouteId, who: Who, sent: Sent = {}) => {
    const answer = await api.call(id, company.caller(who), { params, ...sent });
    expectDeclared(id, answer);
    return answer;
  };
  const read = async (who: Who) => (await call('getPlan', who)).body;
  const give = async (id: RouteId, who: Who, body: unknown = {}) => {
    const { version } = await read('hrHead');
    calls += 1;
    return call(id, who, { body, version: Number(version), key: `call-number-${calls}` });
  };
  return { api, call, read, give };
};

const D10 = [
  { ruleId: 'D10', reason: '经双方测算，四月底可以达到' },
  { ruleId: 'D7', reason: '员工自愿以更高目标为准' },
];
const codes = (body: Readonly<Record<string, unknown>>) =>
  (body.violations as readonly { ruleId: string }[]).map(({ ruleId }) => ruleId);

describe('pausing and resuming', () => {
  it('is HR’s; everybody sees it, and the dates move', async () => {
    const { api, read, give } = await opened(activePlanHistory(), '2026-03-03 09:00');
    const pause = { reason: 'LEAVE', note: '员工休假' };
    expect((await give('pausePlan', 'manager', pause)).status).toBe(403);
    expect(await give('pausePlan', 'hrOwner', pause)).toMatchObject({ body: { status: 'PAUSED' } });
    expect(await read('employee')).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'LEAVE', on: '2026-03-03' },
    });
    expect(
      (await give('giveFeedback', 'manager', { kind: 'positive', text: '好' })).body,
    ).toMatchObject({
      code: 'wrongStatus',
    });
    api.at(instantIn('Asia/Shanghai', '2026-03-10 09:00'));
    expect(await give('resumePlan', 'hrOwner')).toMatchObject({ body: { status: 'ACTIVE' } });
    expect(await read('employee')).toMatchObject({
      pauses: [{ on: '2026-03-03', resumedOn: '2026-03-10', workingDays: 5 }],
      content: { schedule: { endOn: '2026-05-11' } },
    });
  });
});

describe('an amendment', () => {
  it('is HR’s and the manager’s until it is served, and then the employee’s to answer', async () => {
    const { api, read, give, call } = await opened(activePlanHistory(), '2026-03-03 09:00');
    const proposal = { kind: 'CONTENT', reason: '业务标准调整', content: withHarderGoal() };
    const refused = await give('proposeAmendment', 'manager', proposal);
    expect(refused.status).toBe(422);
    expect(codes(refused.body)).toEqual(['D10', 'D7']);
    const asked = await give('proposeAmendment', 'manager', { ...proposal, accepted: D10 });
    expect(asked).toMatchObject({
      status: 200,
      body: { results: [{ ruleId: 'D10' }, { ruleId: 'D7' }] },
    });
    const { amendment } = (await read('manager')) as {
      amendment: { contentHash: string; changes: unknown };
    };
    expect(amendment).toMatchObject({
      status: 'PROPOSED',
      harder: true,
      changes: [{ kind: 'GOAL_HARDER', path: '/goals/1', id: 'response-time' }],
    });
    const { contentHash } = amendment;
    for (const name of ['amendment', 'servedAmendment'])
      expect(await read('employee')).not.toHaveProperty(name);
    const hidden = (await call('getTimeline', 'employee')).body.entries as { type: string }[];
    expect(hidden.map(({ type }) => type)).not.toContain('AmendmentProposed');

    const approval = { contentHash };
    expect((await give('approveAmendment', 'manager', approval)).status).toBe(403);
    expect((await give('approveAmendment', 'otherHr', approval)).status).toBe(200);
    api.at(instantIn('Asia/Shanghai', '2026-03-03 11:00'));
    const served = { servedAt: instantIn('Asia/Shanghai', '2026-03-03 10:30'), servedBy: 'email' };
    expect((await give('serveAmendment', 'manager', served)).status).toBe(200);
    expect(await read('employee')).toMatchObject({
      servedAmendment: { contentHash, ackBy: '2026-03-10', content: { goals: expect.anything() } },
    });
    const sign = { kind: 'AGREED', contentHash };
    expect((await give('acknowledgeAmendment', 'manager', sign)).status).toBe(403);
    expect((await give('acknowledgeAmendment', 'employee', sign)).status).toBe(200);
    expect(await read('employee')).toMatchObject({
      content: withHarderGoal(),
      amendments: [{ no: 1, status: 'EFFECTIVE', answer: 'AGREED', contentHash }],
    });
    const report = await call('getTrackingReport', 'employee', { query: { language: 'zh-CN' } });
    for (const words of ['变更 1 送达员工', '提高目标要求', '业务标准调整', '变更 1 生效'])
      expect(report.text).toContain(words);
    expect(report.text).not.toContain('提出变更 1');
  });

  it('that only helps goes to the employee at once, and can be taken back', async () => {
    const { read, give } = await opened(activePlanHistory(), '2026-03-03 09:00');
    await give('proposeAmendment', 'manager', {
      kind: 'CONTENT',
      reason: '按第一周的情况调整',
      content: withAction(),
    });
    expect(await read('employee')).toMatchObject({ servedAmendment: { path: 'LIGHT' } });
    const witness = {
      name: '周洋',
      role: '班长',
      at: instantIn('Asia/Shanghai', '2026-03-03 09:00'),
      place: '三号会议室',
    };
    expect((await give('recordAmendmentUnreachable', 'manager', { attempts: [] })).status).toBe(
      422,
    );
    expect((await give('rejectAmendment', 'manager', { reason: '另行商定' })).status).toBe(200);
    expect((await give('recordAmendmentRefusal', 'manager', { witness })).body).toMatchObject({
      code: 'unknownPart',
    });
    expect(await read('employee')).toMatchObject({
      content: shanghaiContent(),
      amendments: [{ status: 'REJECTED' }],
    });
  });
});

describe('another manager', () => {
  it('is named by HR and accepts; until then nobody is, and the old one is out', async () => {
    const { read, give, call } = await opened(activePlanHistory(), '2026-03-03 09:00');
    const { memberId } = (await createCompany(table())).caller('colleague');
    const to = { managerId: memberId, handoverNote: '首周记录齐备' };
    expect((await give('changeManager', 'manager', to)).status).toBe(403);
    expect(
      (await give('changeManager', 'hrOwner', { ...to, managerId: '01K0MEMBER0000000000000023' }))
        .body,
    ).toMatchObject({ code: 'unknownPart' });
    expect((await give('changeManager', 'hrOwner', to)).status).toBe(200);
    // Still the provider of one support, and nothing else.
    expect((await call('getPlan', 'manager')).status).toBe(404);
    const plans = (await call('listPlans', 'manager', { params: {} })).body.plans;
    expect(plans).toEqual([]);
    expect(await read('hrOwner')).toMatchObject({
      vacancy: { since: '2026-03-03' },
      handover: { to: memberId, note: '首周记录齐备' },
    });
    expect(await read('employee')).not.toHaveProperty('handover');
    expect((await read('colleague')).handover).toMatchObject({ note: '首周记录齐备' });
    const feedback = { kind: 'positive', text: '回拨及时' };
    expect((await give('giveFeedback', 'colleague', feedback)).status).toBe(403);
    expect((await give('declineHandover', 'provider', { reason: '不接' })).status).toBe(404);
    expect((await give('acceptHandover', 'colleague')).status).toBe(200);
    expect(await read('employee')).toMatchObject({
      managerId: memberId,
      managerSince: '2026-03-03',
    });
    expect((await call('listPlans', 'colleague', { params: {} })).body.plans).toHaveLength(1);
  });

  it('may decline', async () => {
    const { read, give } = await opened(activePlanHistory(), '2026-03-03 09:00');
    const { memberId } = (await createCompany(table())).caller('colleague');
    await give('changeManager', 'hrOwner', { managerId: memberId, handoverNote: '首周记录齐备' });
    expect((await give('declineHandover', 'colleague', { reason: '人手已满' })).status).toBe(200);
    expect(await read('hrOwner')).toMatchObject({
      vacancy: {},
      amendments: [{ status: 'REJECTED' }],
    });
    expect((await give('acceptHandover', 'colleague')).status).toBe(404);
  });
});

describe('setting a rule aside', () => {
  it('is for the head of HR, who says why; readiness then lists it as a hint', async () => {
    const late = reviewedHistory({ checkIns: ['2026-03-05'] });
    const { read, give, call } = await opened(late, '2026-05-15 09:00');
    const override = { ruleId: 'K6', reason: '停产六周，无法按期沟通' };
    for (const who of ['manager', 'hrOwner', 'otherHr'] as const)
      expect((await give('overrideRule', who, override)).status).toBe(403);
    expect((await give('overrideRule', 'hrHead', { ...override, ruleId: 'K4' })).status).toBe(400);
    expect((await give('overrideRule', 'hrHead', override)).status).toBe(200);
    expect(await read('manager')).toMatchObject({ review: { overrides: [{ ruleId: 'K6' }] } });
    const { hints, notMet } = (await call('getReadiness', 'manager')).body as Record<
      string,
      { ruleId: string }[]
    >;
    expect(hints?.map(({ ruleId }) => ruleId)).toContain('K6');
    expect(notMet?.map(({ ruleId }) => ruleId)).not.toContain('K6');
  });
});
