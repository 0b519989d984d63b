import type { TenantId } from '../../../domain/kernel/ids.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import {
  getObject,
  listKeys,
  type ObjectStore,
  putObject,
  tenantKey,
} from '../objects/object-store.ts';
import type { PublicKey } from '../signing/signer.ts';
import type { Anchor, SignedAnchor } from './anchor.ts';

/**
 * Where anchors lie: one object each, locked, under the company's prefix. S3 lists upwards only and
 * the last anchor is what is asked for, so keys count down.
 */

const LARGEST_SEQ = 9_999_999_999;

const anchorKey = (tenantId: TenantId, seq: number): string =>
  tenantKey(tenantId, 'anchors', `${String(LARGEST_SEQ - seq).padStart(10, '0')}.json`);

/** Where a public key lies, for whoever wants to compare. */
const publicKeyKey = (fingerprint: string): string => `keys/${fingerprint}.der`;

/** The object that says which anchors there are; what it holds is only as true as its signature. */
const readAnchor = async (objects: ObjectStore, key: string): Promise<SignedAnchor> => {
  const bytes = await getObject(objects, key);
  if (bytes === undefined) throw new Error(`No anchor at ${key}`);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as SignedAnchor;
};

/** The company's last anchor. */
export const lastAnchor = async (
  objects: ObjectStore,
  tenantId: TenantId,
): Promise<Anchor | undefined> => {
  const prefix = `${tenantKey(tenantId, 'anchors')}/`;
  const [key] = await listKeys(objects, { prefix, limit: 1 });
  return key === undefined ? undefined : (await readAnchor(objects, key)).anchor;
};

/** @returns `exists` when there is one of that number: somebody was faster */
export const putAnchor = (
  objects: ObjectStore,
  signed: SignedAnchor,
): Promise<'stored' | 'exists'> =>
  putObject(objects, {
    key: anchorKey(signed.anchor.tenantId, signed.anchor.seq),
    body: Buffer.from(canonicalJson(signed), 'utf8'),
    contentType: 'application/json',
    ifAbsent: true,
  });

/** Keeps the public key beside the anchors. */
export const putPublicKey = (
  objects: ObjectStore,
  { spki, fingerprint }: PublicKey,
): Promise<'stored' | 'exists'> =>
  putObject(objects, {
    key: publicKeyKey(fingerprint),
    body: spki,
    contentType: 'application/octet-stream',
    ifAbsent: true,
  });

/**
 * The public keys that anchors were signed with.
 *
 * @throws Error when one is missing: it is written before the first anchor
 */
export const publicKeysOf = (
  objects: ObjectStore,
  anchors: readonly SignedAnchor[],
): Promise<readonly Uint8Array[]> =>
  Promise.all(
    [...new Set(anchors.map(({ key }) => key))].map(async (fingerprint) => {
      const spki = await getObject(objects, publicKeyKey(fingerprint));
      if (spki === undefined) throw new Error('The public key of an anchor is missing');
      return spki;
    }),
  );

const PAGE = 100;

/**
 * The company's anchors since a moment, oldest first, for a plan's record: from the last one before
 * it, so that the record shows where it begins.
 */
export const anchorsSince = async (
  objects: ObjectStore,
  tenantId: TenantId,
  since: string,
): Promise<readonly SignedAnchor[]> => {
  const prefix = `${tenantKey(tenantId, 'anchors')}/`;
  const newestFirst: SignedAnchor[] = [];
  let after: string | undefined;
  for (;;) {
    const keys = await listKeys(objects, {
      prefix,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const signed of await Promise.all(keys.map((key) => readAnchor(objects, key)))) {
      newestFirst.push(signed);
      if (signed.anchor.at < since) return newestFirst.reverse();
    }
    after = keys.at(-1);
    if (keys.length < PAGE) return newestFirst.reverse();
  }
};
