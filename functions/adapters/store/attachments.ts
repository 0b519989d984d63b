import type { MemberId, PartId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { StoredAttachment } from '../../../domain/plan/state.ts';
import type { TenantScope } from './access.ts';
import { ABSENT } from './condition.ts';
import { type Codec, fromItem, type RawItem, stamp } from './item.ts';
import { type Key, keyOf, rangeOf } from './keys.ts';
import { getItem, queryAll } from './read.ts';
import { putIf } from './write-if.ts';

/**
 * A file that was announced. That it arrived is an event of the plan; what a scanner found is written
 * here, by whoever runs one: it sets `scan` to `CLEAN` or `INFECTED` (docs/attachments.md).
 */
export interface AnnouncedAttachment extends StoredAttachment {
  readonly scan?: 'CLEAN' | 'INFECTED';
}

export const attachmentCodec: Codec<AnnouncedAttachment> = {
  type: 'attachment',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    id: fields.text('id') as PartId,
    name: fields.text('name'),
    mediaType: fields.text('mediaType'),
    bytes: fields.count('bytes'),
    sha256: fields.text('sha256'),
    at: fields.text('at') as Instant,
    by: fields.text('by') as MemberId,
    ...(fields.has('scan') ? { scan: fields.oneOf('scan', ['CLEAN', 'INFECTED']) } : {}),
  }),
};

/** One announced file. */
export const getAttachment = async (
  scope: TenantScope,
  planId: PlanId,
  id: PartId,
): Promise<AnnouncedAttachment | undefined> => {
  const item = await getItem(scope, keyOf.attachment(scope.tenantId, planId, id));
  return item === undefined ? undefined : fromItem(attachmentCodec, item);
};

/** Announces a file unless there is one of that id. */
export const putAttachment = async (
  scope: TenantScope,
  planId: PlanId,
  attachment: AnnouncedAttachment,
): Promise<{ readonly kind: 'stored' | 'exists' | 'contended' }> => {
  const item: RawItem & Key = {
    ...keyOf.attachment(scope.tenantId, planId, attachment.id),
    ...stamp(attachmentCodec),
    ...attachment,
  };
  const { kind } = await putIf(scope, item, ABSENT);
  return { kind: kind === 'done' ? 'stored' : kind === 'contended' ? 'contended' : 'exists' };
};

/** Every file that was announced for a plan. */
export const listAttachments = async (
  scope: TenantScope,
  planId: PlanId,
): Promise<readonly AnnouncedAttachment[]> =>
  (await queryAll(scope, rangeOf.attachments(scope.tenantId, planId))).map((item) =>
    fromItem(attachmentCodec, item),
  );
