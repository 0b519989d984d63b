import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TenantId } from '../../../../domain/kernel/ids.ts';
import {
  attachment,
  downloadLink,
  getObject,
  headObject,
  listKeys,
  type ObjectStore,
  putObject,
  tenantKey,
  uploadLink,
} from '../../../../functions/adapters/objects/object-store.ts';
import type { AccessKey, Principals, RolePolicies } from '../../../../infra/local/service.ts';
import {
  createAuthorise,
  createPrincipals,
  createS3,
  openServiceDatabase,
} from '../../../../infra/local/services/index.ts';
import { mount } from './mount.ts';

const TENANT = '01K0TENANT0000000000000001' as TenantId;
const OTHER = '01K0TENANT0000000000000002' as TenantId;
const ARN = 'arn:aws:s3:::files';
const LOCKED = 'arn:aws:s3:::anchors';
const DAY = 86_400_000;

const allow = (Action: readonly string[], Resource: string, Condition?: object) => ({
  Effect: 'Allow' as const,
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition: Condition as never }),
});
const OWN = `t/\${aws:PrincipalTag/tenantId}/`;
const ROLES: Readonly<Record<string, RolePolicies>> = {
  Tenant: {
    arn: 'arn:aws:iam::000000000000:role/Tenant',
    trust: [],
    statements: [
      allow(
        ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
        `${ARN}/${OWN}*`,
      ),
      allow(['s3:ListBucket'], ARN, { StringLike: { 's3:prefix': `${OWN}*` } }),
    ],
  },
  Keeper: {
    arn: 'arn:aws:iam::000000000000:role/Keeper',
    trust: [],
    statements: [
      allow(
        [
          's3:GetObject',
          's3:GetObjectVersion',
          's3:GetObjectRetention',
          's3:PutObject',
          's3:DeleteObject',
          's3:DeleteObjectVersion',
          's3:BypassGovernanceRetention',
          's3:ListBucket',
        ],
        '*',
      ),
    ],
  },
};

// SDK and service share a clock: the day on which somebody tries this is none of theirs.
const start = Date.UTC(2026, 10, 23, 9);
const clock = { now: () => Date.now() };
const folder = mkdtempSync(join(tmpdir(), 'upturn-s3-'));
const db = openServiceDatabase(join(folder, 'services.sqlite'));
let principals: Principals;
let server: { url: string; close: () => Promise<void> };

