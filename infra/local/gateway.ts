import {
  type IncomingMessage,
  type ServerResponse,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http';
import {
  type ApiDefinition,
  type CognitoAuthorizer,
  createRouter,
  type RouteMatch,
} from './api-definition.ts';
import { type Arrival, arrivalOf, claimsForEvent, proxyEvent } from './api-event.ts';
import { type HttpServer, listen, readBody } from './http-server.ts';
import { type Lambda, LambdaRefusal } from './lambda.ts';
import type { Clock } from './service.ts';
import { isObject } from './template.ts';

/** What a token is worth to the user pool that issued it. */
export type TokenVerdict =
  | { readonly valid: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly valid: false };

/** Verifies signature, issuer, client and expiry of a token of the user pool with that ARN. */
export type VerifyToken = (userPoolArn: string, token: string) => Promise<TokenVerdict>;

export interface GatewayOptions {
  readonly api: ApiDefinition;
  readonly accountId: string;
  readonly clock: Clock;
  readonly lambda: Lambda;
  readonly verifyToken: VerifyToken;
  /** Loopback port; 0 takes a free one. */
  readonly port: number;
  /** Answers paths below `/_local/` and returns whether it did; not part of the deployed API. */
  readonly console?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

/** An answer that API Gateway makes itself, by the name of its gateway response type. */
interface GatewayFault {
  readonly type: string;
  readonly status: number;
  readonly message: string;
  readonly errorType: string;
}

const fault = (type: string, status: number, message: string, errorType: string): GatewayFault => ({
  type,
  status,
  message,
  errorType,
});

// Types, statuses and wording of AWS; an unknown path or method is answered as a missing signature.
const FAULTS = {
  unknownRoute: fault(
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  ),
  unknownRouteSigned: fault(
    'INVALID_SIGNATURE',
    403,
    "Authorization header requires 'Credential' parameter.",
    'IncompleteSignatureException',
  ),
  unauthorized: fault('UNAUTHORIZED', 401, 'Unauthorized', 'UnauthorizedException'),
  accessDenied: fault('ACCESS_DENIED', 403, 'Forbidden', 'AccessDeniedException'),
  tooLarge: fault('REQUEST_TOO_LARGE', 413, 'Request Too Long', 'RequestTooLargeException'),
  timeout: fault(
    'INTEGRATION_TIMEOUT',
    504,
    'Endpoint request timed out',
    'InternalServerErrorException',
  ),
  integration: fault(
    'INTEGRATION_FAILURE',
    500,
    'Internal server error',
    'InternalServerErrorException',
  ),
  /** A function that failed or answered in another shape; that it is not INTEGRATION_FAILURE is unverified. */
  malformed: fault('DEFAULT_5XX', 502, 'Internal server error', 'InternalServerErrorException'),
} as const;

/** API Gateway's limit on a request body. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Headers of a function's answer that API Gateway renames instead of sending. */
const REMAPPED: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

const fill = (
  template: string,
  arrival: Arrival,
  path: string,
  stage: string,
  what: GatewayFault,
) =>
  template.replace(/\$context(?:\.[A-Za-z]+)+/g, (variable) => {
    const values: Readonly<Record<string, string>> = {
      '$context.requestId': arrival.requestId,
      '$context.extendedRequestId': arrival.extendedRequestId,
      '$context.httpMethod': arrival.httpMethod,
      '$context.path': arrival.path,
      '$context.resourcePath': path,
      '$context.stage': stage,
      '$context.error.message': what.message,
      '$context.error.messageString': JSON.stringify(what.message),
      '$context.error.responseType': what.type,
    };
    return values[variable] ?? variable;
  });

interface ProxyResult {
  readonly status: number;
  readonly headers: readonly (readonly [string, string | readonly string[]])[];
  readonly body: Buffer;
}

const scalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Reads what the function returned; `undefined` when API Gateway would call it malformed. */
export const readProxyResult = (payload: string): ProxyResult | undefined => {
  const parsed: unknown = JSON.parse(payload);
  if (!isObject(parsed)) return undefined;
  const known = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];
  if (Object.keys(parsed).some((key) => !known.includes(key))) return undefined;
  const status = Number(parsed.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const { headers = null, multiValueHeaders = null, body = null, isBase64Encoded } = parsed;
  if (body !== null && typeof body !== 'string') return undefined;
  if (
    (headers !== null && !isObject(headers)) ||
    (multiValueHeaders !== null && !isObject(multiValueHeaders))
  )
    return undefined;
  const merged = new Map<string, readonly [string, string | readonly string[]]>();
  const put = (name: string, value: string | readonly string[]) => {
    const lower = name.toLowerCase();
    const sent = REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name;
    merged.set(sent.toLowerCase(), [sent, value]);
  };
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === null) continue;
    if (!scalar(value)) return undefined;
    put(name, String(value));
  }
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    if (!Array.isArray(values) || !values.every(scalar)) return undefined;
    put(name, values.map(String));
  }
  if (!merged.has('content-type')) put('Content-Type', 'application/json');
  try {
    for (const [name, value] of merged.values()) {
      validateHeaderName(name);
      for (const item of typeof value === 'string' ? [value] : value)
        validateHeaderValue(name, item);
    }
  } catch {
    return undefined;
  }
  return {
    status,
    headers: [...merged.values()],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
};

