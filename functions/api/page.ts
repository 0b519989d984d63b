import type { Cursor } from '../adapters/store/index.ts';
import { type CursorBinding, openCursor } from '../http/cursor.ts';
import { type Problem, problem } from '../http/problem.ts';
import type { ApiRequest, Identity } from '../http/request.ts';
import type { Services } from '../http/services.ts';

/** Position and binding of a list: its cursor works for this caller and these filters only. */
export const pageOf = (
  request: ApiRequest,
  { tenantId, memberId }: Pick<Identity, 'tenantId' | 'memberId'>,
  query: { readonly cursor?: string; readonly limit: number },
  filters: string,
  services: Services,
):
  | { readonly limit: number; readonly after?: Cursor; readonly binding: CursorBinding }
  | Problem => {
  const binding = { tenantId, memberId, list: `${request.route.id}?${filters}` };
  if (query.cursor === undefined) return { limit: query.limit, binding };
  const after = openCursor(services.cursorKey, query.cursor, binding);
  return after === undefined
    ? problem('invalid', { fields: [{ path: 'query/cursor', issue: 'cursor' }] })
    : { limit: query.limit, after, binding };
};
