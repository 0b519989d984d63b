import type { APIGatewayProxyResult } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { View } from '../../domain/access/actions.ts';
import type { Language } from '../../domain/plan/vocabulary.ts';
import { STATUS_OF } from '../contract/problem-codes.ts';
import type { MediaType, Route } from '../contract/route.ts';
import { etagOf } from './etag.ts';
import { type Problem, problemDocument } from './problem.ts';

/** What an endpoint answers when it does not refuse. */
export interface Answer {
  readonly kind: 'answer';
  readonly body: unknown;
  /** Which of the route's schemas shapes the body; routes without views need none. */
  readonly view?: View;
  /** Version for the ETag. */
  readonly version?: number;
  /** The answer was given before, to the same idempotency key. */
  readonly replayed?: boolean;
}

export const answer = (body: unknown, more: Omit<Answer, 'kind' | 'body'> = {}): Answer => ({
  kind: 'answer',
  body,
  ...more,
});

/** A file as the body of an answer. */
export interface AnsweredFile {
  readonly type: MediaType;
  /** What a browser saves it as: letters, digits, `.` and `-`, nobody's name. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Lambda takes six million bytes; base64 makes four of three, and headers want room. */
const ANSWER_BYTES_MAX = 4_000_000;

const sizeOf = (content: string | Uint8Array): number =>
  typeof content === 'string' ? Buffer.byteLength(content, 'utf8') : content.length;

/**
 * The answer as a file to be fetched elsewhere, when it is too large for a response; what a schema
 * shapes has passed it.
 */
export const fileTooLarge = (route: Route, given: Answer): AnsweredFile | undefined => {
  if ('files' in route.answer) {
    const file = given.body as AnsweredFile;
    return sizeOf(file.content) > ANSWER_BYTES_MAX ? file : undefined;
  }
  const content = JSON.stringify(shaped(route, given));
  return sizeOf(content) > ANSWER_BYTES_MAX
    ? { type: 'application/json', name: `${route.id}.json`, content }
    : undefined;
};

/** Headers of every answer, errors included. */
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-site',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** The tracking report is a page: its own style sheet is inline, and nothing is loaded. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

const schemaOf = (route: Route, view: View | undefined): z.ZodMiniType | undefined => {
  if ('files' in route.answer) return undefined;
  const schema = route.answer();
  if ('safeParse' in schema) return schema;
  return view === undefined ? undefined : schema[view];
};

/** The body as the route's own schema lets it out. */
const shaped = (route: Route, { body, view }: Answer): unknown => {
  const schema = schemaOf(route, view);
  if (schema === undefined) throw new Error(`No answer schema for ${route.id}`);
  return schema.parse(body);
};

/** The HTTP response that sends the caller to a file: the link is good for minutes, for whoever has it. */
export const toLinkResponse = (
  url: string,
  language: Language,
  requestId: string,
): APIGatewayProxyResult => ({
  statusCode: 303,
  headers: {
    ...SECURITY_HEADERS,
    'Content-Language': language,
    'X-Request-Id': requestId,
    Location: url,
  },
  body: '',
});

/** The HTTP response of an answer. Its body has passed the route's own schema. */
export const toResponse = (
  route: Route,
  given: Answer,
  language: Language,
  requestId: string,
): APIGatewayProxyResult => {
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Language': language,
    'X-Request-Id': requestId,
    ...(given.version === undefined ? {} : { ETag: etagOf(given.version) }),
    ...(given.replayed === true ? { 'Idempotency-Replayed': 'true' } : {}),
  };
  if ('files' in route.answer) {
    const { type, name, content } = given.body as AnsweredFile;
    if (!route.answer.files.includes(type)) throw new Error(`${route.id} answers no ${type}`);
    const isPage = type === 'text/html';
    const isText = typeof content === 'string';
    return {
      statusCode: route.success,
      headers: {
        ...headers,
        ...(isPage ? { 'Content-Security-Policy': PAGE_POLICY } : {}),
        'Content-Type': isText ? `${type}; charset=utf-8` : type,
        // A page is read where it is; everything else is saved.
        'Content-Disposition': `${isPage ? 'inline' : 'attachment'}; filename="${name}"`,
      },
      body: isText ? content : Buffer.from(content).toString('base64'),
      ...(isText ? {} : { isBase64Encoded: true }),
    };
  }
  return {
    statusCode: route.success,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(shaped(route, given)),
  };
};

/** The HTTP response of a refusal. */
export const toProblemResponse = (
  refusal: Problem,
  language: Language,
  requestId: string,
): APIGatewayProxyResult => ({
  statusCode: STATUS_OF[refusal.code],
  headers: {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': language,
    'X-Request-Id': requestId,
    ...(refusal.code === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(refusal.code === 'tooMany'
      ? { 'Retry-After': String(refusal.retryAfterSeconds ?? 60) }
      : {}),
  },
  body: JSON.stringify(problemDocument(refusal, language, requestId)),
});
