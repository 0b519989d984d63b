import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { locateCode } from '../../../infra/local/assembly.ts';
import { createHostClock, type HostClock } from '../../../infra/local/clock.ts';
import {
  createLambda,
  type DeployedFunction,
  type Invocation,
  type Lambda,
  type LambdaLimits,
  LambdaRefusal,
  type LogEntry,
  MAX_PAYLOAD_BYTES,
} from '../../../infra/local/lambda.ts';
import type { Principals } from '../../../infra/local/service.ts';

// Worker threads start slowly on a machine that is busy with other suites.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let bundles: string;
let serial = 0;
let lambda: Lambda | undefined;
let logs: LogEntry[] = [];

beforeAll(() => {
  bundles = mkdtempSync(join(tmpdir(), 'upturn-bundles-'));
});
afterAll(() => {
  rmSync(bundles, { recursive: true, force: true });
});
afterEach(async () => {
  await lambda?.close();
  lambda = undefined;
});

const bundle = (source: string, settings: Partial<DeployedFunction> = {}): DeployedFunction => {
  serial += 1;
  const directory = join(bundles, `asset.${serial}`);
  mkdirSync(directory);
  writeFileSync(join(directory, 'index.mjs'), source);
  const logicalId = settings.logicalId ?? `Function${serial}`;
  return {
    logicalId,
    name: `Stack-${logicalId}`,
    arn: `arn:aws:lambda:eu-central-1:000000000000:function:Stack-${logicalId}`,
    code: locateCode(directory, 'index.handler'),
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    variables: {},
    role: `${logicalId}Role`,
    memoryMb: 256,
    timeoutMs: 10_000,
    perTenant: false,
    reservedConcurrency: undefined,
    logGroup: `/aws/lambda/Stack-${logicalId}`,
    logging: { format: 'Text' },
    ...settings,
  };
};

const principals: Principals = {
  resolve: () => undefined,
  permanent: (role) => ({ accessKeyId: `KEY-${role}`, secretAccessKey: 'secret' }),
  session: () => ({ accessKeyId: 'x', secretAccessKey: 'y' }),
};

const start = (
  functions: readonly DeployedFunction[],
  limits: Partial<LambdaLimits> = {},
  clock: HostClock = createHostClock({ kind: 'real' }),
): Lambda => {
  logs = [];
  lambda = createLambda({
    functions,
    clock,
    principals,
    region: 'eu-central-1',
    endpoints: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1/dynamodb' },
    onLog: (entry) => logs.push(entry),
    limits,
  });
  return lambda;
};

const value = (invocation: Invocation): unknown => {
  if (!invocation.ok) throw new Error(JSON.stringify(invocation.error));
  return JSON.parse(invocation.payload);
};

const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LambdaRefusal);
  return (error as LambdaRefusal).code;
};

const COUNTER = 'let calls = 0; export const handler = async () => ++calls;';
const ECHO =
  'export const handler = async (event, context) => ({ event, tenant: context.tenantId ?? null });';

