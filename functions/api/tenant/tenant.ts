import { mayInTenant } from '../../../domain/access/access.ts';
import type { TenantAction } from '../../../domain/access/actions.ts';
import type { PlanId } from '../../../domain/kernel/ids.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import { passGate } from '../../../domain/plan/rules/findings.ts';
import { SUBMITTED_STATUSES } from '../../../domain/plan/vocabulary.ts';
import { isAdmitted } from '../../../domain/tenant/closure.ts';
import type { Policy } from '../../../domain/tenant/policy.ts';
import { policyRules, runningPlansKeep } from '../../../domain/tenant/policy-rules.ts';
import { siteRules } from '../../../domain/tenant/site-rules.ts';
import { headRules } from '../../../domain/tenant/staffing.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import {
  type CallerLoadWithExtra,
  type Extra,
  listPlans,
  listPolicies,
  listMembers as listStoredMembers,
  loadCaller,
  putTenant,
  type TenantScope,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import type { InputOf, Route } from '../../contract/route.ts';
import { type Answer, answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { ApiRequest } from '../../http/request.ts';
import type { Services } from '../../http/services.ts';
import { pageOf } from '../page.ts';

/** A request on the company itself, by a member whose roles allow it. */
export interface TenantCase extends CallerLoadWithExtra {
  readonly scope: TenantScope;
  readonly request: ApiRequest;
  readonly services: Services;
}

/** Binds a route on the company: one read, then the role, then the endpoint. */
export const tenantEndpoint =
  <R extends Route>(route: R, extraOf: (input: InputOf<R>) => Extra = () => ({})) =>
  (serve: (opened: TenantCase, input: InputOf<R>) => Promise<Answer | Problem>): Endpoint =>
    endpoint(route)(async (input, request, services): Promise<Reply> => {
      const { identity, idempotencyKey } = request;
      if (identity === undefined) return { result: problem('unauthenticated') };
      const scope = await services.scopes(identity.tenantId);
      const load = await loadCaller(scope, {
        callerId: identity.memberId,
        extra: extraOf(input),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      if (load === undefined || !isAdmitted(load.caller, load.tenant, services.now()))
        return { result: problem('unauthenticated') };
      const { language } = load.caller;
      if (!mayInTenant(route.action as TenantAction, load.caller))
        return { result: problem('forbidden'), language };
      return { result: await serve({ ...load, scope, request, services }, input), language };
    });

/** A person as HR and administrators see them. */
export const memberBody = ({ tenantId: _, createdAt: __, ...member }: Member) => member;

/** The settings as an answer carries them. */
export const tenantBody = ({ id: _, createdAt: __, ...tenant }: Tenant) => tenant;

const getMe = tenantEndpoint(routes.getMe)(async ({ caller, tenant }) =>
  answer({ member: memberBody(caller), tenant: { name: tenant.name } }),
);

/** Q1: with the versions of the policy that there were before, where they are asked for. */
const getTenant = tenantEndpoint(routes.getTenant)(async (opened, { query }) => {
  const { scope, tenant, caller, request, services } = opened;
  const { version } = tenant;
  if (query.history === undefined) return answer(tenantBody(tenant), { version });
  const identity = { tenantId: scope.tenantId, memberId: caller.id };
  const page = pageOf(request, identity, query, query.history, services);
  if ('kind' in page) return page;
  const { items, next } = await listPolicies(scope, page);
  return answer(
    {
      ...tenantBody(tenant),
      history: items,
      ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
    },
    { version },
  );
});

/** Plans of one stage that are named; more of them are not counted either. */
const NAMED_MAX = 100;

/** The plans that keep the policy they were submitted with (Q2); one query of the index per stage. */
const plansUnderWay = async (scope: TenantScope): Promise<readonly PlanId[]> => {
  const pages = await Promise.all(
    SUBMITTED_STATUSES.map((status) =>
      listPlans(scope, { of: 'tenant', status, page: { limit: NAMED_MAX } }),
    ),
  );
  return pages.flatMap(({ items }) => items.map(({ planId }) => planId));
};

const changeTenant = tenantEndpoint(routes.changeTenant, ({ body: { hrHeadId } }) =>
  hrHeadId === undefined ? {} : { members: [hrHeadId] },
)(
  async (
    { scope, tenant, members, caller, request, services },
    { body: { accepted, ...body } },
  ) => {
    if (request.ifMatch !== tenant.version) return problem('preconditionFailed');
    const policy: Policy = { ...body.policy, version: tenant.policy.version };
    const isNew = canonicalJson(policy) !== canonicalJson(tenant.policy);
    const keepOld = isNew ? await plansUnderWay(scope) : [];
    const gate = passGate(
      [
        ...siteRules(body.sites),
        ...policyRules(policy, body.sites),
        ...headRules(body, body.hrHeadId && members.get(body.hrHeadId)),
        ...runningPlansKeep(keepOld.length),
      ],
      policy,
      accepted,
      caller.id,
    );
    if (!gate.ok) return problem('rulesViolated', { violations: gate.error });
    const { hrHeadId: _, ...kept } = tenant;
    const changed: Tenant = {
      ...kept,
      ...body,
      // A version is never changed: another policy is the next version.
      policy: { ...policy, version: tenant.policy.version + (isNew ? 1 : 0) },
      version: tenant.version + 1,
    };
    const { kind } = await putTenant(scope, {
      tenant: changed,
      before: tenant,
      ...(isNew ? { replaced: { replacedAt: services.now(), replacedBy: caller.id } } : {}),
    });
    return kind === 'stored'
      ? answer({ ...tenantBody(changed), keepOld }, { version: changed.version })
      : problem('preconditionFailed');
  },
);

const listMembers = tenantEndpoint(routes.listMembers)(
  async ({ scope, caller, request, services }, { query }) => {
    const identity = { tenantId: scope.tenantId, memberId: caller.id };
    const page = pageOf(request, identity, query, '', services);
    if ('kind' in page) return page;
    const { items, next } = await listStoredMembers(scope, page);
    return answer({
      members: items.map(memberBody),
      ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
    });
  },
);

/** The company, its people and the caller. */
export const tenantEndpoints: readonly Endpoint[] = [getMe, getTenant, changeTenant, listMembers];
