import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Language } from '../../domain/plan/vocabulary.ts';
import { negotiateLanguage } from '../adapters/i18n/index.ts';
import { errorFields } from '../adapters/system/log.ts';
import { type Answer, toProblemResponse, toResponse } from './answer.ts';
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
export const createHttpHandler = (endpoints: readonly Endpoint[], services: Services) => {
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
    return isProblem(result)
      ? toProblemResponse(result, language, request.requestId)
      : toResponse(endpoint.route, result, language, request.requestId);
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
