import type { MemberId, PartId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { TenantScope } from './access.ts';
import { ABSENT, atVersion } from './condition.ts';
import { type Codec, fromItem, type RawItem, stamp } from './item.ts';
import { type Key, keyOf } from './keys.ts';
import { pack } from './packed.ts';
import { getItem } from './read.ts';
import { transact } from './transact.ts';

/** What of a plan is nobody's business but HR's (O6). Its version is its own, not the plan's. */
export interface HrOnly {
  /** 1 while nothing was entered, and then nothing is stored. */
  readonly version: number;
  /** Gaps that HR lays to capacity or health: yes or no, never why. */
  readonly capacityHealth: readonly PartId[];
  /** There was a protected event in the last 90 days (B7): yes or no, never which. */
  readonly protectedEvent?: {
    /** Who of HR reviewed the plan because of it, and which content. */
    readonly review?: { readonly by: MemberId; readonly contentHash: string };
  };
  /** Who entered what, oldest first; the last one is how it stands. */
  readonly changes: readonly HrOnlyChange[];
}

export interface HrOnlyChange {
  readonly at: Instant;
  readonly by: MemberId;
  readonly capacityHealth: readonly PartId[];
}

/** Most changes that stay in the record: the first one and the latest. */
export const HR_CHANGES_MAX = 100;

export const hrOnlyCodec: Codec<HrOnly> = {
  type: 'planHrOnly',
  version: 1,
  packed: ['hrOnly'],
  upcasters: {},
  read: (fields) => {
    const facts = fields.within('hrOnly', fields.object('hrOnly'));
    return {
      version: fields.count('version'),
      capacityHealth: facts.list('capacityHealth') as HrOnly['capacityHealth'],
      changes: facts.list('changes') as HrOnly['changes'],
      ...(facts.has('protectedEvent')
        ? {
            protectedEvent: facts.object('protectedEvent') as NonNullable<HrOnly['protectedEvent']>,
          }
        : {}),
    };
  },
};

const hrOnlyItem = (scope: TenantScope, planId: PlanId, hrOnly: HrOnly): RawItem & Key => {
  const { version, ...facts } = hrOnly;
  return {
    ...keyOf.hrOnly(scope.tenantId, planId),
    ...stamp(hrOnlyCodec),
    version,
    hrOnly: pack(facts),
  };
};

/** What is nobody's business but HR's; empty while nothing was entered. */
export const getHrOnly = async (scope: TenantScope, planId: PlanId): Promise<HrOnly> => {
  const item = await getItem(scope, keyOf.hrOnly(scope.tenantId, planId));
  return item === undefined
    ? { version: 1, capacityHealth: [], changes: [] }
    : fromItem(hrOnlyCodec, item);
};

/** Writes what HR entered when it is still at the version of `before`; the plan's stays as it is. */
export const putHrOnly = async (
  scope: TenantScope,
  change: { readonly planId: PlanId; readonly before: HrOnly; readonly after: HrOnly },
): Promise<{ readonly kind: 'stored' | 'conflict' | 'contended' }> => {
  const { planId, before, after } = change;
  // A transaction for one item: its repeats after a lost answer do not meet their own write.
  const result = await transact(scope, [
    {
      label: 'hrOnly',
      put: hrOnlyItem(scope, planId, after),
      when: before.version === 1 ? ABSENT : atVersion(before.version),
    },
  ]);
  if (result.kind === 'done') return { kind: 'stored' };
  return { kind: result.kind === 'contended' ? 'contended' : 'conflict' };
};
