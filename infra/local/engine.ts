import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceNotFoundException,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { LOOPBACK } from './http-server.ts';
import type { Resolver } from './resolver.ts';
import type { Clock } from './service.ts';
import { StartupError } from './startup-error.ts';
import { DATA } from './state.ts';
import { isObject } from './template.ts';

/** A running DynamoDB engine. */
export interface Engine {
  /** Without path, e.g. `http://127.0.0.1:41023`. */
  readonly url: string;
  /** A client with the host's own unlimited access, for provisioning and housekeeping. */
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Where the table is kept; `undefined` keeps it in memory. */
  readonly dataDir: string | undefined;
  /** `DYNAMODB_ENDPOINT`: an engine that runs already. */
  readonly endpoint?: string;
}

const READY_WITHIN_MS = 15_000;
const START_ATTEMPTS = 5;

/** What decides which binary runs. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** The `PATH` variable. */
  readonly path: string;
}

const thisMachine = (): Machine => ({
  platform: process.platform,
  arch: process.arch,
  path: process.env.PATH ?? '',
});

/** The engine's binary: the platform's npm package, else one on the PATH. Throws `StartupError`. */
export const findBinary = (machine: Machine = thisMachine()): string => {
  const platform = `${machine.platform}-${machine.arch}`;
  const file = machine.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}/${file}`);
  } catch {
    const found = machine.path
      .split(delimiter)
      .filter((directory) => directory !== '')
      .map((directory) => join(directory, file))
      .find(existsSync);
    if (found !== undefined) return found;
    throw new StartupError(
      `no database engine for ${platform}: install the npm package @dynoxide/${platform}, put a dynoxide binary on the PATH, or set DYNAMODB_ENDPOINT to a running DynamoDB Local`,
    );
  }
};

const freePort = async (): Promise<number> =>
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });

/**
 * Starts the binary so that it ends with this process however that ends: a shell holds the other end
 * of a pipe and kills the engine when the pipe closes. Windows has no such shell; there the process id
 * on record is used at the next start.
 */
const spawnGuarded = (binary: string, args: readonly string[]): ChildProcess => {
  if (process.platform === 'win32')
    return spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const script =
    '"$0" "$@" 3<&- & engine=$!; { cat <&3 >/dev/null; kill -KILL $engine 2>/dev/null; } & guard=$!; ' +
    'trap "kill -TERM $engine" TERM; wait $engine; wait $engine 2>/dev/null; kill $guard 2>/dev/null';
  return spawn('/bin/sh', ['-c', script, binary, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Ctrl-C in the terminal is for the host, which then closes the engine in order.
    detached: true,
  });
};

const commandOf = (pid: number): string => {
  try {
    if (existsSync(`/proc/${pid}/cmdline`)) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

/** Ends an engine that an earlier host left behind on the same file. */
const endStale = (dataDir: string) => {
  const record = join(dataDir, DATA.engine);
  if (!existsSync(record)) return;
  try {
    const { pid } = JSON.parse(readFileSync(record, 'utf8')) as { pid: number };
    if (commandOf(pid).includes(join(dataDir, DATA.table)))
      // The shell leads the group that the engine is in.
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone, or the record was cut off: nothing to end.
  }
  rmSync(record, { force: true });
};

const createClient = (url: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: url,
    region: 'local',
    credentials: { accessKeyId: 'host', secretAccessKey: 'host' },
  });

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url, { method: 'GET', signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
};

const startOnce = async (binary: string, dataDir: string | undefined): Promise<Engine | string> => {
  const port = await freePort();
  const file = dataDir === undefined ? [] : ['--db-path', join(dataDir, DATA.table)];
  const child = spawnGuarded(binary, [
    'serve',
    '--host',
    LOOPBACK,
    '--port',
    String(port),
    ...file,
  ]);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-4000);
  });
  let ended = false;
  const exit = once(child, 'exit').finally(() => {
    ended = true;
  });
  exit.catch((error: unknown) => {
    errors += String(error);
  });
  const url = `http://${LOOPBACK}:${port}`;
  const until = performance.now() + READY_WITHIN_MS;
  while (!(await answers(url))) {
    if (ended) return errors.trim() || 'it ended at once';
    if (performance.now() > until) {
      child.kill('SIGKILL');
      return `it did not answer within ${READY_WITHIN_MS / 1000} s`;
    }
    await pause(3);
  }
  if (dataDir !== undefined && child.pid !== undefined)
    writeFileSync(join(dataDir, DATA.engine), JSON.stringify({ pid: child.pid, port }));
  const client = createClient(url);
  return {
    url,
    client,
    async close() {
      client.destroy();
      if (!ended) {
        child.kill('SIGTERM');
        await exit.catch(() => undefined);
      }
      child.stdio[3]?.destroy();
      if (dataDir !== undefined) rmSync(join(dataDir, DATA.engine), { force: true });
    },
  };
};

