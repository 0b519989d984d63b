import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { TASK_KINDS } from '../../../domain/reminder/vocabulary.ts';
import { getMembers, putMember } from '../../../functions/adapters/store/index.ts';
import { createLog } from '../../../functions/adapters/system/log.ts';
import { OPERATIONS } from '../../../functions/api/tasks/operations.ts';
import { taskEndpoints } from '../../../functions/api/tasks/tasks.ts';
import { routes } from '../../../functions/contract/registry.ts';
import type { Services } from '../../../functions/http/services.ts';
import { createHttpHandler } from '../../../functions/http/stack.ts';
import { heardHistory, requestedHistory } from '../../support/after-close.ts';
import { eventFor, invoke, routeOf } from '../../support/api.ts';
import { recording, useTable } from '../../support/engine.ts';
import { activePlanHistory, instantIn, people, presentedHistory } from '../../support/plans.ts';
import { commitHistory, historyOf } from '../../support/store.ts';
import { type Company, createCompany, newPlanId, WHO } from './company.ts';

const table = useTable();
const at = (local: string) => instantIn('Asia/Shanghai', local);

const apiOf = (company: Company, local: string, scope = company.scope) => {
  const services = {
    log: createLog(() => undefined),
    now: () => at(local),
    scopes: async () => scope,
    cursorKey: 'k',
  } as Partial<Services> as Services;
  const handler = createHttpHandler(taskEndpoints, services);
  return (
    id: 'listMyTasks' | 'getPreferences' | 'putPreferences' | 'getBoard',
    who: Parameters<Company['caller']>[0],
    sent: Parameters<typeof eventFor>[2] = {},
  ) => invoke(handler, eventFor(routeOf(id), company.caller(who), sent, 'r'));
};

const lines = (answer: { readonly body: unknown }) =>
  (
    answer.body as {
      readonly tasks: readonly {
        readonly kind: string;
        readonly overdue: boolean;
        readonly dueOn: string;
        readonly part: string;
      }[];
    }
  ).tasks.map(({ kind, overdue, dueOn, part }) => `${overdue ? '! ' : ''}${kind} ${part} ${dueOn}`);

describe('GET /v1/me/tasks', () => {
  it('is a week in one call: overdue first, then by deadline, each with what it is and where', async () => {
    const company = await createCompany(table(), activePlanHistory());
    const ask = apiOf(company, '2026-03-10 09:00');
    const answer = await ask('listMyTasks', 'manager');
    expect(answer.status).toBe(200);
    expect(lines(answer)).toEqual([
      '! measurement owes 2026-03-09',
      '! measurement owes 2026-03-09',
      'checkIn owes 2026-03-12',
      'measurement owes 2026-03-16',
    ]);
    expect(answer.body).toMatchObject({
      more: false,
      tasks: [
        { text: '记录度量结果', operation: 'recordMeasurement', overdueWD: 1 },
        {},
        { operation: 'prepareCheckIn', overdueWD: 0 },
        {},
      ],
    });
    expect(lines(await ask('listMyTasks', 'employee'))).toContain('checkIn attends 2026-03-12');
    expect(lines(await ask('listMyTasks', 'colleague'))).toEqual([]);
  });

  it('shows nothing of a draft that was not shared, and all of a plan to whoever stands in', async () => {
    const company = await createCompany(table(), activePlanHistory());
    const [colleague] = (await getMembers(company.scope, [WHO.colleague])).values();
    if (colleague === undefined) throw new Error('nobody');
    const delegation = {
      absenceId: 'a',
      memberId: people.manager,
      from: '2026-03-09' as CivilDate,
      until: '2026-03-11' as CivilDate,
    };
    const member = { ...colleague, delegations: [delegation], version: colleague.version + 1 };
    await putMember(company.scope, { member, before: colleague });
    const during = await apiOf(company, '2026-03-10 09:00')('listMyTasks', 'colleague');
    expect(during.body).toMatchObject({
      tasks: expect.arrayContaining([
        expect.objectContaining({ kind: 'measurement', actingFor: people.manager }),
      ]),
    });
    expect(lines(await apiOf(company, '2026-03-12 09:00')('listMyTasks', 'colleague'))).toEqual([]);
  });

  it('shows who provides a support, decides an appeal or confirms an erasure what waits for them', async () => {
    const running = await createCompany(table(), activePlanHistory());
    expect(
      lines(await apiOf(running, '2026-03-10 09:00')('listMyTasks', 'provider')),
    ).toContainEqual(expect.stringMatching(/^(! )?supportDelivery owes /));
    const named = await createCompany(table(), heardHistory());
    const decides = lines(await apiOf(named, '2026-06-05 09:00')('listMyTasks', 'admin'));
    expect(decides).toContainEqual(expect.stringMatching(/^(! )?appealDecision owes /));
    const erasing = await createCompany(table(), requestedHistory());
    const ask = apiOf(erasing, '2028-06-01 09:00');
    const [one] = lines(await ask('listMyTasks', 'hrHead'));
    expect(one).toMatch(/^(! )?erasure owes /);
    expect((await ask('listMyTasks', 'hrHead')).body).toMatchObject({
      tasks: [{ operation: 'confirmErasure', text: '复核一份记录的删除申请' }],
    });
    for (const who of ['hrOwner', 'otherHr', 'provider', 'colleague'] as const)
      expect(lines(await ask('listMyTasks', who)), who).toEqual([]);
  });

  it('tells three plans apart by names that only their giver sees', async () => {
    const company = await createCompany(table(), activePlanHistory());
    const ask = apiOf(company, '2026-03-10 09:00');
    const version = { version: 1 };
    const aliases = { [company.planId]: '北区' };
    expect((await ask('getPreferences', 'manager')).body).toEqual({ aliases: {}, mailOff: [] });
    const named = await ask('putPreferences', 'manager', { ...version, body: { aliases } });
    expect(named).toMatchObject({ status: 200, body: { aliases, mailOff: [] } });
    expect((await ask('putPreferences', 'manager', { ...version, body: { aliases } })).status).toBe(
      412,
    );
    expect((await ask('listMyTasks', 'manager')).body).toMatchObject({
      tasks: expect.arrayContaining([expect.objectContaining({ alias: '北区' })]),
    });
    expect(JSON.stringify((await ask('listMyTasks', 'employee')).body)).not.toContain('北区');
    expect(JSON.stringify((await ask('getBoard', 'hrOwner')).body)).not.toContain('北区');
    await ask('putPreferences', 'manager', { version: 2, body: { aliases: {} } });
    expect(JSON.stringify((await ask('listMyTasks', 'manager')).body)).not.toContain('北区');
  });

  it('costs at most 40 read units for four plans: lists, one batch, nothing else', async () => {
    const company = await createCompany(table(), activePlanHistory());
    for (let n = 0; n < 3; n += 1)
      await commitHistory(
        company.scope,
        historyOf(presentedHistory(), { planId: newPlanId(), tenantId: company.tenantId }),
      ).catch(() => undefined);
    const { table: recorded, units, operations } = recording(table());
    const scope = recorded.scope(company.tenantId);
    await apiOf(company, '2026-03-10 09:00', scope)('listMyTasks', 'manager');
    expect(units().total).toBeLessThanOrEqual(40);
    // the caller, their choices, the plans
    expect(operations().filter((one) => one.startsWith('BatchGet'))).toHaveLength(3);
  });

  it('names an operation of the contract for every kind', () => {
    for (const kind of TASK_KINDS) expect(routes).toHaveProperty(OPERATIONS[kind]);
  });
});

