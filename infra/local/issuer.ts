import { randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { TokenVerdict } from './gateway.ts';
import { type Lambda, LambdaRefusal } from './lambda.ts';
import type { Clock } from './service.ts';
import type { State } from './state.ts';
import { isObject, type Json } from './template.ts';
import { type PoolClient, type PoolDefinition, PoolRefusal, type User } from './user-pool.ts';

const ALGORITHM = 'RS256';
const KEY_NAME = 'issuer-key';

/** What a sign-in gives; field names of OAuth 2.0's token response. */
export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds of the host's clock. */
  readonly expires_in: number;
}

export interface Issuer {
  /** The public half of the signing key, as `/.well-known/jwks.json` publishes it. */
  readonly jwks: JSONWebKeySet;
  /**
   * An access token for a user who has authenticated, after the pool's pre-token function was run.
   * Throws `PoolRefusal` when the user is disabled or that function fails.
   */
  issue(user: User, options?: IssueOptions): Promise<IssuedToken>;
  /** The scopes in an access token of this issuer. */
  scopesOf(token: IssuedToken): readonly string[];
  /** Signature, algorithm, issuer, client and expiry by the host's clock. Never throws. */
  verify(token: string): Promise<TokenVerdict>;
  /** Signs any claims with the pool's key, for tests of what must be refused. */
  sign(claims: Json): Promise<string>;
}

export interface IssueOptions {
  /** App client; by default the pool's first. */
  readonly clientId?: string;
  /** OAuth scopes that the app asks for; by default all that the client may have. */
  readonly scopes?: readonly string[];
  /** `asItIs`: a token of somebody with a password alone, even if that opens nothing. */
  readonly secondFactor?: 'ifNeeded' | 'asItIs';
}

export interface IssuerOptions {
  readonly definition: PoolDefinition;
  readonly state: State;
  readonly clock: Clock;
  readonly lambda: Lambda;
}

/** Claims of an access token that Cognito lets nobody change. */
const FIXED_CLAIMS: ReadonlySet<string> = new Set([
  'acr',
  'amr',
  'at_hash',
  'auth_time',
  'azp',
  'client_id',
  'cognito:username',
  'device_key',
  'event_id',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'scope',
  'sub',
  'token_use',
  'username',
  'version',
]);

interface AccessTokenChanges {
  readonly claims: Json;
  readonly suppressed: readonly string[];
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
}

const NO_CHANGES: AccessTokenChanges = {
  claims: {},
  suppressed: [],
  scopesToAdd: [],
  scopesToSuppress: [],
};

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

const readChanges = (returned: unknown): AccessTokenChanges => {
  const response = isObject(returned) ? returned.response : undefined;
  const details = isObject(response) ? response.claimsAndScopeOverrideDetails : undefined;
  const access = isObject(details) ? details.accessTokenGeneration : undefined;
  if (!isObject(access)) return NO_CHANGES;
  const claims = isObject(access.claimsToAddOrOverride) ? access.claimsToAddOrOverride : {};
  const suppressed = texts(access.claimsToSuppress);
  for (const name of [...Object.keys(claims), ...suppressed])
    if (FIXED_CLAIMS.has(name))
      throw new PoolRefusal(
        'UserLambdaValidationException',
        `the pre-token function may not change the claim ${name}`,
      );
  return {
    claims,
    suppressed,
    scopesToAdd: texts(access.scopesToAdd),
    scopesToSuppress: texts(access.scopesToSuppress),
  };
};

const loadKey = async (state: State): Promise<JWK> => {
  const kept = state.get(KEY_NAME);
  if (kept !== undefined) return JSON.parse(kept) as JWK;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
  state.put(KEY_NAME, JSON.stringify(key));
  return key;
};

/**
 * Issues the access tokens of the user pool. The key is made once per data directory and never
 * leaves it, so a token of one installation is worth nothing at another.
 */
