import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseMemberId, parsePlanId, parseTenantId } from '../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import {
  type DueState,
  listAccess,
  loadCaller,
  loadChain,
  loadForCommand,
  loadForJob,
  loadHistory,
  loadPlan,
  loadTimeline,
  logAccess,
  type NewReplay,
  StoredItemError,
  verifyChain,
} from '../../functions/adapters/store/index.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { recording, useTable } from '../support/engine.ts';
import { cancelled, failing, throttled } from '../support/faults.ts';
import type { History } from '../support/plan-spec.ts';
import {
  activePlanHistory,
  answeredHistory,
  approvedHistory,
  as,
  draftHistory,
  PLAN_ID,
  people,
  submittedHistory,
  TENANT_ID,
} from '../support/plans.ts';
import {
  commitEvents,
  commitHistory,
  FOUNDED_AT,
  found,
  historyOf,
  load,
  memberOf,
  statementAfter,
  tenantOf,
} from '../support/store.ts';

const table = useTable();
const scope = () => table().scope(TENANT_ID);

let planId = PLAN_ID;
let employeeId = people.employee;

/** Ids that no other test has. */
beforeEach(() => {
  const ulid = newUlid(FOUNDED_AT);
  planId = parsePlanId(ulid) ?? planId;
  employeeId = parseMemberId(ulid) ?? employeeId;
});

beforeAll(() => found(table()));

const mine = (history: History): History => historyOf(history, { planId, employeeId });

const replay = (key: string, more: Partial<NewReplay> = {}): NewReplay => ({
  memberId: people.manager,
  key,
  requestHash: 'ab'.repeat(32),
  answer: { id: planId, version: 2 },
  at: '2026-04-01T02:00:00.000Z' as Instant,
  ...more,
});

describe('a command', () => {
  it('is one read and one write', async () => {
    await commitHistory(scope(), mine(activePlanHistory()));
    const { table: recorded, operations, calls } = recording(table());
    const through = recorded.scope(TENANT_ID);
    const loaded = await loadForCommand(through, {
      planId,
      callerId: people.manager,
      idempotencyKey: 'k',
    });
    if (loaded?.stored === undefined) throw new Error('no plan');
    const { stored } = loaded;
    const result = await commitEvents(through, stored, [statementAfter(stored.plan, 'words')], {
      replay: replay('k'),
    });
    expect(result.kind).toBe('committed');
    expect(operations()).toEqual(['BatchGetItem', 'TransactWriteItems']);
    const asked = { [table().tableName]: { ConsistentRead: true } };
    expect(calls[0]?.input.RequestItems).toMatchObject(asked);
    await loadHistory(through, planId);
    expect(calls.at(-1)?.input.ConsistentRead).toBe(true);
  });

  it('writes the body only when something in it changed', async () => {
    const history = mine(approvedHistory());
    const { table: recorded, calls } = recording(table());
    const stored = await commitHistory(recorded.scope(TENANT_ID), history);
    await commitEvents(recorded.scope(TENANT_ID), stored, [statementAfter(stored.plan, 'words')]);
    const bodies = calls
      .filter(({ operation }) => operation === 'TransactWriteItems')
      .map(({ input }) => JSON.stringify(input).includes('"sk":"BODY"'));
    const moments = ['drafted', 'shared', 'answered', 'replied', 'submitted', 'approved'];
    expect(bodies).toEqual([...moments.map(() => true), false]);
  });

  it('finds what it wrote: plan, chain, history and timeline agree', async () => {
    const history = mine(activePlanHistory());
    const stored = await commitHistory(scope(), history);
    expect(stored.plan.version).toBe(history.length);
    expect(await loadHistory(scope(), planId)).toStrictEqual(history);
    const chain = await loadChain(scope(), planId);
    expect(verifyChain(planId, chain, stored.chainHash)).toBeUndefined();
    expect(new Set(chain.map(({ salt }) => salt)).size).toBe(history.length);
  });

  it('changes nothing when the plan moved on', async () => {
    const stored = await commitHistory(scope(), mine(draftHistory()));
    const [first, second] = ['first', 'second'].map((text) => [statementAfter(stored.plan, text)]);
    expect(await commitEvents(scope(), stored, first ?? [])).toMatchObject({ kind: 'committed' });
    expect(await commitEvents(scope(), stored, second ?? [])).toEqual({ kind: 'conflict' });
    expect((await loadHistory(scope(), planId)).length).toBe(stored.plan.version + 1);
  });

  it('does not create a plan twice', async () => {
    const history = mine(draftHistory());
    await commitHistory(scope(), history);
    expect(await commitEvents(scope(), undefined, history)).toEqual({ kind: 'conflict' });
  });

  it('refuses events that do not lead from the stored version to the new one', async () => {
    const stored = await commitHistory(scope(), mine(draftHistory()));
    const event = statementAfter(stored.plan, 'words');
    await expect(commitEvents(scope(), stored, [{ ...event, seq: 5 }])).rejects.toThrow(RangeError);
  });

  it('refuses a plan of another tenant', async () => {
    const other = parseTenantId(newUlid(FOUNDED_AT));
    if (other === undefined) throw new Error('no id');
    const history = historyOf(draftHistory(), { planId, tenantId: other });
    await expect(commitEvents(scope(), undefined, history)).rejects.toThrow('not of this tenant');
  });
});

