import * as z from 'zod/mini';
import { type PlanId, parsePlanId, parseTenantId, type TenantId } from '../../domain/kernel/ids.ts';
import type { DeliveryMessage } from './delivery-message.ts';

const MESSAGE = z.strictObject({
  tenantId: z.string().check(z.refine((text) => parseTenantId(text) !== undefined)),
  planId: z.string().check(z.refine((text) => parsePlanId(text) !== undefined)),
  item: z.union([
    z.strictObject({ kind: z.enum(['due', 'refresh']) }),
    z.strictObject({
      kind: z.literal('delivery'),
      id: z.string().check(z.regex(/^[\w-]{1,128}$/)),
    }),
  ]),
});

/** The message, or `undefined` when the text is none. */
export const readMessage = (body: string): DeliveryMessage | undefined => {
  try {
    const parsed = MESSAGE.safeParse(JSON.parse(body));
    if (!parsed.success) return undefined;
    const { tenantId, planId, item } = parsed.data;
    return { tenantId: tenantId as TenantId, planId: planId as PlanId, item };
  } catch {
    return undefined;
  }
};
