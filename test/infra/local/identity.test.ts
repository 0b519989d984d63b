import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { codeAt } from '../../../infra/local/one-time-code.ts';
import { type Invitation, newPassword, PoolRefusal } from '../../../infra/local/user-pool.ts';
import { removeTinyAssemblies, tinyAssembly } from './tiny-app.ts';

// Worker threads start slowly on a machine that is busy with other suites.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const START = Date.parse('2026-03-02T01:00:00.000Z');
const DAY_MS = 86_400_000;

/** The pre-token function keeps its last event so that a test can look at it. */
const PRE_TOKEN = `let last;
  export const handler = async (event) => {
    if (event.look) return last;
    last = structuredClone(event);
    const mode = event.request.userAttributes.locale;
    if (mode === 'throw') throw new Error('no such member');
    const generation = {
      add: { claimsToAddOrOverride: { upturn_tenant: 'T1', flag: true }, scopesToAdd: ['upturn/api'], scopesToSuppress: ['openid'] },
      forge: { claimsToAddOrOverride: { sub: 'another' } },
      drop: { claimsToSuppress: ['exp'] },
    }[mode];
    event.response = { claimsAndScopeOverrideDetails: generation ? { accessTokenGeneration: generation } : null };
    return event; };`;

const POOL_ACTIONS = [
  'cognito-idp:AdminCreateUser',
  'cognito-idp:AdminGetUser',
  'cognito-idp:AdminDisableUser',
  'cognito-idp:AdminEnableUser',
  'cognito-idp:AdminUserGlobalSignOut',
];

const assembly = tinyAssembly({
  functions: {
    PreToken: { source: PRE_TOKEN },
    Admin: {
      source: 'export const handler = async () => process.env;',
      statements: [
        {
          Effect: 'Allow',
          Action: POOL_ACTIONS,
          Resource: { 'Fn::GetAtt': ['Pool', 'Arn'] },
        },
      ],
    },
    Nobody: { source: 'export const handler = async () => process.env;' },
  },
  preToken: 'PreToken',
});

let host: Host;
let invitations: Invitation[] = [];
let serial = 0;
/** Addresses of this test alone, since all share one pool. */
let ann: string;
let bob: string;
beforeAll(async () => {
  host = await startHost({
    assembly,
    clock: { kind: 'development', startAtMs: START, frozen: true },
    onInvitation: (invitation) => invitations.push(invitation),
  });
});
beforeEach(() => {
  invitations = [];
  serial += 1;
  ann = `ann${serial}@one.example`;
  bob = `bob${serial}@one.example`;
});
afterAll(async () => {
  await host.close();
  removeTinyAssemblies();
});

const payloadOf = async (name: string, event: object = {}): Promise<Record<string, never>> => {
  const result = await host.invoke(name, event);
  if (!result.ok) throw new Error(result.error.errorMessage);
  return JSON.parse(result.payload);
};

/** The SDK client as that function would have it. */
const clientOf = async (name: string): Promise<CognitoIdentityProviderClient> => {
  const env = (await payloadOf(name)) as Record<string, string>;
  return new CognitoIdentityProviderClient({
    region: env.AWS_REGION ?? '',
    endpoint: env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? '',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    },
    maxAttempts: 1,
  });
};

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PoolRefusal);
  return (error as PoolRefusal).code;
};

const errorName = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (error: Error) => error.name,
  );

