import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { MemberId, TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { IdentityProvider } from '../../functions/adapters/identity/identity-provider.ts';
import { sha256 } from '../../functions/adapters/system/hash.ts';
import { createLog, type LogLine } from '../../functions/adapters/system/log.ts';
import { newUlid, randomBytes } from '../../functions/adapters/system/random.ts';
import { directoryEndpoints } from '../../functions/api/directory/endpoints.ts';
import { apiEndpoints } from '../../functions/api/endpoints.ts';
import { publicEndpoints } from '../../functions/api/public/public.ts';
import { reportEndpoints } from '../../functions/api/report/endpoints.ts';
import type { HttpFunctionName } from '../../functions/contract/functions.ts';
import { type RouteId, routes } from '../../functions/contract/registry.ts';
import type { Route } from '../../functions/contract/route.ts';
import { CLAIM } from '../../functions/contract/scope.ts';
import type { Endpoint } from '../../functions/http/endpoint.ts';
import type { Services } from '../../functions/http/services.ts';
import { createHttpHandler } from '../../functions/http/stack.ts';
import type { TestTable } from './engine.ts';

/** What each HTTP function serves, by the lists that the entry files import. */
export const ENDPOINTS = {
  api: apiEndpoints,
  report: reportEndpoints,
  directory: directoryEndpoints,
  public: publicEndpoints,
} as const satisfies Record<HttpFunctionName, readonly Endpoint[]>;

export const routeOf = (id: RouteId): Route => routes[id] as unknown as Route;

/** Somebody with a verified token. */
export interface Caller {
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
  /** Whether they have a second factor; they do when left out. */
  readonly secondFactor?: boolean;
}

/** What a client sends; what is left out is not there. */
export interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** A value becomes JSON with its content type; a text or bytes go out as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A version as If-Match. */
  readonly version?: number;
  readonly key?: string;
}

/** The event of a Lambda proxy integration as the deployed API makes it: every body is base64. */
export const eventFor = (
  route: Pick<Route, 'method' | 'path'>,
  caller: Caller | undefined,
  { params = {}, query = {}, body, headers = {}, version, key }: Sent = {},
  requestId = 'request-1',
): APIGatewayProxyEvent => {
  const asIs = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = asIs ? Buffer.from(body) : Buffer.from(JSON.stringify(body ?? null));
  const allQuery = Object.entries(query).map(([name, value]) => [name, [value].flat()] as const);
  return {
    resource: route.path,
    path: route.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
    httpMethod: route.method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      ...headers,
    },
    multiValueHeaders: {},
    pathParameters: Object.keys(params).length === 0 ? null : { ...params },
    queryStringParameters:
      allQuery.length === 0
        ? null
        : Object.fromEntries(allQuery.map(([name, values]) => [name, values.at(-1) ?? ''])),
    multiValueQueryStringParameters:
      allQuery.length === 0
        ? null
        : Object.fromEntries(allQuery.map(([name, values]) => [name, [...values]])),
    stageVariables: null,
    requestContext: {
      requestId,
      ...(caller === undefined
        ? {}
        : {
            authorizer: {
              claims: {
                [CLAIM.tenantId]: caller.tenantId,
                [CLAIM.memberId]: caller.memberId,
                ...(caller.secondFactor === false ? {} : { [CLAIM.secondFactor]: 'true' }),
              },
            },
          }),
    } as Partial<APIGatewayProxyEvent['requestContext']> as APIGatewayProxyEvent['requestContext'],
    body: body === undefined ? null : bytes.toString('base64'),
    isBase64Encoded: body !== undefined,
  };
};

/** An answer as a client reads it. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Parsed JSON; the text of anything else. */
  readonly body: Readonly<Record<string, unknown>>;
}

const answerOf = ({ statusCode, headers = {}, body }: APIGatewayProxyResult): ApiAnswer => ({
  status: statusCode,
  headers,
  text: body,
  body: String(headers['Content-Type']).includes('json') ? JSON.parse(body) : body,
});

/** A handler as Lambda calls it. */
export const invoke = async (
  handler: ReturnType<typeof createHttpHandler>,
  event: APIGatewayProxyEvent,
): Promise<ApiAnswer> => answerOf(await handler(event, {} as Context));

/** The HTTP functions in process: real handlers, a clock and a log of the test's own. */
export interface Api {
  readonly call: (route: RouteId, caller: Caller | undefined, sent?: Sent) => Promise<ApiAnswer>;
  readonly lines: readonly LogLine[];
  readonly now: () => Instant;
  readonly at: (now: Instant) => void;
  /** Addresses that were invited, with the subject that each got. */
  readonly logins: ReadonlyMap<string, string>;
}

export const CURSOR_KEY = 'a key of the tests';
export const LINK_KEY = 'another key of the tests';

/** Services of a test: everything but the table is the test's own. */
export const servicesOf = (
  table: TestTable,
  now: () => Instant,
  log: Services['log'],
  identities: IdentityProvider,
): Services => ({
  now,
  newId: newUlid,
  randomBytes,
  hash: sha256,
  log,
  scopes: async (tenantId) => table.scope(tenantId),
  table,
  identities,
  cursorKey: CURSOR_KEY,
  linkKey: LINK_KEY,
  callForward: async () => undefined,
});

/** @param more what a test replaces of the services */
export const createApi = (
  table: TestTable,
  startsAt: Instant,
  more: Partial<Services> = {},
): Api => {
  let now = startsAt;
  let requests = 0;
  const lines: LogLine[] = [];
  const logins = new Map<string, string>();
  const services = servicesOf(
    table,
    () => now,
    createLog((line) => lines.push(line)),
    {
      inviteLogin: async (email) => {
        const sub = logins.get(email) ?? `sub-of-${sha256(email).slice(0, 20)}`;
        logins.set(email, sub);
        return sub;
      },
      findLogin: async (email) => logins.get(email),
      enableLogin: async () => undefined,
      disableLogin: async () => undefined,
    },
  );
  const handlers = new Map(
    Object.entries(ENDPOINTS).map(([name, endpoints]) => [
      name,
      createHttpHandler(endpoints, { ...services, ...more }),
    ]),
  );
  return {
    lines,
    logins,
    now: () => now,
    at: (instant) => {
      now = instant;
    },
    call: async (id, caller, sent) => {
      const route = routeOf(id);
      const handler = handlers.get(route.runsIn);
      if (handler === undefined) throw new Error(`no function ${route.runsIn}`);
      requests += 1;
      return invoke(handler, eventFor(route, caller, sent, `request-${requests}`));
    },
  };
};
