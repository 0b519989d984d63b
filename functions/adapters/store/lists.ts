import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { PlanStatus } from '../../../domain/plan/vocabulary.ts';
import type { Page, PageRequest, TenantScope } from './access.ts';
import { keyOf, plansOfEmployee, plansOfManager, plansOfTenant, statusPrefix } from './keys.ts';
import { type PlanSummary, summaryOfEntry } from './plan-summary.ts';
import { cursorField } from './read.ts';
import { TABLE } from './table.ts';

export type PlansOf =
  | { readonly of: 'tenant' }
  | { readonly of: 'employee'; readonly memberId: MemberId }
  | { readonly of: 'manager'; readonly memberId: MemberId };

/**
 * Plans, newest first; all of the tenant's stand together by status. A list may lag behind a write
 * by moments: nothing is decided from it.
 */
export const listPlans = async (
  scope: TenantScope,
  query: PlansOf & { readonly status?: PlanStatus; readonly page: PageRequest },
): Promise<Page<PlanSummary>> => {
  const { limit, after } = query.page;
  const index = indexOf(scope, query);
  const items: PlanSummary[] = [];
  let start = after === undefined ? undefined : startAt(scope, index, after);
  // A filter drops entries after the limit was applied, so a page may take several calls.
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await scope.documents.send(
      new QueryCommand({
        TableName: scope.tableName,
        IndexName: index.name,
        ...conditions(index, query.status),
        ScanIndexForward: false,
        Limit: limit,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) {
      items.push(summaryOfEntry(item));
      if (items.length === limit) {
        const more = LastEvaluatedKey !== undefined || item !== Items.at(-1);
        return more ? { items, next: cursorOf(index, item) } : { items };
      }
    }
    if (LastEvaluatedKey === undefined) return { items };
    start = LastEvaluatedKey;
  }
};

interface IndexRange {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly partition: string;
  /** Whether the sort key starts with the status; elsewhere few plans are filtered. */
  readonly byStatus: boolean;
}

const indexOf = ({ tenantId }: TenantScope, query: PlansOf): IndexRange => {
  const { plansOfTenant: all, plansOfEmployee: own, plansOfManager: managed } = TABLE.indexes;
  switch (query.of) {
    case 'tenant':
      return { ...all, partition: plansOfTenant(tenantId), byStatus: true };
    case 'employee':
      return { ...own, partition: plansOfEmployee(tenantId, query.memberId), byStatus: false };
    default:
      return { ...managed, partition: plansOfManager(tenantId, query.memberId), byStatus: false };
  }
};

const conditions = (
  { partitionKey, sortKey, partition, byStatus }: IndexRange,
  status: PlanStatus | undefined,
): Partial<QueryCommandInput> => {
  const ofPartition = `${partitionKey} = :partition`;
  if (status === undefined)
    return {
      KeyConditionExpression: ofPartition,
      ExpressionAttributeValues: { ':partition': partition },
    };
  if (byStatus)
    return {
      KeyConditionExpression: `${ofPartition} AND begins_with(${sortKey}, :status)`,
      ExpressionAttributeValues: { ':partition': partition, ':status': statusPrefix(status) },
    };
  return {
    KeyConditionExpression: ofPartition,
    FilterExpression: 'summary.#status = :status',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':partition': partition, ':status': status },
  };
};

/** Partitions come from the scope, so a cursor holds the place within one and nothing more. */
const cursorOf = ({ sortKey }: IndexRange, item: Readonly<Record<string, unknown>>) => ({
  sk: String(item[sortKey]),
  planId: summaryOfEntry(item).planId,
});

const startAt = (
  { tenantId }: TenantScope,
  { partitionKey, sortKey, partition }: IndexRange,
  after: NonNullable<PageRequest['after']>,
): Record<string, string> => ({
  [partitionKey]: partition,
  [sortKey]: cursorField(after, 'sk'),
  ...keyOf.head(tenantId, cursorField(after, 'planId') as PlanId),
});