describe('the open plan of an employee (A2)', () => {
  const openPlanId = async () =>
    (
      await loadCaller(scope(), {
        callerId: people.manager,
        extra: { openPlanOf: employeeId },
      })
    )?.openPlanId;

  /** A second plan of the same employee, ready to be submitted. */
  const second = async () => {
    const other = parsePlanId(newUlid(FOUNDED_AT)) ?? planId;
    const history = historyOf(submittedHistory(), { planId: other, employeeId });
    const stored = await commitHistory(scope(), history.slice(0, -1));
    return { other, stored, submit: history.slice(-1) };
  };

  it('is claimed at submit and stands in the way of another', async () => {
    const { other, stored, submit } = await second();
    await commitHistory(scope(), mine(answeredHistory()));
    expect(await openPlanId()).toBeUndefined();
    await commitEvents(scope(), await load(scope(), planId), mine(submittedHistory()).slice(-1));
    expect(await openPlanId()).toBe(planId);
    expect(await commitEvents(scope(), stored, submit)).toEqual({ kind: 'openPlanExists' });
    expect((await load(scope(), other)).plan.status).toBe('DRAFT');
  });

  it.each(['PlanReturned', 'PlanCancelled'] as const)('is free again after %s', async (type) => {
    const stored = await commitHistory(scope(), mine(submittedHistory()));
    const at = addMs(FOUNDED_AT, 1);
    const event =
      type === 'PlanReturned'
        ? ({ type, comment: 'again' } as const)
        : ({ type, on: '2026-03-01' as never, reason: 'LEFT', note: 'left' } as const);
    await commitEvents(scope(), stored, [
      { seq: stored.plan.version + 1, at, by: as.hrOwner, event },
    ]);
    expect(await openPlanId()).toBeUndefined();
    const { stored: next, submit } = await second();
    expect(await commitEvents(scope(), next, submit)).toMatchObject({ kind: 'committed' });
  });

  it('is kept while the plan moves through its open stages', async () => {
    const { table: recorded, calls } = recording(table());
    await commitHistory(recorded.scope(TENANT_ID), mine(activePlanHistory()));
    expect(await openPlanId()).toBe(planId);
    const claims = calls.filter(({ input }) => JSON.stringify(input).includes('#OPEN'));
    expect(claims.length).toBe(1);
  });

  it('is never taken from another plan: a claim that is not there fails loudly', async () => {
    const stored = await commitHistory(scope(), mine(submittedHistory()));
    const taken = failing('TransactWriteItems', releaseRefused, { times: 1 });
    const returned = {
      seq: stored.plan.version + 1,
      at: addMs(FOUNDED_AT, 1),
      by: as.hrOwner,
      event: { type: 'PlanReturned', comment: 'again' } as const,
    };
    const through = table().through(taken.interceptor).scope(TENANT_ID);
    await expect(commitEvents(through, stored, [returned])).rejects.toThrow('claim');
  });
});

