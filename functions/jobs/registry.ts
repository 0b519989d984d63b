/** What starts a background function. */
export type JobTrigger =
  | { readonly kind: 'schedule'; readonly expression: string }
  | {
      readonly kind: 'queue';
      readonly queue: 'deliveries' | 'mailEvents';
      readonly batchSize: number;
      readonly maxConcurrency: number;
    }
  | { readonly kind: 'preToken' };

export interface Job {
  /** The file that exports `handler`, from the project's root. */
  readonly entry: string;
  readonly trigger: JobTrigger;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** What breaks for people when the function fails; printed in the alarm. */
  readonly errorImpact: string;
}

/** Every function that is not called over HTTP. The CDK app and the local host read this table. */
export const JOBS = {
  sweep: {
    entry: 'functions/jobs/sweep.ts',
    trigger: { kind: 'schedule', expression: 'rate(1 minute)' },
    memoryMb: 256,
    timeoutSeconds: 30,
    errorImpact: 'Reminders are late until a later minute succeeds; none is lost.',
  },
  send: {
    entry: 'functions/jobs/send.ts',
    trigger: { kind: 'queue', queue: 'deliveries', batchSize: 5, maxConcurrency: 5 },
    memoryMb: 512,
    timeoutSeconds: 30,
    errorImpact: 'Reminders are late until a retry succeeds; none is lost.',
  },
  mailEvents: {
    entry: 'functions/jobs/mail-events.ts',
    trigger: { kind: 'queue', queue: 'mailEvents', batchSize: 10, maxConcurrency: 2 },
    memoryMb: 256,
    timeoutSeconds: 30,
    errorImpact:
      'Mail that came back is known later; a mail whose answer was lost may go out twice.',
  },
  anchor: {
    entry: 'functions/jobs/anchor.ts',
    trigger: { kind: 'schedule', expression: 'rate(60 minutes)' },
    memoryMb: 256,
    timeoutSeconds: 300,
    errorImpact: 'Changes of plans are proven later than within the hour; none is lost.',
  },
  preToken: {
    entry: 'functions/jobs/pre-token.ts',
    trigger: { kind: 'preToken' },
    memoryMb: 256,
    timeoutSeconds: 5,
    errorImpact: 'Nobody can sign in or refresh a session.',
  },
} as const satisfies Record<string, Job>;

export type JobName = keyof typeof JOBS;
