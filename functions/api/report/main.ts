import { createHttpHandler } from '../../http/stack.ts';
import { memberServices } from '../services.ts';
import { reportEndpoints } from './endpoints.ts';
import { openVault } from './vault.ts';

export const handler = createHttpHandler(reportEndpoints, {
  ...memberServices(),
  vault: openVault(),
});
