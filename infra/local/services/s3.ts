import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type {
  Authorise,
  Clock,
  CloudService,
  Principals,
  WireRequest,
  WireResponse,
} from '../service.ts';
import { inTransaction } from './database.ts';
import { element } from './query-protocol.ts';
import { readUpload } from './s3-body.ts';
import { type CorsRule, corsHeaders, preflight } from './s3-cors.ts';
import { S3Error } from './s3-error.ts';
import { amzDateMs, readSignature, type SignedRequest, signatureMatches } from './signature-v4.ts';

export interface BucketDefinition {
  readonly name: string;
  readonly arn: string;
  /** Whether versions can be locked. */
  readonly objectLock: boolean;
  /** The retention that every new version gets. */
  readonly defaultRetention?: { readonly mode: LockMode; readonly days: number };
  /** What pages of other origins may do; nothing unless given. */
  readonly cors?: readonly CorsRule[];
}

type LockMode = 'GOVERNANCE' | 'COMPLIANCE';

export interface S3Options {
  readonly db: DatabaseSync;
  readonly clock: Clock;
  readonly buckets: readonly BucketDefinition[];
  readonly principals: Principals;
  readonly authorise: Authorise;
}

/** One version of an object, newest last in its key's history. */
interface Version {
  readonly seq: number;
  readonly version: string;
  readonly at: number;
  readonly deleteMarker: boolean;
  readonly size: number;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly lockMode: LockMode | undefined;
  readonly retainUntil: number | undefined;
}

