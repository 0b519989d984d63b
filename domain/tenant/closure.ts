import { addMs, type Instant } from '../kernel/instant.ts';
import { isHr } from './staffing.ts';
import type { Member, Tenant } from './tenant.ts';

const GRACE_MS = 30 * 86_400_000;

/** When a company that is confirmed to close now stops: 30 days later. */
export const closesAfter = (confirmedAt: Instant): Instant => addMs(confirmedAt, GRACE_MS);

/** Whether the company has stopped. */
export const isClosed = ({ closure }: Pick<Tenant, 'closure'>, now: Instant): boolean =>
  closure?.closesAt !== undefined && closure.closesAt <= now;

/** Whether somebody belongs to a company that is open: who has left is nobody (O1). */
export const isAdmitted = (
  member: Pick<Member, 'status'>,
  tenant: Pick<Tenant, 'closure'>,
  now: Instant,
): boolean => member.status === 'ACTIVE' && !isClosed(tenant, now);

/**
 * Whether what somebody may do opens more than a plan of their own or of their people, so that a
 * password alone is not enough: a role, or standing in for somebody of HR.
 *
 * @param represented those for whom they stand in
 */
export const needsSecondFactor = (
  { roles }: Pick<Member, 'roles'>,
  represented: readonly Pick<Member, 'id' | 'roles' | 'status'>[] = [],
): boolean => roles.some((role) => role !== 'external') || represented.some(isHr);
