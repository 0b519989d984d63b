import { describe, expect, it } from 'vitest';
import { useTable } from '../../support/engine.ts';
import { presentedHistory } from '../../support/plans.ts';
import { createWorld, type World } from './world.ts';

const table = useTable();
const MINUTE = 60_000;

/** The calls of a healthy run for one mail, from the plan that is due to the mail that is sent. */
const CALLS = [
  // expand: the plan, its people, the deliveries
  'BatchGet',
  'BatchGet',
  'TransactWrite',
  // deliver: claim, prepare, the day's counts, intent, commit
  'Update',
  'BatchGet',
  'Update',
  'Update',
  'TransactWrite',
  'Update',
] as const;
const COMMIT = CALLS.length - 1;

/**
 * Lets the consumer's instance die at one of its calls: before it, or after it was carried out. A
 * dead instance does nothing any more; the next invocation has a new one.
 */
const mortal = (world: World, death?: { readonly call: number; readonly when: string }) => {
  const calls: string[] = [];
  let dead = false;
  world.intercept(async ({ operation }, next) => {
    if (dead) throw new Error('the instance is dead');
    const dies = death?.call === calls.length;
    calls.push(operation.replace(/Items?$/, ''));
    if (dies && death?.when === 'before') {
      dead = true;
      throw new Error('killed');
    }
    const answer = await next();
    if (dies) {
      dead = true;
      throw new Error('killed');
    }
    return answer;
  });
  return {
    calls,
    consume: async (bodies: readonly string[]) => {
      await world.consume(bodies);
      dead = false;
    },
  };
};

/** Two minutes, then every six: past lease, re-dispatch and the wait for evidence. */
const anHour = async (world: World, consume: (bodies: readonly string[]) => Promise<void>) => {
  for (const minutes of [2, 6, 6, 6, 6, 6, 6, 6, 6, 6]) {
    world.pass(minutes * MINUTE);
    for (let bodies = await world.sweep(); bodies.length > 0; bodies = await world.sweep())
      await consume(bodies);
  }
};

describe('a sender that dies', () => {
  it('has these calls to die at, and no others', async () => {
    const world = await createWorld(table(), presentedHistory());
    const { calls, consume } = mortal(world);
    await anHour(world, consume);
    expect(calls).toEqual(CALLS);
    expect(world.mails).toHaveLength(1);
  });

  it.each(
    CALLS.flatMap((operation, call) =>
      (['before', 'after'] as const).map((when) => ({ call, operation, when })),
    ),
  )(
    '$when call $call, $operation: no mail is lost, and none repeated that need not be',
    async (death) => {
      const world = await createWorld(table(), presentedHistory());
      const { calls, consume } = mortal(world, death);
      await anHour(world, consume);
      expect(calls.length).toBeGreaterThanOrEqual(CALLS.length);
      const deliveries = await world.deliveries();
      expect(deliveries).toHaveLength(1);
      expect(deliveries[0]?.status).toBe('SENT');
      // Between the send and its commit nobody can know: it goes out again, and says that it is late.
      const unknowable = death.call === COMMIT && death.when === 'before';
      expect(world.mails).toHaveLength(unknowable ? 2 : 1);
      if (unknowable) expect(deliveries[0]).toMatchObject({ attempt: 2, messageId: 'm-2' });
    },
  );

  it('leaves its claim to nobody else until the lease is over', async () => {
    const world = await createWorld(table(), presentedHistory());
    const { consume } = mortal(world, { call: 3, when: 'after' });
    world.pass(2 * MINUTE);
    await consume(await world.sweep());
    const bodies = await world.sweep();
    await consume(bodies);
    expect((await world.deliveries())[0]).toMatchObject({ status: 'CLAIMED', attempt: 1 });
    world.pass(4 * MINUTE);
    await consume(bodies);
    expect(world.mails).toEqual([]);
    world.pass(MINUTE);
    await consume(bodies);
    expect(world.mails).toHaveLength(1);
    expect((await world.deliveries())[0]).toMatchObject({ status: 'SENT', attempt: 2 });
  });

  it('sends nothing when it wakes with too little of its lease left', async () => {
    const world = await createWorld(table(), presentedHistory());
    world.pass(2 * MINUTE);
    await world.consume(await world.sweep());
    const bodies = await world.sweep();
    let calls = 0;
    world.intercept(async (_call, next) => {
      calls += 1;
      // Frozen after the claim for longer than any function may run.
      if (calls === 2) world.pass(4 * MINUTE + 1000);
      return next();
    });
    await world.consume(bodies);
    expect(world.mails).toEqual([]);
    world.intercept(undefined);
    world.pass(MINUTE);
    await world.consume(bodies);
    expect(world.mails).toHaveLength(1);
  });
});
