import { setTimeout } from 'node:timers/promises';
import { ENV } from '../adapters/environment.ts';
import { openObjects } from '../adapters/objects/object-store.ts';
import { createTenantScopes, openTable } from '../adapters/store/index.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createLog } from '../adapters/system/log.ts';
import { createOutgoingGuard } from '../adapters/system/outgoing.ts';
import { randomBytes } from '../adapters/system/random.ts';
import { setting } from '../adapters/system/setting.ts';
import { createConsumer } from './consume-deliveries.ts';
import { createFileEraser } from './erase-files.ts';
import { createOptOutUrl } from './opt-out-url.ts';
import { createPace } from './pace.ts';
import { createAdmissionSender } from './send-admission.ts';
import { createSesClient, createSesSender } from './ses-sender.ts';

const ses = createSesClient();
const configurationSet = setting(ENV.mailConfigurationSet);
const mailFrom = setting(ENV.mailFrom);
const appUrl = setting(ENV.appUrl);
const linkKey = setting(ENV.linkKey);
const log = createLog();
const outgoing = createOutgoingGuard();
const table = openTable(setting(ENV.tableName));

/** Fed by the deliveries queue. */
export const handler = createConsumer(
  {
    scopes: createTenantScopes({
      tableName: setting(ENV.tableName),
      tenantRoleArn: setting(ENV.tenantRoleArn),
      now: Date.now,
    }),
    now: systemClock,
    randomBytes,
    log,
    tzdata: process.versions.tz ?? 'unknown',
    outgoing,
    sendMail: createSesSender(ses, configurationSet),
    pace: createPace({
      table,
      perSecond: Number(setting(ENV.mailRate)),
      now: systemClock,
      wait: (ms) => setTimeout(ms),
    }),
    mailFrom,
    appUrl,
    optOutUrl: createOptOutUrl(setting(ENV.apiUrl), linkKey),
    eraseFiles: createFileEraser((scope) =>
      openObjects(setting(ENV.fileBucket), scope.credentials),
    ),
  },
  createAdmissionSender({
    table,
    ses,
    configurationSet,
    linkKey,
    mailFrom,
    appUrl,
    outgoing,
    now: systemClock,
    log,
  }),
);