const serve = () =>
  createS3({
    db,
    clock,
    principals,
    authorise: createAuthorise({ principals, roles: ROLES }),
    buckets: [
      {
        name: 'files',
        arn: ARN,
        objectLock: true,
        cors: [
          {
            origins: ['https://app.example'],
            methods: ['GET', 'PUT'],
            headers: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
            exposed: ['Content-Disposition'],
            maxAgeSeconds: 3600,
          },
        ],
      },
      {
        name: 'anchors',
        arn: LOCKED,
        objectLock: true,
        defaultRetention: { mode: 'COMPLIANCE', days: 10 },
      },
      {
        name: 'trial',
        arn: 'arn:aws:s3:::trial',
        objectLock: true,
        defaultRetention: { mode: 'GOVERNANCE', days: 10 },
      },
    ],
  });

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  principals = createPrincipals({ clock, db });
  server = await mount(() => [serve()]);
});
beforeEach(() => vi.setSystemTime(start));
afterAll(async () => {
  await server.close();
  vi.useRealTimers();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const client = (key: AccessKey) =>
  new S3Client({
    endpoint: `${server.url}/s3`,
    region: 'eu-central-1',
    credentials: key,
    maxAttempts: 1,
  });
const asTenant = (tenantId: TenantId, bucket = 'files'): ObjectStore => ({
  bucket,
  client: client(principals.session('Tenant', { tenantId }, start + 3_600_000)),
});
const asKeeper = (bucket: string): ObjectStore => ({
  bucket,
  client: client(principals.permanent('Keeper')),
});
const bytes = (text: string) => Buffer.from(text, 'utf8');
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
const text = async (store: ObjectStore, key: string) =>
  Buffer.from((await getObject(store, key)) ?? []).toString('utf8');
const put = (store: ObjectStore, key: string, body: string, ifAbsent = false) =>
  putObject(store, { key, body: bytes(body), contentType: 'text/plain', ifAbsent });

describe('the object store over the stand-in', () => {
  it('writes, reads, heads and lists, across a restart', async () => {
    const store = asTenant(TENANT);
    const key = tenantKey(TENANT, 'files', 'a.txt');
    expect(await put(store, key, '你好 attachments')).toBe('stored');
    expect(await text(store, key)).toBe('你好 attachments');
    expect(await headObject(store, key)).toMatchObject({ bytes: 18, contentType: 'text/plain' });
    await server.close();
    server = await mount(() => [serve()]);
    const again = asTenant(TENANT);
    expect(await text(again, key)).toBe('你好 attachments');
    expect(await getObject(again, tenantKey(TENANT, 'files', 'none'))).toBeUndefined();
    expect(await headObject(again, tenantKey(TENANT, 'files', 'none'))).toBeUndefined();
    for (const name of ['b', 'c', 'd']) await put(again, tenantKey(TENANT, 'list', name), name);
    const prefix = `${tenantKey(TENANT, 'list')}/`;
    const first = await listKeys(again, { prefix, limit: 2 });
    expect(first).toEqual([`${prefix}b`, `${prefix}c`]);
    expect(await listKeys(again, { prefix, limit: 2, after: `${prefix}c` })).toEqual([
      `${prefix}d`,
    ]);
  });

  it('writes once where nothing may be replaced', async () => {
    const store = asTenant(TENANT);
    const key = tenantKey(TENANT, 'once');
    expect(await put(store, key, 'first', true)).toBe('stored');
    expect(await put(store, key, 'second', true)).toBe('exists');
    expect(await text(store, key)).toBe('first');
  });

  it('reaches no other tenant’s objects, and no list of everything', async () => {
    const key = tenantKey(OTHER, 'files', 'a.txt');
    await put(asTenant(OTHER), key, 'theirs');
    const store = asTenant(TENANT);
    for (const attempt of [
      () => getObject(store, key),
      () => put(store, key, 'mine'),
      () => listKeys(store, { prefix: `t/${OTHER}/`, limit: 1 }),
      () => listKeys(store, { prefix: '', limit: 1 }),
      () => listKeys(store, { prefix: `t/${TENANT.slice(0, -1)}`, limit: 1 }),
    ])
      await expect(attempt()).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(headObject(store, key)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect(await text(asTenant(OTHER), key)).toBe('theirs');
  });

  it('takes no session that is over and no key that it does not know', async () => {
    const store = asTenant(TENANT);
    vi.setSystemTime(start + 2 * 3_600_000);
    await expect(put(store, tenantKey(TENANT, 'x'), 'x')).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
    const unknown = {
      bucket: 'files',
      client: client({ accessKeyId: 'AKIAX', secretAccessKey: 'x' }),
    };
    await expect(put(unknown, tenantKey(TENANT, 'x'), 'x')).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    });
  });

  it('spells keys of plain names only', () => {
    for (const part of ['', '..', 'a/b', 'a b', '.hidden', 'x'.repeat(129)])
      expect(() => tenantKey(TENANT, part)).toThrow(RangeError);
  });

  it('reads a range', async () => {
    const { client: s3, bucket } = asTenant(TENANT);
    const Key = tenantKey(TENANT, 'range');
    await put(asTenant(TENANT), Key, '0123456789');
    const read = async (Range: string) => {
      const { Body, ContentRange } = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key, Range }),
      );
      return [await Body?.transformToString(), ContentRange];
    };
    expect(await read('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
    expect(await read('bytes=-3')).toEqual(['789', 'bytes 7-9/10']);
    await expect(read('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('takes an upload in chunks with its checksum at the end', async () => {
    const { client: s3, bucket } = asTenant(TENANT);
    const Key = tenantKey(TENANT, 'chunks');
    const body = Readable.from([bytes('one '), bytes('two '), bytes('three')]);
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key,
        Body: body,
        ContentLength: 13,
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    expect(await text(asTenant(TENANT), Key)).toBe('one two three');
  });

  it('throws on what it does not model', async () => {
    const { client: s3, bucket } = asTenant(TENANT);
    const copy = new CopyObjectCommand({ Bucket: bucket, Key: 'a', CopySource: 'files/b' });
    await expect(s3.send(copy)).rejects.toMatchObject({ name: 'NotImplemented' });
    const crc = new PutObjectCommand({
      Bucket: bucket,
      Key: tenantKey(TENANT, 'c'),
      Body: 'x',
      ChecksumCRC32C: 'AAAAAA==',
    });
    await expect(s3.send(crc)).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('links', () => {
  const key = tenantKey(TENANT, 'files', 'report.pdf');
  const upload = (body: string) => ({
    key,
    contentType: 'application/pdf',
    bytes: bytes(body).length,
    sha256: sha256(body),
    seconds: 60,
  });
  const send = async (
    link: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    (await fetch(link.url, { method: 'PUT', body, headers: { ...link.headers, ...headers } }))
      .status;

  it('upload exactly what was announced, and download it under its name', async () => {
    const store = asTenant(TENANT);
    const link = await uploadLink(store, upload('content'));
    expect(await send(link, 'content')).toBe(200);
    const url = await downloadLink(store, { key, fileName: '进展 报告"\r\n.pdf', seconds: 60 });
    const answer = await fetch(url);
    expect(await answer.text()).toBe('content');
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(attachment('进展 报告"\r\n.pdf'));
    expect(attachment('进展 报告"\r\n.pdf')).toMatch(
      /^attachment; filename="[\w .]+"; filename\*=UTF-8''[\w.%-]+$/,
    );
  });

  it('take no other length, content, type or place', async () => {
    const link = await uploadLink(asTenant(TENANT), upload('content'));
    expect(await send(link, 'content and more')).toBe(403);
    expect(await send(link, 'CONTENT')).toBe(400);
    expect(await send(link, 'content', { 'Content-Type': 'text/html' })).toBe(403);
    const elsewhere = { ...link, url: link.url.replace('report.pdf', 'other.pdf') };
    expect(await send(elsewhere, 'content')).toBe(403);
    const other = {
      ...link,
      headers: { ...link.headers, 'x-amz-checksum-sha256': sha256('CONTENT') },
    };
    expect(await send(other, 'CONTENT')).toBe(403);
  });

  it('end, and never open another tenant’s objects', async () => {
    const store = asTenant(TENANT);
    await send(await uploadLink(store, upload('content')), 'content');
    const url = await downloadLink(store, { key, fileName: 'a', seconds: 60 });
    vi.setSystemTime(start + 59_000);
    expect((await fetch(url)).status).toBe(200);
    vi.setSystemTime(start + 61_000);
    expect((await fetch(url)).status).toBe(403);
    vi.setSystemTime(start);
    expect((await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'))).status).toBe(403);
    const theirs = await downloadLink(asTenant(OTHER), { key, fileName: 'a', seconds: 60 });
    expect((await fetch(theirs)).status).toBe(403);
    await expect(downloadLink(store, { key, fileName: 'a', seconds: 3600 })).rejects.toThrow();
  });

  it('of a session end with it', async () => {
    const key = principals.session('Tenant', { tenantId: TENANT }, start + 30_000);
    const url = await getSignedUrl(
      client(key),
      new GetObjectCommand({ Bucket: 'files', Key: tenantKey(TENANT, 'once') }),
      { expiresIn: 600 },
    );
    vi.setSystemTime(start + 40_000);
    expect((await fetch(url)).status).toBe(400);
  });
});

describe('a page of another origin', () => {
  const key = tenantKey(TENANT, 'plans', 'cors');
  const upload = () =>
    uploadLink(asTenant(TENANT), {
      key,
      contentType: 'text/plain',
      bytes: 5,
      sha256: sha256('hello'),
      seconds: 60,
    });
  const asks = (url: string, origin: string, method: string, headers: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': headers,
      },
    });

  it('is told that it may send what a link takes, and sends and fetches it', async () => {
    const { url, method, headers } = await upload();
    const names = Object.keys(headers).join(',').toLowerCase();
    const told = await asks(url, 'https://app.example', method, names);
    expect(told.status).toBe(200);
    expect(told.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(told.headers.get('access-control-allow-headers')).toBe(
      'content-type, x-amz-checksum-sha256, if-none-match',
    );
    const origin = { Origin: 'https://app.example' };
    const sent = await fetch(url, { method, headers: { ...headers, ...origin }, body: 'hello' });
    expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'https://app.example',
    ]);
    const link = await downloadLink(asTenant(TENANT), { key, fileName: 'a.txt', seconds: 60 });
    const fetched = await fetch(link, { headers: origin });
    expect(fetched.headers.get('access-control-expose-headers')).toBe('Content-Disposition');
    expect(await fetched.text()).toBe('hello');
  });

  it.each([
    ['from elsewhere', 'https://other.example', 'PUT', 'content-type'],
    ['to delete', 'https://app.example', 'DELETE', ''],
    ['with other headers', 'https://app.example', 'PUT', 'content-type,authorization'],
  ])('is refused %s', async (_, origin, method, headers) => {
    const { url } = await upload();
    const refused = await asks(url, origin, method, headers);
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-headers')).toBeNull();
    if (origin === 'https://app.example') return;
    const answer = await fetch(url, { headers: { Origin: origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a locked version', () => {
  const key = 'locked';

  it('stays, whoever asks, until its time is over; an overwrite is another version', async () => {
    const { client: s3, bucket } = asKeeper('anchors');
    await put(asKeeper('anchors'), key, 'first');
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    expect(head).toMatchObject({
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(start + 10 * DAY),
    });
    const removal = (bypass: boolean) =>
      s3.send(
        new DeleteObjectCommand({
          Bucket: bucket,
          Key: key,
          VersionId: head.VersionId,
          BypassGovernanceRetention: bypass,
        }),
      );
    await expect(removal(false)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(removal(true)).rejects.toMatchObject({ name: 'AccessDenied' });
    await put(asKeeper('anchors'), key, 'second');
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    expect(await getObject(asKeeper('anchors'), key)).toBeUndefined();
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: head.VersionId }),
    );
    expect(await Body?.transformToString()).toBe('first');
    vi.setSystemTime(start + 11 * DAY);
    await removal(false);
  });

  it('of a trial can be removed by somebody with the right to', async () => {
    const { client: s3, bucket } = asKeeper('trial');
    await put(asKeeper('trial'), key, 'first');
    const { VersionId } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const removal = { Bucket: bucket, Key: key, VersionId };
    await expect(s3.send(new DeleteObjectCommand(removal))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await s3.send(new DeleteObjectCommand({ ...removal, BypassGovernanceRetention: true }));
  });

  it('is not made of an upload that nothing vouches for', async () => {
    const { client: s3 } = asKeeper('anchors');
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: 'anchors', Key: key }), {
      expiresIn: 60,
      unhoistableHeaders: new Set(['x-amz-checksum-crc32']),
    });
    const bare = new URL(url);
    expect((await fetch(bare, { method: 'PUT', body: 'x' })).status).not.toBe(200);
  });
});
