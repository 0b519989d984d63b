import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Language } from '../../domain/plan/vocabulary.ts';
import { negotiateLanguage } from '../adapters/i18n/index.ts';
import { errorFields } from '../adapters/system/log.ts';
import { createOutgoingGuard } from '../adapters/system/outgoing.ts';
import { mayBeLarge } from '../contract/route.ts';
import {
  type Answer,
  fileTooLarge,
  toLinkResponse,
  toProblemResponse,
  toResponse,
} from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { type Problem, problem } from './problem.ts';
import { type ApiRequest, headerOf, identify, readRequest } from './request.ts';
import type { Services } from './services.ts';

/** What the middlewares and the handler share during one request. */
interface Exchange {
  readonly endpoint?: Endpoint;
  readonly request?: ApiRequest;
}

const FALLBACK_LANGUAGE: Language = 'en';

const isProblem = (result: ApiRequest | Answer | Problem): result is Problem =>
  'kind' in result && result.kind === 'problem';

const requestIdOf = (event: APIGatewayProxyEvent): string =>
  event.requestContext?.requestId ?? 'unknown';

const languageOf = (event: APIGatewayProxyEvent, own: Language = FALLBACK_LANGUAGE): Language =>
  negotiateLanguage(headerOf(event, 'accept-language'), own);

/**
 * The one middy stack: every HTTP function is this engine around a list of endpoints. It finds the
 * endpoint, reads and judges the request, serves it, turns refusals into problem documents, passes
 * answers through their schema, and logs one line of ids and numbers.
 */
export const createHttpHandler = (endpoints: readonly Endpoint[], given: Services) => {
  const outgoing = createOutgoingGuard();
  const services: Services = {
    ...given,
    // Whoever's part of the table is opened here, its id must not leave in another's answer.
    scopes: (tenantId) => {
      outgoing.meet(tenantId);
      return given.scopes(tenantId);
    },
  };
  const byRoute = new Map(
    endpoints.map((endpoint) => [`${endpoint.route.method} ${endpoint.route.path}`, endpoint]),
  );
  const exchanges = new WeakMap<APIGatewayProxyEvent, Exchange>();

  const refuse = (event: APIGatewayProxyEvent, refusal: Problem): APIGatewayProxyResult =>
    toProblemResponse(refusal, languageOf(event), requestIdOf(event));

  const operationOf = (event: APIGatewayProxyEvent): { readonly operation?: string } => {
    const operation = exchanges.get(event)?.endpoint?.route.id;
    return operation === undefined ? {} : { operation };
  };

  /** Finds the endpoint and reads the request; what is wrong with it is answered at once. */
  const admit = {
    before: ({ event }: { event: APIGatewayProxyEvent }): APIGatewayProxyResult | undefined => {
      const endpoint = byRoute.get(`${event.httpMethod} ${event.resource}`);
      if (endpoint === undefined) return refuse(event, problem('notFound'));
      const caller = identify(event);
      const tooSoon = caller && services.fairUse?.(caller);
      if (tooSoon !== undefined) {
        exchanges.set(event, { endpoint });
        return refuse(event, problem('tooMany', tooSoon));
      }
      const request = readRequest(event, endpoint.route);
      exchanges.set(event, isProblem(request) ? { endpoint } : { endpoint, request });
      return isProblem(request) ? refuse(event, request) : undefined;
    },
  };

  /** Whatever broke is ours: said loudly in the log, and nothing of it to the caller. */
  const contain = {
    onError: (failed: {
      event: APIGatewayProxyEvent;
      error: Error | null;
      response?: APIGatewayProxyResult | null;
    }): void => {
      const { event, error } = failed;
      services.log('request.failed', {
        requestId: requestIdOf(event),
        ...operationOf(event),
        ...errorFields(error),
      });
      failed.response = refuse(event, problem('internal'));
    },
  };

  const serve = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const { endpoint, request } = exchanges.get(event) ?? {};
    if (endpoint === undefined || request === undefined) return refuse(event, problem('notFound'));
    const { result, language: own } = await endpoint.serve(request, services);
    const language = languageOf(event, own);
    return held(
      request,
      isProblem(result)
        ? toProblemResponse(result, language, request.requestId)
        : await respond(endpoint, request, result, language),
    );
  };

  /** The answer itself, or, when it is too large for a response, where it can be fetched. */
  const respond = async (
    { route }: Endpoint,
    { identity, requestId }: ApiRequest,
    result: Answer,
    language: Language,
  ): Promise<APIGatewayProxyResult> => {
    const large =
      services.vault !== undefined && mayBeLarge(route) ? fileTooLarge(route, result) : undefined;
    if (large === undefined || services.vault === undefined || identity === undefined)
      return toResponse(route, result, language, requestId);
    const scope = await services.scopes(identity.tenantId);
    return toLinkResponse(await services.vault.handOver(scope, large), language, requestId);
  };

  /** An answer that names another company does not leave. Bodies that are not text are not read. */
  const held = (request: ApiRequest, response: APIGatewayProxyResult): APIGatewayProxyResult => {
    const { identity, requestId, route } = request;
    if (identity === undefined) return response;
    outgoing.meet(identity.tenantId);
    const headers = Object.values(response.headers ?? {}).map(String);
    const body = response.isBase64Encoded === true ? [] : [response.body];
    if (outgoing.isOwn(identity.tenantId, ...headers, ...body)) return response;
    services.log('egress.blocked', {
      requestId,
      operation: route.id,
      tenantId: identity.tenantId,
    });
    throw new Error('An answer would have left its company');
  };

  return middy<APIGatewayProxyEvent, APIGatewayProxyResult, Error, Context>({
    requestEnd: (ended) => {
      const event = ended.event as APIGatewayProxyEvent;
      const response = ended.response as APIGatewayProxyResult | undefined;
      const { tenantId, memberId } = identify(event) ?? {};
      services.log('request.served', {
        requestId: requestIdOf(event),
        ...operationOf(event),
        ...(response === undefined ? {} : { status: response.statusCode }),
        ...(tenantId === undefined ? {} : { tenantId }),
        ...(memberId === undefined ? {} : { memberId }),
      });
    },
  })
    .use(admit)
    .use(contain)
    .handler(serve);
};
