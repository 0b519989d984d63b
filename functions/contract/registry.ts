import type { Route } from './route.ts';
import { accessRoutes } from './routes/access.ts';
import { followUpRoutes } from './routes/follow-up.ts';
import { amendmentRoutes } from './routes/amendments.ts';
import { jurisdictionRoutes } from './routes/jurisdiction.ts';
import { observationRoutes } from './routes/observations.ts';
import { afterCloseRoutes } from './routes/after-close.ts';
import { planRoutes } from './routes/plans.ts';
import { ruleRoutes } from './routes/rules.ts';
import { runningRoutes } from './routes/running.ts';
import { tenantRoutes } from './routes/tenants.ts';

/** Every route of the API by its operation id. */
export const routes = { ...tenantRoutes, ...planRoutes, ...runningRoutes, ...accessRoutes,
  ...followUpRoutes,
  ...jurisdictionRoutes,
  ...observationRoutes,
  ...ruleRoutes,
  ...afterCloseRoutes,
  ...amendmentRoutes,
};

export type RouteId = keyof typeof routes;

/** Every route of the API, once. */
export const ROUTES: readonly Route[] = Object.values(routes) as unknown as readonly Route[];
