import type { RouteLine } from './route.ts';

/** Every route of the API, once. */
export const ROUTES: readonly RouteLine[] = [
  { id: 'getHealth', method: 'GET', path: '/v1/health', runsIn: 'public', caller: 'anyone' },
  { id: 'signUp', method: 'POST', path: '/v1/tenants', runsIn: 'public', caller: 'anyone' },
  { id: 'getMe', method: 'GET', path: '/v1/me', runsIn: 'api', caller: 'member' },
  { id: 'listMembers', method: 'GET', path: '/v1/members', runsIn: 'api', caller: 'member' },
  { id: 'addMember', method: 'POST', path: '/v1/members', runsIn: 'directory', caller: 'member' },
  { id: 'createPlan', method: 'POST', path: '/v1/plans', runsIn: 'api', caller: 'member' },
  { id: 'getPlan', method: 'GET', path: '/v1/plans/{planId}', runsIn: 'api', caller: 'member' },
  {
    id: 'getTrackingReport',
    method: 'GET',
    path: '/v1/plans/{planId}/report',
    runsIn: 'report',
    caller: 'member',
  },
];
