import type { Instant } from '../../domain/kernel/instant.ts';
import { digestFor } from '../../domain/reminder/digest.ts';
import { deadlineOf } from '../../domain/reminder/ladder.ts';
import { policyOf } from '../../domain/reminder/obligations.ts';
import { type OptionalMail, optionalMailOf } from '../../domain/reminder/optional.ts';
import { reminderContext } from '../../domain/reminder/people.ts';
import { isLate } from '../../domain/reminder/plan-reminders.ts';
import { byUrgency } from '../../domain/reminder/tasks.ts';
import { intoWorkingHours } from '../../domain/reminder/working-hours.ts';
import { siteOf } from '../../domain/tenant/tenant.ts';
import type { ObligationLine } from '../adapters/mail/model.ts';
import {
  type Delivery,
  type DigestEntry,
  getReach,
  getTenant,
  loadPlans,
  PLANS_MAX,
  type TenantScope,
} from '../adapters/store/index.ts';
import { aloneOf, type SingleDelivery, splitDigest } from './digest.ts';
import type { JobDependencies } from './job.ts';
import { mailOf } from './mail-of.ts';
import {
  employeeName,
  optOut,
  type Prepared,
  prepareMail,
  standingNow,
  written,
} from './prepare-mail.ts';
import { candidatesFor, membersAt, recipientFor } from './recipients.ts';

interface Line {
  readonly entry: DigestEntry;
  readonly delivery: SingleDelivery;
  readonly model: ObligationLine;
  readonly deadline: Instant;
  readonly overdue: boolean;
  /** When its digest was to go out. */
  readonly dueAt: Instant;
}

/**
 * A digest is made when it goes out: of everything that it gathered, what is still open. One thing
 * that is left goes out as the mail it is. When it cannot reach its recipient for all of it, each
 * part goes its own way.
 */
export const prepareDigest = async (
  deps: JobDependencies,
  scope: TenantScope,
  digest: Delivery,
): Promise<Prepared> => {
  const now = deps.now();
  const entries = [...new Map((digest.entries ?? []).map((one) => [one.id, one])).values()];
  const planIds = [...new Set(entries.map(({ planId }) => planId))];
  const split = async (): Promise<Prepared> => {
    await splitDigest(deps, scope, digest);
    return { kind: 'withdraw', as: 'CANCELLED', reason: 'split' };
  };
  const tenant = await getTenant(scope);
  if (tenant === undefined || planIds.length > PLANS_MAX) return split();
  const plans = new Map(
    (await loadPlans(scope, planIds)).map((stored) => [stored.plan.id, stored] as const),
  );
  const lines: Line[] = [];
  const reach = await getReach(scope, { memberId: digest.recipientId, email: digest.email }, now);
  const { aliases, mailOff } = reach.preferences;
  let addressee: ReturnType<typeof recipientFor>;
  for (const entry of entries) {
    const stored = plans.get(entry.planId);
    if (stored === undefined) continue;
    const { plan, due } = stored;
    const context = reminderContext(tenant, plan, due.sites);
    const delivery: SingleDelivery = { ...digest, ...aloneOf(digest, entry, digest.dueAt) };
    const standing = standingNow(plan, context, delivery, now);
    if (standing.kind !== 'open') continue;
    const sort = optionalMailOf(delivery);
    if (sort !== undefined && mailOff.includes(sort)) continue;
    const members = await membersAt(
      scope,
      candidatesFor(standing.memberId, plan, tenant),
      plan,
      tenant,
      now,
    );
    const recipient = recipientFor(standing.memberId, plan, tenant, members, now);
    if (recipient?.member.id !== digest.recipientId) return split();
    addressee = recipient;
    const there = siteOf(tenant, recipient.member) ?? context.workplaceOf(recipient.member.id);
    const policy = policyOf(plan, tenant.policy);
    const planned = standing.plannedAt ?? digest.dueAt;
    const inHours = intoWorkingHours(planned, there, policy.workingHours);
    const alias = aliases[plan.id];
    const model = mailOf({
      plan,
      delivery,
      recipient,
      place: there,
      now,
      mailFrom: deps.mailFrom,
      appUrl: tenant.policy.links.appUrl ?? deps.appUrl,
      ...(alias === undefined ? {} : { alias }),
      ...(await employeeName(scope, tenant, plan)),
    });
    const deadline = entry.meetingAt ?? deadlineOf(entry, plan.zone);
    lines.push({
      entry,
      delivery,
      model: model as ObligationLine,
      deadline,
      overdue: deadline <= now,
      dueAt: digestFor(policy, there.zone, inHours)?.at ?? digest.dueAt,
    });
  }
  const [only] = lines;
  if (only === undefined || addressee === undefined)
    return { kind: 'withdraw', as: 'CANCELLED', reason: 'over' };
  if (lines.length === 1) {
    const { entry, delivery, dueAt } = only;
    const plan = plans.get(entry.planId)?.plan;
    const prepared = await prepareMail(deps, scope, delivery, dueAt);
    if (prepared.kind === 'unreachable') return split();
    if (prepared.kind !== 'ready' || plan === undefined) return prepared;
    const { planVersion = plan.version, ...rest } = prepared;
    return { ...rest, plans: [{ planId: plan.id, version: planVersion }] };
  }
  const { member } = addressee;
  const { suppression } =
    member.email === digest.email
      ? reach
      : await getReach(scope, { memberId: member.id, email: member.email }, now);
  if (suppression !== undefined) return split();
  const first = plans.get(only.entry.planId)?.plan;
  const site = siteOf(tenant, member);
  if (first !== undefined && site !== undefined) {
    const opens = intoWorkingHours(now, site, policyOf(first, tenant.policy).workingHours);
    if (opens > now) return { kind: 'postpone', until: opens };
  }
  const appUrl = (tenant.policy.links.appUrl ?? deps.appUrl).replace(/\/+$/, '');
  const plannedAt = earliestOf(lines);
  const late = digest.late || isLate({ at: plannedAt }, now);
  const mime = await written(
    deps,
    scope,
    {
      kind: 'digest',
      language: member.language,
      zone: site?.zone ?? digest.zone,
      on: digest.dueOn,
      items: lines.sort(byUrgency).map(({ model }) => model),
      taskUrl: `${appUrl}/tasks`,
      ...(late ? { late: { plannedAt } } : {}),
      ...optOut(deps, scope, member, sortOf(lines), now),
    },
    member,
    digest.id,
    now,
  );
  const spokenOf = new Set(lines.map(({ entry }) => entry.planId));
  return {
    kind: 'ready',
    to: member.email,
    memberId: member.id,
    mime,
    plans: [...plans.values()]
      .filter(({ plan }) => spokenOf.has(plan.id))
      .map(({ plan }) => ({ planId: plan.id, version: plan.version })),
  };
};

/** When the first of what a digest speaks of was to go out. */
const earliestOf = (lines: readonly Line[]): Instant =>
  lines.map(({ dueAt }) => dueAt).sort()[0] as Instant;

/** The sort of optional mail that a digest is, when all of it is of one. */
const sortOf = (lines: readonly Line[]): OptionalMail | undefined => {
  const [first, ...others] = lines.map(({ entry }) => optionalMailOf(entry));
  return others.every((sort) => sort === first) ? first : undefined;
};
