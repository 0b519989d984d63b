import type { MemberId } from '../../domain/kernel/ids.ts';
import type { Plan } from '../../domain/plan/state.ts';
import type { Member, Tenant } from '../../domain/tenant/tenant.ts';

export interface Recipient {
  readonly member: Member;
  /** Stands in for somebody who has left. */
  readonly standIn: boolean;
}

/** Those who may be needed so that a mail to somebody reaches anybody. */
export const candidatesFor = (
  memberId: MemberId,
  plan: Plan,
  tenant: Tenant,
): readonly MemberId[] => [
  ...new Set([
    memberId,
    plan.hrOwnerId,
    ...(tenant.hrHeadId === undefined ? [] : [tenant.hrHeadId]),
  ]),
];

/**
 * P6: who gets a mail that is meant for somebody: that person, or else, when they have left, the HR
 * owner, then the HR head, never the employee the plan is about. `undefined` when nobody is left.
 */
export const recipientFor = (
  memberId: MemberId,
  plan: Plan,
  tenant: Tenant,
  members: ReadonlyMap<MemberId, Member>,
): Recipient | undefined => {
  for (const id of candidatesFor(memberId, plan, tenant)) {
    const member = members.get(id);
    const standIn = id !== memberId;
    if (member?.status !== 'ACTIVE' || (standIn && id === plan.employeeId)) continue;
    return { member, standIn };
  }
  return undefined;
};
