import { type MemberId, parsePlanId } from '../../../domain/kernel/ids.ts';
import { decideCreation } from '../../../domain/plan/decide.ts';
import { finding } from '../../../domain/plan/rules/findings.ts';
import type { PlanStatus } from '../../../domain/plan/vocabulary.ts';
import { isAdmitted } from '../../../domain/tenant/closure.ts';
import { type Member, siteOf } from '../../../domain/tenant/tenant.ts';
import {
  commit,
  type DueState,
  listPlans,
  loadCaller,
  type TenantScope,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { type Answer, answer } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { type Problem, problem, problemOf } from '../../http/problem.ts';
import { replayed, requestHashOf } from '../replay.ts';
import { dueAfter, todayOf } from './plan-case.ts';
import { passedResults } from './plan-command.ts';

/** In which capacity somebody drafts a plan for an employee; `undefined`: not theirs to do. */
const capacityFor = (caller: Member, employee: Member): 'manager' | 'hr' | undefined => {
  if (caller.id === employee.id) return undefined;
  if (caller.roles.includes('hr') || caller.roles.includes('hrHead')) return 'hr';
  return employee.managerId === caller.id ? 'manager' : undefined;
};

const isHr = (member: Member | undefined): boolean =>
  member?.status === 'ACTIVE' && (member.roles.includes('hr') || member.roles.includes('hrHead'));

/** How many drafts the employee has already, and how many successes that are being sustained (A2). */
const othersOf = async (scope: TenantScope, employeeId: MemberId) => {
  const { items } = await listPlans(scope, {
    of: 'employee',
    memberId: employeeId,
    page: { limit: 50 },
  });
  const count = (status: PlanStatus) => items.filter((one) => one.status === status).length;
  return { otherDrafts: count('DRAFT'), sustaining: count('SUSTAIN') };
};

/** Drafts a plan. The employee must be the caller's own, or the caller HR (A1). */
export const createPlan = endpoint(routes.createPlan)(async ({ body }, request, services) => {
  const { identity, idempotencyKey } = request;
  if (identity === undefined || idempotencyKey === undefined)
    return { result: problem('unauthenticated') };
  const scope = await services.scopes(identity.tenantId);
  const managerId = body.managerId ?? identity.memberId;
  const load = await loadCaller(scope, {
    callerId: identity.memberId,
    idempotencyKey,
    extra: {
      members: [body.employeeId, managerId, body.hrOwnerId],
      openPlanOf: body.employeeId,
    },
  });
  if (load === undefined || !isAdmitted(load.caller, load.tenant, services.now()))
    return { result: problem('unauthenticated') };
  const { caller, tenant, members, openPlanId, replay } = load;
  const { language } = caller;
  const decideAndWrite = async (): Promise<Answer | Problem> => {
    if (replay !== undefined) return replayed(replay, request, services);
    const employee = members.get(body.employeeId);
    const manager = members.get(managerId);
    if (employee?.status !== 'ACTIVE') return problem('notFound');
    const acts = capacityFor(caller, employee);
    if (acts === undefined) return problem('notFound');
    if (manager?.status !== 'ACTIVE') return problem('notFound');
    if (!isHr(members.get(body.hrOwnerId)))
      return problem('rulesViolated', { violations: [finding('Q4.noHrOwner', '/hrOwnerId')] });
    const now = services.now();
    const planId = parsePlanId(services.newId(now));
    const site = siteOf(tenant, employee);
    if (planId === undefined || site === undefined) return problem('internal');
    const others = await othersOf(scope, employee.id);
    const decided = decideCreation(
      {
        type: 'CreatePlan',
        planId,
        tenantId: tenant.id,
        employeeId: employee.id,
        managerId,
        hrOwnerId: body.hrOwnerId,
        siteId: site.id,
        zone: site.zone,
        language: body.language ?? employee.language,
        content: body.content,
        accepted: body.accepted,
        ...(body.managerAssignment === undefined
          ? {}
          : { managerAssignment: body.managerAssignment }),
      },
      {
        now,
        today: todayOf(site, now),
        actor: { kind: 'member', memberId: caller.id, acts },
        policy: tenant.policy,
        calendar: site.calendar,
        hash: services.hash,
        ...others,
        ...(openPlanId === undefined ? {} : { openPlanId }),
        ...(employee.managerId === undefined ? {} : { lineManagerId: employee.managerId }),
      },
    );
    if (!decided.ok) return problemOf(decided.error);
    const { events, plan } = decided.value;
    const created = {
      id: plan.id,
      version: plan.version,
      status: plan.status,
      results: passedResults(events, language),
    };
    const due: DueState = {
      revision: 0,
      expandedTo: now,
      sites: Object.fromEntries([...members.values()].map((member) => [member.id, member.siteId])),
    };
    const result = await commit(scope, {
      after: plan,
      events,
      due: dueAfter(plan, due, tenant),
      randomBytes: services.randomBytes,
      replay: {
        memberId: caller.id,
        key: idempotencyKey,
        requestHash: requestHashOf(request, services),
        answer: created,
        at: now,
      },
    });
    return result.kind === 'committed'
      ? answer(created, { version: plan.version })
      : problem('conflict');
  };
  return { result: await decideAndWrite(), language };
});
