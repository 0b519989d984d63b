import type { MemberId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { TenantScope } from './access.ts';
import { ABSENT, assign } from './condition.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { keyOf, rangeOf } from './keys.ts';
import { getMembers } from './members.ts';
import { batchGet, type Found, queryAll } from './read.ts';
import type { NewReplay } from './replay.ts';
import { replayItem } from './tenant-codec.ts';
import { transact } from './transact.ts';
import { putIf } from './write-if.ts';

const REASONS = ['bounced', 'complained'] as const;

/** An address that is not written to, in one company; the address itself is not kept here. */
export interface Suppression {
  readonly reason: (typeof REASONS)[number];
  readonly at: Instant;
  /** A mailbox may be mended: then mail is tried once more. Absent: whoever complained is left alone. */
  readonly until?: Instant;
  /** The plan whose mail it was. */
  readonly planId: PlanId;
  /** Whose address it was, where the mail went to whom it was planned for. */
  readonly memberId?: MemberId;
  /** HR says that the address works again: mail is tried once more from then on. */
  readonly lifted?: { readonly at: Instant; readonly by: MemberId; readonly reason: string };
}

const BOUNCED_MS = 30 * 86_400_000;

export const suppressionCodec: Codec<Suppression> = {
  type: 'suppression',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    reason: fields.oneOf('reason', REASONS),
    at: fields.text('at') as Instant,
    ...(fields.has('until') ? { until: fields.text('until') as Instant } : {}),
    planId: fields.text('planId') as PlanId,
    ...(fields.has('memberId') ? { memberId: fields.text('memberId') as MemberId } : {}),
    ...(fields.has('liftedAt')
      ? {
          lifted: {
            at: fields.text('liftedAt') as Instant,
            by: fields.text('liftedBy') as MemberId,
            reason: fields.text('liftReason'),
          },
        }
      : {}),
  }),
};

/**
 * Notes that an address was not reached. A complaint outweighs a bounce, a later event an earlier
 * one, so any order and any repetition of events comes to the same end; what was sent before HR
 * lifted a suppression brings none back.
 */
export const putSuppression = async (
  scope: TenantScope,
  email: string,
  { reason, at, planId, memberId }: Omit<Suppression, 'until' | 'lifted'>,
): Promise<void> => {
  const later = '#reason = :reason AND (#at < :at OR (#at = :at AND planId < :planId))';
  const weightier = reason === 'complained' ? `#reason <> :reason OR (${later})` : later;
  const result = await putIf(
    scope,
    {
      ...keyOf.suppression(scope.tenantId, email),
      ...stamp(suppressionCodec),
      reason,
      at,
      ...(reason === 'bounced' ? { until: addMs(at, BOUNCED_MS) } : {}),
      planId,
      memberId,
    },
    {
      condition: `attribute_not_exists(pk) OR ((${weightier}) AND (attribute_not_exists(liftedAt) OR liftedAt < :at))`,
      names: { '#reason': 'reason', '#at': 'at' },
      values: { ':reason': reason, ':at': at, ':planId': planId },
    },
  );
  if (result.kind === 'contended') throw new Error('A suppression is contended');
};

const isOver = ({ until, lifted }: Suppression, now: Instant): boolean =>
  lifted !== undefined || (until !== undefined && until <= now);

/** Why an address is not written to now, of what a batch found; `undefined` when it is. */
export const suppressionIn = (
  found: Found,
  tenantId: TenantId,
  email: string,
  now: Instant,
): Suppression | undefined => {
  const item = found.get(keyOf.suppression(tenantId, email));
  if (item === undefined) return undefined;
  const suppression = fromItem(suppressionCodec, item);
  return isOver(suppression, now) ? undefined : suppression;
};

/** Why an address is not written to now, or `undefined`. */
export const getSuppression = async (
  scope: TenantScope,
  email: string,
  now: Instant,
): Promise<Suppression | undefined> =>
  suppressionIn(
    await batchGet(scope, [keyOf.suppression(scope.tenantId, email)]),
    scope.tenantId,
    email,
    now,
  );

/** Somebody whose address is not written to now. */
export interface Unreached {
  readonly memberId: MemberId;
  readonly reason: Suppression['reason'];
  readonly at: Instant;
}

/** Everybody of the company whom mail does not reach at the address that they have now. */
export const listUnreached = async (
  scope: TenantScope,
  now: Instant,
): Promise<readonly Unreached[]> => {
  const { tenantId } = scope;
  const items = await queryAll(scope, rangeOf.suppressions(tenantId));
  const unreached = items.flatMap((item) => {
    const { memberId, reason, at, ...rest } = fromItem(suppressionCodec, item);
    return memberId === undefined || isOver({ reason, at, ...rest }, now)
      ? []
      : [{ sk: String(item.sk), memberId, reason, at }];
  });
  const people = await getMembers(scope, [...new Set(unreached.map(({ memberId }) => memberId))]);
  return unreached.flatMap(({ sk, memberId, reason, at }) => {
    const email = people.get(memberId)?.email;
    const isTheirs = email !== undefined && keyOf.suppression(tenantId, email).sk === sk;
    return isTheirs ? [{ memberId, reason, at }] : [];
  });
};

/** Lets mail go to an address again; `absent` when nothing keeps it from going there. */
export const liftSuppression = async (
  scope: TenantScope,
  email: string,
  {
    lifted,
    replay,
  }: { readonly lifted: NonNullable<Suppression['lifted']>; readonly replay: NewReplay },
): Promise<{ readonly kind: 'lifted' | 'absent' | 'contended' }> => {
  const facts = { liftedAt: lifted.at, liftedBy: lifted.by, liftReason: lifted.reason };
  const result = await transact(scope, [
    {
      label: 'suppression' as const,
      update: keyOf.suppression(scope.tenantId, email),
      ...assign(facts, { condition: 'attribute_exists(pk) AND attribute_not_exists(liftedAt)' }),
    },
    { label: 'replay' as const, put: replayItem(scope.tenantId, replay), when: ABSENT },
  ]);
  if (result.kind === 'done') return { kind: 'lifted' };
  return result.kind === 'refused' && result.versions.has('suppression')
    ? { kind: 'absent' }
    : { kind: 'contended' };
};
