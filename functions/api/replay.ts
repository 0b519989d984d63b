import type { ReplayRecord } from '../adapters/store/index.ts';
import { type Answer, answer } from '../http/answer.ts';
import { type Problem, problem } from '../http/problem.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Services } from '../http/services.ts';

/** Digest of what makes two requests the same. */
export const requestHashOf = ({ route, params, rawBody }: ApiRequest, services: Services): string =>
  services.hash(JSON.stringify([route.id, params, rawBody]));

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
