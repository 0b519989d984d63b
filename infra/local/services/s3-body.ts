import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { WireRequest } from '../service.ts';
import { S3Error } from './s3-error.ts';

/** What was uploaded, after transfer coding, with the checksum that came along. */
export interface Uploaded {
  readonly content: Buffer;
  readonly checksum?: { readonly algorithm: ChecksumName; readonly value: string };
  /** Whether anything vouched for the content: a checksum or `Content-MD5`. */
  readonly isChecked: boolean;
}

export type ChecksumName = 'crc32' | 'sha1' | 'sha256';

const CHECKSUMS: Readonly<Record<ChecksumName, (content: Buffer) => string>> = {
  crc32: (content) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(content));
    return sum.toString('base64');
  },
  sha1: (content) => createHash('sha1').update(content).digest('base64'),
  sha256: (content) => createHash('sha256').update(content).digest('base64'),
};

const isModelled = (name: string): name is ChecksumName => Object.hasOwn(CHECKSUMS, name);

/** Reads an upload and holds it to what the request says of it. Throws `S3Error`. */
export const readUpload = (request: WireRequest, payload: string): Uploaded => {
  const { headers } = request;
  const isChunked = (headers['content-encoding'] ?? '').split(/,\s*/).includes('aws-chunked');
  if (payload.startsWith('STREAMING-') && payload !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')
    throw new S3Error('NotImplemented', `${payload} is not modelled by the local host`);
  const { content, trailers } = isChunked
    ? readChunks(request.body)
    : { content: request.body, trailers: {} };
  const declared = headers['x-amz-decoded-content-length'];
  if (declared !== undefined && Number(declared) !== content.length)
    throw new S3Error('IncompleteBody', 'The body has another length than was declared.');
  if (
    /^[0-9a-f]{64}$/.test(payload) &&
    createHash('sha256').update(content).digest('hex') !== payload
  )
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const md5 = headers['content-md5'];
  if (md5 !== undefined && createHash('md5').update(content).digest('base64') !== md5)
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  const checksum = checksumOf({ ...queryHeaders(request), ...headers, ...trailers }, content);
  return {
    content,
    isChecked: md5 !== undefined || checksum !== undefined,
    ...(checksum === undefined ? {} : { checksum }),
  };
};

/** Headers that a presigned URL carries in its query. */
const queryHeaders = ({ query }: WireRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...query]
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith('x-amz-checksum-')),
  );

const checksumOf = (
  headers: Readonly<Record<string, string>>,
  content: Buffer,
): Uploaded['checksum'] => {
  const found = Object.entries(headers).flatMap(([name, value]) => {
    const algorithm = /^x-amz-checksum-(?!mode$|type$|algorithm$)(.+)$/.exec(name)?.[1];
    return algorithm === undefined ? [] : [{ algorithm, value }];
  });
  const [only, ...others] = found;
  if (only === undefined) return undefined;
  const { algorithm, value } = only;
  if (others.length > 0)
    throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  if (!isModelled(algorithm))
    throw new S3Error('NotImplemented', `the checksum ${algorithm} is not modelled`);
  if (CHECKSUMS[algorithm](content) !== value)
    throw new S3Error(
      'BadDigest',
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  return { algorithm, value };
};

/** The `aws-chunked` transfer coding, without signatures of its own. */
const readChunks = (
  body: Buffer,
): { readonly content: Buffer; readonly trailers: Readonly<Record<string, string>> } => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, Math.max(at, end)), 16);
    if (end < 0 || !Number.isInteger(size) || end + 2 + size > body.length)
      throw new S3Error('IncompleteBody', 'The chunks of the body are not complete.');
    at = end + 2;
    if (size === 0) break;
    chunks.push(body.subarray(at, at + size));
    at += size + 2;
  }
  const trailers = Object.fromEntries(
    body
      .toString('latin1', at)
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
      }),
  );
  return { content: Buffer.concat(chunks), trailers };
};
