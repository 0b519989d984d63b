import type { TableAccess } from './access.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { keyOf } from './keys.ts';
import { updateIf } from './write-if.ts';

/** The next free moment to send at, in epoch milliseconds. */
export const sendSlotsCodec: Codec<number> = {
  type: 'sendSlots',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => fields.count('nextMs'),
};

const TRIES = 3;

/**
 * Reserves a moment to send one mail at, apart from every other moment by `intervalMs`, whoever
 * asks. One that is never used is lost, which sends less, not more.
 *
 * @returns the moment, in epoch milliseconds; `undefined` when none is free within `patienceMs`
 */
export const reserveSendSlot = async (
  table: TableAccess,
  ask: { readonly nowMs: number; readonly intervalMs: number; readonly patienceMs: number },
): Promise<number | undefined> => {
  const { nowMs, intervalMs, patienceMs } = ask;
  const key = keyOf.sendSlots();
  const { type, v } = stamp(sendSlotsCodec);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const idle = await updateIf(table, {
      key,
      set: 'SET #type = :type, v = :v, nextMs = :next',
      when: {
        condition: 'attribute_not_exists(nextMs) OR nextMs < :now',
        names: { '#type': 'type' },
        values: { ':type': type, ':v': v, ':next': nowMs + intervalMs, ':now': nowMs },
      },
      give: 'nothing',
    });
    if (idle.kind === 'done') return nowMs;
    const queued = await updateIf(table, {
      key,
      set: 'SET nextMs = nextMs + :interval',
      when: {
        condition: 'nextMs BETWEEN :now AND :latest',
        values: { ':interval': intervalMs, ':now': nowMs, ':latest': nowMs + patienceMs },
      },
      give: 'item',
    });
    if (queued.kind === 'done') return fromItem(sendSlotsCodec, queued.item ?? {}) - intervalMs;
  }
  return undefined;
};