/** Starts the database engine, or takes the one at `endpoint`. Throws `StartupError` without one. */
export const startEngine = async (options: EngineOptions): Promise<Engine> => {
  if (options.endpoint !== undefined && options.endpoint !== '') {
    const url = options.endpoint.replace(/\/$/, '');
    if (!(await answers(url)))
      throw new StartupError(`nothing answers at DYNAMODB_ENDPOINT ${url}`);
    const client = createClient(url);
    return { url, client, close: async () => client.destroy() };
  }
  const binary = findBinary();
  if (options.dataDir !== undefined) endStale(options.dataDir);
  let reason = '';
  // The port was free a moment ago; somebody else may have taken it since.
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const started = await startOnce(binary, options.dataDir);
    if (typeof started !== 'string') return started;
    reason = started;
  }
  throw new StartupError(`the database engine ${binary} does not start: ${reason}`);
};

/** The single table as the template defines it. */
export interface TableDefinition {
  readonly name: string;
  readonly arn: string;
  readonly create: CreateTableCommandInput;
  readonly ttlAttribute: string | undefined;
}

const pick = (source: unknown, names: readonly string[]): Record<string, unknown> =>
  isObject(source)
    ? Object.fromEntries(names.filter((name) => name in source).map((name) => [name, source[name]]))
    : {};

/** Reads the one table of the template; capacity, replicas and encryption mean nothing here. */
export const readTable = (resolver: Resolver): TableDefinition => {
  const tables = [
    ...resolver.ofType('AWS::DynamoDB::GlobalTable'),
    ...resolver.ofType('AWS::DynamoDB::Table'),
  ];
  const [table] = tables;
  if (table === undefined || tables.length > 1)
    throw new StartupError(`the template holds ${tables.length} tables; the host runs one`);
  const { properties } = table;
  const indexes = (value: unknown) =>
    Array.isArray(value)
      ? value.map((index) => pick(index, ['IndexName', 'KeySchema', 'Projection']))
      : undefined;
  const globalIndexes = indexes(properties.GlobalSecondaryIndexes);
  const localIndexes = indexes(properties.LocalSecondaryIndexes);
  const name = resolver.ref(table.logicalId);
  const ttl = properties.TimeToLiveSpecification;
  return {
    name,
    arn: resolver.attribute(table.logicalId, 'Arn'),
    create: {
      TableName: name,
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(globalIndexes === undefined ? {} : { GlobalSecondaryIndexes: globalIndexes }),
      ...(localIndexes === undefined ? {} : { LocalSecondaryIndexes: localIndexes }),
    } as unknown as CreateTableCommandInput,
    ttlAttribute:
      isObject(ttl) && ttl.Enabled !== false && typeof ttl.AttributeName === 'string'
        ? ttl.AttributeName
        : undefined,
  };
};

interface Shape {
  readonly KeySchema?: readonly KeySchemaElement[] | undefined;
  readonly GlobalSecondaryIndexes?:
    | readonly {
        readonly IndexName?: string | undefined;
        readonly KeySchema?: readonly KeySchemaElement[] | undefined;
        readonly Projection?:
          | {
              readonly ProjectionType?: string | undefined;
              readonly NonKeyAttributes?: readonly string[] | undefined;
            }
          | undefined;
      }[]
    | undefined;
}

