import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod/mini';
import {
  type MemberId,
  parseMemberId,
  parseTenantId,
  type TenantId,
} from '../../domain/kernel/ids.ts';
import type { Route } from '../contract/route.ts';
import { CLAIM } from '../contract/scope.ts';
import { versionOf } from './etag.ts';
import { issuePath } from './issue-path.ts';
import { MALFORMED, parseJsonBody } from './json-body.ts';
import { type FieldIssue, type Problem, problem } from './problem.ts';

/** Who calls, by a verified token. Only `identify` makes one; nothing but identity is in it. */
export interface Identity {
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
  /** Whether a second factor was found when the token was made; it is looked for where one is needed. */
  readonly hasSecondFactor: boolean;
}

/** A request after every check that needs no data. */
export interface ApiRequest {
  readonly route: Route;
  readonly requestId: string;
  /** Absent on routes for anyone. */
  readonly identity?: Identity;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The body as it came, for the idempotency digest. */
  readonly rawBody: string;
  /** The bytes of routes that take a file. */
  readonly file?: Uint8Array;
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
  readonly acceptLanguage?: string;
}

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_.:-]{8,64}$/;

export const headerOf = (event: APIGatewayProxyEvent, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted);
  return found?.[1];
};

/** The identity of a verified token, or `undefined` when its claims are not those of a member. */
export const identify = (event: APIGatewayProxyEvent): Identity | undefined => {
  const claims: Readonly<Record<string, unknown>> = event.requestContext.authorizer?.claims ?? {};
  const tenantId = parseTenantId(String(claims[CLAIM.tenantId] ?? ''));
  const memberId = parseMemberId(String(claims[CLAIM.memberId] ?? ''));
  const hasSecondFactor = claims[CLAIM.secondFactor] === 'true';
  return tenantId === undefined || memberId === undefined
    ? undefined
    : { tenantId, memberId, hasSecondFactor };
};

const issuesAt = (
  where: string,
  schema: z.ZodMiniType,
  error: z.core.$ZodError,
): readonly FieldIssue[] =>
  error.issues.slice(0, 50).map((issue) => ({
    path: `${where}${issuePath(schema, issue.path)}`,
    issue: issue.code === 'custom' ? issue.message : issue.code,
  }));

const isJson = (contentType: string | undefined): boolean =>
  /^application\/json\s*(;\s*charset=(utf-8|"utf-8")\s*)?$/i.test(contentType ?? '');

/** Keeps a byte order mark, which JSON does not allow. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The body as text, or `undefined` when its bytes are not UTF-8. */
const textOf = ({ body, isBase64Encoded }: APIGatewayProxyEvent): string | undefined => {
  if (body === null) return '';
  if (!isBase64Encoded) return body;
  try {
    return UTF_8.decode(Buffer.from(body, 'base64'));
  } catch {
    return undefined;
  }
};

const bytesOf = ({ body, isBase64Encoded }: APIGatewayProxyEvent): Uint8Array =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

/**
 * Judges what can be judged without data, in this order: 401, 413, 415, 400, 428. (404 and 405 of
 * unknown routes are the gateway's.)
 */
export const readRequest = (event: APIGatewayProxyEvent, route: Route): ApiRequest | Problem => {
  const identity = identify(event);
  if (route.caller === 'member' && identity === undefined) return problem('unauthenticated');
  const text = textOf(event);
  let body: unknown;
  if (route.body !== undefined) {
    const parsed = text === undefined ? MALFORMED : parseJsonBody(text === '' ? '{}' : text);
    if (!parsed.ok && parsed.code === 'bodyTooLarge') return problem('bodyTooLarge');
    if (text !== '' && !isJson(headerOf(event, 'content-type')))
      return problem('unsupportedMediaType');
    if (!parsed.ok) return problem(parsed.code);
    body = parsed.value;
  }
  const file = route.file === undefined ? undefined : bytesOf(event);
  if (file !== undefined && route.file !== undefined) {
    if (file.length > route.file.maxBytes) return problem('bodyTooLarge');
    const type = headerOf(event, 'content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== route.file.type) return problem('unsupportedMediaType');
  }
  const params = route.params().safeParse(event.pathParameters ?? {});
  // An id of the wrong shape names nothing: it is answered like any other id that is not there.
  if (!params.success) return problem('notFound');
  const query = route.query().safeParse(event.queryStringParameters ?? {});
  const bodySchema = route.body?.();
  const parsedBody = bodySchema?.safeParse(body);
  const fields = [
    ...(query.success ? [] : issuesAt('query', route.query(), query.error)),
    ...(bodySchema === undefined || parsedBody === undefined || parsedBody.success
      ? []
      : issuesAt('', bodySchema, parsedBody.error)),
  ];
  if (fields.length > 0) return problem('invalid', { fields });
  const repeated = Object.entries(event.multiValueQueryStringParameters ?? {}).find(
    ([, values]) => (values?.length ?? 0) > 1,
  );
  if (repeated !== undefined)
    return problem('invalid', { fields: [{ path: `query/${repeated[0]}`, issue: 'repeated' }] });
  const idempotencyKey = headerOf(event, 'idempotency-key');
  if (route.idempotent && (idempotencyKey === undefined || !IDEMPOTENCY_KEY.test(idempotencyKey)))
    return problem('idempotencyMissing');
  const ifMatchHeader = headerOf(event, 'if-match');
  if (route.conditional && ifMatchHeader === undefined) return problem('preconditionRequired');
  const ifMatch = ifMatchHeader === undefined ? undefined : versionOf(ifMatchHeader);
  const acceptLanguage = headerOf(event, 'accept-language');
  return {
    route,
    requestId: event.requestContext.requestId,
    params: params.data,
    query: query.data ?? {},
    body: parsedBody?.data ?? {},
    // Bytes that are no text still tell one file from another.
    rawBody: file === undefined ? (text ?? '') : Buffer.from(file).toString('base64'),
    ...(file === undefined ? {} : { file }),
    ...(identity === undefined ? {} : { identity }),
    // A tag that is not ours matches no version.
    ...(route.conditional ? { ifMatch: ifMatch ?? 0 } : {}),
    ...(route.idempotent && idempotencyKey !== undefined ? { idempotencyKey } : {}),
    ...(acceptLanguage === undefined ? {} : { acceptLanguage }),
  };
};
