import { beforeAll, describe, expect, it } from 'vitest';
import {
  type MemberId,
  type PlanId,
  parseMemberId,
  parsePlanId,
  parseTenantId,
  type TenantId,
} from '../../domain/kernel/ids.ts';
import { addMs } from '../../domain/kernel/instant.ts';
import { listPlans, type PlanSummary, type PlansOf } from '../../functions/adapters/store/index.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { recording, useTable } from '../support/engine.ts';
import {
  draftHistory,
  people,
  sharedHistory,
  submittedHistory,
  TENANT_ID,
} from '../support/plans.ts';
import { commitEvents, commitHistory, FOUNDED_AT, found, historyOf } from '../support/store.ts';

const table = useTable();
const PLANS = 12;

interface Made {
  readonly planId: PlanId;
  readonly employeeId: MemberId;
  readonly managerId: MemberId;
  readonly status: 'DRAFT' | 'IN_REVIEW';
}
const made: Made[] = [];
const other = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;

/** Twelve plans, one a minute; every third is in review; two managers; a third are one employee's. */
beforeAll(async () => {
  await found(table());
  for (let count = 0; count < PLANS; count += 1) {
    const ulid = newUlid(addMs(FOUNDED_AT, count * 60_000));
    const status = count % 3 === 0 ? 'IN_REVIEW' : 'DRAFT';
    const one: Made = {
      planId: parsePlanId(ulid) as PlanId,
      employeeId: count % 3 === 1 ? people.employee : (parseMemberId(ulid) as MemberId),
      managerId: count % 2 === 0 ? people.manager : people.colleague,
      status,
    };
    made.push(one);
    const { status: _, ...ids } = one;
    const history = status === 'DRAFT' ? draftHistory() : submittedHistory();
    await commitEvents(table().scope(TENANT_ID), undefined, historyOf(history, ids));
    const theirs = historyOf(history, { ...ids, tenantId: other });
    await commitEvents(table().scope(other), undefined, theirs);
  }
});

const all = async (query: PlansOf & { readonly status?: Made['status'] }, limit: number) => {
  const plans: PlanSummary[] = [];
  const pages: number[] = [];
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await listPlans(table().scope(TENANT_ID), {
      ...query,
      page: { limit, ...(after === undefined ? {} : { after }) },
    });
    plans.push(...page.items);
    pages.push(page.items.length);
    after = page.next;
  } while (after !== undefined);
  return { plans, pages };
};

const newestFirst = (keep: (one: Made) => boolean) =>
  made
    .filter(keep)
    .map(({ planId }) => planId)
    .reverse();

