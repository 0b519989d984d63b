import * as fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PlanId, parsePlanId } from '../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import {
  claim,
  countSent,
  type Delivery,
  type DueEntry,
  type DueState,
  EXPAND_MAX,
  expand,
  getDelivery,
  intent,
  loadDeliveries,
  markAmbiguous,
  markDispatched,
  markFailed,
  markProven,
  markSent,
  putDelivery,
  queryDue,
  reschedule,
  type StepResult,
  type StoredPlan,
  withdraw,
} from '../../functions/adapters/store/index.ts';
import { DUE_SHARDS } from '../../functions/adapters/store/keys.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { newDelivery } from '../support/deliveries.ts';
import { recording, useTable } from '../support/engine.ts';
import { cancelled, conflicted, failing, throttled } from '../support/faults.ts';
import { activePlanHistory, PLAN_ID, people, TENANT_ID } from '../support/plans.ts';
import {
  commitEvents,
  commitHistory,
  FOUNDED_AT,
  found,
  historyOf,
  load,
  statementAfter,
} from '../support/store.ts';

const table = useTable();
const scope = () => table().scope(TENANT_ID);

const DUE_AT = '2026-03-09T01:00:00.000Z' as Instant;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const plus = (ms: number): Instant => addMs(DUE_AT, ms);

const due: DueState = {
  revision: 0,
  nextAt: DUE_AT,
  expandedTo: '2026-03-02T00:00:00.000Z' as Instant,
  sites: { [people.employee]: 'shanghai' },
};
const later: DueState = { ...due, nextAt: plus(24 * 60 * MINUTE), expandedTo: DUE_AT };

let planId: PlanId = PLAN_ID;
let stored: StoredPlan;

const delivery = (id: string, more: Parameters<typeof newDelivery>[1] = {}) =>
  newDelivery(id, { planId, dueAt: DUE_AT, ...more });

beforeAll(() => found(table()));

/** A plan of its own for every test, which owes something at DUE_AT. */
beforeEach(async () => {
  planId = parsePlanId(newUlid(FOUNDED_AT)) ?? PLAN_ID;
  const history = historyOf(activePlanHistory(), { planId, employeeId: planId as never });
  stored = await commitHistory(scope(), history, due);
});

const expandOnce = (deliveries: Parameters<typeof expand>[1]['deliveries'], from = stored) =>
  expand(scope(), {
    planId,
    planVersion: from.plan.version,
    due: from.due,
    nextDue: later,
    deliveries,
  });

/** The shard of a plan, once it was seen there. */
const shardOf = new Map<PlanId, number>();

