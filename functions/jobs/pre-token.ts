import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { ENV } from '../adapters/environment.ts';
import { getLogin, openTable, type TableAccess } from '../adapters/store/index.ts';
import { setting } from '../adapters/system/setting.ts';
import { API_SCOPE, CLAIM } from '../contract/scope.ts';

/**
 * Adds tenant, member and the API's scope to the access token of somebody who belongs to a company.
 * Without them the token opens nothing: the scope is what every member route requires.
 */
export const createPreToken =
  (table: TableAccess) =>
  async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
    const sub = event.request.userAttributes.sub;
    const login = sub === undefined ? undefined : await getLogin(table, sub);
    event.response = {
      claimsAndScopeOverrideDetails:
        login === undefined
          ? { accessTokenGeneration: { scopesToSuppress: [API_SCOPE] } }
          : {
              accessTokenGeneration: {
                claimsToAddOrOverride: {
                  [CLAIM.tenantId]: login.tenantId,
                  [CLAIM.memberId]: login.memberId,
                },
                scopesToAdd: [API_SCOPE],
              },
            },
    };
    return event;
  };

export const handler = createPreToken(openTable(setting(ENV.tableName)));
