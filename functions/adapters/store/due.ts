import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { MemberId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { Page, PageRequest, TableAccess } from './access.ts';
import { type Fields, StoredItemError } from './item.ts';
import { type DueLine, dueIndexKeys, dueShard, dueUpTo, keyOfDueLine, parseDueSk } from './keys.ts';
import { pack } from './packed.ts';
import { cursorField } from './read.ts';
import { TABLE } from './table.ts';
import { updateIf } from './write-if.ts';

/** What a plan owes next. It stands in HEAD, but moving it does not move the plan's version. */
export interface DueState {
  /** Counts moves. The store counts, not the caller. */
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

/** The due state of a plan of which nothing was ever said to be due. */
export const nothingDue = (createdAt: Instant): DueState => ({
  revision: 0,
  expandedTo: createdAt,
  sites: {},
});

export const sameDue = (a: DueState, b: DueState): boolean =>
  canonicalJson({ ...a, revision: 0 }) === canonicalJson({ ...b, revision: 0 });

/** The attributes of HEAD that say what is due; one that is `undefined` is not there. */
export const dueAttributes = (tenantId: TenantId, planId: PlanId, due: DueState) => ({
  dueRevision: due.revision,
  nextAt: due.nextAt,
  expandedTo: due.expandedTo,
  sites: pack(due.sites),
  basis: due.basis,
  ...(due.nextAt === undefined
    ? { duePk: undefined, dueSk: undefined }
    : dueIndexKeys({ at: due.nextAt, tenantId, planId, item: { kind: 'due' } })),
});

/** Reads what `dueAttributes` wrote. `sites` is unpacked by the codec. */
export const readDue = (fields: Fields): DueState => {
  const basis = fields.has('basis') ? fields.within('basis', fields.object('basis')) : undefined;
  return {
    revision: fields.count('dueRevision'),
    ...(fields.has('nextAt') ? { nextAt: fields.text('nextAt') as Instant } : {}),
    expandedTo: fields.text('expandedTo') as Instant,
    sites: fields.object('sites') as DueState['sites'],
    ...(basis === undefined
      ? {}
      : { basis: { tenantVersion: basis.count('tenantVersion'), tzdata: basis.text('tzdata') } }),
  };
};

/** One line of the due index: keys and nothing else. */
export interface DueEntry extends DueLine {
  /** The index's sort key as it was read. */
  readonly dueSk: string;
}

/**
 * One page of what is due in a shard, earliest first. The index is eventually consistent: an entry
 * is a hint, the item decides.
 */
export const queryDue = async (
  table: TableAccess,
  query: { readonly shard: number; readonly now: Instant; readonly page: PageRequest },
): Promise<Page<DueEntry>> => {
  const { name, partitionKey, sortKey } = TABLE.indexes.due;
  const duePk = dueShard(query.shard);
  const { after } = query.page;
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: name,
      KeyConditionExpression: `${partitionKey} = :shard AND ${sortKey} < :end`,
      ExpressionAttributeValues: { ':shard': duePk, ':end': dueUpTo(query.now) },
      Limit: query.page.limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: startAt(duePk, after) }),
    }),
  );
  const items = Items.map((item) => {
    const dueSk = String(item[sortKey]);
    const line = parseDueSk(dueSk);
    if (line === undefined)
      throw new StoredItemError({ pk: duePk, sk: dueSk }, 'is no line of the due index');
    return { ...line, dueSk };
  });
  return LastEvaluatedKey === undefined
    ? { items }
    : { items, next: { dueSk: String(LastEvaluatedKey[sortKey]) } };
};

const startAt = (duePk: string, after: PageRequest['after'] & object): Record<string, string> => {
  const dueSk = cursorField(after, 'dueSk');
  const line = parseDueSk(dueSk);
  if (line === undefined) throw new TypeError('A cursor of another list');
  return { duePk, dueSk, ...keyOfDueLine(line) };
};

/**
 * Moves an entry that has been put on the queue forward to `again`, when it comes back unless it
 * was dealt with. Call it after enqueuing: a crash in between repeats, the reverse would lose.
 *
 * @returns false when the entry is no longer due: somebody was faster
 */
export const markDispatched = async (
  table: TableAccess,
  mark: { readonly entry: DueEntry; readonly now: Instant; readonly again: Instant },
): Promise<boolean> => {
  const { entry, now, again } = mark;
  const { dueSk } = dueIndexKeys({ ...entry, at: again });
  const result = await updateIf(table, {
    key: keyOfDueLine(entry),
    set: 'SET dueSk = :again',
    when: { condition: 'dueSk < :end', values: { ':again': dueSk, ':end': dueUpTo(now) } },
    // The sweep has no business with what stands in the item.
    give: 'nothing',
  });
  return result.kind === 'done';
};

export { DUE_SHARDS } from './keys.ts';
