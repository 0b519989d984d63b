import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import {
  BatchGetItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ListTablesCommand,
  QueryCommand as QueryCommandRaw,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccessKey, RolePolicies, Statement } from '../../../../infra/local/service.ts';
import {
  createDynamoDbProxy,
  createPrincipals,
  type DynamoDbCall,
  type DynamoDbFault,
} from '../../../../infra/local/services/index.ts';
import { allow, mount, movableClock } from './mount.ts';

const TABLE = 'Upturn';
const ARN = `arn:aws:dynamodb:eu-central-1:111122223333:table/${TABLE}`;
const PATTERN = `T#\${aws:PrincipalTag/tenantId}#*`;
const tenantStatement: Statement = {
  Effect: 'Allow',
  Action: [
    'dynamodb:GetItem',
    'dynamodb:BatchGetItem',
    'dynamodb:Query',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:BatchWriteItem',
  ],
  Resource: [ARN, `${ARN}/index/plansOfTenant`],
  Condition: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [PATTERN] },
    Null: { 'dynamodb:LeadingKeys': 'false', 'aws:PrincipalTag/tenantId': 'false' },
  },
};
const role = (name: string, statements: Statement[]): RolePolicies => ({
  arn: `arn:aws:iam::111122223333:role/${name}`,
  statements,
  trust: [],
});
const ROLES: Record<string, RolePolicies> = {
  Tenant: role('Tenant', [tenantStatement]),
  Sweep: role('Sweep', [allow('dynamodb:Query', `${ARN}/index/due`)]),
  Admin: role('Admin', [allow('dynamodb:*')]),
  NoPut: role('NoPut', [
    allow('dynamodb:*'),
    { Effect: 'Deny', Action: 'dynamodb:PutItem', Resource: ARN },
  ]),
  Columns: role('Columns', [
    {
      Effect: 'Allow',
      Action: ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
      Resource: ARN,
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'shown'] },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    },
  ]),
};

