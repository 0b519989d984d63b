import type { KeyObject } from 'node:crypto';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { PlanEvent, RecordedEvent } from '../../../domain/plan/events.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import {
  breakOf,
  type ChainBreak,
  type ChainLink,
  chainStart,
  type SealedLink,
} from '../store/chain.ts';
import {
  type AnchorEntry,
  anchorHash,
  anchorStart,
  fingerprintOf,
  headCommitment,
  readPublicKey,
  type SignedAnchor,
  signatureHolds,
  tagOf,
} from './anchor.ts';
import type { PlanRecord } from './plan-record.ts';
import { isOf, type Shape } from './shape.ts';

/**
 * Says whether a plan's record is what was written, and if not, what is wrong and where. It needs
 * Node and nothing else: no network, no account, no trust in whoever runs the service. It is also
 * what an evidence bundle carries along, so it imports no package.
 */

/** Everything that can be wrong with a record. */
export type FindingCode =
  /** The text is not JSON, not UTF-8, or lacks a part. */
  | 'unreadable'
  /** The text was written by something else, or touched: its JSON is not in canonical form. */
  | 'notCanonical'
  | `event.${Exclude<ChainBreak['what'], 'head'>}`
  /** What grew from the events is not what the events say. */
  | 'records'
  | 'anchor.tenant'
  /** One is missing, doubled, or in another's place. */
  | 'anchor.sequence'
  | 'anchor.prev'
  /** Entries are not sorted, or one is there twice. */
  | 'anchor.entries'
  /** The key that it names is not among the keys, or not among those that are trusted. */
  | 'anchor.key'
  | 'anchor.signature'
  /** The anchor saw events that are not in the record: it was cut off, or written anew. */
  | 'anchor.head'
  /** An older anchor saw more events than a younger one. */
  | 'anchor.backwards'
  /** Not a public key of this kind, or no anchor uses it. */
  | 'key';

export interface Finding {
  readonly code: FindingCode;
  /** Number of the event or anchor, or place of the key (from 1). */
  readonly at?: number;
}

export interface Verdict {
  /** Nothing is wrong. It is no more than `anchored` says. */
  readonly holds: boolean;
  readonly findings: readonly Finding[];
  readonly events: number;
  /** Events whose text was erased or withheld: that they happened is proven, what they said is not shown. */
  readonly withoutText: number;
  readonly anchors: number;
  /** What stands fast: up to which event, and since when at the latest. */
  readonly anchored?: { readonly upTo: number; readonly at: Instant; readonly anchor: number };
  /** When the last anchor of the record was made: nothing is known of what it does not hold. */
  readonly lastAnchorAt?: Instant;
  /** Fingerprints of the keys that the anchors are signed with. */
  readonly keys: readonly string[];
  /** Whether those keys were known from elsewhere. If not, compare the fingerprints. */
  readonly keysTrusted: boolean;
}

export interface VerifyOptions {
  /** Fingerprints known from elsewhere; without them, whatever keys the record brings are taken. */
  readonly trusted?: readonly string[];
}

/** Verifies the text or bytes of a record. Throws nothing. */
export const verifyRecord = (source: string | Uint8Array, options: VerifyOptions = {}): Verdict => {
  const read = readRecord(source);
  return read === undefined ? NOTHING : judge(read.record, read.canonical, options);
};

const NOTHING: Verdict = {
  holds: false,
  findings: [{ code: 'unreadable' }],
  events: 0,
  withoutText: 0,
  anchors: 0,
  keys: [],
  keysTrusted: false,
};

const judge = (record: PlanRecord, canonical: boolean, { trusted }: VerifyOptions): Verdict => {
  const findings: Finding[] = canonical ? [] : [{ code: 'notCanonical' }];
  const intact = judgeEvents(record, findings);
  judgeRecords(record, intact, findings);
  const keys = readKeys(record, findings);
  const anchored = judgeAnchors(record, intact, keys, trusted, findings);
  const last = record.anchors.at(-1);
  return {
    holds: findings.length === 0,
    findings,
    events: record.events.length,
    withoutText: record.events.filter((link) => textOf(link) === undefined).length,
    anchors: record.anchors.length,
    ...(anchored === undefined ? {} : { anchored }),
    ...(last === undefined ? {} : { lastAnchorAt: last.anchor.at }),
    keys: [...keys.keys()],
    keysTrusted: trusted !== undefined && keys.size > 0,
  };
};

const textOf = (link: ChainLink | SealedLink): string | undefined =>
  'envelopeHash' in link ? undefined : link.payload;

/** @returns the events before the first break */
const judgeEvents = (
  { planId, events }: PlanRecord,
  findings: Finding[],
): readonly (ChainLink | SealedLink)[] => {
  let prevHash = chainStart(planId);
  let intact = events.length;
  for (const [index, link] of events.entries()) {
    const seq = index + 1;
    const what = breakOf(link, seq, prevHash);
    if (what !== undefined) {
      findings.push({ code: `event.${what}`, at: seq });
      intact = Math.min(intact, index);
    }
    // Each link is judged by what the one before it says of itself, so one fault is told once or twice.
    prevHash = link.hash;
  }
  return events.slice(0, intact);
};

