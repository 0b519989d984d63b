import { expect, it } from 'vitest';
import { type PlanId, parsePlanId, parseTenantId, type TenantId } from '../../domain/kernel/ids.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type { Actor } from '../../domain/plan/context.ts';
import { putMember } from '../../functions/adapters/store/index.ts';
import { dueAfter } from '../../functions/api/plans/plan-case.ts';
import { createApi, routeOf } from '../support/api.ts';
import { type TestTable, useTable } from '../support/engine.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';
import {
  activePlanHistory,
  as,
  instantIn,
  PLAN_ID,
  people,
  shanghaiContent,
  TENANT_ID,
} from '../support/plans.ts';
import { commitEvents, found, historyOf, memberOf, planAfter, tenantOf } from '../support/store.ts';
import { MORE } from './callers.ts';
import { createPost, readable, sameBytes } from './post.ts';
import { MEMBER_ROUTES, pathFor, requestFor, requestTo } from './requests.ts';

const quiet = useTable();
const busy = useTable();

const OTHER = parseTenantId('01K0TENANT0000000000000002') as TenantId;
const NOW = instantIn('Asia/Shanghai', '2026-03-03 12:00');

const addRunningPlan = async (
  table: TestTable,
  tenantId: TenantId,
  planId: PlanId,
  employeeId = people.employee,
): Promise<void> => {
  const mine = historyOf(activePlanHistory(), { planId, tenantId, employeeId });
  const plan = planAfter(undefined, mine);
  const expandedTo = plan.createdAt;
  const due = dueAfter(plan, { revision: 0, expandedTo, sites: {} }, tenantOf(tenantId));
  await commitEvents(table.scope(tenantId), undefined, mine, {
    due,
    randomBytes: sameBytes(planId),
  });
};

/** What the company is told, and by whom it is told: answers, log lines, queue messages, mails. */
const live = async (table: TestTable, others: number) => {
  await found(table, TENANT_ID);
  await addRunningPlan(table, TENANT_ID, PLAN_ID);
  // The other company: in one world it is empty, in the other its people, plans and mails abound.
  await found(table, OTHER);
  for (let n = 0; n < others; n += 1) {
    const employee = Object.values(MORE)[n % Object.values(MORE).length] ?? MORE.sibling;
    const name = `Somebody of another company ${n}`;
    const email = `other-${n}@example.org`;
    await putMember(table.scope(OTHER), { member: memberOf(employee, OTHER, { name, email }) });
    const planId = parsePlanId(`01K0PX${String(n).padStart(20, '0')}`) as PlanId;
    await addRunningPlan(table, OTHER, planId, employee);
  }
  let ids = 0;
  const api = createApi(table, NOW, {
    randomBytes: sameBytes('requests'),
    newId: () => {
      ids += 1;
      return `01K0NEW${String(ids).padStart(19, '0')}`;
    },
  });
  const told: string[] = [];
  const tell = async (
    actor: Actor & { readonly kind: 'member' },
    id: (typeof MEMBER_ROUTES)[number],
    sent: object,
  ) => {
    const caller = { tenantId: TENANT_ID, memberId: actor.memberId };
    const { status, headers, text, body } = await api.call(id, caller, sent);
    told.push(JSON.stringify([id, status, headers, text]));
    return body;
  };
  const everybody = [
    as.employee,
    as.manager,
    as.hrOwner,
    { ...as.manager, memberId: people.colleague },
  ] as (Actor & { readonly kind: 'member' })[];
  for (const actor of everybody)
    for (const id of MEMBER_ROUTES)
      await tell(actor, id, requestTo(id, pathFor(routeOf(id), PLAN_ID, shanghaiContent())));
  // And a few things that happen.
  let version = activePlanHistory().length;
  for (const type of [
    'MakeStatement',
    'GiveFeedback',
    'RecordCriticalEvent',
    'ReportAction',
  ] as const) {
    const made = requestFor(EVERY_COMMAND[type] as PlanCommand, PLAN_ID);
    if (made === undefined) throw new Error(`no route for ${type}`);
    const actor = (
      type === 'MakeStatement' ? as.employee : as.manager
    ) as (typeof everybody)[number];
    const body = await tell(actor, made.id, { ...made.sent, version, key: `two-worlds-${type}` });
    expect(body.version, JSON.stringify(body)).toBe(version + 1);
    version += 1;
  }
  const post = createPost(table);
  for (const day of ['02-27', '03-03', '03-04'])
    await post.at(instantIn('Asia/Shanghai', `2026-${day} 10:30`));
  const own = post.mails.filter(({ tenantId }) => tenantId === TENANT_ID);
  const isOurs = (line: object): boolean => JSON.stringify(line).includes(TENANT_ID);
  return {
    told,
    lines: [...api.lines, ...post.lines]
      .filter(isOurs)
      .map((line) => JSON.stringify(line))
      // The jobs work off a batch in parallel.
      .sort(),
    messages: post.messages
      .filter((message) => message.includes(TENANT_ID))
      .map((one) => (JSON.parse(one) as string[])[0])
      .sort(),
    mails: (await Promise.all(own.map(readable))).map(withoutChance).sort(),
    foreign: post.mails.length - own.length,
  };
};

/** Boundaries and message ids are drawn anew for every mail. */
const withoutChance = (mail: string): string =>
  mail
    .replace(/^(Message-ID|Date|Content-Type): .*(\n\s.*)*/gim, '')
    .replace(/----_NmP-[\w-]+/g, '');

it('a company is told the same, to the byte, whatever another one does', async () => {
  const [alone, among] = await Promise.all([live(quiet(), 0), live(busy(), 4)]);
  expect(among.foreign).toBeGreaterThan(alone.foreign);
  expect(among.told).toEqual(alone.told);
  expect(among.lines).toEqual(alone.lines);
  expect(among.messages).toEqual(alone.messages);
  expect(among.mails).toEqual(alone.mails);
  expect(alone.told.length).toBeGreaterThan(200);
  expect(alone.mails.length).toBeGreaterThan(0);
  console.info(
    `two worlds: ${alone.told.length} answers, ${alone.lines.length} log lines, ${alone.messages.length} messages, ${alone.mails.length} mails`,
  );
});
