import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ATTEMPTS, type Page, type PageRequest, pauseAfter, type TableAccess } from './access.ts';
import { atVersion } from './condition.ts';
import { StoredItemError } from './item.ts';
import {
  type ChangedPlan,
  changedIndexKeys,
  changedShard,
  keyOf,
  parseChangedSk,
  planIdOf,
  tenantIdOf,
} from './keys.ts';
import { BATCH_MAX, cursorField } from './read.ts';
import { TABLE } from './table.ts';
import { updateIf } from './write-if.ts';

/**
 * Plans whose chain has grown since it was last anchored. Every command marks HEAD, in the very
 * write that it makes anyway; the first one after an anchor pays one unit for the index entry, the
 * others none. Whoever anchors a plan takes its mark away, provided that it has not moved on since:
 * so the index is the list of what is left to do, and a crash leaves it as it was.
 */

/**
 * One page of a shard, a tenant's plans side by side. The index is eventually consistent: a plan
 * that is missing now is there the next time.
 */
export const queryChanged = async (
  table: TableAccess,
  query: { readonly shard: number; readonly page: PageRequest },
): Promise<Page<ChangedPlan>> => {
  const { name, partitionKey, sortKey } = TABLE.indexes.changed;
  const shard = changedShard(query.shard);
  const { after, limit } = query.page;
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: name,
      KeyConditionExpression: `${partitionKey} = :shard`,
      ExpressionAttributeValues: { ':shard': shard },
      Limit: limit,
      ...(after === undefined
        ? {}
        : { ExclusiveStartKey: startAt(shard, cursorField(after, sortKey)) }),
    }),
  );
  const items = Items.map((item) => changedPlanOf(shard, String(item[sortKey])));
  return LastEvaluatedKey === undefined
    ? { items }
    : { items, next: { [sortKey]: String(LastEvaluatedKey[sortKey]) } };
};

const changedPlanOf = (shard: string, sk: string): ChangedPlan => {
  const plan = parseChangedSk(sk);
  if (plan === undefined)
    throw new StoredItemError({ pk: shard, sk }, 'is no line of the index of changed plans');
  return plan;
};

const startAt = (shard: string, sk: string): Record<string, string> => {
  const plan = changedPlanOf(shard, sk);
  return { ...changedIndexKeys(plan), ...keyOf.head(plan.tenantId, plan.planId) };
};

/** How far a plan's chain has come. */
export interface PlanHead extends ChangedPlan {
  readonly version: number;
  /** Hash of the last event, lower-case hex. */
  readonly chainHash: string;
}

/**
 * The heads of plans of any tenants, strongly consistent: version and hash and not one attribute
 * more, which is all that the caller has a right to read. Plans that are gone are left out.
 *
 * @param plans at most 100
 */
export const readHeads = async (
  table: TableAccess,
  plans: readonly ChangedPlan[],
): Promise<readonly PlanHead[]> => {
  if (plans.length > BATCH_MAX) throw new RangeError(`${plans.length} plans in one batch`);
  const heads: PlanHead[] = [];
  let Keys: Record<string, unknown>[] = plans.map(({ tenantId, planId }) => ({
    ...keyOf.head(tenantId, planId),
  }));
  for (let attempt = 1; Keys.length > 0; attempt += 1) {
    const answer = await table.documents.send(
      new BatchGetCommand({
        RequestItems: {
          [table.tableName]: {
            Keys,
            ConsistentRead: true,
            ProjectionExpression: 'pk, sk, #version, chainHash',
            ExpressionAttributeNames: { '#version': 'version' },
          },
        },
      }),
    );
    heads.push(...(answer.Responses?.[table.tableName] ?? []).map(headOf));
    Keys = answer.UnprocessedKeys?.[table.tableName]?.Keys ?? [];
    if (Keys.length === 0) break;
    if (attempt === ATTEMPTS) throw new Error(`${Keys.length} heads unread after ${attempt} calls`);
    await pauseAfter(table, attempt);
  }
  return heads;
};

const headOf = (item: Readonly<Record<string, unknown>>): PlanHead => {
  const key = { pk: String(item.pk), sk: String(item.sk) };
  const { version, chainHash } = item;
  if (typeof version !== 'number' || !(chainHash instanceof Uint8Array))
    throw new StoredItemError(key, 'has no version or no hash');
  return {
    tenantId: tenantIdOf(key),
    planId: planIdOf(key),
    version,
    chainHash: Buffer.from(chainHash).toString('hex'),
  };
};

/**
 * Takes the mark of an anchored plan away, unless it has moved on since.
 *
 * @returns false when it has: it stays marked for the next anchor
 */
export const clearChanged = async (
  table: TableAccess,
  { tenantId, planId, version }: ChangedPlan & { readonly version: number },
): Promise<boolean> => {
  const { partitionKey, sortKey } = TABLE.indexes.changed;
  const result = await updateIf(table, {
    key: keyOf.head(tenantId, planId),
    set: `REMOVE ${partitionKey}, ${sortKey}`,
    when: atVersion(version),
    give: 'nothing',
  });
  return result.kind === 'done';
};

export { CHANGED_SHARDS, type ChangedPlan } from './keys.ts';
