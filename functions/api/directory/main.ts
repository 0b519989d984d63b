import { ENV } from '../../adapters/environment.ts';
import { cognitoIdentities } from '../../adapters/identity/cognito.ts';
import { admissionQueue } from '../../adapters/queue/admission-queue.ts';
import { setting } from '../../adapters/system/setting.ts';
import { createHttpHandler } from '../../http/stack.ts';
import { memberServices } from '../services.ts';
import { directoryEndpoints } from './endpoints.ts';

export const handler = createHttpHandler(
  directoryEndpoints,
  memberServices({
    identities: cognitoIdentities(setting(ENV.userPoolId)),
    linkKey: setting(ENV.linkKey),
    callForward: admissionQueue(setting(ENV.deliveryQueueUrl)),
  }),
);
