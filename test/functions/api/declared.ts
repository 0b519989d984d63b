import { expect } from 'vitest';
import { openApiDocument } from '../../../functions/contract/openapi.ts';
import type { RouteId } from '../../../functions/contract/registry.ts';
import { type ApiAnswer, routeOf } from '../../support/api.ts';

type Responses = Readonly<Record<string, { readonly description: string }>>;
type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;

let paths: Paths | undefined;

/** Every answer has a status, and every problem a code, that the API's description names. */
export const expectDeclared = (id: RouteId, { status, body }: ApiAnswer): void => {
  paths ??= openApiDocument().paths as Paths;
  const { path, method } = routeOf(id);
  const responses = paths[path]?.[method.toLowerCase()]?.responses ?? {};
  expect(Object.keys(responses), id).toContain(String(status));
  if (status >= 400)
    expect(responses[status]?.description.split(', '), `${id} ${status}`).toContain(body.code);
};
