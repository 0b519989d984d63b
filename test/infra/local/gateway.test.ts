import { request as httpRequest } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { StartupError } from '../../../infra/local/startup-error.ts';
import { removeTinyAssemblies, type TinyApp, tinyAssembly } from './tiny-app.ts';

// Worker threads start slowly on a machine that is busy with other suites.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ECHO = `export const handler = async (event, context) => ({
  statusCode: 200, body: JSON.stringify({ event, tenant: context.tenantId ?? null }) });`;

const ANSWER = `export const handler = async (event) => {
  const how = event.queryStringParameters?.how;
  if (how === 'throw') throw new Error('failed inside');
  if (how === 'slow') await new Promise((resolve) => setTimeout(resolve, 60000));
  return JSON.parse(event.body); };`;

const app: TinyApp = {
  functions: {
    Echo: { source: ECHO },
    Answer: { source: ANSWER, timeoutSeconds: 1 },
    Late: {
      source: 'export const handler = async () => await new Promise((r) => setTimeout(r, 60000));',
    },
    Isolated: { source: ECHO, perTenant: true },
    PreToken: {
      source: `export const handler = async (event) => {
        const tenant = event.request.userAttributes.locale;
        if (tenant) event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: {
          claimsToAddOrOverride: tenant === 'none' ? {} : { upturn_tenant: tenant }, scopesToAdd: ['upturn/api'] } } };
        return event; };`,
    },
  },
  preToken: 'PreToken',
  routes: [
    { method: 'GET', path: '/v1/echo', runsIn: 'Echo' },
    { method: 'POST', path: '/v1/echo', runsIn: 'Echo' },
    { method: 'GET', path: '/v1/plans/{planId}', runsIn: 'Echo' },
    { method: 'GET', path: '/v1/plans/{planId}/parts/{partId}', runsIn: 'Echo' },
    { method: 'GET', path: '/v1/plans/summary', runsIn: 'Echo' },
    { method: 'GET', path: '/v1/files/{proxy+}', runsIn: 'Echo' },
    { method: 'ANY', path: '/v1/any', runsIn: 'Echo' },
    { method: 'POST', path: '/v1/answer', runsIn: 'Answer' },
    { method: 'GET', path: '/v1/late', runsIn: 'Late', integration: { TimeoutInMillis: 300 } },
    { method: 'GET', path: '/v1/mine', runsIn: 'Isolated', scopes: ['upturn/api'] },
  ],
  binaryMediaTypes: ['application/pdf', 'image/*'],
  gatewayResponses: {
    MISSING_AUTHENTICATION_TOKEN: {
      StatusCode: '404',
      ResponseParameters: {
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.X-Quoted': "'it\\'s'",
      },
      ResponseTemplates: {
        'application/json':
          '{"code":"notFound","requestId":"$context.requestId","message":$context.error.messageString}',
      },
    },
    DEFAULT_5XX: { ResponseTemplates: { 'application/json': '{"code":"internal"}' } },
  },
};

let host: Host;
beforeAll(async () => {
  host = await startHost({
    assembly: tinyAssembly(app),
    clock: {
      kind: 'development',
      startAtMs: Date.parse('2026-03-02T01:00:00.000Z'),
      frozen: true,
    },
  });
});
afterAll(async () => {
  await host.close();
  removeTinyAssemblies();
});

interface Echoed {
  readonly event: APIGatewayProxyEvent;
  readonly tenant: string | null;
}

const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  await fetch(host.url + path, { headers });

const eventOf = async (path: string, init: RequestInit = {}): Promise<APIGatewayProxyEvent> => {
  const response = await fetch(host.url + path, init);
  expect(response.status).toBe(200);
  return ((await response.json()) as Echoed).event;
};

/** Sends exactly these header lines, which fetch would merge. */
const rawHeaders = async (
  path: string,
  headers: readonly string[],
): Promise<APIGatewayProxyEvent> =>
  await new Promise((resolve, reject) => {
    const { hostname, port } = new URL(host.url);
    httpRequest({ hostname, port, path, headers: [...headers] }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve((JSON.parse(text) as Echoed).event));
    })
      .on('error', reject)
      .end();
  });

describe('the event of a request', () => {
  it('is the one that a REST API hands to a proxy integration', async () => {
    const event = await eventOf('/v1/plans/P1/parts/a?x=1&y=2', {
      headers: { 'User-Agent': 'test', Accept: 'application/json' },
    });
    expect(event).toEqual({
      resource: '/v1/plans/{planId}/parts/{partId}',
      path: '/v1/plans/P1/parts/a',
      httpMethod: 'GET',
      headers: expect.objectContaining({
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Proto': 'http',
        'X-Forwarded-Port': new URL(host.url).port,
        'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      }),
      multiValueHeaders: expect.any(Object),
      queryStringParameters: { x: '1', y: '2' },
      multiValueQueryStringParameters: { x: ['1'], y: ['2'] },
      pathParameters: { planId: 'P1', partId: 'a' },
      stageVariables: null,
      requestContext: {
        resourceId: expect.any(String),
        resourcePath: '/v1/plans/{planId}/parts/{partId}',
        operationName: 'opGETv10plans0planId0parts0partId',
        httpMethod: 'GET',
        extendedRequestId: expect.any(String),
        requestTime: '02/Mar/2026:01:00:00 +0000',
        requestTimeEpoch: Date.parse('2026-03-02T01:00:00.000Z'),
        path: '/v1/plans/P1/parts/a',
        accountId: '000000000000',
        protocol: 'HTTP/1.1',
        stage: 'live',
        domainPrefix: '127',
        domainName: new URL(host.url).host,
        deploymentId: expect.any(String),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        apiId: expect.any(String),
        identity: {
          accessKey: null,
          accountId: null,
          apiKey: null,
          apiKeyId: null,
          caller: null,
          clientCert: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '127.0.0.1',
          user: null,
          userAgent: 'test',
          userArn: null,
        },
      },
      body: null,
      isBase64Encoded: false,
    });
  });

  it('has null where there is nothing', async () => {
    expect(await eventOf('/v1/echo')).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
    });
  });

  it('keeps every value of a repeated parameter or header, and the last one alone', async () => {
    const event = await rawHeaders('/v1/echo?a=1&a=2&b=%C3%A9%20x&c=&__proto__=p', [
      'Host',
      new URL(host.url).host,
      'X-Many',
      'one',
      'x-many',
      'two',
      'X-Forwarded-For',
      '203.0.113.9',
      'Connection',
      'close',
    ]);
    expect(event.queryStringParameters).toEqual(
      JSON.parse('{"a":"2","b":"é x","c":"","__proto__":"p"}'),
    );
    expect(event.multiValueQueryStringParameters).toMatchObject({ a: ['1', '2'], c: [''] });
    expect(event.headers['X-Many']).toBe('two');
    expect(event.multiValueHeaders['X-Many']).toEqual(['one', 'two']);
    expect(event.headers['X-Forwarded-For']).toBe('203.0.113.9, 127.0.0.1');
    expect(event.headers.Connection).toBeUndefined();
    expect(event.requestContext.identity.sourceIp).toBe('127.0.0.1');
  });

  it('leaves the path as the client encoded it', async () => {
    expect(await eventOf('/v1/plans/a%2Fb%20c')).toMatchObject({
      path: '/v1/plans/a%2Fb%20c',
      pathParameters: { planId: 'a%2Fb%20c' },
    });
  });

  it.each([
    ['/v1/plans/summary', '/v1/plans/summary'],
    ['/v1/plans/other', '/v1/plans/{planId}'],
    ['/v1/files/a/b/c', '/v1/files/{proxy+}'],
    ['/v1/any', '/v1/any'],
  ])('routes %s to %s', async (path, resource) => {
    expect(await eventOf(path)).toMatchObject({ resource });
  });

  it('gives the rest of the path to a greedy parameter', async () => {
    expect((await eventOf('/v1/files/a/b/c')).pathParameters).toEqual({ proxy: 'a/b/c' });
  });

  it.each([
    ['application/json', '{"a":"é"}', false],
    ['application/pdf', '%PDF', true],
    ['image/png; x=1', 'png', true],
    ['text/plain', 'text', false],
  ])('carries a body of type %s', async (type, body, isBase64Encoded) => {
    const event = await eventOf('/v1/echo', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(
      body,
    );
  });
});

const answer = async (result: unknown, query = ''): Promise<Response> =>
  await fetch(`${host.url}/v1/answer${query}`, { method: 'POST', body: JSON.stringify(result) });

describe('an empty body', () => {
  it('is null and not base 64, whatever its type', async () => {
    const event = await eventOf('/v1/echo', {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
    });
    expect([event.body, event.isBase64Encoded]).toEqual([null, false]);
  });
});

describe('the answer of a function', () => {
  it('reaches the client with status, headers and body', async () => {
    const response = await answer({
      statusCode: 201,
      headers: { 'X-One': 'a', ETag: '"7"', 'Content-Type': 'application/problem+json' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: '{"ok":true}',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-one')).toBe('a');
    expect(response.headers.get('etag')).toBe('"7"');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('date')).toBe('Mon, 02 Mar 2026 01:00:00 GMT');
    expect(await response.text()).toBe('{"ok":true}');
  });

  it('is JSON unless it says otherwise, and may be empty', async () => {
    const response = await answer({ statusCode: 200 });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
    expect((await answer({ statusCode: 204 })).status).toBe(204);
  });

  it('is decoded when it is base 64', async () => {
    const bytes = Buffer.from([0, 1, 254, 255]);
    const response = await answer({
      statusCode: 200,
      isBase64Encoded: true,
      body: bytes.toString('base64'),
      headers: { 'content-type': 'application/pdf' },
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it('has headers renamed that API Gateway keeps for itself', async () => {
    const response = await answer({
      statusCode: 401,
      headers: { 'WWW-Authenticate': 'Bearer', Date: 'then' },
    });
    expect(response.headers.get('www-authenticate')).toBeNull();
    expect(response.headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer');
    expect(response.headers.get('x-amzn-remapped-date')).toBe('then');
  });

  it.each([
    ['a text', 'text'],
    ['null', null],
    ['no status', { body: '' }],
    ['a status out of range', { statusCode: 99 }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a key of another payload version', { statusCode: 200, cookies: ['a=1'] }],
    ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
    ['a header with a line break', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['a header list that is a text', { statusCode: 200, multiValueHeaders: { a: 'b' } }],
  ])('is a 502 when it is malformed: %s', async (_name, result) => {
    const response = await answer(result);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ code: 'internal' });
  });

  it('is a 502 when the function throws or times out, and says nothing of why', async () => {
    for (const query of ['?how=throw', '?how=slow']) {
      const response = await answer({}, query);
      expect(response.status).toBe(502);
      expect(await response.text()).toBe('{"code":"internal"}');
    }
  });

  it('is a 504 when the integration takes too long', async () => {
    const response = await get('/v1/late');
    expect(response.status).toBe(504);
    expect(response.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
  });
});

describe('what API Gateway answers itself', () => {
  it('is made from the gateway responses of the template', async () => {
    const response = await get('/v1/nowhere');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-quoted')).toBe("it's");
    expect(await response.json()).toEqual({
      code: 'notFound',
      requestId: response.headers.get('x-amzn-requestid'),
      message: 'Missing Authentication Token',
    });
  });

  it.each([
    ['an unknown method', 'DELETE', '/v1/echo'],
    ['a path above a route', 'GET', '/v1'],
    ['a path below a route', 'GET', '/v1/echo/more'],
    ['an empty parameter', 'GET', '/v1/plans/'],
    ['a path that climbs', 'GET', '/v1/files/../nowhere'],
  ])('is the same for %s', async (_name, method, path) => {
    expect((await fetch(host.url + path, { method })).status).toBe(404);
  });

  it('takes an Authorization header on an unknown path for a signature, as AWS does', async () => {
    const response = await get('/v1/nowhere', { authorization: 'Bearer x' });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-errortype')).toBe('IncompleteSignatureException');
  });

  it('refuses bodies over 10 MB, and those that Lambda cannot take', async () => {
    for (const megabytes of [11, 7]) {
      const response = await fetch(`${host.url}/v1/echo`, {
        method: 'POST',
        body: 'x'.repeat(megabytes * 1024 * 1024),
      });
      expect(response.status, `${megabytes} MB`).toBe(413);
      expect(await response.json()).toEqual({ message: 'Request Too Long' });
    }
  });
});

const addUser = async (email: string, tenant: string): Promise<string> => {
  await host.services.userPool.create({ username: email, attributes: { locale: tenant } });
  return await host.tokenFor(email);
};

describe('the tenant of a request', () => {
  const TENANT = '01HZZZZZZZZZZZZZZZZZZZZZZZ';

  it('comes from the claim of the verified token', async () => {
    const token = await addUser('a@one.example', TENANT);
    const response = await get('/v1/mine', { authorization: `Bearer ${token}` });
    expect(response.status).toBe(200);
    const { tenant, event } = (await response.json()) as Echoed;
    expect(tenant).toBe(TENANT);
    expect(event.requestContext.authorizer?.claims).toMatchObject({
      upturn_tenant: TENANT,
      token_use: 'access',
      scope: 'openid upturn/api',
      exp: 'Mon Mar 02 01:15:00 UTC 2026',
      iat: 'Mon Mar 02 01:00:00 UTC 2026',
      auth_time: String(Date.parse('2026-03-02T01:00:00Z') / 1000),
      version: '2',
    });
  });

  it('cannot be chosen by the client', async () => {
    const token = await addUser('b@one.example', TENANT);
    const response = await get('/v1/mine', {
      authorization: `Bearer ${token}`,
      'x-amz-tenant-id': 'ANOTHER',
      'x-amzn-tenant-id': 'ANOTHER',
    });
    expect(((await response.json()) as Echoed).tenant).toBe(TENANT);
  });

  it('is required: without the claim the function is not run', async () => {
    const token = await addUser('c@one.example', 'none');
    const response = await get('/v1/mine', {
      authorization: `Bearer ${token}`,
      'x-amz-tenant-id': 'ANOTHER',
    });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ code: 'internal' });
  });
});

describe('a template that the gateway does not model', () => {
  const broken = async (change: Partial<TinyApp>): Promise<Error> => {
    const error = await startHost({ assembly: tinyAssembly({ ...app, ...change }) }).then(
      async (started) => {
        await started.close();
        throw new Error('started');
      },
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StartupError);
    return error as Error;
  };
  const route = (extra: object) => ({
    routes: [{ method: 'GET', path: '/v1/mine', runsIn: 'Isolated', scopes: ['s'], ...extra }],
  });

  it.each([
    [
      'a tenant that the client sends',
      {
        integration: {
          RequestParameters: {
            'integration.request.header.X-Amz-Tenant-Id': 'method.request.header.x-tenant',
          },
        },
      },
      /must come from the authoriser's claim/,
    ],
    ['another authoriser', { properties: { AuthorizationType: 'CUSTOM' } }, /CUSTOM/],
    ['another integration', { integration: { Type: 'MOCK' } }, /MOCK/],
    ['a request validator', { properties: { RequestValidatorId: 'x' } }, /validators/],
    ['an API key', { properties: { ApiKeyRequired: true } }, /API keys/],
  ])('is refused at the start: %s', async (_name, extra, message) => {
    expect((await broken(route(extra))).message).toMatch(message);
  });

  it('is refused when API Gateway may not invoke the function', async () => {
    const error = await broken({
      resources: {
        EchoPermission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            Action: 'lambda:InvokeFunction',
            FunctionName: { 'Fn::GetAtt': ['Echo', 'Arn'] },
            Principal: 'events.amazonaws.com',
          },
        },
      },
    });
    expect(error.message).toMatch(/no permission/);
  });

  it('is refused when a gateway response uses an unknown variable', async () => {
    const error = await broken({
      gatewayResponses: {
        UNAUTHORIZED: { ResponseTemplates: { 'application/json': '$context.identity.user' } },
      },
    });
    expect(error.message).toMatch(/\$context\.identity\.user/);
  });
});