describe('GET /v1/board', () => {
  it('shows HR what is overdue and whose it is, and what waits for them', async () => {
    const company = await createCompany(table(), activePlanHistory());
    const board = await apiOf(company, '2026-03-20 09:00')('getBoard', 'hrOwner');
    expect(board).toMatchObject({
      status: 200,
      body: {
        plans: [
          {
            id: company.planId,
            status: 'ACTIVE',
            weeksLeft: 5,
            overdue: expect.arrayContaining([
              expect.objectContaining({ kind: 'supportDelivery', ownerId: people.mentor }),
            ]),
          },
        ],
        unreached: [],
      },
    });
    const presented = await createCompany(table(), presentedHistory());
    expect((await apiOf(presented, '2026-02-27 09:00')('getBoard', 'hrOwner')).body).toMatchObject({
      plans: [{ status: 'PRESENTED', unacknowledgedUntil: '2026-03-03' }],
    });
  });

  it('J9: asks HR, and nobody else, whether a long absence of the employee pauses the plan', async () => {
    const company = await createCompany(table(), activePlanHistory());
    const [employee] = (await getMembers(company.scope, [people.employee])).values();
    if (employee === undefined) throw new Error('nobody');
    const away = (id: string, from: string, until: string) => ({
      id,
      from: from as CivilDate,
      until: until as CivilDate,
      note: '家庭旅行',
    });
    const absences = [
      away('long', '2026-03-12', '2026-03-20'),
      away('short', '2026-03-10', '2026-03-11'),
    ];
    const member = { ...employee, absences, version: employee.version + 1 };
    await putMember(company.scope, { member, before: employee });
    const ask = apiOf(company, '2026-03-10 09:00');
    const task = {
      kind: 'pause',
      about: '2026-03-12',
      text: '决定是否在员工缺勤期间暂停计划',
      because: '计划期间，员工自2026年3月12日至2026年3月20日缺勤7个工作日。',
      ownerId: people.hrOwner,
      dueOn: '2026-03-12',
      overdue: false,
      operation: 'pausePlan',
    };
    expect((await ask('getBoard', 'hrOwner')).body).toMatchObject({
      plans: [{ awaitingMe: [task] }],
    });
    expect(lines(await ask('listMyTasks', 'hrOwner'))).toEqual(['pause owes 2026-03-12']);
    for (const who of ['employee', 'manager', 'hrHead'] as const)
      expect(JSON.stringify((await ask('listMyTasks', who)).body)).not.toContain('pause');
    const later = apiOf(company, '2026-03-17 09:00');
    expect(lines(await later('listMyTasks', 'hrOwner'))).not.toContain('pause owes 2026-03-17');
  });

  it('is for HR alone', async () => {
    const company = await createCompany(table(), activePlanHistory());
    const ask = apiOf(company, '2026-03-20 09:00');
    for (const who of ['employee', 'manager', 'colleague'] as const)
      expect((await ask('getBoard', who)).status).toBe(403);
  });
});
