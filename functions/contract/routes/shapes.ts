import * as z from 'zod/mini';
import type { PlanAction } from '../../../domain/access/actions.ts';
import type { HttpFunctionName } from '../functions.ts';
import { defineRoute } from '../route.ts';
import { commandAnswer } from '../schemas/plan.ts';
import { planId, wholeInText } from '../schemas/primitives.ts';

/** No query parameters, no body. */
export const nothing = () => z.strictObject({});

export const planParams = () => z.strictObject({ planId: planId() });

/** An opaque position in a list, and how many entries a page holds: so many when nobody says, at most. */
export const pageQuery = (usual = 25, most = 100) => ({
  cursor: z.exactOptional(z.string().check(z.maxLength(1024))),
  limit: z._default(wholeInText(1, most), usual),
});

/**
 * A command on a plan: `POST /v1/plans/{planId}/…` with If-Match and Idempotency-Key, answered with
 * the new version and what the rules said.
 */
export const planCommand = <
  const Body extends z.ZodMiniType,
  const Params extends z.ZodMiniType = ReturnType<typeof planParams>,
>(line: {
  readonly id: string;
  /** Below the plan: `submit`, `supports/{supportId}/confirm`. */
  readonly path: string;
  readonly action: PlanAction;
  readonly summary: string;
  readonly body: () => Body;
  readonly params?: () => Params;
  /** The function that has what the command needs besides the table; by default the one for plans. */
  readonly runsIn?: HttpFunctionName;
}) =>
  defineRoute({
    id: line.id,
    method: 'POST',
    path: `/v1/plans/{planId}/${line.path}`,
    runsIn: line.runsIn ?? 'api',
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
