import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../service.ts';

/** AWS Signature Version 4 as a service checks it: in the `Authorization` header, or in a presigned URL. */
export interface SignedRequest {
  readonly accessKeyId: string;
  /** `20261123T090000Z`. */
  readonly amzDate: string;
  readonly sessionToken: string | undefined;
  /** Seconds that a presigned URL is good for; `undefined` for a signed header. */
  readonly expiresSeconds: number | undefined;
  /** Names of the headers that the signature covers, lower case. */
  readonly signedHeaders: readonly string[];
  readonly scope: readonly string[];
  readonly signature: string;
  /** What the signature says of the body: its SHA-256, or a word of AWS's. */
  readonly payload: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a request says of its signature, or `undefined` when it has none of this kind. */
export const readSignature = (request: WireRequest): SignedRequest | undefined => {
  const { headers, query } = request;
  if (query.has('X-Amz-Signature')) {
    if (query.get('X-Amz-Algorithm') !== ALGORITHM) return undefined;
    const [accessKeyId = '', ...scope] = (query.get('X-Amz-Credential') ?? '').split('/');
    return {
      accessKeyId,
      amzDate: query.get('X-Amz-Date') ?? '',
      sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
      expiresSeconds: Number(query.get('X-Amz-Expires')),
      signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
      scope,
      signature: query.get('X-Amz-Signature') ?? '',
      payload:
        query.get('X-Amz-Content-Sha256') ?? headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
    };
  }
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      headers.authorization ?? '',
    );
  if (found === null) return undefined;
  const [, credential = '', signedHeaders = '', signature = ''] = found;
  const [accessKeyId = '', ...scope] = credential.split('/');
  return {
    accessKeyId,
    amzDate: headers['x-amz-date'] ?? '',
    sessionToken: headers['x-amz-security-token'],
    expiresSeconds: undefined,
    signedHeaders: signedHeaders.split(';'),
    scope,
    signature,
    payload: headers['x-amz-content-sha256'] ?? '',
  };
};

/** Epoch milliseconds of `20261123T090000Z`; `NaN` for another text. */
export const amzDateMs = (amzDate: string): number =>
  Date.parse(
    amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z'),
  );

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text, 'utf8').digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Whether the secret makes this very signature over the request; `path` is as the caller called it. */
export const signatureMatches = (
  request: WireRequest,
  signed: SignedRequest,
  path: string,
  secretAccessKey: string,
): boolean => {
  const { headers, query, method } = request;
  const canonicalQuery = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonicalHeaders = signed.signedHeaders
    .map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`)
    .join('');
  const canonical = [
    method,
    path,
    canonicalQuery,
    canonicalHeaders,
    signed.signedHeaders.join(';'),
    signed.payload,
  ].join('\n');
  const [date = '', region = '', service = '', terminator = ''] = signed.scope;
  const toSign = [ALGORITHM, signed.amzDate, signed.scope.join('/'), sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), terminator);
  const expected = hmac(key, toSign).toString('hex');
  return (
    expected.length === signed.signature.length &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(signed.signature))
  );
};
