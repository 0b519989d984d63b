import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import type { TenantId } from '../../domain/kernel/ids.ts';
import type { TableAccess, TenantScope } from '../../functions/adapters/store/access.ts';
import { TABLE } from '../../functions/adapters/store/table.ts';
import { documentClient } from '../../functions/adapters/store/tenant-scope.ts';
import { type Engine, startEngine } from '../../infra/local/engine.ts';

/** Capacity units of one call, as the engine counts them. */
export interface Units {
  readonly total: number;
  /** Without the indexes. */
  readonly table: number;
  readonly indexes: number;
}

/** One call to the engine. */
interface Call {
  /** E.g. `TransactWriteItems`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Stands between the store and the engine: may answer itself, fail, or change an answer. */
export type Interceptor = (
  call: Call,
  next: () => Promise<Record<string, unknown>>,
) => Promise<Record<string, unknown>>;

/** The single table on a real engine. */
export interface TestTable extends TableAccess {
  /** The table as a tenant sees it; no credentials are at work here. */
  scope(tenantId: TenantId): TenantScope;
  /** The same table with something in between. */
  through(interceptor: Interceptor): TestTable;
}

/** No test waits for a retry. */
const atOnce = async (): Promise<void> => undefined;

/** The engine wants a signature and does not look at it; a true one costs as much as its own work. */
const UNSIGNED = {
  sign: async <Request extends { readonly headers: Record<string, string> }>(request: Request) => {
    const scope = 'Credential=test/20260101/local/dynamodb/aws4_request';
    request.headers.authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`;
    request.headers['x-amz-date'] = '20260101T000000Z';
    return request;
  },
};

const open = (url: string, tableName: string, interceptors: readonly Interceptor[]): TestTable => {
  const documents = documentClient({
    endpoint: url,
    region: 'local',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    signer: UNSIGNED,
  });
  for (const interceptor of interceptors)
    documents.middlewareStack.add(
      (next, context) => async (args) => {
        let response: unknown;
        const output = await interceptor(
          {
            operation: String(context.commandName).replace(/Command$/, ''),
            input: args.input as Call['input'],
          },
          async () => {
            const result = await next(args);
            response = result.response;
            return result.output as Record<string, unknown>;
          },
        );
        return { response, output: output as never };
      },
      { step: 'initialize', priority: 'high' },
    );
  const access = { documents, tableName, pause: atOnce };
  return {
    ...access,
    scope: (tenantId) => ({ ...access, tenantId }),
    through: (interceptor) => open(url, tableName, [...interceptors, interceptor]),
  };
};

/** Creates the table as `TABLE` describes it: what the CDK app creates from the same description. */
const createTable = async ({ client }: Engine, TableName: string): Promise<void> => {
  const indexes = Object.values(TABLE.indexes);
  const names = new Set([
    TABLE.partitionKey,
    TABLE.sortKey,
    ...indexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
  ]);
  const keys = (partitionKey: string, sortKey: string) => [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys(TABLE.partitionKey, TABLE.sortKey),
      AttributeDefinitions: [...names].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index.partitionKey, index.sortKey),
        Projection:
          index.include.length === 0
            ? { ProjectionType: 'KEYS_ONLY' as const }
            : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.include] },
      })),
    }),
  );
};

/** An engine with the table: the embedded one in memory, or the one at `DYNAMODB_ENDPOINT`. */
export const startTable = async (): Promise<{
  readonly table: TestTable;
  readonly close: () => Promise<void>;
}> => {
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const engine = await startEngine({
    dataDir: undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const tableName = `upturn-test-${randomUUID()}`;
  await createTable(engine, tableName);
  return {
    table: open(engine.url, tableName, []),
    close: async () => {
      await engine.client.send(new DeleteTableCommand({ TableName: tableName }));
      await engine.close();
    },
  };
};

/** The table for the tests of a file. Without an engine the tests fail; they never skip. */
export const useTable = (): (() => TestTable) => {
  let started: Awaited<ReturnType<typeof startTable>> | undefined;
  beforeAll(async () => {
    started = await startTable();
  });
  afterAll(async () => {
    await started?.close();
  });
  return () => {
    if (started === undefined) throw new Error('the engine is not running yet');
    return started.table;
  };
};

interface Capacity {
  readonly CapacityUnits?: number;
  readonly Table?: { readonly CapacityUnits?: number };
}

/** Records the calls made through it, with what each consumed. */
export const recording = (table: TestTable) => {
  const calls: (Call & { readonly units: Units })[] = [];
  const recorded = table.through(async (call, next) => {
    (call.input as Record<string, unknown>).ReturnConsumedCapacity = 'INDEXES';
    const output = await next();
    const consumed = [output.ConsumedCapacity ?? []].flat() as Capacity[];
    const total = consumed.reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
    const onTable = consumed.reduce((sum, one) => sum + (one.Table?.CapacityUnits ?? 0), 0);
    calls.push({ ...call, units: { total, table: onTable, indexes: total - onTable } });
    return output;
  });
  return {
    table: recorded,
    calls,
    operations: () => calls.map(({ operation }) => operation),
    units: (): Units => ({
      total: calls.reduce((sum, { units }) => sum + units.total, 0),
      table: calls.reduce((sum, { units }) => sum + units.table, 0),
      indexes: calls.reduce((sum, { units }) => sum + units.indexes, 0),
    }),
  };
};
