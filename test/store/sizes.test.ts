import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../domain/kernel/civil-date.ts';
import type { MemberId, TenantId } from '../../domain/kernel/ids.ts';
import { isNonEmpty } from '../../domain/kernel/non-empty.ts';
import type { PlanEvent, RecordedEvent } from '../../domain/plan/events.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { chainStart, linkOf } from '../../functions/adapters/store/chain.ts';
import { planActions } from '../../functions/adapters/store/commit.ts';
import { EXPAND_MAX } from '../../functions/adapters/store/deliveries.ts';
import { deliveryItem } from '../../functions/adapters/store/delivery-codec.ts';
import { EVENT_ITEMS_MAX } from '../../functions/adapters/store/event-codec.ts';
import { loadHistory, type PlanChange } from '../../functions/adapters/store/index.ts';
import { tenantItem } from '../../functions/adapters/store/tenant-codec.ts';
import { ACTIONS_MAX } from '../../functions/adapters/store/transact.ts';
import { planContent } from '../../functions/contract/schemas/content.ts';
import { on } from '../domain/calendar/calendars.ts';
import { newDelivery } from '../support/deliveries.ts';
import { recording, useTable } from '../support/engine.ts';
import { activePlanHistory, as, PLAN_ID, people, shanghai, TENANT_ID } from '../support/plans.ts';
import {
  commitEvents,
  commitHistory,
  found,
  historyOf,
  load,
  planAfter,
  tenantOf,
} from '../support/store.ts';
import { itemBytes } from './item-size.ts';
import {
  fullRun,
  maximalAmendment,
  maximalClosing,
  maximalContent,
  maximalDraft,
  maximalResume,
  maximalReview,
  noise,
} from './maximal-plan.ts';
import { dueOf, following, NOW, replayOf, wholeRun } from './running-plan.ts';

const table = useTable();
const scope = () => table().scope(TENANT_ID);
beforeAll(() => found(table()));

const REQUEST_BYTES = 256 * 1024;
const ITEM_BYTES = 300_000;
const TRANSACTION_BYTES = 4_000_000;

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What `commit` would write. */
const actionsOf = (change: Omit<PlanChange, 'randomBytes'>) => {
  let hash = chainStart(change.after.id);
  const links = change.events.map((event) => {
    const link = linkOf(event, hash, randomBytes);
    hash = link.hash;
    return link;
  });
  return planActions({ ...change, randomBytes }, links, hash);
};

const puts = (actions: ReturnType<typeof actionsOf>) =>
  actions.flatMap((action) => ('put' in action ? [action.put] : []));

