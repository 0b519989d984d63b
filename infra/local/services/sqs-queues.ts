import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../service.ts';
import { inTransaction } from './database.ts';
import {
  checkReceiptHandle,
  type NewMessage,
  type Received,
  SqsError,
  type StoredAttribute,
} from './sqs-message.ts';

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

/** A queue with its ARN. */
export interface Queue extends QueueDefinition {
  readonly arn: string;
}

export interface QueuesOptions {
  readonly db: DatabaseSync;
  readonly clock: Clock;
  readonly queues: readonly QueueDefinition[];
  readonly accountId: string;
  readonly region: string;
}

/** How long a waiter sleeps at most before it looks at the clock again, which may run fast. */
const MAX_NAP_MS = 250;

/**
 * Standard queues on SQLite. Fair between message groups: groups that wait are served in turn, so
 * one tenant's thousand messages delay another's single one by at most a round.
 */
export const openQueues = ({
  db,
  clock,
  queues: definitions,
  accountId,
  region,
}: QueuesOptions) => {
  const queues = new Map<string, Queue>(
    definitions.map((queue) => [
      queue.name,
      { ...queue, arn: `arn:aws:sqs:${region}:${accountId}:${queue.name}` },
    ]),
  );
  db.exec(SCHEMA);
  const statements = prepare(db);
  const waiters = new Map<string, Set<() => void>>();

  const queueOf = (nameOrArn: string): Queue => {
    const queue = queues.get(nameOrArn.slice(nameOrArn.lastIndexOf(':') + 1));
    if (queue === undefined) throw missingQueue();
    return queue;
  };
  const deadLetterOf = (queue: Queue): Queue | undefined =>
    queue.redrive === undefined ? undefined : queueOf(queue.redrive.deadLetter);
  for (const queue of queues.values()) deadLetterOf(queue);

  const wake = (queue: string): void => {
    for (const waiter of waiters.get(queue) ?? []) waiter();
  };
  const unsubscribe = clock.onMoved?.(() => {
    for (const queue of queues.keys()) wake(queue);
  });

  const enqueue = (queue: Queue, message: NewMessage): void => {
    const now = clock.now();
    const delay = message.delaySeconds ?? queue.delaySeconds ?? 0;
    inTransaction(db, () => {
      statements.addGroup.run(queue.name, message.group ?? '');
      statements.insert.run(
        queue.name,
        message.id,
        message.group ?? '',
        message.body,
        JSON.stringify(message.attributes),
        message.sender,
        now,
        now + delay * 1000,
        delay > 0 ? 1 : 0,
      );
    });
    wake(queue.name);
  };

  const anyVisible = (queue: Queue): boolean =>
    statements.anyVisible.get(queue.name, clock.now()) !== undefined;

  const forgetExpired = (queue: Queue): void => {
    statements.expire.run(queue.name, clock.now() - queue.retentionSeconds * 1000);
    statements.dropIdleGroups.run(queue.name, queue.name);
  };

  /** One message of each waiting group in turn, least recently served group first. */
  const take = (queue: Queue, max: number, visibilitySeconds: number): Received[] => {
    // Pollers ask far more often than there is work: an empty queue costs a read, not a write.
    if (!anyVisible(queue)) return [];
    return inTransaction(db, () => {
      forgetExpired(queue);
      const now = clock.now();
      const deadLetter = deadLetterOf(queue);
      const taken: Received[] = [];
      let waiting = statements.groups.all(queue.name).map((row) => String(row.name));
      while (taken.length < max && waiting.length > 0) {
        const stillWaiting: string[] = [];
        for (const group of waiting) {
          if (taken.length === max) break;
          const received = takeOne(queue, group, now, visibilitySeconds, deadLetter);
          if (received === undefined) continue;
          taken.push(received);
          stillWaiting.push(group);
        }
        waiting = stillWaiting;
      }
      return taken;
    });
  };

  const takeOne = (
    queue: Queue,
    group: string,
    now: number,
    visibilitySeconds: number,
    deadLetter: Queue | undefined,
  ): Received | undefined => {
    for (;;) {
      const row = statements.first.get(queue.name, group, now);
      if (row === undefined) return undefined;
      const count = Number(row.receives) + 1;
      if (deadLetter !== undefined && count > (queue.redrive?.maxReceiveCount ?? 0)) {
        statements.addGroup.run(deadLetter.name, group);
        statements.move.run(deadLetter.name, queue.arn, now, Number(row.seq));
        wake(deadLetter.name);
        continue;
      }
      const receiptHandle = `${Number(row.seq)}.${randomBytes(24).toString('base64url')}`;
      const firstAt = row.first_received_at === null ? now : Number(row.first_received_at);
      statements.hide.run(
        now + visibilitySeconds * 1000,
        count,
        firstAt,
        receiptHandle,
        Number(row.seq),
      );
      statements.serve.run(queue.name, queue.name, group);
      return {
        messageId: String(row.id),
        receiptHandle,
        body: String(row.body),
        attributes: {
          ApproximateReceiveCount: String(count),
          SentTimestamp: String(row.sent_at),
          SenderId: String(row.sender),
          ApproximateFirstReceiveTimestamp: String(firstAt),
          ...(group === '' ? {} : { MessageGroupId: group }),
          ...(row.source_arn === null ? {} : { DeadLetterQueueSourceArn: String(row.source_arn) }),
        },
        messageAttributes: JSON.parse(String(row.attributes)) as Record<string, StoredAttribute>,
      };
    }
  };

  const remove = (queue: Queue, receiptHandle: string): void => {
    checkReceiptHandle(receiptHandle);
    statements.remove.run(queue.name, receiptHandle);
  };

  /** Whether the message was in flight under this handle. */
  const showAfter = (queue: Queue, receiptHandle: string, seconds: number): boolean => {
    const now = clock.now();
    const { changes } = statements.show.run(now + seconds * 1000, queue.name, receiptHandle, now);
    if (seconds === 0) wake(queue.name);
    return Number(changes) > 0;
  };

  const depth = (queue: Queue): QueueDepth => {
    forgetExpired(queue);
    const now = clock.now();
    const row = statements.depth.get(now, now, now, queue.name);
    return {
      visible: Number(row?.visible ?? 0),
      inFlight: Number(row?.in_flight ?? 0),
      delayed: Number(row?.delayed ?? 0),
    };
  };

  const nextVisibleAt = (queue: Queue): number | undefined => {
    const at = statements.nextVisible.get(queue.name, clock.now())?.at;
    return at === null || at === undefined ? undefined : Number(at);
  };

  /** Resolves at the next chance that something shows: a send, a moved clock, or a short nap. */
  const chance = (queue: Queue, signal?: AbortSignal, limitMs = MAX_NAP_MS): Promise<void> =>
    new Promise((resolve) => {
      const at = nextVisibleAt(queue);
      const until = at === undefined ? MAX_NAP_MS : Math.max(1, at - clock.now());
      const set = waiters.get(queue.name) ?? new Set();
      waiters.set(queue.name, set);
      const done = (): void => {
        clearTimeout(timer);
        set.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(1, Math.min(until, MAX_NAP_MS, limitMs)));
      set.add(done);
      signal?.addEventListener('abort', done);
    });

  const moveAll = (source: Queue, destination: Queue | undefined): number =>
    inTransaction(db, () => {
      const now = clock.now();
      const rows = statements.movable
        .all(source.name, now)
        // What was put there by hand has no queue to return to.
        .filter((row) => destination !== undefined || row.source_arn !== null);
      for (const row of rows) {
        const target = destination ?? queueOf(String(row.source_arn));
        statements.addGroup.run(target.name, String(row.grp));
        // AWS makes a redriven message a new one: new id, new enqueue time, count from zero.
        statements.redrive.run(target.name, randomUUID(), now, now, Number(row.seq));
        wake(target.name);
      }
      return rows.length;
    });

  return {
    all: (): readonly Queue[] => [...queues.values()],
    named: (name: string): Queue | undefined => queues.get(name),
    queueOf,
    deadLetterOf,
    enqueue,
    anyVisible,
    take,
    remove,
    showAfter,
    depth,
    nextVisibleAt,
    chance,
    moveAll,
    purge: (queue: Queue): void => {
      statements.purge.run(queue.name);
      statements.dropIdleGroups.run(queue.name, queue.name);
    },
    close: (): void => {
      unsubscribe?.();
      for (const queue of queues.keys()) wake(queue);
    },
  };
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sqs_message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    id TEXT NOT NULL,
    grp TEXT NOT NULL,
    body TEXT NOT NULL,
    attributes TEXT NOT NULL,
    sender TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL,
    delayed INTEGER NOT NULL,
    receives INTEGER NOT NULL DEFAULT 0,
    first_received_at INTEGER,
    receipt TEXT,
    source_arn TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sqs_waiting ON sqs_message (queue, grp, visible_at, seq);
  CREATE INDEX IF NOT EXISTS sqs_showing ON sqs_message (queue, visible_at);
  CREATE INDEX IF NOT EXISTS sqs_age ON sqs_message (queue, sent_at);
  CREATE INDEX IF NOT EXISTS sqs_receipt ON sqs_message (receipt) WHERE receipt IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sqs_group (
    queue TEXT NOT NULL,
    name TEXT NOT NULL,
    served INTEGER NOT NULL,
    PRIMARY KEY (queue, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sqs_turn ON sqs_group (queue, served);
`;

const prepare = (db: DatabaseSync) => ({
  // A group that was idle has waited longest: it comes first in the next round.
  addGroup: db.prepare('INSERT OR IGNORE INTO sqs_group VALUES (?, ?, 0)'),
  groups: db.prepare('SELECT name FROM sqs_group WHERE queue = ? ORDER BY served, name'),
  serve: db.prepare(`
    UPDATE sqs_group SET served = 1 + (SELECT max(served) FROM sqs_group WHERE queue = ?)
    WHERE queue = ? AND name = ?`),
  dropIdleGroups: db.prepare(`
    DELETE FROM sqs_group WHERE queue = ? AND NOT EXISTS
      (SELECT 1 FROM sqs_message m WHERE m.queue = ? AND m.grp = sqs_group.name)`),
  insert: db.prepare(`
    INSERT INTO sqs_message (queue, id, grp, body, attributes, sender, sent_at, visible_at, delayed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  first: db.prepare(`
    SELECT * FROM sqs_message WHERE queue = ? AND grp = ? AND visible_at <= ?
    ORDER BY visible_at, seq LIMIT 1`),
  hide: db.prepare(`
    UPDATE sqs_message SET visible_at = ?, receives = ?, first_received_at = ?, receipt = ?, delayed = 0
    WHERE seq = ?`),
  show: db.prepare(`
    UPDATE sqs_message SET visible_at = ? WHERE queue = ? AND receipt = ? AND visible_at > ?`),
  remove: db.prepare('DELETE FROM sqs_message WHERE queue = ? AND receipt = ?'),
  move: db.prepare(`
    UPDATE sqs_message SET queue = ?, source_arn = ?, visible_at = ?, receipt = NULL WHERE seq = ?`),
  movable: db.prepare(`
    SELECT seq, grp, source_arn FROM sqs_message
    WHERE queue = ? AND visible_at <= ? ORDER BY seq`),
  redrive: db.prepare(`
    UPDATE sqs_message SET queue = ?, id = ?, sent_at = ?, visible_at = ?, receives = 0,
      first_received_at = NULL, receipt = NULL, source_arn = NULL WHERE seq = ?`),
  expire: db.prepare('DELETE FROM sqs_message WHERE queue = ? AND sent_at < ?'),
  purge: db.prepare('DELETE FROM sqs_message WHERE queue = ?'),
  depth: db.prepare(`
    SELECT sum(visible_at <= ?) AS visible,
      sum(visible_at > ? AND delayed = 0) AS in_flight,
      sum(visible_at > ? AND delayed = 1) AS delayed
    FROM sqs_message WHERE queue = ?`),
  nextVisible: db.prepare(
    'SELECT min(visible_at) AS at FROM sqs_message WHERE queue = ? AND visible_at > ?',
  ),
  anyVisible: db.prepare('SELECT 1 FROM sqs_message WHERE queue = ? AND visible_at <= ? LIMIT 1'),
});

export const missingQueue = (): SqsError =>
  new SqsError(
    'QueueDoesNotExist',
    'The specified queue does not exist.',
    'AWS.SimpleQueueService.NonExistentQueue',
  );