describe('an execution environment', () => {
  it('is used again while it is warm, by logical id, name and ARN', async () => {
    const spec = bundle(COUNTER);
    const { invoke, environments } = start([spec]);
    expect(value(await invoke(spec.logicalId, {}))).toBe(1);
    expect(value(await invoke(spec.name, {}))).toBe(2);
    expect(value(await invoke(`${spec.arn}:$LATEST`, {}))).toBe(3);
    expect(environments()).toMatchObject([{ state: 'idle', served: 3 }]);
  });

  it('takes one request at a time', async () => {
    const spec = bundle(
      `let inside = 0; let most = 0;
       export const handler = async () => {
         inside += 1; most = Math.max(most, inside);
         await new Promise((resolve) => setTimeout(resolve, 5));
         inside -= 1;
         return most;
       };`,
      { reservedConcurrency: 1 },
    );
    const { invoke, environments } = start([spec]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => invoke(spec.name, {})));
    expect(answers.map(value)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(environments()).toMatchObject([{ served: 6 }]);
  });

  it('sees the variables of the template and of Lambda, and not those of the machine', async () => {
    process.env.UPTURN_MACHINE_ONLY = 'leak';
    const spec = bundle('export const handler = async () => process.env;', {
      variables: { TABLE_NAME: 'plans', AWS_REGION: 'overridden' },
    });
    const { invoke } = start([spec]);
    const env = value(await invoke(spec.name, {})) as Record<string, string>;
    delete process.env.UPTURN_MACHINE_ONLY;
    expect(env).toMatchObject({
      TABLE_NAME: 'plans',
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: spec.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ACCESS_KEY_ID: `KEY-${spec.role}`,
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1/dynamodb',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      TZ: ':UTC',
      _HANDLER: 'index.handler',
    });
    expect(env.UPTURN_MACHINE_ONLY).toBeUndefined();
    expect(env.HOME).toBeUndefined();
    expect(env.NODE_COMPILE_CACHE).toBeUndefined();
  });

  it('hands over the context that Lambda hands over', async () => {
    const spec = bundle(
      `export const handler = async (event, context) => ({
         ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID });`,
      { timeoutMs: 7000 },
    );
    const result = await start([spec]).invoke(spec.name, {});
    const context = value(result) as Record<string, unknown>;
    expect(context).toMatchObject({
      functionName: spec.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: spec.arn,
      memoryLimitInMB: '256',
      awsRequestId: result.requestId,
      logGroupName: spec.logGroup,
    });
    expect(context.tenantId).toBeUndefined();
    expect(context.left).toBeGreaterThan(0);
    expect(context.left).toBeLessThanOrEqual(7000);
    expect(context.trace).toMatch(/^Root=1-[0-9a-f]+-[0-9a-f]{24}/);
  });

  it('stands still between requests, like a frozen one', async () => {
    const spec = bundle(
      `export const handler = async (event) => {
         if (globalThis.after === undefined) {
           globalThis.after = 0;
           setImmediate(() => { globalThis.after += 1; });
           return globalThis.after;
         }
         const before = globalThis.after;
         await new Promise((resolve) => setImmediate(resolve));
         return [before, globalThis.after];
       };`,
    );
    const { invoke } = start([spec]);
    expect(value(await invoke(spec.name, {}))).toBe(0);
    // What was left pending went on only once the next request had thawed the environment.
    expect(value(await invoke(spec.name, {}))).toEqual([0, 1]);
  });
});

describe('the clock of an environment', () => {
  const CLOCK = `const loadedAt = Date.now();
    export const handler = async () => ({
      loadedAt, now: Date.now(), iso: new Date().toISOString(), text: Date(), zone: new Date().getTimezoneOffset(),
      given: new Date(0).toISOString(), instance: new Date() instanceof Date, parts: new Date(2026, 0, 2).getTime(),
      parsed: Date.parse('2026-01-01T00:00:00Z'), utc: Date.UTC(2026, 0, 1),
      sub: new (class extends Date { twice() { return this.getTime() * 2; } })().twice(),
      same: new Date().constructor === Date });`;

  it('is the host clock from the first line of the bundle on, and follows its moves', async () => {
    const at = Date.parse('2026-03-02T01:00:00.000Z');
    const clock = createHostClock({ kind: 'development', startAtMs: at, frozen: true });
    process.env.TZ = 'UTC';
    const spec = bundle(CLOCK);
    const { invoke } = start([spec], {}, clock);
    expect(value(await invoke(spec.name, {}))).toEqual({
      loadedAt: at,
      now: at,
      iso: '2026-03-02T01:00:00.000Z',
      text: expect.stringContaining('Mon Mar 02 2026'),
      zone: 0,
      given: '1970-01-01T00:00:00.000Z',
      instance: true,
      parts: Date.UTC(2026, 0, 2),
      parsed: Date.UTC(2026, 0, 1),
      utc: Date.UTC(2026, 0, 1),
      sub: at * 2,
      same: true,
    });
    clock.advance(86_400_000);
    expect(value(await invoke(spec.name, {}))).toMatchObject({
      loadedAt: at,
      now: at + 86_400_000,
      iso: '2026-03-03T01:00:00.000Z',
    });
  });

  it('leaves the time that remains to the machine', async () => {
    const clock = createHostClock({ kind: 'development', startAtMs: 0, frozen: true });
    const spec = bundle(
      'export const handler = async (event, context) => context.getRemainingTimeInMillis();',
    );
    const { invoke } = start([spec], {}, clock);
    await invoke(spec.name, {});
    clock.advance(3_600_000);
    expect(value(await invoke(spec.name, {}))).toBeGreaterThan(0);
  });
});

