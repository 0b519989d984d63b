import { parseMemberId, parseTenantId } from '../../../domain/kernel/ids.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { siteRules } from '../../../domain/tenant/site-rules.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import { createTenant } from '../../adapters/store/index.ts';
import { openApiDocument } from '../../contract/openapi.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { type Endpoint, endpoint } from '../../http/endpoint.ts';
import { problem } from '../../http/problem.ts';

const getHealth = endpoint(routes.getHealth)(async () => ({ result: answer({ status: 'ok' }) }));

const getOpenApi = endpoint(routes.getOpenApi)(async () => ({ result: answer(openApiDocument()) }));

/**
 * Founds a company: the administrator's login first, then company, person and binding in one write.
 * A login that already belongs to a company cannot found another, which also makes a repeated
 * sign-up harmless: it founds nothing twice.
 */
const signUp = endpoint(routes.signUp)(async ({ body }, _request, services) => {
  const { language } = body;
  const violations = siteRules([body.site]);
  if (violations.length > 0) return { result: problem('rulesViolated', { violations }), language };
  const createdAt = services.now();
  const id = parseTenantId(services.newId(createdAt));
  const administratorId = parseMemberId(services.newId(createdAt));
  if (id === undefined || administratorId === undefined) return { result: problem('internal') };
  const sub = await services.identities.inviteLogin(body.administrator.email);
  const tenant: Tenant = {
    id,
    name: body.name,
    language,
    createdAt,
    version: 1,
    policy: DEFAULT_POLICY,
    sites: [body.site],
  };
  const admin: Member = {
    id: administratorId,
    tenantId: id,
    ...body.administrator,
    language,
    siteId: body.site.id,
    roles: ['admin'],
    status: 'ACTIVE',
    createdAt,
    version: 1,
  };
  const { kind } = await createTenant(services.table, { tenant, admin, sub });
  return {
    result: kind === 'created' ? answer({ tenantId: id, administratorId }) : problem('conflict'),
    language,
  };
});

/** What anyone may call. */
export const publicEndpoints: readonly Endpoint[] = [getHealth, getOpenApi, signUp];
