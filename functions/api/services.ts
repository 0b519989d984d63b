import { ENV } from '../adapters/environment.ts';
import type { IdentityProvider } from '../adapters/identity/identity-provider.ts';
import { createTenantScopes, openTable, type TenantScopes } from '../adapters/store/index.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { sha256 } from '../adapters/system/hash.ts';
import { createLog } from '../adapters/system/log.ts';
import { newUlid, randomBytes } from '../adapters/system/random.ts';
import { setting } from '../adapters/system/setting.ts';
import type { Services } from '../http/services.ts';

const notHere = (what: string) => async (): Promise<never> => {
  throw new Error(`This function has no ${what}`);
};

/** What every HTTP function has. */
const common = (tableName: string) => ({
  now: systemClock,
  newId: newUlid,
  randomBytes,
  hash: sha256,
  log: createLog(),
  table: openTable(tableName),
});

const tenantScopes = (tableName: string): TenantScopes =>
  createTenantScopes({ tableName, tenantRoleArn: setting(ENV.tenantRoleArn), now: Date.now });

/** The world of functions that serve members; `identities` where they also invite logins. */
export const memberServices = (
  identities: IdentityProvider = { inviteLogin: notHere('user pool') },
): Services => {
  const tableName = setting(ENV.tableName);
  return {
    ...common(tableName),
    scopes: tenantScopes(tableName),
    identities,
    cursorKey: setting(ENV.cursorKey),
  };
};

/** The world of the function that anyone may call: no tenant's data is within its reach. */
export const publicServices = (identities: IdentityProvider): Services => ({
  ...common(setting(ENV.tableName)),
  scopes: notHere('tenant'),
  identities,
  cursorKey: '',
});