export const createIssuer = async (options: IssuerOptions): Promise<Issuer> => {
  const { definition, clock, lambda } = options;
  const privateJwk = await loadKey(options.state);
  const privateKey = await importJWK(privateJwk, ALGORITHM);
  const { kty, n, e, kid, alg, use } = privateJwk;
  const jwks = { keys: [{ kty, n, e, kid, alg, use }] } as JSONWebKeySet;
  const keySet = createLocalJWKSet(jwks);

  const clientOf = (clientId: string | undefined): PoolClient => {
    const client = definition.clients.find(({ id }) => clientId === undefined || id === clientId);
    if (client === undefined)
      throw new PoolRefusal('ResourceNotFoundException', 'User pool client does not exist.');
    return client;
  };

  const runTrigger = async (
    user: User,
    client: PoolClient,
    scopes: readonly string[],
  ): Promise<AccessTokenChanges> => {
    const trigger = definition.preToken;
    if (trigger === undefined) return NO_CHANGES;
    const event = {
      version: trigger.version === 'V2_0' ? '2' : '1',
      triggerSource: 'TokenGeneration_HostedAuth',
      region: definition.region,
      userPoolId: definition.id,
      userName: user.username,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
      request: {
        // Nothing of a second factor: AWS documents no such attribute of this event.
        userAttributes: { ...user.attributes, 'cognito:user_status': user.status },
        groupConfiguration: {
          groupsToOverride: [],
          iamRolesToOverride: [],
          preferredRole: null,
        },
        ...(trigger.version === 'V2_0' ? { scopes: [...scopes] } : {}),
      },
      response:
        trigger.version === 'V2_0'
          ? { claimsAndScopeOverrideDetails: null }
          : { claimsOverrideDetails: null },
    };
    const failed = (message: string) =>
      new PoolRefusal(
        'UserLambdaValidationException',
        `PreTokenGeneration failed with error ${message}.`,
      );
    try {
      const result = await lambda.invoke(trigger.functionArn, event);
      if (!result.ok) throw failed(result.error.errorMessage);
      // A first version event changes ID tokens only.
      return trigger.version === 'V2_0' ? readChanges(JSON.parse(result.payload)) : NO_CHANGES;
    } catch (error) {
      throw error instanceof LambdaRefusal ? failed(error.message) : error;
    }
  };

  const sign = async (claims: Json): Promise<string> =>
    await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid: String(privateJwk.kid) })
      .sign(privateKey);

  return {
    jwks,
    sign,
    async issue(user, { clientId, scopes } = {}) {
      if (!user.enabled) throw new PoolRefusal('NotAuthorizedException', 'User is disabled.');
      const client = clientOf(clientId);
      const asked = (scopes ?? client.scopes).filter((scope) => client.scopes.includes(scope));
      const changes = await runTrigger(user, client, asked);
      const granted = [...new Set([...asked, ...changes.scopesToAdd])].filter(
        (scope) => !changes.scopesToSuppress.includes(scope),
      );
      const issuedAt = Math.floor(clock.now() / 1000);
      const claims: Record<string, unknown> = {
        sub: user.attributes.sub,
        iss: definition.issuer,
        version: 2,
        client_id: client.id,
        origin_jti: randomUUID(),
        event_id: randomUUID(),
        token_use: 'access',
        scope: granted.join(' '),
        auth_time: issuedAt,
        exp: issuedAt + client.accessTokenSeconds,
        iat: issuedAt,
        jti: randomUUID(),
        username: user.username,
        ...changes.claims,
      };
      for (const name of changes.suppressed) delete claims[name];
      return {
        access_token: await sign(claims),
        token_type: 'Bearer',
        expires_in: client.accessTokenSeconds,
      };
    },
    scopesOf: ({ access_token }) => String(decodeJwt(access_token).scope ?? '').split(' '),
    async verify(token) {
      // One spelling per token: jose would take padding, which RFC 7515 does not know.
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return { valid: false };
      try {
        const { payload } = await jwtVerify(token, keySet, {
          algorithms: [ALGORITHM],
          issuer: definition.issuer,
          requiredClaims: ['exp', 'iat', 'sub', 'token_use'],
          currentDate: new Date(clock.now()),
        });
        const client = payload.token_use === 'id' ? payload.aud : payload.client_id;
        if (!definition.clients.some(({ id }) => id === client)) return { valid: false };
        return { valid: true, claims: payload };
      } catch {
        return { valid: false };
      }
    },
  };
};
