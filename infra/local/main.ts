import { parseArgs } from 'node:util';
import { readAssembly } from './assembly.ts';
import { ClockError } from './clock.ts';
import { startHost } from './host.ts';
import { StartupError } from './startup-error.ts';

const USAGE = `Runs Upturn on this machine.
  --port <number>      port of the API (default 8787)
  --data-dir <path>    where everything is kept (default .upturn)
  --in-memory          keep nothing
  --fresh              delete what is in the data directory first
  --clock <instant>    a development clock that starts there, e.g. 2026-03-02T01:00:00Z
  --relay <host:port>  pass mail on to an SMTP server as well
  --assembly <path>    run this cloud assembly instead of synthesising the sources`;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
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
  return {
    port,
    ...(values['in-memory'] ? {} : { dataDir: values['data-dir'] }),
    fresh: values.fresh,
    ...(startAtMs === undefined ? {} : { clock: { kind: 'development' as const, startAtMs } }),
    ...(values.assembly === undefined ? {} : { assembly: readAssembly(values.assembly) }),
    ...(relayHost === undefined
      ? {}
      : { relay: { host: relayHost, port: Number(relayPort ?? 25) } }),
  };
};

try {
  const host = await startHost({
    ...readOptions(),
    background: true,
    onProgress: (message) => console.log(`${message} ...`),
    onInvitation: ({ to, temporaryPassword }) =>
      console.log(`invitation for ${to}: first password ${temporaryPassword}`),
  });
  console.log(`API      ${host.url}/v1`);
  console.log(`Console  ${host.url}/_local/`);
  console.log(`Clock    ${new Date(host.clock.now()).toISOString()} (${host.clock.kind})`);
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
} catch (error) {
  const expected =
    error instanceof StartupError ||
    error instanceof ClockError ||
    (error instanceof TypeError && 'code' in error);
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}
