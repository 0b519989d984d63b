import { randomBytes, randomUUID } from 'node:crypto';
import { availableParallelism, devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Code } from './assembly.ts';
import type { HostClock } from './clock.ts';
import type {
  EnvironmentMessage,
  EnvironmentRequest,
  EnvironmentStart,
  FunctionError,
  Logging,
} from './lambda-environment.ts';
import type { Principals } from './service.ts';

export type { FunctionError, Logging } from './lambda-environment.ts';

/** One function as the template deploys it. */
export interface DeployedFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly code: Code;
  readonly runtime: string;
  readonly handler: string;
  /** `Environment.Variables`, resolved. */
  readonly variables: Readonly<Record<string, string>>;
  /** Logical id of its execution role. */
  readonly role: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** Whether the template's `TenancyConfig` isolates tenants. */
  readonly perTenant: boolean;
  readonly reservedConcurrency: number | undefined;
  readonly logGroup: string;
  readonly logging: Logging;
}

/** A line that a function wrote, or the platform's report of one request. */
export interface LogEntry {
  /** Host time, ISO 8601. */
  readonly at: string;
  readonly function: string;
  readonly requestId?: string;
  readonly stream: 'stdout' | 'stderr' | 'platform';
  readonly line: string;
}

/** How a request to a function ended. A function's own failure is an answer, not an exception. */
export type Invocation =
  /** `payload` is JSON text. */
  | { readonly ok: true; readonly requestId: string; readonly payload: string }
  | { readonly ok: false; readonly requestId: string; readonly error: FunctionError };

/** Lambda refuses the call itself; the function was not run. */
export class LambdaRefusal extends Error {
  override readonly name = 'LambdaRefusal';
  readonly code:
    | 'InvalidParameterValueException'
    | 'ResourceNotFoundException'
    | 'RequestTooLargeException'
    | 'ServiceException';
  constructor(code: LambdaRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface LambdaOptions {
  readonly functions: readonly DeployedFunction[];
  readonly clock: HostClock;
  readonly principals: Principals;
  readonly region: string;
  /** `AWS_ENDPOINT_URL_*` variables: where the SDK finds the emulated services. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly onLog?: (entry: LogEntry) => void;
  readonly limits?: Partial<LambdaLimits>;
}

export interface LambdaLimits {
  /** Environments of one function at a time, all tenants together; further requests queue. */
  readonly perFunction: number;
  /** Environments of all functions; the one idle for longest gives way. */
  readonly total: number;
  /** An environment idle for this long ends, in real milliseconds. */
  readonly idleMs: number;
  /** Longest import of a bundle, in real milliseconds. */
  readonly initMs: number;
}

export interface InvokeOptions {
  /** Required by a function in tenant isolation mode, refused by others. */
  readonly tenantId?: string;
}

export interface Lambda {
  /** Runs a function by logical id or name and waits. Throws `LambdaRefusal` when it cannot be called. */
  invoke(name: string, event: unknown, options?: InvokeOptions): Promise<Invocation>;
  /** The function of that logical id, name or ARN. Throws `LambdaRefusal` when there is none. */
  describe(name: string): DeployedFunction;
  /** Live environments, for tests and the console. */
  environments(): readonly EnvironmentStatus[];
  close(): Promise<void>;
}

export interface EnvironmentStatus {
  readonly function: string;
  readonly tenantId: string | undefined;
  readonly state: 'starting' | 'idle' | 'busy';
  readonly threadId: number;
  readonly served: number;
}

const DEFAULT_LIMITS: LambdaLimits = {
  perFunction: Math.max(4, Math.min(8, availableParallelism())),
  total: 24,
  idleMs: 300_000,
  initMs: 30_000,
};

/** Lambda's limit on the event and on the answer of a synchronous call, in bytes. */
export const MAX_PAYLOAD_BYTES = 6_291_556;

/** Compiled code of environments and bundles; Node fills it and tells stale entries itself. */
const COMPILE_CACHE = fileURLToPath(
  new URL('../../node_modules/.cache/upturn/compiled', import.meta.url),
);

const ENVIRONMENT_MODULE = new URL('./lambda-environment.ts', import.meta.url);

/** How often younger requests may find a warm environment before the oldest one is served. */
const MAX_PASSED_OVER = 8;

interface Pending {
  readonly request: EnvironmentRequest;
  passedOver: number;
  readonly settle: (invocation: Invocation) => void;
  readonly fail: (error: Error) => void;
}

interface Environment {
  readonly pool: Pool;
  readonly tenantId: string | undefined;
  readonly worker: Worker;
  /** When it became idle, on the machine's monotonic clock. */
  idleSince: number;
  state: 'starting' | 'idle' | 'busy' | 'ended';
  served: number;
  pending: Pending | undefined;
  timer: NodeJS.Timeout | undefined;
  startedAt: number;
  post(request: EnvironmentRequest): void;
}

interface Pool {
  readonly spec: DeployedFunction;
  readonly cap: number;
  readonly environments: Set<Environment>;
  readonly waiting: Pending[];
}

/** What Lambda puts into every environment, under what the template and the host add. */
const environmentVariables = (
  spec: DeployedFunction,
  options: LambdaOptions,
  logStream: string,
): Record<string, string> => {
  const key = options.principals.permanent(spec.role);
  return {
    ...spec.variables,
    ...options.endpoints,
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    ...(key.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: key.sessionToken }),
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    ...(spec.logging.format === 'JSON'
      ? { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: spec.logging.level }
      : {}),
    LAMBDA_TASK_ROOT: spec.code.taskRoot,
    _HANDLER: spec.handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    // The machine's own AWS profile must not reach a function.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Halves the start of an environment; the environment takes it away before the bundle is loaded.
    NODE_COMPILE_CACHE: COMPILE_CACHE,
  };
};

/**
 * Runs the deployed bundles in worker threads, as Lambda runs them in execution environments: warm
 * reuse, one request at a time each, environments never shared by two tenants of a function in tenant
 * isolation mode, and a timeout that ends the environment. Over the cap a request waits for its turn;
 * AWS would throttle it.
 */
export const createLambda = (options: LambdaOptions): Lambda => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const pools = new Map<string, Pool>();
  const all = new Set<Environment>();
  const endings = new Set<Promise<unknown>>();
  let closed = false;

