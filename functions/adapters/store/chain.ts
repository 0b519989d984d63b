import { createHash } from 'node:crypto';
import type { PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { Actor } from '../../../domain/plan/context.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';

/** One link of a plan's chain: the event's envelope and a salted commitment to its payload. */
export interface ChainLink {
  readonly seq: number;
  readonly at: Instant;
  readonly by: Actor;
  readonly type: string;
  /** Canonical JSON of the event; absent once its personal text was erased. */
  readonly payload?: string;
  /** 16 random bytes, lower-case hex; goes with the payload. */
  readonly salt?: string;
  readonly payloadHash: string;
  readonly prevHash: string;
  readonly hash: string;
}

/**
 * A link whose event is withheld from a reader: not even its kind, its time or its author is shown.
 * The chain runs through it all the same, and nobody guesses what it stands for: the hash of the
 * envelope covers a salted one.
 */
export interface SealedLink {
  readonly seq: number;
  readonly envelopeHash: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** Bytes of a salt. Without one, a hash of a short text is as good as the text. */
const SALT_BYTES = 16;

/** Stands before the plan's first event. */
export const chainStart = (planId: PlanId): string =>
  createHash('sha256').update(planId, 'utf8').digest('hex');

/** SHA-256 over the salt's bytes and the payload's UTF-8. */
const payloadHashOf = (salt: string, payload: string): string =>
  createHash('sha256').update(Buffer.from(salt, 'hex')).update(payload, 'utf8').digest('hex');

/** SHA-256 over a byte of its own and the canonical JSON of what a link says of its event. */
const envelopeHashOf = ({
  at,
  by,
  type,
  payloadHash,
}: Pick<ChainLink, 'at' | 'by' | 'type' | 'payloadHash'>): string =>
  createHash('sha256')
    .update(Uint8Array.of(5))
    .update(canonicalJson({ at, by, type, payloadHash }), 'utf8')
    .digest('hex');

/** SHA-256 over a zero byte and the link's canonical JSON. The zero keeps leaves apart from trees. */
const linkHashOf = ({ seq, envelopeHash, prevHash }: Omit<SealedLink, 'hash'>): string =>
  createHash('sha256')
    .update(Uint8Array.of(0))
    .update(canonicalJson({ seq, envelopeHash, prevHash }), 'utf8')
    .digest('hex');

/** The link as those see it who may not know of its event. */
export const sealed = (link: ChainLink): SealedLink => ({
  seq: link.seq,
  envelopeHash: envelopeHashOf(link),
  prevHash: link.prevHash,
  hash: link.hash,
});

/** The event as the next link of the chain that ends in `prevHash`. */
export const linkOf = (
  { seq, at, by, event }: RecordedEvent,
  prevHash: string,
  randomBytes: (size: number) => Uint8Array,
): ChainLink & { readonly payload: string; readonly salt: string } => {
  const payload = canonicalJson(event);
  const salt = Buffer.from(randomBytes(SALT_BYTES)).toString('hex');
  const envelope = {
    seq,
    at,
    by,
    type: event.type,
    payloadHash: payloadHashOf(salt, payload),
    prevHash,
  };
  const hash = linkHashOf({ seq, envelopeHash: envelopeHashOf(envelope), prevHash });
  return { ...envelope, payload, salt, hash };
};

/** Where a chain breaks. */
export interface ChainBreak {
  /** The number that the link at this place should have; one past the last for `head`. */
  readonly seq: number;
  readonly what: 'sequence' | 'prevHash' | 'payload' | 'hash' | 'head';
}

/**
 * Recomputes a plan's chain from its first event. It finds every change, loss and swap; a tail cut
 * off together with the plan's own record of the head it cannot know of.
 *
 * @param head the hash that the plan, or an anchor elsewhere, says the chain ends in
 */
export const verifyChain = (
  planId: PlanId,
  links: readonly ChainLink[],
  head?: string,
): ChainBreak | undefined => {
  let prevHash = chainStart(planId);
  let seq = 0;
  for (const link of links) {
    seq += 1;
    const what = breakOf(link, seq, prevHash);
    if (what !== undefined) return { seq, what };
    prevHash = link.hash;
  }
  return head === undefined || head === prevHash ? undefined : { seq: seq + 1, what: 'head' };
};

/** What is wrong with a link that should be number `seq` and follow `prevHash`; nothing if it holds. */
export const breakOf = (
  link: ChainLink | SealedLink,
  seq: number,
  prevHash: string,
): Exclude<ChainBreak['what'], 'head'> | undefined => {
  if (link.seq !== seq) return 'sequence';
  if (link.prevHash !== prevHash) return 'prevHash';
  if ('envelopeHash' in link) return linkHashOf(link) === link.hash ? undefined : 'hash';
  if (!payloadHolds(link)) return 'payload';
  const envelopeHash = envelopeHashOf(link);
  return linkHashOf({ seq, envelopeHash, prevHash }) === link.hash ? undefined : 'hash';
};

/** Erased links have neither payload nor salt; one without the other was tampered with. */
const payloadHolds = ({ payload, salt, payloadHash, type }: ChainLink): boolean => {
  if (payload === undefined || salt === undefined) return payload === salt;
  return (
    SALT.test(salt) && payloadHashOf(salt, payload) === payloadHash && typeOf(payload) === type
  );
};

/** Decoding hex is lenient, a salt is not. */
const SALT = /^[0-9a-f]{32}$/;

const typeOf = (payload: string): unknown => {
  try {
    return JSON.parse(payload)?.type;
  } catch {
    return undefined;
  }
};