/** Cancelled because the last action, here the release of the claim, was refused. */
const releaseRefused = ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => {
  const actions = input.TransactItems as readonly unknown[];
  return cancelled(...actions.slice(1).map(() => 'None'), 'ConditionalCheckFailed');
};

describe('a request that is repeated', () => {
  it('finds the first answer beside the plan, and only its own', async () => {
    const stored = await commitHistory(scope(), mine(draftHistory()));
    const record = replay('key-1');
    await commitEvents(scope(), stored, [statementAfter(stored.plan, 'words')], { replay: record });
    const ask = (callerId: typeof people.manager, idempotencyKey: string) =>
      loadForCommand(scope(), { planId, callerId, idempotencyKey });
    const { memberId: _, key: __, ...written } = record;
    expect((await ask(people.manager, 'key-1'))?.replay).toStrictEqual(written);
    expect((await ask(people.manager, 'key-2'))?.replay).toBeUndefined();
    expect((await ask(people.hrOwner, 'key-1'))?.replay).toBeUndefined();
  });

  it('that creates a plan finds the answer with the member', async () => {
    const record = replay('create-1');
    await commitEvents(scope(), undefined, mine(draftHistory()), { replay: record });
    const load = await loadCaller(scope(), {
      callerId: people.manager,
      idempotencyKey: 'create-1',
    });
    expect(load?.replay?.answer).toEqual(record.answer);
  });

  it('has no second effect, whichever plan version it carries', async () => {
    const before = await commitHistory(scope(), mine(draftHistory()));
    const events = [statementAfter(before.plan, 'words')];
    await commitEvents(scope(), before, events, { replay: replay('key-1') });
    expect(await commitEvents(scope(), before, events, { replay: replay('key-1') })).toEqual({
      kind: 'replayed',
    });
    const after = await load(scope(), planId);
    const again = [statementAfter(after.plan, 'words')];
    expect(await commitEvents(scope(), after, again, { replay: replay('key-1') })).toEqual({
      kind: 'replayed',
    });
  });

  it('is told apart by keys of any length and spelling', async () => {
    const before = await commitHistory(scope(), mine(draftHistory()));
    const keys = ['#', 'x'.repeat(5000), '键', ' ', 'EVT#000000001'];
    for (const key of keys) {
      const stored = await load(scope(), planId);
      const event = statementAfter(stored.plan, key);
      const result = await commitEvents(scope(), stored, [event], { replay: replay(key) });
      expect(result.kind).toBe('committed');
    }
    expect((await load(scope(), planId)).plan.version).toBe(before.plan.version + keys.length);
  });

  it('is kept a day and then cleared', async () => {
    const { table: recorded, calls } = recording(table());
    const record = replay('key-1');
    await commitEvents(recorded.scope(TENANT_ID), undefined, mine(draftHistory()), {
      replay: record,
    });
    const [call] = calls;
    const items = call?.input.TransactItems as { Put?: { Item: Record<string, unknown> } }[];
    const [item] = items.flatMap(({ Put }) => (Put?.Item.type === 'replay' ? [Put.Item] : []));
    expect(item?.expiresAt).toBe(Date.parse(record.at) / 1000 + 86_400);
  });
});

describe('what is due', () => {
  const due = (more: Partial<DueState> = {}): DueState => ({
    revision: 0,
    nextAt: '2026-03-02T01:00:00.000Z' as Instant,
    expandedTo: '2026-02-10T01:00:00.000Z' as Instant,
    sites: { [people.employee]: 'shanghai' },
    ...more,
  });

  it('is nothing for a plan of which nothing was said, from its creation on', async () => {
    const stored = await commitHistory(scope(), mine(draftHistory()));
    expect(stored.due).toEqual({ revision: 0, expandedTo: stored.plan.createdAt, sites: {} });
  });

  it('moves with the command and counts its moves', async () => {
    const first = await commitHistory(scope(), mine(draftHistory()), due());
    expect(first.due).toEqual(due({ revision: 1 }));
    const event = () => [statementAfter(first.plan, 'words')];
    await commitEvents(scope(), first, event(), { due: due({ revision: 77 }) });
    const same = await load(scope(), planId);
    expect(same.due.revision).toBe(1);
    const { nextAt: _, ...never } = due();
    await commitEvents(scope(), same, [statementAfter(same.plan, 'more')], {
      due: { ...never, basis: { tenantVersion: 2, tzdata: '2026b' } },
    });
    expect((await load(scope(), planId)).due).toEqual({
      ...never,
      revision: 2,
      basis: { tenantVersion: 2, tzdata: '2026b' },
    });
  });

  it('that moved since it was loaded asks for another try, not for another version', async () => {
    const stored = await commitHistory(scope(), mine(draftHistory()), due());
    const stale = {
      ...stored,
      due: { ...stored.due, revision: stored.due.revision - 1 },
    };
    const events = [statementAfter(stored.plan, 'words')];
    expect(await commitEvents(scope(), stale, events)).toEqual({ kind: 'contended' });
    expect(await commitEvents(scope(), stored, events)).toMatchObject({ kind: 'committed' });
  });
});

