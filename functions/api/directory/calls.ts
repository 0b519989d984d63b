import type { MemberId } from '../../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import {
  DAILY_LIMITS,
  getAdmissions,
  getMembers,
  type Invitation,
  putAdmissions,
  takeAdmissionMail,
  takeAllowance,
} from '../../adapters/store/index.ts';
import type { TenantCase } from '../tenant/tenant.ts';

/** How long the link of an invitation works. */
const INVITATION_MS = 14 * 24 * 3_600_000;

/** The invitation of a person in its next round. */
export const invitationOf = (
  tenant: Tenant,
  { id, email, language }: Pick<Member, 'id' | 'email' | 'language'>,
  round: number,
  now: Instant,
): Invitation => ({
  kind: 'invitation',
  id,
  email,
  language,
  round,
  expiresAt: addMs(now, INVITATION_MS),
  tenantId: tenant.id,
  companyName: tenant.name,
});

/**
 * Counts mails that are to call people in: so many a day for one address, whoever writes to it, and
 * so many for the company. Give at most 100.
 *
 * @returns those that may go out today; of what the company has left, all or none
 */
export const countCalls = async (
  { scope, services }: Pick<TenantCase, 'scope' | 'services'>,
  invitations: readonly Invitation[],
): Promise<readonly Invitation[]> => {
  const now = services.now();
  const may = await Promise.all(
    invitations.map(({ email }) => takeAdmissionMail(services.table, email, now)),
  );
  const fitting = invitations.filter((_, index) => may[index]);
  const take = {
    kind: 'invitation',
    count: fitting.length,
    most: DAILY_LIMITS.invitation,
    now,
  } as const;
  if (fitting.length > 0 && (await takeAllowance(scope, take))) return fitting;
  services.log('admission.capped', { tenantId: scope.tenantId, count: invitations.length });
  return [];
};

/**
 * Lets these people wait at the door and has their mails sent; give at most 100. Doing it again
 * completes what broke off and has nothing sent twice: a round has one mail.
 */
export const callIn = async (
  { tenant, services }: Pick<TenantCase, 'tenant' | 'services'>,
  invitations: readonly Invitation[],
): Promise<void> => {
  if (invitations.length === 0) return;
  const waiting = await getAdmissions(
    services.table,
    invitations.map(({ id }) => id),
  );
  const behind = invitations.filter(({ id, round }) => {
    const before = waiting.get(id);
    const isUsed = before?.kind === 'invitation' && before.usedAt !== undefined;
    return !isUsed && (before?.round ?? 0) < round;
  });
  if (behind.length > 0) await putAdmissions(services.table, behind);
  await services.callForward(
    tenant.id,
    invitations.map(({ id, round }) => ({ admissionId: id, round })),
  );
};

/** Completes the first call of people, for a request that may have broken off before it. */
export const callInAgain = async (
  opened: Pick<TenantCase, 'scope' | 'tenant' | 'services'>,
  ids: readonly MemberId[],
  at: Instant,
): Promise<void> => {
  const members = await getMembers(opened.scope, ids);
  await callIn(
    opened,
    [...members.values()].map((member) => invitationOf(opened.tenant, member, 1, at)),
  );
};
