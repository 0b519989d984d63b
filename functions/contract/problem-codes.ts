/**
 * Every `code` that a problem answer (RFC 9457) of this API can carry. The status of each is the
 * HTTP layer's, the words are in the message catalogues.
 */
export const PROBLEM_CODES = [
  'unauthenticated',
  'forbidden',
  'secondFactorNeeded',
  'notFound',
  'methodNotAllowed',
  'bodyTooLarge',
  'unsupportedMediaType',
  'malformed',
  'invalid',
  'preconditionRequired',
  'preconditionFailed',
  'rulesViolated',
  'wrongStatus',
  'unknownPart',
  'idempotencyMissing',
  'idempotencyMismatch',
  'conflict',
  'tooMany',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The status of every problem, in one place. */
export const STATUS_OF = {
  unauthenticated: 401,
  forbidden: 403,
  secondFactorNeeded: 403,
  notFound: 404,
  methodNotAllowed: 405,
  bodyTooLarge: 413,
  unsupportedMediaType: 415,
  malformed: 400,
  invalid: 400,
  preconditionRequired: 428,
  preconditionFailed: 412,
  rulesViolated: 422,
  wrongStatus: 422,
  unknownPart: 404,
  idempotencyMissing: 400,
  idempotencyMismatch: 422,
  conflict: 409,
  tooMany: 429,
  internal: 500,
} as const satisfies Record<ProblemCode, number>;
