import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import {
  type AdmissionMessage,
  readAdmissionMessage,
} from '../adapters/queue/admission-message.ts';
import { errorFields } from '../adapters/system/log.ts';
import { deliver } from './deliver.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { expandPlan } from './expand-plan.ts';
import type { Done, JobDependencies } from './job.ts';
import { readMessage } from './read-message.ts';
import { refreshPlans } from './refresh-plans.ts';

/**
 * Works on a batch of messages side by side. A message is only a hint at an item: what is done
 * depends on the item, so repeated, late and lost messages are all the same to it.
 */
export const createConsumer =
  (deps: JobDependencies, admit?: (message: AdmissionMessage) => Promise<Done>) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(event.Records.map((record) => consume(deps, record, admit)));
    return {
      batchItemFailures: event.Records.filter((_, index) => outcomes[index] === 'retry').map(
        ({ messageId }) => ({ itemIdentifier: messageId }),
      ),
    };
  };

const consume = async (
  deps: JobDependencies,
  { body, messageId }: SQSRecord,
  admit: ((message: AdmissionMessage) => Promise<Done>) | undefined,
): Promise<Done> => {
  const admission = admit && readAdmissionMessage(body);
  if (admit !== undefined && admission !== undefined) {
    try {
      return await admit(admission);
    } catch (error) {
      deps.log('job.failed', { operation: 'admit', messageId, ...errorFields(error) });
      return 'retry';
    }
  }
  const message = readMessage(body);
  if (message === undefined) {
    deps.log('job.messageMalformed', { messageId });
    // Kept among the dead letters for somebody to look at.
    return 'retry';
  }
  const { tenantId, planId, item } = message;
  try {
    return await workOn(deps, message);
  } catch (error) {
    const operation = OPERATIONS[item.kind];
    deps.log('job.failed', { operation, tenantId, planId, messageId, ...errorFields(error) });
    return 'retry';
  }
};

const OPERATIONS = { due: 'expand', delivery: 'deliver', refresh: 'refresh' } as const;

const workOn = (deps: JobDependencies, message: DeliveryMessage): Promise<Done> => {
  const { item } = message;
  switch (item.kind) {
    case 'due':
      return expandPlan(deps, message);
    case 'refresh':
      return refreshPlans(deps, message);
    default:
      return deliver(deps, message, item.id);
  }
};
