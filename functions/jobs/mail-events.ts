import { ENV } from '../adapters/environment.ts';
import { createTenantScopes } from '../adapters/store/index.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createLog } from '../adapters/system/log.ts';
import { setting } from '../adapters/system/setting.ts';
import { createMailEventConsumer } from './consume-mail-events.ts';

/** Fed by the queue of what the mail service tells. */
export const handler = createMailEventConsumer({
  scopes: createTenantScopes({
    tableName: setting(ENV.tableName),
    tenantRoleArn: setting(ENV.tenantRoleArn),
    now: Date.now,
  }),
  now: systemClock,
  log: createLog(),
});
