import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENV } from '../../../functions/adapters/environment.ts';
import { HTTP_FUNCTIONS, type HttpFunctionName } from '../../../functions/contract/functions.ts';
import { openApiDocument } from '../../../functions/contract/openapi.ts';
import { PROBLEM_CODES } from '../../../functions/contract/problem-codes.ts';
import { ROUTES } from '../../../functions/contract/registry.ts';
import { API_SCOPE } from '../../../functions/contract/scope.ts';
import type { Endpoint } from '../../../functions/http/endpoint.ts';
import { ENDPOINTS } from '../../support/api.ts';

const FUNCTIONS = Object.keys(HTTP_FUNCTIONS) as HttpFunctionName[];
const idsOf = (endpoints: readonly Endpoint[]) => endpoints.map(({ route }) => route.id).sort();

/** The endpoints that a function's entry file hands to the stack. */
const servedBy = async (name: HttpFunctionName): Promise<readonly Endpoint[]> => {
  const handed: (readonly Endpoint[])[] = [];
  vi.resetModules();
  vi.doMock('../../../functions/http/stack.ts', () => ({
    createHttpHandler: (endpoints: readonly Endpoint[]) => {
      handed.push(endpoints);
      return async () => undefined;
    },
  }));
  const file = new URL(`../../../${HTTP_FUNCTIONS[name].entry}`, import.meta.url).href;
  const entry = (await import(/* @vite-ignore */ file)) as { handler?: unknown };
  expect(entry.handler).toBeTypeOf('function');
  expect(handed).toHaveLength(1);
  return handed[0] ?? [];
};

describe('the entry file of a function', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    for (const name of Object.values(ENV)) vi.stubEnv(name, 'value-of-the-test');
    vi.stubEnv(ENV.requestLimits, 'person=10/40 tenant=50/200');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.doUnmock('../../../functions/http/stack.ts');
  });

  it.each(FUNCTIONS)('of %s serves each of its routes once, and no other', async (name) => {
    const expected = ROUTES.filter(({ runsIn }) => runsIn === name).map(({ id }) => id);
    const served = idsOf(await servedBy(name));
    expect(served).toEqual(expected.sort());
    // What the other tests of this folder run is what is deployed.
    expect(idsOf(ENDPOINTS[name])).toEqual(served);
  });
});

describe('the table of routes', () => {
  it('has each operation, and each method of a path, once', () => {
    expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length);
    expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ROUTES.length);
  });

  it('builds the schemas of a route once, since building one costs far more than using it', () => {
    for (const { params, query, body, answer } of ROUTES) {
      expect(params()).toBe(params());
      expect(query()).toBe(query());
      expect(body?.()).toBe(body?.());
      if (!('files' in answer)) expect(answer()).toBe(answer());
    }
  });

  it('names each parameter of a path in its schema, and no other', () => {
    for (const { id, path, params } of ROUTES) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const shape = (params() as unknown as { readonly shape: object }).shape;
      expect(Object.keys(shape).sort(), id).toEqual(inPath.sort());
    }
  });

  it('asks for a version and a key wherever something is written', () => {
    for (const { id, method, conditional, idempotent, body } of ROUTES) {
      if (method === 'GET')
        expect([conditional, idempotent, body], id).toEqual([false, false, undefined]);
      // a check of wording writes nothing; mail programs unsubscribe without a key, once or often
      const isKeyless = id === 'checkWording' || id === 'unsubscribe';
      if (method === 'POST') expect(idempotent, id).toBe(!isKeyless);
      if (method === 'PUT') expect(conditional, id).toBe(true);
    }
  });

  it('lets nobody without a token near a company', () => {
    const open = ROUTES.filter(({ caller }) => caller === 'anyone');
    expect(open.map(({ id, runsIn }) => `${runsIn} ${id}`).sort()).toEqual([
      'public acceptInvitation',
      'public askToUnsubscribe',
      'public confirmSignUp',
      'public getHealth',
      'public getOpenApi',
      'public signUp',
      'public unsubscribe',
    ]);
  });
});

describe('the description of the API', () => {
  type Operation = {
    readonly operationId: string;
    readonly security: readonly object[];
    readonly parameters: readonly { readonly name: string; readonly in: string }[];
    readonly requestBody?: object;
    readonly responses: Readonly<Record<string, { readonly description: string }>>;
  };
  const document = openApiDocument();
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;

  it('has every route with its method and nothing else', () => {
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { operationId }]) => `${operationId} ${method} ${path}`,
      ),
    );
    expect(described.sort()).toEqual(
      ROUTES.map(({ id, method, path }) => `${id} ${method.toLowerCase()} ${path}`).sort(),
    );
  });

  it('says what each route demands', () => {
    for (const route of ROUTES) {
      const operation = paths[route.path]?.[route.method.toLowerCase()];
      const headers = operation?.parameters.flatMap((one) =>
        one.in === 'header' ? [one.name] : [],
      );
      expect(headers, route.id).toEqual([
        ...(route.conditional ? ['If-Match'] : []),
        ...(route.idempotent ? ['Idempotency-Key'] : []),
      ]);
      expect(operation?.security, route.id).toEqual(
        route.caller === 'member' ? [{ cognito: [API_SCOPE] }] : [],
      );
      expect(operation?.requestBody !== undefined, route.id).toBe(
        route.body !== undefined || route.file !== undefined,
      );
      expect(operation?.responses[route.success], route.id).toBeDefined();
    }
  });

  it('names problems by codes that exist', () => {
    for (const methods of Object.values(paths))
      for (const { operationId, responses } of Object.values(methods))
        for (const [status, { description }] of Object.entries(responses))
          if (Number(status) >= 400)
            for (const code of description.split(', '))
              expect(PROBLEM_CODES, operationId).toContain(code);
  });

  it('is the one in docs/', () => {
    const file = new URL('../../../docs/openapi.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
  });
});
