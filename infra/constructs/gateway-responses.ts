import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ProblemCode } from '../../functions/contract/problem-codes.ts';

/**
 * The headers that every answer of API Gateway itself carries. The quotes are API Gateway's notation
 * for a constant; a constant cannot contain one, so there is no Content-Security-Policy here.
 */
const HEADERS = {
  'Content-Type': "'application/problem+json'",
  'Cache-Control': "'no-store'",
  'Referrer-Policy': "'no-referrer'",
  'Strict-Transport-Security': "'max-age=63072000; includeSubDomains'",
  'X-Content-Type-Options': "'nosniff'",
  'X-Frame-Options': "'DENY'",
};

interface Answer {
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface GatewayProblem extends Answer {
  readonly type: ResponseType;
}

const UNAUTHENTICATED: Answer = {
  status: 401,
  code: 'unauthenticated',
  title: 'A valid access token is required.',
  headers: { 'WWW-Authenticate': "'Bearer'" },
};
const NOT_FOUND: Answer = { status: 404, code: 'notFound', title: 'There is nothing here.' };
const FAILED: Answer = { status: 500, code: 'internal', title: 'The request failed on our side.' };

/** Every way in which API Gateway answers in a function's place. */
const GATEWAY_PROBLEMS: readonly GatewayProblem[] = [
  { type: ResponseType.UNAUTHORIZED, ...UNAUTHENTICATED },
  { type: ResponseType.EXPIRED_TOKEN, ...UNAUTHENTICATED },
  {
    type: ResponseType.ACCESS_DENIED,
    status: 403,
    code: 'forbidden',
    title: 'The access token does not carry the scope of this API.',
  },
  {
    type: ResponseType.WAF_FILTERED,
    status: 403,
    code: 'forbidden',
    title: 'The request was refused by the firewall.',
  },
  // What API Gateway says of a path or method that it does not know.
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, ...NOT_FOUND },
  // An unknown path with a bearer token, which API Gateway takes for a broken signature.
  { type: ResponseType.INVALID_SIGNATURE, ...NOT_FOUND },
  { type: ResponseType.RESOURCE_NOT_FOUND, ...NOT_FOUND },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: 'bodyTooLarge',
    title: 'The body is too large.',
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    code: 'unsupportedMediaType',
    title: 'The media type of the body is not supported.',
  },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    code: 'tooMany',
    title: 'Too many requests. Try again later.',
    headers: { 'Retry-After': "'1'" },
  },
  { type: ResponseType.INTEGRATION_FAILURE, ...FAILED, status: 502 },
  { type: ResponseType.INTEGRATION_TIMEOUT, ...FAILED, status: 504 },
  { type: ResponseType.AUTHORIZER_FAILURE, ...FAILED },
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, ...FAILED },
  { type: ResponseType.API_CONFIGURATION_ERROR, ...FAILED },
  {
    type: ResponseType.DEFAULT_4XX,
    status: 400,
    code: 'malformed',
    title: 'The request could not be read.',
  },
  { type: ResponseType.DEFAULT_5XX, ...FAILED },
];

/** Makes API Gateway's own answers RFC 9457 problems with a `code`, like those of the functions. */
export function answerWithProblems(api: RestApi): void {
  for (const { type, status, code, title, headers } of GATEWAY_PROBLEMS) {
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(status),
      responseHeaders: { ...HEADERS, ...headers },
      templates: {
        'application/json': JSON.stringify({
          type: 'about:blank',
          title,
          status,
          code,
          requestId: '$context.requestId',
        }),
      },
    });
  }
}
