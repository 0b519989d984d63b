import type { Member } from '../../domain/tenant/tenant.ts';
import type { NewReplay, ReplayRecord } from '../adapters/store/index.ts';
import { type Answer, answer } from '../http/answer.ts';
import { type Problem, problem } from '../http/problem.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Services } from '../http/services.ts';

/** Digest of what makes two requests the same. */
export const requestHashOf = (
  { route, params, query, rawBody }: ApiRequest,
  services: Services,
): string => {
  const asked = Object.keys(query as object).length === 0 ? [] : [query];
  return services.hash(JSON.stringify([route.id, params, rawBody, ...asked]));
};

/**
 * What the same request of the same caller is answered with, for 24 hours; to be written with its
 * effect.
 *
 * @throws Error on a route that asks for no key
 */
export const replayOf = (
  {
    caller,
    request,
    services,
  }: { readonly caller: Member; readonly request: ApiRequest; readonly services: Services },
  answer: unknown,
): NewReplay => {
  const { idempotencyKey: key, route } = request;
  if (key === undefined) throw new Error(`${route.id} asks for no Idempotency-Key`);
  return {
    memberId: caller.id,
    key,
    requestHash: requestHashOf(request, services),
    answer,
    at: services.now(),
  };
};

/** The first answer again, ETag included, or a refusal when the key came with another request. */
export const replayed = (
  { requestHash, answer: body }: ReplayRecord,
  request: ApiRequest,
  services: Services,
): Answer | Problem => {
  if (requestHash !== requestHashOf(request, services)) return problem('idempotencyMismatch');
  const { version } = body as { readonly version?: number };
  return answer(body, { replayed: true, ...(version === undefined ? {} : { version }) });
};
