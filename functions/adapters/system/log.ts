/**
 * Every line that this product can log, by its stable code. Alarms, dashboards and the runbook refer
 * to the codes, so a code is never renamed or given another meaning.
 */
export const LOG_CATALOGUE = {
  // requests
  'request.served': ['info', 'A request was answered.'],
  'request.failed': ['error', 'A request failed for a reason that is ours.'],
  'access.denied': [
    'info',
    'Somebody asked for what is not theirs and was told it does not exist.',
  ],
  'egress.blocked': ['error', 'An answer or mail held an id of another company; it was not sent.'],
  // the sweep
  'sweep.finished': ['info', 'What was due has been put on the queue.'],
  'sweep.cutShort': [
    'warn',
    'Time ran out before everything due was dispatched; the next goes on.',
  ],
  'sweep.enqueueFailed': ['warn', 'The queue refused messages; they stay due.'],
  // plans
  'plan.settled': ['info', 'Timed transitions of a plan were applied.'],
  'plan.noResponse': ['info', 'The time to acknowledge passed in silence; that was recorded.'],
  'plan.accessEnded': ['info', 'Accesses of somebody who left ended; that was recorded.'],
  'plan.erased': ['info', 'The words of an erased plan were deleted.'],
  'plan.expanded': ['info', 'Reminders of a plan were turned into deliveries.'],
  'plan.contended': ['warn', 'A plan kept changing while a job worked on it; the job comes back.'],
  'plans.refreshed': [
    'info',
    "Settings changed; what is due of a company's plans was computed anew.",
  ],
  'plan.missing': ['warn', 'A message named a plan that does not exist.'],
  // deliveries
  'delivery.sent': ['info', 'A mail was handed over to the mail service.'],
  'delivery.withdrawn': ['info', 'A mail was not needed any more and was not sent.'],
  'delivery.stale': ['warn', 'A reminder was overtaken by its own day and was not sent.'],
  'delivery.postponed': ['info', 'A mail waits for working hours or for the mail service.'],
  'delivery.standIn': ['warn', 'The recipient is away or has left; somebody else gets the mail.'],
  'digest.split': ['warn', 'A digest could not go out as one; its parts go out by themselves.'],
  'delivery.noRecipient': ['error', 'Nobody is left who could get the mail.'],
  'delivery.ambiguous': ['warn', 'A mail may or may not have gone out; it waits for evidence.'],
  'delivery.rateLimited': ['info', 'A mail waits because the account sends as fast as it may.'],
  'delivery.proven': ['info', 'The mail service told what became of a mail.'],
  'delivery.unreached': ['warn', 'A mail came back or was complained of; HR is told.'],
  'suppression.lifted': ['info', 'HR says that an address works again; mail goes there once more.'],
  'delivery.failed': ['error', 'A mail was given up.'],
  'delivery.blocked': ['error', 'The mail service does not take mail from this account just now.'],
  'delivery.uncommitted': ['error', 'A mail went out, and that could not be written down.'],
  // anchors
  'anchor.written': ['info', 'How far plans of a company have come was written down and signed.'],
  'anchor.finished': ['info', 'What had changed has been anchored.'],
  'anchor.cutShort': ['warn', 'Time ran out before everything was anchored; the next goes on.'],
  // people at the door
  'admission.sent': ['info', 'A mail that lets somebody in was handed over to the mail service.'],
  'admission.capped': [
    'warn',
    'An address or a company has had its mails that let people in for today; none goes out.',
  ],
  'admission.failed': ['warn', 'A mail that lets somebody in was not taken by the mail service.'],
  'delivery.capped': [
    'warn',
    'A person or a company has had its mails for today; this one goes out tomorrow.',
  ],
  'login.unswitched': [
    'warn',
    'A login could not be switched with its membership, which decides all the same.',
  ],
  // jobs
  'job.messageMalformed': ['error', 'A queue message has a form that nobody sends.'],
  'job.failed': ['error', 'A job failed; it comes back.'],
} as const satisfies Readonly<Record<string, readonly [Level, string]>>;

type Level = 'info' | 'warn' | 'error';
export type LogCode = keyof typeof LOG_CATALOGUE;

/** What a line may carry: ids, closed words and numbers. Nothing that a person wrote. */
export interface LogFields {
  readonly requestId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly memberId?: string | undefined;
  readonly planId?: string | undefined;
  readonly deliveryId?: string | undefined;
  readonly attempt?: number | undefined;
  readonly messageId?: string | undefined;
  /** Id of the route that was called. */
  readonly route?: string | undefined;
  /** The command or job. */
  readonly operation?: string | undefined;
  readonly method?: string | undefined;
  readonly status?: number | undefined;
  /** A reason, an outcome or a problem code. */
  readonly reason?: string | undefined;
  readonly kind?: string | undefined;
  readonly step?: string | undefined;
  readonly count?: number | undefined;
  readonly failed?: number | undefined;
  readonly ms?: number | undefined;
  /** How long the oldest of what is due has been due, in seconds. */
  readonly oldestSeconds?: number | undefined;
  readonly errorName?: string | undefined;
  /** Where an error came from: frames only, without its message. */
  readonly stack?: readonly string[] | undefined;
}

export interface LogLine extends LogFields {
  readonly level: Level;
  readonly code: LogCode;
  readonly text: string;
}

export interface Log {
  (code: LogCode, fields?: LogFields): void;
  /** The same log with fields on every line; the original is unchanged, so nothing to reset. */
  readonly with: (fields: LogFields) => Log;
}

/** Ids, codes, paths and hashes look like this; sentences and names do not. */
const PLAIN = /^[\w.:/#+-]{0,200}$/;
const WITHHELD = '[withheld]';

const plain = (value: unknown): unknown => {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'string' && PLAIN.test(value) ? value : WITHHELD;
};

/** Fields as they may be written: a text that is no id is withheld, whatever brought it here. */
const harmless = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, plain(value)]],
    ),
  );

/** Lambda's JSON logging wraps the object with time and request id. */
const toConsole = (line: LogLine): void => {
  console[line.level](line);
};

/** @param write where lines go; standard output unless given */
export const createLog = (write: (line: LogLine) => void = toConsole, bound: LogFields = {}): Log =>
  Object.assign(
    (code: LogCode, fields: LogFields = {}) => {
      const [level, text] = LOG_CATALOGUE[code];
      write({ level, code, text, ...harmless({ ...bound, ...fields }) });
    },
    { with: (fields: LogFields) => createLog(write, { ...bound, ...fields }) },
  );

const FRAME =
  /^\s*at (?:async )?(?:([\w.<>[\]]+)(?: \[as \w+\])? \()?(?:file:\/\/)?([^()\s]+:\d+:\d+)\)?$/;
const FRAMES_MAX = 6;

/**
 * What may be logged of an error: its name and where it was thrown. Its message stays out, since it
 * may quote what somebody wrote.
 */
export const errorFields = (error: unknown): Pick<LogFields, 'errorName' | 'stack'> => {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .flatMap((line) => {
      const [, name, place] = FRAME.exec(line) ?? [];
      if (place === undefined) return [];
      const file = place.split('/').slice(-3).join('/');
      return [name === undefined ? file : `${name.replace(/[^\w.]/g, '')}#${file}`];
    })
    .slice(0, FRAMES_MAX);
  return { errorName: error.name, stack: frames };
};