describe('a load', () => {
  it('knows no caller who is not a member, and no plan that is not there', async () => {
    const stranger = employeeId;
    expect(await loadForCommand(scope(), { planId, callerId: stranger })).toBeUndefined();
    expect(await loadCaller(scope(), { callerId: stranger })).toBeUndefined();
    const load = await loadForCommand(scope(), { planId, callerId: people.manager });
    expect(load).toEqual({ caller: memberOf(people.manager), tenant: tenantOf() });
    expect(await loadPlan(scope(), { planId, callerId: people.manager })).toEqual(load);
  });

  it('sees nothing of another tenant', async () => {
    await commitHistory(scope(), mine(draftHistory()));
    const other = parseTenantId(newUlid(FOUNDED_AT));
    if (other === undefined) throw new Error('no id');
    await found(table(), other);
    const foreign = table().scope(other);
    const load = await loadForCommand(foreign, { planId, callerId: people.manager });
    expect(load?.stored).toBeUndefined();
    expect(await loadHistory(foreign, planId)).toEqual([]);
    expect(await loadForJob(table().scope(planId as never), { planId })).toBeUndefined();
  });

  it('brings other members along', async () => {
    const ids = [people.employee, people.mentor, people.manager, employeeId];
    const load = await loadCaller(scope(), {
      callerId: people.manager,
      extra: { members: ids },
    });
    expect([...(load?.members.keys() ?? [])]).toEqual(ids.slice(0, 3));
    expect(load?.members.get(people.mentor)).toEqual(memberOf(people.mentor));
  });

  it('asks again for what the service left out, and gives up in the end', async () => {
    await commitHistory(scope(), mine(draftHistory()));
    const expected = await loadPlan(scope(), { planId, callerId: people.manager });
    let calls = 0;
    /** Answers one key of each request and leaves the others. */
    const stingy = table().through(async (call, next) => {
      if (call.operation !== 'BatchGetItem') return next();
      calls += 1;
      const { tableName } = table();
      const items = call.input.RequestItems as Record<string, { Keys: unknown[] }>;
      const keys = items[tableName]?.Keys ?? [];
      items[tableName] = { ...items[tableName], Keys: keys.slice(0, 1) };
      const answer = await next();
      return { ...answer, UnprocessedKeys: { [tableName]: { Keys: keys.slice(1) } } };
    });
    const ask = { planId, callerId: people.manager };
    expect(await loadPlan(stingy.scope(TENANT_ID), ask)).toEqual(expected);
    expect(calls).toBe(4);
    const silent = table().through(async (call) => ({
      UnprocessedKeys: call.input.RequestItems as unknown,
    }));
    await expect(loadPlan(silent.scope(TENANT_ID), ask)).rejects.toThrow('4 keys unread');
  });

  it('does not mix two writes: it reads again when body and head are of different ones', async () => {
    const stored = await commitHistory(scope(), mine(draftHistory()));
    const changed = { ...stored.plan.content, title: 'changed' };
    const edit = {
      seq: stored.plan.version + 1,
      at: addMs(FOUNDED_AT, 1),
      by: as.manager,
      event: { type: 'ContentEdited', content: changed, approvalVoided: false } as const,
    };
    let reads = 0;
    const torn = table().through(async (call, next) => {
      const answer = await next();
      if (call.operation !== 'BatchGetItem') return answer;
      reads += 1;
      if (reads > 1) return answer;
      // BODY was read; before HEAD was, somebody edited the plan.
      const responses = answer.Responses as Record<string, { sk: string }[]>;
      const body = responses[table().tableName]?.find(({ sk }) => sk === 'BODY');
      await commitEvents(scope(), stored, [edit]);
      const later = await next();
      const others = (later.Responses as typeof responses)[table().tableName] ?? [];
      const mixed = others.map((item) => (item.sk === 'BODY' && body ? body : item));
      return { ...later, Responses: { [table().tableName]: mixed } };
    });
    const loaded = await load(torn.scope(TENANT_ID), planId);
    expect(loaded.plan.content).toEqual(changed);
    expect(reads).toBe(2);
  });

  it('fails when a plan has lost its body', async () => {
    await commitHistory(scope(), mine(draftHistory()));
    const bodiless = table().through(async (call, next) => {
      const answer = await next();
      if (call.operation !== 'BatchGetItem') return answer;
      const responses = answer.Responses as Record<string, { sk: string }[]>;
      const items = responses[table().tableName] ?? [];
      return {
        ...answer,
        Responses: { [table().tableName]: items.filter(({ sk }) => sk !== 'BODY') },
      };
    });
    await expect(load(bodiless.scope(TENANT_ID), planId)).rejects.toThrow('has lost an item');
  });

  it('fails loudly when a stage lacks what belongs to it', async () => {
    await commitHistory(scope(), mine(activePlanHistory()));
    const damaged = table().through(async (call, next) => {
      const answer = await next();
      if (call.operation !== 'BatchGetItem') return answer;
      const responses = answer.Responses as Record<string, Record<string, unknown>[]>;
      for (const item of responses[table().tableName] ?? [])
        if (item.sk === 'HEAD') delete item.running;
      return answer;
    });
    await expect(load(damaged.scope(TENANT_ID), planId)).rejects.toThrow(StoredItemError);
  });
});

