import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PlanId } from '../../../domain/kernel/ids.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import type { Page, PageRequest, TenantScope } from './access.ts';
import type { ChainLink } from './chain.ts';
import { eventOf, eventsCodec } from './event-codec.ts';
import { fromItem, type RawItem } from './item.ts';
import { type Key, keyOf, rangeOf } from './keys.ts';
import { queryAll, queryRange } from './read.ts';
import { type AccessEntry, accessCodec, accessItem } from './tenant-codec.ts';

const eventsIn = (item: RawItem): readonly RecordedEvent[] =>
  fromItem(eventsCodec, item).map((link) => eventOf(item as unknown as Key, link));

/** Every event of a plan, oldest first, strongly consistent. */
export const loadHistory = async (
  scope: TenantScope,
  planId: PlanId,
): Promise<readonly RecordedEvent[]> =>
  (await queryAll(scope, rangeOf.events(scope.tenantId, planId))).flatMap(eventsIn);

/** A plan's chain as it is stored, oldest first, erased payloads left out; for `verifyChain`. */
export const loadChain = async (
  scope: TenantScope,
  planId: PlanId,
): Promise<readonly ChainLink[]> =>
  (await queryAll(scope, rangeOf.events(scope.tenantId, planId))).flatMap((item) =>
    fromItem(eventsCodec, item),
  );

/** What the links of a plan's chain say, none of them erased: the history without another read. */
export const historyIn = (
  { tenantId }: Pick<TenantScope, 'tenantId'>,
  planId: PlanId,
  links: readonly ChainLink[],
): readonly RecordedEvent[] =>
  links.map((link) => eventOf(keyOf.events(tenantId, planId, link.seq), link));

/**
 * One page of a plan's events, newest first. The limit counts writes; only a write of more than
 * `EVENT_ITEMS_MAX` events has several to one.
 */
export const loadTimeline = async (
  scope: TenantScope,
  planId: PlanId,
  page: PageRequest,
): Promise<Page<RecordedEvent>> => {
  const found = await queryRange(scope, rangeOf.events(scope.tenantId, planId), page, 'descending');
  return { ...found, items: found.items.flatMap((item) => eventsIn(item).toReversed()) };
};

/** Notes that somebody read the plan's content. */
export const logAccess = async (scope: TenantScope, entry: AccessEntry): Promise<void> => {
  await scope.documents.send(
    new PutCommand({ TableName: scope.tableName, Item: accessItem(scope.tenantId, entry) }),
  );
};

/** Who read the plan's content, latest first. */
export const listAccess = async (
  scope: TenantScope,
  planId: PlanId,
  page: PageRequest,
): Promise<Page<AccessEntry>> => {
  const found = await queryRange(scope, rangeOf.access(scope.tenantId, planId), page, 'descending');
  return { ...found, items: found.items.map((item) => fromItem(accessCodec, item)) };
};
