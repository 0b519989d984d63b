import { createHttpHandler } from '../http/stack.ts';
import { planCommands } from './plans/commands.ts';
import { createPlan } from './plans/create-plan.ts';
import { planReads } from './plans/reads.ts';
import { memberServices } from './services.ts';
import { tenantEndpoints } from './tenant/tenant.ts';

export const handler = createHttpHandler(
  [createPlan, ...planCommands, ...planReads, ...tenantEndpoints],
  memberServices(),
);
