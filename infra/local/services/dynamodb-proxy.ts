import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import type {
  Authorisation,
  Clock,
  CloudService,
  Principal,
  Principals,
  RolePolicies,
  WireRequest,
  WireResponse,
} from '../service.ts';
import { accessKeyOf, createAuthorise } from './authorise.ts';
import {
  accessChecks,
  ITEM_OPERATIONS,
  type Json,
  PARTIQL_OPERATIONS,
  type TableKeys,
  tablesIn,
} from './dynamodb-request.ts';

export interface DynamoDbProxyOptions {
  /** Where the engine listens, e.g. `http://127.0.0.1:8000`. */
  readonly engineUrl: string;
  readonly principals: Principals;
  /** Every role of the template by logical id. */
  readonly roles: Readonly<Record<string, RolePolicies>>;
  /** ARN of the table in the template; its account and region make the ARNs of others. */
  readonly tableArn: string;
  readonly clock: Clock;
  readonly faults?: DynamoDbFaults;
  /** Told of every call, refused ones included, before it is answered. */
  readonly onCall?: (call: DynamoDbCall) => void;
}

/** Asked once for each allowed call; `undefined` leaves it alone. */
export type DynamoDbFaults = (call: {
  readonly operation: string;
  readonly principal: Principal;
  readonly request: Readonly<Record<string, unknown>>;
}) => DynamoDbFault | undefined;

export type DynamoDbFault =
  /** ProvisionedThroughputExceededException; nothing is applied. */
  | 'throttle'
  /**
   * A transaction is cancelled with TransactionConflict for its first item; a single write gets
   * TransactionConflictException. Plain reads meet no conflicts: there it is ignored.
   */
  | 'transactionConflict'
  /** InternalServerError; nothing is applied. */
  | 'serverError'
  /** The connection is reset; nothing is applied. */
  | 'dropRequest'
  /** The engine applies the call, then the connection is reset: the caller cannot know. */
  | 'dropAnswer';

export interface DynamoDbCall {
  /** E.g. `TransactWriteItems`. */
  readonly operation: string;
  /** `undefined` when the key was unknown. */
  readonly principal: Principal | undefined;
  /** Epoch ms of the host's clock. */
  readonly at: number;
  readonly status: number;
  /** AWS's error name when it failed. */
  readonly error?: string;
  readonly consumedCapacity?: ConsumedCapacity;
}

/** Capacity units over all tables and indexes of one call. */
export interface ConsumedCapacity {
  readonly total: number;
  readonly table: number;
  /** By index name, where the engine splits them. */
  readonly indexes: Readonly<Record<string, number>>;
}