describe('tenant isolation', () => {
  const spec = () =>
    bundle(
      `const seen = [];
       export const handler = async (event, context) => { seen.push(context.tenantId); return seen; };`,
      { perTenant: true },
    );

  it('never lets two tenants into one environment', async () => {
    const isolated = spec();
    const { invoke, environments } = start([isolated]);
    const call = async (tenantId: string) =>
      value(await invoke(isolated.name, {}, { tenantId })) as string[];
    expect(await call('A')).toEqual(['A']);
    expect(await call('B')).toEqual(['B']);
    expect(await call('A')).toEqual(['A', 'A']);
    expect(await call('B')).toEqual(['B', 'B']);
    expect(
      environments()
        .map(({ tenantId }) => tenantId)
        .sort(),
    ).toEqual(['A', 'B']);
  });

  it('holds under load, with fewer environments than tenants', async () => {
    const isolated = spec();
    const { invoke, environments } = start([isolated], { perFunction: 2 });
    const calls = Array.from({ length: 30 }, (_unused, index) => `T${index % 5}`);
    const answers = await Promise.all(
      calls.map(async (tenantId) => ({
        tenantId,
        seen: value(await invoke(isolated.name, {}, { tenantId })) as string[],
      })),
    );
    for (const { tenantId, seen } of answers) expect(new Set(seen)).toEqual(new Set([tenantId]));
    expect(environments().length).toBeLessThanOrEqual(2);
  });

  it('refuses a call without tenant, and a tenant where none is isolated', async () => {
    const isolated = spec();
    const plain = bundle(ECHO);
    const { invoke } = start([isolated, plain]);
    expect(await refusalOf(invoke(isolated.name, {}))).toBe('InvalidParameterValueException');
    expect(await refusalOf(invoke(isolated.name, {}, { tenantId: '' }))).toBe(
      'InvalidParameterValueException',
    );
    expect(await refusalOf(invoke(plain.name, {}, { tenantId: 'A' }))).toBe(
      'InvalidParameterValueException',
    );
  });
});