  for (const spec of options.functions) {
    const pool: Pool = {
      spec,
      cap: Math.max(
        1,
        Math.min(spec.reservedConcurrency ?? limits.perFunction, limits.perFunction),
      ),
      environments: new Set(),
      waiting: [],
    };
    for (const key of [spec.logicalId, spec.name, spec.arn]) pools.set(key, pool);
  }

  const hostTime = () => new Date(options.clock.now()).toISOString();

  const log = (
    environment: Environment,
    stream: LogEntry['stream'],
    text: string,
    requestId: string | undefined,
  ) => {
    for (const line of text.split('\n'))
      if (line.trim() !== '')
        options.onLog?.({
          at: hostTime(),
          function: environment.pool.spec.logicalId,
          ...(requestId === undefined ? {} : { requestId }),
          stream,
          line,
        });
  };

  /** Ends an environment; what it was working on gets `error` as its answer. */
  const end = (environment: Environment, error?: FunctionError) => {
    if (environment.state === 'ended') return;
    environment.state = 'ended';
    clearTimeout(environment.timer);
    environment.pool.environments.delete(environment);
    all.delete(environment);
    const ending = environment.worker.terminate();
    endings.add(ending);
    void ending.finally(() => endings.delete(ending));
    const { pending } = environment;
    environment.pending = undefined;
    if (pending !== undefined && error !== undefined) {
      log(
        environment,
        'platform',
        `${error.errorType}: ${error.errorMessage}`,
        pending.request.requestId,
      );
      pending.settle({ ok: false, requestId: pending.request.requestId, error });
    }
    serve(environment.pool);
  };

  const finish = (environment: Environment, invocation: Invocation) => {
    const { pending } = environment;
    if (pending === undefined || pending.request.requestId !== invocation.requestId) return;
    clearTimeout(environment.timer);
    environment.pending = undefined;
    environment.served += 1;
    environment.state = 'idle';
    environment.idleSince = performance.now();
    const took = Math.round((environment.idleSince - environment.startedAt) * 100) / 100;
    log(environment, 'platform', `REPORT Duration: ${took} ms`, invocation.requestId);
    pending.settle(invocation);
    serve(environment.pool);
  };

