import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { verifyRecord } from '../../../functions/adapters/evidence/verify-record.ts';
import {
  DAILY_LIMITS,
  listAccess,
  takeAllowance,
} from '../../../functions/adapters/store/index.ts';
import { type Api, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import {
  activePlanHistory,
  approvedHistory,
  draftHistory,
  sharedHistory,
} from '../../support/plans.ts';
import { commitHistory, historyOf } from '../../support/store.ts';
import { type Company, createCompany, endOf, newPlanId, WHO } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();
let company: Company;
let api: Api;
beforeEach(async () => {
  company = await createCompany(table(), activePlanHistory());
  api = createApi(table(), endOf(activePlanHistory()));
});
const add = async (
  history: ReturnType<typeof draftHistory>,
  of: { employeeId?: MemberId } = {},
) => {
  const planId = newPlanId();
  const { tenantId } = company;
  await commitHistory(company.scope, historyOf(history, { planId, tenantId, ...of }));
  return planId;
};
const take = (query: Record<string, string> = {}, who: keyof typeof WHO = 'hrHead') =>
  api.call('exportPlans', company.caller(who), { query });
interface Taken {
  readonly plan: { readonly id: string; readonly status: string };
  readonly record: string;
}
const plansOf = (body: Readonly<Record<string, unknown>>) => body.plans as readonly Taken[];

const takeAll = async (limit: string) => {
  const taken: Taken[] = [];
  const notAsHr: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const answer = await take({ limit, ...(cursor === '' ? {} : { cursor }) });
    expectDeclared('exportPlans', answer);
    expect(answer.status).toBe(200);
    taken.push(...plansOf(answer.body));
    notAsHr.push(...(answer.body.notAsHr as readonly string[]));
    cursor = answer.body.next as string | undefined;
  }
  return { taken, notAsHr };
};

describe('what HR takes along', () => {
  it('is every plan with its record, page by page, and each log says who took it', async () => {
    const ids = [company.planId];
    for (const [history, employeeId] of [
      [draftHistory(), WHO.employee],
      [sharedHistory(), WHO.colleague],
      [approvedHistory(), WHO.colleague],
      [draftHistory(), WHO.otherHr],
    ] as const)
      ids.push(await add(history, { employeeId }));
    const { taken } = await takeAll('1');
    expect(taken.map(({ plan }) => plan.id).sort()).toEqual(ids.sort());
    for (const { plan, record } of taken) {
      const verdict = verifyRecord(record);
      expect(verdict, plan.id).toMatchObject({ holds: true });
      const { items } = await listAccess(company.scope, plan.id as never, { limit: 5 });
      expect(items).toMatchObject([{ by: WHO.hrHead, acts: 'hr', action: 'exportPlans' }]);
    }
    const log = await api.call('getAccessLog', company.caller('employee'), {
      params: { planId: company.planId },
    });
    expect(log.body.entries).toMatchObject([{ what: '计划全文及其记录（公司数据导出）' }]);
  });

  it('is nobody’s but the head of HR’s, and not the administrator’s', async () => {
    for (const who of ['admin', 'hrOwner', 'otherHr', 'manager', 'employee', 'provider'] as const)
      expect((await take({}, who)).status, who).toBe(403);
    expect((await take({}, 'former')).status).toBe(401);
  });

  it('holds what HR alone knows', async () => {
    const gap = { capacityHealth: [] };
    await api.call('putConfidential', company.caller('hrHead'), {
      params: { planId: company.planId },
      body: gap,
      version: 1,
    });
    const [one] = plansOf((await take()).body);
    expect(one).toMatchObject({
      plan: { status: 'ACTIVE', employeeId: WHO.employee },
      confidential: { capacityHealth: [], protectedEvent: false },
      attachments: [],
    });
  });

  it('is none of a plan that the head of HR is a party to', async () => {
    await add(draftHistory(), { employeeId: WHO.hrHead });
    const known = await add(sharedHistory(), { employeeId: WHO.hrHead });
    const { taken, notAsHr } = await takeAll('10');
    expect(taken.map(({ plan }) => plan.id)).toEqual([company.planId]);
    expect(notAsHr).toEqual([known]);
  });

  it('is counted among the day’s files, exactly', async () => {
    const most = DAILY_LIMITS.export;
    const before = { kind: 'export', memberId: WHO.hrHead, most, now: api.now() } as const;
    expect(await takeAllowance(company.scope, { ...before, count: most - 1 })).toBe(true);
    expect([(await take()).status, (await take()).status]).toEqual([200, 429]);
  });
});
