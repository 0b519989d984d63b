import { parseArgs } from 'node:util';
import { readAssembly } from './assembly.ts';
import { ClockError } from './clock.ts';
import { printGuide } from './demo/guide.ts';
import { beginSeeding, endSeeding, readDataState } from './demo/record.ts';
import { DEMO_STARTS_AT, type DemoRecord, seedDemo } from './demo/seed.ts';
import { type Host, type HostOptions, startHost } from './host.ts';
import { StartupError } from './startup-error.ts';

const USAGE = `Runs Upturn on this machine. The first start signs up two demo companies on a clock that can be moved.
  --empty              no demo companies and the machine's own clock
  --port <number>      port of the API (default 8787)
  --data-dir <path>    where everything is kept (default .upturn)
  --in-memory          keep nothing; implies --empty
  --fresh              delete what is in the data directory first
  --clock <instant>    a development clock that starts there; implies --empty
  --relay <host:port>  pass mail on to an SMTP server as well
  --assembly <path>    run this cloud assembly instead of synthesising the sources`;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      empty: { type: 'boolean', default: false },
      port: { type: 'string', default: '8787' },
      'data-dir': { type: 'string', default: '.upturn' },
      'in-memory': { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      clock: { type: 'string' },
      relay: { type: 'string' },
      assembly: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartupError(`--port ${values.port} is not a port`);
  const startAtMs = values.clock === undefined ? undefined : Date.parse(values.clock);
  if (Number.isNaN(startAtMs)) throw new StartupError(`--clock ${values.clock} is not an instant`);
  const [relayHost, relayPort] = values.relay?.split(':') ?? [];
  const dataDir = values['in-memory'] ? undefined : values['data-dir'];
  return {
    dataDir,
    wantsDemo: !values.empty && dataDir !== undefined && startAtMs === undefined,
    host: {
      port,
      ...(dataDir === undefined ? {} : { dataDir }),
      fresh: values.fresh,
      ...(startAtMs === undefined ? {} : { clock: { kind: 'development' as const, startAtMs } }),
      ...(values.assembly === undefined ? {} : { assembly: readAssembly(values.assembly) }),
      ...(relayHost === undefined
        ? {}
        : { relay: { host: relayHost, port: Number(relayPort ?? 25) } }),
      onProgress: (message: string) => console.log(`${message} ...`),
    } satisfies HostOptions,
  };
};

const DEMO_CLOCK = { kind: 'development', startAtMs: DEMO_STARTS_AT } as const;

/** The demo companies of the data directory, signed up first where they are missing. */
const ensureDemo = async (dataDir: string, options: HostOptions): Promise<DemoRecord> => {
  const state = options.fresh === true ? { kind: 'new' as const } : readDataState(dataDir);
  if (state.kind === 'demo') return state.record;
  console.log('first start: two companies sign up, and two months pass in one of them ...');
  // Nothing happens by itself while the story is played: it moves the clock.
  const host = await startHost({
    ...options,
    fresh: state.kind !== 'new' || options.fresh === true,
    clock: DEMO_CLOCK,
  });
  try {
    beginSeeding(dataDir);
    const record = await seedDemo(host, `${host.url}/_local`, (line) => console.log(line));
    endSeeding(dataDir, record);
    return record;
  } finally {
    await host.close();
  }
};

const stopOnSignals = (host: Host): void => {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // A second signal does not wait.
      if (stopping) process.exit(1);
      stopping = true;
      host.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
};

const run = async (): Promise<void> => {
  const { dataDir, wantsDemo, host: options } = readOptions();
  const isOwn = dataDir !== undefined && !options.fresh && readDataState(dataDir).kind === 'own';
  const demo =
    wantsDemo && dataDir !== undefined && !isOwn ? await ensureDemo(dataDir, options) : undefined;
  const host = await startHost({
    ...options,
    // What was to be deleted has been deleted before the demo companies signed up.
    ...(demo === undefined ? {} : { fresh: false, clock: DEMO_CLOCK, planPages: true }),
    background: true,
    fairUse: true,
    onInvitation: ({ to, temporaryPassword }) =>
      console.log(`invitation for ${to}: first password ${temporaryPassword}`),
  });
  stopOnSignals(host);
  console.log(`API      ${host.url}/v1`);
  console.log(`Console  ${host.url}/_local/`);
  console.log(`Clock    ${new Date(host.clock.now()).toISOString()} (${host.clock.kind})`);
  if (demo !== undefined) await printGuide(host, demo, (line) => console.log(line));
};

try {
  await run();
} catch (error) {
  const expected =
    error instanceof StartupError ||
    error instanceof ClockError ||
    (error instanceof TypeError && 'code' in error);
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}
