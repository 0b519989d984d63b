import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TenantId } from '../../../domain/kernel/ids.ts';
import type { TableAccess, TenantCredentials, TenantScope } from './access.ts';

/** Gives the table as one tenant sees it, under credentials that reach no other tenant's items. */
export type TenantScopes = (tenantId: TenantId) => Promise<TenantScope>;

export interface ScopeOptions {
  readonly tableName: string;
  /** ARN of the role that is assumed with the tenant in a session tag. */
  readonly tenantRoleArn: string;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
  /** Replaced in tests. */
  readonly sts?: Pick<STSClient, 'send'>;
}

/** The session tag that the tenant role's policy compares keys with. */
const TENANT_SESSION_TAG = 'tenantId';

/** The shortest session that STS gives. */
const SESSION_SECONDS = 900;
/** Credentials this close to their end are not used any more: a request may take that long. */
const MARGIN_MS = 60_000;
/** Tenants that one execution environment keeps; only the sender serves more than one. */
const KEPT = 200;

/**
 * Scopes by tenant: STS is asked once for each tenant and quarter of an hour, and the connections
 * are shared by all tenants (a connection carries no identity; every request is signed).
 */
export const createTenantScopes = (options: ScopeOptions): TenantScopes => {
  const { tableName, now } = options;
  const sts = options.sts ?? new STSClient({});
  const connections = new DynamoDBClient({ ...CLIENT }).config.requestHandler;
  const kept = new Map<
    TenantId,
    { readonly scope: Promise<TenantScope>; readonly until: number }
  >();

  const open = async (tenantId: TenantId): Promise<TenantScope> => {
    const credentials = await assumeRole(sts, options.tenantRoleArn, tenantId);
    const documents = documentClient({ ...CLIENT, credentials, requestHandler: connections });
    return { tenantId, documents, tableName, credentials };
  };

  return (tenantId) => {
    const current = kept.get(tenantId);
    if (current !== undefined && now() < current.until) return current.scope;
    const scope = open(tenantId);
    const entry = { scope, until: now() + SESSION_SECONDS * 1000 - MARGIN_MS };
    // A refusal is not kept: the next request asks again.
    scope.catch(() => {
      if (kept.get(tenantId) === entry) kept.delete(tenantId);
    });
    kept.delete(tenantId);
    kept.set(tenantId, entry);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return scope;
  };
};

/** The table under the function's own permissions. */
export const openTable = (tableName: string): TableAccess => ({
  documents: documentClient({ ...CLIENT }),
  tableName,
});

/**
 * The service answers in milliseconds; a connection that hangs is given up and the call repeated,
 * which every write of this store bears. Throttling is the SDK's to wait out.
 */
const CLIENT: DynamoDBClientConfig = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 3000,
    throwOnRequestTimeout: true,
  },
};

/** A document client as the whole store expects it: nothing is converted behind its back. */
export const documentClient = (config: DynamoDBClientConfig): DynamoDBDocumentClient => {
  const client = new DynamoDBClient(config);
  // It walks through everything that is sent and read, to make a log line that nobody gets.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: {
      removeUndefinedValues: true,
      convertEmptyValues: false,
      convertClassInstanceToMap: false,
    },
    unmarshallOptions: { wrapNumbers: false },
  });
};

const assumeRole = async (
  sts: Pick<STSClient, 'send'>,
  RoleArn: string,
  tenantId: TenantId,
): Promise<TenantCredentials> => {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn,
      RoleSessionName: `tenant-${tenantId}`,
      DurationSeconds: SESSION_SECONDS,
      Tags: [{ Key: TENANT_SESSION_TAG, Value: tenantId }],
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
    throw new Error('STS gave no credentials');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
};
