import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ENV } from '../../functions/adapters/environment.ts';
import { BUNDLING } from '../../infra/constructs/bundling.ts';
import { eventFor, routeOf } from '../support/api.ts';
import { startTable } from '../support/engine.ts';
import { people, TENANT_ID } from '../support/plans.ts';
import { found } from '../support/store.ts';

/**
 * `node test/bench/cold-start.ts [rounds]`: what a cold start of the `api` function costs beside a
 * handler that has nothing but lib-dynamodb and reads one item. Both are bundled with the options
 * that are deployed; the bare handler is also built as most people would, without the stand-ins of
 * infra/lean. Every round starts a fresh process for each, in turn, against the same engine on this
 * machine; the figures are medians of processor time, `node:http` and `node:https` loaded before.
 * The product's first answer is `GET /v1/me`: credentials of the tenant from STS, then one read.
 * Exits with 1 above the gate of 1.2 times the bare handler.
 */

const GATE = 1.2;
const ROUNDS = Number(process.argv[2] ?? 21);

const BARE = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  export const handler = async () => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: process.env.TABLE_NAME, Key: { pk: 'nobody', sk: 'nothing' } }),
    );
    return { statusCode: 200, body: JSON.stringify(Item ?? {}) };
  };`;

/** Runs in a fresh process; prints microseconds of processor time. */
const PROBE = `
  import 'node:http';
  import 'node:https';
  const { file, event } = JSON.parse(process.argv[1]);
  const before = process.cpuUsage();
  const { handler } = await import(file);
  const ready = process.cpuUsage(before);
  const { statusCode } = await handler(event, { awsRequestId: 'r' });
  const answered = process.cpuUsage(before);
  if (statusCode !== 200) throw new Error('answered ' + statusCode);
  process.stdout.write('\\n' + JSON.stringify([ready, answered].map(({ user, system }) => user + system)));
  process.exit(0);`;

const folder = mkdtempSync(join(tmpdir(), 'upturn-cold-'));

/** Bundles as `ServiceFunction` does; `lean`: with the stand-ins. */
const bundle = async (name: string, lean: boolean, entry?: string): Promise<string> => {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    ...(entry === undefined
      ? { stdin: { contents: BARE, resolveDir: process.cwd() } }
      : { entryPoints: [entry] }),
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    charset: 'utf8',
    target: BUNDLING.target,
    mainFields: [...BUNDLING.mainFields],
    alias: lean ? BUNDLING.alias : {},
    logLevel: 'error',
  });
  return outfile;
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const variants = [
  { name: 'bare lib-dynamodb', file: await bundle('bare', false) },
  { name: 'bare, with our stand-ins', file: await bundle('bare-lean', true) },
  { name: 'api', file: await bundle('api', true, 'functions/api/main.ts') },
].map((one) => ({ ...one, init: [] as number[], answer: [] as number[] }));

const sts = createServer((_, response) => {
  response.setHeader('Content-Type', 'text/xml');
  response.end(
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
});
await new Promise<void>((resolve) => sts.listen(0, '127.0.0.1', resolve));
const { table, close } = await startTable();
await found(table);
const endpoint = await table.documents.config.endpoint?.();
if (endpoint === undefined) throw new Error('the engine has no endpoint');

const environment = {
  ...Object.fromEntries(Object.values(ENV).map((key) => [key, 'x'.repeat(43)])),
  [ENV.tableName]: table.tableName,
  [ENV.requestLimits]: 'off',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  AWS_ENDPOINT_URL_DYNAMODB: `${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}`,
  AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${(sts.address() as AddressInfo).port}`,
};
const event = eventFor(routeOf('getMe'), { tenantId: TENANT_ID, memberId: people.manager });
const run = promisify(execFile);
/** Processor time until the handler is there, and until its first answer, in milliseconds. */
const start = async (file: string): Promise<readonly [number, number]> => {
  const given = JSON.stringify({ file: pathToFileURL(file).href, event });
  const { stdout } = await run(
    process.execPath,
    ['--input-type=module', '--eval', PROBE, '--', given],
    { env: environment, maxBuffer: 1e7 },
  );
  // The handler logs lines of its own; the last one is the probe's.
  const [ready = Number.NaN, answered = Number.NaN]: number[] = JSON.parse(
    stdout.trimEnd().split('\n').at(-1) ?? '[]',
  );
  return [ready / 1000, answered / 1000];
};

try {
  for (let round = 0; round < ROUNDS; round += 1)
    for (const variant of variants) {
      const [ready, answered] = await start(variant.file);
      variant.init.push(ready);
      variant.answer.push(answered);
    }
} finally {
  await close();
  sts.close();
}

const [bare, ...others] = variants;
if (bare === undefined) throw new Error('nothing to compare with');
for (const { name, file, init, answer } of [bare, ...others]) {
  const initRatio = median(init) / median(bare.init);
  const answerRatio = median(answer) / median(bare.answer);
  console.log(
    `${name}: ${Math.ceil(statSync(file).size / 1000)} KB, ready ${median(init).toFixed(1)} ms (${initRatio.toFixed(2)}), first answer ${median(answer).toFixed(1)} ms (${answerRatio.toFixed(2)})`,
  );
  if (name === 'api' && (initRatio > GATE || answerRatio > GATE)) process.exitCode = 1;
}
rmSync(folder, { recursive: true, force: true });
