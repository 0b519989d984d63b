import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { TableAccess } from '../../functions/adapters/store/index.ts';
import { TABLE } from '../../functions/adapters/store/table.ts';
import { conditionOf, type Item, type Stand, updated } from './expressions.ts';

/** An expression with its stand-ins, as calls carry it. */
interface Worded {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

interface Index {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** What a query sees now: index keys by item. */
  readonly visible: Map<string, Map<string, Item>>;
}

export interface MemoryTableOptions {
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
  /** How long an index does not show a write yet, in milliseconds; asked for each write. */
  readonly indexLagMs: () => number;
}

/** The table in memory, with the semantics that the store relies on. */
export interface MemoryTable {
  /** For `TableAccess`; faults go around it. */
  readonly send: (command: unknown) => Promise<unknown>;
  /** Every item, for the checker. */
  readonly items: () => IterableIterator<Item>;
  readonly get: (pk: string, sk: string) => Item | undefined;
}

const nameOf = (pk: unknown, sk: unknown): string => `${String(pk)}\u0000${String(sk)}`;

const standOf = (worded: Worded): Stand => ({
  names: worded.ExpressionAttributeNames ?? {},
  values: worded.ExpressionAttributeValues ?? {},
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Reads are strong but on indexes, which lag; transactions are all or nothing. */
export const createMemoryTable = ({ now, indexLagMs }: MemoryTableOptions): MemoryTable => {
  const partitions = new Map<string, Map<string, Item>>();
  const indexes = new Map<string, Index>(
    Object.values(TABLE.indexes).map(({ name, partitionKey, sortKey }) => [
      name,
      { partitionKey, sortKey, visible: new Map() },
    ]),
  );
  /** Index changes that are not visible yet, in the order in which they were made. */
  let pending: { readonly at: number; readonly before?: Item; readonly after?: Item }[] = [];
  const tokens = new Set<string>();

  const find = (key: Item): Item | undefined => partitions.get(String(key.pk))?.get(String(key.sk));

  const showIn = (index: Index, before: Item | undefined, after: Item | undefined): void => {
    for (const [item, adds] of [
      [before, false],
      [after, true],
    ] as const) {
      const partition = item?.[index.partitionKey];
      if (item === undefined || partition === undefined || item[index.sortKey] === undefined)
        continue;
      const shown = index.visible.get(String(partition)) ?? new Map<string, Item>();
      if (adds) shown.set(nameOf(item.pk, item.sk), item);
      else shown.delete(nameOf(item.pk, item.sk));
      index.visible.set(String(partition), shown);
    }
  };

  /** Changes of one item show in their order: a later one never overtakes. */
  const catchUp = (): void => {
    const time = now();
    if (pending.every(({ at }) => at > time)) return;
    const waiting = new Set<string>();
    pending = pending.filter((change) => {
      const item = change.after ?? change.before;
      const name = nameOf(item?.pk, item?.sk);
      if (change.at > time || waiting.has(name)) {
        waiting.add(name);
        return true;
      }
      for (const index of indexes.values()) showIn(index, change.before, change.after);
      return false;
    });
  };

  const put = (key: Item, after: Item | undefined): void => {
    const before = find(key);
    const partition = partitions.get(String(key.pk)) ?? new Map<string, Item>();
    if (after === undefined) partition.delete(String(key.sk));
    else partition.set(String(key.sk), after);
    partitions.set(String(key.pk), partition);
    pending.push({
      at: now() + indexLagMs(),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  };

  const holds = (key: Item, worded: Worded): boolean =>
    conditionOf(worded.ConditionExpression)(find(key) ?? {}, standOf(worded));

  const refused = (): Error =>
    new ConditionalCheckFailedException({ message: 'the condition does not hold', $metadata: {} });

  const afterUpdate = (
    Key: Item,
    {
      UpdateExpression = '',
      ...worded
    }: Worded & { readonly UpdateExpression?: string | undefined },
  ): Item => updated(UpdateExpression, find(Key) ?? { ...Key }, standOf(worded));

  const transact = ({ input }: TransactWriteCommand): Item => {
    const token = input.ClientRequestToken;
    if (token !== undefined && tokens.has(token)) return {};
    const actions = input.TransactItems ?? [];
    const keyOf = (action: (typeof actions)[number]): Item =>
      action.Put?.Item ??
      action.Update?.Key ??
      action.Delete?.Key ??
      action.ConditionCheck?.Key ??
      {};
    const reasons = actions.map((action) => {
      const worded = action.Put ?? action.Update ?? action.Delete ?? action.ConditionCheck ?? {};
      if (holds(keyOf(action), worded)) return { Code: 'None' };
      const version = find(keyOf(action))?.version;
      return {
        Code: 'ConditionalCheckFailed',
        ...(typeof version === 'number' ? { Item: { version: { N: String(version) } } } : {}),
      };
    });
    if (reasons.some(({ Code }) => Code !== 'None'))
      throw new TransactionCanceledException({
        message: 'cancelled',
        $metadata: {},
        CancellationReasons: reasons,
      });
    const results = actions.map((action): [Item, Item | undefined] | undefined => {
      if (action.Put !== undefined) return [keyOf(action), action.Put.Item as Item];
      if (action.Update !== undefined)
        return [keyOf(action), afterUpdate(keyOf(action), action.Update)];
      return action.Delete === undefined ? undefined : [keyOf(action), undefined];
    });
    for (const result of results) if (result !== undefined) put(...result);
    if (token !== undefined) tokens.add(token);
    return {};
  };

  const rowsOf = (input: QueryCommand['input']): readonly Item[] => {
    const stand = standOf(input);
    const fits = conditionOf(input.KeyConditionExpression);
    if (input.IndexName === undefined) {
      const pk = Object.values(stand.values).find(
        (value) => typeof value === 'string' && partitions.has(value),
      );
      const rows = [...(partitions.get(String(pk))?.values() ?? [])];
      return rows
        .filter((item) => fits(item, stand))
        .sort((a, b) => compare(String(a.sk), String(b.sk)));
    }
    const index = indexes.get(input.IndexName);
    if (index === undefined) throw new Error(`No index ${input.IndexName}`);
    catchUp();
    const partition = Object.values(stand.values).find(
      (value) => typeof value === 'string' && index.visible.has(value),
    );
    const rows = [...(index.visible.get(String(partition))?.values() ?? [])];
    return rows
      .filter((item) => fits(item, stand))
      .sort((a, b) => compare(String(a[index.sortKey]), String(b[index.sortKey])));
  };

  const query = ({ input }: QueryCommand): Item => {
    const sortKey =
      input.IndexName === undefined ? 'sk' : (indexes.get(input.IndexName)?.sortKey ?? 'sk');
    const sorted = rowsOf(input);
    const rows = input.ScanIndexForward === false ? sorted.toReversed() : sorted;
    const start = input.ExclusiveStartKey?.[sortKey];
    const from =
      start === undefined
        ? 0
        : rows.findIndex((item) =>
            input.ScanIndexForward === false
              ? compare(String(item[sortKey]), String(start)) < 0
              : compare(String(item[sortKey]), String(start)) > 0,
          );
    const rest = from === -1 ? [] : rows.slice(from);
    const Items = rest.slice(0, input.Limit ?? rest.length);
    const last = Items.at(-1);
    return {
      Items: Items.filter((item) => conditionOf(input.FilterExpression)(item, standOf(input))),
      ...(Items.length < rest.length && last !== undefined
        ? { LastEvaluatedKey: { pk: last.pk, sk: last.sk, [sortKey]: last[sortKey] } }
        : {}),
    };
  };

  const answer = (command: unknown): Item => {
    if (command instanceof GetCommand) {
      const Item = find(command.input.Key ?? {});
      return Item === undefined ? {} : { Item };
    }
    if (command instanceof BatchGetCommand)
      return {
        Responses: Object.fromEntries(
          Object.entries(command.input.RequestItems ?? {}).map(([table, { Keys = [] }]) => [
            table,
            Keys.flatMap((key) => find(key) ?? []),
          ]),
        ),
      };
    if (command instanceof QueryCommand) return query(command);
    if (command instanceof PutCommand) {
      const item = command.input.Item ?? {};
      if (!holds(item, command.input)) throw refused();
      put(item, item);
      return {};
    }
    if (command instanceof UpdateCommand) {
      const Key = command.input.Key ?? {};
      if (!holds(Key, command.input)) throw refused();
      const Attributes = afterUpdate(Key, command.input);
      put(Key, Attributes);
      return command.input.ReturnValues === 'ALL_NEW' ? { Attributes } : {};
    }
    if (command instanceof DeleteCommand) {
      const Key = command.input.Key ?? {};
      if (!holds(Key, command.input)) throw refused();
      put(Key, undefined);
      return {};
    }
    if (command instanceof TransactWriteCommand) return transact(command);
    throw new Error(`${(command as object).constructor.name} is not modelled`);
  };

  return {
    send: (command) =>
      new Promise((resolve) => {
        resolve(answer(command));
      }),
    items: function* () {
      for (const partition of partitions.values()) yield* partition.values();
    },
    get: (pk, sk) => find({ pk, sk }),
  };
};

/** The table as the store's functions want it. `pause` never waits: time is simulated. */
export const accessTo = (
  send: (command: unknown) => Promise<unknown>,
  pause: () => Promise<void> = async () => {},
): TableAccess => ({
  documents: { send } as unknown as DynamoDBDocumentClient,
  tableName: 'simulated',
  pause,
});
