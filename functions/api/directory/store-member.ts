import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import { putMember } from '../../adapters/store/index.ts';
import { type Problem, problem } from '../../http/problem.ts';
import { replayOf } from '../replay.ts';
import { memberBody, type TenantCase } from '../tenant/tenant.ts';

/** What a request says of somebody who is new. */
type Newcomer = Omit<
  Member,
  | 'id'
  | 'tenantId'
  | 'signInEmail'
  | 'status'
  | 'createdAt'
  | 'version'
  | 'absences'
  | 'delegations'
>;

/**
 * Stores somebody who is new, together with the answer that the same request gets again.
 *
 * @returns `conflict` when the address is somebody's already, or the request is being answered
 */
export const storeNewcomer = async (
  opened: TenantCase,
  id: MemberId,
  person: Newcomer,
): Promise<Member | Problem> => {
  const { scope, tenant, services } = opened;
  const member: Member = {
    id,
    tenantId: tenant.id,
    ...person,
    status: 'ACTIVE',
    createdAt: services.now(),
    version: 1,
  };
  const { kind } = await putMember(scope, {
    member,
    replay: replayOf(opened, memberBody(member)),
  });
  return kind === 'stored' ? member : problem('conflict');
};
