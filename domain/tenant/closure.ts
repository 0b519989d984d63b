import type { MemberId } from '../kernel/ids.ts';
import { addMs, type Instant } from '../kernel/instant.ts';
import type { Member, Tenant } from './tenant.ts';

/** The end of a company here: asked for by one person, confirmed by another, then a time of grace. */
export interface Closure {
  readonly askedBy: MemberId;
  readonly askedAt: Instant;
  readonly confirmedBy?: MemberId;
  readonly confirmedAt?: Instant;
  /** From then on nobody signs in; until then it can be withdrawn. Set when it is confirmed. */
  readonly closesAt?: Instant;
}

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
 * Whether somebody's roles open more than a plan of their own or of their people, so that a
 * password alone is not enough.
 */
export const needsSecondFactor = ({ roles }: Pick<Member, 'roles'>): boolean =>
  roles.some((role) => role !== 'external');
