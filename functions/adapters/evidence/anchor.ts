import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';

/**
 * An anchor says, under a signature and outside the table, how far the chains of some plans of one
 * company had come at one moment. It names no plan: whoever knows a plan's id finds its entry, and
 * nobody else learns which plans there are.
 */
export interface Anchor {
  readonly format: 'upturn-anchor/1';
  readonly tenantId: TenantId;
  /** Numbers the company's anchors from 1. */
  readonly seq: number;
  readonly at: Instant;
  /** Hash of the company's anchor before this one; of the company's id for the first. */
  readonly prev: string;
  /** Sorted by tag. */
  readonly plans: readonly AnchorEntry[];
}

/** One plan in an anchor; all lower-case hex. */
export interface AnchorEntry {
  /** Names the plan for those who know its id, differently in every anchor. 16 bytes. */
  readonly tag: string;
  /** Commits to the plan's version and the hash of its last event. */
  readonly head: string;
}

/** An anchor as it is stored. */
export interface SignedAnchor {
  readonly anchor: Anchor;
  /** Fingerprint of the key: SHA-256 of its public part (SPKI, DER), lower-case hex. */
  readonly key: string;
  /** ECDSA over P-256 with SHA-256, over the 32 bytes of `anchorHash`; DER, base64. */
  readonly signature: string;
}

/** How far one plan's chain has come. */
export interface AnchoredHead {
  readonly planId: PlanId;
  readonly version: number;
  /** Hash of the last event, lower-case hex. */
  readonly chainHash: string;
}

/** Leaves of a plan's chain start with a zero byte; what is hashed here starts with others. */
const BYTE = { anchor: 1, tag: 2, head: 3, start: 4 } as const;

const digest = (kind: keyof typeof BYTE, text: string): Buffer =>
  createHash('sha256').update(Uint8Array.of(BYTE[kind])).update(text, 'utf8').digest();

const TAG_BYTES = 16;

/** The name of a plan in the company's anchor of that number. */
export const tagOf = (seq: number, planId: PlanId): string =>
  digest('tag', `${seq}#${planId}`).subarray(0, TAG_BYTES).toString('hex');

/** What an anchor holds of a plan's head: nobody reads the version from it, whoever has the record checks it. */
export const headCommitment = ({ planId, version, chainHash }: AnchoredHead): string =>
  digest('head', `${planId}#${version}#${chainHash}`).toString('hex');

/** `prev` of a company's first anchor. */
export const anchorStart = (tenantId: TenantId): string =>
  digest('start', tenantId).toString('hex');

/** What is signed, and what the next anchor refers to; lower-case hex. */
export const anchorHash = (anchor: Anchor): string =>
  digest('anchor', canonicalJson(anchor)).toString('hex');

/** The bytes that are signed. A hash of fixed length: the signing service takes no long message. */
export const bytesToSign = (anchor: Anchor): Buffer => Buffer.from(anchorHash(anchor), 'hex');

/** The company's next anchor. */
export const nextAnchor = (next: {
  readonly tenantId: TenantId;
  readonly at: Instant;
  readonly last?: Anchor;
  readonly heads: readonly AnchoredHead[];
}): Anchor => {
  const { tenantId, at, last, heads } = next;
  const seq = (last?.seq ?? 0) + 1;
  return {
    format: 'upturn-anchor/1',
    tenantId,
    seq,
    at,
    prev: last === undefined ? anchorStart(tenantId) : anchorHash(last),
    plans: heads
      .map((head) => ({ tag: tagOf(seq, head.planId), head: headCommitment(head) }))
      .sort((a, b) => (a.tag < b.tag ? -1 : 1)),
  };
};

/** SHA-256 of a public key (SPKI, DER), lower-case hex: what people compare. */
export const fingerprintOf = (spki: Uint8Array): string =>
  createHash('sha256').update(spki).digest('hex');

/** The key of an SPKI in DER, or `undefined` unless it is one for ECDSA over P-256. */
export const readPublicKey = (spki: Uint8Array): KeyObject | undefined => {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const isP256 = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    // Another way to write the same key would have another fingerprint.
    const isExact = key.export({ format: 'der', type: 'spki' }).equals(spki);
    return isP256 && isExact ? key : undefined;
  } catch {
    return undefined;
  }
};

/** Whether the signature is the key's over exactly this anchor. */
export const signatureHolds = ({ anchor, signature }: SignedAnchor, key: KeyObject): boolean => {
  const der = Buffer.from(signature, 'base64');
  // Decoding base64 is lenient, a signature is not.
  if (der.toString('base64') !== signature) return false;
  try {
    return verify('sha256', bytesToSign(anchor), { key, dsaEncoding: 'der' }, der);
  } catch {
    return false;
  }
};
