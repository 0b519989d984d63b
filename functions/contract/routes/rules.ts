import * as z from 'zod/mini';
import { PACK_IDS } from '../../../domain/tenant/packs/pack.ts';
import { defineRoute } from '../route.ts';
import { goalStanding, ruleResult } from '../schemas/plan.ts';
import { civilDate, memberId, planId } from '../schemas/primitives.ts';
import { nothing, pageQuery } from './shapes.ts';

/** Routes of the rules themselves, and of what running plans still lack. */
export const ruleRoutes = {
  listRules: defineRoute({
    id: 'listRules',
    method: 'GET',
    path: '/v1/rules',
    runsIn: 'api',
    caller: 'member',
    action: 'rules.read',
    summary: 'Every rule with its source, its findings and their words in the caller’s language.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        rules: z.array(
          z.object({
            id: z.string(),
            source: z.string(),
            /** Packs under which it holds; everywhere when left out. */
            packs: z.exactOptional(z.array(z.enum(PACK_IDS))),
            findings: z.array(
              z.object({
                key: z.string(),
                severity: z.enum(['E', 'W', 'I']),
                /** As this company's policy has it. */
                raised: z.boolean(),
                problem: z.string(),
                remedy: z.string(),
              }),
            ),
          }),
        ),
        packs: z.array(
          z.object({
            id: z.enum(PACK_IDS),
            version: z.int(),
            title: z.string(),
            review: z.string(),
            on: z.boolean(),
          }),
        ),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  listReadiness: defineRoute({
    id: 'listReadiness',
    method: 'GET',
    path: '/v1/readiness',
    runsIn: 'api',
    caller: 'member',
    action: 'readiness.list',
    summary: 'Running plans, the one that ends first on top, with what each would lack today.',
    params: nothing,
    query: () => z.strictObject(pageQuery(10, 20)),
    success: 200,
    answer: () =>
      z.object({
        plans: z.array(
          z.object({
            id: planId(),
            employeeId: memberId(),
            managerId: memberId(),
            endOn: civilDate(),
            /** Whole weeks until the end; below 0 once it has passed. */
            weeksLeft: z.int(),
            goals: z.array(goalStanding()),
            met: z.array(ruleResult()),
            notMet: z.array(ruleResult()),
          }),
        ),
        next: z.exactOptional(z.string()),
      }),
    conditional: false,
    idempotent: false,
    problems: ['forbidden'],
  }),
};
