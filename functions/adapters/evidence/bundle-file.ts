import { createHash } from 'node:crypto';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import type { PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';

/**
 * The form of an evidence bundle: a zip of members that are stored as they are, in the order of
 * their names, with one fixed time. The same members make the same bytes, so whatever is turned over
 * in the file, its bookkeeping included, shows when it is packed again.
 */

/** A file in a bundle by its path. */
export type Members = ReadonlyMap<string, Uint8Array>;

/** What a bundle says of itself, in `manifest.json`. */
export interface Manifest {
  readonly format: 'upturn-bundle/1';
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  /** Whose view it is; what the view does not show is there as a commitment only. */
  readonly view: string;
  readonly madeAt: Instant;
  /** How far the record goes: the number of its last event, and that event's hash. */
  readonly version: number;
  readonly chainHash: string;
  /** SHA-256 of the report as a document, which its pages print; lower-case hex. */
  readonly reportHash: string;
  /** Every other member but the seal, in the order of the file. */
  readonly members: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

/** The service's signature over the manifest, in `seal.json`. */
export interface Seal {
  readonly format: 'upturn-seal/1';
  /** Public key: SPKI in DER, base64. */
  readonly key: string;
  /** ECDSA over P-256 with SHA-256, over the 32 bytes of `sealedBytes`; DER, base64. */
  readonly signature: string;
}

/** Names that every bundle has. */
export const MEMBER = {
  manifest: 'manifest.json',
  seal: 'seal.json',
  record: 'record.json',
  served: 'served.json',
  verifier: 'verify.mjs',
  readme: { en: 'README.en.txt', 'zh-CN': 'README.zh-CN.txt' },
  content: (hash: string): string => `content/${hash}.json`,
  report: (language: string, format: string): string =>
    `report/tracking-report.${language}.${format}`,
} as const;

/** A text that was handed to the employee, as `served.json` lists it. */
export interface ServedLine {
  readonly what: 'plan' | 'amendment';
  readonly contentHash: string;
  readonly servedAt: number;
  readonly acknowledgements: readonly number[];
}

export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What the seal signs: a hash over a byte of its own (anchors and links have others) and the manifest. */
export const sealedBytes = (manifest: Uint8Array): Buffer =>
  createHash('sha256').update(Uint8Array.of(6)).update(manifest).digest();

/** The earliest time that a zip can name: the file's own time is in the manifest. */
const NO_TIME = '1980-01-01T00:00:00';

/** The file of these members. */
export const packBundle = (members: Members): Uint8Array => {
  const files: Zippable = {};
  for (const name of [...members.keys()].sort())
    files[name] = members.get(name) ?? new Uint8Array();
  return zipSync(files, { level: 0, mtime: NO_TIME, os: 0, attrs: 0 });
};

/** The members of a file, or `undefined` when it is not to the last bit what `packBundle` writes. */
export const unpackBundle = (file: Uint8Array): Members | undefined => {
  try {
    const members = new Map(Object.entries(unzipSync(file)));
    return Buffer.compare(packBundle(members), file) === 0 ? members : undefined;
  } catch {
    return undefined;
  }
};
