/**
 * Runs inside a worker thread: one execution environment of one function. It takes the place of
 * Lambda's runtime: host time instead of the machine's, one request at a time, and, as on Lambda,
 * nothing moves between two requests because the thread sleeps until the next one.
 */
import { format } from 'node:util';
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { readClock } from './clock.ts';

export interface EnvironmentStart {
  readonly port: MessagePort;
  /** Counts messages to the environment; it sleeps on this. */
  readonly wake: SharedArrayBuffer;
  readonly clock: SharedArrayBuffer;
  readonly module: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logging: Logging;
}

/** The function's `LoggingConfig`. */
export type Logging =
  /** Console output as it is; Lambda would put time, request and level in front. */
  | { readonly format: 'Text' }
  /** One JSON object per console call, from `level` up. */
  | { readonly format: 'JSON'; readonly level: LogLevel };

export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

/** One request, host to environment. */
export interface EnvironmentRequest {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly event: string;
  readonly timeoutMs: number;
  readonly tenantId: string | undefined;
  readonly traceId: string;
}

/** What Lambda answers when a function throws. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Environment to host. */
export type EnvironmentMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailed'; readonly error: FunctionError }
  | { readonly kind: 'started'; readonly requestId: string }
  | {
      readonly kind: 'log';
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
      readonly requestId: string | undefined;
    }
  | { readonly kind: 'returned'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'threw'; readonly requestId: string; readonly error: FunctionError };

const start = workerData as EnvironmentStart;
const wake = new Int32Array(start.wake);
let currentRequest: string | undefined;
let currentTenant: string | undefined;

const post = (message: EnvironmentMessage) => start.port.postMessage(message);

/** `Date` reads the host's clock; instances, prototype and parsing stay the machine's own. */
const replaceDate = () => {
  const MachineDate = globalThis.Date;
  const machineNow = MachineDate.now.bind(MachineDate);
  const cells = new BigInt64Array(start.clock);
  const now = () => readClock(cells, machineNow);
  const HostDate = new Proxy(MachineDate, {
    apply: () => new MachineDate(now()).toString(),
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  MachineDate.prototype.constructor = HostDate;
  globalThis.Date = HostDate;
};

const captureOutput = () => {
  for (const stream of ['stdout', 'stderr'] as const)
    process[stream].write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      post({ kind: 'log', stream, text, requestId: currentRequest });
      const done = rest.find((argument) => typeof argument === 'function');
      if (done !== undefined) queueMicrotask(done as () => void);
      return true;
    }) as typeof process.stdout.write;
};

const CONSOLE_LEVELS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const satisfies Record<string, LogLevel>;

const errorFields = (error: Error) => ({
  errorType: error.name,
  errorMessage: error.message,
  stackTrace: (error.stack ?? '').split('\n').slice(1),
});

/** The console of a function with JSON logs, line for line as Lambda's Node runtime writes it. */
const formatConsole = (least: LogLevel) => {
  for (const [method, level] of Object.entries(CONSOLE_LEVELS)) {
    const write = (...given: readonly unknown[]) => {
      if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return;
      const [only] = given;
      const fields: Record<string, unknown> = {
        timestamp: new Date().toISOString(),
        level,
        ...(currentRequest === undefined ? {} : { requestId: currentRequest }),
        ...(currentTenant === undefined ? {} : { tenantId: currentTenant }),
        message: given.length === 1 ? only : format(...given),
      };
      const failed = given.length === 1 ? undefined : given.find((item) => item instanceof Error);
      if (failed instanceof Error) Object.assign(fields, errorFields(failed));
      let line: string;
      try {
        line = JSON.stringify(fields, (_key, value: unknown) =>
          value instanceof Error ? errorFields(value) : value,
        );
      } catch {
        line = JSON.stringify({ ...fields, message: format(only) });
      }
      post({ kind: 'log', stream: 'stdout', text: `${line}\n`, requestId: currentRequest });
    };
    console[method as keyof typeof CONSOLE_LEVELS] = write;
  }
};

const describe = (thrown: unknown): FunctionError => {
  if (thrown instanceof Error)
    return {
      errorType: thrown.name,
      errorMessage: thrown.message,
      trace: (thrown.stack ?? '').split('\n'),
    };
  return { errorType: typeof thrown, errorMessage: String(thrown) };
};

/** Sleeps until the host has posted a request. */
const nextRequest = (): EnvironmentRequest => {
  for (;;) {
    const seen = Atomics.load(wake, 0);
    const received = receiveMessageOnPort(start.port);
    if (received !== undefined) return received.message as EnvironmentRequest;
    Atomics.wait(wake, 0, seen);
  }
};

const contextOf = (request: EnvironmentRequest) => {
  const deadline = performance.now() + request.timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.functionArn,
    memoryLimitInMB: String(start.memoryMb),
    awsRequestId: request.requestId,
    logGroupName: start.logGroup,
    logStreamName: start.logStream,
    ...(request.tenantId === undefined ? {} : { tenantId: request.tenantId }),
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
};

type Handler = (event: unknown, context: ReturnType<typeof contextOf>) => unknown;

const load = async (): Promise<Handler | undefined> => {
  try {
    const loaded = (await import(start.module)) as Record<string, unknown>;
    const handler = loaded[start.exportName];
    if (typeof handler === 'function') return handler as Handler;
    post({
      kind: 'initFailed',
      error: {
        errorType: 'Runtime.HandlerNotFound',
        errorMessage: `${start.exportName} is undefined or not exported`,
      },
    });
  } catch (error) {
    post({ kind: 'initFailed', error: describe(error) });
  }
  return undefined;
};

delete process.env.NODE_COMPILE_CACHE;
replaceDate();
captureOutput();
if (start.logging.format === 'JSON') formatConsole(start.logging.level);
const handler = await load();
if (handler !== undefined) {
  post({ kind: 'ready' });
  for (;;) {
    const request = nextRequest();
    const { requestId } = request;
    currentRequest = requestId;
    currentTenant = request.tenantId;
    process.env._X_AMZN_TRACE_ID = request.traceId;
    post({ kind: 'started', requestId });
    try {
      const returned = await handler(JSON.parse(request.event), contextOf(request));
      post({ kind: 'returned', requestId, payload: JSON.stringify(returned) ?? 'null' });
    } catch (error) {
      post({ kind: 'threw', requestId, error: describe(error) });
    }
    currentRequest = undefined;
    currentTenant = undefined;
  }
}
