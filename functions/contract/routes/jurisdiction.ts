import * as z from 'zod/mini';
import { PACK_IDS } from '../../../domain/tenant/packs/pack.ts';
import { defineRoute } from '../route.ts';
import { jurisdictionFact } from '../schemas/jurisdiction.ts';
import { memberId } from '../schemas/primitives.ts';
import { nothing, planCommand, planParams } from './shapes.ts';

const protectedEvent = () =>
  z.object({
    version: z.int(),
    present: z.boolean(),
    /** Somebody of HR who reviewed this very content because of it. */
    reviewedBy: z.exactOptional(memberId()),
  });

/** Routes of what HR alone records and sees of a plan (B7, section 5). */
export const jurisdictionRoutes = {
  recordJurisdictionFact: planCommand({
    id: 'recordJurisdictionFact',
    path: 'jurisdiction',
    action: 'jurisdiction.record',
    summary: 'HR records what the law of the place asks for.',
    body: () => z.strictObject({ fact: jurisdictionFact() }),
  }),
  getJurisdiction: defineRoute({
    id: 'getJurisdiction',
    method: 'GET',
    path: '/v1/plans/{planId}/jurisdiction',
    runsIn: 'api',
    caller: 'member',
    action: 'jurisdiction.read',
    summary:
      'The packs that a plan is under, what was recorded for them, and what a referral needs.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        packs: z.array(
          z.object({
            id: z.enum(PACK_IDS),
            version: z.int(),
            title: z.string(),
            /** Counsel reviews a pack before anybody relies on it. */
            review: z.string(),
            rules: z.array(z.object({ ruleId: z.string(), law: z.string() })),
            checklist: z.array(z.object({ item: z.string(), question: z.string() })),
          }),
        ),
        facts: z.array(jurisdictionFact()),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  getProtectedEvent: defineRoute({
    id: 'getProtectedEvent',
    method: 'GET',
    path: '/v1/plans/{planId}/protected-event',
    runsIn: 'api',
    caller: 'member',
    action: 'confidential.read',
    summary: 'Whether HR knows of a protected event in the last 90 days. Answers HR’s own ETag.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: protectedEvent,
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  putProtectedEvent: defineRoute({
    id: 'putProtectedEvent',
    method: 'PUT',
    path: '/v1/plans/{planId}/protected-event',
    runsIn: 'api',
    caller: 'member',
    action: 'confidential.write',
    summary: 'HR says whether there was a protected event: yes or no, never which.',
    params: planParams,
    query: nothing,
    body: () => z.strictObject({ present: z.boolean() }),
    success: 200,
    answer: protectedEvent,
    conditional: true,
    idempotent: false,
    problems: ['conflict'],
  }),
  reviewProtectedEvent: defineRoute({
    id: 'reviewProtectedEvent',
    method: 'PUT',
    path: '/v1/plans/{planId}/protected-event/review',
    runsIn: 'api',
    caller: 'member',
    action: 'confidential.write',
    summary:
      'Somebody of HR, not the approver, reviewed the submitted content for a protected event.',
    params: planParams,
    query: nothing,
    body: nothing,
    success: 200,
    answer: protectedEvent,
    conditional: true,
    idempotent: false,
    problems: ['conflict', 'wrongStatus'],
  }),
};
