import { ENV } from '../../adapters/environment.ts';
import { cognitoIdentities } from '../../adapters/identity/cognito.ts';
import { setting } from '../../adapters/system/setting.ts';
import { createHttpHandler } from '../../http/stack.ts';
import { memberServices } from '../services.ts';
import { directoryEndpoints } from './add-member.ts';

export const handler = createHttpHandler(
  directoryEndpoints,
  memberServices(cognitoIdentities(setting(ENV.userPoolId))),
);
