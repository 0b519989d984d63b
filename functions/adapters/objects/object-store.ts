import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { PartId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';

/** A bucket, with whatever rights the client's credentials have. */
export interface ObjectStore {
  readonly bucket: string;
  readonly client: S3Client;
}

/** Answers in milliseconds for small objects; an upload that hangs is repeated. */
const CLIENT: S3ClientConfig = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
  },
};

/** A bucket under the function's own rights, or those of the credentials that are given. */
export const openObjects = (
  bucket: string,
  credentials?: S3ClientConfig['credentials'],
): ObjectStore => ({
  bucket,
  client: new S3Client({ ...CLIENT, ...(credentials === undefined ? {} : { credentials }) }),
});

/** One step of a key: no slash, nothing that a path or a log could misread. */
const PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * The key of a tenant's object. The tenant role's policy pins requests to this prefix, as it pins
 * the partition keys of the table.
 *
 * @throws RangeError for a part that is no plain name
 */
export const tenantKey = (tenantId: TenantId, ...parts: readonly string[]): string => {
  for (const part of parts)
    if (!PART.test(part)) throw new RangeError('A part of an object key is no plain name');
  return ['t', tenantId, ...parts].join('/');
};

/** The key of a file that belongs to a plan. */
export const planFileKey = (tenantId: TenantId, planId: PlanId, id: PartId): string =>
  tenantKey(tenantId, 'plans', planId, id);

/**
 * Writes an object with a SHA-256 that the service checks.
 *
 * @returns `exists` when it was not to replace anything and there is one; nothing was written
 */
export const putObject = async (
  { bucket, client }: ObjectStore,
  object: {
    readonly key: string;
    readonly body: Uint8Array;
    readonly contentType: string;
    readonly ifAbsent?: boolean;
  },
): Promise<'stored' | 'exists'> => {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: object.key,
        Body: object.body,
        ContentType: object.contentType,
        ChecksumAlgorithm: 'SHA256',
        ...(object.ifAbsent === true ? { IfNoneMatch: '*' } : {}),
      }),
    );
    return 'stored';
  } catch (error) {
    // Two at once: the one that came second is told 409 rather than 412.
    const isTaken =
      error instanceof S3ServiceException &&
      ['PreconditionFailed', 'ConditionalRequestConflict'].includes(error.name);
    if (object.ifAbsent === true && isTaken) return 'exists';
    throw error;
  }
};

/** The object's bytes, or `undefined` when there is none. */
export const getObject = async (
  { bucket, client }: ObjectStore,
  key: string,
): Promise<Uint8Array | undefined> => {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
};

/** What an object is. */
export interface ObjectFacts {
  readonly bytes: number;
  readonly contentType: string;
  readonly versionId: string;
}

/** What is known of the object without reading it, or `undefined` when there is none. */
export const headObject = async (
  { bucket, client }: ObjectStore,
  key: string,
): Promise<ObjectFacts | undefined> => {
  try {
    const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      bytes: found.ContentLength ?? 0,
      contentType: found.ContentType ?? 'application/octet-stream',
      versionId: found.VersionId ?? '',
    };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
};

/** Deletes an object that was written once, for good: the version itself, not a mark on top of it. */
export const eraseObject = async (objects: ObjectStore, key: string): Promise<void> => {
  const found = await headObject(objects, key);
  if (found === undefined) return;
  const { bucket, client } = objects;
  await client.send(
    new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: found.versionId }),
  );
};

/** Keys that start with a prefix, in the order of their bytes, at most 1,000. */
export const listKeys = async (
  { bucket, client }: ObjectStore,
  list: { readonly prefix: string; readonly limit: number; readonly after?: string },
): Promise<readonly string[]> => {
  const { Contents = [] } = await client.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: list.prefix,
      MaxKeys: list.limit,
      ...(list.after === undefined ? {} : { StartAfter: list.after }),
    }),
  );
  return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
};

/** How long a link may be good for; it works for whoever has it. */
const LINK_SECONDS_MAX = 15 * 60;

const secondsOf = (seconds: number): number => {
  if (!(seconds >= 1 && seconds <= LINK_SECONDS_MAX))
    throw new RangeError(`a link for ${seconds} s`);
  return seconds;
};

/**
 * A link that downloads the object under a file name, never shows it in place: what people upload
 * must not run in our origin.
 */
export const downloadLink = async (
  { bucket, client }: ObjectStore,
  link: { readonly key: string; readonly fileName: string; readonly seconds: number },
): Promise<string> =>
  getSignedUrl(
    client,
    new GetObjectCommand({
      Bucket: bucket,
      Key: link.key,
      ResponseContentDisposition: attachment(link.fileName),
    }),
    { expiresIn: secondsOf(link.seconds) },
  );

/** `Content-Disposition` of a download, for names in any script (RFC 6266). */
export const attachment = (fileName: string): string => {
  const plain = fileName.replace(/[^\w .()-]/g, '_').slice(0, 100);
  const full = encodeURIComponent(fileName.slice(0, 100).toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
};

/** An upload that somebody announced. Whatever differs from it, the service refuses. */
export interface AnnouncedUpload {
  readonly key: string;
  readonly contentType: string;
  readonly bytes: number;
  /** SHA-256 of the content, base64. */
  readonly sha256: string;
  readonly seconds: number;
}

/** Where and how an announced upload is sent. */
export interface UploadLink {
  readonly method: 'PUT';
  readonly url: string;
  /** To be sent exactly like this; they are signed. The content's length is signed too. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A link for one upload. Type, length and SHA-256 are part of the signature, so a link for a small
 * picture takes neither a large one nor a page. It works once: an object has one version, and whoever
 * deletes that has deleted it.
 */
export const uploadLink = async (
  { bucket, client }: ObjectStore,
  upload: AnnouncedUpload,
): Promise<UploadLink> => {
  const signed = ['content-type', 'content-length', 'x-amz-checksum-sha256', 'if-none-match'];
  const url = await getSignedUrl(
    client,
    new PutObjectCommand({
      Bucket: bucket,
      Key: upload.key,
      ContentType: upload.contentType,
      ContentLength: upload.bytes,
      ChecksumSHA256: upload.sha256,
      IfNoneMatch: '*',
    }),
    {
      expiresIn: secondsOf(upload.seconds),
      signableHeaders: new Set(['host', ...signed]),
      unhoistableHeaders: new Set(signed),
    },
  );
  return {
    method: 'PUT',
    url,
    headers: {
      'Content-Type': upload.contentType,
      'x-amz-checksum-sha256': upload.sha256,
      'If-None-Match': '*',
    },
  };
};
