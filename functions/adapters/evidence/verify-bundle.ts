import { verify } from 'node:crypto';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import { fingerprintOf, readPublicKey } from './anchor.ts';
import {
  type Manifest,
  MEMBER,
  type Members,
  type Seal,
  type ServedLine,
  sealedBytes,
  sha256Of,
  unpackBundle,
} from './bundle-file.ts';
import type { PlanRecord } from './plan-record.ts';
import { isOf, type Shape } from './shape.ts';
import { historyOf, type Verdict, type VerifyOptions, verifyRecord } from './verify-record.ts';

/** Everything that can be wrong with a bundle besides its record. */
export type BundleFindingCode =
  /** Not a zip, or not to the last bit one that the service wrote. */
  | 'file'
  /** The list of members is missing, touched, or of another form. */
  | 'manifest'
  /** A member is missing, is not listed, or is not what the list says. */
  | 'member'
  /** The seal is missing, broken, or over another manifest. */
  | 'seal'
  /** Sealed with a key that is not among the trusted ones. */
  | 'seal.key'
  /** The manifest speaks of another record. */
  | 'other'
  /** A text is not the one whose hash was signed, or it is said to be signed where it was not. */
  | 'served';

export interface BundleFinding {
  readonly code: BundleFindingCode;
  /** The member that it is about. */
  readonly name?: string;
}

export interface BundleVerdict {
  /** Nothing is wrong, neither with the bundle nor with its record. */
  readonly holds: boolean;
  readonly findings: readonly BundleFinding[];
  readonly record: Verdict;
  /** Absent when the manifest cannot be read. */
  readonly manifest?: Manifest;
  /** Fingerprint of the key of the seal, where that holds. */
  readonly sealedBy?: string;
}

/** Whether the file is a zip and not the bare text of a record. */
export const isBundle = (file: Uint8Array): boolean => file[0] === 0x50 && file[1] === 0x4b;

/** Verifies the bytes of an evidence bundle. Throws nothing. */
export const verifyBundle = (file: Uint8Array, options: VerifyOptions = {}): BundleVerdict => {
  const members = unpackBundle(file);
  if (members === undefined)
    return { holds: false, findings: [{ code: 'file' }], record: verifyRecord('', options) };
  const findings: BundleFinding[] = [];
  const text = members.get(MEMBER.record);
  const record = verifyRecord(text ?? '', options);
  const manifest = readCanonical<Manifest>(members.get(MEMBER.manifest), MANIFEST);
  if (manifest === undefined) findings.push({ code: 'manifest' });
  else judgeMembers(manifest, members, findings);
  const sealedBy = judgeSeal(members, options, findings);
  // What a broken record says does not count.
  const isRead = text !== undefined && !record.findings.some(({ code }) => code === 'unreadable');
  if (manifest !== undefined && isRead) {
    const parsed = JSON.parse(Buffer.from(text).toString('utf8')) as PlanRecord;
    if (!isAbout(manifest, parsed)) findings.push({ code: 'other' });
    if (record.holds) judgeServed(members, parsed, findings);
  }
  return {
    holds: findings.length === 0 && record.holds,
    findings,
    record,
    ...(manifest === undefined ? {} : { manifest }),
    ...(sealedBy === undefined ? {} : { sealedBy }),
  };
};

const isAbout = (manifest: Manifest, { tenantId, planId, events }: PlanRecord): boolean =>
  manifest.tenantId === tenantId &&
  manifest.planId === planId &&
  manifest.version === events.length &&
  manifest.chainHash === (events.at(-1)?.hash ?? '');

const judgeMembers = (manifest: Manifest, members: Members, findings: BundleFinding[]): void => {
  const listed = new Map(manifest.members.map((member) => [member.name, member]));
  const own: readonly string[] = [MEMBER.manifest, MEMBER.seal];
  const names = [...members.keys()].filter((name) => !own.includes(name));
  const order = manifest.members.map(({ name }) => name);
  if (canonicalJson(order) !== canonicalJson(order.toSorted())) findings.push({ code: 'manifest' });
  for (const name of new Set([...names, ...listed.keys()])) {
    const bytes = members.get(name);
    const line = listed.get(name);
    if (bytes?.length !== line?.bytes || bytes === undefined || sha256Of(bytes) !== line?.sha256)
      findings.push({ code: 'member', name });
  }
};

