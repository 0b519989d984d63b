/**
 * Every `code` that a problem answer (RFC 9457) of this API can carry. The status of each is the
 * HTTP layer's, the words are in the message catalogues.
 */
export const PROBLEM_CODES = [
  'unauthenticated',
  'forbidden',
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
