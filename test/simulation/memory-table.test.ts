import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import {
  claim,
  expand,
  intent,
  loadDeliveries,
  loadForJob,
  markAmbiguous,
  markDispatched,
  markFailed,
  markProven,
  markSent,
  putSuppression,
  queryDue,
  reschedule,
  reserveSendSlot,
  type TableAccess,
  takeAllowance,
  withdraw,
} from '../../functions/adapters/store/index.ts';
import { DUE_SHARDS } from '../../functions/adapters/store/keys.ts';
import { newDelivery } from '../support/deliveries.ts';
import { startTable } from '../support/engine.ts';
import { activePlanHistory, PLAN_ID, TENANT_ID } from '../support/plans.ts';
import { commitEvents, commitHistory, found, load, statementAfter } from '../support/store.ts';
import { accessTo, createMemoryTable } from './memory-table.ts';

const START = '2026-03-09T01:00:00.000Z' as Instant;
const MINUTE = 60_000;

/** One call of the store; `pick` and `small` choose among what it can be given. */
interface Call {
  readonly name: keyof ReturnType<typeof callsOn>;
  readonly pick: number;
  readonly small: number;
  readonly afterMinutes: number;
}

/** Every kind of write and read that the pipeline makes, on any table. */
const callsOn = (access: TableAccess, now: Instant, { pick, small }: Call, serial = 0) => {
  const scope = { ...access, tenantId: TENANT_ID };
  const ref = { planId: PLAN_ID, deliveryId: `d${pick % 3}` };
  const attempt = { ...ref, attemptId: `a${small % 2}` };
  const words = { ...ref, messageId: `m-${small}`, sentAt: now };
  return {
    expand: async () => {
      const { plan, due } = await load(scope);
      return expand(scope, {
        planId: PLAN_ID,
        planVersion: plan.version - (small === 3 ? 1 : 0),
        due,
        nextDue: { ...due, nextAt: addMs(now, small * 10 * MINUTE), expandedTo: now },
        deliveries: [0, 1, 2]
          .filter((one) => one <= small)
          .map((one) => newDelivery(`d${(pick + one) % 3}`)),
      });
    },
    claim: () => claim(scope, { ...attempt, now, leaseUntil: addMs(now, 5 * MINUTE) }),
    intent: async () => {
      const { plan } = await load(scope);
      const planVersion = plan.version - (small === 4 ? 1 : 0);
      return intent(scope, { ...attempt, now, marginMs: MINUTE, planVersion });
    },
    sent: () => markSent(scope, { ...attempt, messageId: `m-${small}`, at: now }),
    send: () => markProven(scope, { ...words, as: 'SENT' }),
    delivered: () => markProven(scope, { ...words, as: 'DELIVERED' }),
    bounced: () => markProven(scope, { ...words, as: 'BOUNCED' }),
    ambiguous: () => markAmbiguous(scope, { ...attempt, now, resolveAt: addMs(now, 20 * MINUTE) }),
    lost: () => markAmbiguous(scope, { ...ref, now, resolveAt: addMs(now, 20 * MINUTE) }),
    failed: () => markFailed(scope, { ...attempt, reason: 'r' }),
    withdraw: () => withdraw(scope, { ...attempt, as: 'STALE', reason: 'r' }),
    reschedule: () => reschedule(scope, { ...attempt, dueAt: addMs(now, small * MINUTE) }),
    suppress: () =>
      putSuppression(scope, `p${pick % 2}@example.com`, {
        reason: small % 2 === 0 ? 'bounced' : 'complained',
        at: addMs(now, -small * MINUTE),
        planId: PLAN_ID,
      }),
    slot: () =>
      reserveSendSlot(access, {
        nowMs: Date.parse(now) + small * 40,
        intervalMs: 100,
        patienceMs: 250,
      }),
    allowance: () => takeAllowance(scope, { kind: 'mail', most: 2, now }),
    commit: async () => {
      const stored = await load(scope);
      const result = await commitEvents(
        scope,
        stored,
        [statementAfter(stored.plan, `第${pick}句`, now)],
        { randomBytes: (size) => new Uint8Array(size).fill(serial) },
      );
      return result.kind;
    },
    sweep: async () => {
      const lines: unknown[] = [];
      for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
        const { items } = await queryDue(access, { shard, now, page: { limit: 1 + small } });
        for (const entry of items)
          lines.push(
            entry.dueSk,
            small > 2 && (await markDispatched(access, { entry, now, again: addMs(now, MINUTE) })),
          );
      }
      return lines;
    },
    read: async () => [
      await loadDeliveries(scope, PLAN_ID),
      (await loadForJob(scope, { planId: PLAN_ID }))?.stored?.due,
    ],
  };
};

const NAMES = Object.keys(
  callsOn({} as TableAccess, START, { name: 'read', pick: 0, small: 0, afterMinutes: 0 }),
) as Call['name'][];

const calls: fc.Arbitrary<Call[]> = fc.array(
  fc.record({
    name: fc.constantFrom(...NAMES, 'claim', 'intent', 'expand'),
    pick: fc.nat(5),
    small: fc.nat(5),
    afterMinutes: fc.constantFrom(0, 0, 1, 6, 21),
  }),
  { minLength: 20, maxLength: 45, size: 'max' },
);

describe('the table of the simulation', () => {
  it('answers every call of the store as the real engine does', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (list) => {
        const { table: engine, close } = await startTable();
        await found(engine);
        const memory = createMemoryTable({ now: () => 0, indexLagMs: () => 0 });
        const inMemory = accessTo(memory.send);
        await found(inMemory);
        const history = activePlanHistory();
        await commitHistory(engine.scope(TENANT_ID), history);
        await commitHistory({ ...inMemory, tenantId: TENANT_ID }, history);
        let now = START;
        for (const [serial, call] of list.entries()) {
          now = addMs(now, call.afterMinutes * MINUTE);
          const [real, simulated] = await Promise.all([
            callsOn(engine, now, call, serial)[call.name](),
            callsOn(inMemory, now, call, serial)[call.name](),
          ]);
          expect(simulated, call.name).toEqual(real);
        }
        await close();
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 240_000);
});
