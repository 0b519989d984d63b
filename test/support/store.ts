import { randomBytes } from 'node:crypto';
import type { MemberId, TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isNonEmpty } from '../../domain/kernel/non-empty.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import type { Plan } from '../../domain/plan/state.ts';
import type { Member, Tenant } from '../../domain/tenant/tenant.ts';
import {
  type CommitResult,
  commit,
  createTenant,
  type DueState,
  loadForJob,
  type PlanChange,
  putMember,
  type StoredPlan,
  type TableAccess,
  type TenantScope,
} from '../../functions/adapters/store/index.ts';
import type { History } from './plan-spec.ts';
import { as, berlin, PLAN_ID, people, SINGLE_MAILS, shanghai, TENANT_ID } from './plans.ts';

export const FOUNDED_AT = '2026-01-05T02:00:00.000Z' as Instant;

/** The company of the tests, with one site in Shanghai and one in Berlin. */
export const tenantOf = (id: TenantId = TENANT_ID): Tenant => ({
  id,
  name: 'Example Ltd',
  language: 'zh-CN',
  createdAt: FOUNDED_AT,
  version: 1,
  policy: SINGLE_MAILS,
  sites: [shanghai, berlin].map(({ siteId, zone, calendar }) => ({
    id: siteId,
    name: siteId,
    zone,
    calendar,
  })),
  hrHeadId: people.hrHead,
});

export const memberOf = (
  id: MemberId,
  tenantId: TenantId = TENANT_ID,
  more: Partial<Member> = {},
): Member => ({
  id,
  tenantId,
  name: `Person ${id.slice(-2)}`,
  email: `person-${id.slice(-2)}@example.com`,
  language: 'zh-CN',
  siteId: 'shanghai',
  roles: id === people.hrOwner ? ['hr'] : id === people.hrHead ? ['hr', 'hrHead'] : [],
  status: 'ACTIVE',
  createdAt: FOUNDED_AT,
  version: 1,
  ...more,
});

/** Founds the company and adds everybody of `people`. */
export const found = async (table: TableAccess, tenantId: TenantId = TENANT_ID): Promise<void> => {
  const admin = memberOf(people.colleague, tenantId, { roles: ['admin'] });
  const sub = `sub-${tenantId}`;
  await createTenant(table, { tenant: tenantOf(tenantId), admin, sub });
  for (const id of Object.values(people))
    if (id !== admin.id)
      await putMember({ ...table, tenantId }, { member: memberOf(id, tenantId) });
};

export const planAfter = (before: Plan | undefined, events: readonly RecordedEvent[]): Plan => {
  const plan = events.reduce<Plan | undefined>(evolve, before);
  if (plan === undefined) throw new Error('no plan');
  return plan;
};

/** What a write adds to the events and their fold. */
export type More = Partial<Pick<PlanChange, 'due' | 'replay' | 'access' | 'randomBytes'>>;

/** Commits events on a plan as it was loaded. */
export const commitEvents = (
  scope: TenantScope,
  before: StoredPlan | undefined,
  events: readonly RecordedEvent[],
  more: More = {},
): Promise<CommitResult> => {
  if (!isNonEmpty(events)) throw new Error('no events');
  return commit(scope, {
    after: planAfter(before?.plan, events),
    events,
    randomBytes,
    ...(before === undefined ? {} : { before }),
    ...more,
  });
};

/** The plan as it is stored; fails when it is not. */
export const load = async (scope: TenantScope, planId = PLAN_ID): Promise<StoredPlan> => {
  const stored = (await loadForJob(scope, { planId }))?.stored;
  if (stored === undefined) throw new Error('no such plan');
  return stored;
};

/** Commits a history, each of its moments as one write, as its commands were; gives what is stored. */
export const commitHistory = async (
  scope: TenantScope,
  history: History,
  due?: DueState,
): Promise<StoredPlan> => {
  const planId = planAfter(undefined, history).id;
  let stored: StoredPlan | undefined;
  for (const events of momentsOf(history)) {
    const result = await commitEvents(scope, stored, events, due === undefined ? {} : { due });
    if (result.kind !== 'committed') throw new Error(`not committed: ${result.kind}`);
    stored = await load(scope, planId);
  }
  if (stored === undefined) throw new Error('an empty history');
  return stored;
};

/** Neighbours of the same instant are one command's. */
export const momentsOf = (history: History): readonly (readonly RecordedEvent[])[] => {
  const moments: RecordedEvent[][] = [];
  for (const event of history) {
    const last = moments.at(-1);
    if (last?.[0]?.at === event.at) last.push(event);
    else moments.push([event]);
  }
  return moments;
};

/** The same history under other ids. */
export const historyOf = (
  history: History,
  ids: {
    readonly planId?: Plan['id'];
    readonly tenantId?: TenantId;
    readonly employeeId?: MemberId;
    readonly managerId?: MemberId;
  },
): History =>
  history.map((recorded) =>
    recorded.event.type === 'PlanDrafted'
      ? { ...recorded, event: { ...recorded.event, ...ids } }
      : recorded,
  );

/** A statement of the employee as the next event: possible at every stage. */
export const statementAfter = (plan: Plan, text: string, at = '2026-04-01T02:00:00.000Z') =>
  ({
    seq: plan.version + 1,
    at: at as Instant,
    by: as.employee,
    event: { type: 'StatementMade', text },
  }) satisfies RecordedEvent;
