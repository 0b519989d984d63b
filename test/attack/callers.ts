import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  type MemberId,
  type PlanId,
  parseMemberId,
  parseTenantId,
  type TenantId,
} from '../../domain/kernel/ids.ts';
import { putMember, type TenantScope } from '../../functions/adapters/store/index.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { type Company, createCompany, newPlanId, WHO } from '../functions/api/company.ts';
import { STAGES } from '../functions/api/stages.ts';
import type { Caller } from '../support/api.ts';
import type { TestTable } from '../support/engine.ts';
import type { History } from '../support/plan-spec.ts';
import { activePlanHistory, draftHistory } from '../support/plans.ts';
import { commitEvents, FOUNDED_AT, historyOf, memberOf } from '../support/store.ts';

const idOf = (n: number): MemberId => {
  const id = parseMemberId(`01K0MEMBER${String(n).padStart(16, '0')}`);
  if (id === undefined) throw new Error(`no id: ${n}`);
  return id;
};
const fresh = <Id>(parse: (text: string) => Id | undefined): Id => parse(newUlid(FOUNDED_AT)) as Id;

/** People beside those of every test company. */
export const MORE = {
  /** A colleague of the employee, with a plan and a manager of their own. */
  sibling: idOf(41),
  otherManager: idOf(42),
  /** Managed the employee's earlier plan, which is closed, and has nothing to do with the present one. */
  formerManager: idOf(43),
  /** Of HR, and the subject of a draft that was not shared yet. */
  subject: idOf(44),
  /** Invited: the address is bound to the company, the person is not there yet. */
  invited: idOf(45),
  /** Was here once; nothing is left. */
  deleted: idOf(46),
  /** Is in the other company only. */
  elsewhere: idOf(47),
} as const satisfies Record<string, MemberId>;

/** Ids of the right form that nobody has. */
const NOBODY = fresh(parseMemberId);
const NOWHERE = fresh(parseTenantId);

/** What a request can be about. */
export const TARGETS = [
  'own',
  'sibling',
  'former',
  'hidden',
  'foreign',
  'deleted',
  'random',
] as const;
export type Target = (typeof TARGETS)[number];

/** Two companies in one table, with plans and people for every kind of caller. */
export interface Stage {
  readonly home: Company;
  readonly foreign: Company;
  readonly plans: Readonly<Record<Target, PlanId>>;
  readonly members: Readonly<Record<'foreign' | 'deleted' | 'random', MemberId>>;
}

/** Writes a plan with all its history at once. */
export const addPlan = async (
  scope: TenantScope,
  history: History,
  people: { readonly employeeId?: MemberId; readonly managerId?: MemberId } = {},
): Promise<PlanId> => {
  const planId = newPlanId();
  const mine = historyOf(history, { planId, tenantId: scope.tenantId, ...people });
  const { kind } = await commitEvents(scope, undefined, mine);
  if (kind !== 'committed') throw new Error(`the plan was not stored: ${kind}`);
  return planId;
};

/** Takes away everything under a partition key, as an erasure would. */
export const removePartition = async (table: TestTable, pk: string): Promise<void> => {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    }),
  );
  for (const { sk } of Items)
    await table.documents.send(new DeleteCommand({ TableName: table.tableName, Key: { pk, sk } }));
};

const peopled = async (company: Company): Promise<Company> => {
  const { scope, tenantId } = company;
  for (const one of [
    memberOf(MORE.sibling, tenantId, { managerId: MORE.otherManager }),
    memberOf(MORE.otherManager, tenantId),
    memberOf(MORE.formerManager, tenantId),
    memberOf(MORE.subject, tenantId, { roles: ['hr'], managerId: MORE.otherManager }),
  ])
    await putMember(scope, { member: one });
  return company;
};

export const createStage = async (table: TestTable): Promise<Stage> => {
  const active = activePlanHistory();
  const closed = STAGES['a closed plan']?.history() ?? [];
  const home = await peopled(await createCompany(table));
  const foreign = await peopled(await createCompany(table));
  await putMember(foreign.scope, { member: memberOf(MORE.elsewhere, foreign.tenantId) });
  const deleted = await addPlan(home.scope, draftHistory());
  await removePartition(table, `T#${home.tenantId}#P#${deleted}`);
  return {
    home,
    foreign,
    plans: {
      own: await addPlan(home.scope, active),
      sibling: await addPlan(home.scope, active, {
        employeeId: MORE.sibling,
        managerId: MORE.otherManager,
      }),
      former: await addPlan(home.scope, closed, { managerId: MORE.formerManager }),
      hidden: await addPlan(home.scope, draftHistory(), {
        employeeId: MORE.subject,
        managerId: MORE.otherManager,
      }),
      foreign: await addPlan(foreign.scope, active, { employeeId: MORE.elsewhere }),
      deleted,
      random: newPlanId(),
    },
    members: { foreign: MORE.elsewhere, deleted: MORE.deleted, random: fresh(parseMemberId) },
  };
};

/** A kind of caller: the token, and which plans are any of their business. */
export interface Kind {
  readonly caller: (stage: Stage) => Caller | undefined;
  readonly related: readonly Target[];
  /** Whether the token names a living member. */
  readonly known: boolean;
}

const at = (
  company: 'home' | 'foreign',
  memberId: MemberId,
  related: readonly Target[],
  known = true,
): Kind => ({
  caller: (stage) => ({ tenantId: stage[company].tenantId, memberId }),
  related,
  known,
});
const hr: readonly Target[] = ['own', 'sibling', 'former', 'hidden'];
const unknown = (caller: Kind['caller']): Kind => ({ caller, related: [], known: false });

/** Everybody who may send a request, written by hand and not from the access table. */
export const KINDS = {
  anonymous: unknown(() => undefined),
  'a token of nonsense': unknown(() => ({
    tenantId: 'nonsense' as TenantId,
    memberId: '*' as MemberId,
  })),
  'a token of no company': unknown(() => ({
    tenantId: NOWHERE,
    memberId: WHO.hrHead,
  })),
  'a token of nobody': unknown(({ home }) => ({
    tenantId: home.tenantId,
    memberId: NOBODY,
  })),
  invited: at('home', MORE.invited, [], false),
  leaver: at('home', WHO.former, [], false),
  employee: at('home', WHO.employee, ['own', 'former']),
  // Promised a support in all of them too.
  manager: at('home', WHO.manager, hr),
  'HR owner': at('home', WHO.hrOwner, hr),
  'other HR': at('home', WHO.otherHr, hr),
  'HR head': at('home', WHO.hrHead, hr),
  // A provider has promised a support in every one of these plans.
  provider: at('home', WHO.provider, hr),
  colleague: at('home', WHO.colleague, []),
  administrator: at('home', WHO.admin, []),
  sibling: at('home', MORE.sibling, ['sibling']),
  'other manager': at('home', MORE.otherManager, ['sibling', 'hidden']),
  'former manager': at('home', MORE.formerManager, ['former']),
  'HR, subject of a draft': at('home', MORE.subject, ['own', 'sibling', 'former']),
  'foreign employee': at('foreign', WHO.employee, ['foreign']),
  'foreign subject': at('foreign', MORE.elsewhere, ['foreign']),
  'foreign manager': at('foreign', WHO.manager, ['foreign']),
  'foreign HR owner': at('foreign', WHO.hrOwner, ['foreign']),
  'foreign HR head': at('foreign', WHO.hrHead, ['foreign']),
  'foreign administrator': at('foreign', WHO.admin, []),
  'foreign leaver': at('foreign', WHO.former, [], false),
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as readonly KindName[];