describe('plans', () => {
  it.each([1, 2, 3, 5, 12, 100])('of a company come by status in pages of %i', async (limit) => {
    const { plans, pages } = await all({ of: 'tenant' }, limit);
    expect(plans.map(({ planId }) => planId)).toEqual([
      ...newestFirst(({ status }) => status === 'IN_REVIEW'),
      ...newestFirst(({ status }) => status === 'DRAFT'),
    ]);
    expect(Math.max(...pages)).toBe(Math.min(limit, PLANS));
  });

  it.each([1, 3, 4, 100])('of one status only, in pages of %i', async (limit) => {
    for (const status of ['DRAFT', 'IN_REVIEW'] as const) {
      const { plans } = await all({ of: 'tenant', status }, limit);
      expect(plans.map(({ planId }) => planId)).toEqual(
        newestFirst((one) => one.status === status),
      );
    }
  });

  it.each([1, 2, 3, 100])('of a manager, newest first, in pages of %i', async (limit) => {
    const of = { of: 'manager', memberId: people.manager } as const;
    const { plans, pages } = await all(of, limit);
    const mine = (one: Made) => one.managerId === people.manager;
    expect(plans.map(({ planId }) => planId)).toEqual(newestFirst(mine));
    const review = await all({ ...of, status: 'IN_REVIEW' }, limit);
    expect(review.plans.map(({ planId }) => planId)).toEqual(
      newestFirst((one) => mine(one) && one.status === 'IN_REVIEW'),
    );
    // A filter makes no page shorter than it has to be.
    for (const full of [...pages.slice(0, -1), ...review.pages.slice(0, -1)])
      expect(full).toBe(limit);
  });

  it('go on where a filter ended a page in the middle of the last ones', async () => {
    const tenantId = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;
    const scope = table().scope(tenantId);
    const drafts: PlanId[] = [];
    // Newest first: three drafts around one in review, then, past the limit, three drafts more.
    for (let count = 0; count < 7; count += 1) {
      const ulid = newUlid(addMs(FOUNDED_AT, count));
      const planId = parsePlanId(ulid) as PlanId;
      const employeeId = parseMemberId(ulid) as MemberId;
      const history = count === 4 ? submittedHistory() : draftHistory();
      await commitEvents(scope, undefined, historyOf(history, { planId, employeeId, tenantId }));
      if (count !== 4) drafts.unshift(planId);
    }
    const of = { of: 'manager', memberId: people.manager, status: 'DRAFT' } as const;
    const first = await listPlans(scope, { ...of, page: { limit: 4 } });
    expect(first.items.map(({ planId }) => planId)).toEqual(drafts.slice(0, 4));
    const rest = { limit: 4, after: first.next ?? {} };
    const second = await listPlans(scope, { ...of, page: rest });
    expect(second.items.map(({ planId }) => planId)).toEqual(drafts.slice(4));
    expect(second.next).toBeUndefined();
  });

  it('of an employee', async () => {
    const { plans } = await all({ of: 'employee', memberId: people.employee }, 3);
    expect(plans.map(({ planId }) => planId)).toEqual(
      newestFirst(({ employeeId }) => employeeId === people.employee),
    );
    expect((await all({ of: 'employee', memberId: people.mentor }, 3)).plans).toEqual([]);
  });

  it('say who, how far and when, and nothing that was written', async () => {
    const { plans } = await all({ of: 'tenant', status: 'IN_REVIEW' }, 100);
    const [newest] = newestFirst(({ status }) => status === 'IN_REVIEW');
    const one = made.find(({ planId }) => planId === newest);
    expect(plans[0]).toStrictEqual({
      planId: newest,
      status: 'IN_REVIEW',
      employeeId: one?.employeeId,
      managerId: one?.managerId,
      hrOwnerId: people.hrOwner,
      startOn: '2026-03-02',
      endOn: '2026-04-30',
      createdAt: draftHistory()[0]?.at,
      shownToEmployee: true,
    });
  });

  it('tell whether the employee may know of them yet', async () => {
    const employeeId = parseMemberId(newUlid(FOUNDED_AT)) as MemberId;
    const planId = parsePlanId(newUlid(FOUNDED_AT)) as PlanId;
    const tenantId = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;
    const history = historyOf(sharedHistory(), { planId, employeeId, tenantId });
    const scope = table().scope(tenantId);
    await found(table(), tenantId);
    const shown = async () => {
      const page = { limit: 5 };
      const { items } = await listPlans(scope, { of: 'employee', memberId: employeeId, page });
      return items.map(({ shownToEmployee }) => shownToEmployee);
    };
    const drafted = await commitHistory(scope, history.slice(0, 1));
    expect(await shown()).toEqual([false]);
    await commitEvents(scope, drafted, history.slice(1));
    expect(await shown()).toEqual([true]);
  });

  it('of fifty cost at most two and a half read units', async () => {
    const tenantId = parseTenantId(newUlid(FOUNDED_AT)) as TenantId;
    for (let count = 0; count < 50; count += 1) {
      const ulid = newUlid(addMs(FOUNDED_AT, count));
      const planId = parsePlanId(ulid) as PlanId;
      const history = historyOf(draftHistory(), { planId, tenantId });
      await commitEvents(table().scope(tenantId), undefined, history);
    }
    const { table: recorded, units, operations } = recording(table());
    const page = { limit: 50 };
    const { items } = await listPlans(recorded.scope(tenantId), { of: 'tenant', page });
    expect(items.length).toBe(50);
    expect(operations()).toEqual(['Query']);
    expect(units().total).toBeLessThanOrEqual(2.5);
  });

  it('of another list are not reached by its cursor', async () => {
    const page = { limit: 1, after: { sk: 'x' } };
    await expect(listPlans(table().scope(TENANT_ID), { of: 'tenant', page })).rejects.toThrow(
      TypeError,
    );
  });
});
