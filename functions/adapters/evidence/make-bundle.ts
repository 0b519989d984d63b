import type { PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { Records } from '../../../domain/plan/records.ts';
import type { Disclosure } from '../../../domain/report/disclosure.ts';
import type { ServedVersion } from '../../../domain/report/served.ts';
import type { Signer } from '../signing/signer.ts';
import { type ChainLink, type SealedLink, sealed } from '../store/chain.ts';
import type { SignedAnchor } from './anchor.ts';
import {
  type Manifest,
  MEMBER,
  type Members,
  packBundle,
  type Seal,
  type ServedLine,
  sealedBytes,
  sha256Of,
} from './bundle-file.ts';
import { type PlanRecord, writeRecord } from './plan-record.ts';
import { README } from './readme.ts';

/** What an evidence bundle is made of. */
export interface BundleInput {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly view: string;
  readonly madeAt: Instant;
  readonly links: readonly ChainLink[];
  /** How much of each event the view shows. */
  readonly disclosure: ReadonlyMap<number, Disclosure>;
  /** What grew from the events; left out of copies that do not show them all. */
  readonly records: Records;
  readonly anchors: readonly SignedAnchor[];
  /** Public keys of the anchors: SPKI in DER. */
  readonly keys: readonly Uint8Array[];
  readonly served: readonly ServedVersion[];
  readonly report: {
    /** SHA-256 of the document. */
    readonly hash: string;
    readonly files: Members;
  };
  /** The one-file verifier. */
  readonly verifier: Uint8Array;
  readonly seal: Signer;
}

/** The link as far as the view shows its event. */
const disclosed = (link: ChainLink, disclosure: Disclosure): ChainLink | SealedLink => {
  if (disclosure === 'sealed') return sealed(link);
  if (disclosure === 'whole') return link;
  const { payload: _, salt: __, ...envelope } = link;
  return envelope;
};

/** The record of a plan as a view shows it. */
const recordOf = (input: BundleInput): PlanRecord => {
  const { tenantId, planId, links, disclosure, records, anchors, keys } = input;
  const events = links.map((link) => disclosed(link, disclosure.get(link.seq) ?? 'sealed'));
  const isWhole = events.every((link) => 'payload' in link && link.payload !== undefined);
  return {
    format: 'upturn-record/1',
    tenantId,
    planId,
    events,
    ...(isWhole ? { records } : {}),
    anchors,
    keys: keys.map((spki) => Buffer.from(spki).toString('base64')),
  };
};

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const servedLines = (served: readonly ServedVersion[]): readonly ServedLine[] =>
  served.map(({ content: _, ...line }) => line);

/** The evidence bundle of a plan: members, manifest, and the service's seal over the manifest. */
export const makeBundle = async (input: BundleInput): Promise<Uint8Array> => {
  const members = new Map<string, Uint8Array>([
    [MEMBER.record, bytesOf(writeRecord(recordOf(input)))],
    [MEMBER.served, bytesOf(canonicalJson(servedLines(input.served)))],
    ...input.served.map(
      ({ contentHash, content }) =>
        [MEMBER.content(contentHash), bytesOf(canonicalJson(content))] as const,
    ),
    ...input.report.files,
    [MEMBER.readme.en, bytesOf(README.en)],
    [MEMBER.readme['zh-CN'], bytesOf(README['zh-CN'])],
    [MEMBER.verifier, input.verifier],
  ]);
  const manifest: Manifest = {
    format: 'upturn-bundle/1',
    tenantId: input.tenantId,
    planId: input.planId,
    view: input.view,
    madeAt: input.madeAt,
    version: input.links.length,
    chainHash: input.links.at(-1)?.hash ?? '',
    reportHash: input.report.hash,
    members: [...members.keys()].sort().map((name) => {
      const bytes = members.get(name) ?? new Uint8Array();
      return { name, bytes: bytes.length, sha256: sha256Of(bytes) };
    }),
  };
  const text = bytesOf(canonicalJson(manifest));
  const [{ spki }, signature] = await Promise.all([
    input.seal.publicKey(),
    input.seal.sign(sealedBytes(text)),
  ]);
  const seal: Seal = {
    format: 'upturn-seal/1',
    key: Buffer.from(spki).toString('base64'),
    signature,
  };
  return packBundle(
    new Map([...members, [MEMBER.manifest, text], [MEMBER.seal, bytesOf(canonicalJson(seal))]]),
  );
};
