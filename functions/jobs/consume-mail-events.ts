import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import {
  getDelivery,
  markProven,
  putSuppression,
  type TenantScopes,
} from '../adapters/store/index.ts';
import type { Clock } from '../adapters/system/clock.ts';
import { errorFields, type Log } from '../adapters/system/log.ts';
import type { Done } from './job.ts';
import { type MailEvent, readMailEvent } from './mail-event.ts';
import { reportUnreached } from './report-unreached.ts';

export interface MailEventDependencies {
  readonly scopes: TenantScopes;
  readonly now: Clock;
  readonly log: Log;
}

/**
 * Writes down what the mail service tells. Events are lost, late, repeated and in any order; each is
 * proof by itself, and every step may be repeated, so none of that changes the end.
 */
export const createMailEventConsumer =
  (deps: MailEventDependencies) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(event.Records.map((record) => consume(deps, record)));
    return {
      batchItemFailures: event.Records.filter((_, index) => outcomes[index] === 'retry').map(
        ({ messageId }) => ({ itemIdentifier: messageId }),
      ),
    };
  };

const consume = async (
  deps: MailEventDependencies,
  { body, messageId }: SQSRecord,
): Promise<Done> => {
  const read = readMailEvent(body);
  if (read.kind === 'other') return 'done';
  if (read.kind === 'malformed') {
    deps.log('job.messageMalformed', { messageId });
    return 'retry';
  }
  const { tenantId, planId, deliveryId } = read.event;
  try {
    return await record(deps, read.event);
  } catch (error) {
    deps.log('job.failed', {
      operation: 'mailEvent',
      tenantId,
      planId,
      deliveryId,
      ...errorFields(error),
    });
    return 'retry';
  }
};

/** What follows from a mail that came back stands before the mark that says so. */
const record = async (deps: MailEventDependencies, event: MailEvent): Promise<Done> => {
  const { tenantId, planId, deliveryId, proves, messageId, sentAt, unreachable } = event;
  const scope = await deps.scopes(tenantId);
  const log = deps.log.with({ tenantId, planId, deliveryId });
  const ref = { planId, deliveryId };
  // Lawful erasure takes deliveries along; an event about nothing is no proof of anything.
  const delivery = await getDelivery(scope, ref);
  if (delivery === undefined) return 'done';
  if (unreachable !== undefined) {
    const { email, reason } = unreachable;
    const isPlanned = delivery.email.toLowerCase() === email.toLowerCase();
    await putSuppression(scope, email, {
      reason,
      at: sentAt,
      planId,
      ...(isPlanned ? { memberId: delivery.recipientId } : {}),
    });
  }
  if (proves === 'BOUNCED' || proves === 'COMPLAINED') {
    const cause =
      unreachable === undefined ? { delivery: deliveryId } : { email: unreachable.email };
    await reportUnreached(deps, scope, delivery, cause);
    log('delivery.unreached', { reason: proves });
  }
  const result = await markProven(scope, { ...ref, as: proves, messageId, sentAt });
  if (result.kind === 'contended') return 'retry';
  if (result.kind === 'done') log('delivery.proven', { reason: proves });
  return 'done';
};
