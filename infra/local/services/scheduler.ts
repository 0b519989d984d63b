import type { Clock } from '../service.ts';

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

export const createScheduler = (_options: SchedulerOptions): Scheduler => {
  throw new Error('Scheduler is being built');
};
