import type { HttpFunctionName } from './functions.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What infrastructure needs to know of a route; `defineRoute` adds schemas, action and errors. */
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
