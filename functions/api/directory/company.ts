import { toLocal } from '../../../domain/calendar/zones.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { finding } from '../../../domain/plan/rules/findings.ts';
import { closesAfter } from '../../../domain/tenant/closure.ts';
import { closureRules, onboardingGaps } from '../../../domain/tenant/staffing.ts';
import type { Tenant } from '../../../domain/tenant/tenant.ts';
import { writePeopleFile } from '../../adapters/csv/people-file.ts';
import { allMembers, listMembers, type NewReplay, putTenant } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { type Answer, answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { type Problem, problem, toRuleResult } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { replayed, replayOf } from '../replay.ts';
import { memberBody, type TenantCase, tenantBody, tenantEndpoint } from '../tenant/tenant.ts';
import { openPlansOf } from './open-plans.ts';

const todayAt = ({ sites }: Tenant, now: Instant) => toLocal(sites[0]?.zone ?? 'UTC', now).date;

/** What the company still lacks (Q4), in the words of whoever can mend it. */
const getOnboarding = tenantEndpoint(routes.getOnboarding)(
  async ({ scope, tenant, caller, services }) => {
    const people = await allMembers(scope);
    const gaps = onboardingGaps(tenant, people, todayAt(tenant, services.now()));
    const { closure } = tenant;
    return answer({
      missing: gaps.map((gap) => toRuleResult(gap, caller.language)),
      ...(closure === undefined ? {} : { closure }),
    });
  },
);

/** Settings and people; nothing of plans, which administrators do not see (O1). */
const exportTenant = tenantEndpoint(routes.exportTenant)(
  async ({ scope, tenant, caller, request, services }, { query }) => {
    const identity = { tenantId: scope.tenantId, memberId: caller.id };
    const page = pageOf(request, identity, query, '', services);
    if ('kind' in page) return page;
    const [{ items, next }, everybody] = [await listMembers(scope, page), await allMembers(scope)];
    return answer({
      company: tenantBody(tenant),
      people: items.map(memberBody),
      peopleCsv: writePeopleFile(items, everybody, caller.language),
      ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
    });
  },
);

const withClosure = async (
  { scope, tenant }: TenantCase,
  closure: Tenant['closure'],
  replay?: NewReplay,
): Promise<Answer | Problem> => {
  const { closure: _, ...kept } = tenant;
  const version = tenant.version + 1;
  const changed: Tenant = { ...kept, ...(closure === undefined ? {} : { closure }), version };
  const { kind } = await putTenant(scope, {
    tenant: changed,
    before: tenant,
    ...(replay === undefined ? {} : { replay }),
  });
  return kind === 'stored' ? answer(closure === undefined ? {} : { closure }) : problem('conflict');
};

const askClosing = tenantEndpoint(routes.askClosing)(async (opened) => {
  const { tenant, replay, caller, request, services } = opened;
  if (replay !== undefined) return replayed(replay, request, services);
  if (tenant.closure?.confirmedAt !== undefined)
    return problem('rulesViolated', { violations: [finding('Q6.already', '')] });
  const closure = { askedBy: caller.id, askedAt: services.now() };
  return withClosure(opened, closure, replayOf(opened, { closure }));
});

const confirmClosing = tenantEndpoint(routes.confirmClosing)(async (opened, { body }) => {
  const { scope, tenant, replay, caller, request, services } = opened;
  if (replay !== undefined) return replayed(replay, request, services);
  const open = await openPlansOf(scope);
  const violations = closureRules(tenant, caller.id, open, body.openPlans);
  if (violations.length > 0 || tenant.closure === undefined)
    return problem('rulesViolated', { violations });
  const confirmedAt = services.now();
  const closure = {
    ...tenant.closure,
    confirmedBy: caller.id,
    confirmedAt,
    closesAt: closesAfter(confirmedAt),
  };
  return withClosure(opened, closure, replayOf(opened, { closure }));
});

const withdrawClosing = tenantEndpoint(routes.withdrawClosing)(async (opened) =>
  opened.tenant.closure === undefined
    ? problem('rulesViolated', { violations: [finding('Q6.notAsked', '')] })
    : withClosure(opened, undefined),
);

export const companyEndpoints: readonly Endpoint[] = [
  getOnboarding,
  exportTenant,
  askClosing,
  confirmClosing,
  withdrawClosing,
];
