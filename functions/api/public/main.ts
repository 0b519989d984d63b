import { ENV } from '../../adapters/environment.ts';
import { cognitoIdentities } from '../../adapters/identity/cognito.ts';
import { setting } from '../../adapters/system/setting.ts';
import { createHttpHandler } from '../../http/stack.ts';
import { publicServices } from '../services.ts';
import { publicEndpoints } from './public.ts';

export const handler = createHttpHandler(
  publicEndpoints,
  publicServices(cognitoIdentities(setting(ENV.userPoolId))),
);
