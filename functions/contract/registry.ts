import type { Route } from './route.ts';
import { accessRoutes } from './routes/access.ts';
import { planRoutes } from './routes/plans.ts';
import { runningRoutes } from './routes/running.ts';
import { tenantRoutes } from './routes/tenants.ts';

/** Every route of the API by its operation id. */
export const routes = { ...tenantRoutes, ...planRoutes, ...runningRoutes, ...accessRoutes };

export type RouteId = keyof typeof routes;

/** Every route of the API, once. */
export const ROUTES: readonly Route[] = Object.values(routes) as unknown as readonly Route[];