/** DynamoDB's JSON protocol in front of an engine, with the policies of the template in between. */
export const createDynamoDbProxy = (options: DynamoDbProxyOptions): CloudService => {
  const { principals, roles, tableArn, clock, faults, onCall } = options;
  const authorise = createAuthorise({ principals, roles });
  const engine = connectEngine(options.engineUrl);
  const knownKeys = new Map<string, TableKeys>();
  const tablePrefix = tableArn.slice(0, tableArn.indexOf('/') + 1);

  const tableName = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
  const arnOf = (nameOrArn: string): string =>
    nameOrArn.startsWith('arn:') ? nameOrArn : tablePrefix + nameOrArn;

  const learnKeys = async (nameOrArn: string): Promise<void> => {
    const name = tableName(nameOrArn);
    if (knownKeys.has(name)) return;
    const described = await engine.call('DescribeTable', JSON.stringify({ TableName: name }));
    if (described.status === 200) knownKeys.set(name, keysOfTable(parse(described.body)));
  };

  const judge = async (
    request: WireRequest,
    operation: string,
    input: Json,
  ): Promise<Authorisation> => {
    const accessKeyId = accessKeyOf(request);
    if (ITEM_OPERATIONS.has(operation)) {
      for (const table of tablesIn(operation, input)) await learnKeys(table);
    }
    const checks = accessChecks(operation, input, arnOf, (table) =>
      knownKeys.get(tableName(table)),
    );
    let answer: Authorisation | undefined;
    for (const check of checks) {
      answer = authorise({ accessKeyId, ...check });
      if (!answer.allowed) return answer;
    }
    // Nothing asked for, e.g. an empty batch: the engine will word the refusal, for callers it knows.
    return (
      answer ?? authorise({ accessKeyId, action: `dynamodb:${operation}`, resource: tableArn })
    );
  };

  const call = async (
    request: WireRequest,
    operation: string,
    input: Json,
    report: (outcome: Partial<DynamoDbCall>) => void,
  ): Promise<WireResponse> => {
    const answer = await judge(request, operation, input);
    if (!answer.allowed) return refusal(answer);
    report({ principal: answer.principal });
    if (PARTIQL_OPERATIONS.has(operation)) {
      return failure(400, 'UnknownOperationException', 'PartiQL is not modelled by the local host');
    }
    const fault = faults?.({ operation, principal: answer.principal, request: input });
    const simulated = fault === undefined ? undefined : faultAnswer(fault, operation, input);
    if (simulated !== undefined) return simulated;

    const counts = ITEM_OPERATIONS.has(operation);
    const asked = input.ReturnConsumedCapacity !== undefined;
    const body =
      counts && !asked
        ? JSON.stringify({ ...input, ReturnConsumedCapacity: 'INDEXES' })
        : request.body;
    const response = await engine.call(operation, body, request.headers);
    if (fault === 'dropAnswer') return { status: 503, dropConnection: true };
    if (!counts || response.status !== 200) return response;
    const output = parse(response.body);
    const { ConsumedCapacity: consumed, ...rest } = output;
    report({ consumedCapacity: capacityOf(consumed) });
    return asked ? response : json(200, rest, response.headers);
  };

  return {
    name: 'dynamodb',
    handle: async (request) => {
      const operation =
        /^DynamoDB_20120810\.(\w+)$/.exec(request.headers['x-amz-target'] ?? '')?.[1] ?? '';
      let record: Omit<DynamoDbCall, 'status'> = {
        operation,
        principal: undefined,
        at: clock.now(),
      };
      let response: WireResponse;
      try {
        response = await call(request, operation, parse(request.body), (outcome) => {
          record = { ...record, ...outcome };
        });
      } catch (error) {
        response = failure(500, 'InternalServerError', `The local host failed: ${String(error)}`);
      }
      const error = errorName(response);
      onCall?.({ ...record, status: response.status, ...(error === undefined ? {} : { error }) });
      return response;
    },
    close: async () => engine.close(),
  };
};

interface EngineAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Engine {
  call(
    operation: string,
    body: string | Buffer,
    headers?: WireRequest['headers'],
  ): Promise<EngineAnswer>;
  close(): void;
}

