import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ApiDefinition, RouteMatch } from './api-definition.ts';

/** What API Gateway knows about a request before it is routed. */
export interface Arrival {
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Host time, epoch milliseconds. */
  readonly atMs: number;
  readonly httpMethod: string;
  /** Percent-encoded, without query. */
  readonly path: string;
  readonly search: string;
  /** In the order and case in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly sourceIp: string;
  readonly port: number;
  readonly protocol: string;
  readonly traceId: string;
}

export const arrivalOf = (request: IncomingMessage, atMs: number, port: number): Arrival => {
  const url = request.url ?? '/';
  const question = url.indexOf('?');
  const headers: (readonly [string, string])[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2)
    headers.push([request.rawHeaders[index] ?? '', request.rawHeaders[index + 1] ?? '']);
  return {
    requestId: randomUUID(),
    extendedRequestId: randomBytes(11).toString('base64url').padEnd(15, 'A').concat('='),
    atMs,
    httpMethod: request.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    search: question < 0 ? '' : url.slice(question + 1),
    headers,
    sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    port,
    protocol: `HTTP/${request.httpVersion}`,
    traceId: `Root=1-${Math.floor(atMs / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
  };
};

/** Headers that API Gateway ends at itself. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Last value per name, and all values per name; `null` when there are none, as in AWS. */
const collect = (pairs: readonly (readonly [string, string])[]) => {
  if (pairs.length === 0) return { single: null, multi: null };
  const all = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = all.get(name);
    if (values === undefined) all.set(name, [value]);
    else values.push(value);
  }
  return {
    single: Object.fromEntries([...all].map(([name, values]) => [name, values.at(-1) ?? ''])),
    multi: Object.fromEntries(all),
  };
};

const headersOf = (arrival: Arrival) => {
  const forwarded = arrival.headers
    .filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
    .map(([, value]) => value);
  const pairs: (readonly [string, string])[] = [
    ...arrival.headers.filter(
      ([name]) =>
        !HOP_BY_HOP.has(name.toLowerCase()) &&
        !name.toLowerCase().startsWith('x-forwarded-') &&
        name.toLowerCase() !== 'x-amzn-trace-id',
    ),
    ['X-Amzn-Trace-Id', arrival.traceId],
    ['X-Forwarded-For', [...forwarded, arrival.sourceIp].join(', ')],
    ['X-Forwarded-Port', String(arrival.port)],
    ['X-Forwarded-Proto', 'http'],
  ];
  // Names that differ in case only are one header; the first spelling stays.
  const spelling = new Map<string, string>();
  return collect(
    pairs.map(([name, value]) => {
      const lower = name.toLowerCase();
      const spelled = spelling.get(lower) ?? name;
      spelling.set(lower, spelled);
      return [spelled, value] as const;
    }),
  );
};

const headerValue = (arrival: Arrival, name: string): string | undefined =>
  arrival.headers.find(([given]) => given.toLowerCase() === name)?.[1];

/** Whether API Gateway treats a body of this media type as bytes. */
const isBinary = (mediaTypes: readonly string[], contentType: string | undefined): boolean => {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return mediaTypes.some((pattern) => {
    if (pattern === '*/*') return true;
    const lower = pattern.toLowerCase();
    return lower.endsWith('/*') ? type.startsWith(lower.slice(0, -1)) : type === lower;
  });
};

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const two = (value: number) => String(value).padStart(2, '0');

/** `09/Apr/2015:12:34:56 +0000`. */
const requestTime = (atMs: number): string => {
  const at = new Date(atMs);
  return `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`;
};

/** `Wed Feb 08 22:42:26 UTC 2023`: how API Gateway writes the times of a token's claims. */
const claimTime = (seconds: number): string => {
  const at = new Date(seconds * 1000);
  return `${WEEKDAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())} ${at.toISOString().slice(11, 19)} UTC ${at.getUTCFullYear()}`;
};

/**
 * Claims as a REST API's Cognito authoriser hands them on: texts only, `exp` and `iat` as dates,
 * lists joined by commas.
 */
export const claimsForEvent = (claims: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if ((name === 'exp' || name === 'iat') && typeof value === 'number')
        return [name, claimTime(value)];
      if (Array.isArray(value)) return [name, value.join(',')];
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );

/** The event of a Lambda proxy integration of a REST API (payload version 1.0). */
export const proxyEvent = (
  api: ApiDefinition,
  accountId: string,
  arrival: Arrival,
  match: RouteMatch,
  body: Buffer,
  claims: Readonly<Record<string, string>> | undefined,
): APIGatewayProxyEvent => {
  const headers = headersOf(arrival);
  const query = collect([...new URLSearchParams(arrival.search)]);
  const base64 =
    body.length > 0 && isBinary(api.binaryMediaTypes, headerValue(arrival, 'content-type'));
  const host = headerValue(arrival, 'host') ?? '';
  const { method, pathParameters } = match;
  return {
    resource: method.resourcePath,
    path: arrival.path,
    httpMethod: arrival.httpMethod,
    headers: headers.single ?? {},
    multiValueHeaders: headers.multi ?? {},
    queryStringParameters: query.single,
    multiValueQueryStringParameters: query.multi,
    pathParameters: Object.keys(pathParameters).length === 0 ? null : { ...pathParameters },
    stageVariables: api.stageVariables === null ? null : { ...api.stageVariables },
    requestContext: {
      resourceId: method.resourceId,
      resourcePath: method.resourcePath,
      ...(method.operationName === undefined ? {} : { operationName: method.operationName }),
      httpMethod: arrival.httpMethod,
      extendedRequestId: arrival.extendedRequestId,
      requestTime: requestTime(arrival.atMs),
      requestTimeEpoch: arrival.atMs,
      // As under a custom domain, whose URLs do not contain the stage.
      path: arrival.path,
      accountId,
      protocol: arrival.protocol,
      stage: api.stage,
      domainPrefix: host.split('.')[0] ?? '',
      domainName: host,
      // The types leave it out.
      ...({ deploymentId: api.deploymentId } as object),
      requestId: arrival.requestId,
      apiId: api.apiId,
      authorizer: claims === undefined ? undefined : { claims },
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: arrival.sourceIp,
        user: null,
        userAgent: headerValue(arrival, 'user-agent') ?? null,
        userArn: null,
      },
    },
    body: body.length === 0 ? null : body.toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
  };
};
