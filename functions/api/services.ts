import { ENV } from '../adapters/environment.ts';
import { createTenantScopes, openTable, type TenantScopes } from '../adapters/store/index.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { sha256 } from '../adapters/system/hash.ts';
import { createLog } from '../adapters/system/log.ts';
import { newUlid, randomBytes } from '../adapters/system/random.ts';
import { setting } from '../adapters/system/setting.ts';
import { createFairUse, readRequestLimits } from '../http/fair-use.ts';
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

/** The world of those who let people in: their logins, and the mails that call them. */
export type Door = Pick<Services, 'identities' | 'linkKey' | 'callForward'>;

const NO_DOOR: Door = {
  identities: {
    inviteLogin: notHere('user pool'),
    findLogin: notHere('user pool'),
    enableLogin: notHere('user pool'),
    disableLogin: notHere('user pool'),
  },
  linkKey: '',
  callForward: notHere('queue'),
};

/** The machine's steady clock: the wall's may be moved. */
const fairUse = (): Pick<Services, 'fairUse'> => {
  const limits = readRequestLimits(setting(ENV.requestLimits));
  return limits === undefined ? {} : { fairUse: createFairUse(limits, () => performance.now()) };
};

/** The world of functions that serve members; `door` where they also let people in. */
export const memberServices = (door: Door = NO_DOOR): Services => {
  const tableName = setting(ENV.tableName);
  return {
    ...common(tableName),
    scopes: tenantScopes(tableName),
    ...fairUse(),
    ...door,
    cursorKey: setting(ENV.cursorKey),
  };
};

/** The world of the function that anyone may call: no tenant's data is within its reach. */
export const publicServices = (door: Door): Services => ({
  ...common(setting(ENV.tableName)),
  scopes: notHere('tenant'),
  ...door,
  cursorKey: '',
});
