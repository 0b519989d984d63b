import type { ProblemCatalogue } from '../words.ts';

export const problems: ProblemCatalogue = {
  unauthenticated: {
    title: 'Sign-in required',
    detail: 'The access token is missing, expired or not valid here. Sign in and try again.',
  },
  forbidden: {
    title: 'Not permitted',
    detail: 'Your role does not include this action. An administrator or HR can help.',
  },
  secondFactorNeeded: {
    title: 'Second factor needed',
    detail:
      'Whoever stands in for HR signs in with a second factor, as HR does. Set one up, then sign in again.',
  },
  notFound: {
    title: 'Not found',
    detail: 'There is nothing at this address, or it is not open to you.',
  },
  methodNotAllowed: {
    title: 'Method not allowed',
    detail: 'This address does not answer this method[; it answers {allowed}].',
  },
  bodyTooLarge: {
    title: 'Request too large',
    detail: 'The request is larger than we accept[ ({limit} KB)]. Send less at a time.',
  },
  unsupportedMediaType: {
    title: 'Unsupported content type',
    detail: 'Send the body as application/json in UTF-8.',
  },
  malformed: {
    title: 'Malformed request',
    detail: 'The request could not be read. Check that the body is valid JSON.',
  },
  invalid: {
    title: 'Invalid input',
    detail: 'Some fields are missing or do not have the expected form; each is listed below.',
  },
  preconditionRequired: {
    title: 'Version required',
    detail: 'Send the ETag of the version you read in an If-Match header.',
  },
  preconditionFailed: {
    title: 'Changed in the meantime',
    detail:
      'Somebody else has changed this since you read it. Read it again and repeat the change.',
  },
  rulesViolated: {
    title: 'Rules not met',
    detail: 'Nothing was changed. Each open point is listed below, with what would settle it.',
  },
  wrongStatus: {
    title: 'Not possible at this stage',
    detail: 'The plan is {status}; this is only possible while it is {allowed}.',
  },
  unknownPart: {
    title: 'Unknown reference',
    detail: 'The request names a {part} that this plan does not have.',
  },
  idempotencyMissing: {
    title: 'Idempotency key required',
    detail: 'Send an Idempotency-Key header, so that a repeated request has no second effect.',
  },
  idempotencyMismatch: {
    title: 'Idempotency key already used',
    detail: 'This key belongs to an earlier request with other content. Use a new key.',
  },
  conflict: {
    title: 'Conflict',
    detail: 'Another request is changing the same thing right now. Try again in a moment.',
  },
  tooMany: {
    title: 'Too many requests',
    detail: 'Please wait a little and try again.',
  },
  internal: {
    title: 'Something went wrong on our side',
    detail:
      'The request was not completed. Try again; if it persists, give support the request id.',
  },
};
