import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

/**
 * Moves dead letters back to the queue that they came from, once what failed is mended.
 *
 *     npm run redrive -- --queue <URL of the dead-letter queue>            how many there are
 *     npm run redrive -- --queue <URL of the dead-letter queue> --move     moves them back
 *
 * It may be repeated and does no harm when the cause is not mended: a message is a hint at an item,
 * and the item says what is left to do; what fails again comes back here.
 */

/** Slow enough that the consumers keep up and the mail service's rate is not the next thing to fail. */
const MOVED_PER_SECOND = 10;

export interface Redrive {
  readonly found: number;
  readonly moved: number;
  /** COMPLETED, or how else the service says that the move ended. */
  readonly status: string;
}

/** How many dead letters there are, about, and what the queue is called. */
const lookAt = async (client: SQSClient, QueueUrl: string) => {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
    }),
  );
  const { QueueArn, ApproximateNumberOfMessages } = Attributes;
  if (QueueArn === undefined) throw new Error('The queue does not say its ARN');
  return { arn: QueueArn, found: Number(ApproximateNumberOfMessages ?? 0) };
};

/**
 * Moves what lies in a dead-letter queue back to where it came from, and waits for the end of it.
 *
 * @param wait called between two looks at how far it has come
 */
export const redrive = async (
  client: SQSClient,
  queueUrl: string,
  wait: () => Promise<unknown> = () => pause(1000),
): Promise<Redrive> => {
  const { arn, found } = await lookAt(client, queueUrl);
  if (found === 0) return { found, moved: 0, status: 'COMPLETED' };
  await client.send(
    new StartMessageMoveTaskCommand({
      SourceArn: arn,
      MaxNumberOfMessagesPerSecond: MOVED_PER_SECOND,
    }),
  );
  for (;;) {
    const { Results = [] } = await client.send(
      new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: 1 }),
    );
    const { Status = 'UNKNOWN', ApproximateNumberOfMessagesMoved = 0 } = Results[0] ?? {};
    if (Status !== 'RUNNING')
      return { found, moved: ApproximateNumberOfMessagesMoved, status: Status };
    await wait();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { queue: { type: 'string' }, move: { type: 'boolean', default: false } },
  });
  if (values.queue === undefined) {
    console.error('usage: npm run redrive -- --queue <URL of the dead-letter queue> [--move]');
    process.exit(2);
  }
  const client = new SQSClient({});
  if (!values.move) {
    const { found } = await lookAt(client, values.queue);
    console.log(`${found} dead letters; --move moves them back`);
    return;
  }
  const { found, moved, status } = await redrive(client, values.queue);
  console.log(`${moved} of ${found} moved back: ${status}`);
  process.exitCode = status === 'COMPLETED' ? 0 : 1;
};

if (import.meta.main) await main();
