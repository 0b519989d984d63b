import type { DatabaseSync } from 'node:sqlite';
import type { SQSRecord } from 'aws-lambda';
import type { Authorise, Clock, CloudService } from '../service.ts';

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

/** A standard queue, as the template defines it. */
export interface QueueDefinition {
  readonly name: string;
  /** Seconds a received message stays hidden; AWS's default is 30. */
  readonly visibilityTimeout: number;
  readonly redrive?: {
    /** Name or ARN of the dead-letter queue; it must be among the queues. */
    readonly deadLetter: string;
    readonly maxReceiveCount: number;
  };
  /** Seconds after which an unread message is forgotten; AWS's default is 345600 (4 days). */
  readonly retentionSeconds: number;
  /** Seconds by which every message is delayed unless it says otherwise; default 0. */
  readonly delaySeconds?: number;
}

/** Numbers as `GetQueueAttributes` gives them, exact here. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
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
  /** Shows a received message again after so many seconds of the host's clock; 0 is now. */
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
  readonly attributes?: Readonly<Record<string, string>>;
}

export const createSqs = (_options: SqsOptions): Sqs => {
  throw new Error('SQS is being built');
};
