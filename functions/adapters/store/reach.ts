import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { TenantScope } from './access.ts';
import { type Key, keyOf } from './keys.ts';
import { type Preferences, preferenceKeys, preferencesIn } from './preferences.ts';
import { batchGet, type Found } from './read.ts';
import { type Suppression, suppressionIn } from './suppressions.ts';

/** Somebody to be written to at an address. */
export interface Addressee {
  readonly memberId: MemberId;
  readonly email: string;
}

/** Whether and how somebody is written to. */
export interface Reach {
  readonly preferences: Preferences;
  /** Why the address is not written to now. */
  readonly suppression?: Suppression;
}

export const reachKeys = (
  { tenantId }: TenantScope,
  { memberId, email }: Addressee,
): readonly Key[] => [...preferenceKeys(tenantId, memberId), keyOf.suppression(tenantId, email)];

/** How somebody is reached, of what a batch found. */
export const reachIn = (
  found: Found,
  { tenantId }: TenantScope,
  { memberId, email }: Addressee,
  now: Instant,
): Reach => {
  const suppression = suppressionIn(found, tenantId, email, now);
  return {
    preferences: preferencesIn(found, tenantId, memberId),
    ...(suppression === undefined ? {} : { suppression }),
  };
};

/** How somebody is reached at an address, in one call. */
export const getReach = async (
  scope: TenantScope,
  addressee: Addressee,
  now: Instant,
): Promise<Reach> =>
  reachIn(await batchGet(scope, reachKeys(scope, addressee)), scope, addressee, now);
