import { contributionChange } from '../../../domain/insight/contribution.ts';
import type { TenantId } from '../../../domain/kernel/ids.ts';
import type { NonEmpty } from '../../../domain/kernel/non-empty.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import { isEnded } from '../../../domain/plan/stage.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { TenantScope } from './access.ts';
import { type ChainLink, chainStart, linkOf } from './chain.ts';
import { ABSENT, unmoved } from './condition.ts';
import { type DueState, nothingDue, sameDue } from './due.ts';
import { erasureItem } from './erase.ts';
import { eventItems } from './event-codec.ts';
import { insightActions } from './insights.ts';
import { keyOf } from './keys.ts';
import type { StoredPlan } from './load.ts';
import { planItems } from './plan-codec.ts';
import type { NewReplay } from './replay.ts';
import { type AccessEntry, accessItem, openClaimItem, replayItem } from './tenant-codec.ts';
import { type Action, transact } from './transact.ts';

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
  /** Cryptographically random bytes: for salts, and for the name of the transaction. */
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
  /**
   * Nothing was written: others kept writing the same items, or what is due moved since it was
   * loaded. Load again and decide again.
   */
  | { readonly kind: 'contended' };

type Label =
  | 'head'
  | 'body'
  | 'event'
  | 'claim'
  | 'release'
  | 'erasure'
  | 'replay'
  | 'access'
  | 'insights';

/** Writes state, events, what is due, claim and replay record in one transaction. */
export const commit = async (scope: TenantScope, change: PlanChange): Promise<CommitResult> => {
  const links = linksOf(scope.tenantId, change);
  const chainHash = links.at(-1)?.hash ?? '';
  const token = Buffer.from(change.randomBytes(16)).toString('hex');
  const result = await transact(scope, planActions(change, links, chainHash), token);
  if (result.kind === 'done') return { kind: 'committed', chainHash };
  if (result.kind === 'contended') return result;
  const { versions } = result;
  // Most telling first: whoever repeats a request meets a moved version too.
  if (versions.has('replay')) return { kind: 'replayed' };
  if (versions.has('head') || versions.has('event')) {
    const onlyDueMoved = versions.get('head') === change.before?.plan.version;
    return { kind: change.before !== undefined && onlyDueMoved ? 'contended' : 'conflict' };
  }
  if (versions.has('claim')) return { kind: 'openPlanExists' };
  throw new Error(`Plan ${change.after.id}: its claim to be the open one is another plan's`);
};

/** The events as the next links of the plan's chain. */
const linksOf = (tenantId: TenantId, change: PlanChange): readonly ChainLink[] => {
  const { before, after, events, randomBytes } = change;
  const from = before?.plan.version ?? 0;
  if (after.tenantId !== tenantId) throw new Error(`Plan ${after.id} is not of this tenant`);
  if (
    events.some(({ seq }, index) => seq !== from + 1 + index) ||
    after.version !== from + events.length
  )
    throw new RangeError(`Plan ${after.id}: events do not lead from ${from} to ${after.version}`);
  const links: ChainLink[] = [];
  let hash = before?.chainHash ?? chainStart(after.id);
  for (const event of events) {
    const link = linkOf(event, hash, randomBytes);
    links.push(link);
    hash = link.hash;
  }
  return links;
};

/** Everything that a change writes. */
export const planActions = (
  change: PlanChange,
  links: readonly ChainLink[],
  chainHash: string,
): readonly Action<Label>[] => {
  const { before, after, replay, access } = change;
  const { tenantId, id } = after;
  const stored = before?.due ?? nothingDue(after.createdAt);
  const due = nextDue(stored, change.due);
  const items = planItems(after, chainHash, due, before);
  return [
    {
      label: 'head',
      put: items.head,
      when: before === undefined ? ABSENT : unmoved(before.plan.version, stored.revision),
    },
    ...items.body.map((put) => ({ label: 'body' as const, put })),
    ...items.obsolete.map((remove) => ({ label: 'body' as const, remove })),
    ...eventItems(tenantId, id, links).map((put) => ({
      label: 'event' as const,
      put,
      when: ABSENT,
    })),
    ...claimActions(before?.plan, after),
    ...insightActions(tenantId, contributionChange(before?.plan, after)),
    ...(after.status === 'ERASED' ? [{ label: 'erasure' as const, put: erasureItem(after) }] : []),
    ...(replay === undefined
      ? []
      : [
          {
            label: 'replay' as const,
            put: replayItem(tenantId, replay, before === undefined ? undefined : id),
            when: ABSENT,
          },
        ]),
    ...(access === undefined
      ? []
      : [{ label: 'access' as const, put: accessItem(tenantId, access) }]),
  ];
};

const nextDue = (stored: DueState, asked: DueState | undefined): DueState =>
  asked === undefined || sameDue(asked, stored)
    ? stored
    : { ...asked, revision: stored.revision + 1 };

/** A2: between submit and close a plan is the employee's open one. */
const isOpen = (plan: Plan): boolean =>
  plan.status !== 'DRAFT' && plan.status !== 'ERASED' && !isEnded(plan);

const claimActions = (before: Plan | undefined, after: Plan): readonly Action<Label>[] => {
  const was = before !== undefined && isOpen(before);
  if (was === isOpen(after)) return [];
  const { tenantId, employeeId, id } = after;
  const mine = {
    condition: 'attribute_not_exists(pk) OR planId = :plan',
    values: { ':plan': id },
  };
  return was
    ? [{ label: 'release', remove: keyOf.open(tenantId, employeeId), when: mine }]
    : [{ label: 'claim', put: openClaimItem(tenantId, employeeId, id), when: mine }];
};
