import { AsyncLocalStorage } from 'node:async_hooks';
import type { TestTable } from '../support/engine.ts';

type Json = Readonly<Record<string, unknown>>;

/** One call to the table, made while one request was served. */
export interface WatchedCall {
  readonly operation: string;
  readonly input: Json;
  /** Whether the engine has done it. */
  readonly done: boolean;
}

/** A key as a call names it. */
export interface NamedKey {
  readonly pk: string;
  readonly sk: string | undefined;
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keyIn = (value: unknown): readonly NamedKey[] =>
  isRecord(value) && typeof value.pk === 'string'
    ? [{ pk: value.pk, sk: typeof value.sk === 'string' ? value.sk : undefined }]
    : [];

/** The partition that a query asks for, table or index. */
const partitionIn = (input: Json): readonly NamedKey[] => {
  const values = isRecord(input.ExpressionAttributeValues) ? input.ExpressionAttributeValues : {};
  const name = /=\s*(:\w+)/.exec(String(input.KeyConditionExpression))?.[1];
  const pk = name === undefined ? undefined : values[name];
  return typeof pk === 'string' ? [{ pk, sk: undefined }] : [];
};

/** Every key that a call reads or writes; fails on a call whose keys it cannot tell. */
export const keysOf = ({ operation, input }: Pick<WatchedCall, 'operation' | 'input'>) => {
  const found: readonly NamedKey[] = (() => {
    if (operation === 'Query') return partitionIn(input);
    if (operation.startsWith('Transact'))
      return (input.TransactItems as readonly Json[]).flatMap((action) =>
        Object.values(action).flatMap((one) =>
          isRecord(one) ? [...keyIn(one.Item), ...keyIn(one.Key)] : [],
        ),
      );
    if (operation === 'BatchGetItem' || operation === 'BatchGet')
      return Object.values(input.RequestItems as Json).flatMap((one) =>
        ((one as { readonly Keys?: readonly unknown[] }).Keys ?? []).flatMap(keyIn),
      );
    return [...keyIn(input.Item), ...keyIn(input.Key)];
  })();
  if (found.length === 0) throw new Error(`no keys in a ${operation}`);
  return found;
};

export const isWrite = ({ operation }: Pick<WatchedCall, 'operation'>): boolean =>
  /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(operation);

/**
 * What a refused request may leave behind: that somebody looked (O2), and that one more was asked
 * for of what a person may ask for a number of times a day.
 */
export const isNote = (call: WatchedCall): boolean =>
  keysOf(call).every(({ pk, sk }) => sk?.startsWith('ACC#') === true || pk.endsWith('#USE'));

/** A table that tells for each request which calls it made, however many are served at once. */
export const watching = (table: TestTable) => {
  const during = new AsyncLocalStorage<WatchedCall[]>();
  return {
    table: table.through(async (call, next) => {
      const calls = during.getStore();
      try {
        const output = await next();
        calls?.push({ ...call, done: true });
        return output;
      } catch (error) {
        calls?.push({ ...call, done: false });
        throw error;
      }
    }),
    /** What was answered, and the calls that it took. */
    during: async <Result>(
      work: () => Promise<Result>,
    ): Promise<{ readonly result: Result; readonly calls: readonly WatchedCall[] }> => {
      const calls: WatchedCall[] = [];
      const result = await during.run(calls, work);
      return { result, calls };
    },
  };
};

/** Works off a list, so many at a time, results in the order of the list. */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  lanes = 8,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as Item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
};
