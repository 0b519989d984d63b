import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { TenantScope } from './access.ts';
import { ABSENT, atVersion } from './condition.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { keyOf } from './keys.ts';
import { getItem } from './read.ts';
import { putIf } from './write-if.ts';

/** What somebody chose for their own mails. */
export interface Preferences {
  /** Counts changes; 1 while nothing was entered, and then nothing is stored. */
  readonly version: number;
  /** Names that tell plans apart in mails and lists (O3); nobody else sees them. */
  readonly aliases: Readonly<Record<PlanId, string>>;
}

export const preferencesCodec: Codec<Preferences> = {
  type: 'preferences',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    version: fields.count('version'),
    aliases: fields.object('aliases') as Preferences['aliases'],
  }),
};

export const getPreferences = async (
  scope: TenantScope,
  memberId: MemberId,
): Promise<Preferences> => {
  const item = await getItem(scope, keyOf.preferences(scope.tenantId, memberId));
  return item === undefined ? { version: 1, aliases: {} } : fromItem(preferencesCodec, item);
};

/** Writes them unless somebody was faster; `version` is that of the ones that were read. */
export const putPreferences = async (
  scope: TenantScope,
  memberId: MemberId,
  { version, aliases }: Preferences,
): Promise<{ readonly kind: 'stored' | 'conflict' }> => {
  const { kind } = await putIf(
    scope,
    {
      ...keyOf.preferences(scope.tenantId, memberId),
      ...stamp(preferencesCodec),
      version: version + 1,
      aliases,
    },
    version === 1 ? ABSENT : atVersion(version),
  );
  return { kind: kind === 'done' ? 'stored' : 'conflict' };
};
