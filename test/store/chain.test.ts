import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import {
  type ChainLink,
  chainStart,
  linkOf,
  verifyChain,
} from '../../functions/adapters/store/chain.ts';
import { eventItems, eventsCodec } from '../../functions/adapters/store/event-codec.ts';
import { fromItem, type RawItem } from '../../functions/adapters/store/item.ts';
import {
  activePlanHistory,
  as,
  OTHER_PLAN_ID,
  PLAN_ID,
  sha256,
  TENANT_ID,
} from '../support/plans.ts';

let drawn = 0;
/** Bytes that never repeat: a counter, hashed. */
const bytes = (size: number): Uint8Array => {
  drawn += 1;
  return Buffer.from(sha256(`salt ${drawn}`), 'hex').subarray(0, size);
};

const chain = (history: readonly RecordedEvent[]): ChainLink[] => {
  let hash = chainStart(PLAN_ID);
  return history.map((event) => {
    const link = linkOf(event, hash, bytes);
    hash = link.hash;
    return link;
  });
};

const links = chain(activePlanHistory());
const head = links.at(-1)?.hash;

/** Every copy of a value with one bit of it turned over; numbers are stored as their digits. */
function* flips(value: unknown): Generator<unknown> {
  if (value instanceof Uint8Array) {
    for (let bit = 0; bit < value.length * 8; bit += 1) {
      const copy = Buffer.from(value);
      copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      yield copy;
    }
  } else if (typeof value === 'string') {
    for (const copy of flips(Buffer.from(value, 'utf8'))) yield (copy as Buffer).toString('utf8');
  } else if (typeof value === 'number') {
    for (const copy of flips(String(value))) yield Number(copy);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value))
      for (const copy of flips(part))
        yield Array.isArray(value) ? value.with(Number(name), copy) : { ...value, [name]: copy };
  }
}

describe('the chain of a plan', () => {
  it('holds as it was written', () => {
    expect(verifyChain(PLAN_ID, links, head)).toBeUndefined();
    expect(verifyChain(PLAN_ID, [])).toBeUndefined();
  });

  it('shows every single bit that was turned over in what is stored of an event', () => {
    const at = '2026-04-01T02:00:00.000Z' as Instant;
    const short = chain([
      { seq: 1, at, by: as.employee, event: { type: 'StatementMade', text: 'short' } },
      { seq: 2, at, by: as.system, event: { type: 'SupportSilent', supportId: 'mentor' } },
      // Long enough to be compressed.
      {
        seq: 3,
        at,
        by: as.employee,
        event: { type: 'StatementMade', text: sha256('x').repeat(9) },
      },
      { seq: 4, at, by: as.hrOwner, event: { type: 'PlanReturned', comment: '请补充第二条证据' } },
    ]);
    const items = short.flatMap((link) => eventItems(TENANT_ID, PLAN_ID, [link]));
    const judge = (stored: readonly RawItem[]): 'seen' | 'unseen' | 'same' => {
      try {
        const read = stored.flatMap((item) => fromItem(eventsCodec, item));
        if (verifyChain(PLAN_ID, read, short.at(-1)?.hash) !== undefined) return 'seen';
        return isDeepStrictEqual(read, short) ? 'same' : 'unseen';
      } catch {
        return 'seen';
      }
    };
    expect(judge(items)).toBe('same');
    const tally = { seen: 0, unseen: 0, same: 0 };
    for (const [place, item] of items.entries())
      for (const events of flips(item.events))
        tally[judge(items.with(place, { ...item, events } as never))] += 1;
    expect(tally.unseen).toBe(0);
    expect(tally.seen).toBeGreaterThan(7000);
    // The bits that fill up the last byte of a compressed text mean nothing.
    expect(tally.same).toBeLessThan(8);
  });

  it('shows an event that is missing, doubled, moved or another plan’s', () => {
    const without = (at: number) => links.toSpliced(at, 1);
    for (const [at, link] of links.entries()) {
      expect(verifyChain(PLAN_ID, without(at), head), `${at} lost`).toBeDefined();
      expect(verifyChain(PLAN_ID, links.toSpliced(at, 0, link), head)).toBeDefined();
      const next = links[at + 1];
      if (next !== undefined)
        expect(verifyChain(PLAN_ID, links.toSpliced(at, 2, next, link), head)).toBeDefined();
    }
    expect(verifyChain(OTHER_PLAN_ID, links, head)).toEqual({ seq: 1, what: 'prevHash' });
  });

  it('shows a tail that was cut off only to whoever knows the head', () => {
    const cut = links.slice(0, -2);
    expect(verifyChain(PLAN_ID, cut)).toBeUndefined();
    expect(verifyChain(PLAN_ID, cut, head)).toEqual({ seq: cut.length + 1, what: 'head' });
  });

  it('shows a forged suffix against the head', () => {
    const [last] = links.slice(-1);
    if (last === undefined) throw new Error('no link');
    const event = JSON.parse(last.payload ?? '');
    const forged = linkOf({ seq: last.seq, at: last.at, by: last.by, event }, last.prevHash, bytes);
    expect(verifyChain(PLAN_ID, links.with(-1, forged))).toBeUndefined();
    expect(verifyChain(PLAN_ID, links.with(-1, forged), head)).toMatchObject({ what: 'head' });
  });

  it('says where it breaks and how', () => {
    const link = links[3] as ChainLink;
    const broken = (change: Partial<ChainLink>) =>
      verifyChain(PLAN_ID, links.with(3, { ...link, ...change }), head);
    expect(broken({ seq: 9 })).toEqual({ seq: 4, what: 'sequence' });
    expect(broken({ prevHash: link.hash })).toEqual({ seq: 4, what: 'prevHash' });
    expect(broken({ payload: `${link.payload} ` })).toEqual({ seq: 4, what: 'payload' });
    expect(broken({ salt: link.salt?.toUpperCase() ?? '' })).toEqual({ seq: 4, what: 'payload' });
    expect(broken({ type: 'PlanClosed' })).toEqual({ seq: 4, what: 'payload' });
    expect(broken({ at: '2020-01-01T00:00:00.000Z' as never })).toEqual({ seq: 4, what: 'hash' });
    expect(broken({ by: { kind: 'system' } })).toEqual({ seq: 4, what: 'hash' });
    expect(broken({ hash: link.prevHash })).toEqual({ seq: 4, what: 'hash' });
  });

  it('still holds when personal text and its salt are erased, and not when only one of them is', () => {
    const erased = links.map(({ payload: _, salt: __, ...rest }) => rest);
    expect(verifyChain(PLAN_ID, erased, head)).toBeUndefined();
    const { payload: _, ...saltOnly } = links[2] as ChainLink;
    expect(verifyChain(PLAN_ID, links.with(2, saltOnly), head)).toEqual({
      seq: 3,
      what: 'payload',
    });
  });

  it('says nothing of a short payload: equal events have different hashes', () => {
    const [event] = activePlanHistory();
    if (event === undefined) throw new Error('no event');
    const [a, b] = [linkOf(event, 'x', bytes), linkOf(event, 'x', bytes)];
    expect(a.payload).toBe(b.payload);
    expect(a.payloadHash).not.toBe(b.payloadHash);
  });
});
