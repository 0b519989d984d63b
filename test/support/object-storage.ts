import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import type { ObjectStore } from '../../functions/adapters/objects/object-store.ts';
import { createKmsSigner, type Signer } from '../../functions/adapters/signing/signer.ts';
import {
  createAuthorise,
  createKms,
  createPrincipals,
  createS3,
  openServiceDatabase,
} from '../../infra/local/services/index.ts';
import { mount } from '../infra/local/services/mount.ts';

const KEY = { id: 'key-1', arn: 'arn:aws:kms:eu-central-1:000000000000:key/key-1' };
const ROLE = {
  arn: 'arn:aws:iam::000000000000:role/Test',
  trust: [],
  statements: [{ Effect: 'Allow' as const, Action: ['s3:*', 'kms:*'], Resource: '*' }],
};

/** Files in one bucket, and a key to sign with. */
export interface ObjectStorage {
  readonly objects: ObjectStore;
  readonly signer: Signer;
}

/** Object storage and a signing key on their real wire protocols, in memory. */
export const startObjectStorage = async (): Promise<{
  readonly storage: ObjectStorage;
  readonly close: () => Promise<void>;
}> => {
  const clock = { now: () => Date.now() };
  const db = openServiceDatabase(':memory:');
  const principals = createPrincipals({ clock, db });
  const authorise = createAuthorise({ principals, roles: { Test: ROLE } });
  const kept = new Map<string, string>();
  const services = [
    createS3({
      db,
      clock,
      principals,
      authorise,
      buckets: [{ name: 'anchors', arn: 'arn:aws:s3:::anchors', objectLock: true }],
    }),
    createKms({
      keys: [KEY],
      authorise,
      once: (name, generate) => {
        const value = kept.get(name) ?? generate();
        kept.set(name, value);
        return value;
      },
    }),
  ];
  const server = await mount(() => services);
  const client = {
    region: 'eu-central-1',
    credentials: principals.permanent('Test'),
    maxAttempts: 1,
  };
  return {
    storage: {
      objects: {
        bucket: 'anchors',
        client: new S3Client({ ...client, endpoint: `${server.url}/s3` }),
      },
      signer: createKmsSigner(KEY.arn, new KMSClient({ ...client, endpoint: `${server.url}/kms` })),
    },
    close: async () => {
      await server.close();
      db.close();
    },
  };
};

/** Object storage and a signing key for the tests of a file. */
export const useObjectStorage = (): (() => ObjectStorage) => {
  let started: Awaited<ReturnType<typeof startObjectStorage>> | undefined;
  beforeAll(async () => {
    started = await startObjectStorage();
  });
  afterAll(async () => {
    await started?.close();
  });
  return () => {
    if (started === undefined) throw new Error('the services are not running yet');
    return started.storage;
  };
};
