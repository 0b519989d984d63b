import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlanId } from '../../domain/kernel/ids.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { PLAN_STATUSES } from '../../domain/plan/vocabulary.ts';
import {
  loadChain,
  loadHistory,
  loadTimeline,
  type StoredPlan,
  verifyChain,
} from '../../functions/adapters/store/index.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { useTable } from '../support/engine.ts';
import { TENANT_ID } from '../support/plans.ts';
import { histories } from '../support/random-history.ts';
import { commitEvents, FOUNDED_AT, found, historyOf, load, planAfter } from '../support/store.ts';

const table = useTable();

/** Cuts a history into writes of one to three events. */
const writesOf = (history: readonly RecordedEvent[], sizes: readonly number[]) => {
  const writes: RecordedEvent[][] = [];
  for (let at = 0; at < history.length; ) {
    const size = sizes[writes.length % sizes.length] ?? 1;
    writes.push(history.slice(at, at + size));
    at += size;
  }
  return writes;
};

/** The status after each event. */
const statusesOf = (history: readonly RecordedEvent[]) => {
  let plan: Plan | undefined;
  return history.map((recorded) => {
    plan = evolve(plan, recorded);
    return plan?.status;
  });
};

describe('a plan that is stored', () => {
  it('is the fold of its stored events after every write, and its chain holds', async () => {
    await found(table());
    const scope = table().scope(TENANT_ID);
    await fc.assert(
      fc.asyncProperty(
        histories(30),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }),
        async (drawn, sizes) => {
          const planId = parsePlanId(newUlid(FOUNDED_AT));
          if (planId === undefined) throw new Error('no id');
          const history = historyOf(drawn, { planId, employeeId: planId as never });
          let stored: StoredPlan | undefined;
          for (const write of writesOf(history, sizes)) {
            const result = await commitEvents(scope, stored, write);
            expect(result.kind).toBe('committed');
            const after = planAfter(stored?.plan, write);
            stored = await load(scope, planId);
            expect(stored.plan).toStrictEqual(after);
          }
          const loaded = await loadHistory(scope, planId);
          expect(loaded).toStrictEqual(history);
          expect(planAfter(undefined, loaded)).toStrictEqual(stored?.plan);
          expect(recordsOf(loaded)).toStrictEqual(recordsOf(history));
          const chain = await loadChain(scope, planId);
          expect(verifyChain(planId, chain, stored?.chainHash)).toBeUndefined();
          const page = await loadTimeline(scope, planId, { limit: 100 });
          expect(page.items).toStrictEqual(history.toReversed());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is drawn from histories that reach every status', () => {
    const drawn = fc.sample(histories(30), { seed: 5, numRuns: 500 });
    const reached = drawn.flatMap(statusesOf);
    expect([...new Set(reached)].sort()).toEqual([...PLAN_STATUSES].sort());
  });
});
