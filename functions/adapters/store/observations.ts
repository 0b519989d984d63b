import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId, ObservationId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Observation } from '../../../domain/plan/observation.ts';
import { FEEDBACK_KINDS } from '../../../domain/plan/vocabulary.ts';
import type { Page, PageRequest, TenantScope } from './access.ts';
import { ABSENT } from './condition.ts';
import { type Codec, fromItem, type RawItem, stamp } from './item.ts';
import { type Key, keyOf, rangeOf } from './keys.ts';
import { BATCH_MAX, batchGet, queryRange } from './read.ts';
import type { NewReplay } from './replay.ts';
import { replayItem } from './tenant-codec.ts';
import { transact } from './transact.ts';

/** A note from daily work; only whether it was shared is ever written again. */
export const observationCodec: Codec<Observation> = {
  type: 'observation',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    id: fields.text('id') as ObservationId,
    employeeId: fields.text('employeeId') as MemberId,
    by: fields.text('by') as MemberId,
    recordedAt: fields.text('recordedAt') as Instant,
    occurredOn: fields.text('occurredOn') as CivilDate,
    kind: fields.oneOf('kind', FEEDBACK_KINDS),
    fact: fields.text('fact'),
    ...(fields.has('sharedOn') ? { sharedOn: fields.text('sharedOn') as CivilDate } : {}),
  }),
};

const observationItem = (scope: TenantScope, observation: Observation): RawItem & Key => ({
  ...keyOf.observation(scope.tenantId, observation.employeeId, observation.id),
  ...stamp(observationCodec),
  ...observation,
});

/** Writes a new observation, with the record of the request that made it. */
export const addObservation = async (
  scope: TenantScope,
  add: { readonly observation: Observation; readonly replay: NewReplay },
): Promise<{ readonly kind: 'stored' | 'replayed' | 'contended' }> => {
  const result = await transact(scope, [
    { label: 'observation', put: observationItem(scope, add.observation), when: ABSENT },
    { label: 'replay', put: replayItem(scope.tenantId, add.replay), when: ABSENT },
  ]);
  if (result.kind === 'done') return { kind: 'stored' };
  return { kind: result.kind === 'contended' ? 'contended' : 'replayed' };
};

/** Writes that an observation was shared, with the record of the request that says so; once. */
export const shareObservation = async (
  scope: TenantScope,
  share: { readonly observation: Observation; readonly replay: NewReplay },
): Promise<{ readonly kind: 'stored' | 'replayed' | 'conflict' | 'contended' }> => {
  const result = await transact(scope, [
    {
      label: 'observation',
      put: observationItem(scope, share.observation),
      when: { condition: 'attribute_exists(pk) AND attribute_not_exists(sharedOn)' },
    },
    { label: 'replay', put: replayItem(scope.tenantId, share.replay), when: ABSENT },
  ]);
  if (result.kind === 'done') return { kind: 'stored' };
  if (result.kind === 'contended') return result;
  return { kind: result.versions.has('replay') ? 'replayed' : 'conflict' };
};

/** Observations of an employee, newest first. */
export const listObservations = async (
  scope: TenantScope,
  employeeId: MemberId,
  page: PageRequest,
): Promise<Page<Observation>> => {
  const range = rangeOf.observations(scope.tenantId, employeeId);
  const found = await queryRange(scope, range, page, 'descending');
  return { ...found, items: found.items.map((item) => fromItem(observationCodec, item)) };
};

/** Those of these observations of an employee that exist. */
export const getObservations = async (
  scope: TenantScope,
  employeeId: MemberId,
  ids: readonly ObservationId[],
): Promise<readonly Observation[]> => {
  const keys = [...new Set(ids)]
    .slice(0, BATCH_MAX)
    .map((id) => keyOf.observation(scope.tenantId, employeeId, id));
  if (keys.length === 0) return [];
  const found = await batchGet(scope, keys);
  return keys.flatMap((key) => {
    const item = found.get(key);
    return item === undefined ? [] : [fromItem(observationCodec, item)];
  });
};
