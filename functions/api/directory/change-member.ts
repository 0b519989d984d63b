import type { MemberId } from '../../../domain/kernel/ids.ts';
import { endsStandIns, linkedTo, unlinked, withoutLeaver } from '../../../domain/tenant/leaving.ts';
import { givesUp, handoverOf } from '../../../domain/tenant/staffing.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import {
  allMembers,
  type ChangedMember,
  getMembers,
  putMember,
} from '../../adapters/store/index.ts';
import { errorFields } from '../../adapters/system/log.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { memberBody, type TenantCase, tenantEndpoint } from '../tenant/tenant.ts';
import { callIn } from './calls.ts';
import { hasOwnLogin, signInAddress, withNewAddress } from './change-address.ts';
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
    if (!(await hasOwnLogin(after, services))) return;
    if (after.status === 'LEFT') await services.identities.disableLogin(signInAddress(after));
    else await services.identities.enableLogin(signInAddress(after));
  } catch (error) {
    services.log('login.unswitched', { memberId: after.id, ...errorFields(error) });
  }
};

/** What stands against a change in the company as it is, or the people on whom the change rests. */
const judged = async (
  { scope }: TenantCase,
  before: Member,
  after: Member,
): Promise<Problem | { readonly unchanged: readonly Member[] }> => {
  const gives = givesUp(before, after);
  const { managerId, employeeNumber } = after;
  const newManager = managerId === before.managerId ? undefined : managerId;
  const numbered = employeeNumber !== undefined && employeeNumber !== before.employeeNumber;
  const moved = after.email !== before.email;
  const people =
    gives !== 'nothing' || newManager !== undefined || numbered || moved
      ? await allMembers(scope)
      : [];
  if (newManager !== undefined && leadsBack(after.id, newManager, people))
    return problem('invalid', { fields: [{ path: '/managerId', issue: 'cycle' }] });
  const sameNumber = people.some(
    (one) => one.id !== after.id && one.employeeNumber === employeeNumber,
  );
  const sameAddress = people.some((one) => one.id !== after.id && one.email === after.email);
  if ((numbered && sameNumber) || (moved && sameAddress)) return problem('conflict');
  const open = gives === 'hr' ? await openPlansOf(scope) : [];
  const own = open.filter((plan) => plan.hrOwnerId === before.id);
  const { violations, restsOn } = handoverOf(before, after, people, own);
  return violations.length > 0
    ? problem('rulesViolated', { violations })
    : { unchanged: people.filter(({ id }) => restsOn.includes(id)) };
};

/** The person without absences and stand-ins once they are gone, and the others whom that changes. */
const partingOf = async (
  { scope }: TenantCase,
  member: Member,
): Promise<{ readonly member: Member; readonly others: readonly ChangedMember[] }> => {
  if (!endsStandIns(member)) return { member, others: [] };
  const linked = await getMembers(scope, linkedTo(member));
  const others = [...linked.values()].map((before) => ({
    before,
    after: withoutLeaver(before, member.id),
  }));
  return { member: unlinked(member), others };
};

/** Changes a person. Every request reads its caller, so it takes effect on their next one (Q5). */
export const changeMember = tenantEndpoint(routes.changeMember, ({ params, body }) => ({
  members: [params.memberId, ...(body.managerId === undefined ? [] : [body.managerId])],
}))(async (opened, { params, body }) => {
  const { scope, tenant, members, caller, request, services } = opened;
  const before = members.get(params.memberId);
  if (before === undefined) return problem('notFound');
  if (request.ifMatch !== before.version) return problem('preconditionFailed');
  const { managerId: _, employeeNumber: __, ...kept } = before;
  const after: Member = { ...kept, ...body, version: before.version + 1 };
  if (!mayGrant(caller, before.roles, after.roles)) return problem('forbidden');
  // To end a membership, what it says of manager and site need not hold any more.
  const wrong = after.status === 'LEFT' ? undefined : personProblem(body, tenant, members);
  if (wrong !== undefined) return wrong;
  const found = await judged(opened, before, after);
  if ('kind' in found) return found;
  const moved = await withNewAddress(opened, before, after);
  if ('kind' in moved) return moved;
  const { member, others } = await partingOf(opened, moved.member);
  const { kind } = await putMember(scope, {
    member,
    before,
    unchanged: found.unchanged,
    others,
    refresh: before.status === 'ACTIVE' && member.status === 'LEFT',
  });
  if (kind === 'conflict') return problem('preconditionFailed');
  if (kind !== 'stored') return problem('conflict');
  await callIn(opened, moved.invitations);
  await switchLogin(before, member, services);
  return answer(memberBody(member), { version: member.version });
});
