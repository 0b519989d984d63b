import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import {
  EXPAND_MAX,
  getMembers,
  getTenant,
  putMember,
  putTenant,
} from '../../../functions/adapters/store/index.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, as, instantIn, people, presentedHistory } from '../../support/plans.ts';
import { awsError, createWorld, summaryOf, type World } from './world.ts';

const table = useTable();

const move = async (world: World, id: (typeof people)[keyof typeof people], siteId: string) => {
  const before = (await getMembers(world.scope, [id])).get(id);
  if (before === undefined) throw new Error('no such member');
  await putMember(world.scope, {
    member: { ...before, siteId, version: before.version + 1 },
    before,
  });
};

describe('expanding a plan', () => {
  it('learns where everybody works, and remembers what it computed with', async () => {
    const world = await createWorld(table(), activePlanHistory());
    await move(world, people.manager, 'berlin');
    expect((await world.stored()).due.sites).toEqual({});
    await world.run();
    const { due } = await world.stored();
    expect(due.sites).toEqual({
      [people.employee]: 'shanghai',
      [people.manager]: 'berlin',
      [people.hrOwner]: 'shanghai',
      [people.hrHead]: 'shanghai',
      [people.mentor]: 'shanghai',
      [people.trainer]: 'shanghai',
    });
    expect(due.basis).toEqual({ tenantVersion: 1, tzdata: 'test' });
    expect(due.expandedTo).toBe(world.now());
  });

  it('reminds each in their own zone', async () => {
    const world = await createWorld(table(), activePlanHistory());
    await move(world, people.manager, 'berlin');
    await world.runUntil('2026-03-02 23:59');
    const nine = (zone: string) => instantIn(zone, '2026-03-02 09:00');
    const to = (id: (typeof people)[keyof typeof people]) =>
      world.mails.filter((mail) => mail.to === `person-${id.slice(-2)}@example.com`);
    expect(new Set(to(people.employee).map((mail) => mail.at))).toEqual(
      new Set([nine('Asia/Shanghai')]),
    );
    expect(new Set(to(people.manager).map((mail) => mail.at))).toEqual(
      new Set([nine('Europe/Berlin')]),
    );
  });

  it('G8, F5: states what lapsed, as the system, and reminds of what is left', async () => {
    const world = await createWorld(table(), activePlanHistory());
    await world.give(
      {
        type: 'DeliverSupport',
        supportId: 'mentor',
        deliveredOn: on('2026-03-02'),
        evidence: '第一次辅导记录',
      },
      as.mentor,
    );
    await world.runUntil('2026-03-10 00:01');
    const { plan } = await world.stored();
    expect(plan).toMatchObject({
      status: 'ACTIVE',
      running: {
        checkIns: { '2026-03-05': { status: 'MISSED', by: 'manager' } },
        supports: { mentor: { status: 'SILENT' } },
      },
    });
    expect(
      world.lines.filter(({ code }) => code === 'plan.settled').map(({ count }) => count),
    ).toEqual([2]);
  });

  it('H5: records no silence when the reminders did not go out', async () => {
    const world = await createWorld(table(), presentedHistory());
    world.mailService(awsError('MessageRejected', 400));
    await world.runUntil('2026-03-04 00:05');
    const toEmployee = summaryOf(await world.deliveries()).filter((line) =>
      line.startsWith('employee'),
    );
    expect(toEmployee).toEqual([
      'employee acknowledgement notice FAILED',
      'employee acknowledgement before3 FAILED',
      'employee acknowledgement before1 FAILED',
      'employee acknowledgement onDay FAILED',
    ]);
    expect((await world.stored()).plan.status).toBe('PRESENTED');

    // The overdue reminder is the first that arrives; one is not enough.
    world.mailService('accepts');
    await world.runUntil('2026-03-06 00:05');
    expect((await world.stored()).plan).toMatchObject({
      status: 'PRESENTED',
      acknowledgements: [],
    });
  });

  it('loses none of many reminders when it dies between two of their writes', async () => {
    const world = await createWorld(table(), activePlanHistory());
    world.at('2026-04-29 10:00');
    // What lapsed meanwhile is stated first.
    world.intercept(async ({ operation, input }, next) => {
      const puts = (input.TransactItems as readonly { readonly Put?: unknown }[] | undefined) ?? [];
      const isExpansion = puts.filter(({ Put }) => Put !== undefined).length === EXPAND_MAX;
      const answer = await next();
      if (operation.startsWith('TransactWrite') && isExpansion) throw awsError('Killed');
      return answer;
    });
    const bodies = await world.sweep();
    expect(await world.consume(bodies)).toEqual([0]);
    expect(await world.deliveries()).toHaveLength(EXPAND_MAX);
    world.intercept(undefined);
    expect(await world.consume(bodies)).toEqual([]);
    await world.run();
    const deliveries = await world.deliveries();
    expect(deliveries.length).toBeGreaterThan(EXPAND_MAX);
    expect(deliveries.every(({ status }) => status === 'SENT')).toBe(true);
    expect(world.mails).toHaveLength(deliveries.length);
  });

  it('costs one read when a message comes again', async () => {
    const world = await createWorld(table(), activePlanHistory());
    const bodies = await world.sweep();
    await world.consume(bodies);
    const calls: string[] = [];
    world.intercept(({ operation }, next) => {
      calls.push(operation);
      return next();
    });
    await world.consume(bodies);
    expect(calls).toHaveLength(1);
  });

  it('collides with a person’s command and starts again from what that left', async () => {
    const world = await createWorld(table(), activePlanHistory());
    await world.runUntil('2026-03-02 08:59');
    world.at('2026-03-02 09:00');
    const bodies = await world.sweep();
    let met = false;
    world.intercept(async ({ operation }, next) => {
      if (operation.startsWith('TransactWrite') && !met) {
        met = true;
        world.intercept(undefined);
        await world.give(
          { type: 'ExcuseCheckIn', plannedOn: on('2026-03-05'), reason: '客户培训,双方同意取消' },
          as.hrOwner,
        );
      }
      return next();
    });
    expect(await world.consume(bodies)).toEqual([]);
    expect(met).toBe(true);
    expect((await world.deliveries()).filter(({ kind }) => kind === 'checkIn')).toEqual([]);
    expect((await world.stored()).due.expandedTo).toBe(world.now());
  });

  it('gives up for now when a plan never holds still, without an error', async () => {
    const world = await createWorld(table(), activePlanHistory());
    await world.runUntil('2026-03-02 08:59');
    world.at('2026-03-02 09:00');
    const bodies = await world.sweep();
    world.intercept(async ({ operation, input }, next) => {
      if (!operation.startsWith('TransactWrite')) return next();
      // Somebody else's write is always a moment faster.
      throw new TransactionCanceledException({
        message: 'cancelled',
        $metadata: {},
        CancellationReasons: (input.TransactItems as readonly unknown[]).map((_, index) => ({
          Code: index === 0 ? 'ConditionalCheckFailed' : 'None',
        })),
      });
    });
    const failed = await world.consume(bodies);
    expect(failed).toEqual([0]);
    expect(world.lines.at(-1)).toMatchObject({ level: 'warn', code: 'plan.contended' });
    world.intercept(undefined);
    expect(await world.consume(bodies)).toEqual([]);
    expect((await world.deliveries()).length).toBeGreaterThan(0);
  });

  it('goes by the plan’s own policy, not the company’s new one', async () => {
    const world = await createWorld(table(), activePlanHistory());
    const tenant = await getTenant(world.scope);
    if (tenant === undefined) throw new Error('no tenant');
    await putTenant(world.scope, {
      tenant: {
        ...tenant,
        version: tenant.version + 1,
        policy: { ...tenant.policy, version: 2, remind: { ...tenant.policy.remind, before: [] } },
      },
      before: tenant,
      replaced: { replacedAt: tenant.createdAt, replacedBy: people.hrHead },
    });
    world.at('2026-03-02 09:00');
    await world.run();
    expect(summaryOf(await world.deliveries())).toContain('manager checkIn before3 SENT');
    expect((await world.stored()).due.basis?.tenantVersion).toBe(2);
  });
});
