import { addMs } from '../../../domain/kernel/instant.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import {
  type AddressNotice,
  DAILY_LIMITS,
  getAdmissions,
  getLogin,
  type Invitation,
  putAdmissions,
  takeAllowance,
} from '../../adapters/store/index.ts';
import { type Problem, tooManyToday } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import type { TenantCase } from '../tenant/tenant.ts';
import { countCalls, invitationOf } from './calls.ts';

/** What somebody signs in with. */
export const signInAddress = ({ email, signInEmail }: Member): string => signInEmail ?? email;

/**
 * Whether the login of a person's address is bound to this very person: an address that another
 * company has a login for can be entered here too.
 */
export const hasOwnLogin = async (
  member: Member,
  { identities, table }: Services,
): Promise<boolean> => {
  const sub = await identities.findLogin(signInAddress(member));
  const login = sub === undefined ? undefined : await getLogin(table, sub);
  return login?.tenantId === member.tenantId && login.memberId === member.id;
};

/** A notice that came too late tells nobody anything. */
const NOTICE_MS = 2 * 86_400_000;

const noticesOf = (
  { tenant, services }: TenantCase,
  before: Member,
  after: Member,
): readonly AddressNotice[] =>
  (
    [
      ['old', before.email],
      ['new', after.email],
    ] as const
  ).map(([side, email]) => ({
    kind: 'moved',
    side,
    id: `${after.id}-${after.version}-${side}`,
    email,
    language: after.language,
    round: 1,
    expiresAt: addMs(services.now(), NOTICE_MS),
    tenantId: tenant.id,
    companyName: tenant.name,
  }));

/** A person with another address, and whom to call in once that is written. */
interface Moved {
  readonly member: Member;
  readonly invitations: readonly Invitation[];
}

/**
 * A new address of a person: their mail goes there from now on. Whoever has a login keeps the address
 * that they sign in with, so that nobody who may change a person can come to their login by a new
 * password; both addresses are told, before it is written. Whoever was only invited is invited anew,
 * and the link that went to the old address ends.
 */
export const withNewAddress = async (
  opened: TenantCase,
  before: Member,
  after: Member,
): Promise<Moved | Problem> => {
  const { scope, tenant, services } = opened;
  if (before.email === after.email) return { member: after, invitations: [] };
  const now = services.now();
  if (!(await hasOwnLogin(before, services))) {
    const waiting = (await getAdmissions(services.table, [after.id])).get(after.id);
    if (waiting === undefined) return { member: after, invitations: [] };
    const invitations = await countCalls(opened, [
      invitationOf(tenant, after, waiting.round + 1, now),
    ]);
    return invitations.length === 0 ? tooManyToday(now) : { member: after, invitations };
  }
  const notices = noticesOf(opened, before, after);
  const most = DAILY_LIMITS.invitation;
  if (!(await takeAllowance(scope, { kind: 'invitation', count: notices.length, most, now })))
    return tooManyToday(now);
  await putAdmissions(services.table, notices);
  await services.callForward(
    tenant.id,
    notices.map(({ id, round }) => ({ admissionId: id, round })),
  );
  const { signInEmail: _, ...rest } = after;
  const signIn = signInAddress(before);
  const member = signIn === after.email ? rest : { ...rest, signInEmail: signIn };
  return { member, invitations: [] };
};
