import * as z from 'zod/mini';
import { OPEN_CAUSES, SUPPORT_KINDS } from '../../../domain/plan/vocabulary.ts';
import { defineRoute } from '../route.ts';
import { nothing } from './shapes.ts';

const count = () => z.int().check(z.minimum(0));

/** What HR learns from plans that are over. */
export const insightRoutes = {
  getInsights: defineRoute({
    id: 'getInsights',
    method: 'GET',
    path: '/v1/insights',
    runsIn: 'api',
    caller: 'member',
    action: 'insights.read',
    summary:
      'How plans ended, by calendar quarter; quarters and groups of fewer than five plans are left out, and a quarter is shown sixty days after its end.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        quarters: z.array(
          z.object({
            quarter: z.string(),
            plans: count(),
            met: count(),
            daysToOutcome: count(),
            checkInsHeld: z.exactOptional(z.number()),
            supportsGiven: z.exactOptional(z.number()),
            support: z.array(
              z.object({
                cause: z.enum(OPEN_CAUSES as ['KNOWLEDGE_SKILL', ...typeof OPEN_CAUSES]),
                kind: z.enum(SUPPORT_KINDS),
                plans: count(),
                met: count(),
              }),
            ),
          }),
        ),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
};
