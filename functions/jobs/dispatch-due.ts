import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { addMs, epochMs, type Instant } from '../../domain/kernel/instant.ts';
import {
  DUE_SHARDS,
  type DueEntry,
  markDispatched,
  queryDue,
  type TableAccess,
} from '../adapters/store/index.ts';
import type { Clock } from '../adapters/system/clock.ts';
import { errorFields, type Log } from '../adapters/system/log.ts';
import { writeMessage } from './delivery-message.ts';
import { TIMING } from './timing.ts';

export interface SweepDependencies {
  readonly table: TableAccess;
  readonly queue: SQSClient;
  readonly queueUrl: string;
  readonly now: Clock;
  readonly log: Log;
}

/** SQS takes no more messages in one call. */
const BATCH = 10;
const PAGE = 100;
/** A page is only begun while this much of the function's time is left. */
const RESERVE_MS = 10_000;

interface Tally {
  readonly dispatched: number;
  readonly refused: number;
  /** Since when the oldest of what was dispatched has been due; absent when nothing was. */
  readonly oldest?: Instant;
}

/**
 * Puts everything that is due on the queue, tenants side by side (`MessageGroupId`). First enqueue,
 * then mark: a crash in between repeats a message, which does no harm, and loses none.
 */
export const createSweep =
  (deps: SweepDependencies) =>
  async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const started = deps.now();
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const shards = await Promise.allSettled(
      Array.from({ length: DUE_SHARDS }, (_, shard) => sweepShard(deps, shard, started, hasTime)),
    );
    const done = shards.flatMap((shard) => (shard.status === 'fulfilled' ? [shard.value] : []));
    const failed = shards.flatMap((shard) => (shard.status === 'rejected' ? [shard.reason] : []));
    const refused = done.reduce((sum, tally) => sum + tally.refused, 0);
    const oldest = done.flatMap((tally) => tally.oldest ?? []).sort()[0] ?? started;
    deps.log('sweep.finished', {
      oldestSeconds: Math.max(0, Math.round((epochMs(started) - epochMs(oldest)) / 1000)),
      count: done.reduce((sum, tally) => sum + tally.dispatched, 0),
      failed: failed.length,
    });
    if (refused > 0) deps.log('sweep.enqueueFailed', { count: refused });
    for (const error of failed)
      deps.log('job.failed', { operation: 'sweep', ...errorFields(error) });
    // The other shards are done; throwing makes Lambda try the failed ones again and rings the alarm.
    if (failed.length > 0) throw new Error(`${failed.length} shards of the due index failed`);
  };

const sweepShard = async (
  deps: SweepDependencies,
  shard: number,
  now: Instant,
  hasTime: () => boolean,
): Promise<Tally> => {
  let tally: Tally = { dispatched: 0, refused: 0 };
  let after: Readonly<Record<string, string>> | undefined;
  do {
    if (!hasTime()) {
      deps.log('sweep.cutShort', { count: tally.dispatched });
      return tally;
    }
    const page = await queryDue(deps.table, {
      shard,
      now,
      page: { limit: PAGE, ...(after === undefined ? {} : { after }) },
    });
    for (let at = 0; at < page.items.length; at += BATCH) {
      const entries = page.items.slice(at, at + BATCH);
      // The index is in the order of time. A refresh is due before all times.
      const oldest = tally.oldest ?? entries.find(({ item }) => item.kind !== 'refresh')?.at;
      const taken = await enqueue(deps, entries);
      await Promise.all(taken.map((entry) => markAsDispatched(deps, entry)));
      tally = {
        dispatched: tally.dispatched + taken.length,
        refused: tally.refused + entries.length - taken.length,
        ...(oldest === undefined ? {} : { oldest }),
      };
    }
    after = page.next;
  } while (after !== undefined);
  return tally;
};

/** @returns the entries that the queue took; the others stay due */
const enqueue = async (
  { queue, queueUrl }: SweepDependencies,
  entries: readonly DueEntry[],
): Promise<readonly DueEntry[]> => {
  const answer = await queue.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: entries.map((entry, index) => ({
        Id: String(index),
        MessageBody: writeMessage(entry),
        MessageGroupId: entry.tenantId,
      })),
    }),
  );
  return (answer.Successful ?? []).flatMap(({ Id }) => entries[Number(Id)] ?? []);
};

const markAsDispatched = ({ table, now }: SweepDependencies, entry: DueEntry) => {
  const at = now();
  return markDispatched(table, { entry, now: at, again: addMs(at, TIMING.redispatchMs) });
};