describe('the DynamoDB proxy', () => {
  const clock = movableClock();
  const principals = createPrincipals({ clock });
  let engine: ChildProcess;
  let host: Awaited<ReturnType<typeof mount>>;
  let proxy: ReturnType<typeof createDynamoDbProxy>;
  const calls: DynamoDbCall[] = [];
  let fault: DynamoDbFault | undefined;
  const clients: DynamoDBClient[] = [];

  const client = (credentials: AccessKey): DynamoDBDocumentClient => {
    const raw = new DynamoDBClient({
      endpoint: `${host.url}/dynamodb`,
      region: 'eu-central-1',
      credentials,
      maxAttempts: 1,
    });
    clients.push(raw);
    return DynamoDBDocumentClient.from(raw);
  };
  const tenant = (tenantId?: string): DynamoDBDocumentClient =>
    client(
      principals.session(
        'Tenant',
        tenantId === undefined ? {} : { tenantId },
        clock.now() + 900_000,
      ),
    );
  let acme: DynamoDBDocumentClient;
  let admin: DynamoDBDocumentClient;
  let sweep: DynamoDBDocumentClient;

  beforeAll(async () => {
    const port = await freePort();
    engine = await startEngine(port);
    proxy = createDynamoDbProxy({
      engineUrl: `http://127.0.0.1:${port}`,
      principals,
      roles: ROLES,
      tableArn: ARN,
      clock,
      faults: () => {
        const now = fault;
        fault = undefined;
        return now;
      },
      onCall: (call) => {
        calls.push(call);
      },
    });
    host = await mount(() => [proxy]);
    acme = tenant('acme');
    admin = client(principals.permanent('Admin'));
    sweep = client(principals.permanent('Sweep'));
    const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
    const index = (IndexName: string, partition: string, sort: string) => ({
      IndexName,
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' as const },
        { AttributeName: sort, KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    });
    await admin.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueSk', 'tenantPk', 'tenantSk'].map(attribute),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          index('due', 'duePk', 'dueSk'),
          index('plansOfTenant', 'tenantPk', 'tenantSk'),
        ],
      }),
    );
    for (const id of ['acme', 'acme-eu', 'globex']) {
      await admin.send(
        new PutCommand({
          TableName: TABLE,
          Item: {
            pk: `T#${id}#P1`,
            sk: 'HEAD',
            tenantPk: `T#${id}#`,
            tenantSk: 'P1',
            duePk: 'due#1',
            dueSk: id,
            shown: 1,
            secret: 2,
          },
        }),
      );
    }
  });
  afterAll(async () => {
    for (const raw of clients) raw.destroy();
    await proxy.close();
    await host.close();
    engine.kill();
  });
  beforeEach(() => {
    calls.length = 0;
    fault = undefined;
  });

  const key = (id: string, sk = 'HEAD') => ({ pk: `T#${id}#P1`, sk });
  const denied = {
    name: 'AccessDeniedException',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  };
  type Call = (ids: readonly string[]) => object;
  /** Every way to touch items of these tenants. */
  const ways: [string, Call][] = [
    ['GetItem', ([id]) => new GetCommand({ TableName: TABLE, Key: key(id as string) })],
    [
      'PutItem',
      ([id]) => new PutCommand({ TableName: TABLE, Item: { ...key(id as string, 'x'), a: 1 } }),
    ],
    [
      'UpdateItem',
      ([id]) =>
        new UpdateCommand({
          TableName: TABLE,
          Key: key(id as string, 'x'),
          UpdateExpression: 'SET a = :a',
          ExpressionAttributeValues: { ':a': 2 },
        }),
    ],
    ['DeleteItem', ([id]) => new DeleteCommand({ TableName: TABLE, Key: key(id as string, 'x') })],
    [
      'Query',
      ([id]) =>
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': `T#${id}#P1`, ':sk': 'H' },
        }),
    ],
    [
      'Query with names, the other way round',
      ([id]) =>
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: '#s BETWEEN :a AND :b and (#p=:pk)',
          ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
          ExpressionAttributeValues: { ':pk': `T#${id}#P1`, ':a': 'A', ':b': 'Z' },
        }),
    ],
    [
      'Query with legacy conditions',
      ([id]) =>
        new QueryCommand({
          TableName: TABLE,
          KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [`T#${id}#P1`] } },
        }),
    ],
    [
      'Query on an index',
      ([id]) =>
        new QueryCommand({
          TableName: TABLE,
          IndexName: 'plansOfTenant',
          KeyConditionExpression: 'tenantPk = :pk',
          ExpressionAttributeValues: { ':pk': `T#${id}#` },
        }),
    ],
    [
      'BatchGetItem',
      (ids) =>
        new BatchGetCommand({ RequestItems: { [TABLE]: { Keys: ids.map((id) => key(id)) } } }),
    ],
    [
      'BatchWriteItem',
      (ids) =>
        new BatchWriteCommand({
          RequestItems: {
            [TABLE]: ids.flatMap((id) => [
              { PutRequest: { Item: key(id, 'y') } },
              { DeleteRequest: { Key: key(id, 'z') } },
            ]),
          },
        }),
    ],
    [
      'TransactGetItems',
      (ids) =>
        new TransactGetCommand({
          TransactItems: ids.map((id) => ({ Get: { TableName: TABLE, Key: key(id) } })),
        }),
    ],
    [
      'TransactWriteItems',
      (ids) =>
        new TransactWriteCommand({
          TransactItems: ids.flatMap((id) => [
            { Put: { TableName: TABLE, Item: key(id, 'a') } },
            { Delete: { TableName: TABLE, Key: key(id, 'b') } },
            {
              Update: {
                TableName: TABLE,
                Key: key(id, 'c'),
                UpdateExpression: 'ADD n :one',
                ExpressionAttributeValues: { ':one': 1 },
              },
            },
            {
              ConditionCheck: {
                TableName: TABLE,
                Key: key(id),
                ConditionExpression: 'attribute_exists(pk)',
              },
            },
          ]),
        }),
    ],
  ];
  const send = (through: DynamoDBDocumentClient, command: object): Promise<unknown> =>
    (through.send as (command: object) => Promise<unknown>)(command);

  describe.each(ways)('%s', (_name, way) => {
    it('reaches the own items of a tenant', async () => {
      await expect(send(acme, way(['acme']))).resolves.toBeDefined();
    });
    it.each([[['globex']], [['acme-eu']], [['']], [['globex', 'acme']]])(
      'does not reach those of %j',
      async (ids) => {
        await expect(send(acme, way(ids))).rejects.toMatchObject(denied);
      },
    );
    it('reaches nothing without a tenant tag', async () => {
      await expect(send(tenant(), way(['acme']))).rejects.toMatchObject(denied);
    });
  });

  it('denies a batch or transaction in which one key cannot be read', async () => {
    const own = { pk: { S: 'T#acme#P1' }, sk: { S: 'HEAD' } };
    const keyless = { sk: { S: 'HEAD' } };
    const raw = clients[0] as DynamoDBClient;
    await expect(
      raw.send(new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys: [own, keyless] } } })),
    ).rejects.toMatchObject(denied);
    await expect(
      raw.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: TABLE, Item: own } },
            { Delete: { TableName: TABLE, Key: keyless } },
          ],
        }),
      ),
    ).rejects.toMatchObject(denied);
    await expect(
      raw.send(
        new QueryCommandRaw({
          TableName: TABLE,
          KeyConditionExpression: 'pk = :own AND pk = :missing',
          ExpressionAttributeValues: { ':own': { S: 'T#acme#P1' } },
        }),
      ),
    ).rejects.toMatchObject(denied);
  });

  it('finds the one foreign key in a long list', async () => {
    const many = Array.from({ length: 20 }, () => 'acme');
    const items = (last: string) =>
      [...many, last].map((id, n) => ({ Put: { TableName: TABLE, Item: key(id, `n${n}`) } }));
    await acme.send(new TransactWriteCommand({ TransactItems: items('acme') }));
    await expect(
      acme.send(new TransactWriteCommand({ TransactItems: items('globex') })),
    ).rejects.toMatchObject(denied);
  });

  it('lets a Query through on no pinned partition key only where the policy does', async () => {
    const due = {
      TableName: TABLE,
      IndexName: 'due',
      KeyConditionExpression: 'duePk = :pk',
      ExpressionAttributeValues: { ':pk': 'due#1' },
    };
    const { Items } = await sweep.send(new QueryCommand(due));
    expect(Items).toHaveLength(3);
    await expect(acme.send(new QueryCommand(due))).rejects.toMatchObject(denied);
    await expect(
      sweep.send(new QueryCommand({ ...due, IndexName: 'plansOfTenant' })),
    ).rejects.toMatchObject(denied);
    await expect(
      acme.send(
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: 'begins_with(pk, :pk)',
          ExpressionAttributeValues: { ':pk': 'T#acme#' },
        }),
      ),
    ).rejects.toMatchObject(denied);
  });

  it('denies what the tenant role does not list', async () => {
    await expect(acme.send(new ScanCommand({ TableName: TABLE }))).rejects.toMatchObject(denied);
    await expect(acme.send(new ListTablesCommand({}))).rejects.toMatchObject(denied);
    await expect(
      acme.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TABLE}"` })),
    ).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining('dynamodb:PartiQLSelect'),
    });
    await expect(
      acme.send(new GetCommand({ TableName: 'Other', Key: key('acme') })),
    ).rejects.toMatchObject(denied);
    await expect(
      acme.send(new GetCommand({ TableName: ARN, Key: key('globex') })),
    ).rejects.toMatchObject(denied);
  });

  it('never passes PartiQL on, not even for who may', async () => {
    await expect(
      admin.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TABLE}"` })),
    ).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('lets a Deny win in a transaction', async () => {
    const noPut = client(principals.permanent('NoPut'));
    const item = key('acme', 'deny');
    await noPut.send(
      new TransactWriteCommand({ TransactItems: [{ Delete: { TableName: TABLE, Key: item } }] }),
    );
    await expect(
      noPut.send(
        new TransactWriteCommand({ TransactItems: [{ Put: { TableName: TABLE, Item: item } }] }),
      ),
    ).rejects.toMatchObject({ ...denied, message: expect.stringContaining('explicit deny') });
  });

  it('tells policies which attributes a request names', async () => {
    const columns = client(principals.permanent('Columns'));
    const get = (
      ProjectionExpression?: string,
      ExpressionAttributeNames?: Record<string, string>,
    ) =>
      columns.send(
        new GetCommand({
          TableName: TABLE,
          Key: key('acme'),
          ProjectionExpression,
          ExpressionAttributeNames,
        }),
      );
    expect((await get('sk, #o.part', { '#o': 'shown' })).Item).toEqual({ sk: 'HEAD' });
    await expect(get('secret')).rejects.toMatchObject(denied);
    await expect(get('#s', { '#s': 'secret' })).rejects.toMatchObject(denied);
    const query = {
      TableName: TABLE,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'T#acme#P1' },
    };
    await expect(columns.send(new QueryCommand(query))).rejects.toMatchObject(denied);
    await columns.send(new QueryCommand({ ...query, ProjectionExpression: 'shown' }));
    await expect(
      columns.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: key('acme', 'u'),
          UpdateExpression: 'SET shown = if_not_exists(secret, :v)',
          ExpressionAttributeValues: { ':v': 1 },
        }),
      ),
    ).rejects.toMatchObject(denied);
    await columns.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: key('acme', 'u'),
        UpdateExpression: 'SET shown = list_append(if_not_exists(shown, :v), :v)',
        ConditionExpression: 'attribute_not_exists(shown[0].secret) AND NOT contains(shown, :v)',
        ExpressionAttributeValues: { ':v': [1] },
      }),
    );
  });

  it('words unknown, expired and missing keys as AWS does', async () => {
    const get = new GetCommand({ TableName: TABLE, Key: key('acme') });
    await expect(
      client({ accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }).send(get),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    const short = client(principals.session('Tenant', { tenantId: 'acme' }, clock.now()));
    await expect(short.send(get)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    const unsigned = await fetch(`${host.url}/dynamodb/`, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      body: '{}',
    });
    expect(await unsigned.json()).toMatchObject({
      __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
    });
  });

  it('records operation, principal, outcome and capacity, and strips what was not asked for', async () => {
    const output = await acme.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...key('acme', 'cap'), tenantPk: 'T#acme#', tenantSk: 'x' },
            },
          },
        ],
      }),
    );
    expect(output).not.toHaveProperty('ConsumedCapacity');
    expect(calls).toEqual([
      {
        operation: 'TransactWriteItems',
        principal: { role: 'Tenant', tags: { tenantId: 'acme' } },
        at: clock.now(),
        status: 200,
        consumedCapacity: { total: 3, table: 2, indexes: { plansOfTenant: 1 } },
      },
    ]);
    calls.length = 0;
    const asked = await acme.send(
      new GetCommand({
        TableName: TABLE,
        Key: key('acme'),
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(asked.ConsumedCapacity?.CapacityUnits).toBe(1);
    await acme.send(new BatchGetCommand({ RequestItems: { [TABLE]: { Keys: [key('acme')] } } }));
    await expect(
      acme.send(new GetCommand({ TableName: TABLE, Key: key('globex') })),
    ).rejects.toThrow();
    await expect(
      acme.send(
        new PutCommand({
          TableName: TABLE,
          Item: key('acme'),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(
      calls.map(({ operation, status, error, consumedCapacity }) => [
        operation,
        status,
        error,
        consumedCapacity?.total,
      ]),
    ).toEqual([
      ['GetItem', 200, undefined, 1],
      ['BatchGetItem', 200, undefined, 0.5],
      ['GetItem', 400, 'AccessDeniedException', undefined],
      ['PutItem', 400, 'ConditionalCheckFailedException', undefined],
    ]);
  });

  it('passes cancellation reasons through', async () => {
    await expect(
      acme.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: TABLE, Item: key('acme', 'other') } },
            {
              Put: {
                TableName: TABLE,
                Item: key('acme'),
                ConditionExpression: 'attribute_not_exists(pk)',
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
          ],
        }),
      ),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: expect.anything() },
      ],
    });
  });

  describe('faults', () => {
    const put = (sk: string) => new PutCommand({ TableName: TABLE, Item: key('acme', sk) });
    const exists = async (sk: string): Promise<boolean> =>
      (
        await acme.send(
          new GetCommand({ TableName: TABLE, Key: key('acme', sk), ConsistentRead: true }),
        )
      ).Item !== undefined;

    it.each([
      ['throttle', 'ProvisionedThroughputExceededException'],
      ['transactionConflict', 'TransactionConflictException'],
      ['serverError', 'InternalServerError'],
    ] as const)('%s refuses with %s and applies nothing', async (kind, name) => {
      fault = kind;
      await expect(acme.send(put(kind))).rejects.toMatchObject({ name });
      expect(await exists(kind)).toBe(false);
    });

    it('cancels a transaction with TransactionConflict', async () => {
      fault = 'transactionConflict';
      const items = ['t1', 't2'].map((sk) => ({
        Put: { TableName: TABLE, Item: key('acme', sk) },
      }));
      await expect(
        acme.send(new TransactWriteCommand({ TransactItems: items })),
      ).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
      });
      expect(await exists('t1')).toBe(false);
    });

    it('drops a request before, or an answer after it was applied', async () => {
      fault = 'dropRequest';
      await expect(acme.send(put('lost'))).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(await exists('lost')).toBe(false);
      fault = 'dropAnswer';
      await expect(acme.send(put('applied'))).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(await exists('applied')).toBe(true);
      expect(calls.filter(({ error }) => error === 'ConnectionReset')).toHaveLength(2);
    });

    it('is survived by an SDK that retries', async () => {
      const patient = DynamoDBDocumentClient.from(
        new DynamoDBClient({
          endpoint: `${host.url}/dynamodb`,
          region: 'eu-central-1',
          credentials: principals.permanent('Admin'),
        }),
      );
      fault = 'throttle';
      await patient.send(put('retried'));
      expect(calls.map(({ status }) => status)).toEqual([400, 200]);
      patient.destroy();
    });
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** The real engine, in memory, ready to answer. */
const startEngine = (port: number): Promise<ChildProcess> => {
  const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  const child = spawn(binary, ['serve', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    const ready = (chunk: Buffer): void => {
      if (chunk.toString().includes('listening')) resolve(child);
    };
    child.stdout?.on('data', ready);
    child.stderr?.on('data', ready);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the engine ended with ${code}`)));
  });
};
