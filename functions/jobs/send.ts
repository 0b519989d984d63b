import { ENV } from '../adapters/environment.ts';
import { createTenantScopes } from '../adapters/store/index.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createLog } from '../adapters/system/log.ts';
import { randomBytes } from '../adapters/system/random.ts';
import { setting } from '../adapters/system/setting.ts';
import { createConsumer } from './consume-deliveries.ts';
import { createSesClient, createSesSender } from './ses-sender.ts';

/** Fed by the deliveries queue. */
export const handler = createConsumer({
  scopes: createTenantScopes({
    tableName: setting(ENV.tableName),
    tenantRoleArn: setting(ENV.tenantRoleArn),
    now: Date.now,
  }),
  now: systemClock,
  randomBytes,
  log: createLog(),
  tzdata: process.versions.tz ?? 'unknown',
  sendMail: createSesSender(createSesClient(), setting(ENV.mailConfigurationSet)),
  mailFrom: setting(ENV.mailFrom),
  appUrl: setting(ENV.appUrl),
});
