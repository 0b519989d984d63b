import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { removeTinyAssemblies, tinyAssembly } from './tiny-app.ts';

// Worker threads start slowly on a machine that is busy with other suites.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const START = Date.parse('2026-03-02T01:00:00.000Z');
const SECONDS = START / 1000;
const SCOPE = 'upturn/api';

let host: Host;
let issuer: string;
let clientId: string;
let jwks: { readonly keys: readonly Record<string, string>[] };

beforeAll(async () => {
  host = await startHost({
    assembly: tinyAssembly({
      functions: {
        Open: {
          source: `export const handler = async (event) => ({
            statusCode: 200, body: JSON.stringify(event.requestContext.authorizer?.claims ?? null) });`,
        },
      },
      routes: [
        { method: 'GET', path: '/v1/member', runsIn: 'Open', scopes: [SCOPE] },
        { method: 'GET', path: '/v1/either', runsIn: 'Open', scopes: ['x/y', SCOPE] },
        { method: 'GET', path: '/v1/identity', runsIn: 'Open', scopes: [] },
      ],
    }),
    clock: { kind: 'development', startAtMs: START, frozen: true },
  });
  const { definition } = host.services.userPool;
  issuer = definition.issuer;
  clientId = definition.clients[0]?.id ?? '';
  const response = await fetch(
    `${host.cloudUrl}/cognito-idp/${definition.id}/.well-known/jwks.json`,
  );
  jwks = (await response.json()) as typeof jwks;
});
afterAll(async () => {
  await host.close();
  removeTinyAssemblies();
});

const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => {
  const now = Math.floor(host.clock.now() / 1000);
  const all: Record<string, unknown> = {
    sub: randomUUID(),
    iss: issuer,
    client_id: clientId,
    token_use: 'access',
    scope: SCOPE,
    iat: now,
    exp: now + 900,
    jti: randomUUID(),
    ...changes,
  };
  for (const [name, value] of Object.entries(all)) if (value === undefined) delete all[name];
  return all;
};

const signed = (changes: Record<string, unknown> = {}) => host.signClaims(claims(changes));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const call = async (token: string | undefined, path = '/v1/member'): Promise<number> => {
  const response = await fetch(host.url + path, {
    headers: token === undefined ? {} : { authorization: token },
  });
  return response.status;
};

