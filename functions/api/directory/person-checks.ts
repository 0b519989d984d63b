import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Member, Role, Tenant } from '../../../domain/tenant/tenant.ts';
import { type Problem, problem } from '../../http/problem.ts';

/** As much of a person as is said about them. */
interface Person {
  readonly siteId: string;
  readonly managerId?: MemberId;
  readonly roles: readonly Role[];
}

const invalid = (path: string, issue: string): Problem =>
  problem('invalid', { fields: [{ path, issue }] });

/** What is wrong with a person as described: site, manager, roles that do not go together. */
export const personProblem = (
  person: Person,
  tenant: Tenant,
  members: ReadonlyMap<MemberId, Member>,
): Problem | undefined => {
  if (!tenant.sites.some((site) => site.id === person.siteId)) return invalid('/siteId', 'unknown');
  const { managerId, roles } = person;
  const manager = managerId === undefined ? undefined : members.get(managerId);
  const isManager = manager?.status === 'ACTIVE' && !manager.roles.includes('external');
  if (managerId !== undefined && !isManager) return invalid('/managerId', 'unknown');
  if (!roles.includes('external')) return undefined;
  if (roles.length > 1) return invalid('/roles', 'external');
  return managerId === undefined ? undefined : invalid('/managerId', 'external');
};

/**
 * Whether somebody may change roles that way: administrators make administrators; HR alone gives no
 * role but that of an external person.
 */
export const mayGrant = (
  by: Pick<Member, 'roles'>,
  before: readonly Role[],
  after: readonly Role[],
): boolean => {
  if (by.roles.includes('admin')) return true;
  const moved = [...before, ...after].filter(
    (role) => before.includes(role) !== after.includes(role),
  );
  return moved.every((role) =>
    by.roles.includes('hrHead') ? role !== 'admin' : role === 'external',
  );
};
