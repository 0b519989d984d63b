import type { MemberId } from '../../../domain/kernel/ids.ts';
import { parseObservationId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Observation } from '../../../domain/plan/observation.ts';
import { observationRules } from '../../../domain/plan/rules/evidence.ts';
import { type Member, siteOf } from '../../../domain/tenant/tenant.ts';
import {
  addObservation as addStored,
  getObservations,
  listObservations as listStored,
  type NewReplay,
  shareObservation as shareStored,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { problem } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { todayOf } from '../plans/plan-case.ts';
import { replayed, requestHashOf } from '../replay.ts';
import { type TenantCase, tenantEndpoint } from '../tenant/tenant.ts';

/** The employee of an observation, where the caller is the line manager or HR; nobody notes things of themselves. */
const keptBy = ({ caller, members }: TenantCase, employeeId: MemberId): Member | undefined => {
  const employee = members.get(employeeId);
  if (employee === undefined || caller.id === employeeId) return undefined;
  const isHr = caller.roles.includes('hr') || caller.roles.includes('hrHead');
  return isHr || employee.managerId === caller.id ? employee : undefined;
};

/** Today where the employee works. */
const todayFor = ({ tenant, services }: TenantCase, employee: Member) => {
  const site = siteOf(tenant, employee);
  return site === undefined ? undefined : todayOf(site, services.now());
};

const body = ({ employeeId: _, ...observation }: Observation) => observation;

/** What a repetition of the request is answered with. */
const replayOf = (
  { caller, request, services }: TenantCase,
  key: string,
  observation: Observation,
  at: Instant,
): NewReplay => ({
  memberId: caller.id,
  key,
  requestHash: requestHashOf(request, services),
  answer: body(observation),
  at,
});

const withEmployee = ({ params }: { readonly params: { readonly employeeId: MemberId } }) => ({
  members: [params.employeeId],
});

const addObservation = tenantEndpoint(
  routes.addObservation,
  withEmployee,
)(async (opened, { params, body: noted }) => {
  const { scope, caller, replay, request, services } = opened;
  if (replay !== undefined) return replayed(replay, request, services);
  const employee = keptBy(opened, params.employeeId);
  if (employee?.status !== 'ACTIVE') return problem('notFound');
  const today = todayFor(opened, employee);
  const now = services.now();
  const id = parseObservationId(services.newId(now));
  if (today === undefined || id === undefined || request.idempotencyKey === undefined)
    return problem('internal');
  const violations = observationRules(noted, today);
  if (violations.length > 0) return problem('rulesViolated', { violations });
  const observation: Observation = {
    id,
    employeeId: employee.id,
    by: caller.id,
    recordedAt: now,
    ...noted,
  };
  const { kind } = await addStored(scope, {
    observation,
    replay: replayOf(opened, request.idempotencyKey, observation, now),
  });
  return kind === 'stored' ? answer(body(observation)) : problem('conflict');
});

const shareObservation = tenantEndpoint(
  routes.shareObservation,
  withEmployee,
)(async (opened, { params, body: { sharedOn } }) => {
  const { scope, replay, request, services } = opened;
  if (replay !== undefined) return replayed(replay, request, services);
  const employee = keptBy(opened, params.employeeId);
  if (employee === undefined) return problem('notFound');
  const today = todayFor(opened, employee);
  if (today === undefined || request.idempotencyKey === undefined) return problem('internal');
  const [stored] = await getObservations(scope, employee.id, [params.observationId]);
  if (stored === undefined) return problem('notFound');
  const observation: Observation = { ...stored, sharedOn };
  const violations = observationRules(observation, today);
  if (violations.length > 0) return problem('rulesViolated', { violations });
  const { kind } = await shareStored(scope, {
    observation,
    replay: replayOf(opened, request.idempotencyKey, observation, services.now()),
  });
  return kind === 'stored' ? answer(body(observation)) : problem('conflict');
});

const listObservations = tenantEndpoint(
  routes.listObservations,
  withEmployee,
)(async (opened, { params, query }) => {
  const { scope, caller, request, services } = opened;
  const own = caller.id === params.employeeId;
  if (!own && keptBy(opened, params.employeeId) === undefined) return problem('notFound');
  const identity = { tenantId: scope.tenantId, memberId: caller.id };
  const page = pageOf(request, identity, query, params.employeeId, services);
  if ('kind' in page) return page;
  const { items, next } = await listStored(scope, params.employeeId, page);
  const shown = own ? items.filter(({ sharedOn }) => sharedOn !== undefined) : items;
  return answer({
    observations: shown.map(body),
    ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
  });
});

/** Notes from daily work: by the manager or HR; the employee reads what was shared. */
export const observationEndpoints: readonly Endpoint[] = [
  addObservation,
  shareObservation,
  listObservations,
];
