import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessKey, RolePolicies } from '../../../../infra/local/service.ts';
import {
  createPrincipals,
  createSts,
  openServiceDatabase,
} from '../../../../infra/local/services/index.ts';
import { allow, mount, movableClock } from './mount.ts';

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const ROLES: Record<string, RolePolicies> = {
  Api: { arn: role('Api'), statements: [allow('sts:AssumeRole', role('Delegating'))], trust: [] },
  Sweep: { arn: role('Sweep'), statements: [], trust: [] },
  Barred: {
    arn: role('Barred'),
    statements: [{ Effect: 'Deny', Action: 'sts:*', Resource: '*' }],
    trust: [],
  },
  Tenant: {
    arn: role('Tenant'),
    statements: [],
    trust: [
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Principal: { AWS: [role('Api'), role('Barred')] },
        Condition: {
          StringLike: { 'aws:RequestTag/tenantId': '?*' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenantId'] },
        },
      },
    ],
  },
  Untagged: {
    arn: role('Untagged'),
    statements: [],
    trust: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: role('Api') } }],
  },
  Delegating: {
    arn: role('Delegating'),
    statements: [],
    trust: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      },
    ],
  },
  OfLambda: {
    arn: role('OfLambda'),
    statements: [],
    trust: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ],
  },
};

