import type { MemberId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Page, PageRequest, TableAccess } from './access.ts';

/** What a plan owes next: its one DUE item. Moving it does not move the plan's version. */
export interface DueState {
  /** Counts writes of this item; 0 when the plan has none yet. */
  readonly revision: number;
  /** The next instant at which something is to be expanded or settled; absent: nothing ever. */
  readonly nextAt?: Instant;
  /** Everything due up to here has been turned into deliveries. */
  readonly expandedTo: Instant;
  /** The site of each person concerned when `nextAt` was computed. */
  readonly sites: Readonly<Record<MemberId, string>>;
  /** What `nextAt` was computed with: a change of either computes it again. */
  readonly basis?: { readonly tenantVersion: number; readonly tzdata: string };
}

/** Partitions of the due index. */
export const DUE_SHARDS = 16;

/** One line of the due index: keys and nothing else. */
export interface DueEntry {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly item: { readonly kind: 'due' } | { readonly kind: 'delivery'; readonly id: string };
  /** When it became due, or is due again after a dispatch. */
  readonly at: Instant;
}

/**
 * One page of what is due in a shard, earliest first. The index is eventually consistent: an entry
 * is a hint, the item decides.
 */
export const queryDue = async (
  _table: TableAccess,
  _query: { readonly shard: number; readonly now: Instant; readonly page: PageRequest },
): Promise<Page<DueEntry>> => {
  throw new Error('queryDue is being built');
};

/**
 * Moves an entry that has been put on the queue forward to `again`, when it comes back unless it
 * was dealt with. Call it after enqueuing: a crash in between repeats, the reverse would lose.
 *
 * @returns false when the entry is no longer due: somebody was faster.
 */
export const markDispatched = async (
  _table: TableAccess,
  _mark: { readonly entry: DueEntry; readonly now: Instant; readonly again: Instant },
): Promise<boolean> => {
  throw new Error('markDispatched is being built');
};
