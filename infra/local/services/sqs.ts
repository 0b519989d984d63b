import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { SQSRecord } from 'aws-lambda';
import type { Authorise, Clock, CloudService, WireRequest, WireResponse } from '../service.ts';
import { accessKeyOf } from './authorise.ts';
import { inTransaction } from './database.ts';
import {
  batchEntries,
  checkReceiptHandle,
  eachEntry,
  type Input,
  lambdaRecord,
  MAX_BATCH,
  MAX_BYTES,
  MAX_VISIBILITY_SECONDS,
  messageBytes,
  newMessage,
  optionalInteger,
  requireText,
  requireTimeout,
  SqsError,
  sentMessage,
  textList,
  wireMessage,
} from './sqs-message.ts';
import {
  missingQueue,
  openQueues,
  type Queue,
  type QueueDefinition,
  type QueueDepth,
} from './sqs-queues.ts';

export type { QueueDefinition, QueueDepth } from './sqs-queues.ts';

export interface SqsOptions {
  readonly db: DatabaseSync;
  readonly clock: Clock;
  readonly queues: readonly QueueDefinition[];
  readonly accountId: string;
  readonly region: string;
  readonly authorise: Authorise;
  /**
   * URL of the service's mount point, e.g. `http://127.0.0.1:4100/sqs`; queue URLs are built on it.
   * A function where the port is known only later.
   */
  readonly endpoint: string | (() => string);
}

/** The SQS service plus what the event source mapping needs in process. A queue is a name or ARN. */
export interface Sqs extends CloudService {
  /**
   * Takes up to `max` (1-10) visible messages and hides them for the queue's visibility timeout,
   * in the very shape in which Lambda hands them to a function. Messages received too often go to
   * the dead-letter queue instead.
   */
  receive(queue: string, max: number): readonly SQSRecord[];
  /** Deletes by receipt handle; a handle that is no longer the newest deletes nothing, as in AWS. */
  delete(queue: string, receiptHandles: readonly string[]): void;
  /** Shows a received message again after so many seconds of the host's clock; 0 is now. Nothing happens when it shows already. */
  makeVisible(queue: string, receiptHandle: string, afterSeconds: number): void;
  /** Sends without a wire request, e.g. a dead letter. Returns the message id. */
  send(queue: string, body: string, options?: SendOptions): string;
  depth(queue: string): QueueDepth;
  /** The earliest instant (epoch ms) at which a hidden or delayed message shows, if there is one. */
  nextVisibleAt(queue: string): number | undefined;
  /** Resolves as soon as a message can be received; rejects with the signal's reason. */
  whenVisible(queue: string, signal?: AbortSignal): Promise<void>;
  queueUrl(queue: string): string;
  queueArn(queue: string): string;
}

export interface SendOptions {
  readonly group?: string;
  readonly delaySeconds?: number;
  /** Message attributes of type String. */
  readonly attributes?: Readonly<Record<string, string>>;
}

const MAX_WAIT_SECONDS = 20;

/**
 * SQS on its JSON protocol. The queues come from the template: creating, deleting and tagging them
 * is not modelled, and said so.
 */