  const onMessage = (environment: Environment, message: EnvironmentMessage) => {
    if (environment.state === 'ended') return;
    switch (message.kind) {
      case 'ready':
        return;
      case 'initFailed':
        return end(environment, message.error);
      case 'log':
        return log(environment, message.stream, message.text, message.requestId);
      case 'started': {
        clearTimeout(environment.timer);
        environment.state = 'busy';
        environment.startedAt = performance.now();
        const { timeoutMs } = environment.pool.spec;
        environment.timer = setTimeout(() => {
          // An answer that came while this thread was busy is read first.
          setImmediate(() => {
            if (environment.pending?.request.requestId !== message.requestId) return;
            end(environment, {
              errorType: 'Sandbox.Timedout',
              errorMessage: `RequestId: ${message.requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
            });
          });
        }, timeoutMs);
        return;
      }
      case 'returned':
        return finish(
          environment,
          Buffer.byteLength(message.payload) > MAX_PAYLOAD_BYTES
            ? {
                ok: false,
                requestId: message.requestId,
                error: {
                  errorType: 'Function.ResponseSizeTooLarge',
                  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`,
                },
              }
            : { ok: true, requestId: message.requestId, payload: message.payload },
        );
      case 'threw':
        return finish(environment, {
          ok: false,
          requestId: message.requestId,
          error: message.error,
        });
    }
  };

  const startEnvironment = (pool: Pool, pending: Pending): Environment => {
    const { spec } = pool;
    const channel = new MessageChannel();
    const wake = new Int32Array(new SharedArrayBuffer(4));
    const logStream = `${hostTime().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;
    const data: EnvironmentStart = {
      port: channel.port2,
      wake: wake.buffer as SharedArrayBuffer,
      clock: options.clock.shared,
      module: spec.code.module,
      exportName: spec.code.exportName,
      functionName: spec.name,
      functionArn: spec.arn,
      memoryMb: spec.memoryMb,
      logGroup: spec.logGroup,
      logStream,
      logging: spec.logging,
    };
    const worker = new Worker(ENVIRONMENT_MODULE, {
      workerData: data,
      transferList: [channel.port2],
      env: environmentVariables(spec, options, logStream),
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb },
    });
    const environment: Environment = {
      pool,
      tenantId: pending.request.tenantId,
      worker,
      idleSince: 0,
      state: 'starting',
      served: 0,
      pending,
      timer: undefined,
      startedAt: 0,
      post(request) {
        channel.port1.postMessage(request);
        Atomics.add(wake, 0, 1);
        Atomics.notify(wake, 0);
      },
    };
    environment.timer = setTimeout(
      () =>
        end(environment, {
          errorType: 'Sandbox.Timedout',
          errorMessage: `initialisation took longer than ${limits.initMs / 1000} seconds`,
        }),
      limits.initMs,
    );
    channel.port1.on('message', (message: EnvironmentMessage) => onMessage(environment, message));
    channel.port1.unref();
    worker.on('error', (error) => {
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(environment, {
        errorType: outOfMemory
          ? 'Runtime.OutOfMemory'
          : error instanceof Error
            ? error.name
            : 'Runtime.Unknown',
        errorMessage: error instanceof Error ? error.message : String(error),
      });
    });
    worker.on('exit', () => {
      // What it said last may still be on its way.
      for (;;) {
        const last = receiveMessageOnPort(channel.port1);
        if (last === undefined) break;
        onMessage(environment, last.message as EnvironmentMessage);
      }
      channel.port1.close();
      end(environment, {
        errorType: 'Runtime.ExitError',
        errorMessage: 'the environment ended before it answered',
      });
    });
    pool.environments.add(environment);
    all.add(environment);
    environment.post(pending.request);
    return environment;
  };

  const longestIdle = (among: Iterable<Environment>): Environment | undefined => {
    let oldest: Environment | undefined;
    for (const environment of among)
      if (
        environment.state === 'idle' &&
        (oldest === undefined || environment.idleSince < oldest.idleSince)
      )
        oldest = environment;
    return oldest;
  };

  const warmFor = (pool: Pool, tenantId: string | undefined): Environment | undefined => {
    for (const environment of pool.environments)
      if (environment.state === 'idle' && environment.tenantId === tenantId) return environment;
    return undefined;
  };

  /**
   * Gives one waiting request an environment: the first that finds a warm one of its tenant, else
   * the head of the queue gets a new one. Returns whether there was a place. The head is passed over
   * a few times only, so that busy tenants cannot keep another one waiting for ever.
   */
  const place = (pool: Pool): boolean => {
    const [head] = pool.waiting;
    if (head === undefined) return false;
    const among = head.passedOver < MAX_PASSED_OVER ? pool.waiting : [head];
    for (const [index, pending] of among.entries()) {
      const warm = warmFor(pool, pending.request.tenantId);
      if (warm === undefined) continue;
      pool.waiting.splice(index, 1);
      if (index > 0) head.passedOver += 1;
      warm.state = 'busy';
      warm.pending = pending;
      warm.post(pending.request);
      return true;
    }
    if (pool.environments.size >= pool.cap || all.size >= limits.total) {
      const giveWay = longestIdle(pool.environments.size >= pool.cap ? pool.environments : all);
      if (giveWay === undefined) return false;
      detach(giveWay);
    }
    pool.waiting.shift();
    startEnvironment(pool, head);
    return true;
  };

  /** Ends an idle environment without looking at its pool's queue again. */
  const detach = (environment: Environment) => {
    environment.state = 'ended';
    environment.pool.environments.delete(environment);
    all.delete(environment);
    const ending = environment.worker.terminate();
    endings.add(ending);
    void ending.finally(() => endings.delete(ending));
  };

  /** Moves the queues on, that of `first` before the others: an environment may have become free. */
  const serve = (first: Pool) => {
    if (closed) return;
    for (const pool of new Set([first, ...pools.values()])) while (place(pool));
  };

  const sweeper = setInterval(
    () => {
      const limit = performance.now() - limits.idleMs;
      for (const environment of [...all])
        if (environment.state === 'idle' && environment.idleSince < limit) detach(environment);
    },
    Math.max(1000, Math.min(limits.idleMs, 30_000)),
  );
  sweeper.unref();

  const poolOf = (name: string): Pool => {
    const pool = pools.get(name.replace(/:\$LATEST$/, ''));
    if (pool === undefined)
      throw new LambdaRefusal('ResourceNotFoundException', `Function not found: ${name}`);
    return pool;
  };

  const invoke = async (
    name: string,
    event: unknown,
    { tenantId }: InvokeOptions = {},
  ): Promise<Invocation> => {
    const pool = poolOf(name);
    if (closed) throw new LambdaRefusal('ServiceException', 'the host is closing');
    if (pool.spec.perTenant && (tenantId === undefined || tenantId === ''))
      throw new LambdaRefusal(
        'InvalidParameterValueException',
        'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
      );
    if (!pool.spec.perTenant && tenantId !== undefined)
      throw new LambdaRefusal(
        'InvalidParameterValueException',
        'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
      );
    const text = JSON.stringify(event) ?? 'null';
    if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES)
      throw new LambdaRefusal(
        'RequestTooLargeException',
        'Request must be smaller than 6291556 bytes',
      );
    const requestId = randomUUID();
    return await new Promise<Invocation>((settle, fail) => {
      pool.waiting.push({
        request: {
          requestId,
          event: text,
          timeoutMs: pool.spec.timeoutMs,
          tenantId,
          traceId: `Root=1-${Math.floor(options.clock.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`,
        },
        passedOver: 0,
        settle,
        fail,
      });
      serve(pool);
    });
  };

  return {
    invoke,
    describe: (name) => poolOf(name).spec,
    environments: () =>
      [...all].map((environment) => ({
        function: environment.pool.spec.logicalId,
        tenantId: environment.tenantId,
        state: environment.state === 'ended' ? 'idle' : environment.state,
        threadId: environment.worker.threadId,
        served: environment.served,
      })),
    async close() {
      closed = true;
      clearInterval(sweeper);
      for (const pool of new Set(pools.values()))
        for (const pending of pool.waiting.splice(0))
          pending.fail(new LambdaRefusal('ServiceException', 'the host is closing'));
      for (const environment of [...all])
        end(environment, { errorType: 'Sandbox.Failure', errorMessage: 'the host is closing' });
      await Promise.allSettled(endings);
    },
  };
};
