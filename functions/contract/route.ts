import type * as z from 'zod/mini';
import type { Action, View } from '../../domain/access/actions.ts';
import type { HttpFunctionName } from './functions.ts';
import type { ProblemCode } from './problem-codes.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What infrastructure needs to know of a route. */
export interface RouteLine {
  /** Name of the operation, unique, camelCase: OpenAPI's operationId. */
  readonly id: string;
  readonly method: HttpMethod;
  /** Path with `{parameters}`, always under a version: `/v1/plans/{planId}`. */
  readonly path: `/v1/${string}`;
  readonly runsIn: HttpFunctionName;
  /** `member`: a valid access token with the scope is required. `anyone`: no token. */
  readonly caller: 'member' | 'anyone';
}

/** Types of files that routes answer with. */
export type MediaType =
  | 'text/html'
  | 'text/csv'
  | 'application/json'
  | 'application/pdf'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/zip';

/** An answer that is a file; which one, the query says. */
export interface FilesAnswer {
  readonly files: readonly [MediaType, ...MediaType[]];
}

/**
 * Whether an answer can be larger than a response may be: then it is 303 with a `Location` that
 * downloads it, without a token, for a few minutes.
 */
export const mayBeLarge = ({ method, runsIn }: Pick<RouteLine, 'method' | 'runsIn'>): boolean =>
  method === 'GET' && runsIn === 'report';

type Schema = z.ZodMiniType;
/** Schemas are built at a route's first use, which keeps them out of a cold start. */
type Lazy<Value> = () => Value;

/**
 * A route, declared once: API Gateway, the Lambda, OpenAPI, the test matrices and the local host
 * all read this.
 */
export interface Route<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
> extends RouteLine {
  /** What the caller must be allowed to do; see the access table. */
  readonly action: Action;
  /** One line for the reference page. */
  readonly summary: string;
  readonly params: Lazy<Params>;
  readonly query: Lazy<Query>;
  /** `undefined` for routes without a body. */
  readonly body?: Lazy<Body>;
  /** For routes that take a file instead of a body: its type and its largest size in bytes. */
  readonly file?: { readonly type: 'text/csv'; readonly maxBytes: number };
  readonly success: 200 | 201 | 202;
  /** The answer's schema, or one for each view of a plan, or the files it can be. */
  readonly answer: Lazy<Schema> | Lazy<Readonly<Record<View, Schema>>> | FilesAnswer;
  /** `If-Match` with the plan's ETag is required. */
  readonly conditional: boolean;
  /** `Idempotency-Key` is required. */
  readonly idempotent: boolean;
  /** Problem codes of its own, besides those that every route can answer. */
  readonly problems: readonly ProblemCode[];
}

/** The parsed parts of a request to a route. */
export type InputOf<R> =
  R extends Route<infer Params, infer Query, infer Body>
    ? {
        readonly params: z.output<Params>;
        readonly query: z.output<Query>;
        readonly body: z.output<Body>;
      }
    : never;

/** Builds at the first call and keeps what it built. */
const once = <Value>(build: Lazy<Value>): Lazy<Value> => {
  let built: { readonly value: Value } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
};

/** Declares a route; inference keeps the schemas' types. Each schema is built once, at first use. */
export const defineRoute = <
  const Params extends Schema,
  const Query extends Schema,
  const Body extends Schema,
>(
  route: Route<Params, Query, Body>,
): Route<Params, Query, Body> =>
  ({
    ...route,
    params: once(route.params),
    query: once(route.query),
    ...(route.body === undefined ? {} : { body: once(route.body) }),
    answer: typeof route.answer === 'function' ? once<unknown>(route.answer) : route.answer,
  }) as Route<Params, Query, Body>;
