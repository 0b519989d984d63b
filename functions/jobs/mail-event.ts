import * as z from 'zod/mini';
import { type PlanId, parsePlanId, parseTenantId, type TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ProvenStatus } from '../adapters/store/index.ts';

/** What the mail service tells of one of our mails. */
export interface MailEvent {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly deliveryId: string;
  readonly proves: ProvenStatus;
  readonly messageId: string;
  /** When the mail service took the mail. */
  readonly sentAt: Instant;
  /** The address that is not to be written to any more. */
  readonly unreachable?: { readonly email: string; readonly reason: 'bounced' | 'complained' };
}

/** `other`: an event of no delivery, or one that says nothing about it. */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: MailEvent }
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed' };

const one = z.tuple([z.string()]);
const instant = z.iso.datetime({ offset: true });

/** The part that is read; SES adds fields whenever it likes. */
const EVENT = z.object({
  source: z.literal('aws.ses'),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string().check(z.regex(/^[\w.@-]{1,200}$/)),
      timestamp: instant,
      destination: z.array(z.string()),
      tags: z.object({
        tenant: z.optional(one),
        plan: z.optional(one),
        delivery: z.optional(one),
      }),
    }),
    bounce: z.optional(
      z.object({ bounceType: z.string(), bouncedRecipients: z.optional(z.array(z.unknown())) }),
    ),
  }),
});

const PROOF: Readonly<Record<string, ProvenStatus>> = {
  Send: 'SENT',
  Delivery: 'DELIVERED',
  Bounce: 'BOUNCED',
  // Taken, then found to carry something harmful: it never left.
  Reject: 'BOUNCED',
  Complaint: 'COMPLAINED',
};

/** Reads an EventBridge event of SES as it came over the queue. */
export const readMailEvent = (body: string): ReadEvent => {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { kind: 'malformed' };
  }
  const parsed = EVENT.safeParse(json);
  if (!parsed.success) return { kind: 'malformed' };
  const { eventType, mail, bounce } = parsed.data.detail;
  const { tenant, plan, delivery } = mail.tags;
  // Mail that lets somebody in carries no delivery.
  if (delivery === undefined) return { kind: 'other' };
  const proves = PROOF[eventType];
  // A full mailbox or a busy server says nothing about the next mail.
  const isPassing = eventType === 'Bounce' && bounce?.bounceType !== 'Permanent';
  if (proves === undefined || isPassing) return { kind: 'other' };
  const tenantId = parseTenantId(tenant?.[0] ?? '');
  const planId = parsePlanId(plan?.[0] ?? '');
  const [email] = mail.destination;
  if (tenantId === undefined || planId === undefined || !/^[\w-]{1,128}$/.test(delivery[0]))
    return { kind: 'malformed' };
  const reason =
    eventType === 'Bounce' ? 'bounced' : eventType === 'Complaint' ? 'complained' : undefined;
  return {
    kind: 'event',
    event: {
      tenantId,
      planId,
      deliveryId: delivery[0],
      proves,
      messageId: mail.messageId,
      sentAt: new Date(mail.timestamp).toISOString() as Instant,
      ...(reason === undefined || email === undefined ? {} : { unreachable: { email, reason } }),
    },
  };
};
