import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { type Invocation, type Lambda, LambdaRefusal } from './lambda.ts';
import type { Sqs } from './services/sqs.ts';
import { isObject } from './template.ts';

/** An SQS event source mapping as the template defines it. */
export interface EventSourceMapping {
  readonly queueArn: string;
  /** Logical id of the function. */
  readonly functionLogicalId: string;
  readonly batchSize: number;
  readonly maxConcurrency: number;
  readonly reportsBatchItemFailures: boolean;
}

export interface EventSource {
  /** Delivers until the queue shows nothing more; resolves to the number of batches. */
  runDue(): Promise<number>;
  /** Delivers whenever something shows, until `stop`. */
  start(): void;
  stop(): Promise<void>;
}

/** The messages that the function has dealt with, from what it returned; Lambda's rules. */
export const succeeded = (
  records: readonly SQSRecord[],
  payload: string,
  reportsBatchItemFailures: boolean,
): readonly SQSRecord[] => {
  if (!reportsBatchItemFailures) return records;
  const returned: unknown = JSON.parse(payload);
  if (!isObject(returned) || returned.batchItemFailures === undefined) return records;
  const failures = returned.batchItemFailures;
  if (failures === null) return records;
  if (!Array.isArray(failures)) return [];
  const ids = new Set(records.map(({ messageId }) => messageId));
  const failed = new Set<string>();
  for (const failure of failures) {
    const id = isObject(failure) ? failure.itemIdentifier : undefined;
    // A report that Lambda cannot read counts for the whole batch.
    if (typeof id !== 'string' || !ids.has(id)) return [];
    failed.add(id);
  }
  return records.filter(({ messageId }) => !failed.has(messageId));
};

/**
 * Lambda's poller for a queue. A message that was not dealt with is not deleted, so it shows again
 * when its visibility timeout ends, and goes to the dead-letter queue after too many receives.
 */
export const createEventSource = (
  mapping: EventSourceMapping,
  sqs: Sqs,
  lambda: Lambda,
): EventSource => {
  const { queueArn, functionLogicalId, batchSize } = mapping;
  let stopping: AbortController | undefined;
  let loop: Promise<void> = Promise.resolve();

  const deliver = async (records: readonly SQSRecord[]): Promise<void> => {
    const event: SQSEvent = { Records: [...records] };
    let result: Invocation;
    try {
      result = await lambda.invoke(functionLogicalId, event);
    } catch (error) {
      // The host is closing: the messages show again after its next start.
      if (error instanceof LambdaRefusal && error.code === 'ServiceException') return;
      throw error;
    }
    if (!result.ok) return;
    const done = succeeded(records, result.payload, mapping.reportsBatchItemFailures);
    if (done.length > 0)
      sqs.delete(
        queueArn,
        done.map(({ receiptHandle }) => receiptHandle),
      );
  };

  const poller = async (): Promise<number> => {
    let batches = 0;
    while (stopping?.signal.aborted !== true) {
      const records = sqs.receive(queueArn, batchSize);
      if (records.length === 0) break;
      batches += 1;
      await deliver(records);
    }
    return batches;
  };

  const runDue = async (): Promise<number> => {
    const counts = await Promise.all(Array.from({ length: mapping.maxConcurrency }, poller));
    return counts.reduce((sum, count) => sum + count, 0);
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await sqs.whenVisible(queueArn, signal);
        await runDue();
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  };

  return {
    runDue,
    start() {
      stopping = new AbortController();
      loop = run(stopping.signal);
      loop.catch((error: unknown) => console.error(error));
    },
    async stop() {
      stopping?.abort();
      await loop.catch(() => undefined);
    },
  };
};
