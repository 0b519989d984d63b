import type { MemberId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Actor, ActsAs } from '../../../domain/plan/context.ts';
import type { PlanEvent, RecordedEvent } from '../../../domain/plan/events.ts';
import type { Policy } from '../../../domain/tenant/policy.ts';
import type { ChainLink } from './chain.ts';
import { type Codec, type Fields, type RawItem, StoredItemError, stamp } from './item.ts';
import { type Key, keyOf } from './keys.ts';
import { packText, unpackText } from './packed.ts';
import { upcastPolicy } from './upcast-policy.ts';

/**
 * Items that one commit spends on events: one each, until there are more than this many (a long
 * outage of the clock, settled at once); then neighbours share an item.
 */
export const EVENT_ITEMS_MAX = 75;

const binary = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The items for links that are written together, oldest first. */
export const eventItems = (
  tenantId: TenantId,
  planId: PlanId,
  links: readonly ChainLink[],
): readonly (RawItem & Key)[] => {
  const perItem = Math.ceil(links.length / EVENT_ITEMS_MAX);
  return Array.from({ length: Math.ceil(links.length / perItem) }, (_, index) => {
    const events = links.slice(index * perItem, (index + 1) * perItem);
    return {
      ...keyOf.events(tenantId, planId, events.at(-1)?.seq ?? 0),
      ...stamp(eventsCodec),
      events: events.map(toAttributes),
    };
  });
};

const toAttributes = (link: ChainLink): RawItem => ({
  seq: link.seq,
  at: link.at,
  by: link.by,
  type: link.type,
  ...(link.payload === undefined ? {} : { payload: packText(link.payload) }),
  ...(link.salt === undefined ? {} : { salt: binary(link.salt) }),
  payloadHash: binary(link.payloadHash),
  prevHash: binary(link.prevHash),
  hash: binary(link.hash),
});

/**
 * Links, oldest first. Payloads stay as they were hashed; what an old shape of event has become
 * since is `eventOf`'s business, so this shape has to do with the envelope only.
 */
export const eventsCodec: Codec<readonly ChainLink[]> = {
  type: 'planEvents',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => fields.list('events').map((link) => readLink(fields.within('events', link))),
};

const readLink = (link: Fields): ChainLink => ({
  seq: link.count('seq'),
  at: link.text('at') as Instant,
  by: readActor(link.within('by', link.object('by'))),
  type: link.text('type'),
  ...(link.has('payload') ? { payload: readPayload(link) } : {}),
  ...(link.has('salt') ? { salt: hex(link.bytes('salt')) } : {}),
  payloadHash: hex(link.bytes('payloadHash')),
  prevHash: hex(link.bytes('prevHash')),
  hash: hex(link.bytes('hash')),
});

const readPayload = (link: Fields): string => {
  try {
    return unpackText(link.packed('payload'));
  } catch {
    return link.fail('payload cannot be unpacked');
  }
};

const readActor = (by: Fields): Actor =>
  by.oneOf('kind', ['system', 'member']) === 'system'
    ? { kind: 'system' }
    : {
        kind: 'member',
        memberId: by.text('memberId') as MemberId,
        acts: by.text('acts') as ActsAs,
        ...(by.has('actingFor') ? { actingFor: by.text('actingFor') as MemberId } : {}),
      };

/** What happened, as the domain knows it. Erased events have no place in it. */
export const eventOf = (key: Key, { seq, at, by, type, payload }: ChainLink): RecordedEvent => {
  if (payload === undefined) throw new StoredItemError(key, `event ${seq} is erased`);
  const event = JSON.parse(payload) as PlanEvent;
  if (event.type !== type) throw new StoredItemError(key, `event ${seq} is not what it says`);
  return event.type === 'PlanSubmitted'
    ? { seq, at, by, event: { ...event, policy: upcastPolicy(event.policy) as unknown as Policy } }
    : { seq, at, by, event };
};
