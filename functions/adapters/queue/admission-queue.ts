import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AdmissionMessage, writeAdmissionMessage } from './admission-message.ts';

/** Has a mail sent to each of these people at the door. */
export type CallForward = (group: string, messages: readonly AdmissionMessage[]) => Promise<void>;

/** SQS takes no more messages in one call. */
const BATCH = 10;

/**
 * Puts admissions on the queue of deliveries, in the group of their company.
 * @throws Error when the queue refuses one
 */
export const admissionQueue = (queueUrl: string): CallForward => {
  let client: SQSClient | undefined;
  return async (group, messages) => {
    client ??= new SQSClient({});
    const queue = client;
    const batches = Array.from({ length: Math.ceil(messages.length / BATCH) }, (_, index) =>
      messages.slice(index * BATCH, (index + 1) * BATCH),
    );
    const answers = await Promise.all(
      batches.map((batch) =>
        queue.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: batch.map((message, index) => ({
              Id: String(index),
              MessageBody: writeAdmissionMessage(message),
              MessageGroupId: group,
            })),
          }),
        ),
      ),
    );
    const refused = answers.reduce((sum, { Failed = [] }) => sum + Failed.length, 0);
    if (refused > 0) throw new Error(`The queue refused ${refused} messages`);
  };
};