describe('the user pool API', () => {
  it('creates, reads, disables and enables a user for the SDK', async () => {
    const client = await clientOf('Admin');
    const UserPoolId = host.services.userPool.definition.id;
    const Username = ann.replace('ann', 'Ann');
    const created = await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        UserAttributes: [{ Name: 'locale', Value: 'zh-CN' }],
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    expect(created.User).toMatchObject({
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      UserCreateDate: new Date(host.clock.now()),
    });
    const sub = created.User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
    expect(created.User?.Username).toBe(sub);

    const byAddress = { UserPoolId, Username: ann.replace('one', 'ONE') };
    const read = await client.send(new AdminGetUserCommand(byAddress));
    expect(read.UserAttributes).toEqual([
      { Name: 'sub', Value: sub },
      { Name: 'email', Value: Username },
      { Name: 'locale', Value: 'zh-CN' },
    ]);
    await client.send(new AdminDisableUserCommand({ UserPoolId, Username: sub ?? '' }));
    expect((await client.send(new AdminGetUserCommand(byAddress))).Enabled).toBe(false);
    await client.send(new AdminEnableUserCommand(byAddress));
    await client.send(new AdminUserGlobalSignOutCommand(byAddress));
    expect((await client.send(new AdminGetUserCommand(byAddress))).Enabled).toBe(true);
  });

  it('answers with the errors of the SDK', async () => {
    const client = await clientOf('Admin');
    const UserPoolId = host.services.userPool.definition.id;
    const create = (Username: string, more: object = {}) =>
      client.send(new AdminCreateUserCommand({ UserPoolId, Username, ...more }));
    await create(ann);
    expect(await errorName(create(ann.toUpperCase()))).toBe('UsernameExistsException');
    expect(await errorName(create('no address'))).toBe('InvalidParameterException');
    expect(await errorName(create(bob, { TemporaryPassword: 'short' }))).toBe(
      'InvalidPasswordException',
    );
    expect(await errorName(create(bob, { UserAttributes: [{ Name: 'sub', Value: 'x' }] }))).toBe(
      'InvalidParameterException',
    );
    expect(
      await errorName(
        client.send(new AdminGetUserCommand({ UserPoolId, Username: 'nobody@one.example' })),
      ),
    ).toBe('UserNotFoundException');
    expect(
      await errorName(
        client.send(new AdminGetUserCommand({ UserPoolId: 'eu-central-1_OTHER', Username: 'x' })),
      ),
    ).toBe('ResourceNotFoundException');
  });

  it('lets one of two creations at once win', async () => {
    const client = await clientOf('Admin');
    const UserPoolId = host.services.userPool.definition.id;
    const names = await Promise.all(
      Array.from({ length: 6 }, () =>
        errorName(client.send(new AdminCreateUserCommand({ UserPoolId, Username: ann }))),
      ),
    );
    expect(names.filter((name) => name === 'none')).toHaveLength(1);
    expect(names.filter((name) => name === 'UsernameExistsException')).toHaveLength(5);
  });

  it('asks the policies of the template first', async () => {
    const nobody = await clientOf('Nobody');
    const UserPoolId = host.services.userPool.definition.id;
    const command = new AdminCreateUserCommand({ UserPoolId, Username: ann });
    expect(await errorName(nobody.send(command))).toBe('AccessDeniedException');
    expect(() => host.services.userPool.find(ann)).toThrow(PoolRefusal);
    const admin = await clientOf('Admin');
    expect(await errorName(admin.send(new ListUsersCommand({ UserPoolId })))).toBe(
      'UnknownOperationException',
    );
    const stranger = new CognitoIdentityProviderClient({
      region: 'eu-central-1',
      endpoint: `${host.cloudUrl}/cognito-idp`,
      credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
    expect(await errorName(stranger.send(command))).toBe('UnrecognizedClientException');
  });

  it('hands out invitations with a password of the policy, unless told not to', async () => {
    const { userPool } = host.services;
    await userPool.create({ username: bob, invitation: 'suppress' });
    expect(invitations).toEqual([]);
    await userPool.create({ username: ann });
    const [first] = invitations;
    expect(first).toMatchObject({ to: ann, username: ann });
    expect(first?.text).toContain(first?.temporaryPassword);
    await userPool.create({ username: ann, invitation: 'resend' });
    expect(invitations[1]?.temporaryPassword).not.toBe(first?.temporaryPassword);
    await userPool.setPassword(ann, newPassword());
    expect(await refusalOf(userPool.create({ username: ann, invitation: 'resend' }))).toBe(
      'UnsupportedUserStateException',
    );
  });

  it('generates passwords that its own policy accepts', async () => {
    const { userPool } = host.services;
    await userPool.create({ username: ann });
    for (let index = 0; index < 5; index += 1) await userPool.setPassword(ann, newPassword(12));
  });
});

describe('an access token', () => {
  const add = (locale?: string) =>
    host.services.userPool.create({
      username: ann,
      ...(locale === undefined ? {} : { attributes: { locale } }),
    });

  it('has the claims of Cognito and the lifetime of the template', async () => {
    const user = await add();
    const issued = await host.issueTokenFor(ann);
    expect(issued).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    const { definition } = host.services.userPool;
    const now = host.clock.now() / 1000;
    expect(decodeJwt(issued.access_token)).toEqual({
      sub: user.attributes.sub,
      iss: `https://cognito-idp.eu-central-1.amazonaws.com/${definition.id}`,
      version: 2,
      client_id: definition.clients[0]?.id,
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      token_use: 'access',
      scope: 'openid',
      auth_time: now,
      exp: now + 900,
      iat: now,
      jti: expect.any(String),
      username: user.username,
    });
  });

  it('is shaped by the pre-token function of the template', async () => {
    await add('add');
    const token = await host.tokenFor(ann);
    expect(decodeJwt(token)).toMatchObject({
      upturn_tenant: 'T1',
      flag: true,
      scope: 'upturn/api',
    });
  });

  it('shows that function the second version of the event', async () => {
    const user = await add();
    host.services.userPool.enrolSecondFactor(ann);
    await host.tokenFor(ann);
    const { definition } = host.services.userPool;
    expect(await payloadOf('PreToken', { look: true })).toEqual({
      version: '2',
      triggerSource: 'TokenGeneration_HostedAuth',
      region: 'eu-central-1',
      userPoolId: definition.id,
      userName: user.username,
      callerContext: {
        awsSdkVersion: expect.any(String),
        clientId: definition.clients[0]?.id,
      },
      request: {
        userAttributes: {
          sub: user.attributes.sub,
          email: ann,
          'cognito:user_status': 'FORCE_CHANGE_PASSWORD',
        },
        groupConfiguration: {
          groupsToOverride: [],
          iamRolesToOverride: [],
          preferredRole: null,
        },
        scopes: ['openid'],
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
  });

  it.each(['throw', 'forge', 'drop'])('is refused when that function would %s', async (mode) => {
    await add(mode);
    expect(await refusalOf(host.tokenFor(ann))).toBe('UserLambdaValidationException');
  });

  it('is refused to disabled and unknown users', async () => {
    await add();
    host.services.userPool.setEnabled(ann, false);
    expect(await refusalOf(host.tokenFor(ann))).toBe('NotAuthorizedException');
    expect(await refusalOf(host.tokenFor(bob))).toBe('UserNotFoundException');
  });
});

describe('signing in', () => {
  const post = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${host.url}/_local/sign-in`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'application/json', ...headers },
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it('asks for an own password after the first one, and then gives a token', async () => {
    await host.services.userPool.create({ username: ann, temporaryPassword: 'First-password-1' });
    const password = 'First-password-1';
    expect(await post({ username: ann, password })).toMatchObject({
      status: 401,
      body: { step: 'newPassword' },
    });
    expect(await post({ username: ann, password, newPassword: 'weak' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_grant' },
    });
    const done = await post({ username: ann, password, newPassword: 'Second-password-2' });
    expect(done).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
    expect(decodeJwt(done.body.access_token ?? '').token_use).toBe('access');
    expect((await post({ username: ann, password })).status).toBe(401);
    expect((await post({ username: ann, password: 'Second-password-2' })).status).toBe(200);
  });

  it('stops taking a first password after its days', async () => {
    const password = 'First-password-1';
    await host.services.userPool.create({ username: ann, temporaryPassword: password });
    host.clock.advance(7 * DAY_MS + 1000);
    expect((await post({ username: ann, password })).body.error_description).toMatch(/expired/);
  });

  it('says the same of unknown users and wrong passwords', async () => {
    await host.services.userPool.create({ username: ann });
    const wrong = await post({ username: ann, password: 'x' });
    const unknown = await post({ username: bob, password: 'x' });
    expect(wrong).toEqual(unknown);
    expect(wrong.status).toBe(401);
  });

  it('slows down guessing, the right password included', async () => {
    const { userPool } = host.services;
    await userPool.create({ username: ann });
    await userPool.setPassword(ann, 'Right-password-1');
    for (let attempt = 0; attempt < 12; attempt += 1) await post({ username: ann, password: 'no' });
    const locked = await post({ username: ann, password: 'Right-password-1' });
    expect(locked.body.error_description).toBe('Password attempts exceeded');
  });

  it('asks for a code once a second factor is set, and again to replace it', async () => {
    const { userPool } = host.services;
    await userPool.create({ username: ann });
    const password = 'Right-password-1';
    await userPool.setPassword(ann, password);
    const { secret = '' } = (await post({ username: ann, password, enrol: 'yes' })).body;
    expect(await post({ username: ann, password })).toMatchObject({
      status: 401,
      body: { step: 'code' },
    });
    expect((await post({ username: ann, password, enrol: 'yes' })).body.step).toBe('code');
    expect((await post({ username: ann, password, code: '000000x' })).status).toBe(401);
    const code = codeAt(secret, Date.now());
    expect((await post({ username: ann, password, code })).status).toBe(200);
    expect(userPool.find(ann).hasSecondFactor).toBe(true);
  });

  it('is over for a disabled user, the second factor included', async () => {
    const { userPool } = host.services;
    const password = 'Right-password-1';
    await userPool.create({ username: ann });
    await userPool.setPassword(ann, password);
    userPool.setEnabled(ann, false);
    for (const more of [{}, { enrol: 'yes' }])
      expect((await post({ username: ann, password, ...more })).status).toBe(401);
    expect(userPool.find(ann).hasSecondFactor).toBe(false);
  });

  it('serves a page without script that labels every field', async () => {
    const response = await fetch(`${host.url}/_local/sign-in`);
    const text = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).not.toMatch(/<script/i);
    const ids = [...text.matchAll(/<(?:input|textarea)[^>]*\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['username', 'password', 'enrol']);
    for (const id of ids) expect(text).toContain(`<label for="${id}">`);
    expect(text).toContain('lang="en"');
  });

  it('escapes what was typed', async () => {
    const response = await fetch(`${host.url}/_local/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ username: '"><script>alert(1)</script>', password: 'x' }),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('<script>');
  });

  it('refuses forms of other sites and other host names', async () => {
    const before = host.clock.now();
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
      const response = await fetch(`${host.url}/_local/clock`, {
        method: 'POST',
        body: '{"advanceMs":1}',
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect(response.status).toBe(403);
    }
    expect(host.clock.now()).toBe(before);
  });
});

describe('one-time codes', () => {
  // RFC 6238, appendix B, the last six of the eight digits for the SHA-1 secret.
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('are those of the standard at %i s', (seconds, code) => {
    expect(codeAt(SECRET, seconds * 1000)).toBe(code);
  });
});