/** Everything of this plan that the due index shows by then. */
const dueBy = async (now: Instant): Promise<readonly DueEntry[]> => {
  const entries: DueEntry[] = [];
  const known = shardOf.get(planId);
  const shards = known === undefined ? [...Array(DUE_SHARDS).keys()] : [known];
  for (const shard of shards) {
    let cursor: Readonly<Record<string, string>> | undefined;
    do {
      const page = await queryDue(table(), {
        shard,
        now,
        page: { limit: 20, ...(cursor === undefined ? {} : { after: cursor }) },
      });
      const mine = page.items.filter((entry) => entry.planId === planId);
      if (mine.length > 0) shardOf.set(planId, shard);
      entries.push(...mine);
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return entries;
};
const shown = async (now: Instant) =>
  (await dueBy(now)).map(({ item }) => (item.kind === 'delivery' ? item.id : item.kind)).sort();

describe('what is due', () => {
  it('is in the index from its instant on, and not before', async () => {
    expect(await shown(plus(-1))).toEqual([]);
    expect(await dueBy(DUE_AT)).toMatchObject([
      { tenantId: TENANT_ID, planId, item: { kind: 'due' }, at: DUE_AT },
    ]);
  });

  it('leaves the index when nothing will ever be due', async () => {
    const { nextAt: _, ...never } = later;
    await expand(scope(), {
      planId,
      planVersion: stored.plan.version,
      due: stored.due,
      nextDue: never,
      deliveries: [],
    });
    expect(await shown(plus(10_000 * MINUTE))).toEqual([]);
    expect((await load(scope(), planId)).due).toEqual({ ...never, revision: 2 });
  });

  it('is spread over shards by plan, in pages, earliest first', async () => {
    const ids = Array.from({ length: 40 }, () => parsePlanId(newUlid(FOUNDED_AT)) ?? PLAN_ID);
    for (const [index, id] of ids.entries()) {
      const ids = { planId: id, employeeId: id as never };
      const [drafted] = historyOf(activePlanHistory(), ids);
      if (drafted === undefined) throw new Error('no event');
      const dueThen = { ...due, nextAt: plus(-index * MINUTE) };
      await commitEvents(scope(), undefined, [drafted], { due: dueThen });
    }
    const found: string[] = [];
    const used = new Set<number>();
    for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
      const items: DueEntry[] = [];
      let cursor: Readonly<Record<string, string>> | undefined;
      do {
        const more = cursor === undefined ? {} : { after: cursor };
        const page = await queryDue(table(), { shard, now: DUE_AT, page: { limit: 2, ...more } });
        expect(page.items.length).toBeLessThanOrEqual(2);
        items.push(...page.items);
        cursor = page.next;
      } while (cursor !== undefined);
      const instants = items.map(({ at }) => at);
      expect(instants).toEqual(instants.toSorted());
      const mine = items.filter((one) => ids.includes(one.planId));
      if (mine.length > 0) used.add(shard);
      found.push(...mine.map((one) => one.planId));
    }
    expect(found.sort()).toEqual(ids.sort());
    expect(used.size).toBeGreaterThan(8);
  });

  it('is pushed on when it was dispatched, and comes back if nothing happens', async () => {
    const [entry] = await dueBy(DUE_AT);
    if (entry === undefined) throw new Error('nothing due');
    const mark = { entry, now: plus(SECOND), again: plus(10 * MINUTE) };
    expect(await markDispatched(table(), mark)).toBe(true);
    expect(await shown(plus(9 * MINUTE))).toEqual([]);
    expect(await shown(plus(10 * MINUTE))).toEqual(['due']);
    expect(await markDispatched(table(), mark)).toBe(false);
    // The index was moved, what is due was not: expanding still finds the revision it read.
    expect((await load(scope(), planId)).due).toEqual(stored.due);
    expect(await expandOnce([])).toMatchObject({ kind: 'expanded' });
  });

  it('is not pushed on over a claim that was faster, or into being', async () => {
    await expandOnce([delivery('fast')]);
    const entry = (await dueBy(DUE_AT)).find(({ item }) => item.kind === 'delivery');
    if (entry === undefined) throw new Error('nothing due');
    const leaseUntil = plus(5 * MINUTE);
    await claim(scope(), { planId, deliveryId: 'fast', attemptId: 'a', now: DUE_AT, leaseUntil });
    const mark = { entry, now: plus(SECOND), again: plus(10 * MINUTE) };
    expect(await markDispatched(table(), mark)).toBe(false);
    expect(await shown(leaseUntil)).toEqual(['fast']);
    const gone = { ...entry, item: { kind: 'delivery', id: 'never-was' } as const };
    expect(await markDispatched(table(), { ...mark, entry: gone })).toBe(false);
    expect(await getDelivery(scope(), { planId, deliveryId: 'never-was' })).toBeUndefined();
  });

  it('shows the sweep keys and nothing else', async () => {
    const { table: recorded, calls } = recording(table());
    const answers: Record<string, unknown>[] = [];
    const through = recorded.through(async (_, next) => {
      const answer = await next();
      answers.push(answer);
      return answer;
    });
    const [entry] = await dueBy(DUE_AT);
    if (entry === undefined) throw new Error('nothing due');
    for (let shard = 0; shard < DUE_SHARDS; shard += 1)
      await queryDue(through, { shard, now: DUE_AT, page: { limit: 100 } });
    await markDispatched(through, { entry, now: DUE_AT, again: plus(1) });
    const items = answers.flatMap(({ Items = [] }) => Items as Record<string, unknown>[]);
    expect(new Set(items.flatMap((item) => Object.keys(item)))).toEqual(
      new Set(['pk', 'sk', 'duePk', 'dueSk']),
    );
    expect(answers.at(-1)).not.toHaveProperty('Attributes');
    expect(calls.filter(({ operation }) => operation === 'UpdateItem').length).toBe(1);
  });

  it('is of another list when its cursor is', async () => {
    const query = (cursor: Readonly<Record<string, string>>) =>
      queryDue(table(), { shard: 0, now: DUE_AT, page: { limit: 1, after: cursor } });
    await expect(query({ sk: 'x' })).rejects.toThrow(TypeError);
    await expect(query({ dueSk: 'x' })).rejects.toThrow(TypeError);
  });
});

describe('expanding', () => {
  it('writes deliveries and moves what is due on, without moving the plan’s version', async () => {
    const result = await expandOnce([delivery('a'), delivery('b', { late: true })]);
    expect(result).toEqual({ kind: 'expanded', due: { ...later, revision: 2 } });
    const now = await load(scope(), planId);
    expect(now).toEqual({ ...stored, due: { ...later, revision: 2 }, head: now.head });
    expect(await loadDeliveries(scope(), planId)).toStrictEqual([
      { ...delivery('a'), status: 'SCHEDULED', attempt: 0, doubts: 0 },
      { ...delivery('b', { late: true }), status: 'SCHEDULED', attempt: 0, doubts: 0 },
    ]);
    expect(await shown(DUE_AT)).toEqual(['a', 'b']);
  });

  it('happens once, however often it is tried', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => expandOnce([delivery('a'), delivery('b')])),
    );
    const kinds = results.map(({ kind }) => kind).sort();
    expect(kinds).toEqual([...Array(19).fill('conflict'), 'expanded']);
    expect((await loadDeliveries(scope(), planId)).length).toBe(2);
  });

  it('leaves deliveries that exist as they are', async () => {
    await expandOnce([delivery('a')]);
    const leaseUntil = plus(5 * MINUTE);
    await claim(scope(), { planId, deliveryId: 'a', attemptId: '1', now: DUE_AT, leaseUntil });
    const again = await load(scope(), planId);
    const result = await expandOnce([delivery('a'), delivery('b')], again);
    expect(result).toMatchObject({ kind: 'expanded', due: { revision: 3 } });
    const [a, b] = await loadDeliveries(scope(), planId);
    expect(a).toMatchObject({ status: 'CLAIMED', attemptId: '1' });
    expect(b).toMatchObject({ status: 'SCHEDULED' });
    const third = await load(scope(), planId);
    expect(await expandOnce([delivery('a'), delivery('b')], third)).toMatchObject({
      kind: 'expanded',
      due: { revision: 4 },
    });
  });

  it('does nothing when the plan changed or what is due moved', async () => {
    await commitEvents(scope(), stored, [statementAfter(stored.plan, 'words')]);
    for (const deliveries of [[delivery('a')], []])
      expect(await expandOnce(deliveries)).toEqual({ kind: 'conflict' });
    const current = await load(scope(), planId);
    expect(await expandOnce([], current)).toMatchObject({ kind: 'expanded' });
    for (const deliveries of [[delivery('a')], []])
      expect(await expandOnce(deliveries, current)).toEqual({ kind: 'conflict' });
    expect(await loadDeliveries(scope(), planId)).toEqual([]);
  });

  it('puts a reminder into one digest, once, until that lets it go its own way', async () => {
    const home = people.manager as string as PlanId;
    const { meetingAt: _, ...entry } = delivery('gathered', { kind: 'action' });
    const gathering = (day: string, from: StoredPlan) =>
      expand(scope(), {
        planId,
        planVersion: from.plan.version,
        due: from.due,
        nextDue: later,
        deliveries: [],
        digests: [
          {
            delivery: { ...delivery(day), kind: 'digest', planId: home },
            entries: [{ ...entry, kind: 'action' }],
          },
        ],
      });
    const first = `${planId}-first`;
    const second = `${planId}-second`;
    expect(await gathering(first, stored)).toMatchObject({ kind: 'expanded' });
    expect(await gathering(second, await load(scope(), planId))).toMatchObject({
      kind: 'expanded',
    });
    const digestOf = (deliveryId: string) => getDelivery(scope(), { planId: home, deliveryId });
    expect((await digestOf(first))?.entries?.map(({ id }) => id)).toEqual(['gathered']);
    expect(await digestOf(second)).toBeUndefined();
    expect(await loadDeliveries(scope(), planId)).toMatchObject([{ status: 'GATHERED' }]);
    await putDelivery(scope(), delivery('gathered', { kind: 'action' }));
    expect(await loadDeliveries(scope(), planId)).toMatchObject([{ status: 'SCHEDULED' }]);
  });

  it('takes at most twenty at once', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => delivery(`d${index}`));
    await expect(expandOnce(many(EXPAND_MAX + 1))).rejects.toThrow(RangeError);
    expect(await expandOnce(many(EXPAND_MAX))).toMatchObject({ kind: 'expanded' });
    expect((await loadDeliveries(scope(), planId)).length).toBe(EXPAND_MAX);
  });

  it('is contended when other writes stay in the way', async () => {
    const step = { planId, planVersion: stored.plan.version, due: stored.due, nextDue: later };
    const transaction = failing('TransactWriteItems', () => cancelled('TransactionConflict'), {
      times: 99,
    });
    const single = failing('UpdateItem', conflicted, { times: 99 });
    const through = table().through(transaction.interceptor).through(single.interceptor);
    for (const deliveries of [[delivery('a')], []])
      expect(await expand(through.scope(TENANT_ID), { ...step, deliveries })).toEqual({
        kind: 'contended',
      });
  });
});

