import type { PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Cursor, TenantScope } from './access.ts';
import { type Codec, fromItem, type RawItem, stamp } from './item.ts';
import { dueIndexKeys, type Key, keyOf } from './keys.ts';
import { getItem } from './read.ts';
import { putIf, updateIf } from './write-if.ts';

/** How far what is due of a company's plans has been computed anew. */
export interface Refresh {
  /** Counts moves, so that two at work do not undo each other. */
  readonly revision: string;
  /** Walks over all plans that are complete; a second one finds what was written meanwhile. */
  readonly walks: number;
  /** Where in the list of plans the walk goes on; absent at its start. */
  readonly after?: Cursor;
}

export const refreshCodec: Codec<Refresh> = {
  type: 'refresh',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    revision: fields.text('revision'),
    walks: fields.count('walks'),
    ...(fields.has('after') ? { after: fields.object('after') as Cursor } : {}),
  }),
};

/** Before every other instant: a refresh is due as soon as it is asked for. */
const AT_ONCE = '1970-01-01T00:00:00.000Z' as Instant;

const indexKeys = (tenantId: TenantId, at: Instant) =>
  dueIndexKeys({ at, tenantId, planId: tenantId as string as PlanId, item: { kind: 'refresh' } });

/** A refresh from the start, due at once; part of the write that made it necessary. */
export const refreshItem = (tenantId: TenantId, revision: string): RawItem & Key => ({
  ...keyOf.refresh(tenantId),
  ...stamp(refreshCodec),
  ...indexKeys(tenantId, AT_ONCE),
  revision,
  walks: 0,
});

/**
 * Asks for a refresh because time zone data has changed, once for each version; one that is under way
 * for another reason begins anew.
 */
export const askRefresh = async (scope: TenantScope, tzdata: string): Promise<void> => {
  const item = { ...refreshItem(scope.tenantId, `tz${tzdata}`), tzdata };
  const { kind } = await putIf(scope, item, {
    condition: 'attribute_not_exists(tzdata) OR tzdata <> :tzdata',
    values: { ':tzdata': tzdata },
  });
  if (kind === 'contended') throw new Error('A refresh is contended');
};

export const getRefresh = async (scope: TenantScope): Promise<Refresh | undefined> => {
  const item = await getItem(scope, keyOf.refresh(scope.tenantId));
  return item && fromItem(refreshCodec, item);
};

/**
 * Goes on with a refresh at an instant, or never when it is complete. Does nothing when the refresh
 * has moved since it was read: settings changed again, or somebody else was at work.
 */
export const moveRefresh = async (
  scope: TenantScope,
  move: {
    readonly from: Refresh;
    readonly walks: number;
    readonly after?: Cursor | undefined;
    readonly again?: Instant;
  },
): Promise<void> => {
  const { from, walks, after, again } = move;
  const keys = again === undefined ? undefined : indexKeys(scope.tenantId, again);
  const values = {
    ':was': from.revision,
    ':revision': `${from.revision.split('/')[0]}/${walks}/${after?.sk ?? ''}`,
    ':walks': walks,
    ...(after === undefined ? {} : { ':after': after }),
    ...(keys === undefined ? {} : { ':duePk': keys.duePk, ':dueSk': keys.dueSk }),
  };
  const sets = ['revision = :revision', 'walks = :walks'];
  const removes: string[] = [];
  if (after === undefined) removes.push('#after');
  else sets.push('#after = :after');
  if (keys === undefined) removes.push('duePk', 'dueSk');
  else sets.push('duePk = :duePk', 'dueSk = :dueSk');
  await updateIf(scope, {
    key: keyOf.refresh(scope.tenantId),
    set: `SET ${sets.join(', ')}${removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`}`,
    when: { condition: 'revision = :was', names: { '#after': 'after' }, values },
    give: 'nothing',
  });
};
