import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MemberId, parseTenantId, type TenantId } from '../../../domain/kernel/ids.ts';
import { addMs } from '../../../domain/kernel/instant.ts';
import { closesAfter } from '../../../domain/tenant/closure.ts';
import { type Member, ROLES } from '../../../domain/tenant/tenant.ts';
import { ENV } from '../../../functions/adapters/environment.ts';
import {
  getMembers,
  getTenant,
  putLogin,
  putMember,
  putTenant,
} from '../../../functions/adapters/store/index.ts';
import { newUlid } from '../../../functions/adapters/system/random.ts';
import { API_SCOPE, CLAIM, SELF_SERVICE_SCOPE } from '../../../functions/contract/scope.ts';
import type { createPreToken as CreatePreToken } from '../../../functions/jobs/pre-token.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { useTable } from '../../support/engine.ts';
import { failing } from '../../support/faults.ts';
import { people } from '../../support/plans.ts';
import { FOUNDED_AT, found } from '../../support/store.ts';

const table = useTable();
let createPreToken: typeof CreatePreToken;
let tenantId: TenantId;
let factors: Set<string>;
let asked: string[];
let now = FOUNDED_AT;

beforeAll(async () => {
  // The module opens the deployed table when it is loaded.
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  for (const name of [ENV.tableName, ENV.tenantRoleArn]) vi.stubEnv(name, 'value-of-the-test');
  ({ createPreToken } = await import('../../../functions/jobs/pre-token.ts'));
});
afterAll(() => {
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  const id = parseTenantId(newUlid(FOUNDED_AT));
  if (id === undefined) throw new Error('no id');
  tenantId = id;
  now = FOUNDED_AT;
  factors = new Set();
  asked = [];
  await found(table(), tenantId);
  for (const memberId of [people.manager, people.hrOwner])
    await putLogin(table(), { sub: subOf(memberId), tenantId, memberId });
});

const subOf = (memberId: string) => `sub-of-${memberId}-${tenantId}`;
const eventOf = (userAttributes: Record<string, string>) =>
  ({
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    userPoolId: 'the-pool',
    userName: userAttributes.sub,
    request: {
      userAttributes,
      groupConfiguration: {},
      scopes: ['openid', SELF_SERVICE_SCOPE, API_SCOPE],
    },
    response: { claimsAndScopeOverrideDetails: null },
  }) as unknown as PreTokenGenerationV2TriggerEvent;

const preToken = (through = table()) =>
  createPreToken({
    table: through,
    scopes: async (id) => through.scope(id),
    now: () => now,
    hasSecondFactor: async (pool, name) => {
      asked.push(`${pool} ${name}`);
      return factors.has(name);
    },
  });
const tokenFor = async (attributes: Record<string, string>) =>
  (await preToken()(eventOf(attributes))).response.claimsAndScopeOverrideDetails
    ?.accessTokenGeneration;
const tokenOf = (memberId: string) => tokenFor({ sub: subOf(memberId) });
const opened = (memberId: string, ...proven: readonly 'secondFactor'[]) => ({
  claimsToAddOrOverride: {
    [CLAIM.tenantId]: tenantId,
    [CLAIM.memberId]: memberId,
    ...(proven.length === 0 ? {} : { [CLAIM.secondFactor]: 'true' }),
  },
  scopesToAdd: [API_SCOPE],
  scopesToSuppress: [SELF_SERVICE_SCOPE],
});
const NOTHING = { scopesToSuppress: [API_SCOPE] };

const change = async (changes: Partial<Member>, memberId = people.manager) => {
  const scope = table().scope(tenantId);
  const before = (await getMembers(scope, [memberId])).get(memberId);
  if (before === undefined) throw new Error('nobody');
  await putMember(scope, {
    before,
    member: { ...before, ...changes, version: before.version + 1 },
  });
};