const ref = () => ({ planId, deliveryId: 'a' });
const attempt = (attemptId: string) => ({ ...ref(), attemptId });
const LEASE = 5 * MINUTE;
const claimAt = (attemptId: string, now: Instant, through = scope()) =>
  claim(through, { ...attempt(attemptId), now, leaseUntil: addMs(now, LEASE) });
const intentAt = (attemptId: string, now: Instant, planVersion = stored.plan.version) =>
  intent(scope(), { ...attempt(attemptId), now, marginMs: MINUTE, planVersion });
const stateOf = async (): Promise<Delivery | undefined> => getDelivery(scope(), ref());

describe('a delivery', () => {
  beforeEach(async () => {
    await expandOnce([delivery('a')]);
  });

  it('goes out: claimed, meant, sent, and is in no index any more', async () => {
    const claimed = await claimAt('1', DUE_AT);
    expect(claimed).toStrictEqual({
      kind: 'done',
      delivery: {
        ...delivery('a'),
        status: 'CLAIMED',
        attempt: 1,
        doubts: 0,
        attemptId: '1',
        leaseUntil: plus(LEASE),
      },
    });
    expect(await shown(plus(LEASE - 1))).toEqual([]);
    expect(await shown(plus(LEASE))).toEqual(['a']);
    expect(await intentAt('1', plus(SECOND))).toEqual({ kind: 'done' });
    const at = plus(2 * SECOND);
    const sent = await markSent(scope(), { ...attempt('1'), messageId: 'm-1', at });
    expect(sent).toStrictEqual({
      kind: 'done',
      delivery: {
        ...delivery('a'),
        status: 'SENT',
        attempt: 1,
        doubts: 0,
        attemptId: '1',
        messageId: 'm-1',
        sentAt: at,
      },
    });
    expect(await shown(plus(10_000 * MINUTE))).toEqual(['due']);
  });

  it('is not sent by an attempt that did not say so before', async () => {
    const sent = { ...attempt('1'), messageId: 'm-1', at: DUE_AT };
    expect(await markSent(scope(), sent)).toMatchObject({ kind: 'refused' });
    await claimAt('1', DUE_AT);
    expect(await markSent(scope(), sent)).toMatchObject({
      kind: 'refused',
      delivery: { status: 'CLAIMED' },
    });
    await intentAt('1', plus(SECOND));
    expect(await markSent(scope(), { ...sent, attemptId: '2' })).toMatchObject({
      kind: 'refused',
    });
    expect(await markSent(scope(), sent)).toMatchObject({ kind: 'done' });
  });

  it('is nobody’s before it is due', async () => {
    expect(await claimAt('1', plus(-1))).toMatchObject({
      kind: 'refused',
      delivery: { status: 'SCHEDULED' },
    });
    const missing = { planId, deliveryId: 'never-was', attemptId: '1' };
    expect(await claim(scope(), { ...missing, now: DUE_AT, leaseUntil: plus(LEASE) })).toEqual({
      kind: 'refused',
    });
  });

  it('is one attempt’s at a time', async () => {
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) => claimAt(`racer-${index}`, DUE_AT)),
    );
    const won = results.filter(({ kind }) => kind === 'done');
    expect(won.length).toBe(1);
    for (const one of results)
      if (one.kind === 'refused') expect(one.delivery?.status).toBe('CLAIMED');
  });

  it('comes back when its attempt crashed, to whoever claims it then', async () => {
    await claimAt('1', DUE_AT);
    expect(await claimAt('2', plus(LEASE - 1))).toMatchObject({ kind: 'refused' });
    expect(await claimAt('2', plus(LEASE))).toMatchObject({
      kind: 'done',
      delivery: { attempt: 2, attemptId: '2' },
    });
    // The first attempt wakes up: it is too late for it.
    expect(await intentAt('1', plus(LEASE + SECOND))).toMatchObject({ kind: 'refused' });
    expect(await intentAt('2', plus(LEASE + SECOND))).toEqual({ kind: 'done' });
  });

  it('does not go out when too little of its lease is left', async () => {
    await claimAt('1', DUE_AT);
    expect(await intentAt('1', plus(LEASE - MINUTE))).toMatchObject({
      kind: 'refused',
      delivery: { status: 'CLAIMED' },
    });
    expect(await intentAt('1', plus(LEASE - MINUTE - 1))).toEqual({ kind: 'done' });
  });

  it('does not go out when the plan changed after it was prepared', async () => {
    await claimAt('1', DUE_AT);
    await commitEvents(scope(), await load(scope(), planId), [
      statementAfter(stored.plan, 'words'),
    ]);
    expect(await intentAt('1', plus(SECOND))).toEqual({ kind: 'planMoved' });
    expect((await stateOf())?.status).toBe('CLAIMED');
    expect(await intentAt('1', plus(SECOND), stored.plan.version + 1)).toEqual({ kind: 'done' });
    const gone = { ...attempt('1'), deliveryId: 'never-was' };
    expect(await intent(scope(), { ...gone, now: DUE_AT, marginMs: 1, planVersion: 1 })).toEqual({
      kind: 'refused',
    });
  });

  it('goes out although more is due by now: that is no change of the plan', async () => {
    await claimAt('1', DUE_AT);
    const now = await load(scope(), planId);
    await expandOnce([delivery('b')], now);
    expect(await intentAt('1', plus(SECOND))).toEqual({ kind: 'done' });
  });

  it('whose answer was lost waits for evidence, and then may be tried again', async () => {
    await claimAt('1', DUE_AT);
    await intentAt('1', plus(SECOND));
    const resolveAt = plus(20 * MINUTE);
    const lost = { ...attempt('1'), now: plus(5 * SECOND), resolveAt };
    expect(await markAmbiguous(scope(), lost)).toMatchObject({
      kind: 'done',
      delivery: { status: 'AMBIGUOUS', resolveAt },
    });
    expect(await shown(plus(20 * MINUTE - 1))).toEqual([]);
    expect(await claimAt('2', plus(20 * MINUTE - 1))).toMatchObject({ kind: 'refused' });
    expect(await claimAt('2', resolveAt)).toMatchObject({
      kind: 'done',
      delivery: { status: 'CLAIMED', attempt: 2 },
    });
    expect((await stateOf())?.resolveAt).toBeUndefined();
  });

  it('left behind in the middle of sending is found by the sweep, after its lease', async () => {
    await claimAt('1', DUE_AT);
    await intentAt('1', plus(SECOND));
    const found = (now: Instant) =>
      markAmbiguous(scope(), { ...ref(), now, resolveAt: addMs(now, 20 * MINUTE) });
    expect(await found(plus(LEASE - 1))).toMatchObject({ kind: 'refused' });
    expect(await found(plus(LEASE))).toMatchObject({ kind: 'done' });
  });

  it('is sent when the mail service’s own event says so, whatever became of it', async () => {
    const evidence = { ...ref(), as: 'SENT', messageId: 'm-1', sentAt: plus(MINUTE) } as const;
    await claimAt('1', DUE_AT);
    await intentAt('1', plus(SECOND));
    const resolveAt = plus(20 * MINUTE);
    await markAmbiguous(scope(), { ...attempt('1'), now: plus(SECOND), resolveAt });
    await claimAt('2', resolveAt);
    const withdrawn = { ...attempt('2'), as: 'CANCELLED', reason: 'done' } as const;
    await withdraw(scope(), withdrawn);
    expect(await markProven(scope(), evidence)).toMatchObject({
      kind: 'done',
      delivery: { status: 'SENT', messageId: 'm-1' },
    });
    expect((await stateOf())?.reason).toBeUndefined();
    // Events come twice; another mail of the same delivery does not replace the proof.
    expect(await markProven(scope(), evidence)).toMatchObject({ kind: 'done' });
    expect(await markProven(scope(), { ...evidence, messageId: 'm-2' })).toMatchObject({
      kind: 'refused',
      delivery: { messageId: 'm-1' },
    });
    const unknown = { ...evidence, deliveryId: 'never-was' };
    expect(await markProven(scope(), unknown)).toEqual({ kind: 'refused' });
    expect(await stateOf()).toBeDefined();
  });

  it('that SES takes later goes back to be tried again', async () => {
    await claimAt('1', DUE_AT);
    await intentAt('1', plus(SECOND));
    const dueAt = plus(60 * MINUTE);
    const step = { ...attempt('1'), dueAt, late: true };
    expect(await reschedule(scope(), step)).toMatchObject({
      kind: 'done',
      delivery: { status: 'SCHEDULED', dueAt, late: true },
    });
    expect(await shown(plus(60 * MINUTE - 1))).toEqual([]);
    expect(await claimAt('2', dueAt)).toMatchObject({ kind: 'done' });
    const sooner = { ...attempt('2'), dueAt: plus(61 * MINUTE) };
    expect(await reschedule(scope(), sooner)).toMatchObject({
      kind: 'done',
      delivery: { late: true },
    });
  });

  it.each(['CANCELLED', 'SUPPRESSED', 'STALE'] as const)('may end as %s', async (as) => {
    const step = { ...attempt('1'), as, reason: 'why' };
    expect(await withdraw(scope(), step)).toMatchObject({ kind: 'refused' });
    await claimAt('1', DUE_AT);
    expect(await withdraw(scope(), step)).toMatchObject({
      kind: 'done',
      delivery: { status: as, reason: 'why' },
    });
    expect(await shown(plus(10_000 * MINUTE))).toEqual(['due']);
    expect(await claimAt('2', plus(10_000 * MINUTE))).toMatchObject({ kind: 'refused' });
  });

  it('may fail for good', async () => {
    await claimAt('1', DUE_AT);
    await intentAt('1', plus(SECOND));
    const step = { ...attempt('1'), reason: 'MessageRejected' };
    expect(await markFailed(scope(), { ...step, attemptId: '2' })).toMatchObject({
      kind: 'refused',
    });
    expect(await markFailed(scope(), step)).toMatchObject({
      kind: 'done',
      delivery: { status: 'FAILED', reason: 'MessageRejected' },
    });
  });
});

