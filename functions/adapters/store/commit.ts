import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { NonEmpty } from '../../../domain/kernel/non-empty.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { TenantScope } from './access.ts';
import type { DueState } from './due.ts';
import type { StoredPlan } from './load.ts';
import type { NewReplay } from './replay.ts';

/** Who looked at a plan's content, when and for what; shown to the employee (O2). */
export interface AccessEntry {
  readonly planId: PlanId;
  readonly at: Instant;
  readonly by: MemberId;
  /** The relation that opened the plan to the reader. */
  readonly acts: string;
  /** The operation, e.g. `getPlan`. */
  readonly action: string;
}

/** A decided command: everything of it is written or nothing. */
export interface PlanChange {
  /** The plan as it was loaded; absent for a new one. */
  readonly before?: StoredPlan;
  readonly after: Plan;
  /** Numbered on from `before`; the last one's number is `after.version`. */
  readonly events: NonEmpty<RecordedEvent>;
  /** What is due from now on, `revision` ignored; absent leaves it as it is. */
  readonly due?: DueState;
  readonly replay?: NewReplay;
  readonly access?: AccessEntry;
  /** Cryptographically random bytes: the salts that make a payload's hash say nothing of it. */
  readonly randomBytes: (size: number) => Uint8Array;
}

export type CommitResult =
  | { readonly kind: 'committed'; readonly chainHash: string }
  /** The plan is no longer at the version that was loaded, or exists already. */
  | { readonly kind: 'conflict' }
  /** The employee has another open plan (A2). */
  | { readonly kind: 'openPlanExists' }
  /** The idempotency key was used in the meantime: load again and answer from its record. */
  | { readonly kind: 'replayed' }
  /** Others kept writing the same items; nothing was written: load again and decide again. */
  | { readonly kind: 'contended' };

/** Writes state, events, due item, claim and replay record in one transaction. */
export const commit = async (_scope: TenantScope, _change: PlanChange): Promise<CommitResult> => {
  throw new Error('commit is being built');
};
