import { toLocal } from '../calendar/zones.ts';
import type { MemberId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Plan } from '../plan/state.ts';
import { standInOn } from '../tenant/absence.ts';
import { type Member, siteOf, type Tenant } from '../tenant/tenant.ts';
import { policyOf } from './obligations.ts';
import type { Reminder } from './plan-reminders.ts';
import { intoWorkingHours } from './working-hours.ts';

/** Who gets a mail. */
export interface Recipient {
  readonly member: Member;
  /** Stands in for somebody who is away or has left. */
  readonly standIn: boolean;
}

/** Those who may be needed so that a mail to somebody reaches anybody, stand-ins of the day apart. */
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

/** Whether somebody is away at an instant, and who stands in then, by their own clock. */
const absenceAt = (member: Member, tenant: Tenant, plan: Plan, now: Instant) =>
  standInOn(member, toLocal(siteOf(tenant, member)?.zone ?? plan.zone, now).date);

/** Whoever stands in for one of these people at an instant: further people to read. */
export const standInsAt = (
  members: Iterable<Member>,
  tenant: Tenant,
  plan: Plan,
  now: Instant,
): readonly MemberId[] =>
  [...members].flatMap((member) => {
    const found = absenceAt(member, tenant, plan, now);
    return found.away && found.absence.delegateId !== undefined ? [found.absence.delegateId] : [];
  });

/**
 * P6: who gets a mail that is meant for somebody at an instant: that person; while they are away,
 * whoever stands in for them as manager or HR owner; else the HR owner, their stand-in, the HR head.
 * A plan is none of the business of whoever stands in for its employee or for a provider, and
 * nobody stands in who is the employee the plan is about. When all of them are away, it waits for
 * the first of them in their mailbox. `undefined` when nobody is left.
 */
export const recipientFor = (
  memberId: MemberId,
  plan: Plan,
  tenant: Tenant,
  members: ReadonlyMap<MemberId, Member>,
  now: Instant,
): Recipient | undefined => {
  const reachable = candidatesFor(memberId, plan, tenant).flatMap((id) => {
    const member = members.get(id);
    const standIn = id !== memberId;
    return member?.status !== 'ACTIVE' || (standIn && id === plan.employeeId)
      ? []
      : [{ member, standIn }];
  });
  for (const candidate of reachable) {
    const { member } = candidate;
    const found = absenceAt(member, tenant, plan, now);
    if (!found.away) return candidate;
    const isRepresented = member.id === plan.managerId || member.id === plan.hrOwnerId;
    const { delegateId } = found.absence;
    const delegate = delegateId && members.get(delegateId);
    if (
      isRepresented &&
      delegate !== undefined &&
      delegate.status === 'ACTIVE' &&
      delegate.id !== plan.employeeId &&
      !absenceAt(delegate, tenant, plan, now).away
    )
      return { member: delegate, standIn: true };
  }
  return reachable[0];
};

/** A reminder with whoever gets it, when it goes out to them. */
export interface Addressed {
  readonly reminder: Reminder;
  readonly recipient: Recipient;
  readonly at: Instant;
}

/**
 * P9: reminders with their recipients, as far as absences are known: whoever stands in gets the mail
 * in their own working hours. Those that would reach nobody are left out.
 */
export const addressed = (
  reminders: readonly Reminder[],
  plan: Plan,
  tenant: Tenant,
  members: ReadonlyMap<MemberId, Member>,
): readonly Addressed[] =>
  reminders.flatMap((reminder) => {
    const recipient = recipientFor(reminder.memberId, plan, tenant, members, reminder.at);
    if (recipient === undefined) return [];
    const site = siteOf(tenant, recipient.member);
    const hours = policyOf(plan, tenant.policy).workingHours;
    const at =
      recipient.standIn && site !== undefined
        ? intoWorkingHours(reminder.at, site, hours)
        : reminder.at;
    return [{ reminder, recipient, at }];
  });
