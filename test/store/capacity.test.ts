import { beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../domain/kernel/ids.ts';
import type { PlanEvent } from '../../domain/plan/events.ts';
import {
  clearChanged,
  expand,
  loadForCommand,
  loadHistory,
  loadPlan,
  logAccess,
  readHeads,
  type StoredPlan,
} from '../../functions/adapters/store/index.ts';
import { on } from '../domain/calendar/calendars.ts';
import { newDelivery } from '../support/deliveries.ts';
import { recording, useTable } from '../support/engine.ts';
import {
  activePlanHistory,
  draftHistory,
  PLAN_ID,
  people,
  shanghai,
  TENANT_ID,
} from '../support/plans.ts';
import {
  commitEvents,
  commitHistory,
  found,
  historyOf,
  load,
  momentsOf,
} from '../support/store.ts';
import { checkIn, dueOf, fifteen, following, measurement, NOW, replayOf } from './running-plan.ts';

const table = useTable();
const scope = () => table().scope(TENANT_ID);
beforeAll(async () => {
  await found(table());
  await commitHistory(scope(), activePlanHistory(fifteen), dueOf(0));
});

/** Due moves with most commands, each time to another minute. */
let minutes = 0;
const dueMoved = () => {
  minutes += 1;
  return dueOf(minutes);
};

/** Units of one command on the plan as it is, its replay record included. */
const unitsOf = async (event: PlanEvent, moves: boolean): Promise<number> => {
  const before = await load(scope());
  const { table: recorded, units } = recording(table());
  const events = following(before.plan, event);
  const result = await commitEvents(recorded.scope(TENANT_ID), before, events, {
    replay: replayOf(`${before.plan.version}`),
    ...(moves ? { due: dueMoved() } : {}),
  });
  expect(result.kind).toBe('committed');
  return units().total;
};

describe('capacity units on the plan with fifteen checkpoints, indexes included', () => {
  it('creating takes at most 30; every other step to the start 16, and 6 in the indexes when the status moves', async () => {
    const tenantId = 'START000000000000000000000' as TenantId;
    await found(table(), tenantId);
    const { table: recorded, calls } = recording(table());
    let stored: StoredPlan | undefined;
    for (const events of momentsOf(historyOf(activePlanHistory(fifteen), { tenantId }))) {
      const more = { replay: replayOf(`start-${events[0]?.seq}`), due: dueMoved() };
      await commitEvents(recorded.scope(tenantId), stored, events, more);
      stored = await load(table().scope(tenantId));
    }
    const [creation, ...steps] = calls.map(({ units }) => units);
    expect(creation?.total).toBeLessThanOrEqual(30);
    expect(Math.max(...steps.map((units) => units.table))).toBeLessThanOrEqual(16);
    expect(Math.max(...steps.map((units) => units.indexes))).toBeLessThanOrEqual(6);
  });

  it('a check-in or a measurement takes at most 8, and 2 more when what is due moves', async () => {
    for (const event of [checkIn(on('2026-03-05')), measurement('response-time')]) {
      expect(await unitsOf(event, false)).toBeLessThanOrEqual(8);
      expect(await unitsOf(event, true)).toBeLessThanOrEqual(10);
    }
  });

  it('the first change after an anchor takes one more, in the index of changed plans; the table’s 8 stand', async () => {
    const before = await load(scope());
    const anchored = { tenantId: TENANT_ID, planId: PLAN_ID, version: before.plan.version };
    expect(await clearChanged(table(), anchored)).toBe(true);
    for (const extra of [1, 0]) {
      const stored = await load(scope());
      const { table: recorded, units } = recording(table());
      const events = following(stored.plan, measurement('response-time'));
      await commitEvents(recorded.scope(TENANT_ID), stored, events, {
        replay: replayOf(`${stored.plan.version}`),
      });
      expect(units().table).toBeLessThanOrEqual(8);
      expect(units().indexes).toBe(extra);
    }
  });

  it('anchoring a plan takes at most 5: its head read, and the mark taken away', async () => {
    const { table: recorded, units } = recording(table());
    const plan = { tenantId: TENANT_ID, planId: PLAN_ID };
    const [head] = await readHeads(recorded, [plan]);
    await clearChanged(recorded, { ...plan, version: head?.version ?? 0 });
    expect(units().total).toBeLessThanOrEqual(5);
  });

  it('an edit of the whole content takes at most 14', async () => {
    const tenantId = 'EDIT0000000000000000000000' as TenantId;
    await found(table(), tenantId);
    const other = table().scope(tenantId);
    const stored = await commitHistory(other, historyOf(draftHistory(shanghai), { tenantId }));
    const { table: recorded, units } = recording(table());
    const edit = following(stored.plan, {
      type: 'ContentEdited',
      content: fifteen.content,
      approvalVoided: false,
    });
    await commitEvents(recorded.scope(tenantId), stored, edit, { replay: replayOf('edit') });
    expect(units().total).toBeLessThanOrEqual(14);
  });

  it('a strongly consistent read takes at most 4, and 1 where it is logged', async () => {
    const { table: recorded, units, operations } = recording(table());
    const through = recorded.scope(TENANT_ID);
    await loadPlan(through, { planId: PLAN_ID, callerId: people.hrOwner });
    expect(units().total).toBeLessThanOrEqual(4);
    const read = { planId: PLAN_ID, at: NOW, by: people.hrOwner, acts: 'hr', action: 'getPlan' };
    await logAccess(through, read);
    expect(units().total).toBeLessThanOrEqual(5);
    expect(operations()).toEqual(['BatchGetItem', 'PutItem']);
  });

  it('reading for a command takes at most 5, the history of a plan at its start 3 more', async () => {
    const { table: recorded, units } = recording(table());
    const through = recorded.scope(TENANT_ID);
    const ask = { planId: PLAN_ID, callerId: people.manager, idempotencyKey: 'x' };
    await loadForCommand(through, ask);
    expect(units().total).toBeLessThanOrEqual(5);
    const read = units().total;
    await loadHistory(through, PLAN_ID);
    expect(units().total - read).toBeLessThanOrEqual(3);
  });

  it('expanding a reminder takes at most 6, and 3 in the index of what is due', async () => {
    const stored = await load(scope());
    const { table: recorded, units } = recording(table());
    const result = await expand(recorded.scope(TENANT_ID), {
      planId: PLAN_ID,
      planVersion: stored.plan.version,
      due: stored.due,
      nextDue: dueMoved(),
      deliveries: [newDelivery('d1')],
    });
    expect(result.kind).toBe('expanded');
    expect(units().table).toBeLessThanOrEqual(6);
    expect(units().indexes).toBeLessThanOrEqual(3);
  });
});