/** @returns the fingerprint of the key that holds */
const judgeSeal = (
  members: Members,
  { trusted }: VerifyOptions,
  findings: BundleFinding[],
): string | undefined => {
  const seal = readCanonical<Seal>(members.get(MEMBER.seal), SEAL);
  const spki = Buffer.from(seal?.key ?? '', 'base64');
  const key = readPublicKey(spki);
  const signature = Buffer.from(seal?.signature ?? '', 'base64');
  const isExact =
    spki.toString('base64') === seal?.key && signature.toString('base64') === seal.signature;
  if (key === undefined || !isExact || !isSignedBy(key, members, signature)) {
    findings.push({ code: 'seal' });
    return undefined;
  }
  const fingerprint = fingerprintOf(spki);
  if (trusted !== undefined && !trusted.includes(fingerprint)) findings.push({ code: 'seal.key' });
  return fingerprint;
};

const isSignedBy = (
  key: NonNullable<ReturnType<typeof readPublicKey>>,
  members: Members,
  signature: Uint8Array,
): boolean => {
  try {
    const bytes = sealedBytes(members.get(MEMBER.manifest) ?? new Uint8Array());
    return verify('sha256', bytes, { key, dsaEncoding: 'der' }, signature);
  } catch {
    return false;
  }
};

/** Every text is the one that was signed, and every signature in the record stands by one text. */
const judgeServed = (members: Members, record: PlanRecord, findings: BundleFinding[]): void => {
  const served = readCanonical<readonly ServedLine[]>(members.get(MEMBER.served), SERVED);
  if (served === undefined) {
    findings.push({ code: 'served', name: MEMBER.served });
    return;
  }
  const signed = new Map(
    historyOf(record).flatMap(({ seq, event }) => {
      if (event.type === 'PlanAcknowledged') return [[seq, event.acknowledgement.contentHash]];
      if (event.type === 'AmendmentAcknowledged') return [[seq, event.answer.contentHash]];
      return [];
    }),
  );
  const told = new Set<number>();
  for (const { contentHash, acknowledgements } of served) {
    const name = MEMBER.content(contentHash);
    const bytes = members.get(name);
    const isSigned = acknowledgements.every(
      (seq) =>
        !told.has(seq) && (!signed.has(seq) || signed.get(seq) === contentHash) && told.add(seq),
    );
    if (bytes === undefined || sha256Of(bytes) !== contentHash || !isSigned)
      findings.push({ code: 'served', name });
  }
  if ([...signed.keys()].some((seq) => !told.has(seq)))
    findings.push({ code: 'served', name: MEMBER.served });
};

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const readCanonical = <Value>(bytes: Uint8Array | undefined, shape: Shape): Value | undefined => {
  try {
    const text = UTF_8.decode(bytes ?? new Uint8Array());
    const value: unknown = JSON.parse(text);
    return isOf(shape, value) && canonicalJson(value) === text ? (value as Value) : undefined;
  } catch {
    return undefined;
  }
};

const MANIFEST: Shape = {
  format: ['word', 'upturn-bundle/1'],
  tenantId: 'text',
  planId: 'text',
  view: 'text',
  madeAt: 'text',
  version: 'number',
  chainHash: 'text',
  reportHash: 'text',
  members: ['list', { name: 'text', bytes: 'number', sha256: 'text' }],
};

const SEAL: Shape = { format: ['word', 'upturn-seal/1'], key: 'text', signature: 'text' };

const SERVED: Shape = [
  'list',
  { what: 'text', contentHash: 'text', servedAt: 'number', acknowledgements: ['list', 'number'] },
];
