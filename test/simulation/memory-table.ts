import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  IdempotentParameterMismatchException,
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

/** Index entries of one partition, in the order of their sort keys. */
interface Shown {
  readonly order: string[];
  readonly items: Map<string, Item>;
}

interface Index {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Whether an entry shows nothing but keys. */
  readonly keysOnly: boolean;
  /** What a query sees now, by partition. */
  readonly visible: Map<string, Shown>;
  /** Where and how each item stands in it. */
  readonly places: Map<string, { readonly partition: string; readonly place: string }>;
}

interface Pending {
  readonly at: number;
  readonly seq: number;
  readonly index: Index;
  readonly name: string;
  readonly after: Item | undefined;
}

/** An item before and after a call; absent: there was none, or is none now. */
export interface Changed {
  readonly pk: string;
  readonly sk: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export interface MemoryTableOptions {
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
  /** How long an index does not show a write yet, in milliseconds; asked for each write. */
  readonly indexLagMs: () => number;
  /** Told of every change that a call makes, before its answer is given. */
  readonly onChange?: (change: Changed) => void;
}

/** The table in memory, with the semantics that the store relies on. */
export interface MemoryTable {
  /** For `TableAccess`; faults go around it. */
  readonly send: (command: unknown) => Promise<unknown>;
  /** Every item, for the checker. */
  readonly items: () => IterableIterator<Item>;
  readonly get: (pk: string, sk: string) => Item | undefined;
  /** Every item of a partition, in the order of sort keys. */
  readonly partition: (pk: string) => readonly Item[];
  /** As `send`, at once. */
  readonly apply: (command: unknown) => Item;
  /** The least sort key that the index will show, once it has caught up. */
  readonly first: (indexName: string) => string | undefined;
}

const REFUSED = new ConditionalCheckFailedException({
  message: 'the condition does not hold',
  $metadata: {},
});

const nameOf = (pk: unknown, sk: unknown): string => `${String(pk)}\u0000${String(sk)}`;

const standOf = (worded: Worded): Stand => ({
  names: worded.ExpressionAttributeNames ?? {},
  values: worded.ExpressionAttributeValues ?? {},
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where a text stands, or would stand, in an ordered list. */
const placeIn = (order: readonly string[], text: string): number => {
  let from = 0;
  let to = order.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((order[middle] as string) < text) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** Reads are strong but on indexes, which lag; transactions are all or nothing. */
export const createMemoryTable = ({
  now,
  indexLagMs,
  onChange,
}: MemoryTableOptions): MemoryTable => {
  const partitions = new Map<string, Map<string, Item>>();
  const indexes = new Map<string, Index>(
    Object.values(TABLE.indexes).map(({ name, partitionKey, sortKey, include }) => [
      name,
      {
        name,
        partitionKey,
        sortKey,
        keysOnly: include.length === 0,
        visible: new Map(),
        places: new Map(),
      },
    ]),
  );
  /** Index changes that are not visible yet, earliest first. */
  const pending: Pending[] = [];
  /** When the last change of an item shows: a later one never overtakes. */
  const lastShown = new Map<string, number>();
  let changes = 0;
  /** Transactions that were carried out, by their token. */
  const tokens = new Map<string, unknown>();

  const find = (key: Item): Item | undefined => partitions.get(String(key.pk))?.get(String(key.sk));

  const show = ({ index, name, after }: Pending): void => {
    const was = index.places.get(name);
    if (was !== undefined) {
      const shown = index.visible.get(was.partition);
      if (shown !== undefined) {
        shown.order.splice(placeIn(shown.order, was.place), 1);
        shown.items.delete(was.place);
      }
      index.places.delete(name);
    }
    if (after === undefined) return;
    const partition = String(after[index.partitionKey]);
    const place = `${String(after[index.sortKey])}\u0000${name}`;
    const shown = index.visible.get(partition) ?? { order: [], items: new Map() };
    shown.order.splice(placeIn(shown.order, place), 0, place);
    shown.items.set(place, after);
    index.visible.set(partition, shown);
    index.places.set(name, { partition, place });
  };

  const catchUp = (): void => {
    const time = now();
    let next = pending[0];
    while (next !== undefined && next.at <= time) {
      pending.shift();
      show(next);
      next = pending[0];
    }
  };

  const entryOf = (index: Index, item: Item | undefined): Item | undefined =>
    item?.[index.partitionKey] === undefined || item[index.sortKey] === undefined
      ? undefined
      : item;

  const put = (key: Item, after: Item | undefined): void => {
    const [pk, sk] = [String(key.pk), String(key.sk)];
    let partition = partitions.get(pk);
    if (partition === undefined) {
      partition = new Map();
      partitions.set(pk, partition);
    }
    const before = partition.get(sk);
    if (after === undefined) partition.delete(sk);
    else partition.set(sk, after);
    if (before !== after) onChange?.({ pk, sk, before, after });
    const name = nameOf(pk, sk);
    for (const index of indexes.values()) {
      const from = entryOf(index, before);
      const to = entryOf(index, after);
      if (from === undefined && to === undefined) continue;
      const stays =
        from?.[index.partitionKey] === to?.[index.partitionKey] &&
        from?.[index.sortKey] === to?.[index.sortKey];
      if (stays && index.keysOnly) continue;
      const line = `${index.name}\u0000${name}`;
      const at = Math.max(now() + indexLagMs(), lastShown.get(line) ?? 0);
      if (at > now()) lastShown.set(line, at);
      changes += 1;
      const change: Pending = { at, seq: changes, index, name, after: to };
      let place = pending.length;
      while (place > 0 && (pending[place - 1] as Pending).at > at) place -= 1;
      pending.splice(place, 0, change);
    }
  };

  const holds = (key: Item, worded: Worded): boolean =>
    conditionOf(worded.ConditionExpression)(find(key) ?? {}, standOf(worded));

  const afterUpdate = (
    Key: Item,
    {
      UpdateExpression = '',
      ...worded
    }: Worded & { readonly UpdateExpression?: string | undefined },
  ): Item => updated(UpdateExpression, find(Key) ?? { ...Key }, standOf(worded));

  const transact = ({ input }: TransactWriteCommand): Item => {
    const token = input.ClientRequestToken;
    const known = token === undefined ? undefined : tokens.get(token);
    if (known !== undefined) {
      if (isDeepStrictEqual(known, input.TransactItems)) return {};
      throw new IdempotentParameterMismatchException({ message: 'another one', $metadata: {} });
    }
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
    if (token !== undefined) tokens.set(token, input.TransactItems);
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
    const shown = index.visible.get(String(partition));
    const rows: Item[] = [];
    // In the order of sort keys: what follows the last that fits does not fit.
    for (const place of shown?.order ?? []) {
      const item = shown?.items.get(place) as Item;
      if (fits(item, stand)) rows.push(item);
      else if (rows.length > 0 || /<[^=]* :end/.test(input.KeyConditionExpression ?? '')) break;
    }
    return rows;
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
      if (!holds(item, command.input)) throw REFUSED;
      put(item, item);
      return {};
    }
    if (command instanceof UpdateCommand) {
      const Key = command.input.Key ?? {};
      if (!holds(Key, command.input)) throw REFUSED;
      const Attributes = afterUpdate(Key, command.input);
      put(Key, Attributes);
      return command.input.ReturnValues === 'ALL_NEW' ? { Attributes } : {};
    }
    if (command instanceof DeleteCommand) {
      const Key = command.input.Key ?? {};
      if (!holds(Key, command.input)) throw REFUSED;
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
    partition: (pk) =>
      [...(partitions.get(pk)?.values() ?? [])].sort((a, b) => compare(String(a.sk), String(b.sk))),
    apply: answer,
    first: (indexName) => {
      const index = indexes.get(indexName);
      const visible = [...(index?.visible.values() ?? [])].flatMap(({ order }) => order[0] ?? []);
      const coming = pending.flatMap(({ index: of, after }) =>
        of === index && after !== undefined ? [String(after[of.sortKey])] : [],
      );
      return [...visible, ...coming].sort()[0]?.split('\u0000')[0];
    },
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
