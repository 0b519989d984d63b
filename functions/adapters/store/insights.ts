import type { Contribution, Counts, Quarter } from '../../../domain/insight/contribution.ts';
import type { TenantId } from '../../../domain/kernel/ids.ts';
import type { TenantScope } from './access.ts';
import { type Codec, fromItem, type RawItem, stamp } from './item.ts';
import { keyOf, rangeOf } from './keys.ts';
import { queryAll } from './read.ts';
import type { Action } from './transact.ts';

/** Sums over the plans that ended in a quarter. */
export interface StoredInsights {
  readonly quarter: Quarter;
  readonly counts: Counts;
}

/** Counts stand as attributes of the item, so that a write can add to them. */
const COUNTED = 'n_';

export const insightsCodec: Codec<StoredInsights> = {
  type: 'insights',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    quarter: fields.text('quarter'),
    counts: countsOf(fields.object('counts')),
  }),
};

const countsOf = (counts: RawItem): Counts =>
  Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) =>
      typeof count === 'number' ? [[name, count]] : [],
    ),
  );

/** Adds what a change of a plan adds, in the transaction of that change. */
export const insightActions = (
  tenantId: TenantId,
  contributions: readonly Contribution[],
): readonly Action<'insights'>[] =>
  contributions.map(({ quarter, counts }) => {
    const names: Record<string, string> = { '#type': 'type', '#v': 'v', '#quarter': 'quarter' };
    const { type, v } = stamp(insightsCodec);
    const values: Record<string, unknown> = { ':type': type, ':v': v, ':quarter': quarter };
    const added = Object.entries(counts).map(([name, count], index) => {
      names[`#n${index}`] = `${COUNTED}${name}`;
      values[`:n${index}`] = count;
      return `#n${index} :n${index}`;
    });
    return {
      label: 'insights',
      update: keyOf.insights(tenantId, quarter),
      set: `SET #type = :type, #v = :v, #quarter = :quarter ADD ${added.join(', ')}`,
      when: { condition: 'attribute_not_exists(pk) OR #type = :type', names, values },
    };
  });

/** The item with its counts together, as the codec reads it. */
const gathered = (item: RawItem): RawItem => {
  const counts: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item))
    if (name.startsWith(COUNTED)) counts[name.slice(COUNTED.length)] = value;
    else rest[name] = value;
  return { ...rest, counts };
};

/** The sums of every quarter, oldest first. */
export const loadInsights = async (scope: TenantScope): Promise<readonly StoredInsights[]> =>
  (await queryAll(scope, rangeOf.insights(scope.tenantId))).map((item) =>
    fromItem(insightsCodec, gathered(item)),
  );
