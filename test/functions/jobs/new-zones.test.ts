import { describe, expect, it } from 'vitest';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import { expand, getRefresh, loadForJob } from '../../../functions/adapters/store/index.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, presentedHistory } from '../../support/plans.ts';
import { commitHistory, historyOf } from '../../support/store.ts';
import { newPlanId } from '../api/company.ts';
import { createWorld, type World } from './world.ts';

const table = useTable();
const HOUR = 3_600_000;

const storedOf = async (world: World, planId = world.planId) => {
  const stored = (await loadForJob(world.scope, { planId }))?.stored;
  if (stored === undefined) throw new Error('no such plan');
  return stored;
};

/** What is due of a plan as other time zone data had it. */
const asOf = async (world: World, tzdata: string, nextAt: Instant, planId = world.planId) => {
  const { plan, due } = await storedOf(world, planId);
  const basis = { tenantVersion: 1, tzdata };
  const nextDue = { ...due, basis, nextAt };
  const step = { planId, planVersion: plan.version, due, nextDue, deliveries: [] };
  expect(await expand(world.scope, step)).toMatchObject({ kind: 'expanded' });
};

describe('Q3: new time zone data', () => {
  it('computes what is due of every plan of a company anew as soon as one of them comes up', async () => {
    const world = await createWorld(table(), activePlanHistory());
    const other = newPlanId();
    const history = historyOf(presentedHistory(), { planId: other, tenantId: world.tenantId });
    await commitHistory(world.scope, history).catch(() => undefined);
    const tomorrow = addMs(world.now(), 24 * HOUR);
    await asOf(world, '2025a', world.now());
    await asOf(world, '2025a', tomorrow, other);
    await world.run();
    // By the old clocks it would have come up tomorrow.
    expect((await storedOf(world, other)).due).toMatchObject({ basis: { tzdata: 'test' } });
    expect((await storedOf(world, other)).due.nextAt).not.toBe(tomorrow);
    expect((await storedOf(world)).due.basis?.tzdata).toBe('test');
    expect(await getRefresh(world.scope)).toMatchObject({ walks: 1 });
  });

  it('is no reason for anything while it is the same', async () => {
    const world = await createWorld(table(), activePlanHistory());
    await asOf(world, 'test', world.now());
    await world.run();
    expect(await getRefresh(world.scope)).toBeUndefined();
  });
});