/** The token in the header, with or without the word `Bearer`, or `undefined`. */
const tokenIn = (arrival: Arrival, header: string): string | undefined => {
  const value = arrival.headers.find(([name]) => name.toLowerCase() === header)?.[1];
  const token = value?.replace(/^Bearer\s+/i, '').trim();
  return token === '' ? undefined : token;
};

const scopesIn = (claims: Readonly<Record<string, unknown>>): readonly string[] =>
  typeof claims.scope === 'string' ? claims.scope.split(' ') : [];

export interface Gateway extends HttpServer {
  readonly api: ApiDefinition;
}

/**
 * Serves the REST API of the template: routes, authoriser, scopes, tenant mapping and the gateway's
 * own answers are those that would be deployed. It behaves as under a custom domain: URLs do not
 * contain the stage.
 */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { api, clock, lambda } = options;
  const route = createRouter(api.methods);

  const sendFault = (
    response: ServerResponse,
    arrival: Arrival,
    what: GatewayFault,
    resourcePath = '',
  ) => {
    const family = what.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    const own = api.gatewayResponses.get(what.type);
    const custom = own ?? api.gatewayResponses.get(family);
    const template = custom?.template ?? '{"message":$context.error.messageString}';
    const body = Buffer.from(fill(template, arrival, resourcePath, api.stage, what));
    response.writeHead(custom?.status ?? what.status, {
      'Content-Type': 'application/json',
      ...custom?.headers,
      'x-amzn-RequestId': arrival.requestId,
      'x-amz-apigw-id': arrival.extendedRequestId,
      'x-amzn-ErrorType': what.errorType,
      'content-length': body.length,
    });
    response.end(body);
  };

  /** The verified claims, `undefined` where none are asked for, or why not. */
  const authorise = async (
    authorizer: CognitoAuthorizer | undefined,
    arrival: Arrival,
  ): Promise<{ readonly claims?: Readonly<Record<string, unknown>> } | GatewayFault> => {
    if (authorizer === undefined) return {};
    const token = tokenIn(arrival, authorizer.tokenHeader);
    if (token === undefined) return FAULTS.unauthorized;
    for (const pool of authorizer.userPoolArns) {
      const verdict = await options.verifyToken(pool, token);
      if (!verdict.valid) continue;
      const { claims } = verdict;
      const expected = authorizer.scopes.length > 0 ? 'access' : 'id';
      if (claims.token_use !== expected) return FAULTS.unauthorized;
      if (expected === 'id') return { claims };
      const held = scopesIn(claims);
      return authorizer.scopes.some((scope) => held.includes(scope))
        ? { claims }
        : FAULTS.accessDenied;
    }
    return FAULTS.unauthorized;
  };

  const call = async (
    match: RouteMatch,
    arrival: Arrival,
    body: Buffer,
    claims: Readonly<Record<string, string>> | undefined,
  ): Promise<ProxyResult | GatewayFault> => {
    const { integration } = match.method;
    const tenantId =
      integration.tenantClaim === undefined ? undefined : claims?.[integration.tenantClaim];
    const event = proxyEvent(api, options.accountId, arrival, match, body, claims);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), integration.timeoutMs);
    });
    try {
      const answered = lambda.invoke(
        integration.functionArn,
        event,
        tenantId === undefined ? {} : { tenantId },
      );
      // The function goes on after API Gateway has given up on it.
      answered.catch(() => undefined);
      const result = await Promise.race([answered, late]);
      if (result === 'late') return FAULTS.timeout;
      if (!result.ok) return FAULTS.malformed;
      return readProxyResult(result.payload) ?? FAULTS.malformed;
    } catch (error) {
      if (!(error instanceof LambdaRefusal)) throw error;
      return error.code === 'RequestTooLargeException' ? FAULTS.tooLarge : FAULTS.integration;
    } finally {
      clearTimeout(timer);
    }
  };

  const server = await listen(options.port, async (request, response) => {
    if (request.url?.startsWith('/_local/') || request.url === '/_local')
      if (await options.console?.(request, response)) return;
    const arrival = arrivalOf(request, clock.now(), server.port);
    response.setHeader('Date', new Date(arrival.atMs).toUTCString());
    const match = route(arrival.httpMethod, arrival.path);
    if (match === undefined) {
      request.resume();
      const signed = request.headers.authorization !== undefined;
      return sendFault(response, arrival, signed ? FAULTS.unknownRouteSigned : FAULTS.unknownRoute);
    }
    const path = match.method.resourcePath;
    const caller = await authorise(match.method.authorizer, arrival);
    if ('type' in caller) {
      request.resume();
      return sendFault(response, arrival, caller, path);
    }
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === undefined) return sendFault(response, arrival, FAULTS.tooLarge, path);
    const claims = caller.claims === undefined ? undefined : claimsForEvent(caller.claims);
    const result = await call(match, arrival, body, claims);
    if ('type' in result) return sendFault(response, arrival, result, path);
    const headers: Record<string, string | readonly string[] | number> = {};
    for (const [name, value] of result.headers) headers[name] = value;
    response.writeHead(result.status, {
      ...headers,
      'x-amzn-RequestId': arrival.requestId,
      'x-amz-apigw-id': arrival.extendedRequestId,
      'X-Amzn-Trace-Id': arrival.traceId,
      ...(result.status === 204 || result.status === 304
        ? {}
        : { 'content-length': result.body.length }),
    } as Record<string, string | string[] | number>);
    response.end(result.body);
  });
  return { ...server, api };
};
