import type { MemberId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { TenantScope } from './access.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { keyOf, rangeOf } from './keys.ts';
import { batchGet, type Found, queryAll } from './read.ts';
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
  }),
};

/**
 * Notes that an address was not reached. A complaint outweighs a bounce, a later event an earlier
 * one, so any order and any repetition of events comes to the same end.
 */
export const putSuppression = async (
  scope: TenantScope,
  email: string,
  { reason, at, planId, memberId }: Omit<Suppression, 'until'>,
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
      condition: `attribute_not_exists(pk) OR ${weightier}`,
      names: { '#reason': 'reason', '#at': 'at' },
      values: { ':reason': reason, ':at': at, ':planId': planId },
    },
  );
  if (result.kind === 'contended') throw new Error('A suppression is contended');
};

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
  return suppression.until !== undefined && suppression.until <= now ? undefined : suppression;
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

/** Every address of the company that mail came back from, the mended ones included. */
export const listSuppressions = async (scope: TenantScope): Promise<readonly Suppression[]> =>
  (await queryAll(scope, rangeOf.suppressions(scope.tenantId))).map((item) =>
    fromItem(suppressionCodec, item),
  );
