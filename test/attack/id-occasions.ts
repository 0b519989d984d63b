import type { Instant } from '../../domain/kernel/instant.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { WHO, type Who } from '../functions/api/company.ts';
import { type Caller, routeOf, type Sent } from '../support/api.ts';
import {
  activePlanHistory,
  instantIn,
  presentedHistory,
  shanghaiContent,
} from '../support/plans.ts';
import { addPlan } from './callers.ts';
import { sentAt } from './field.ts';
import { type IdWorld, NOON } from './id-world.ts';
import { bodyFor, fileFor, fittingBody, PLAN_ROUTES, pathFor } from './requests.ts';
import type { Station } from './stations.ts';

/** A request that could be accepted, by whom, and when; what is another each time is blanked. */
export interface Occasion {
  /** Whoever could have it accepted comes first. */
  readonly callers: readonly (Caller | undefined)[];
  readonly sent: Sent;
  readonly at: Instant;
  readonly blanked: readonly string[];
}

const EVERYBODY: readonly Who[] = ['hrHead', 'admin', 'manager', 'employee', 'colleague'];
const ADMIN_FIRST: readonly Who[] = ['admin', 'hrHead', 'manager', 'employee', 'colleague'];

let occasions = 0;

/** Requests about the company and its people, each with what it needs to be there before. */
const OF_COMPANY: Readonly<
  Partial<
    Record<RouteId, (world: IdWorld, n: number) => Promise<Sent & { readonly by?: readonly Who[] }>>
  >
> = {
  changeTenant: async ({ make }) => {
    const { body } = await make('admin', 'getTenant', {});
    return { by: ADMIN_FIRST, version: Number(body.version) };
  },
  exportTenant: async () => ({ by: ADMIN_FIRST }),
  addMember: async () => ({ by: ADMIN_FIRST }),
  sendInvitation: async ({ home }) => ({ params: { memberId: await home.hire() } }),
  revokeInvitation: async ({ home, make }) => {
    const params = { memberId: await home.hire() };
    await make('hrHead', 'sendInvitation', { params });
    return { params };
  },
  changeMember: async ({ home }) => ({
    by: ADMIN_FIRST,
    params: { memberId: await home.hire() },
    version: 1,
  }),
  createPlan: async ({ home }, n) => ({ body: fittingBody('createPlan', await home.hire(), n) }),
  listAbsences: async ({ employee }) => ({ params: { memberId: employee } }),
  addAbsence: async ({ home }) => ({ params: { memberId: await home.hire() } }),
  cancelAbsence: async ({ home, make }, n) => {
    const params = { memberId: await home.hire() };
    const absence = { params, body: fittingBody('addAbsence', params.memberId, n) };
    const { body } = await make('hrHead', 'addAbsence', absence);
    return { params: { ...params, absenceId: String(body.id) } };
  },
  addObservation: async ({ employee }) => ({ params: { employeeId: employee } }),
  shareObservation: async ({ employee, make }, n) => {
    const params = { employeeId: employee };
    const observation = { params, body: fittingBody('addObservation', employee, n) };
    const { body } = await make('hrHead', 'addObservation', observation);
    return { params: { ...params, observationId: String(body.id) } };
  },
  listObservations: async ({ employee }) => ({ params: { employeeId: employee } }),
  putPreferences: async ({ make }) => {
    const { headers } = await make('hrHead', 'getPreferences', {});
    return { headers: { 'If-Match': String(headers.ETag) } };
  },
};

/** On a plan of its own: at its station where chance has found one, else while it runs. */
const ofPlan = async (
  { home }: IdWorld,
  id: RouteId,
  key: string,
  station: Station | undefined,
): Promise<Occasion> => {
  if (station !== undefined) {
    const placed = await home.place(station);
    const { caller, planId, employeeId } = placed;
    const sent = sentAt(station, placed, key);
    return { callers: [caller], sent, at: station.at, blanked: [planId, employeeId] };
  }
  const isPaper = id === 'recordPaperAcknowledgement';
  const history = isPaper ? presentedHistory() : activePlanHistory();
  const employeeId = await home.hire();
  const planId = await addPlan(home.company.scope, history, { employeeId });
  const body = bodyFor(id);
  const { tenantId } = home.company;
  return {
    callers: [WHO.hrHead, WHO.manager, employeeId].map((memberId) => ({ tenantId, memberId })),
    sent: {
      params: pathFor(routeOf(id), planId, shanghaiContent()),
      ...(body === undefined ? {} : { body }),
      version: history.length,
      key,
    },
    at: instantIn('Asia/Shanghai', isPaper ? '2026-02-25 15:00' : '2026-03-03 10:00'),
    blanked: [planId, employeeId],
  };
};

/** A moment at which a request to a route is accepted, as far as one is known. */
export const occasionFor = async (
  world: IdWorld,
  id: RouteId,
  station: Station | undefined,
): Promise<Occasion> => {
  occasions += 1;
  const key = `occasion-${occasions}`;
  if (PLAN_ROUTES.includes(id)) return ofPlan(world, id, key, station);
  const made = await OF_COMPANY[id]?.(world, occasions);
  const { by = EVERYBODY, ...known } = made ?? {};
  const body = fittingBody(id, world.employee, occasions) ?? bodyFor(id);
  const content = body === undefined ? fileFor(id) : { body };
  const isPublic = routeOf(id).caller === 'anyone';
  return {
    callers: isPublic ? [undefined] : by.map((who) => world.home.company.caller(who)),
    sent: {
      ...content,
      ...known,
      ...(routeOf(id).idempotent ? { key } : {}),
    },
    at: NOON,
    blanked: [
      `person-${occasions}@people.example`,
      `Person ${occasions}`,
      ...Object.values(known.params ?? {}).filter((one) => one !== world.employee),
    ],
  };
};
