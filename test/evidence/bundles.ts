import { generateKeyPairSync, sign } from 'node:crypto';
import type { Instant } from '../../domain/kernel/instant.ts';
import { canonicalJson } from '../../domain/plan/canonical.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import { type Disclosure, disclosureOf } from '../../domain/report/disclosure.ts';
import { servedVersions } from '../../domain/report/served.ts';
import { fingerprintOf } from '../../functions/adapters/evidence/anchor.ts';
import {
  type Manifest,
  MEMBER,
  type Members,
  packBundle,
  type Seal,
  sealedBytes,
} from '../../functions/adapters/evidence/bundle-file.ts';
import { makeBundle } from '../../functions/adapters/evidence/make-bundle.ts';
import type { Signer } from '../../functions/adapters/signing/signer.ts';
import { PLAN_ID, TENANT_ID } from '../support/plans.ts';
import { anchorsAt, chain, KEY } from './records.ts';

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
type Pair = ReturnType<typeof keyPair>;

const signerOf = ({ privateKey, publicKey }: Pair): Signer => {
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return {
    publicKey: async () => ({ spki, fingerprint: fingerprintOf(spki) }),
    sign: async (bytes) => sign('sha256', bytes, privateKey).toString('base64'),
  };
};

export const SEAL = signerOf(keyPair());
/** Somebody else's key, to forge with. */
export const FORGED_SEAL = signerOf(keyPair());

export const fingerprints = async (): Promise<readonly string[]> => [
  KEY.fingerprint,
  (await SEAL.publicKey()).fingerprint,
];

const HR_SEES_ALL = (history: readonly RecordedEvent[]): ReadonlyMap<number, Disclosure> =>
  disclosureOf(history, 'hr', () => false);

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** A bundle of a history, anchored at its end; the report in it is a line of text. */
export const bundleOf = (
  history: readonly RecordedEvent[],
  more: {
    readonly view?: string;
    readonly disclosure?: ReadonlyMap<number, Disclosure>;
    readonly verifier?: Uint8Array;
  } = {},
): Promise<Uint8Array> => {
  const links = chain(history);
  return makeBundle({
    tenantId: TENANT_ID,
    planId: PLAN_ID,
    view: more.view ?? 'hr',
    madeAt: '2026-06-01T00:00:00.000Z' as Instant,
    links,
    disclosure: more.disclosure ?? HR_SEES_ALL(history),
    records: recordsOf(history),
    anchors: anchorsAt(links, [links.length]),
    keys: [Buffer.from(KEY.text, 'base64')],
    served: servedVersions(history),
    report: {
      hash: '0'.repeat(64),
      files: new Map([[MEMBER.report('en', 'html'), bytes('<p>Report</p>')]]),
    },
    verifier: more.verifier ?? bytes('// verifier'),
    seal: SEAL,
  });
};

/** The bundle of changed members, with manifest and seal made anew by whoever forges. */
export const forgeBundle = async (members: Members, seal: Signer): Promise<Uint8Array> => {
  const { createHash } = await import('node:crypto');
  const read = (name: string): unknown => JSON.parse(String(Buffer.from(members.get(name) ?? [])));
  const own: readonly string[] = [MEMBER.manifest, MEMBER.seal];
  const manifest = {
    ...(read(MEMBER.manifest) as Manifest),
    members: [...members.keys()]
      .filter((name) => !own.includes(name))
      .sort()
      .map((name) => {
        const content = members.get(name) ?? new Uint8Array();
        const sha256 = createHash('sha256').update(content).digest('hex');
        return { name, bytes: content.length, sha256 };
      }),
  };
  const text = bytes(canonicalJson(manifest));
  const sealed: Seal = {
    format: 'upturn-seal/1',
    key: Buffer.from((await seal.publicKey()).spki).toString('base64'),
    signature: await seal.sign(sealedBytes(text)),
  };
  return packBundle(
    new Map([...members, [MEMBER.manifest, text], [MEMBER.seal, bytes(canonicalJson(sealed))]]),
  );
};
