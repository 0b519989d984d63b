import {
  BatchGetCommand,
  type BatchGetCommandInput,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  ATTEMPTS,
  type Cursor,
  type Page,
  type PageRequest,
  pauseAfter,
  type TableAccess,
} from './access.ts';
import type { RawItem } from './item.ts';
import type { Key, Range } from './keys.ts';

/** Most keys that the service takes in one batch. */
export const BATCH_MAX = 100;

/** What a batch found, by key. */
export interface Found {
  get(key: Key): RawItem | undefined;
}

const nameOf = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

/**
 * Reads items by key in one strongly consistent call, or a few when the service leaves some out.
 * Each item is current, but they are not read at one moment: a write may fall between two of them.
 *
 * @throws Error when keys are left out in every attempt
 */
export const batchGet = async (access: TableAccess, keys: readonly Key[]): Promise<Found> => {
  const wanted = new Map(keys.map((key) => [nameOf(key), key]));
  if (wanted.size > BATCH_MAX) throw new RangeError(`${wanted.size} keys in one batch`);
  const found = new Map<string, RawItem>();
  let Keys: Record<string, unknown>[] = [...wanted.values()].map(({ pk, sk }) => ({ pk, sk }));
  for (let attempt = 1; Keys.length > 0; attempt += 1) {
    const RequestItems: BatchGetCommandInput['RequestItems'] = {
      [access.tableName]: { Keys, ConsistentRead: true },
    };
    const answer = await access.documents.send(new BatchGetCommand({ RequestItems }));
    for (const item of answer.Responses?.[access.tableName] ?? [])
      found.set(nameOf(item as unknown as Key), item);
    Keys = answer.UnprocessedKeys?.[access.tableName]?.Keys ?? [];
    if (Keys.length === 0) break;
    if (attempt === ATTEMPTS) throw new Error(`${Keys.length} keys unread after ${attempt} calls`);
    await pauseAfter(access, attempt);
  }
  return { get: (key) => found.get(nameOf(key)) };
};

/** One item, strongly consistent. */
export const getItem = async (access: TableAccess, key: Key): Promise<RawItem | undefined> => {
  const { Item } = await access.documents.send(
    new GetCommand({ TableName: access.tableName, Key: { ...key }, ConsistentRead: true }),
  );
  return Item;
};

/**
 * One page of a partition. Its cursor holds the sort key alone: the partition comes from the scope
 * each time, so no cursor leads into another one.
 */
export const queryRange = async (
  access: TableAccess,
  range: Range,
  page: PageRequest,
  order: 'ascending' | 'descending',
): Promise<Page<RawItem>> => {
  const input: QueryCommandInput = {
    TableName: access.tableName,
    ...(range.prefix === ''
      ? {
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': range.pk },
        }
      : {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': range.pk, ':prefix': range.prefix },
        }),
    ConsistentRead: true,
    ScanIndexForward: order === 'ascending',
    Limit: page.limit,
    ...(page.after === undefined
      ? {}
      : { ExclusiveStartKey: { pk: range.pk, sk: cursorField(page.after, 'sk') } }),
  };
  const { Items = [], LastEvaluatedKey } = await access.documents.send(new QueryCommand(input));
  return LastEvaluatedKey === undefined
    ? { items: Items }
    : { items: Items, next: { sk: String(LastEvaluatedKey.sk) } };
};

/** Every item of a partition's range, in pages as large as the service gives. */
export const queryAll = async (access: TableAccess, range: Range): Promise<readonly RawItem[]> => {
  const items: RawItem[] = [];
  let after: Cursor | undefined;
  do {
    const page = await queryRange(
      access,
      range,
      { limit: 1000, ...(after === undefined ? {} : { after }) },
      'ascending',
    );
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
};

/** A cursor comes back from outside: unsealed, but perhaps from another list. */
export const cursorField = (cursor: Cursor, name: string): string => {
  const value = cursor[name];
  if (typeof value !== 'string') throw new TypeError(`A cursor without ${name}`);
  return value;
};
