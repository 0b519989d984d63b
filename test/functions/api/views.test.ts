import { beforeAll, describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { Actor } from '../../../domain/plan/context.ts';
import type { EventOf, PlanEvent } from '../../../domain/plan/events.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { type RouteId, routes } from '../../../functions/contract/registry.ts';
import { type Api, createApi, routeOf } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { type History, planOf } from '../../support/plan-spec.ts';
import { as, draftHistory, people, sha256, sharedHistory } from '../../support/plans.ts';
import { commitHistory, historyOf } from '../../support/store.ts';
import { type Company, createCompany, endOf, newPlanId, WHO, type Who } from './company.ts';

const table = useTable();

/** Texts that not everybody may see, each in the field that it is named after. */
const HRS_ALONE = ['secret-checklist', 'secret-fact'] as const;
const HR_ONLY = ['secret-deferral', 'secret-acceptance', ...HRS_ALONE] as const;
const NOT_THE_EMPLOYEES = ['secret-return', 'secret-proposal', 'secret-outcome-return'] as const;

const on = (date: string) => date as CivilDate;
const HASH = sha256('content');
const accepted = [
  { ruleId: 'B3', reason: 'secret-acceptance', by: people.manager, findings: [] },
] as const;

const proposal = (at: Instant): EventOf<'OutcomeProposed'>['proposal'] => ({
  at,
  by: people.manager,
  outcome: 'NOT_MET',
  nextStep: 'SEPARATION_REVIEW',
  reasons: [{ goalId: 'response-time', text: 'secret-proposal', measurements: [1] }],
  accepted,
});

type Step = readonly [Actor, (at: Instant) => PlanEvent];
const step = (by: Actor, event: PlanEvent): Step => [by, () => event];

/** The history with these events after it, an hour apart; folded, not decided. */
const then = (before: History, ...steps: readonly Step[]): History => {
  const history = [...before];
  for (const [by, eventAt] of steps) {
    const at = addMs(endOf(history), 3_600_000);
    history.push({ seq: history.length + 1, at, by, event: eventAt(at) });
  }
  return history;
};

const submitted = step(as.manager, {
  type: 'PlanSubmitted',
  contentHash: HASH,
  policy: DEFAULT_POLICY,
  accepted,
});

/** Everything that HR and the manager say to each other, up to a proposal that is not decided. */
const reviewed = (): History =>
  then(
    draftHistory(),
    step(as.hrOwner, { type: 'SharingDeferred', reason: 'secret-deferral', by: people.hrOwner }),
    submitted,
    step(as.hrOwner, { type: 'PlanReturned', comment: 'secret-return' }),
    submitted,
    step(as.hrHead, { type: 'PlanApproved', contentHash: HASH, accepted }),
    [
      as.manager,
      (at) => ({
        type: 'PlanPresented',
        delivery: {
          presentedOn: on('2026-02-25'),
          heldAt: at,
          how: 'inPerson',
          place: '三号会议室',
          attendees: ['员工'],
          servedAt: at,
          servedBy: 'email',
          ackBy: on('2026-03-03'),
        },
        accepted,
      }),
    ],
    [
      as.employee,
      (at) => ({
        type: 'PlanAcknowledged',
        acknowledgement: {
          at,
          on: on('2026-02-26'),
          contentHash: HASH,
          kind: 'AGREED',
          sentence: 'x',
        },
      }),
    ],
    step(as.system, {
      type: 'PlanActivated',
      activation: { startOn: on('2026-03-02'), endOn: on('2026-04-30'), movedByWD: 0 },
    }),
    step(as.hrOwner, {
      type: 'JurisdictionFactRecorded',
      fact: { kind: 'reassignment', on: on('2026-03-20'), position: 'secret-fact' },
    }),
    step(as.hrOwner, {
      type: 'AccessGranted',
      on: on('2026-03-20'),
      grant: {
        memberId: WHO.colleague,
        as: 'investigator',
        from: on('2026-02-01'),
        until: on('2026-05-30'),
        purpose: '劳动合规核查',
      },
    }),
    step(as.system, { type: 'FinalReviewBegun', on: on('2026-04-30'), early: false }),
    [as.manager, (at) => ({ type: 'OutcomeProposed', proposal: proposal(at) })],
    step(as.hrHead, { type: 'OutcomeReturned', comment: 'secret-outcome-return' }),
    [as.manager, (at) => ({ type: 'OutcomeProposed', proposal: proposal(at) })],
  );

const closed = (): History =>
  then(reviewed(), [
    as.hrHead,
    (at) => ({
      type: 'PlanClosed',
      accepted: [],
      closing: {
        at,
        on: on('2026-05-06'),
        by: people.hrHead,
        outcome: 'NOT_MET',
        nextStep: 'SEPARATION_REVIEW',
        proposal: proposal(at),
        goals: [{ goalId: 'response-time', status: 'NOT_MET' }],
        findings: [],
        appealUntil: on('2026-05-20'),
        referral: { checklist: ['secret-checklist'] },
      },
    }),
  ]);

/** Every read of one plan. */
const READS = (Object.keys(routes) as RouteId[]).filter(
  (id) => routeOf(id).method === 'GET' && routeOf(id).path.includes('{planId}'),
);

describe.each([
  ['a proposal that is not decided', reviewed],
  ['a plan that is closed', closed],
] as const)('with %s', (_, historyWith) => {
  let api: Api;
  let company: Company;
  beforeAll(async () => {
    const history = historyWith();
    company = await createCompany(table(), history);
    api = createApi(table(), addMs(endOf(history), 3_600_000));
  });
  const ask = (id: RouteId, who: Who, supportId = 'mentor') => {
    const { planId } = company;
    const params = id === 'getSupport' ? { planId, supportId } : { planId };
    return api.call(id, company.caller(who), { params });
  };
  const everything = async (who: Who): Promise<string> =>
    (await Promise.all(READS.map(async (id) => (await ask(id, who)).text))).join('\n');
  const isClosed = historyWith === closed;

  it('the HR owner reads all of it', async () => {
    const { body, text } = await ask('getPlan', 'hrOwner');
    for (const secret of ['secret-deferral', 'secret-acceptance', 'secret-proposal'])
      expect(text).toContain(secret);
    expect(body).toMatchObject({ returns: 1, talkDeferral: {} });
    expect(body.accepted).toContainEqual(expect.objectContaining({ ruleId: 'B3' }));
    if (isClosed) expect(text).toContain('secret-checklist');
  });

  it('O6: an auditor reads what HR reads, but for what is HR’s alone, wherever they look', async () => {
    const all = await everything('colleague');
    for (const secret of ['secret-deferral', 'secret-acceptance', ...NOT_THE_EMPLOYEES])
      expect(all, secret).toContain(secret);
    for (const secret of [...HRS_ALONE, 'JurisdictionFactRecorded'])
      expect(all, secret).not.toContain(secret);
    expect(await everything('hrOwner')).toContain('secret-fact');
  });

  it('the manager reads what they wrote, not what is HR’s', async () => {
    const { body, text } = await ask('getPlan', 'manager');
    expect(text).toContain('secret-proposal');
    expect(body).toMatchObject({ returns: 1, authorId: people.manager });
    for (const secret of HR_ONLY) expect(text).not.toContain(secret);
    for (const key of ['accepted', 'talkDeferral', 'referralChecklist'])
      expect(body).not.toHaveProperty(key);
  });

  it('the employee reads neither, wherever they look', async () => {
    const { body } = await ask('getPlan', 'employee');
    for (const key of [
      'accepted',
      'talkDeferral',
      'referralChecklist',
      'returns',
      'authorId',
      'submittedAt',
      'approvedAt',
      'approvedBy',
    ])
      expect(body, key).not.toHaveProperty(key);
    if (!isClosed) expect(body.review).not.toHaveProperty('proposal');
    const all = await everything('employee');
    expect(all).toContain(company.planId);
    const secrets = isClosed
      ? // Once it is decided, the reasons are the employee's to read.
        [...HR_ONLY, 'secret-return', 'secret-outcome-return']
      : [...HR_ONLY, ...NOT_THE_EMPLOYEES];
    for (const secret of secrets) expect(all, secret).not.toContain(secret);
    if (isClosed) expect(all).toContain('secret-proposal');
  });

  it('the timeline tells the employee of no return, deferral or proposal', async () => {
    const typesFor = async (who: Who) =>
      ((await ask('getTimeline', who)).body.entries as { readonly type: string }[]).map(
        ({ type }) => type,
      );
    const hidden = ['PlanReturned', 'SharingDeferred', 'OutcomeProposed', 'OutcomeReturned'];
    expect(await typesFor('hrOwner')).toEqual(expect.arrayContaining(hidden));
    const own = await typesFor('employee');
    expect(own).toEqual(
      expect.arrayContaining(['PlanDrafted', 'PlanPresented', 'FinalReviewBegun']),
    );
    for (const type of hidden) expect(own).not.toContain(type);
  });

  it('the provider reads the support they promised, and no other', async () => {
    const { status, body } = await ask('getSupport', 'provider');
    // A promise is kept while the plan runs; afterwards it is none of the provider’s business.
    if (isClosed) return expect(status).toBe(404);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual([
      'description',
      'dueBy',
      'kind',
      'status',
      'supportId',
    ]);
    expect(await ask('getSupport', 'provider', 'product-course')).toMatchObject({
      status: 404,
      body: { code: 'unknownPart' },
    });
  });
});

describe('lists', () => {
  let api: Api;
  let company: Company;
  beforeAll(async () => {
    company = await createCompany(table());
    // One open plan each, and one draft that its subject, who is HR, is not to know of.
    for (const [history, ids] of [
      [sharedHistory(), { employeeId: WHO.employee }],
      [draftHistory(), { employeeId: WHO.employee }],
      [draftHistory(), { employeeId: WHO.otherHr }],
      [closed(), { employeeId: WHO.colleague }],
    ] as const)
      await commitHistory(
        company.scope,
        historyOf(history, { ...ids, planId: newPlanId(), tenantId: company.tenantId }),
      );
    api = createApi(table(), endOf(closed()));
  });
  const list = async (who: Who, query: Readonly<Record<string, string>>) =>
    api.call('listPlans', company.caller(who), { query });
  type Line = { readonly employeeId: string; readonly status: string };
  const lines = async (who: Who, query: Readonly<Record<string, string>>) =>
    (await list(who, query)).body.plans as readonly Line[];

  it('show HR the plans of the company, but not what is kept from them as employees', async () => {
    expect(await lines('hrHead', { as: 'hr' })).toHaveLength(4);
    const own = await lines('otherHr', { as: 'hr' });
    expect(own).toHaveLength(3);
    expect(own.map(({ employeeId }) => employeeId)).not.toContain(WHO.otherHr);
  });

  it('show the employee what was shared, the manager what they manage, others nothing', async () => {
    expect(await lines('employee', { as: 'employee' })).toHaveLength(1);
    expect(await lines('manager', {})).toHaveLength(4);
    for (const who of ['provider', 'admin'] as const)
      for (const role of ['manager', 'employee'])
        expect(await lines(who, { as: role })).toEqual([]);
    for (const who of ['manager', 'employee', 'admin', 'provider'] as const)
      expect(await list(who, { as: 'hr' })).toMatchObject({ status: 403 });
  });

  it('hold ids, days and stages, and no word about anybody', async () => {
    const { text, body } = await list('hrHead', { as: 'hr' });
    expect(text).not.toMatch(/[\u4e00-\u9fff]|secret/);
    for (const line of body.plans as readonly Line[])
      expect(Object.keys(line).sort()).toEqual([
        'employeeId',
        'endOn',
        'hrOwnerId',
        'id',
        'managerId',
        'startOn',
        'status',
      ]);
  });

  it('go on page by page, for whoever began them and as they were begun', async () => {
    const seen: string[] = [];
    let query: Record<string, string> = { as: 'hr', limit: '1' };
    let cursor: string | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const { body } = await list('hrHead', query);
      seen.push(...(body.plans as readonly { readonly id: string }[]).map(({ id }) => id));
      if (body.next === undefined) break;
      cursor = String(body.next);
      query = { ...query, cursor };
    }
    expect(new Set(seen).size).toBe(4);
    expect(seen).toHaveLength(4);
    if (cursor === undefined) throw new Error('one page only');
    for (const [who, other] of [
      ['hrOwner', { as: 'hr', limit: '1' }],
      ['hrHead', { as: 'hr', limit: '1', status: 'DRAFT' }],
      ['hrHead', { as: 'manager', limit: '1' }],
    ] as const)
      expect(await list(who, { ...other, cursor })).toMatchObject({
        status: 400,
        body: { code: 'invalid', fields: [{ path: 'query/cursor', issue: 'cursor' }] },
      });
    const members = await api.call('listMembers', company.caller('hrHead'), { query: { cursor } });
    expect(members.status).toBe(400);
  });
});

// The histories above are folded, not decided: they have to lead where they say.
describe('the histories of this file', () => {
  it('lead to the stages that they are named after', () => {
    expect(planOf(reviewed()).status).toBe('FINAL_REVIEW');
    expect(planOf(closed()).status).toBe('CLOSED');
  });
});
