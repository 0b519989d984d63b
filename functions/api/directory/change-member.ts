import type { MemberId } from '../../../domain/kernel/ids.ts';
import { givesUp, handoverOf } from '../../../domain/tenant/staffing.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import { allMembers, putMember } from '../../adapters/store/index.ts';
import { errorFields } from '../../adapters/system/log.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { problem } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { memberBody, tenantEndpoint } from '../tenant/tenant.ts';
import { openPlansOf } from './open-plans.ts';
import { mayGrant, personProblem } from './person-checks.ts';

/** Whether following the managers upwards from a person leads back to them. */
const leadsBack = (id: MemberId, from: MemberId, people: readonly Member[]): boolean => {
  const managerOf = new Map(people.map((person) => [person.id, person.managerId]));
  const seen = new Set<MemberId>();
  for (let at: MemberId | undefined = from; at !== undefined && !seen.has(at); ) {
    if (at === id) return true;
    seen.add(at);
    at = managerOf.get(at);
  }
  return false;
};

/** Switches the login; the membership decides whatever becomes of it. */
const switchLogin = async (before: Member, after: Member, services: Services): Promise<void> => {
  if (before.status === after.status) return;
  try {
    if (after.status === 'LEFT') await services.identities.disableLogin(after.email);
    else await services.identities.enableLogin(after.email);
  } catch (error) {
    services.log('login.unswitched', { memberId: after.id, ...errorFields(error) });
  }
};

/** Changes a person. Every request reads its caller, so it takes effect on their next one (Q5). */
export const changeMember = tenantEndpoint(routes.changeMember, ({ params, body }) => ({
  members: [params.memberId, ...(body.managerId === undefined ? [] : [body.managerId])],
}))(async ({ scope, tenant, members, caller, request, services }, { params, body }) => {
  const before = members.get(params.memberId);
  if (before === undefined) return problem('notFound');
  if (request.ifMatch !== before.version) return problem('preconditionFailed');
  const { managerId: _, employeeNumber: __, ...kept } = before;
  const member: Member = { ...kept, ...body, version: before.version + 1 };
  if (!mayGrant(caller, before.roles, member.roles)) return problem('forbidden');
  // To end a membership, what it says of manager and site need not hold any more.
  const wrong = member.status === 'LEFT' ? undefined : personProblem(body, tenant, members);
  if (wrong !== undefined) return wrong;
  const gives = givesUp(before, member);
  const { managerId } = body;
  const newManager = managerId === before.managerId ? undefined : managerId;
  const numbered =
    body.employeeNumber !== undefined && body.employeeNumber !== before.employeeNumber;
  const people =
    gives !== 'nothing' || newManager !== undefined || numbered ? await allMembers(scope) : [];
  if (newManager !== undefined && leadsBack(member.id, newManager, people))
    return problem('invalid', { fields: [{ path: '/managerId', issue: 'cycle' }] });
  const sameNumber = people.some(
    (one) => one.id !== member.id && one.employeeNumber === body.employeeNumber,
  );
  if (numbered && sameNumber) return problem('conflict');
  const open = gives === 'hr' ? await openPlansOf(scope) : [];
  const own = open.filter((plan) => plan.hrOwnerId === before.id);
  const { violations, restsOn } = handoverOf(before, member, people, own);
  if (violations.length > 0) return problem('rulesViolated', { violations });
  const { kind } = await putMember(scope, {
    member,
    before,
    unchanged: people.filter(({ id }) => restsOn.includes(id)),
  });
  if (kind === 'conflict') return problem('preconditionFailed');
  if (kind !== 'stored') return problem('conflict');
  await switchLogin(before, member, services);
  return answer(memberBody(member), { version: member.version });
});
