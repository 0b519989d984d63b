import type { MemberId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { OPTIONAL_MAILS, type OptionalMail } from '../../../domain/reminder/optional.ts';
import type { TableAccess, TenantScope } from './access.ts';
import { ABSENT } from './condition.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { keyOf } from './keys.ts';
import { batchGet, type Found } from './read.ts';
import { putIf } from './write-if.ts';

/**
 * Somebody does not want a sort of optional mail. An item of its own, so that whoever holds a link
 * from a mail can write it under rights that read nothing.
 */
export interface OptOut {
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
  readonly sort: OptionalMail;
  readonly at: Instant;
}

export const optOutCodec: Codec<OptionalMail> = {
  type: 'optOut',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => fields.oneOf('sort', OPTIONAL_MAILS),
};

export const optOutItem = ({ tenantId, memberId, sort, at }: OptOut) => ({
  ...keyOf.optOut(tenantId, memberId, sort),
  ...stamp(optOutCodec),
  sort,
  at,
});

/** Switches a sort of mail off; once more changes nothing. */
export const putOptOut = async (access: TableAccess, optOut: OptOut): Promise<void> => {
  const { kind } = await putIf(access, optOutItem(optOut), ABSENT);
  if (kind === 'contended') throw new Error('An opt-out is contended');
};

/** What somebody switched off, of what a batch found. */
export const optOutsIn = (
  found: Found,
  tenantId: TenantId,
  memberId: MemberId,
): readonly OptionalMail[] =>
  OPTIONAL_MAILS.flatMap((sort) => {
    const item = found.get(keyOf.optOut(tenantId, memberId, sort));
    return item === undefined ? [] : [fromItem(optOutCodec, item)];
  });

/** What each of some people, at most fifty, switched off: in one call. */
export const getOptOuts = async (
  scope: TenantScope,
  memberIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly OptionalMail[]>> => {
  const { tenantId } = scope;
  const found = await batchGet(
    scope,
    memberIds.flatMap((id) => OPTIONAL_MAILS.map((sort) => keyOf.optOut(tenantId, id, sort))),
  );
  return new Map(memberIds.map((id) => [id, optOutsIn(found, tenantId, id)]));
};