describe('a step whose answer was lost', () => {
  /** The engine carries the call out, the caller never hears of it, and calls again. */
  const deaf = async (
    step: (through: ReturnType<typeof scope>) => Promise<StepResult>,
  ): Promise<StepResult> => {
    const { interceptor } = failing('UpdateItem', throttled, { times: 1, applied: true });
    const through = table().through(interceptor).scope(TENANT_ID);
    await expect(step(through)).rejects.toThrow();
    return step(through);
  };

  beforeEach(async () => {
    await expandOnce([delivery('a')]);
  });

  it('was taken all the same, and the repeat says so', async () => {
    const claimed = await deaf((through) => claimAt('1', DUE_AT, through));
    expect(claimed).toMatchObject({ kind: 'done', delivery: { attempt: 1 } });
    const resolveAt = plus(20 * MINUTE);
    await intentAt('1', plus(SECOND));
    const steps: ((through: ReturnType<typeof scope>) => Promise<StepResult>)[] = [
      (through) => markAmbiguous(through, { ...attempt('1'), now: plus(SECOND), resolveAt }),
      (through) => claimAt('2', resolveAt, through),
      (through) => reschedule(through, { ...attempt('2'), dueAt: plus(30 * MINUTE) }),
      (through) => claimAt('3', plus(30 * MINUTE), through),
      (through) => withdraw(through, { ...attempt('3'), as: 'STALE', reason: 'late' }),
      (through) =>
        markProven(through, { ...ref(), as: 'SENT', messageId: 'm', sentAt: plus(MINUTE) }),
    ];
    for (const step of steps) expect(await deaf(step)).toMatchObject({ kind: 'done' });
    expect(await stateOf()).toMatchObject({ status: 'SENT', attempt: 3 });
  });

  it('is contended when a transaction stays in the way', async () => {
    const { interceptor } = failing('UpdateItem', conflicted, { times: 99 });
    const through = table().through(interceptor).scope(TENANT_ID);
    expect(await claimAt('1', DUE_AT, through)).toEqual({ kind: 'contended' });
    expect((await stateOf())?.status).toBe('SCHEDULED');
  });
});