const DAY_MS = 86_400_000;
/** How far a request's date may be from the service's. */
const SKEW_MS = 15 * 60_000;
const LONGEST_PRESIGNED_SECONDS = 7 * 86_400;
const KEY_BYTES_MAX = 1024;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS s3_version (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    version TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    delete_marker INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    headers TEXT NOT NULL,
    lock_mode TEXT,
    retain_until INTEGER,
    content BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS s3_version_key ON s3_version (bucket, key, seq);
`;

/** Headers of an upload that come back with the object. */
const KEPT_HEADERS = [
  'content-type',
  'content-disposition',
  'content-language',
  'cache-control',
] as const;

/** `x-amz-` headers and query parameters that are modelled; any other is refused, not ignored. */
const MODELLED =
  /^x-amz-(date|security-token|content-sha256|user-agent|decoded-content-length|trailer|sdk-checksum-algorithm|checksum-(mode|crc32|sha1|sha256)|bypass-governance-retention|object-lock-(mode|retain-until-date)|meta-[\w-]+|algorithm|credential|expires|signedheaders|signature)$/;
const MODELLED_QUERY =
  /^(x-id|versionId|list-type|prefix|max-keys|start-after|continuation-token|response-content-(type|disposition)|x-amz-.+)$/i;

/**
 * S3's REST protocol for what the product uses: versioned buckets, Object Lock, uploads with
 * checksums, ranges, listing, and URLs that were signed beforehand. Signatures are checked for real.
 * It is a stand-in, not an archive: whoever owns the machine owns the file that it writes to.
 */
export const createS3 = (options: S3Options): CloudService => {
  const { db, clock, principals, authorise } = options;
  db.exec(SCHEMA);
  const buckets = new Map(options.buckets.map((bucket) => [bucket.name, bucket]));
  const columns = 'seq, version, at, delete_marker, size, etag, headers, lock_mode, retain_until';
  const latest = db.prepare(
    `SELECT ${columns} FROM s3_version WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1`,
  );
  const byVersion = db.prepare(
    `SELECT ${columns} FROM s3_version WHERE bucket = ? AND key = ? AND version = ?`,
  );
  const contentOf = db.prepare('SELECT content FROM s3_version WHERE seq = ?');
  const insert = db.prepare(
    'INSERT INTO s3_version (bucket, key, version, at, delete_marker, size, etag, headers, lock_mode, retain_until, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = db.prepare('DELETE FROM s3_version WHERE seq = ?');
  const list = db.prepare(
    `SELECT key, at, size, etag FROM s3_version AS v
     WHERE bucket = ? AND key > ? AND substr(key, 1, ?) = ? AND delete_marker = 0
       AND seq = (SELECT max(seq) FROM s3_version WHERE bucket = v.bucket AND key = v.key)
     ORDER BY key LIMIT ?`,
  );

  const authenticate = (request: WireRequest): SignedRequest => {
    const signed = readSignature(request);
    if (signed === undefined) throw new S3Error('AccessDenied', 'Access Denied');
    const secret = principals.secretOf?.(signed.accessKeyId);
    if (secret === undefined)
      throw new S3Error(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    const signedAt = amzDateMs(signed.amzDate);
    const { expiresSeconds } = signed;
    if (expiresSeconds !== undefined) {
      if (!(expiresSeconds >= 1 && expiresSeconds <= LONGEST_PRESIGNED_SECONDS))
        throw new S3Error(
          'AuthorizationQueryParametersError',
          'X-Amz-Expires must be between 1 and 604800 seconds',
        );
      if (!(clock.now() <= signedAt + expiresSeconds * 1000 && clock.now() >= signedAt - SKEW_MS))
        throw new S3Error('AccessDenied', 'Request has expired');
    } else if (!(Math.abs(clock.now() - signedAt) <= SKEW_MS))
      throw new S3Error(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      );
    // Every header that says what is to be done has to be signed, and the host, or none is.
    const unsigned = Object.keys(request.headers).filter(
      (name) => name.startsWith('x-amz-') && !signed.signedHeaders.includes(name),
    );
    if (!signed.signedHeaders.includes('host') || unsigned.length > 0)
      throw new S3Error(
        'AccessDenied',
        'There were headers present in the request which were not signed',
      );
    const path = `/s3${request.path}`;
    if (
      signed.sessionToken !== secret.sessionToken ||
      !signatureMatches(request, signed, path, secret.secretAccessKey)
    )
      throw new S3Error(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
    return signed;
  };

  const may = (
    { accessKeyId }: SignedRequest,
    action: string,
    resource: string,
    context: Record<string, string> = {},
  ) => authorise({ accessKeyId, action: `s3:${action}`, resource, context });

  const demand = (...question: Parameters<typeof may>): void => {
    const answer = may(...question);
    if (answer.allowed) return;
    if (answer.reason === 'expiredKey')
      throw new S3Error('ExpiredToken', 'The provided token has expired.');
    throw new S3Error('AccessDenied', answer.message);
  };

  /** The version asked for; who may not list is not told whether a key exists. */
  const find = (target: Target, signed: SignedRequest): Version => {
    const { bucket, key, versionId } = target;
    const action = versionId === undefined ? 'GetObject' : 'GetObjectVersion';
    demand(signed, action, `${bucket.arn}/${key}`);
    const row =
      versionId === undefined
        ? latest.get(bucket.name, key)
        : byVersion.get(bucket.name, key, versionId);
    const version = row && versionOf(row);
    if (version !== undefined && !version.deleteMarker) return version;
    if (!may(signed, 'ListBucket', bucket.arn, { 's3:prefix': key }).allowed)
      throw new S3Error('AccessDenied', 'Access Denied');
    throw versionId === undefined
      ? new S3Error('NoSuchKey', 'The specified key does not exist.')
      : new S3Error('NoSuchVersion', 'The specified version does not exist.');
  };

  const retentionOf = (
    bucket: BucketDefinition,
    headers: Readonly<Record<string, string>>,
  ): { readonly mode: LockMode; readonly until: number } | undefined => {
    const mode = headers['x-amz-object-lock-mode'];
    const until = headers['x-amz-object-lock-retain-until-date'];
    if (mode === undefined && until === undefined) {
      const { defaultRetention: given } = bucket;
      return given && { mode: given.mode, until: clock.now() + given.days * DAY_MS };
    }
    if (!bucket.objectLock)
      throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
    const ms = Date.parse(until ?? '');
    if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || !(ms > clock.now()))
      throw new S3Error('InvalidArgument', 'The retain until date must be in the future!');
    return { mode, until: ms };
  };

  const put = (request: WireRequest, target: Target, signed: SignedRequest): WireResponse => {
    const { bucket, key } = target;
    const { headers } = request;
    demand(signed, 'PutObject', `${bucket.arn}/${key}`);
    if (headers['x-amz-object-lock-mode'] !== undefined)
      demand(signed, 'PutObjectRetention', `${bucket.arn}/${key}`);
    const retention = retentionOf(bucket, headers);
    const { content, checksum, isChecked } = readUpload(request, signed.payload);
    if (retention !== undefined && !isChecked)
      throw new S3Error(
        'InvalidRequest',
        'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
      );
    const etag = `"${createHash('md5').update(content).digest('hex')}"`;
    const version = newVersionId();
    const kept = {
      ...Object.fromEntries(
        Object.entries(headers).filter(
          ([name]) =>
            (KEPT_HEADERS as readonly string[]).includes(name) || name.startsWith('x-amz-meta-'),
        ),
      ),
      ...(checksum === undefined
        ? {}
        : { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value }),
    };
    inTransaction(db, () => {
      const current = latest.get(bucket.name, key);
      const exists = current !== undefined && !versionOf(current).deleteMarker;
      const wanted = headers['if-none-match'];
      if (wanted !== undefined && wanted !== '*')
        throw new S3Error('NotImplemented', 'If-None-Match takes only * on an upload');
      if (headers['if-match'] !== undefined)
        throw new S3Error('NotImplemented', 'If-Match on an upload is not modelled');
      if (wanted === '*' && exists)
        throw new S3Error(
          'PreconditionFailed',
          'At least one of the pre-conditions you specified did not hold',
        );
      insert.run(
        bucket.name,
        key,
        version,
        clock.now(),
        0,
        content.length,
        etag,
        JSON.stringify(kept),
        retention?.mode ?? null,
        retention?.until ?? null,
        content,
      );
    });
    return {
      status: 200,
      headers: {
        etag,
        'x-amz-version-id': version,
        ...(checksum === undefined
          ? {}
          : { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value }),
      },
    };
  };

  const get = (request: WireRequest, target: Target, signed: SignedRequest): WireResponse => {
    const version = find(target, signed);
    const range = rangeOf(request.headers.range, version.size);
    const wantsChecksum = request.headers['x-amz-checksum-mode'] === 'ENABLED';
    const headers: Record<string, string> = {
      ...Object.fromEntries(
        Object.entries(version.headers).filter(
          ([name]) => !name.startsWith('x-amz-checksum-') || (wantsChecksum && range === undefined),
        ),
      ),
      etag: version.etag,
      'accept-ranges': 'bytes',
      'last-modified': new Date(version.at).toUTCString(),
      'x-amz-version-id': version.version,
      'content-length': String(range === undefined ? version.size : range.to - range.from + 1),
    };
    const resource = `${target.bucket.arn}/${target.key}`;
    if (version.lockMode !== undefined && may(signed, 'GetObjectRetention', resource).allowed) {
      headers['x-amz-object-lock-mode'] = version.lockMode;
      headers['x-amz-object-lock-retain-until-date'] = new Date(
        version.retainUntil ?? 0,
      ).toISOString();
    }
    for (const [parameter, value] of request.query) {
      const header = /^response-(content-type|content-disposition)$/.exec(parameter)?.[1];
      if (header !== undefined) headers[header] = value;
    }
    if (range !== undefined)
      headers['content-range'] = `bytes ${range.from}-${range.to}/${version.size}`;
    const status = range === undefined ? 200 : 206;
    if (request.method === 'HEAD') return { status, headers };
    const row = contentOf.get(version.seq);
    const content = Buffer.from((row?.content as Uint8Array | undefined) ?? []);
    return {
      status,
      headers,
      body: range === undefined ? content : content.subarray(range.from, range.to + 1),
    };
  };

  const listObjects = (
    request: WireRequest,
    bucket: BucketDefinition,
    signed: SignedRequest,
  ): WireResponse => {
    const { query } = request;
    if (query.get('list-type') !== '2' || query.has('delimiter'))
      throw new S3Error('NotImplemented', 'only ListObjectsV2 without delimiter is modelled');
    const prefix = query.get('prefix') ?? '';
    demand(signed, 'ListBucket', bucket.arn, { 's3:prefix': prefix });
    const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
    const token = query.get('continuation-token');
    const after =
      token === null
        ? (query.get('start-after') ?? '')
        : Buffer.from(token, 'base64url').toString('utf8');
    const rows = list.all(bucket.name, after, prefix.length, prefix, most + 1);
    const page = rows.slice(0, most);
    const last = page.at(-1);
    return xml(
      200,
      '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        element('Name', bucket.name) +
        element('Prefix', prefix) +
        element('KeyCount', String(page.length)) +
        element('MaxKeys', String(most)) +
        element('IsTruncated', String(rows.length > most)) +
        (rows.length > most && last !== undefined
          ? element('NextContinuationToken', Buffer.from(String(last.key)).toString('base64url'))
          : '') +
        page
          .map(
            (row) =>
              `<Contents>${element('Key', String(row.key))}${element('LastModified', new Date(Number(row.at)).toISOString())}${element('ETag', String(row.etag))}${element('Size', String(row.size))}${element('StorageClass', 'STANDARD')}</Contents>`,
          )
          .join('') +
        '</ListBucketResult>',
    );
  };

  const deleteObject = (
    request: WireRequest,
    { bucket, key, versionId }: Target,
    signed: SignedRequest,
  ): WireResponse => {
    const resource = `${bucket.arn}/${key}`;
    if (versionId === undefined) {
      demand(signed, 'DeleteObject', resource);
      const marker = newVersionId();
      insert.run(
        bucket.name,
        key,
        marker,
        clock.now(),
        1,
        0,
        '',
        '{}',
        null,
        null,
        Buffer.alloc(0),
      );
      return {
        status: 204,
        headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker },
      };
    }
    demand(signed, 'DeleteObjectVersion', resource);
    const row = byVersion.get(bucket.name, key, versionId);
    const version = row && versionOf(row);
    if (version !== undefined) {
      const bypasses = request.headers['x-amz-bypass-governance-retention'] === 'true';
      if (bypasses) demand(signed, 'BypassGovernanceRetention', resource);
      const isLocked = (version.retainUntil ?? 0) > clock.now();
      if (isLocked && !(bypasses && version.lockMode === 'GOVERNANCE'))
        throw new S3Error('AccessDenied', 'Access Denied because object protected by object lock.');
      remove.run(version.seq);
    }
    return { status: 204, headers: { 'x-amz-version-id': versionId } };
  };

  const answer = (request: WireRequest): WireResponse => {
    for (const name of Object.keys(request.headers))
      if (name.startsWith('x-amz-') && !MODELLED.test(name))
        throw new S3Error('NotImplemented', `the header ${name} is not modelled`);
    for (const name of request.query.keys())
      if (!MODELLED_QUERY.test(name))
        throw new S3Error('NotImplemented', `the parameter ${name} is not modelled`);
    const [bucketName, encodedKey] = placeOf(request);
    if (request.method === 'OPTIONS') {
      const allowed = preflight(buckets.get(bucketName)?.cors ?? [], request);
      if (allowed !== undefined) return allowed;
      throw new S3Error('AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
    }
    const signed = authenticate(request);
    const bucket = buckets.get(bucketName);
    if (bucket === undefined)
      throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
    if (encodedKey === '') {
      if (request.method !== 'GET')
        throw new S3Error('NotImplemented', `${request.method} on a bucket is not modelled`);
      return listObjects(request, bucket, signed);
    }
    const key = decodeURIComponent(encodedKey);
    if (Buffer.byteLength(key) > KEY_BYTES_MAX)
      throw new S3Error('KeyTooLongError', 'Your key is too long');
    const versionId = request.query.get('versionId') ?? undefined;
    const target: Target = { bucket, key, ...(versionId === undefined ? {} : { versionId }) };
    switch (request.method) {
      case 'PUT':
        if (versionId !== undefined || request.headers['x-amz-copy-source'] !== undefined)
          throw new S3Error('NotImplemented', 'this kind of PUT is not modelled');
        return put(request, target, signed);
      case 'GET':
      case 'HEAD':
        return get(request, target, signed);
      case 'DELETE':
        return deleteObject(request, target, signed);
      default:
        throw new S3Error('MethodNotAllowed', 'The specified method is not allowed.');
    }
  };

  return {
    name: 's3',
    handle: async (request) => {
      const requestId = randomUUID();
      const common = {
        ...corsHeaders(buckets.get(placeOf(request)[0])?.cors ?? [], request),
        'x-amz-request-id': requestId,
        // The SDK sets its clock by this one, which may be moved.
        date: new Date(clock.now()).toUTCString(),
      };
      try {
        const response = answer(request);
        return { ...response, headers: { ...response.headers, ...common } };
      } catch (error) {
        const known =
          error instanceof S3Error
            ? error
            : new S3Error('InternalError', `The local host failed: ${String(error)}`);
        const response = xml(
          known.status,
          `<Error>${element('Code', known.code)}${element('Message', known.message)}${element('RequestId', requestId)}</Error>`,
        );
        return { ...response, headers: { ...response.headers, ...common } };
      }
    },
    close: async () => {},
  };
};

/** Name of the bucket, and the key as it is encoded. */
const placeOf = ({ path }: WireRequest): readonly [bucket: string, key: string] => {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(path) ?? [];
  return [bucket, key];
};

interface Target {
  readonly bucket: BucketDefinition;
  readonly key: string;
  readonly versionId?: string;
}

const newVersionId = (): string => randomBytes(24).toString('base64url');

const versionOf = (row: Readonly<Record<string, unknown>>): Version => ({
  seq: Number(row.seq),
  version: String(row.version),
  at: Number(row.at),
  deleteMarker: row.delete_marker === 1,
  size: Number(row.size),
  etag: String(row.etag),
  headers: JSON.parse(String(row.headers)) as Record<string, string>,
  lockMode: (row.lock_mode as LockMode | null) ?? undefined,
  retainUntil: row.retain_until === null ? undefined : Number(row.retain_until),
});

const rangeOf = (
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | undefined => {
  if (header === undefined) return undefined;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === '' && last === '')
    throw new S3Error('NotImplemented', `the range ${header} is not modelled`);
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from > to || from >= size)
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return { from, to };
};

const xml = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
