import {
  type MemberId,
  type PlanId,
  parseMemberId,
  parsePlanId,
  parseTenantId,
  type TenantId,
} from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { putMember, type TenantScope } from '../../../functions/adapters/store/index.ts';
import { newUlid } from '../../../functions/adapters/system/random.ts';
import type { Caller } from '../../support/api.ts';
import type { TestTable } from '../../support/engine.ts';
import type { History } from '../../support/plan-spec.ts';
import { people } from '../../support/plans.ts';
import { commitHistory, FOUNDED_AT, found, historyOf, memberOf } from '../../support/store.ts';

const member = (n: number): MemberId => {
  const id = parseMemberId(`01K0MEMBER${String(n).padStart(16, '0')}`);
  if (id === undefined) throw new Error(`no id: ${n}`);
  return id;
};

/** Everybody who may ask for a plan, each with another reason to get an answer or none. */
export const WHO = {
  employee: people.employee,
  manager: people.manager,
  hrOwner: people.hrOwner,
  otherHr: member(21),
  hrHead: people.hrHead,
  /** Has promised one of the supports, and is nothing else to the plan. */
  provider: people.mentor,
  colleague: member(22),
  admin: people.colleague,
  /** Was HR, and has a token that has not run out yet. */
  former: member(23),
} as const satisfies Record<string, MemberId>;
export type Who = keyof typeof WHO;

/** A company of a test, with everybody in it. */
export interface Company {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly scope: TenantScope;
  readonly caller: (who: Who) => Caller;
}

const newId = <Id>(parse: (text: string) => Id | undefined): Id => {
  const id = parse(newUlid(FOUNDED_AT));
  if (id === undefined) throw new Error('no id');
  return id;
};
export const newPlanId = (): PlanId => newId(parsePlanId);

/** A company of its own, with a plan whose history that is, if one is given. */
export const createCompany = async (table: TestTable, history?: History): Promise<Company> => {
  const tenantId = newId(parseTenantId);
  const planId = newPlanId();
  const scope = table.scope(tenantId);
  await found(table, tenantId);
  for (const more of [
    memberOf(WHO.otherHr, tenantId, { roles: ['hr'] }),
    memberOf(WHO.colleague, tenantId, { managerId: people.manager }),
    memberOf(WHO.former, tenantId, { roles: ['hr', 'hrHead', 'admin'], status: 'LEFT' }),
  ])
    await putMember(scope, { member: more });
  if (history !== undefined) await commitHistory(scope, historyOf(history, { planId, tenantId }));
  return { tenantId, planId, scope, caller: (who) => ({ tenantId, memberId: WHO[who] }) };
};

/** The instant of a history's last event. */
export const endOf = (history: History): Instant => {
  const last = history.at(-1);
  if (last === undefined) throw new Error('an empty history');
  return last.at;
};
