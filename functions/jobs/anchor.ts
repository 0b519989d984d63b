import { ENV } from '../adapters/environment.ts';
import { openObjects } from '../adapters/objects/object-store.ts';
import { createKmsSigner } from '../adapters/signing/signer.ts';
import { openTable } from '../adapters/store/index.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createLog } from '../adapters/system/log.ts';
import { setting } from '../adapters/system/setting.ts';
import { createAnchoring } from './anchor-plans.ts';

/** Started by the schedule once an hour. */
export const handler = createAnchoring({
  table: openTable(setting(ENV.tableName)),
  anchors: openObjects(setting(ENV.anchorBucket)),
  signer: createKmsSigner(setting(ENV.anchorKeyArn)),
  now: systemClock,
  log: createLog(),
});
