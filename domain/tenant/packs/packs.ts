import type { Policy } from '../policy.ts';
import { CN } from './cn.ts';
import { DE } from './de.ts';
import type { Pack, PackId, PackRef, RetentionFloor } from './pack.ts';
import { UK } from './uk.ts';
import { US_FEDERAL } from './us-federal.ts';

/** Every published version of every pack, oldest first. */
export const PACKS: Readonly<Record<PackId, readonly Pack[]>> = { CN, UK, DE, US_FEDERAL };

/** The latest version of each pack that a policy switches on at a site. */
export const packsAt = ({ packs = [] }: Pick<Policy, 'packs'>, siteId: string): readonly Pack[] =>
  packs
    .filter(({ siteIds }) => siteIds === undefined || siteIds.includes(siteId))
    .flatMap(({ id }) => PACKS[id].slice(-1));

/** The versions that a plan was submitted under. */
export const packsOf = ({ activePacks = [] }: Pick<Policy, 'activePacks'>): readonly Pack[] =>
  activePacks.flatMap(({ id, version }) => PACKS[id].filter((pack) => pack.version === version));

/**
 * The policy as it holds at a site: with the packs that are on there, and the warnings that they
 * treat as errors. It is what a plan keeps at submit (section 3).
 */
export const policyAt = (policy: Policy, siteId: string): Policy => {
  const active = packsAt(policy, siteId);
  return active.length === 0
    ? policy
    : {
        ...policy,
        raised: [...new Set([...policy.raised, ...active.flatMap(({ raises }) => raises)])],
        activePacks: active.map(({ id, version }): PackRef => ({ id, version })),
      };
};

/** N3: the longest of the floors of a plan's packs; nothing where no pack is on. */
export const retentionFloorOf = (policy: Pick<Policy, 'activePacks'>): RetentionFloor =>
  packsOf(policy).reduce<RetentionFloor>(
    (floor, { retention }) => ({
      afterCloseDays: Math.max(floor.afterCloseDays, retention.afterCloseDays),
      afterEmploymentDays: Math.max(floor.afterEmploymentDays, retention.afterEmploymentDays),
    }),
    { afterCloseDays: 0, afterEmploymentDays: 0 },
  );
