import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { ErasedPlan } from '../../../domain/plan/state.ts';
import type { Page, PageRequest, TenantScope } from './access.ts';
import { eventsCodec } from './event-codec.ts';
import { type Codec, fromItem, type RawItem, StoredItemError, stamp } from './item.ts';
import { type Key, keyOf, planIdOfErasure, rangeOf } from './keys.ts';
import { bodyCodec, headCodec } from './plan-codec.ts';
import { getItem, queryAll, queryRange } from './read.ts';
import { replayCodec } from './tenant-codec.ts';
import { ACTIONS_MAX, transact } from './transact.ts';
import { putIf } from './write-if.ts';

/** That a plan was erased, in a log of its own: a backup that is older knows nothing of it (N5). */
export interface ErasureEntry {
  readonly planId: PlanId;
  readonly at: Instant;
  readonly requestedBy: MemberId;
  readonly confirmedBy: MemberId;
}

export const erasureCodec: Codec<ErasureEntry> = {
  type: 'erasure',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    planId: planIdOfErasure(fields.key),
    at: fields.text('at') as Instant,
    requestedBy: fields.text('requestedBy') as MemberId,
    confirmedBy: fields.text('confirmedBy') as MemberId,
  }),
};

/** The line of the log that stands beside an erased plan. */
export const erasureItem = (plan: ErasedPlan): RawItem & Key => ({
  ...keyOf.erasure(plan.tenantId, plan.id),
  ...stamp(erasureCodec),
  at: plan.erasure.at,
  requestedBy: plan.erasure.requestedBy,
  confirmedBy: plan.erasure.confirmedBy,
});

/** The tenant's log of erasures, by plan. */
export const listErasures = async (
  scope: TenantScope,
  page: PageRequest,
): Promise<Page<ErasureEntry>> => {
  const found = await queryRange(scope, rangeOf.erasures(scope.tenantId), page, 'ascending');
  return { ...found, items: found.items.map((item) => fromItem(erasureCodec, item)) };
};

/** An event that says nothing but that there is nothing any more; its payload has no words. */
const KEPT = 'PlanErased';

/** What stays: the tombstone, the chain, and answers to requests, which hold no words and run out. */
const KEPT_TYPES: readonly unknown[] = [
  headCodec.type,
  bodyCodec.type,
  eventsCodec.type,
  replayCodec.type,
];

/** Nothing is put back that somebody took away. */
const STILL_THERE = { condition: 'attribute_exists(pk)' };

/** The events of an item without words and salts, or `undefined` when it has none left. */
const withoutWords = (item: RawItem): RawItem | undefined => {
  const events = item.events as readonly RawItem[];
  const has = ({ type, payload, salt }: RawItem): boolean =>
    type !== KEPT && (payload !== undefined || salt !== undefined);
  return events.some(has)
    ? {
        ...item,
        events: events.map((one) => {
          if (!has(one)) return one;
          const { payload: _, salt: __, ...rest } = one;
          return rest;
        }),
      }
    : undefined;
};

const removeAll = async (scope: TenantScope, items: readonly RawItem[]): Promise<void> => {
  for (let from = 0; from < items.length; from += ACTIONS_MAX) {
    const actions = items
      .slice(from, from + ACTIONS_MAX)
      .map(({ pk, sk }) => ({ label: 'item', remove: { pk: String(pk), sk: String(sk) } }));
    const { kind } = await transact(scope, actions);
    if (kind !== 'done') throw new Error('Items of an erased plan are still being written');
  }
};

/**
 * Deletes what is left of an erased plan's words: payloads and salts of its events, and everything
 * that lies beside them: mails with their addresses, notes of HR alone, who read it. Hashes, head
 * and chain stay. Each step may be repeated, and a
 * run that was cut off is made good by the next one.
 *
 * @throws StoredItemError when the plan is not erased: nothing is deleted before that is decided
 */
export const erasePlan = async (scope: TenantScope, planId: PlanId): Promise<void> => {
  const { tenantId } = scope;
  const headKey = keyOf.head(tenantId, planId);
  const head = await getItem(scope, headKey);
  if (head === undefined || fromItem(headCodec, head).summary.status !== 'ERASED')
    throw new StoredItemError(headKey, 'is not erased');
  const items = await queryAll(scope, { pk: headKey.pk, prefix: '' });
  for (const item of items.filter(({ type }) => type === eventsCodec.type)) {
    const bare = withoutWords(item);
    if (bare !== undefined)
      if ((await putIf(scope, bare as RawItem & Key, STILL_THERE)).kind === 'contended')
        throw new Error('Events of an erased plan are still being written');
  }
  await removeAll(
    scope,
    items.filter(({ type }) => !KEPT_TYPES.includes(type)),
  );
};