describe('the Cognito authoriser', () => {
  it('lets a valid access token in, with or without the word Bearer', async () => {
    expect(await call(`Bearer ${await signed()}`)).toBe(200);
    expect(await call(await signed())).toBe(200);
    expect(await call(`Bearer ${await signed({ scope: `openid ${SCOPE} more` })}`)).toBe(200);
    expect(await call(`Bearer ${await signed()}`, '/v1/either')).toBe(200);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['no token', 'Bearer '],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['something that is no token', 'Bearer abc'],
    ['three dots', 'Bearer a.b.c'],
  ])('answers 401 to %s', async (_name, header) => {
    expect(await call(header)).toBe(401);
  });

  it.each([
    ['an expired token', { iat: SECONDS - 1000, exp: SECONDS - 1 }],
    ['a token that ends this second', { exp: SECONDS }],
    ['a token that is not valid yet', { nbf: SECONDS + 60 }],
    ['a token without end', { exp: undefined }],
    ['an end that is a text', { exp: '9999999999' }],
    [
      'another issuer',
      { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_OTHER' },
    ],
    ['no issuer', { iss: undefined }],
    ['a client of another pool', { client_id: 'somebodyelse' }],
    ['no client', { client_id: undefined }],
    ['an ID token', { token_use: 'id', aud: '$client', client_id: undefined }],
    ['no token use', { token_use: undefined }],
    ['a refresh token', { token_use: 'refresh' }],
  ])('answers 401 to %s', async (_name, changes: Record<string, unknown>) => {
    const filled = changes.aud === '$client' ? { ...changes, aud: clientId } : changes;
    expect(await call(`Bearer ${await signed(filled)}`)).toBe(401);
  });

  it.each([
    ['no scope', undefined],
    ['an empty scope', ''],
    ['another scope', 'openid'],
    ['a scope that begins alike', `${SCOPE}s`],
    ['a scope that ends alike', `x${SCOPE}`],
    ['another case', SCOPE.toUpperCase()],
    ['a list, which Cognito does not make', [SCOPE]],
  ])('answers 403 to %s', async (_name, scope) => {
    expect(await call(`Bearer ${await signed({ scope })}`)).toBe(403);
  });

  it('answers 401 to an unsigned token', async () => {
    for (const alg of ['none', 'None', 'NONE', ''])
      expect(await call(`Bearer ${encode({ alg })}.${encode(claims())}.`), alg).toBe(401);
  });

  it('answers 401 to an HMAC made with the published key', async () => {
    const [key] = jwks.keys;
    for (const secret of [
      JSON.stringify(key),
      key?.n ?? '',
      Buffer.from(key?.n ?? '', 'base64url'),
    ]) {
      const text = `${encode({ alg: 'HS256', kid: key?.kid })}.${encode(claims())}`;
      const mac = createHmac('sha256', secret).update(text).digest('base64url');
      expect(await call(`Bearer ${text}.${mac}`)).toBe(401);
    }
  });

  it('answers 401 to a key that the token brings along', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    for (const header of [
      { alg: 'RS256', kid: jwks.keys[0]?.kid ?? '' },
      { alg: 'RS256', jwk },
      { alg: 'RS256' },
    ])
      expect(
        await call(
          `Bearer ${await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey)}`,
        ),
      ).toBe(401);
  });

  it('answers 401 to a token that was changed', async () => {
    const [header, , signature] = (await signed()).split('.');
    const forged = encode(claims({ upturn_tenant: 'ANOTHER' }));
    expect(await call(`Bearer ${header}.${forged}.${signature}`)).toBe(401);
    const genuine = await signed();
    const flipped = genuine.slice(0, -6) + (genuine.at(-6) === 'A' ? 'B' : 'A') + genuine.slice(-5);
    expect(await call(`Bearer ${flipped}`)).toBe(401);
  });

  it('asks for an ID token where the method names no scope', async () => {
    const identity = await signed({ token_use: 'id', aud: clientId, client_id: undefined });
    expect(await call(`Bearer ${identity}`, '/v1/identity')).toBe(200);
    expect(await call(`Bearer ${await signed()}`, '/v1/identity')).toBe(401);
  });

  it('follows the host clock, not that of the machine', async () => {
    const token = await signed({ exp: Math.floor(host.clock.now() / 1000) + 900 });
    expect(await call(`Bearer ${token}`)).toBe(200);
    host.clock.advance(899_000);
    expect(await call(`Bearer ${token}`)).toBe(200);
    host.clock.advance(1000);
    expect(await call(`Bearer ${token}`)).toBe(401);
  });
});

describe('the issuer', () => {
  it('makes access tokens that AWS’s own verifier accepts against the published keys', async () => {
    const { userPool } = host.services;
    const user = await userPool.create({ username: 'who@one.example' });
    // The verifier reads the machine's clock, so the token must be of now.
    const token = await host.signClaims(
      claims({
        sub: user.attributes.sub,
        iat: Math.floor(Date.now() / 1000),
        exp: Math.floor(Date.now() / 1000) + 60,
      }),
    );
    const verifier = CognitoJwtVerifier.create({
      userPoolId: userPool.definition.id,
      tokenUse: 'access',
      clientId,
      scope: SCOPE,
    });
    verifier.cacheJwks(jwks as unknown as Parameters<typeof verifier.cacheJwks>[0]);
    expect(await verifier.verify(token)).toMatchObject({ sub: user.attributes.sub });
  });

  it('publishes nothing of the private key', () => {
    expect(jwks.keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
    ]);
  });
});
