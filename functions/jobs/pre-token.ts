import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { isAdmitted, needsSecondFactor } from '../../domain/tenant/closure.ts';
import { ENV } from '../adapters/environment.ts';
import { cognitoSecondFactor } from '../adapters/identity/cognito-second-factor.ts';
import {
  createTenantScopes,
  getLogin,
  loadCaller,
  openTable,
  type TableAccess,
  type TenantScopes,
} from '../adapters/store/index.ts';
import { type Clock, systemClock } from '../adapters/system/clock.ts';
import { setting } from '../adapters/system/setting.ts';
import { API_SCOPE, CLAIM, SELF_SERVICE_SCOPE } from '../contract/scope.ts';

export interface PreTokenDependencies {
  readonly table: TableAccess;
  readonly scopes: TenantScopes;
  readonly now: Clock;
  readonly hasSecondFactor: (userPoolId: string, userName: string) => Promise<boolean>;
}

type AccessToken = NonNullable<
  PreTokenGenerationV2TriggerEvent['response']['claimsAndScopeOverrideDetails']
>['accessTokenGeneration'];

/** Keeps Cognito's own scope: it is the one with which somebody sets up a second factor. */
const OPENS_NOTHING: AccessToken = { scopesToSuppress: [API_SCOPE] };

/**
 * Adds tenant, member and the API's scope to the access token of somebody who belongs to a company
 * that is open. Without them the token opens nothing: the scope is what every member route requires.
 * Whoever has a role gets it only once they have a second factor.
 *
 * Person and company are read under the company's own credentials and not kept beside the login:
 * a change of roles is one write under credentials that reach no login.
 *
 * Whether a second factor was used is not in the event (a `cognito:mfa_enabled` among the attributes
 * is undocumented, and of the SMS days): Cognito is asked whether the user has one. A user who has
 * one is asked for it at every sign-in, since the pool remembers no devices. A session that began
 * before it was set up lives on until its refresh token ends, 8 hours at most.
 */
export const createPreToken =
  ({ table, scopes, now, hasSecondFactor }: PreTokenDependencies) =>
  async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
    const accessToken = async (): Promise<AccessToken> => {
      const { sub } = event.request.userAttributes;
      const login = sub === undefined ? undefined : await getLogin(table, sub);
      if (login === undefined) return OPENS_NOTHING;
      const { tenantId, memberId } = login;
      const load = await loadCaller(await scopes(tenantId), { callerId: memberId });
      if (load === undefined || !isAdmitted(load.caller, load.tenant, now())) return OPENS_NOTHING;
      if (
        needsSecondFactor(load.caller) &&
        !(await hasSecondFactor(event.userPoolId, event.userName))
      )
        return OPENS_NOTHING;
      return {
        claimsToAddOrOverride: { [CLAIM.tenantId]: tenantId, [CLAIM.memberId]: memberId },
        scopesToAdd: [API_SCOPE],
        // With it the token could change the user's own attributes, the second factor among them.
        scopesToSuppress: [SELF_SERVICE_SCOPE],
      };
    };
    const accessTokenGeneration = await accessToken();
    event.response = {
      claimsAndScopeOverrideDetails:
        accessTokenGeneration === undefined ? {} : { accessTokenGeneration },
    };
    return event;
  };

const tableName = setting(ENV.tableName);
export const handler = createPreToken({
  table: openTable(tableName),
  scopes: createTenantScopes({
    tableName,
    tenantRoleArn: setting(ENV.tenantRoleArn),
    now: Date.now,
  }),
  now: systemClock,
  hasSecondFactor: cognitoSecondFactor(),
});
