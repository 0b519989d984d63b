import { randomUUID } from 'node:crypto';
import type { Authorisation, WireRequest, WireResponse } from '../service.ts';

/** AWS's query protocol, which SES v1 and STS speak: a form in, XML out. */

/** A refusal, as AWS words it. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: string;
  readonly status: number;
  /** Elements that this error carries besides code and message. */
  readonly details: Readonly<Record<string, string>>;
  constructor(code: string, message: string, status = 400, details: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export interface QueryService {
  readonly namespace: string;
  readonly version: string;
  /** Body of `<ActionResult>` for each action that is modelled. */
  readonly actions: Readonly<Record<string, (form: URLSearchParams) => string | Promise<string>>>;
}

/**
 * Answers one call; whatever goes wrong becomes an error document, so that no caller is left
 * waiting. Errors other than QueryError are the host's own and answer 500 with their message.
 */
export const answerQuery = async (
  service: QueryService,
  request: WireRequest,
): Promise<WireResponse> => {
  const requestId = randomUUID();
  try {
    if (request.method !== 'POST') {
      throw new QueryError('InvalidAction', 'Only POST is modelled here', 405);
    }
    const form = new URLSearchParams(request.body.toString('utf8'));
    const action = form.get('Action') ?? '';
    const implementation = Object.hasOwn(service.actions, action)
      ? service.actions[action]
      : undefined;
    if (implementation === undefined) {
      throw new QueryError(
        'InvalidAction',
        `Could not find operation ${action} for version ${form.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
      );
    }
    if (form.get('Version') !== service.version) {
      throw new QueryError('InvalidAction', `The version is not ${service.version}`);
    }
    const result = await implementation(form);
    return document(
      200,
      requestId,
      `<${action}Response xmlns="${service.namespace}"><${action}Result>${result}</${action}Result>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
    );
  } catch (error) {
    const known =
      error instanceof QueryError
        ? error
        : new QueryError('InternalFailure', `The local host failed: ${String(error)}`, 500);
    const details = Object.entries(known.details).map(([name, value]) => element(name, value));
    return document(
      known.status,
      requestId,
      `<ErrorResponse xmlns="${service.namespace}"><Error>` +
        element('Type', known.status < 500 ? 'Sender' : 'Receiver') +
        element('Code', known.code) +
        element('Message', known.message) +
        details.join('') +
        `</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  }
};

/** Turns a refusal of `authorise` into the error that query services answer. */
export const refusal = (authorisation: Authorisation & { allowed: false }): QueryError => {
  switch (authorisation.reason) {
    case 'missingKey':
      return new QueryError('MissingAuthenticationToken', authorisation.message, 403);
    case 'unknownKey':
      return new QueryError('InvalidClientTokenId', authorisation.message, 403);
    case 'expiredKey':
      return new QueryError('ExpiredToken', authorisation.message, 403);
    case 'explicitDeny':
    case 'implicitDeny':
      return new QueryError('AccessDenied', authorisation.message, 403);
  }
};

/** One XML element with its text escaped. */
export const element = (name: string, text: string): string =>
  `<${name}>${escapeXml(text)}</${name}>`;

/** The values of `<prefix>.member.1`, `<prefix>.member.2`, ... in order. */
export const memberList = (form: URLSearchParams, prefix: string): string[] => {
  const values: string[] = [];
  for (let n = 1; form.has(`${prefix}.member.${n}`); n++) {
    values.push(form.get(`${prefix}.member.${n}`) as string);
  }
  return values;
};

/** The pairs of `<prefix>.member.N.<key>` and `<prefix>.member.N.<value>`, in order. */
export const memberPairs = (
  form: URLSearchParams,
  prefix: string,
  key: string,
  value: string,
): (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = [];
  for (let n = 1; form.has(`${prefix}.member.${n}.${key}`); n++) {
    pairs.push([
      form.get(`${prefix}.member.${n}.${key}`) as string,
      form.get(`${prefix}.member.${n}.${value}`) ?? '',
    ]);
  }
  return pairs;
};

const document = (status: number, requestId: string, xml: string): WireResponse => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: xml,
});

const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
