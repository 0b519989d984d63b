import { describe, expect, it } from 'vitest';
import { loadChain, verifyChain } from '../../../functions/adapters/store/index.ts';
import { lodgeCommand, metHistory, requestedHistory } from '../../support/after-close.ts';
import { useTable } from '../../support/engine.ts';
import { as, people } from '../../support/plans.ts';
import { createWorld } from './world.ts';

const table = useTable();

describe('after the outcome', () => {
  it('a success is sustained at once, and the employee hears of it (M1, M3)', async () => {
    const world = await createWorld(table(), metHistory());
    world.pass(2 * 60_000);
    await world.run();
    expect((await world.stored()).plan).toMatchObject({
      status: 'SUSTAIN',
      sustain: { startOn: '2026-05-08', endsOn: '2026-08-06' },
    });
    const kinds = (await world.deliveries()).map(({ kind }) => kind);
    expect(kinds).toContain('planSucceeded');
  });

  it('an appeal tells HR that somebody has to be named (L3)', async () => {
    const world = await createWorld(table(), metHistory());
    await world.run();
    world.at('2026-05-11 09:30');
    await world.give(lodgeCommand, as.employee);
    world.pass(2 * 60_000);
    await world.run();
    const mail = (await world.deliveries()).find(({ kind }) => kind === 'appealDecider');
    expect(mail).toMatchObject({ recipientId: people.hrOwner, step: 'notice' });
  });

  it('the words of an erased plan are deleted, and nothing is ever due of it again (N5)', async () => {
    const world = await createWorld(table(), requestedHistory());
    world.at('2028-05-08 10:00');
    await world.give({ type: 'ConfirmErasure' }, as.hrHead);
    const before = await loadChain(world.scope, world.planId);
    expect(before.some(({ salt, type }) => salt !== undefined && type !== 'PlanErased')).toBe(true);
    const saltsLeft = async () =>
      (await loadChain(world.scope, world.planId)).filter(({ salt }) => salt !== undefined).length;
    // Links for uploads that were handed out before must have ended.
    world.pass(15 * 60_000);
    await world.run();
    expect(await saltsLeft()).toBeGreaterThan(1);
    world.pass(6 * 60_000);
    await world.run();
    const { plan, due, chainHash } = await world.stored();
    expect(plan.status).toBe('ERASED');
    expect(due.nextAt).toBeUndefined();
    const chain = await loadChain(world.scope, world.planId);
    expect(chain.filter(({ salt }) => salt !== undefined).map(({ type }) => type)).toEqual([
      'PlanErased',
    ]);
    expect(verifyChain(world.planId, chain, chainHash)).toBeUndefined();
    expect(await world.deliveries()).toEqual([]);
    expect(world.lines.map(({ code }) => code)).toContain('plan.erased');
  });
});
