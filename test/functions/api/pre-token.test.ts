import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ENV } from '../../../functions/adapters/environment.ts';
import { putLogin } from '../../../functions/adapters/store/index.ts';
import { API_SCOPE, CLAIM } from '../../../functions/contract/scope.ts';
import type { createPreToken as CreatePreToken } from '../../../functions/jobs/pre-token.ts';
import { useTable } from '../../support/engine.ts';
import { failing } from '../../support/faults.ts';
import { people, TENANT_ID } from '../../support/plans.ts';

const table = useTable();
let createPreToken: typeof CreatePreToken;
beforeAll(async () => {
  // The module opens the deployed table when it is loaded.
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv(ENV.tableName, 'value-of-the-test');
  ({ createPreToken } = await import('../../../functions/jobs/pre-token.ts'));
  await putLogin(table(), {
    sub: 'sub-of-a-member',
    tenantId: TENANT_ID,
    memberId: people.manager,
  });
});
afterAll(() => {
  vi.unstubAllEnvs();
});

const eventOf = (userAttributes: Record<string, string>) =>
  ({
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    request: { userAttributes, groupConfiguration: {}, scopes: ['openid', API_SCOPE] },
    response: { claimsAndScopeOverrideDetails: null },
  }) as unknown as PreTokenGenerationV2TriggerEvent;

const tokenFor = async (attributes: Record<string, string>) =>
  (await createPreToken(table())(eventOf(attributes))).response.claimsAndScopeOverrideDetails
    ?.accessTokenGeneration;

describe('the access token', () => {
  it('of a member says company and person and opens the API', async () => {
    expect(await tokenFor({ sub: 'sub-of-a-member' })).toEqual({
      claimsToAddOrOverride: { [CLAIM.tenantId]: TENANT_ID, [CLAIM.memberId]: people.manager },
      scopesToAdd: [API_SCOPE],
    });
  });

  it('of somebody without a company opens nothing, even if they asked for it', async () => {
    for (const attributes of [{ sub: 'sub-of-nobody' }, {}] as Record<string, string>[])
      expect(await tokenFor(attributes)).toEqual({ scopesToSuppress: [API_SCOPE] });
  });

  it('takes nothing from what a user may write about themselves', async () => {
    const own = {
      [CLAIM.tenantId]: TENANT_ID,
      [CLAIM.memberId]: people.hrHead,
      'custom:tenant': TENANT_ID,
      profile: API_SCOPE,
    };
    expect(await tokenFor({ sub: 'sub-of-nobody', ...own })).toEqual({
      scopesToSuppress: [API_SCOPE],
    });
    expect(await tokenFor({ sub: 'sub-of-a-member', ...own })).toMatchObject({
      claimsToAddOrOverride: { [CLAIM.memberId]: people.manager },
    });
  });

  it('is not issued at all when the membership cannot be read', async () => {
    const broken = failing('GetItem', () => new Error('gone'), { times: 99 });
    const preToken = createPreToken(table().through(broken.interceptor));
    await expect(preToken(eventOf({ sub: 'sub-of-a-member' }))).rejects.toThrow('gone');
  });
});
