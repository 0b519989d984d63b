import type { Language } from '../../domain/plan/vocabulary.ts';
import type { InputOf, Route } from '../contract/route.ts';
import type { Answer } from './answer.ts';
import type { Problem } from './problem.ts';
import type { ApiRequest } from './request.ts';
import type { Services } from './services.ts';

/** What an endpoint returned, and in which language to speak to the caller. */
export interface Reply {
  readonly result: Answer | Problem;
  /** The caller's own language, once the caller is known. */
  readonly language?: Language;
}

/** A route with the function that serves it. */
export interface Endpoint {
  readonly route: Route;
  readonly serve: (request: ApiRequest, services: Services) => Promise<Reply>;
}

/**
 * Binds an implementation to a route. Curried, so that the input's types follow from the route.
 * The stack has parsed the input with the route's schemas before `serve` is called.
 */
export const endpoint =
  <R extends Route>(route: R) =>
  (
    serve: (input: InputOf<R>, request: ApiRequest, services: Services) => Promise<Reply>,
  ): Endpoint => ({
    route,
    serve: (request, services) =>
      serve(
        { params: request.params, query: request.query, body: request.body } as InputOf<R>,
        request,
        services,
      ),
  });
