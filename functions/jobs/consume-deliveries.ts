import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { errorFields } from '../adapters/system/log.ts';
import { deliver } from './deliver.ts';
import { expandPlan } from './expand-plan.ts';
import type { Done, JobDependencies } from './job.ts';
import { readMessage } from './read-message.ts';

/**
 * Works on a batch of messages side by side. A message is only a hint at an item: what is done
 * depends on the item, so repeated, late and lost messages are all the same to it.
 */
export const createConsumer =
  (deps: JobDependencies) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(event.Records.map((record) => consume(deps, record)));
    return {
      batchItemFailures: event.Records.filter((_, index) => outcomes[index] === 'retry').map(
        ({ messageId }) => ({ itemIdentifier: messageId }),
      ),
    };
  };

const consume = async (deps: JobDependencies, { body, messageId }: SQSRecord): Promise<Done> => {
  const message = readMessage(body);
  if (message === undefined) {
    deps.log('job.messageMalformed', { messageId });
    // Kept among the dead letters for somebody to look at.
    return 'retry';
  }
  const { tenantId, planId, item } = message;
  try {
    return item.kind === 'due'
      ? await expandPlan(deps, message)
      : await deliver(deps, message, item.id);
  } catch (error) {
    const operation = item.kind === 'due' ? 'expand' : 'deliver';
    deps.log('job.failed', { operation, tenantId, planId, messageId, ...errorFields(error) });
    return 'retry';
  }
};
