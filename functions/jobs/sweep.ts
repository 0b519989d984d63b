import { SQSClient } from '@aws-sdk/client-sqs';
import { ENV } from '../adapters/environment.ts';
import { openTable } from '../adapters/store/index.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createLog } from '../adapters/system/log.ts';
import { setting } from '../adapters/system/setting.ts';
import { createSweep } from './dispatch-due.ts';

/** Started by the schedule once a minute. */
export const handler = createSweep({
  table: openTable(setting(ENV.tableName)),
  queue: new SQSClient({}),
  queueUrl: setting(ENV.deliveryQueueUrl),
  now: systemClock,
  log: createLog(),
});
