import type { Endpoint } from '../http/endpoint.ts';
import { absenceEndpoints } from './access/absences.ts';
import { accessEndpoints } from './access/plan-access.ts';
import { insightEndpoints } from './insights/insights.ts';
import { observationEndpoints } from './observations/observations.ts';
import { amendmentCommands } from './plans/amendments.ts';
import { planCommands } from './plans/commands.ts';
import { createPlan } from './plans/create-plan.ts';
import { followUpEndpoints } from './plans/follow-up.ts';
import { jurisdictionEndpoints } from './plans/jurisdiction.ts';
import { planReads } from './plans/reads.ts';
import { ruleEndpoints } from './rules/rules.ts';
import { taskEndpoints } from './tasks/tasks.ts';
import { tenantEndpoints } from './tenant/tenant.ts';
import { useEndpoints } from './tenant/use.ts';
import { checkWording } from './wording/check-wording.ts';

/** What the api function serves: every request of a member but files and the directory's. */
export const apiEndpoints: readonly Endpoint[] = [
  createPlan,
  ...planCommands,
  ...amendmentCommands,
  ...planReads,
  ...tenantEndpoints,
  ...useEndpoints,
  ...taskEndpoints,
  ...followUpEndpoints,
  ...jurisdictionEndpoints,
  ...observationEndpoints,
  ...insightEndpoints,
  ...ruleEndpoints,
  ...accessEndpoints,
  ...absenceEndpoints,
  checkWording,
];
