import { readFile } from 'node:fs/promises';
import type { TenantId } from '../../../domain/kernel/ids.ts';
import { ENV } from '../../adapters/environment.ts';
import {
  downloadLink,
  type ObjectStore,
  openObjects,
  putObject,
  tenantKey,
} from '../../adapters/objects/object-store.ts';
import { createKmsSigner } from '../../adapters/signing/signer.ts';
import type { TenantScope } from '../../adapters/store/index.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { newUlid } from '../../adapters/system/random.ts';
import { setting } from '../../adapters/system/setting.ts';
import type { AnsweredFile } from '../../http/answer.ts';
import type { Services, Vault } from '../../http/services.ts';

/** Where the bucket's own rule clears away what is a day old; below it, the tenant's prefix. */
const answerKey = (tenantId: TenantId, name: string): string =>
  `answers/${tenantKey(tenantId, name)}`;

/** How long a link to an answer is good for: enough to follow it. */
const LINK_SECONDS = 300;

/** Opens a bucket once for each session of the tenant role. */
const bucketOf = (bucket: string): ((scope: TenantScope) => ObjectStore) => {
  const opened = new WeakMap<TenantScope, ObjectStore>();
  return (scope) => {
    const objects = opened.get(scope) ?? openObjects(bucket, scope.credentials);
    opened.set(scope, objects);
    return objects;
  };
};

/** Keeps a file for a short while; a link that downloads it. */
export const handOverIn =
  (files: (scope: TenantScope) => ObjectStore, newName: () => string) =>
  async (scope: TenantScope, { type, name, content }: AnsweredFile): Promise<string> => {
    const key = answerKey(scope.tenantId, newName());
    const body = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const contentType = typeof content === 'string' ? `${type}; charset=utf-8` : type;
    await putObject(files(scope), { key, body, contentType });
    return downloadLink(files(scope), { key, fileName: name, seconds: LINK_SECONDS });
  };

/** The world of files and evidence, under the tenant's credentials. */
export const openVault = (): Vault => {
  const files = bucketOf(setting(ENV.fileBucket));
  return {
    files,
    anchors: bucketOf(setting(ENV.anchorBucket)),
    seal: createKmsSigner(setting(ENV.sealKeyArn)),
    // It lies beside the bundle.
    verifier: () => readFile(new URL('verifier/verify.mjs', import.meta.url)),
    handOver: handOverIn(files, () => newUlid(systemClock())),
  };
};

/** @throws Error in a function that has nothing to do with files: a route runs where it should not */
export const vaultOf = ({ vault }: Services): Vault => {
  if (vault === undefined) throw new Error('This function has no files');
  return vault;
};