describe('the access token', () => {
  it('of a member says company and person, opens the API, and changes no attribute', async () => {
    expect(await tokenOf(people.manager)).toEqual(opened(people.manager));
    expect(asked, 'a person without a role needs no second factor').toEqual([]);
  });

  it('of somebody without a company opens nothing, even if they asked for it', async () => {
    for (const attributes of [{ sub: 'sub-of-nobody' }, {}] as Record<string, string>[])
      expect(await tokenFor(attributes)).toEqual(NOTHING);
  });

  it('takes nothing from what a user may write about themselves', async () => {
    const own = {
      [CLAIM.tenantId]: tenantId,
      [CLAIM.memberId]: people.hrHead,
      'custom:tenant': tenantId,
      'cognito:mfa_enabled': 'true',
      profile: API_SCOPE,
    };
    expect(await tokenFor({ sub: 'sub-of-nobody', ...own })).toEqual(NOTHING);
    expect(await tokenFor({ ...own, sub: subOf(people.manager) })).toEqual(opened(people.manager));
    expect(await tokenFor({ ...own, sub: subOf(people.hrOwner) })).toEqual(NOTHING);
  });

  it.each(ROLES)(
    'of a person who is %s opens the API as their second factor says',
    async (role) => {
      await change({ roles: [role] });
      const isOutside = role === 'external';
      expect(await tokenOf(people.manager)).toEqual(isOutside ? opened(people.manager) : NOTHING);
      factors.add(subOf(people.manager));
      expect(await tokenOf(people.manager)).toEqual(
        isOutside ? opened(people.manager) : opened(people.manager, 'secondFactor'),
      );
      expect(asked).toEqual(
        isOutside ? [] : Array.from({ length: 2 }, () => `the-pool ${subOf(people.manager)}`),
      );
    },
  );

  it('follows a change of roles at the next token, up and down', async () => {
    await change({ roles: ['hr'] });
    expect(await tokenOf(people.manager)).toEqual(NOTHING);
    await change({ roles: [] });
    expect(await tokenOf(people.manager)).toEqual(opened(people.manager));
  });

  it.each([
    // By UTC it is the 5th of January: somewhere it is still the 4th, somewhere already the 6th.
    ['2026-01-06', '2026-01-20', true],
    ['2025-12-20', '2026-01-04', true],
    ['2026-01-07', '2026-01-20', false],
    ['2025-12-20', '2026-01-03', false],
  ] as const)(
    'of who stands in for HR from %s to %s asks for it: %s',
    async (from, until, asks) => {
      const standIn = (memberId: MemberId) => ({
        delegations: [{ absenceId: 'x', memberId, from: on(from), until: on(until) }],
      });
      await change(standIn(people.hrOwner));
      expect(await tokenOf(people.manager)).toEqual(asks ? NOTHING : opened(people.manager));
      factors.add(subOf(people.manager));
      expect(await tokenOf(people.manager)).toEqual(
        asks ? opened(people.manager, 'secondFactor') : opened(people.manager),
      );
      factors.clear();
      await change(standIn(people.mentor));
      expect(await tokenOf(people.manager), 'for nobody of HR').toEqual(opened(people.manager));
    },
  );

  it('of somebody who has left opens nothing, with a second factor too', async () => {
    factors.add(subOf(people.manager));
    await change({ status: 'LEFT' });
    expect(await tokenOf(people.manager)).toEqual(NOTHING);
    expect(asked).toEqual([]);
  });

  it('of a company opens nothing from the moment it is closed', async () => {
    const scope = table().scope(tenantId);
    const before = await getTenant(scope);
    if (before === undefined) throw new Error('no company');
    const closesAt = closesAfter(now);
    const closure = { askedBy: people.hrHead, askedAt: now, closesAt };
    await putTenant(scope, { before, tenant: { ...before, closure, version: 2 } });
    now = addMs(closesAt, -1);
    expect(await tokenOf(people.manager)).toEqual(opened(people.manager));
    now = closesAt;
    expect(await tokenOf(people.manager)).toEqual(NOTHING);
  });

  it('is not issued at all when login, person or second factor cannot be read', async () => {
    for (const operation of ['GetItem', 'BatchGetItem'] as const) {
      const broken = failing(operation, () => new Error('gone'), { times: 99 });
      const trigger = preToken(table().through(broken.interceptor) as never);
      await expect(trigger(eventOf({ sub: subOf(people.manager) }))).rejects.toThrow('gone');
    }
    const trigger = createPreToken({
      table: table(),
      scopes: async (id) => table().scope(id),
      now: () => now,
      hasSecondFactor: async () => {
        throw new Error('no answer');
      },
    });
    await expect(trigger(eventOf({ sub: subOf(people.hrOwner) }))).rejects.toThrow('no answer');
  });
});
