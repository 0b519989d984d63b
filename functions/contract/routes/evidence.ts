import { defineRoute } from '../route.ts';
import { nothing, planParams } from './shapes.ts';

/** What proves a plan's record to somebody outside. */
export const evidenceRoutes = {
  getEvidence: defineRoute({
    id: 'getEvidence',
    method: 'GET',
    path: '/v1/plans/{planId}/evidence',
    runsIn: 'report',
    caller: 'member',
    action: 'evidence.read',
    summary:
      'The evidence bundle in the caller’s view: record, signed anchors, served texts, reports, and a verifier, in one sealed zip.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: { files: ['application/zip'] },
    conditional: false,
    idempotent: false,
    problems: [],
  }),
};
