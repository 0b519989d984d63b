import * as z from 'zod';
import type { PlanAction } from '../../../domain/access/actions.ts';
import { defineRoute } from '../route.ts';
import { commandAnswer } from '../schemas/plan.ts';
import { planId } from '../schemas/primitives.ts';

/** No query parameters, no body. */
export const nothing = () => z.strictObject({});

export const planParams = () => z.strictObject({ planId: planId() });

/** An opaque position in a list, and how many entries a page holds. */
export const pageQuery = {
  cursor: z.exactOptional(z.string().max(1024)),
  limit: z.coerce.number().int().min(1).max(100).default(25),
};

/**
 * A command on a plan: `POST /v1/plans/{planId}/…` with If-Match and Idempotency-Key, answered with
 * the new version and what the rules said.
 */
export const planCommand = <
  const Body extends z.ZodType,
  const Params extends z.ZodType = ReturnType<typeof planParams>,
>(line: {
  readonly id: string;
  /** Below the plan: `submit`, `supports/{supportId}/confirm`. */
  readonly path: string;
  readonly action: PlanAction;
  readonly summary: string;
  readonly body: () => Body;
  readonly params?: () => Params;
}) =>
  defineRoute({
    id: line.id,
    method: 'POST',
    path: `/v1/plans/{planId}/${line.path}`,
    runsIn: 'api',
    caller: 'member',
    action: line.action,
    summary: line.summary,
    params: (line.params ?? planParams) as () => Params,
    query: nothing,
    body: line.body,
    success: 200,
    answer: commandAnswer,
    conditional: true,
    idempotent: true,
    problems: ['rulesViolated', 'wrongStatus', 'unknownPart'],
  });