describe('STS', () => {
  const clock = movableClock();
  const principals = createPrincipals({ clock });
  const sts = createSts({ principals, roles: ROLES, clock });
  let host: Awaited<ReturnType<typeof mount>>;
  beforeEach(async () => {
    host = await mount(() => [sts]);
  });
  afterEach(() => host.close());

  const client = (credentials: AccessKey) =>
    new STSClient({
      endpoint: `${host.url}/sts`,
      region: 'eu-central-1',
      credentials,
      maxAttempts: 1,
    });
  const assume = (
    from: string,
    to: string,
    tags?: Record<string, string>,
    more: { DurationSeconds?: number; RoleSessionName?: string; Policy?: string } = {},
  ) =>
    client(principals.permanent(from)).send(
      new AssumeRoleCommand({
        RoleArn: role(to),
        RoleSessionName: 'a-tenant',
        ...(tags ? { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } : {}),
        ...more,
      }),
    );
  const tenantId = '01JD0000000000000000000000';

  it('gives a tagged session that ends when it says', async () => {
    const { Credentials, AssumedRoleUser } = await assume(
      'Api',
      'Tenant',
      { tenantId },
      { DurationSeconds: 900 },
    );
    const key = Credentials?.AccessKeyId as string;
    expect(Credentials).toMatchObject({
      SecretAccessKey: expect.any(String),
      SessionToken: expect.any(String),
      Expiration: new Date(clock.now() + 900_000),
    });
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/Tenant/a-tenant');
    expect(principals.resolve(key)).toEqual({
      role: 'Tenant',
      tags: { tenantId },
      sessionName: 'a-tenant',
    });
    clock.advance(899_999);
    expect(principals.resolve(key)).toBeDefined();
    expect(principals.expired?.(key)).toBe(false);
    clock.advance(1);
    expect(principals.resolve(key)).toBeUndefined();
    expect(principals.expired?.(key)).toBe(true);
  });

  it('asks the trust policy who, with which tags', async () => {
    const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
    await expect(assume('Sweep', 'Tenant', { tenantId })).rejects.toMatchObject(denied);
    await expect(assume('Api', 'Tenant')).rejects.toMatchObject(denied);
    await expect(assume('Api', 'Tenant', { tenantId: '' })).rejects.toMatchObject(denied);
    await expect(assume('Api', 'Tenant', { tenantId, admin: 'true' })).rejects.toMatchObject(
      denied,
    );
    await expect(assume('Api', 'OfLambda')).rejects.toMatchObject(denied);
    await expect(assume('Api', 'Nowhere')).rejects.toMatchObject(denied);
  });

  it('demands sts:TagSession as soon as there are tags', async () => {
    await expect(assume('Api', 'Untagged')).resolves.toBeDefined();
    await expect(assume('Api', 'Untagged', { tenantId })).rejects.toThrow(
      'User: arn:aws:sts::111122223333:assumed-role/Api/local is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/Untagged',
    );
  });

  it("lets trust in the account defer to the caller's own policy", async () => {
    await expect(assume('Api', 'Delegating')).resolves.toBeDefined();
    await expect(assume('Sweep', 'Delegating')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it("lets the caller's own Deny win over trust", async () => {
    await expect(assume('Barred', 'Tenant', { tenantId })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('refuses tags and durations that AWS refuses', async () => {
    const invalid = { name: 'ValidationError', $metadata: { httpStatusCode: 400 } };
    for (const value of ['*', 'acme?', 'a#b', 'x'.repeat(257)]) {
      await expect(assume('Api', 'Tenant', { tenantId: value })).rejects.toMatchObject(invalid);
    }
    await expect(assume('Api', 'Tenant', { 'aws:x': 'y' })).rejects.toMatchObject(invalid);
    await expect(assume('Api', 'Tenant', { tenantId, TENANTID: 'b' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    for (const DurationSeconds of [899, 3601]) {
      await expect(
        assume('Api', 'Tenant', { tenantId }, { DurationSeconds }),
      ).rejects.toMatchObject(invalid);
    }
    await expect(
      assume('Api', 'Tenant', { tenantId }, { RoleSessionName: 'a b' }),
    ).rejects.toMatchObject(invalid);
  });

  it('refuses a session policy rather than ignore it', async () => {
    await expect(assume('Api', 'Tenant', { tenantId }, { Policy: '{}' })).rejects.toThrow(
      /Policy is not modelled/,
    );
  });

  it('tells callers who they are', async () => {
    const { Credentials } = await assume('Api', 'Tenant', { tenantId });
    const session = client({
      accessKeyId: Credentials?.AccessKeyId as string,
      secretAccessKey: 'any',
    });
    expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/Tenant/a-tenant',
    });
    clock.advance(3_600_000);
    await expect(session.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
    await expect(
      client({ accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }).send(
        new GetCallerIdentityCommand({}),
      ),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('answers what it does not know with an error', async () => {
    await expect(
      client(principals.permanent('Api')).send(new GetSessionTokenCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});

describe('access keys', () => {
  it('stay the same for a role, differ between roles, and outlive the process in a database', () => {
    const db = openServiceDatabase(':memory:');
    const clock = movableClock();
    const before = createPrincipals({ clock, db });
    const api = before.permanent('Api');
    const session = before.session('Tenant', { tenantId: 'x' }, clock.now() + 1000);
    expect(before.permanent('Api')).toEqual(api);
    expect(before.permanent('Sweep').accessKeyId).not.toBe(api.accessKeyId);
    const after = createPrincipals({ clock, db });
    expect(after.permanent('Api')).toEqual(api);
    expect(after.resolve(api.accessKeyId)).toEqual({ role: 'Api', tags: {} });
    expect(after.resolve(session.accessKeyId)).toEqual({ role: 'Tenant', tags: { tenantId: 'x' } });
    expect(after.resolve('AKIANOBODY')).toBeUndefined();
    expect(after.expired?.('AKIANOBODY')).toBe(false);
  });

  it('are forgotten a day after their session ended', () => {
    const clock = movableClock();
    const principals = createPrincipals({ clock });
    const old = principals.session('Tenant', {}, clock.now() + 1000);
    clock.advance(25 * 60 * 60 * 1000);
    expect(principals.expired?.(old.accessKeyId)).toBe(true);
    principals.session('Tenant', {}, clock.now() + 1000);
    expect(principals.expired?.(old.accessKeyId)).toBe(false);
  });
});
