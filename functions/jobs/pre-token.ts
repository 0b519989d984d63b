import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { CivilDate } from '../../domain/kernel/civil-date.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import { isAdmitted, needsSecondFactor } from '../../domain/tenant/closure.ts';
import type { Member } from '../../domain/tenant/tenant.ts';
import { ENV } from '../adapters/environment.ts';
import { cognitoSecondFactor } from '../adapters/identity/cognito-second-factor.ts';
import {
  createTenantScopes,
  getLogin,
  getMembers,
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

const DAY_MS = 86_400_000;

/** For whom somebody stands in now, wherever on earth the plan may be. */
const standsInFor = ({ delegations = [] }: Pick<Member, 'delegations'>, now: Instant) => {
  const [yesterday, tomorrow] = [-DAY_MS, DAY_MS].map(
    (ms) => addMs(now, ms).slice(0, 10) as CivilDate,
  ) as [CivilDate, CivilDate];
  return delegations
    .filter(({ from, until }) => from <= tomorrow && until >= yesterday)
    .map(({ memberId }) => memberId);
};

/**
 * Adds tenant, member and the API's scope to the access token of somebody who belongs to a company
 * that is open. Without them the token opens nothing: the scope is what every member route requires.
 * Whoever has a role, or stands in for HR, gets it only once they have a second factor; the token
 * says so, since who may stand in for HR can change while it lasts.
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
      const scope = await scopes(tenantId);
      const load = await loadCaller(scope, { callerId: memberId });
      if (load === undefined || !isAdmitted(load.caller, load.tenant, now())) return OPENS_NOTHING;
      const represented = standsInFor(load.caller, now());
      const people =
        represented.length === 0 ? [] : (await getMembers(scope, represented)).values();
      const isNeeded = needsSecondFactor(load.caller, [...people]);
      const isAsked = isNeeded || represented.length > 0;
      const hasIt = isAsked && (await hasSecondFactor(event.userPoolId, event.userName));
      if (isNeeded && !hasIt) return OPENS_NOTHING;
      return {
        claimsToAddOrOverride: {
          [CLAIM.tenantId]: tenantId,
          [CLAIM.memberId]: memberId,
          ...(hasIt ? { [CLAIM.secondFactor]: 'true' } : {}),
        },
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
