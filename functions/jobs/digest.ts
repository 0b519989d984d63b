import type { CivilDate } from '../../domain/kernel/civil-date.ts';
import type { MemberId, PlanId, TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import {
  type Delivery,
  type DigestEntry,
  getDelivery,
  type NewDelivery,
  type NewDigest,
  putDelivery,
  type TenantScope,
} from '../adapters/store/index.ts';
import { sha256 } from '../adapters/system/hash.ts';
import type { JobDependencies } from './job.ts';

/** A delivery that is one mail about one thing. */
export type SingleDelivery = Delivery & { readonly kind: Exclude<Delivery['kind'], 'digest'> };

export const isSingle = (delivery: Delivery): delivery is SingleDelivery =>
  delivery.kind !== 'digest';

/** A digest lies with its recipient, whose id stands where a plan's does: both are of one form. */
export const homeOf = (memberId: MemberId): PlanId => memberId as string as PlanId;

/** P7: one digest for each person and date. */
export const digestId = (tenantId: TenantId, memberId: MemberId, on: CivilDate): string =>
  sha256([tenantId, memberId, 'digest', on].join('|'));

const entryOf = ({
  id,
  planId,
  kind,
  ref,
  step,
  workingDays,
  part,
  dueOn,
  meetingAt,
  recipientRole,
}: NewDelivery & { readonly kind: DigestEntry['kind'] }): DigestEntry => ({
  id,
  planId,
  kind,
  ref,
  step,
  workingDays,
  part,
  dueOn,
  ...(meetingAt === undefined ? {} : { meetingAt }),
  recipientRole,
});

/** A delivery that may wait for its recipient's digest. */
export interface Gathered {
  readonly delivery: NewDelivery & { readonly kind: DigestEntry['kind'] };
  readonly on: CivilDate;
  readonly at: Instant;
}

/**
 * Puts deliveries into the digests of their recipients and days; what came too late for its digest,
 * because somebody prepares it already or it is out, goes by itself.
 */
export const gatherDigests = async (
  scope: TenantScope,
  gathered: readonly Gathered[],
): Promise<{ readonly digests: readonly NewDigest[]; readonly alone: readonly NewDelivery[] }> => {
  const groups = new Map<string, Gathered[]>();
  for (const one of gathered) {
    const id = digestId(scope.tenantId, one.delivery.recipientId, one.on);
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  const digests: NewDigest[] = [];
  const alone: NewDelivery[] = [];
  for (const [id, some] of groups) {
    const [first] = some;
    if (first === undefined) continue;
    const { delivery, on, at } = first;
    const planId = homeOf(delivery.recipientId);
    const standing = await getDelivery(scope, { planId, deliveryId: id });
    if (standing !== undefined && standing.status !== 'SCHEDULED') {
      alone.push(...some.map((one) => one.delivery));
      continue;
    }
    const { meetingAt: _, ...about } = delivery;
    digests.push({
      delivery: {
        ...about,
        kind: 'digest',
        id,
        planId,
        ref: on,
        step: 'onDay',
        workingDays: 0,
        part: 'owes',
        dueOn: on,
        dueAt: at,
        late: false,
      },
      entries: some.map((one) => entryOf(one.delivery)),
    });
  }
  return { digests, alone };
};

/** An entry as the delivery that it would be by itself. */
export const aloneOf = (
  { email, language, zone, recipientId }: Delivery,
  entry: DigestEntry,
  now: Instant,
): NewDelivery & { readonly kind: DigestEntry['kind'] } => ({
  ...entry,
  recipientId,
  email,
  language,
  zone,
  dueAt: now,
  late: false,
});

/**
 * What cannot go out together goes out by itself, each under its own name, so that repeating this
 * changes nothing and whatever is wrong with one of them is dealt with by its own plan.
 */
export const splitDigest = async (
  { now, log }: Pick<JobDependencies, 'now' | 'log'>,
  scope: TenantScope,
  digest: Delivery,
): Promise<void> => {
  const at = now();
  for (const entry of digest.entries ?? []) await putDelivery(scope, aloneOf(digest, entry, at));
  log('digest.split', { count: digest.entries?.length ?? 0 });
};
