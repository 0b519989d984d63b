import type { Issuer } from './issuer.ts';
import type { Authorise, CloudService, WireRequest, WireResponse } from './service.ts';
import { accessKeyOf } from './services/authorise.ts';
import { isObject, type Json } from './template.ts';
import { PoolRefusal, type User, type UserPool } from './user-pool.ts';

export interface CognitoIdpOptions {
  readonly pool: UserPool;
  readonly issuer: Issuer;
  readonly authorise: Authorise;
}

const TARGET = 'AWSCognitoIdentityProviderService.';

const seconds = (ms: number): number => ms / 1000;

const attributeList = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

const readAttributes = (value: unknown): Record<string, string> => {
  const attributes: Record<string, string> = {};
  for (const item of Array.isArray(value) ? value : []) {
    if (!isObject(item) || typeof item.Name !== 'string')
      throw new PoolRefusal('InvalidParameterException', 'An attribute has no name.');
    if (item.Name === 'sub')
      throw new PoolRefusal(
        'InvalidParameterException',
        'Cannot modify the non-mutable attribute sub',
      );
    attributes[item.Name] = String(item.Value ?? '');
  }
  return attributes;
};

const userType = (user: User) => ({
  Username: user.username,
  Attributes: attributeList(user.attributes),
  UserCreateDate: seconds(user.createdAtMs),
  UserLastModifiedDate: seconds(user.modifiedAtMs),
  Enabled: user.enabled,
  UserStatus: user.status,
});

const text = (input: Json, name: string): string => {
  const value = input[name];
  if (typeof value !== 'string' || value === '')
    throw new PoolRefusal('InvalidParameterException', `Missing required parameter ${name}`);
  return value;
};

type Operation = (pool: UserPool, input: Json) => Promise<Json> | Json;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  async AdminCreateUser(pool, input) {
    const action = input.MessageAction;
    const user = await pool.create({
      username: text(input, 'Username'),
      attributes: readAttributes(input.UserAttributes),
      ...(typeof input.TemporaryPassword === 'string'
        ? { temporaryPassword: input.TemporaryPassword }
        : {}),
      invitation: action === 'SUPPRESS' ? 'suppress' : action === 'RESEND' ? 'resend' : 'send',
    });
    return { User: userType(user) };
  },
  AdminGetUser(pool, input) {
    const user = pool.find(text(input, 'Username'));
    const { Attributes, ...rest } = userType(user);
    return {
      ...rest,
      UserAttributes: Attributes,
      ...(user.hasSecondFactor
        ? {
            PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
            UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
          }
        : {}),
    };
  },
  AdminDisableUser(pool, input) {
    pool.setEnabled(text(input, 'Username'), false);
    return {};
  },
  AdminEnableUser(pool, input) {
    pool.setEnabled(text(input, 'Username'), true);
    return {};
  },
  AdminUserGlobalSignOut(pool, input) {
    // There are no refresh tokens here; access tokens run out by themselves, as on AWS.
    pool.find(text(input, 'Username'));
    return {};
  },
  async AdminSetUserPassword(pool, input) {
    const username = text(input, 'Username');
    const password = text(input, 'Password');
    if (input.Permanent === true) await pool.setPassword(username, password);
    else await pool.create({ username, temporaryPassword: password, invitation: 'resend' });
    return {};
  },
};

const answer = (
  status: number,
  body: Json,
  headers: Record<string, string> = {},
): WireResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
  body: JSON.stringify(body),
});

const refusal = (code: string, message: string): WireResponse =>
  answer(400, { __type: code, message }, { 'x-amzn-errortype': `${code}:` });

/**
 * Cognito's user pool API as `@aws-sdk/client-cognito-identity-provider` calls it (JSON 1.1), for the
 * operations that the deployed roles may use, and the pool's published keys.
 */
export const createCognitoIdp = (options: CognitoIdpOptions): CloudService => {
  const { pool, issuer, authorise } = options;
  const call = async (name: string, request: WireRequest): Promise<WireResponse> => {
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined)
      return refusal('UnknownOperationException', `${name} is not modelled by the local host`);
    let input: unknown;
    try {
      input = JSON.parse(request.body.toString('utf8'));
    } catch {
      return refusal('SerializationException', 'The body is not JSON');
    }
    if (!isObject(input)) return refusal('SerializationException', 'The body is not an object');
    const decision = authorise({
      accessKeyId: accessKeyOf(request),
      action: `cognito-idp:${name}`,
      resource: pool.definition.arn,
    });
    if (!decision.allowed)
      return decision.reason === 'unknownKey' || decision.reason === 'missingKey'
        ? refusal('UnrecognizedClientException', decision.message)
        : decision.reason === 'expiredKey'
          ? refusal('ExpiredTokenException', decision.message)
          : refusal('AccessDeniedException', decision.message);
    try {
      if (text(input, 'UserPoolId') !== pool.definition.id)
        throw new PoolRefusal('ResourceNotFoundException', 'User pool does not exist.');
      return answer(200, await operation(pool, input));
    } catch (error) {
      if (error instanceof PoolRefusal) return refusal(error.code, error.message);
      throw error;
    }
  };

  return {
    name: 'cognito-idp',
    async handle(request) {
      if (
        request.method === 'GET' &&
        request.path === `/${pool.definition.id}/.well-known/jwks.json`
      )
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(issuer.jwks),
        };
      const target = request.headers['x-amz-target'];
      if (request.method !== 'POST' || target?.startsWith(TARGET) !== true)
        return refusal('UnknownOperationException', 'No such operation');
      return await call(target.slice(TARGET.length), request);
    },
    async close() {},
  };
};