export const createSqs = (options: SqsOptions): Sqs => {
  const { db, clock, accountId, region, authorise } = options;
  const queues = openQueues(options);
  const { queueOf } = queues;
  const moveTasks: MoveTask[] = [];
  let closed = false;

  const endpoint = (): string =>
    typeof options.endpoint === 'string' ? options.endpoint : options.endpoint();
  const urlOf = (queue: Queue): string => `${endpoint()}/${accountId}/${queue.name}`;
  const changeVisibility = (queue: Queue, receiptHandle: string, seconds: number): void => {
    checkReceiptHandle(receiptHandle);
    if (!queues.showAfter(queue, receiptHandle, seconds)) {
      throw new SqsError(
        'MessageNotInflight',
        'Message does not exist or is not available for visibility timeout change.',
        'AWS.SimpleQueueService.MessageNotInflight',
      );
    }
  };
  const demand = (accessKeyId: string | undefined, action: string, queue: Queue): string => {
    const answer = authorise({ accessKeyId, action: `sqs:${action}`, resource: queue.arn });
    if (answer.allowed)
      return `${answer.principal.role}:${answer.principal.sessionName ?? 'local'}`;
    switch (answer.reason) {
      case 'missingKey':
        throw new SqsError(
          'MissingAuthenticationTokenException',
          answer.message,
          'MissingAuthenticationToken',
          403,
        );
      case 'unknownKey':
        throw new SqsError(
          'UnrecognizedClientException',
          answer.message,
          'InvalidClientTokenId',
          403,
        );
      case 'expiredKey':
        throw new SqsError('ExpiredTokenException', answer.message, 'ExpiredToken', 403);
      case 'explicitDeny':
      case 'implicitDeny':
        throw new SqsError('AccessDeniedException', answer.message, 'AccessDenied', 403);
    }
  };

  /** The queue a request names, if its caller may do this to it. */
  const reach = (
    action: string,
    input: Input,
    accessKeyId: string | undefined,
  ): { queue: Queue; sender: string } => {
    const url = requireText(input, 'QueueUrl');
    const [account, name] = url.split('/').slice(-2);
    const queue = account === accountId ? queues.named(name ?? '') : undefined;
    if (queue === undefined) throw missingQueue();
    return { queue, sender: demand(accessKeyId, action, queue) };
  };

  const sendOne = (queue: Queue, sender: string, input: Input): Record<string, unknown> => {
    const message = newMessage(input, sender);
    queues.enqueue(queue, message);
    return sentMessage(message);
  };

  const receiveOnWire = async (
    input: Input,
    accessKeyId: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    const { queue } = reach('ReceiveMessage', input, accessKeyId);
    const max = optionalInteger(input, 'MaxNumberOfMessages', 1, MAX_BATCH) ?? 1;
    const visibility =
      optionalInteger(input, 'VisibilityTimeout', 0, MAX_VISIBILITY_SECONDS) ??
      queue.visibilityTimeout;
    const wait = (optionalInteger(input, 'WaitTimeSeconds', 0, MAX_WAIT_SECONDS) ?? 0) * 1000;
    const started = performance.now();
    for (;;) {
      if (signal?.aborted || closed) return {};
      const messages = queues.take(queue, max, visibility);
      const left = wait - (performance.now() - started);
      if (messages.length > 0) return { Messages: messages.map((m) => wireMessage(m, input)) };
      if (left <= 0) return {};
      await queues.chance(queue, signal, left);
    }
  };

  const actions: Record<string, Action> = {
    SendMessage: (input, key) => {
      const { queue, sender } = reach('SendMessage', input, key);
      return sendOne(queue, sender, input);
    },
    SendMessageBatch: (input, key) => {
      const { queue, sender } = reach('SendMessage', input, key);
      const entries = batchEntries(input);
      const bytes = entries.reduce((sum, entry) => sum + messageBytes(entry), 0);
      if (bytes > MAX_BYTES) {
        throw new SqsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${MAX_BYTES} bytes. You have sent ${bytes} bytes.`,
          'AWS.SimpleQueueService.BatchRequestTooLong',
        );
      }
      return inTransaction(db, () => eachEntry(entries, (entry) => sendOne(queue, sender, entry)));
    },
    ReceiveMessage: receiveOnWire,
    DeleteMessage: (input, key) => {
      const { queue } = reach('DeleteMessage', input, key);
      queues.remove(queue, requireText(input, 'ReceiptHandle'));
      return {};
    },
    DeleteMessageBatch: (input, key) => {
      const { queue } = reach('DeleteMessage', input, key);
      return eachEntry(batchEntries(input), (entry) => {
        queues.remove(queue, requireText(entry, 'ReceiptHandle'));
        return {};
      });
    },
    ChangeMessageVisibility: (input, key) => {
      const { queue } = reach('ChangeMessageVisibility', input, key);
      changeVisibility(queue, requireText(input, 'ReceiptHandle'), requireTimeout(input));
      return {};
    },
    ChangeMessageVisibilityBatch: (input, key) => {
      const { queue } = reach('ChangeMessageVisibility', input, key);
      return eachEntry(batchEntries(input), (entry) => {
        changeVisibility(queue, requireText(entry, 'ReceiptHandle'), requireTimeout(entry));
        return {};
      });
    },
    GetQueueUrl: (input, key) => {
      const queue = queues.named(requireText(input, 'QueueName'));
      if (queue === undefined) throw missingQueue();
      demand(key, 'GetQueueUrl', queue);
      return { QueueUrl: urlOf(queue) };
    },
    GetQueueAttributes: (input, key) => {
      const { queue } = reach('GetQueueAttributes', input, key);
      const all = queueAttributes(queue, queues.depth(queue), queues.deadLetterOf(queue));
      const wanted = textList(input, 'AttributeNames');
      for (const name of wanted) {
        if (name !== 'All' && !QUEUE_ATTRIBUTES.has(name)) {
          throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
        }
      }
      const chosen = Object.entries(all).filter(
        ([name]) => wanted.includes('All') || wanted.includes(name),
      );
      return { Attributes: Object.fromEntries(chosen) };
    },
    PurgeQueue: (input, key) => {
      const { queue } = reach('PurgeQueue', input, key);
      queues.purge(queue);
      return {};
    },
    StartMessageMoveTask: (input, key) => {
      const source = queueByArn(input, 'SourceArn');
      const destination =
        input.DestinationArn === undefined ? undefined : queueByArn(input, 'DestinationArn');
      for (const action of [
        'StartMessageMoveTask',
        'ReceiveMessage',
        'DeleteMessage',
        'GetQueueAttributes',
      ]) {
        demand(key, action, source);
      }
      const targets = queues.all().filter((queue) => queues.deadLetterOf(queue) === source);
      if (targets.length === 0) {
        throw new SqsError(
          'InvalidParameterValueException',
          'Source queue must be configured as a Dead Letter Queue.',
          'InvalidParameterValue',
        );
      }
      for (const target of destination === undefined ? targets : [destination]) {
        demand(key, 'SendMessage', target);
      }
      // AWS moves at its leisure; here the task is over before it is answered.
      const moved = queues.moveAll(source, destination);
      const task: MoveTask = {
        source: source.arn,
        destination: destination?.arn,
        moved,
        startedAt: clock.now(),
      };
      moveTasks.unshift(task);
      return {
        TaskHandle: Buffer.from(
          JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn }),
        ).toString('base64'),
      };
    },
    ListMessageMoveTasks: (input, key) => {
      const source = queueByArn(input, 'SourceArn');
      demand(key, 'ListMessageMoveTasks', source);
      const max = optionalInteger(input, 'MaxResults', 1, 10) ?? 1;
      return {
        Results: moveTasks
          .filter((task) => task.source === source.arn)
          .slice(0, max)
          .map((task) => ({
            Status: 'COMPLETED',
            SourceArn: task.source,
            ...(task.destination === undefined ? {} : { DestinationArn: task.destination }),
            ApproximateNumberOfMessagesMoved: task.moved,
            ApproximateNumberOfMessagesToMove: task.moved,
            StartedTimestamp: task.startedAt,
          })),
      };
    },
  };

  const queueByArn = (input: Input, name: string): Queue => {
    const arn = requireText(input, name);
    const queue = queues.all().find((candidate) => candidate.arn === arn);
    if (queue !== undefined) return queue;
    throw new SqsError(
      'ResourceNotFoundException',
      "The resource that you specified for the SourceArn parameter doesn't exist.",
      'ResourceNotFoundException',
      404,
    );
  };

  return {
    name: 'sqs',
    handle: (request) => answer(actions, request),
    close: async () => {
      closed = true;
      queues.close();
    },
    receive: (nameOrArn, max) => {
      const queue = queueOf(nameOrArn);
      return queues
        .take(queue, max, queue.visibilityTimeout)
        .map((message) => lambdaRecord(message, queue.arn, region));
    },
    delete: (nameOrArn, handles) => {
      const queue = queueOf(nameOrArn);
      inTransaction(db, () => {
        for (const handle of handles) queues.remove(queue, handle);
      });
    },
    makeVisible: (nameOrArn, handle, seconds) => {
      queues.showAfter(queueOf(nameOrArn), handle, seconds);
    },
    send: (nameOrArn, body, { group, delaySeconds, attributes = {} } = {}) => {
      const id = randomUUID();
      queues.enqueue(queueOf(nameOrArn), {
        id,
        body,
        group,
        delaySeconds,
        sender: accountId,
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { DataType: 'String', StringValue: value },
          ]),
        ),
      });
      return id;
    },
    depth: (nameOrArn) => queues.depth(queueOf(nameOrArn)),
    nextVisibleAt: (nameOrArn) => queues.nextVisibleAt(queueOf(nameOrArn)),
    whenVisible: async (nameOrArn, signal) => {
      const queue = queueOf(nameOrArn);
      for (;;) {
        signal?.throwIfAborted();
        if (closed) throw new Error('the queue service is closed');
        if (queues.anyVisible(queue)) return;
        await queues.chance(queue, signal);
      }
    },
    queueUrl: (nameOrArn) => urlOf(queueOf(nameOrArn)),
    queueArn: (nameOrArn) => queueOf(nameOrArn).arn,
  };
};

type Action = (
  input: Input,
  accessKeyId: string | undefined,
  signal: AbortSignal | undefined,
) => unknown;

interface MoveTask {
  readonly source: string;
  readonly destination: string | undefined;
  readonly moved: number;
  readonly startedAt: number;
}

const answer = async (
  actions: Readonly<Record<string, Action>>,
  request: WireRequest,
): Promise<WireResponse> => {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
  };
  try {
    const name = /^AmazonSQS\.(\w+)$/.exec(request.headers['x-amz-target'] ?? '')?.[1] ?? '';
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) {
      throw new SqsError(
        'UnsupportedOperation',
        `${name || 'this call'} is not modelled by the local host`,
        'AWS.SimpleQueueService.UnsupportedOperation',
      );
    }
    const output = await action(inputOf(request), accessKeyOf(request), request.signal);
    return { status: 200, headers, body: JSON.stringify(output) };
  } catch (error) {
    const known =
      error instanceof SqsError
        ? error
        : new SqsError(
            'InternalFailure',
            `The local host failed: ${String(error)}`,
            'InternalFailure',
            500,
          );
    const space = COMMON_ERRORS.has(known.code) ? 'com.amazon.coral.service' : 'com.amazonaws.sqs';
    return {
      status: known.status,
      headers: {
        ...headers,
        'x-amzn-query-error': `${known.legacy};${known.status < 500 ? 'Sender' : 'Receiver'}`,
      },
      body: JSON.stringify({ __type: `${space}#${known.code}`, message: known.message }),
    };
  }
};

/** Errors that AWS's front end words rather than SQS itself. */
const COMMON_ERRORS: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'InternalFailure',
  'InvalidParameterValueException',
  'MissingAuthenticationTokenException',
  'MissingRequiredParameterException',
  'SerializationException',
  'UnrecognizedClientException',
]);

const inputOf = (request: WireRequest): Input => {
  try {
    const input: unknown = JSON.parse(request.body.toString('utf8') || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Input;
  } catch {
    // Answered below.
  }
  throw new SqsError('SerializationException', 'The request body is not a JSON object.');
};

const QUEUE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
]);

const queueAttributes = (
  queue: Queue,
  { visible, inFlight, delayed }: QueueDepth,
  deadLetter: Queue | undefined,
): Record<string, string> => ({
  QueueArn: queue.arn,
  ApproximateNumberOfMessages: String(visible),
  ApproximateNumberOfMessagesNotVisible: String(inFlight),
  ApproximateNumberOfMessagesDelayed: String(delayed),
  DelaySeconds: String(queue.delaySeconds ?? 0),
  MaximumMessageSize: String(MAX_BYTES),
  MessageRetentionPeriod: String(queue.retentionSeconds),
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: String(queue.visibilityTimeout),
  ...(deadLetter === undefined
    ? {}
    : {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: deadLetter.arn,
          maxReceiveCount: queue.redrive?.maxReceiveCount,
        }),
      }),
});
