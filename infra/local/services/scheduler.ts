import { randomUUID } from 'node:crypto';
import type { Clock } from '../service.ts';
import { type Occurrences, parseSchedule } from './schedule-expression.ts';

export { ScheduleExpressionError } from './schedule-expression.ts';

export interface SchedulerOptions {
  readonly schedules: readonly ScheduleDefinition[];
  readonly clock: Clock;
  /** Hands the payload to the function asynchronously; rejects only when it could not be handed over. */
  readonly invoke: (functionLogicalId: string, payload: unknown) => Promise<void>;
  /** Receives what could not be handed over after all retries. */
  readonly sendDeadLetter?: (
    queueArn: string,
    body: string,
    attributes: Readonly<Record<string, string>>,
  ) => void;
  readonly accountId: string;
  readonly region: string;
}

/** One EventBridge Scheduler schedule, as the template defines it. */
export interface ScheduleDefinition {
  readonly name: string;
  /** `rate(5 minutes)` or `cron(0 9 ? * MON-FRI *)`. */
  readonly expression: string;
  /** IANA zone of a cron expression; default UTC. */
  readonly timezone?: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly target: {
    readonly functionLogicalId: string;
    /** The target's `Input`: JSON text, which may hold `<aws.scheduler...>` placeholders. */
    readonly input?: string;
  };
  /** ARN of the schedule's dead-letter queue. */
  readonly deadLetter?: string;
  readonly retry: {
    readonly maximumRetryAttempts: number;
    readonly maximumEventAgeSeconds: number;
  };
}

export interface Fired {
  readonly schedule: string;
  /** The due instant, epoch ms. */
  readonly at: number;
}

export interface Scheduler {
  /**
   * Fires what is due at the clock's now, retries included, and resolves when every hand-over has
   * ended. A schedule that came due several times since the last tick (the clock was moved) fires
   * once, for the latest of them.
   */
  tick(): Promise<readonly Fired[]>;
  /** The next due instant over all schedules and retries, epoch ms; `undefined` when none. */
  nextAt(): number | undefined;
  /** Ticks by itself, on real timers, until stopped. */
  start(): void;
  stop(): void;
}

const FIRST_RETRY_MS = 1000;
/** How long it sleeps at most before it looks at the clock again, which may run fast. */
const MAX_NAP_MS = 1000;

/**
 * EventBridge Scheduler on the host's clock. Like the real one it only hands over: a function that
 * throws is retried by Lambda, and the schedule's dead-letter queue gets what no function took.
 *
 * What came due while the host was not running is not made up for.
 *
 * @throws ScheduleExpressionError for an expression that AWS refuses, SyntaxError for an input that
 *   is not JSON.
 */