/** Keys and indexes in one comparable text. */
const shapeOf = (table: Shape): string => {
  const keys = (schema: readonly KeySchemaElement[] | undefined) =>
    (schema ?? []).map(({ AttributeName, KeyType }) => `${KeyType}:${AttributeName}`).sort();
  return JSON.stringify([
    keys(table.KeySchema),
    (table.GlobalSecondaryIndexes ?? [])
      .map((index) => [
        index.IndexName,
        keys(index.KeySchema),
        index.Projection?.ProjectionType,
        [...(index.Projection?.NonKeyAttributes ?? [])].sort(),
      ])
      .sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
  ]);
};

/** Creates the table unless it is there. Throws `StartupError` when it is there with another shape. */
export const ensureTable = async (engine: Engine, table: TableDefinition): Promise<void> => {
  try {
    const { Table } = await engine.client.send(new DescribeTableCommand({ TableName: table.name }));
    if (shapeOf(Table ?? {}) !== shapeOf(table.create))
      throw new StartupError(
        `the data was written to a table with other keys or indexes than ${table.name} has now: start fresh`,
      );
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  await engine.client.send(new CreateTableCommand(table.create));
  if (table.ttlAttribute !== undefined)
    await engine.client.send(
      new UpdateTimeToLiveCommand({
        TableName: table.name,
        TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
      }),
    );
};

/**
 * Deletes the items whose time to live has passed by the host's clock, which AWS would do within
 * days and the engine never does. Returns how many. Reads the whole table: for housekeeping only.
 */
export const deleteExpired = async (
  engine: Engine,
  table: TableDefinition,
  clock: Clock,
): Promise<number> => {
  const { ttlAttribute, create, name } = table;
  if (ttlAttribute === undefined) return 0;
  const keys = (create.KeySchema ?? []).map(({ AttributeName }) => AttributeName ?? '');
  let deleted = 0;
  let from: Record<string, never> | undefined;
  do {
    const page = await engine.client.send(
      new ScanCommand({
        TableName: name,
        FilterExpression: '#ttl < :now',
        ExpressionAttributeNames: { '#ttl': ttlAttribute },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(clock.now() / 1000)) } },
        ExclusiveStartKey: from,
      }),
    );
    for (const item of page.Items ?? []) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key] as never]));
      await engine.client.send(
        new DeleteItemCommand({
          TableName: name,
          Key,
          // It may have been given a longer life since it was read.
          ConditionExpression: '#ttl < :now',
          ExpressionAttributeNames: { '#ttl': ttlAttribute },
          ExpressionAttributeValues: { ':now': { N: String(Math.floor(clock.now() / 1000)) } },
        }),
      );
      deleted += 1;
    }
    from = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (from !== undefined);
  return deleted;
};

/**
 * The earliest instant in an index whose sort key begins with one (`2026-03-02T01:00:00.000Z...`),
 * epoch milliseconds; `undefined` when the index is empty. Throws when a key does not begin so.
 */
export const earliestDue = async (
  engine: Engine,
  tableName: string,
  index: { readonly name: string; readonly sortKey: string },
): Promise<number | undefined> => {
  let earliest: number | undefined;
  let from: Record<string, never> | undefined;
  do {
    const page = await engine.client.send(
      new ScanCommand({
        TableName: tableName,
        IndexName: index.name,
        ProjectionExpression: '#sk',
        ExpressionAttributeNames: { '#sk': index.sortKey },
        ExclusiveStartKey: from,
      }),
    );
    for (const item of page.Items ?? []) {
      const key = item[index.sortKey]?.S ?? '';
      const at = Date.parse(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z/.exec(key)?.[0] ?? '');
      if (Number.isNaN(at)) throw new Error(`index ${index.name}: ${key} begins with no instant`);
      if (earliest === undefined || at < earliest) earliest = at;
    }
    from = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (from !== undefined);
  return earliest;
};