/** One kept-alive pool of connections; the engine checks that calls are signed, not by whom. */
const connectEngine = (url: string): Engine => {
  const connections = new Agent({ keepAlive: true, maxSockets: 64 });
  const call: Engine['call'] = (operation, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        url,
        {
          method: 'POST',
          agent: connections,
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-target': `DynamoDB_20120810.${operation}`,
            'x-amz-date': headers['x-amz-date'] ?? '20260101T000000Z',
            authorization: headers.authorization ?? LOCAL_SIGNATURE,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            resolve({
              status: incoming.statusCode ?? 500,
              headers: textHeaders(incoming.headers),
              body: Buffer.concat(chunks),
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { call, close: () => connections.destroy() };
};

const LOCAL_SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

const textHeaders = (headers: IncomingHttpHeaders): Record<string, string> => {
  const kept: Record<string, string> = {};
  for (const name of ['content-type', 'x-amzn-requestid', 'x-amz-crc32']) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
};

/** A body that is no JSON object has no members: the engine words the refusal. */
const parse = (body: Buffer): Json => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
};

const keysOfTable = ({ Table }: Json): TableKeys => {
  const table = Table as TableDescription;
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return {
    partitionKey: hashKey(table),
    indexes: Object.fromEntries(indexes.map((index) => [index.IndexName, hashKey(index)])),
  };
};

interface TableDescription {
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly GlobalSecondaryIndexes?: readonly IndexDescription[];
  readonly LocalSecondaryIndexes?: readonly IndexDescription[];
}
type IndexDescription = Pick<TableDescription, 'KeySchema'> & { readonly IndexName: string };

const hashKey = ({ KeySchema }: Pick<TableDescription, 'KeySchema'>): string => {
  const key = KeySchema.find(({ KeyType }) => KeyType === 'HASH');
  if (key === undefined) throw new Error('the engine described a table without a partition key');
  return key.AttributeName;
};

const refusal = (answer: Authorisation & { allowed: false }): WireResponse => {
  switch (answer.reason) {
    case 'missingKey':
      return failure(400, 'MissingAuthenticationTokenException', answer.message);
    case 'unknownKey':
      return failure(400, 'UnrecognizedClientException', answer.message);
    case 'expiredKey':
      return failure(400, 'ExpiredTokenException', answer.message);
    case 'explicitDeny':
    case 'implicitDeny':
      return failure(400, 'AccessDeniedException', answer.message);
  }
};

const faultAnswer = (
  fault: DynamoDbFault,
  operation: string,
  input: Json,
): WireResponse | undefined => {
  switch (fault) {
    case 'throttle':
      return failure(
        400,
        'ProvisionedThroughputExceededException',
        'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
      );
    case 'serverError':
      return failure(500, 'InternalServerError', 'The request could not be processed (simulated).');
    case 'dropRequest':
      return { status: 503, dropConnection: true };
    case 'dropAnswer':
      return undefined;
    case 'transactionConflict': {
      if (['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation)) {
        return failure(400, 'TransactionConflictException', CONFLICT);
      }
      if (!operation.startsWith('Transact')) return undefined;
      const items = Array.isArray(input.TransactItems) ? input.TransactItems : [];
      const reasons = items.map((_, at) =>
        at === 0 ? { Code: 'TransactionConflict', Message: CONFLICT } : { Code: 'None' },
      );
      return json(400, {
        __type: `${SERVICE}#TransactionCanceledException`,
        Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
        CancellationReasons: reasons,
      });
    }
  }
};

const CONFLICT = 'Transaction is ongoing for the item';
const SERVICE = 'com.amazonaws.dynamodb.v20120810';

/** Errors that AWS's front end words rather than DynamoDB itself. */
const COMMON_ERRORS: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'MissingAuthenticationTokenException',
  'UnknownOperationException',
  'UnrecognizedClientException',
]);

const failure = (status: number, name: string, message: string): WireResponse =>
  json(status, {
    __type: `${COMMON_ERRORS.has(name) ? 'com.amazon.coral.service' : SERVICE}#${name}`,
    // The front end writes its member with a capital, DynamoDB itself without.
    [COMMON_ERRORS.has(name) ? 'Message' : 'message']: message,
  });

const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = { 'x-amzn-requestid': randomUUID() },
): WireResponse => {
  const body = Buffer.from(JSON.stringify(value));
  return {
    status,
    headers: {
      ...headers,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-crc32': String(crc32(body)),
    },
    body,
  };
};

const errorName = (response: WireResponse): string | undefined => {
  if (response.dropConnection) return 'ConnectionReset';
  if (response.status === 200 || response.body === undefined) return undefined;
  const type = parse(Buffer.from(response.body)).__type;
  return typeof type === 'string' ? type.slice(type.indexOf('#') + 1) : 'Unknown';
};

const capacityOf = (consumed: unknown): ConsumedCapacity => {
  const parts = (Array.isArray(consumed) ? consumed : [consumed ?? {}]) as readonly {
    CapacityUnits?: number;
    Table?: { CapacityUnits?: number };
    GlobalSecondaryIndexes?: Readonly<Record<string, { CapacityUnits?: number }>>;
    LocalSecondaryIndexes?: Readonly<Record<string, { CapacityUnits?: number }>>;
  }[];
  let total = 0;
  let table = 0;
  const indexes: Record<string, number> = {};
  for (const part of parts) {
    total += part.CapacityUnits ?? 0;
    table += part.Table?.CapacityUnits ?? 0;
    for (const kind of [part.GlobalSecondaryIndexes, part.LocalSecondaryIndexes]) {
      for (const [name, { CapacityUnits = 0 }] of Object.entries(kind ?? {})) {
        indexes[name] = (indexes[name] ?? 0) + CapacityUnits;
      }
    }
  }
  return { total, table, indexes };
};