const judgeRecords = (
  { events, records }: PlanRecord,
  intact: readonly (ChainLink | SealedLink)[],
  findings: Finding[],
): void => {
  // What broken events say does not count.
  if (intact.length < events.length) return;
  const whole = events.every((link) => textOf(link) !== undefined);
  // What follows from erased events nobody can tell: then, and only then, there are no records.
  if (records === undefined || !whole) {
    if ((records === undefined) === whole) findings.push({ code: 'records' });
    return;
  }
  const history = historyOf({ events });
  if (canonicalJson(recordsOf(history)) !== canonicalJson(records))
    findings.push({ code: 'records' });
};

/** The events of a record whose text is there. */
export const historyOf = ({ events }: Pick<PlanRecord, 'events'>): readonly RecordedEvent[] =>
  events.flatMap((link) =>
    'envelopeHash' in link || link.payload === undefined
      ? []
      : [
          {
            seq: link.seq,
            at: link.at,
            by: link.by,
            event: JSON.parse(link.payload) as PlanEvent,
          },
        ],
  );

const readKeys = (
  { keys, anchors }: PlanRecord,
  findings: Finding[],
): ReadonlyMap<string, KeyObject> => {
  const used = new Set(anchors.map(({ key }) => key));
  const known = new Map<string, KeyObject>();
  for (const [index, text] of keys.entries()) {
    const spki = Buffer.from(text, 'base64');
    const key = spki.toString('base64') === text ? readPublicKey(spki) : undefined;
    const fingerprint = fingerprintOf(spki);
    if (key === undefined || !used.has(fingerprint) || known.has(fingerprint))
      findings.push({ code: 'key', at: index + 1 });
    else known.set(fingerprint, key);
  }
  return known;
};

const judgeAnchors = (
  record: PlanRecord,
  intact: readonly (ChainLink | SealedLink)[],
  keys: ReadonlyMap<string, KeyObject>,
  trusted: readonly string[] | undefined,
  findings: Finding[],
): Verdict['anchored'] => {
  const { tenantId, planId, anchors } = record;
  const versions = new Map<string, number>(
    intact.map(({ hash }, index) => [
      headCommitment({ planId, version: index + 1, chainHash: hash }),
      index + 1,
    ]),
  );
  let anchored: Verdict['anchored'];
  let before: SignedAnchor | undefined;
  for (const signed of anchors) {
    const { anchor } = signed;
    const at = anchor.seq;
    const find = (code: FindingCode) => findings.push({ code, at });
    if (anchor.tenantId !== tenantId) find('anchor.tenant');
    const follows = before === undefined ? at >= 1 : at === before.anchor.seq + 1;
    if (!follows) find('anchor.sequence');
    const prev =
      before === undefined
        ? at === 1
          ? anchorStart(anchor.tenantId)
          : anchor.prev
        : anchorHash(before.anchor);
    if (anchor.prev !== prev) find('anchor.prev');
    if (!isSorted(anchor.plans)) find('anchor.entries');
    const key = keys.get(signed.key);
    const isTrusted = trusted === undefined || trusted.includes(signed.key);
    if (key === undefined || !isTrusted) find('anchor.key');
    else if (!signatureHolds(signed, key)) find('anchor.signature');
    else {
      const tag = tagOf(at, planId);
      const entry = anchor.plans.find((one) => one.tag === tag);
      const version = entry && versions.get(entry.head);
      if (entry !== undefined && version === undefined) find('anchor.head');
      if (version !== undefined) {
        if (version < (anchored?.upTo ?? 0)) find('anchor.backwards');
        // The first anchor that saw an event dates it.
        if (version > (anchored?.upTo ?? 0))
          anchored = { upTo: version, at: anchor.at, anchor: at };
      }
    }
    before = signed;
  }
  return anchored;
};

const isSorted = (entries: readonly AnchorEntry[]): boolean =>
  entries.every(({ tag }, index) => index === 0 || (entries[index - 1]?.tag ?? '') < tag);

// ---- reading ----

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const readRecord = (
  source: string | Uint8Array,
): { readonly record: PlanRecord; readonly canonical: boolean } | undefined => {
  try {
    const text = typeof source === 'string' ? source : UTF_8.decode(source);
    const value: unknown = JSON.parse(text);
    return isRecord(value)
      ? { record: value as unknown as PlanRecord, canonical: canonicalJson(value) === text }
      : undefined;
  } catch {
    return undefined;
  }
};

const EVENT: Shape = {
  seq: 'number',
  at: 'text',
  // Hashed whole, so whatever stands in it is covered.
  by: 'any',
  type: 'text',
  'payload?': 'text',
  'salt?': 'text',
  payloadHash: 'text',
  prevHash: 'text',
  hash: 'text',
};

const SEALED: Shape = { seq: 'number', envelopeHash: 'text', prevHash: 'text', hash: 'text' };

const ANCHOR: Shape = {
  anchor: {
    format: ['word', 'upturn-anchor/1'],
    tenantId: 'text',
    seq: 'number',
    at: 'text',
    prev: 'text',
    plans: ['list', { tag: 'text', head: 'text' }],
  },
  key: 'text',
  signature: 'text',
};

const isRecord = (value: unknown): boolean =>
  isOf(
    {
      format: ['word', 'upturn-record/1'],
      tenantId: 'text',
      planId: 'text',
      events: ['list', ['either', EVENT, SEALED]],
      'records?': 'any',
      anchors: ['list', ANCHOR],
      keys: ['list', 'text'],
    },
    value,
  );