describe('any order of steps', () => {
  const RANK = ['SCHEDULED', 'CLAIMED', 'SENDING', 'AMBIGUOUS'];
  type Name = 'claim' | 'intent' | 'sent' | 'event' | 'lost' | 'left' | 'fail' | 'end' | 'again';
  const NAMES: readonly Name[] = [
    ...(['claim', 'intent', 'sent', 'event', 'lost', 'left', 'fail', 'end', 'again'] as const),
    ...(['claim', 'intent', 'claim', 'intent'] as const),
  ];

  it('never lets a state go back within an attempt, or two attempts send', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            name: fc.constantFrom(...NAMES),
            who: fc.constantFrom('1', '2', '3'),
            wait: fc.constantFrom(0, SECOND, MINUTE, LEASE, 20 * MINUTE),
          }),
          { minLength: 5, maxLength: 14 },
        ),
        async (steps) => {
          const id = newUlid(FOUNDED_AT);
          const one = { planId, deliveryId: id };
          await expandOnce([delivery(id)], await load(scope(), planId));
          let now = DUE_AT;
          for (const { name, who, wait } of steps) {
            now = addMs(now, wait);
            const mine = { ...one, attemptId: who };
            const resolveAt = addMs(now, 20 * MINUTE);
            const before = await getDelivery(scope(), one);
            const take: Record<Name, () => Promise<{ readonly kind: string }>> = {
              claim: () => claim(scope(), { ...mine, now, leaseUntil: addMs(now, LEASE) }),
              intent: () =>
                intent(scope(), {
                  ...mine,
                  now,
                  marginMs: MINUTE,
                  planVersion: stored.plan.version,
                }),
              sent: () => markSent(scope(), { ...mine, messageId: `m-${who}`, at: now }),
              event: () =>
                markProven(scope(), { ...one, as: 'SENT', messageId: 'event', sentAt: now }),
              lost: () => markAmbiguous(scope(), { ...mine, now, resolveAt }),
              left: () => markAmbiguous(scope(), { ...one, now, resolveAt }),
              fail: () => markFailed(scope(), { ...mine, reason: 'r' }),
              end: () => withdraw(scope(), { ...mine, as: 'STALE', reason: 'r' }),
              again: () => reschedule(scope(), { ...mine, dueAt: addMs(now, MINUTE) }),
            };
            await take[name]();
            const next = await getDelivery(scope(), one);
            if (before === undefined || next === undefined) throw new Error('no delivery');
            const isFinal = !RANK.includes(before.status);
            if (isFinal && name !== 'event') expect(next).toEqual(before);
            if (before.status === 'SENT' && name !== 'event') expect(next).toEqual(before);
            if (next.attempt === before.attempt && name !== 'again' && !isFinal)
              expect([...RANK, next.status].indexOf(next.status)).toBeGreaterThanOrEqual(
                RANK.indexOf(before.status),
              );
            if (before.status === 'SENDING' && next.attempt > before.attempt)
              expect.fail('claimed while somebody may be sending');
            // Whoever is to look at it next finds it in the index, and only then.
            const last = addMs(now, 100 * 60 * MINUTE);
            const listed = (await dueBy(last)).some(
              ({ item }) => item.kind === 'delivery' && item.id === id,
            );
            expect(listed).toBe(RANK.includes(next.status));
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('the count of mails that were sent', () => {
  it('is by kind and recipient, over all pages', async () => {
    const send = async (id: string, more: Parameters<typeof newDelivery>[1]) => {
      await expandOnce([delivery(id, more)], await load(scope(), planId));
      await markProven(scope(), {
        planId,
        deliveryId: id,
        as: 'SENT',
        messageId: id,
        sentAt: DUE_AT,
      });
    };
    await send('1', { kind: 'acknowledgement' });
    await send('2', { kind: 'acknowledgement' });
    await send('3', { kind: 'acknowledgement', recipientId: people.manager });
    await send('4', { kind: 'review' });
    await expandOnce([delivery('5', { kind: 'acknowledgement' })], await load(scope(), planId));
    const count = (more: Partial<Parameters<typeof countSent>[1]> = {}) =>
      countSent(scope(), { planId, kind: 'acknowledgement', ...more });
    expect(await count()).toBe(3);
    expect(await count({ recipientId: people.employee })).toBe(2);
    expect(await count({ kind: 'appeal' })).toBe(0);
  });
});
