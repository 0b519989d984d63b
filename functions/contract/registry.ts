import type { Route } from './route.ts';
import { accessRoutes } from './routes/access.ts';
import { afterCloseRoutes } from './routes/after-close.ts';
import { amendmentRoutes } from './routes/amendments.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { followUpRoutes } from './routes/follow-up.ts';
import { insightRoutes } from './routes/insights.ts';
import { jurisdictionRoutes } from './routes/jurisdiction.ts';
import { observationRoutes } from './routes/observations.ts';
import { onboardingRoutes } from './routes/onboarding.ts';
import { planRoutes } from './routes/plans.ts';
import { ruleRoutes } from './routes/rules.ts';
import { runningRoutes } from './routes/running.ts';
import { taskRoutes } from './routes/tasks.ts';
import { tenantRoutes } from './routes/tenants.ts';
import { useRoutes } from './routes/use.ts';
import { wordingRoutes } from './routes/wording.ts';

/** Every route of the API by its operation id. */
export const routes = {
  ...tenantRoutes,
  ...onboardingRoutes,
  ...planRoutes,
  ...runningRoutes,
  ...accessRoutes,
  ...followUpRoutes,
  ...jurisdictionRoutes,
  ...observationRoutes,
  ...ruleRoutes,
  ...afterCloseRoutes,
  ...amendmentRoutes,
  ...useRoutes,
  ...taskRoutes,
  ...wordingRoutes,
  ...evidenceRoutes,
  ...insightRoutes,
  ...attachmentRoutes,
};

export type RouteId = keyof typeof routes;

/** Every route of the API, once. */
export const ROUTES: readonly Route[] = Object.values(routes) as unknown as readonly Route[];
