import type { MemberId, PlanId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { epochMs } from '../../domain/kernel/instant.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { policyOf } from '../../domain/reminder/obligations.ts';
import { type OptionalMail, optionalMailOf } from '../../domain/reminder/optional.ts';
import { reminderContext } from '../../domain/reminder/people.ts';
import {
  isLate,
  type ReminderContext,
  type ReminderStanding,
  standingOf,
} from '../../domain/reminder/plan-reminders.ts';
import { intoWorkingHours } from '../../domain/reminder/working-hours.ts';
import type { Member, Tenant } from '../../domain/tenant/tenant.ts';
import { composeMime } from '../adapters/mail/mime.ts';
import type { MailModel } from '../adapters/mail/model.ts';
import { renderMail } from '../adapters/mail/render-mail.ts';
import { getMembers, getReach, loadForJob, type TenantScope } from '../adapters/store/index.ts';
import type { SingleDelivery } from './digest.ts';
import type { JobDependencies } from './job.ts';
import { mailOf } from './mail-of.ts';
import { candidatesFor, membersAt, recipientFor } from './recipients.ts';

/** What preparing found: a mail, or why there is none. */
export type Prepared =
  | {
      readonly kind: 'ready';
      readonly to: string;
      /** Whoever gets it, which is not always whom it was planned for. */
      readonly memberId: MemberId;
      readonly mime: Uint8Array;
      /** The version of the plan that the mail speaks of; absent for a digest. */
      readonly planVersion?: number;
      /** The plans that a digest speaks of. */
      readonly plans?: readonly { readonly planId: PlanId; readonly version: number }[];
    }
  | {
      readonly kind: 'withdraw';
      readonly as: 'CANCELLED' | 'STALE';
      readonly reason: 'planGone' | 'over' | 'overtaken' | 'split' | 'unwanted';
    }
  /** Not at this hour, where the recipient is. */
  | { readonly kind: 'postpone'; readonly until: Instant }
  | { readonly kind: 'noRecipient' }
  /** Mail to this address comes back, or is not wanted. */
  | { readonly kind: 'unreachable'; readonly email: string; readonly reason: string };

/** A mail that was due in working hours may go out this long after them. */
const GRACE_MS = 15 * 60_000;

/**
 * Everything about a mail that may have changed since it was planned is read again: whether what it
 * reminds of is still open, who holds the role, their language, address and clock (P2, P6).
 *
 * @param duePlanned when it was to go out, where that is not the reminder's own time: in a digest
 */
export const prepareMail = async (
  deps: JobDependencies,
  scope: TenantScope,
  delivery: SingleDelivery,
  duePlanned?: Instant,
): Promise<Prepared> => {
  const { planId, recipientId } = delivery;
  const now = deps.now();
  const planned = { memberId: recipientId, email: delivery.email };
  const load = await loadForJob(scope, {
    planId,
    memberIds: [recipientId],
    mailTo: { ...planned, now },
  });
  if (load?.stored === undefined) return { kind: 'withdraw', as: 'CANCELLED', reason: 'planGone' };
  const { tenant, stored } = load;
  const { plan } = stored;
  const known = load.members.get(recipientId);
  const context = reminderContext(tenant, plan, {
    ...stored.due.sites,
    ...(known === undefined ? {} : { [recipientId]: known.siteId }),
  });
  const standing = standingNow(plan, context, delivery, now);
  if (standing.kind === 'over') return { kind: 'withdraw', as: 'CANCELLED', reason: 'over' };
  if (standing.kind === 'overtaken') return { kind: 'withdraw', as: 'STALE', reason: 'overtaken' };

  const isSame =
    standing.memberId === recipientId &&
    known?.status === 'ACTIVE' &&
    (known.absences ?? []).length === 0;
  const members = isSame
    ? load.members
    : await membersAt(scope, candidatesFor(standing.memberId, plan, tenant), plan, tenant, now);
  const recipient = recipientFor(standing.memberId, plan, tenant, members, now);
  if (recipient === undefined) return { kind: 'noRecipient' };
  const { member } = recipient;
  const { preferences, suppression } =
    (isAt(member, planned) ? load.reach : undefined) ??
    (await getReach(scope, { memberId: member.id, email: member.email }, now));
  if (suppression !== undefined)
    return { kind: 'unreachable', email: member.email, reason: suppression.reason };
  const sort = optionalMailOf(delivery);
  if (sort !== undefined && preferences.mailOff.includes(sort))
    return { kind: 'withdraw', as: 'CANCELLED', reason: 'unwanted' };
  if (recipient.standIn) deps.log('delivery.standIn', { memberId: member.id });
  if (plan.tenantId !== scope.tenantId || member.tenantId !== scope.tenantId)
    throw blocked(deps, scope);

  const place = reminderContext(tenant, plan, { [member.id]: member.siteId }).workplaceOf(
    member.id,
  );
  const hours = policyOf(plan, tenant.policy).workingHours;
  const opens = intoWorkingHours(now, place, hours);
  if (opens > now) {
    const wasInTime = intoWorkingHours(delivery.dueAt, place, hours) === delivery.dueAt;
    const isFresh = epochMs(now) - epochMs(delivery.dueAt) <= GRACE_MS;
    if (!(wasInTime && isFresh)) return { kind: 'postpone', until: opens };
  }

  const plannedAt = duePlanned ?? standing.plannedAt ?? delivery.dueAt;
  const late = delivery.late || isLate({ at: plannedAt }, now);
  const alias = preferences.aliases[plan.id];
  const model = mailOf({
    ...(alias === undefined ? {} : { alias }),
    ...optOut(deps, scope, member, sort, now),
    ...(await employeeName(scope, tenant, plan)),
    plan,
    delivery,
    recipient,
    place,
    now,
    ...(late ? { lateSince: plannedAt } : {}),
    mailFrom: deps.mailFrom,
    appUrl: tenant.policy.links.appUrl ?? deps.appUrl,
  });
  const mime = await written(deps, scope, model, member, delivery.id, now);
  return {
    kind: 'ready',
    to: member.email,
    memberId: member.id,
    mime,
    planVersion: plan.version,
  };
};

/** Whether somebody is whom a mail was planned for, at the address of then. */
const isAt = (member: Member, planned: { readonly memberId: MemberId; readonly email: string }) =>
  member.id === planned.memberId && member.email === planned.email;

/** O3: the name that mails may say, read only where the company lets them. */
export const employeeName = async (
  scope: TenantScope,
  { policy }: Tenant,
  { employeeId }: Plan,
): Promise<{ readonly employeeName?: string }> => {
  if (policy.mail?.namesPlan !== true) return {};
  const employee = (await getMembers(scope, [employeeId])).get(employeeId);
  return employee === undefined ? {} : { employeeName: employee.name };
};

/** The address that switches a sort of mail off, where the mail is of one. */
export const optOut = (
  deps: JobDependencies,
  { tenantId }: TenantScope,
  { id: memberId }: Member,
  sort: OptionalMail | undefined,
  now: Instant,
): { readonly unsubscribeUrl?: string } =>
  sort === undefined || deps.optOutUrl === undefined
    ? {}
    : { unsubscribeUrl: deps.optOutUrl({ tenantId, memberId, sort }, now) };

/** The mail as it leaves, after the last look at it. */
export const written = async (
  deps: JobDependencies,
  scope: TenantScope,
  model: MailModel,
  member: Member,
  deliveryId: string,
  now: Instant,
): Promise<Uint8Array> => {
  const rendered = renderMail(model);
  deps.outgoing.meet(scope.tenantId);
  const { subject, html, text, calendar } = rendered;
  if (
    !deps.outgoing.isOwn(
      scope.tenantId,
      subject,
      html,
      text,
      calendar?.content ?? '',
      ...Object.values(rendered.headers),
    )
  )
    throw blocked(deps, scope);
  return composeMime({
    from: deps.mailFrom,
    to: member.email,
    rendered,
    deliveryId,
    sentAt: now,
  });
};

/** As `standingOf`; that somebody was not reached stays so until HR knows. */
export const standingNow = (
  plan: Plan,
  context: ReminderContext,
  delivery: SingleDelivery,
  now: Instant,
): ReminderStanding => {
  const { kind, recipientRole: role } = delivery;
  if (kind !== 'unreached') return standingOf(plan, context, { ...delivery, kind, role }, now);
  if (plan.status === 'ERASED') return { kind: 'over' };
  const memberId = role === 'hrHead' ? (context.hrHeadId ?? plan.hrOwnerId) : plan.hrOwnerId;
  return { kind: 'open', memberId, plannedAt: delivery.dueAt };
};

/** The last guard: nothing of one company leaves in a mail of another. */
const blocked = (deps: JobDependencies, { tenantId }: TenantScope): Error => {
  deps.log('egress.blocked', { tenantId });
  return new Error('A mail would have left its company');
};
