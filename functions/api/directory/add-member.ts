import { parseMemberId } from '../../../domain/kernel/ids.ts';
import { getLogin, putLogin } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { problem } from '../../http/problem.ts';
import { replayed } from '../replay.ts';
import { memberBody, tenantEndpoint } from '../tenant/tenant.ts';
import { mayGrant, personProblem } from './person-checks.ts';
import { storeNewcomer } from './store-member.ts';

/**
 * Adds a person: their login, its binding to this company, then the member. After a crash in between
 * the login is bound to a member who does not exist yet, which opens nothing; the next try finds
 * the binding and completes it. A login that belongs to another company stays there, and the answer
 * is the same: it must not tell whom other companies employ. Such a person learns it when they accept
 * an invitation.
 */
export const addMember = tenantEndpoint(routes.addMember, ({ body }) =>
  body.managerId === undefined ? {} : { members: [body.managerId] },
)(async (opened, { body }) => {
  const { tenant, members, replay, caller, request, services } = opened;
  if (replay !== undefined) return replayed(replay, request, services);
  if (!mayGrant(caller, [], body.roles)) return problem('forbidden');
  const wrong = personProblem(body, tenant, members);
  if (wrong !== undefined) return wrong;
  const now = services.now();
  const sub = await services.identities.inviteLogin(body.email);
  const bound = await getLogin(services.table, sub);
  const isElsewhere = bound !== undefined && bound.tenantId !== tenant.id;
  const id =
    isElsewhere || bound === undefined ? parseMemberId(services.newId(now)) : bound.memberId;
  if (id === undefined) return problem('internal');
  // Tried all the same, so that it takes as long.
  const binding = await putLogin(services.table, { sub, tenantId: tenant.id, memberId: id });
  if (binding.kind !== 'stored' && !isElsewhere) return problem('conflict');
  const member = await storeNewcomer(opened, id, body);
  return 'kind' in member ? member : answer(memberBody(member), { version: member.version });
});
