import type { Clock, CloudService, Principal, Principals, RolePolicies } from '../service.ts';

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
  /** Told of every call after its answer, refused ones included. */
  readonly onCall?: (call: DynamoDbCall) => void;
}

/** Asked before each allowed call; `undefined` leaves it alone. */
export type DynamoDbFaults = (call: {
  readonly operation: string;
  readonly principal: Principal;
  readonly request: Readonly<Record<string, unknown>>;
}) => DynamoDbFault | undefined;

export type DynamoDbFault =
  /** ProvisionedThroughputExceededException; nothing is applied. */
  | 'throttle'
  /** The transaction is cancelled with TransactionConflict; a single write gets TransactionConflictException. */
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
  readonly indexes: Readonly<Record<string, number>>;
}

export const createDynamoDbProxy = (_options: DynamoDbProxyOptions): CloudService => {
  throw new Error('The DynamoDB proxy is being built');
};