describe('the timeline', () => {
  it('comes in pages, newest first, without a gap', async () => {
    const history = mine(activePlanHistory());
    await commitHistory(scope(), history);
    const seen: number[] = [];
    let after: Readonly<Record<string, string>> | undefined;
    do {
      const page = await loadTimeline(scope(), planId, {
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ seq }) => seq));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(history.map(({ seq }) => seq).reverse());
  });

  it('holds everything when a command settles more than a hundred things', async () => {
    const stored = await commitHistory(scope(), mine(activePlanHistory()));
    const events = Array.from({ length: 160 }, (_, index) => ({
      ...statementAfter(stored.plan, `words ${index}`),
      seq: stored.plan.version + 1 + index,
    }));
    const { table: recorded, calls } = recording(table());
    await commitEvents(recorded.scope(TENANT_ID), stored, events);
    expect(calls[0]?.input.TransactItems).toHaveProperty('length', 1 + 54);
    const history = await loadHistory(scope(), planId);
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
    expect(history.slice(-160)).toEqual(events);
    const { items } = await loadTimeline(scope(), planId, { limit: 2 });
    const last = history.length;
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => last - index));
    const after = await load(scope(), planId);
    const chain = await loadChain(scope(), planId);
    expect(verifyChain(planId, chain, after.chainHash)).toBeUndefined();
  });

  it('is of another list when its cursor is', async () => {
    const page = { limit: 1, after: { dueSk: 'x' } };
    await expect(loadTimeline(scope(), planId, page)).rejects.toThrow(TypeError);
  });
});

describe('the access log', () => {
  it('holds reads, latest first, also the one that a command writes with it', async () => {
    const at = '2026-04-01T02:00:00.000Z' as Instant;
    const read = { planId, by: people.hrOwner, acts: 'hr', action: 'getPlan' };
    const stored = await commitHistory(scope(), mine(draftHistory()));
    await commitEvents(scope(), stored, [statementAfter(stored.plan, 'words')], {
      access: { ...read, at },
    });
    await logAccess(scope(), { ...read, at: addMs(at, 1) });
    await logAccess(scope(), { ...read, at: addMs(at, 1), by: people.manager });
    const { items, next } = await listAccess(scope(), planId, { limit: 10 });
    expect(items.map((entry) => [entry.at, entry.by])).toEqual([
      [addMs(at, 1), people.hrOwner],
      [addMs(at, 1), people.manager],
      [at, people.hrOwner],
    ]);
    expect(next).toBeUndefined();
  });
});