describe('limits', () => {
  it('ends an environment whose function does not answer in time, whatever it is doing', async () => {
    const spec = bundle(
      `let calls = 0;
       export const handler = async (event) => {
         calls += 1;
         if (event.how === 'spin') for (;;);
         if (event.how === 'wait') await new Promise(() => setInterval(() => {}, 1000));
         return calls;
       };`,
      { timeoutMs: 400 },
    );
    const { invoke } = start([spec]);
    expect(value(await invoke(spec.name, {}))).toBe(1);
    for (const how of ['spin', 'wait']) {
      const result = await invoke(spec.name, { how });
      expect(result).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
      expect(!result.ok && result.error.errorMessage).toContain(
        'Task timed out after 0.40 seconds',
      );
      // A new environment, so its counter starts again.
      expect(value(await invoke(spec.name, {}))).toBe(1);
    }
  });

  it('keeps to the cap of a function and lets the rest wait', async () => {
    const spec = bundle(
      'let calls = 0; export const handler = async () => { await new Promise((r) => setTimeout(r, 2)); return ++calls; };',
    );
    const { invoke, environments } = start([spec], { perFunction: 3 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => invoke(spec.name, {})));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(environments().length).toBe(3);
    expect(environments().reduce((sum, { served }) => sum + served, 0)).toBe(40);
  });

  it('lets the environment that was idle for longest make room for another function', async () => {
    const specs = [bundle(COUNTER), bundle(COUNTER), bundle(COUNTER)];
    const { invoke, environments } = start(specs, { total: 2 });
    for (const { name } of specs) await invoke(name, {});
    expect(environments().map((environment) => environment.function)).toEqual([
      specs[1]?.logicalId,
      specs[2]?.logicalId,
    ]);
    const all = await Promise.all(
      Array.from({ length: 12 }, (_unused, index) => invoke(specs[index % 3]?.name ?? '', {})),
    );
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(environments().length).toBeLessThanOrEqual(2);
  });

  it('answers what outgrows its memory and starts afresh', async () => {
    const spec = bundle(
      `export const handler = async (event) => {
         const kept = []; while (event.grow) kept.push(new Array(100000).fill({}).map(() => ({}))); return 'small'; };`,
      { memoryMb: 32 },
    );
    const { invoke } = start([spec]);
    expect(await invoke(spec.name, { grow: true })).toMatchObject({
      ok: false,
      error: { errorType: 'Runtime.OutOfMemory' },
    });
    expect(value(await invoke(spec.name, {}))).toBe('small');
  });

  it('refuses events and answers over 6 MB', async () => {
    const spec = bundle("export const handler = async (event) => 'x'.repeat(event.length);");
    const { invoke } = start([spec]);
    expect(await refusalOf(invoke(spec.name, 'x'.repeat(MAX_PAYLOAD_BYTES)))).toBe(
      'RequestTooLargeException',
    );
    expect(await invoke(spec.name, { length: MAX_PAYLOAD_BYTES })).toMatchObject({
      ok: false,
      error: { errorType: 'Function.ResponseSizeTooLarge' },
    });
    expect(value(await invoke(spec.name, { length: 1 }))).toBe('x');
  });
});

describe('failures', () => {
  it('answers with what was thrown, and keeps the environment', async () => {
    const spec = bundle(
      `let calls = 0;
       export const handler = async (event) => {
         calls += 1;
         if (event.fail) throw Object.assign(new RangeError('too far'), { name: 'TooFar' });
         return calls; };`,
    );
    const { invoke } = start([spec]);
    expect(await invoke(spec.name, { fail: true })).toMatchObject({
      ok: false,
      error: { errorType: 'TooFar', errorMessage: 'too far', trace: expect.any(Array) },
    });
    expect(value(await invoke(spec.name, {}))).toBe(2);
  });

  it.each([
    ['a bundle that throws while loading', "throw new Error('at load');", 'at load'],
    ['a missing handler', 'export const other = 1;', 'handler is undefined'],
    ['a missing module', "import './nowhere.mjs'; export const handler = 1;", 'nowhere.mjs'],
  ])('answers %s, every time', async (_name, source, message) => {
    const spec = bundle(source);
    const { invoke } = start([spec]);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const result = await invoke(spec.name, {});
      expect(!result.ok && result.error.errorMessage).toContain(message);
    }
  });

  it.each([
    ['process.exit', 'process.exit(3)', 'Runtime.ExitError'],
    [
      'an error outside the handler',
      "setImmediate(() => { throw new Error('loose'); }); await new Promise(() => setInterval(() => {}, 1000))",
      'Error',
    ],
    [
      'an unhandled rejection',
      "Promise.reject(new TypeError('lost')); await new Promise(() => setInterval(() => {}, 1000))",
      'TypeError',
    ],
  ])('survives %s', async (_name, body, errorType) => {
    const spec = bundle(
      `export const handler = async (event) => { if (event.die) { ${body}; } return 'alive'; };`,
    );
    const { invoke } = start([spec]);
    expect(await invoke(spec.name, { die: true })).toMatchObject({
      ok: false,
      error: { errorType },
    });
    expect(value(await invoke(spec.name, {}))).toBe('alive');
  });

  it('does not know other functions', async () => {
    const { invoke, describe: find } = start([]);
    expect(await refusalOf(invoke('Nobody', {}))).toBe('ResourceNotFoundException');
    expect(() => find('Nobody')).toThrow(LambdaRefusal);
  });

  it('answers those who wait when it closes', async () => {
    const spec = bundle(
      'export const handler = async () => await new Promise(() => setInterval(() => {}, 1000));',
      {
        reservedConcurrency: 1,
      },
    );
    const closing = start([spec]);
    const [first, second] = [closing.invoke(spec.name, {}), closing.invoke(spec.name, {})];
    const refused = refusalOf(second);
    await closing.close();
    expect(await first).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Failure' } });
    expect(await refused).toBe('ServiceException');
    expect(await refusalOf(closing.invoke(spec.name, {}))).toBe('ServiceException');
  });
});

