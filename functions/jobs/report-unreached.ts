import { toLocal } from '../../domain/calendar/zones.ts';
import { siteOf } from '../../domain/tenant/tenant.ts';
import {
  type Delivery,
  loadForJob,
  putDelivery,
  type TenantScope,
} from '../adapters/store/index.ts';
import { sha256 } from '../adapters/system/hash.ts';
import type { JobDependencies } from './job.ts';
import { candidatesFor, membersAt, recipientFor } from './recipients.ts';

/** What made a mail not reach its recipient. */
export type Unreached =
  /** The address does not work: one word to HR for each plan and address. */
  | { readonly email: string }
  /** This one mail was refused, or nobody knows what became of it. */
  | { readonly delivery: string };

/**
 * P6: tells HR that somebody was not reached, once for each cause. Word of it is a delivery like any
 * other, so nothing that stops a sender stops it; it comes before the end is written down, so a crash
 * in between repeats it and loses none.
 */
export const reportUnreached = async (
  deps: Pick<JobDependencies, 'now'>,
  scope: TenantScope,
  delivery: UnreachedDelivery,
  cause: Unreached,
): Promise<void> => {
  // A digest lies with its recipient: HR hears of it in each plan that it spoke of.
  const planIds =
    delivery.kind === 'digest'
      ? [...new Set((delivery.entries ?? []).map(({ planId }) => planId))]
      : [delivery.planId];
  for (const planId of planIds) await reportInPlan(deps, scope, { ...delivery, planId }, cause);
};

type UnreachedDelivery = Pick<Delivery, 'planId' | 'id' | 'kind' | 'recipientRole' | 'entries'>;

const reportInPlan = async (
  { now }: Pick<JobDependencies, 'now'>,
  scope: TenantScope,
  delivery: UnreachedDelivery,
  cause: Unreached,
): Promise<void> => {
  const { planId } = delivery;
  // First the HR owner, then the HR head; beyond them there is nobody to tell.
  const isAboutHr = delivery.kind === 'unreached';
  if (isAboutHr && delivery.recipientRole === 'hrHead') return;
  const load = await loadForJob(scope, { planId });
  const stored = load?.stored;
  if (load === undefined || stored === undefined || stored.plan.status === 'ERASED') return;
  const { tenant } = load;
  const { plan } = stored;
  const meant = isAboutHr ? (tenant.hrHeadId ?? plan.hrOwnerId) : plan.hrOwnerId;
  const at = now();
  const members = await membersAt(scope, candidatesFor(meant, plan, tenant), plan, tenant, at);
  const recipient = recipientFor(meant, plan, tenant, members, at);
  if (recipient === undefined) return;
  const { member } = recipient;
  const about = 'email' in cause ? `address|${cause.email}` : `delivery|${cause.delivery}`;
  await putDelivery(scope, {
    id: sha256([scope.tenantId, planId, 'unreached', about].join('|')),
    planId,
    kind: 'unreached',
    ref: delivery.id,
    step: 'notice',
    workingDays: 0,
    part: 'told',
    dueOn: toLocal(plan.zone, at).date,
    recipientId: member.id,
    recipientRole: isAboutHr ? 'hrHead' : 'hr',
    email: member.email,
    language: member.language,
    zone: siteOf(tenant, member)?.zone ?? plan.zone,
    dueAt: at,
    late: false,
  });
};