describe('items', () => {
  it('HEAD of a sixty-day plan stays under 2 KB to its last day', async () => {
    const stored = await commitHistory(scope(), activePlanHistory());
    const events = following(stored.plan, ...wholeRun(stored.plan));
    if (!isNonEmpty(events)) throw new Error('no events');
    const after = planAfter(stored.plan, events);
    const items = puts(actionsOf({ before: stored, after, events, due: dueOf(1) }));
    const head = items.find(({ sk }) => sk === 'HEAD') ?? { pk: '', sk: '' };
    expect(itemBytes(head)).toBeLessThan(2048);
    expect(head).toMatchObject({ running: expect.anything(), nextAt: expect.anything() });
    await commitEvents(scope(), stored, events, { due: dueOf(1) });
    expect((await load(scope())).plan).toEqual(after);
  });

  it('of a plan stay under 300 KB, and a write under 100 actions, at maximal input', () => {
    const content = maximalContent();
    expect(planContent().safeParse(content).success).toBe(true);
    expect(jsonBytes(content)).toBeGreaterThan(0.9 * REQUEST_BYTES);
    expect(jsonBytes(content)).toBeLessThan(REQUEST_BYTES);
    const reviewed = planAfter(undefined, maximalReview(content));
    const open = planAfter(reviewed, following(reviewed, ...maximalAmendment(content)));
    const before = { ...open, running: fullRun(content) } as Plan;
    const missed: PlanEvent = {
      type: 'CheckInMissed',
      plannedOn: content.schedule.endOn,
      by: 'manager',
    };
    const lapsed = Array.from({ length: 200 }, () => missed);
    const events = following(before, ...lapsed, maximalClosing(content));
    if (!isNonEmpty(events)) throw new Error('no events');
    const sites = Object.fromEntries(
      content.supports.map(({ provider }) => [provider.memberId, noise(40)]),
    ) as Record<MemberId, string>;
    const results = Array.from({ length: 40 }, () => ({ message: noise(1500) }));
    const actions = actionsOf({
      after: planAfter(before, events),
      events,
      due: { ...dueOf(1), sites },
      replay: { ...replayOf('max'), answer: { results } },
      access: { planId: PLAN_ID, at: NOW, by: people.hrHead, acts: 'hr', action: 'approveOutcome' },
    });
    const labels = actions.map(({ label }) => label);
    expect(labels.filter((label) => label === 'event').length).toBeGreaterThan(60);
    expect(new Set(labels)).toEqual(
      new Set(['head', 'body', 'event', 'replay', 'access', 'insights']),
    );
    // All but the events, with a claim or its release in the worst case, and as many events as may be.
    const others = labels.filter((label) => label !== 'event').length + 1;
    expect(others + EVENT_ITEMS_MAX).toBeLessThanOrEqual(ACTIONS_MAX);
    expect(EXPAND_MAX + 1).toBeLessThanOrEqual(ACTIONS_MAX);
    const sizes = puts(actions).map((item) => [item.sk, itemBytes(item)] as const);
    for (const [sk, bytes] of sizes) expect(bytes, sk).toBeLessThan(ITEM_BYTES);
    const all = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(all).toBeLessThan(TRANSACTION_BYTES);
  });

  it('of events stay under 300 KB, each of them at its largest', () => {
    const content = maximalContent();
    const history = [...maximalReview(content)];
    const last = planAfter(undefined, history);
    const amended = following(last, ...maximalAmendment(content));
    const open = planAfter(last, amended);
    const events: RecordedEvent[] = [
      ...history,
      ...amended,
      ...following(open, maximalClosing(content)),
    ];
    let plan: Plan | undefined;
    const resumed = { seq: 0, at: NOW, by: as.hrOwner, event: maximalResume(content) };
    for (const item of puts(
      actionsOf({ after: { ...last, version: 1 }, events: [{ ...resumed, seq: 1 }] }),
    ))
      expect(itemBytes(item), item.sk).toBeLessThan(ITEM_BYTES);
    for (const event of events) {
      plan = planAfter(plan, [event]);
      const items = puts(actionsOf({ after: plan, events: [event] }));
      for (const item of items) expect(itemBytes(item), item.sk).toBeLessThan(ITEM_BYTES);
    }
  });

  it('of settings, deliveries and replays stay under 300 KB', () => {
    const site = (name: string) => ({
      id: name,
      name: noise(200),
      zone: 'America/Argentina/ComodRivadavia',
      calendar: {
        weekend: [6, 7] as const,
        nonWorking: Array.from({ length: 400 }, (_, day) => addDays(on('2026-01-01'), day * 3)),
        extraWorking: Array.from({ length: 400 }, (_, day) => addDays(on('2026-01-02'), day * 3)),
        knownUntil: on('2029-12-31'),
      },
    });
    const sites = Array.from({ length: 24 }, (_, index) => site(`site-${index}`));
    expect(jsonBytes(sites)).toBeGreaterThan(0.9 * REQUEST_BYTES);
    expect(itemBytes(tenantItem({ ...tenantOf(), sites }))).toBeLessThan(ITEM_BYTES);
    const delivery = newDelivery('ab'.repeat(32), { email: `${noise(240)}@example.com` });
    expect(itemBytes(deliveryItem(TENANT_ID, delivery))).toBeLessThan(1024);
  });
});

describe('a plan that needs more than one item for what was said', () => {
  it('is stored, read back and, when it shrinks, cleared of what is left over', async () => {
    const tenantId = 'MAX00000000000000000000000' as TenantId;
    await found(table(), tenantId);
    const { table: recorded, calls } = recording(table());
    const other = recorded.scope(tenantId);
    const history = historyOf(maximalDraft(maximalContent()), { tenantId });
    let drafted: Awaited<ReturnType<typeof load>> | undefined;
    for (const event of history) {
      expect(await commitEvents(other, drafted, [event])).toMatchObject({ kind: 'committed' });
      drafted = await load(other);
    }
    if (drafted === undefined) throw new Error('nothing stored');
    expect(drafted.plan).toStrictEqual(planAfter(undefined, history));
    expect(await loadHistory(other, PLAN_ID)).toStrictEqual(history);
    expect(drafted.head.bodyParts).toBeGreaterThan(1);

    const edit: PlanEvent = {
      type: 'ContentEdited',
      content: shanghai.content,
      approvalVoided: false,
    };
    await commitEvents(other, drafted, following(drafted.plan, edit));
    const actions = calls.at(-1)?.input.TransactItems;
    expect(JSON.stringify(actions)).toContain('"Delete"');
    const edited = await load(other);
    expect(edited.head.bodyParts).toBe(1);
    expect(edited.plan.content).toEqual(shanghai.content);
  });

  it('is read again when a write fell between its items', async () => {
    const tenantId = 'TORN0000000000000000000000' as TenantId;
    await found(table(), tenantId);
    const scope = table().scope(tenantId);
    const content = maximalContent();
    const history = historyOf(maximalDraft(content), { tenantId });
    for (const [at, event] of history.entries())
      await commitEvents(scope, at === 0 ? undefined : await load(scope), [event]);
    const before = await load(scope);
    const edit: PlanEvent = {
      type: 'ContentEdited',
      content: { ...content, title: 'changed' },
      approvalVoided: false,
    };
    let reads = 0;
    const torn = table().through(async (call, next) => {
      if (call.operation === 'BatchGetItem') reads += 1;
      // The first two items were read; before the third is, somebody edits the plan.
      if (reads === 2) await commitEvents(scope, before, following(before.plan, edit));
      return next();
    });
    const loaded = await load(torn.scope(tenantId));
    expect(loaded.plan.content.title).toBe('changed');
    expect(reads).toBe(4);
  });
});