describe('a transaction that the service cancels', () => {
  const change = async () => {
    const stored = await commitHistory(scope(), mine(draftHistory()));
    return { stored, events: [statementAfter(stored.plan, 'words')] };
  };

  it('is repeated with the same token while other writes are in its way', async () => {
    const { stored, events } = await change();
    const conflict = failing('TransactWriteItems', () => cancelled('TransactionConflict', 'None'), {
      times: 4,
    });
    const { interceptor, calls } = conflict;
    const through = table().through(interceptor).scope(TENANT_ID);
    expect(await commitEvents(through, stored, events)).toMatchObject({ kind: 'committed' });
    expect(calls.length).toBe(5);
    expect(new Set(calls.map(({ ClientRequestToken }) => ClientRequestToken)).size).toBe(1);
    expect((await load(scope(), planId)).plan.version).toBe(stored.plan.version + 1);
  });

  it('is given up as contended when they do not go away, and nothing is written', async () => {
    const { stored, events } = await change();
    const { interceptor, calls } = failing(
      'TransactWriteItems',
      () => cancelled('None', 'TransactionConflict'),
      { times: 99 },
    );
    const through = table().through(interceptor).scope(TENANT_ID);
    expect(await commitEvents(through, stored, events)).toEqual({ kind: 'contended' });
    expect(calls.length).toBe(5);
    expect((await load(scope(), planId)).plan).toEqual(stored.plan);
  });

  it('is repeated when it was throttled, and fails when that does not end', async () => {
    const { stored, events } = await change();
    const slow = (times: number) =>
      failing('TransactWriteItems', () => cancelled('ThrottlingError'), { times });
    const never = slow(99);
    const through = table().through(never.interceptor).scope(TENANT_ID);
    await expect(commitEvents(through, stored, events)).rejects.toThrow('made by a test');
    expect(never.calls.length).toBe(5);
    const again = table().through(slow(1).interceptor).scope(TENANT_ID);
    expect(await commitEvents(again, stored, events)).toMatchObject({ kind: 'committed' });
  });

  it.each([
    ['an item is too large', cancelled('None', 'ItemCollectionSizeLimitExceeded')],
    ['the service finds it invalid', cancelled('ValidationError', 'TransactionConflict')],
    ['it does not say why', cancelled()],
    ['the answer is no cancellation', throttled()],
  ])('fails at once when %s', async (_, error) => {
    const { stored, events } = await change();
    const { interceptor, calls } = failing('TransactWriteItems', () => error, { times: 99 });
    const through = table().through(interceptor).scope(TENANT_ID);
    await expect(commitEvents(through, stored, events)).rejects.toBe(error);
    expect(calls.length).toBe(1);
  });

  it('says what stood in the way even when another write was in the way too', async () => {
    const { stored, events } = await change();
    const { interceptor, calls } = failing(
      'TransactWriteItems',
      () => cancelled('ConditionalCheckFailed', 'TransactionConflict'),
      { times: 99 },
    );
    const through = table().through(interceptor).scope(TENANT_ID);
    expect(await commitEvents(through, stored, events)).toEqual({ kind: 'conflict' });
    expect(calls.length).toBe(1);
  });

  it('was carried out all the same when only its answer was lost: the repeat does nothing', async () => {
    const { stored, events } = await change();
    const token = randomBytes(16);
    const fixed = { randomBytes: (size: number) => token.subarray(0, size) };
    expect(await commitEvents(scope(), stored, events, fixed)).toMatchObject({ kind: 'committed' });
    expect(await commitEvents(scope(), stored, events, fixed)).toMatchObject({ kind: 'committed' });
    expect((await load(scope(), planId)).plan.version).toBe(stored.plan.version + 1);
  });
});
