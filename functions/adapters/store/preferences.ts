import type { MemberId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { OPTIONAL_MAILS, type OptionalMail } from '../../../domain/reminder/optional.ts';
import type { TenantScope } from './access.ts';
import { ABSENT, atVersion } from './condition.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { type Key, keyOf } from './keys.ts';
import { optOutItem, optOutsIn } from './opt-outs.ts';
import { batchGet, type Found } from './read.ts';
import { type Action, transact } from './transact.ts';

/** What somebody entered for their own mails. */
interface Entered {
  /** Counts changes; 1 while nothing was entered, and then nothing is stored. */
  readonly version: number;
  /** Names that tell plans apart in mails and lists (O3); nobody else sees them. */
  readonly aliases: Readonly<Record<PlanId, string>>;
}

/** What somebody chose for their own mails. */
export interface Preferences extends Entered {
  /** Sorts of optional mail that they do not want. */
  readonly mailOff: readonly OptionalMail[];
}

export const preferencesCodec: Codec<Entered> = {
  type: 'preferences',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    version: fields.count('version'),
    aliases: fields.object('aliases') as Entered['aliases'],
  }),
};

/** Where the choices of a person lie. */
export const preferenceKeys = (tenantId: TenantId, memberId: MemberId): readonly Key[] => [
  keyOf.preferences(tenantId, memberId),
  ...OPTIONAL_MAILS.map((sort) => keyOf.optOut(tenantId, memberId, sort)),
];

/** The choices of a person, of what a batch found. */
export const preferencesIn = (
  found: Found,
  tenantId: TenantId,
  memberId: MemberId,
): Preferences => {
  const item = found.get(keyOf.preferences(tenantId, memberId));
  const entered =
    item === undefined ? { version: 1, aliases: {} } : fromItem(preferencesCodec, item);
  return { ...entered, mailOff: optOutsIn(found, tenantId, memberId) };
};

export const getPreferences = async (
  scope: TenantScope,
  memberId: MemberId,
): Promise<Preferences> => {
  const { tenantId } = scope;
  return preferencesIn(
    await batchGet(scope, preferenceKeys(tenantId, memberId)),
    tenantId,
    memberId,
  );
};

/** Writes them unless somebody was faster; `before` are the ones that were read. */
export const putPreferences = async (
  scope: TenantScope,
  memberId: MemberId,
  change: {
    readonly before: Preferences;
    readonly after: Omit<Preferences, 'version'>;
    readonly at: Instant;
  },
): Promise<{ readonly kind: 'stored' | 'conflict' }> => {
  const { before, after, at } = change;
  const { tenantId } = scope;
  const switched = OPTIONAL_MAILS.flatMap((sort): readonly Action<'preferences' | 'optOut'>[] => {
    const off = after.mailOff.includes(sort);
    if (off === before.mailOff.includes(sort)) return [];
    return off
      ? [{ label: 'optOut', put: optOutItem({ tenantId, memberId, sort, at }) }]
      : [{ label: 'optOut', remove: keyOf.optOut(tenantId, memberId, sort) }];
  });
  const { kind } = await transact(scope, [
    {
      label: 'preferences',
      put: {
        ...keyOf.preferences(tenantId, memberId),
        ...stamp(preferencesCodec),
        version: before.version + 1,
        aliases: after.aliases,
      },
      when: before.version === 1 ? ABSENT : atVersion(before.version),
    },
    ...switched,
  ]);
  return { kind: kind === 'done' ? 'stored' : 'conflict' };
};