describe('logs', () => {
  it('keep every line with function, request and host time', async () => {
    const at = Date.parse('2026-03-02T01:00:00.000Z');
    const clock = createHostClock({ kind: 'development', startAtMs: at, frozen: true });
    const spec = bundle(
      `console.log('loading');
       export const handler = async () => { console.log('one\\ntwo'); console.error('bad'); process.stdout.write('raw\\n'); };`,
    );
    const { invoke } = start([spec], {}, clock);
    const { requestId } = await invoke(spec.name, {});
    const written = logs.filter(({ stream }) => stream !== 'platform');
    const common = { at: '2026-03-02T01:00:00.000Z', function: spec.logicalId };
    expect(written).toEqual([
      { ...common, stream: 'stdout', line: 'loading' },
      { ...common, requestId, stream: 'stdout', line: 'one' },
      { ...common, requestId, stream: 'stdout', line: 'two' },
      { ...common, requestId, stream: 'stderr', line: 'bad' },
      { ...common, requestId, stream: 'stdout', line: 'raw' },
    ]);
    expect(logs.filter(({ stream }) => stream === 'platform')).toMatchObject([
      { requestId, line: expect.stringMatching(/^REPORT Duration: [\d.]+ ms$/) },
    ]);
  });

  it('are one JSON object per call where the template says so, as Lambda writes them', async () => {
    const at = Date.parse('2026-03-02T01:00:00.000Z');
    const clock = createHostClock({ kind: 'development', startAtMs: at, frozen: true });
    const spec = bundle(
      `export const handler = async () => {
         const circle = {}; circle.self = circle;
         console.log({ code: 'request', nested: { list: [1] } });
         console.warn('plain');
         console.info('two %s', 'parts', 3);
         console.debug('dropped');
         console.error(new RangeError('alone'));
         console.error('with', new RangeError('behind'));
         console.log(circle);
         console.log('line one\\nline two');
       };`,
      { logging: { format: 'JSON', level: 'INFO' }, perTenant: true },
    );
    const { invoke } = start([spec], {}, clock);
    const { requestId } = await invoke(spec.name, {}, { tenantId: 'T1' });
    const lines = logs
      .filter(({ stream }) => stream === 'stdout')
      .map(({ line }) => JSON.parse(line));
    const common = { timestamp: '2026-03-02T01:00:00.000Z', requestId, tenantId: 'T1' };
    expect(lines).toEqual([
      { ...common, level: 'INFO', message: { code: 'request', nested: { list: [1] } } },
      { ...common, level: 'WARN', message: 'plain' },
      { ...common, level: 'INFO', message: 'two parts 3' },
      {
        ...common,
        level: 'ERROR',
        message: { errorType: 'RangeError', errorMessage: 'alone', stackTrace: expect.any(Array) },
      },
      {
        ...common,
        level: 'ERROR',
        message: expect.stringContaining('with RangeError: behind'),
        errorType: 'RangeError',
        errorMessage: 'behind',
        stackTrace: expect.any(Array),
      },
      { ...common, level: 'INFO', message: expect.stringContaining('[Circular') },
      { ...common, level: 'INFO', message: 'line one\nline two' },
    ]);
  });
});
