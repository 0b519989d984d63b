import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findBinary } from '../../../infra/local/engine.ts';
import { type Host, type HostOptions, startHost } from '../../../infra/local/host.ts';
import { StartupError } from '../../../infra/local/startup-error.ts';
import { DATA } from '../../../infra/local/state.ts';
import { newPassword } from '../../../infra/local/user-pool.ts';
import { removeTinyAssemblies, tinyAssembly } from './tiny-app.ts';

// Worker threads start slowly on a machine that is busy with other suites.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MAIN = fileURLToPath(new URL('../../../infra/local/main.ts', import.meta.url));
const START = Date.parse('2026-03-02T01:00:00.000Z');

const dynamodb = pathToFileURL(
  createRequire(import.meta.url).resolve('@aws-sdk/client-dynamodb'),
).href;

const assembly = tinyAssembly({
  functions: {
    Items: {
      source: `import dynamodb from '${dynamodb}';
        const table = new dynamodb.DynamoDBClient({});
        export const handler = async (event) => {
          const pk = { S: event.pathParameters.name };
          if (event.httpMethod === 'POST')
            await table.send(new dynamodb.PutItemCommand({ TableName: process.env.TABLE, Item: { pk, sk: { S: 'x' } } }));
          const { Item } = await table.send(new dynamodb.GetItemCommand({ TableName: process.env.TABLE, Key: { pk, sk: { S: 'x' } } }));
          return { statusCode: Item ? 200 : 404, body: process.env.SECRET }; };`,
      variables: {
        TABLE: { Ref: 'Table' },
        SECRET: {
          'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']],
        },
      },
      statements: [
        {
          Effect: 'Allow',
          Action: ['dynamodb:PutItem', 'dynamodb:GetItem'],
          Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
        },
      ],
    },
    Member: {
      source: "export const handler = async () => ({ statusCode: 200, body: '' });",
    },
  },
  routes: [
    { method: 'GET', path: '/v1/items/{name}', runsIn: 'Items' },
    { method: 'POST', path: '/v1/items/{name}', runsIn: 'Items' },
    { method: 'GET', path: '/v1/member', runsIn: 'Member', scopes: ['openid'] },
  ],
  resources: {
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 43, ExcludePunctuation: true } },
    },
  },
});

let dataDir: string;
const hosts: Host[] = [];
const children: ChildProcess[] = [];
const start = async (options: HostOptions = {}): Promise<Host> => {
  const host = await startHost({ assembly, dataDir, ...options });
  hosts.push(host);
  return host;
};
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'upturn-life-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const host of hosts.splice(0)) await host.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterAll(removeTinyAssemblies);

const reasonOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartupError);
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message;
};

/** Starts the command line program; resolves with the API's URL when it serves. */
const startProgram = async (...args: readonly string[]) => {
  const child = spawn(
    process.execPath,
    [MAIN, '--assembly', assembly.directory, '--data-dir', dataDir, '--port', '0', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.push(child);
  let output = '';
  const exit = once(child, 'exit');
  const url = await new Promise<string | undefined>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        const found = /^API +(http:\S+)\/v1$/m.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
    void exit.then(() => resolve(undefined));
  });
  return { child, url, exit, output: () => output };
};

const post = async (url: string, name: string) =>
  (await fetch(`${url}/v1/items/${name}`, { method: 'POST' })).status;
const get = async (url: string, name: string) => (await fetch(`${url}/v1/items/${name}`)).status;

const enginePort = (): number =>
  (JSON.parse(readFileSync(join(dataDir, DATA.engine), 'utf8')) as { port: number }).port;

/** Resolves once nothing listens there any more. */
const silent = async (port: number): Promise<void> => {
  while (
    await fetch(`http://127.0.0.1:${port}`).then(
      () => true,
      () => false,
    )
  );
};

describe('a data directory', () => {
  it('keeps table, logins, key, secrets and clock over a restart', async () => {
    const clock = { kind: 'development', startAtMs: START, frozen: true } as const;
    const first = await start({ clock });
    expect(await post(first.url, 'a')).toBe(200);
    const secret = await (await fetch(`${first.url}/v1/items/a`)).text();
    expect(secret).toMatch(/^[A-Za-z0-9]{43}$/);
    await first.services.userPool.create({ username: 'ann@one.example' });
    await first.services.userPool.setPassword('ann@one.example', newPassword());
    const token = await first.tokenFor('ann@one.example');
    await first.advanceTo(START + 60_000);
    await first.close();

    const second = await start({ clock });
    expect(second.clock.now()).toBe(START + 60_000);
    expect(await get(second.url, 'a')).toBe(200);
    expect(await (await fetch(`${second.url}/v1/items/a`)).text()).toBe(secret);
    expect(second.services.userPool.find('ann@one.example').status).toBe('CONFIRMED');
    const response = await fetch(`${second.url}/v1/member`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
  });

  it('starts again from nothing when that is asked for', async () => {
    const first = await start();
    await post(first.url, 'a');
    await first.services.userPool.create({ username: 'ann@one.example' });
    await first.close();
    const second = await start({ fresh: true });
    expect(await get(second.url, 'a')).toBe(404);
    expect(second.services.userPool.users()).toEqual([]);
  });

  it('serves one host at a time, and the second says so in one line', async () => {
    const first = await start();
    expect(await reasonOf(startHost({ assembly, dataDir }))).toMatch(/in use by another host/);
    expect(await post(first.url, 'a')).toBe(200);
  });

  it('made for other keys or indexes is refused in one line', async () => {
    await (await start()).close();
    const other = tinyAssembly({
      functions: {},
      resources: {
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            TableName: 'tiny',
            AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
          },
        },
      },
    });
    expect(await reasonOf(startHost({ assembly: other, dataDir }))).toMatch(/start fresh/);
    // Nothing is left locked by the failed start.
    await start();
  });

  it('is closed in order: no lock, no engine and no temporary file remain', async () => {
    const host = await start();
    const port = enginePort();
    await host.close();
    await silent(port);
    expect(existsSync(join(dataDir, DATA.engine))).toBe(false);
    await expect(fetch(host.url)).rejects.toThrow();
    await host.close();
  });
});