export const createScheduler = (options: SchedulerOptions): Scheduler => {
  const { clock, invoke, sendDeadLetter, accountId, region } = options;
  const startedAt = clock.now();
  const entries: Entry[] = options.schedules.map((definition) => {
    const occurrences = parseSchedule(
      definition.expression,
      definition.timezone ?? 'UTC',
      startedAt,
    );
    const enabled = definition.state === 'ENABLED';
    // A broken input must stop the host at its start, not a minute later in silence.
    fillIn(definition.target.input ?? '{}', {});
    return {
      definition,
      occurrences,
      next: enabled ? occurrences.after(startedAt - 1) : undefined,
    };
  });
  const retries = new Set<Delivery>();
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;
  let running = false;

  const scheduleArn = (name: string): string =>
    `arn:aws:scheduler:${region}:${accountId}:schedule/default/${name}`;

  /** The latest instant that is due, after moving the entry past the present. */
  const takeDue = (entry: Entry, now: number): number | undefined => {
    let due: number | undefined;
    while (entry.next !== undefined && entry.next <= now) {
      due = entry.next;
      entry.next = entry.occurrences.after(due);
    }
    return due;
  };

  const payloadOf = ({ definition, at, executionId, attempts }: Delivery): unknown => {
    const { input } = definition.target;
    const time = new Date(at).toISOString().replace('.000Z', 'Z');
    const arn = scheduleArn(definition.name);
    if (input === undefined) {
      return {
        version: '0',
        id: executionId,
        'detail-type': 'Scheduled Event',
        source: 'aws.scheduler',
        account: accountId,
        time,
        region,
        resources: [arn],
        detail: '{}',
      };
    }
    return fillIn(input, {
      'schedule-arn': arn,
      'scheduled-time': time,
      'execution-id': executionId,
      'attempt-number': String(attempts + 1),
    });
  };

  const deliver = async (delivery: Delivery): Promise<void> => {
    const { definition } = delivery;
    try {
      await invoke(definition.target.functionLogicalId, payloadOf(delivery));
    } catch (error) {
      const { maximumRetryAttempts, maximumEventAgeSeconds } = definition.retry;
      const tooOld = clock.now() - delivery.at >= maximumEventAgeSeconds * 1000;
      if (delivery.attempts < maximumRetryAttempts && !tooOld) {
        const wait = FIRST_RETRY_MS * 2 ** Math.min(delivery.attempts, 10);
        retries.add({
          ...delivery,
          attempts: delivery.attempts + 1,
          retryAt: clock.now() + wait,
        });
        return;
      }
      giveUp(delivery, error, tooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts');
    }
  };

  const giveUp = (delivery: Delivery, error: unknown, condition: string): void => {
    const { definition } = delivery;
    if (definition.deadLetter === undefined) return;
    sendDeadLetter?.(definition.deadLetter, JSON.stringify(payloadOf(delivery)), {
      ERROR_CODE: error instanceof Error ? error.name : 'Error',
      ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
      EXECUTION_ID: delivery.executionId,
      EXHAUSTED_RETRY_CONDITION: condition,
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(delivery.attempts),
      SCHEDULED_TIME: new Date(delivery.at).toISOString().replace('.000Z', 'Z'),
      SCHEDULE_ARN: scheduleArn(definition.name),
      TARGET_ARN: `arn:aws:lambda:${region}:${accountId}:function:${definition.target.functionLogicalId}`,
    });
  };

  const tick = async (): Promise<readonly Fired[]> => {
    const now = clock.now();
    const due: Delivery[] = [];
    // Taken before anything is awaited: a second tick meanwhile finds nothing to fire twice.
    for (const retry of retries) {
      if ((retry.retryAt ?? 0) > now) continue;
      retries.delete(retry);
      due.push(retry);
    }
    const fired: Fired[] = [];
    for (const entry of entries) {
      const at = takeDue(entry, now);
      if (at === undefined) continue;
      fired.push({ schedule: entry.definition.name, at });
      due.push({
        definition: entry.definition,
        at,
        executionId: randomUUID(),
        attempts: 0,
        retryAt: undefined,
      });
    }
    await Promise.all(due.map(deliver));
    return fired;
  };

  const nextAt = (): number | undefined => {
    const instants = [
      ...entries.map(({ next }) => next),
      ...[...retries].map(({ retryAt }) => retryAt),
    ].filter((at) => at !== undefined);
    return instants.length === 0 ? undefined : Math.min(...instants);
  };

  const sleep = (): void => {
    if (!running) return;
    const at = nextAt();
    const wait =
      at === undefined ? MAX_NAP_MS : Math.min(MAX_NAP_MS, Math.max(0, at - clock.now()));
    clearTimeout(timer);
    timer = setTimeout(wakeUp, wait);
  };
  const wakeUp = (): void => {
    tick()
      .catch((error: unknown) => process.emitWarning(`a schedule failed: ${String(error)}`))
      .finally(sleep);
  };

  return {
    tick,
    nextAt,
    start: () => {
      if (running) return;
      running = true;
      unsubscribe = clock.onMoved?.(wakeUp);
      sleep();
    },
    stop: () => {
      running = false;
      clearTimeout(timer);
      unsubscribe?.();
    },
  };
};

interface Entry {
  readonly definition: ScheduleDefinition;
  readonly occurrences: Occurrences;
  next: number | undefined;
}

interface Delivery {
  readonly definition: ScheduleDefinition;
  readonly at: number;
  readonly executionId: string;
  /** Hand-overs that failed so far. */
  readonly attempts: number;
  readonly retryAt: number | undefined;
}

/** The input with its `<aws.scheduler.name>` placeholders replaced; `0` where a value is unknown. */
const fillIn = (input: string, values: Readonly<Record<string, string>>): unknown =>
  JSON.parse(
    input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (_, name: string) => values[name] ?? '0'),
  );