describe('a port', () => {
  it('that is taken is named in one line, and nothing stays behind', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await reasonOf(startHost({ assembly, dataDir, port }))).toContain(`port ${port}`);
    expect(existsSync(join(dataDir, DATA.engine))).toBe(false);
    await new Promise((resolve) => taken.close(resolve));
    expect((await start({ port })).url).toBe(`http://127.0.0.1:${port}`);
  });
});

describe('a database engine', () => {
  it('comes from the PATH where the platform has no npm package', () => {
    const file = join(dataDir, 'dynoxide');
    writeFileSync(file, '');
    const path = [tmpdir(), dataDir].join(delimiter);
    expect(findBinary({ platform: 'plan9', arch: 'mips', path })).toBe(file);
  });

  // The lock file pins the package of this platform only.
  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'comes from the npm package of the platform first',
    () => {
      writeFileSync(join(dataDir, 'dynoxide'), '');
      const found = findBinary({ platform: 'linux', arch: 'x64', path: dataDir });
      expect(found).toContain(join('@dynoxide', 'linux-x64'));
    },
  );

  it('that is not installed is asked for in one line', async () => {
    const message = await reasonOf(
      (async () => findBinary({ platform: 'plan9', arch: 'mips', path: '' }))(),
    );
    for (const way of ['@dynoxide/plan9-mips', 'PATH', 'DYNAMODB_ENDPOINT'])
      expect(message).toContain(way);
  });

  it('that cannot be reached is named in one line', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const address = free.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => free.close(resolve));
    const engineUrl = `http://127.0.0.1:${port}`;
    expect(await reasonOf(startHost({ assembly, dataDir, engineUrl }))).toContain(engineUrl);
  });

  it('of somebody else is used and left running', async () => {
    const owner = await start();
    const guest = await startHost({ assembly, engineUrl: owner.services.engine.url });
    expect(await post(guest.url, 'shared')).toBe(200);
    await guest.close();
    expect(await get(owner.url, 'shared')).toBe(200);
  });
});

describe('expired items', () => {
  it('are deleted by the host clock, when the host is asked', async () => {
    const host = await start({
      clock: { kind: 'development', startAtMs: START, frozen: true },
    });
    const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
    for (const [name, expiresAt] of [
      ['old', START / 1000 + 10],
      ['young', START / 1000 + 100],
    ] as const)
      await host.services.engine.client.send(
        new PutItemCommand({
          TableName: host.tableName,
          Item: { pk: { S: name }, sk: { S: 'x' }, expiresAt: { N: String(expiresAt) } },
        }),
      );
    expect(await host.deleteExpired()).toBe(0);
    host.clock.advance(11_000);
    expect(await host.deleteExpired()).toBe(1);
    expect([await get(host.url, 'old'), await get(host.url, 'young')]).toEqual([404, 200]);
  });
});

describe.skipIf(process.platform === 'win32')('the program', () => {
  it('loses nothing that was acknowledged when it is killed, and leaves no engine running', async () => {
    const { child, url, exit } = await startProgram();
    const names = Array.from({ length: 12 }, (_unused, index) => `item${index}`);
    const statuses = await Promise.all(names.map((name) => post(url ?? '', name)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    const port = enginePort();
    child.kill('SIGKILL');
    await exit;
    await silent(port);

    const again = await start();
    for (const name of names) expect(await get(again.url, name), name).toBe(200);
  });

  it('ends in order on SIGTERM', async () => {
    const { child, url, exit } = await startProgram();
    expect(await post(url ?? '', 'a')).toBe(200);
    const port = enginePort();
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    await silent(port);
    expect(existsSync(join(dataDir, DATA.engine))).toBe(false);
  });

  it('says in one line why it does not start', async () => {
    await start();
    const { url, exit, output } = await startProgram();
    expect(url).toBeUndefined();
    expect(await exit).toEqual([1, null]);
    expect(output().trim().split('\n')).toEqual([expect.stringMatching(/in use by another host/)]);
  });

  it('ends an engine that a killed host left behind, before it opens the file', async () => {
    // Stands in for the engine: what counts is the file in its command line.
    const left = spawn(
      process.execPath,
      ['-e', 'setInterval(() => {}, 1000)', join(dataDir, DATA.table)],
      { stdio: 'ignore', detached: true },
    );
    children.push(left);
    const exit = once(left, 'exit');
    writeFileSync(join(dataDir, DATA.engine), JSON.stringify({ pid: left.pid, port: 1 }));
    await start();
    expect(await exit).toEqual([null, 'SIGKILL']);
  });

  it('ends no process that merely has the recorded number', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      stdio: 'ignore',
      detached: true,
    });
    children.push(other);
    writeFileSync(join(dataDir, DATA.engine), JSON.stringify({ pid: other.pid, port: 1 }));
    await start();
    expect(other.exitCode ?? other.signalCode).toBeNull();
  });
});
