import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENV } from '../../functions/adapters/environment.ts';
import { HTTP_FUNCTIONS } from '../../functions/contract/functions.ts';
import { JOBS } from '../../functions/jobs/registry.ts';
import { type Bundle, bundles, MOST_API_BUNDLE_KB } from '../../infra/bundles.ts';
import { synthesise } from '../../infra/synthesise.ts';
import { STACK_NAME } from '../../infra/upturn-app.ts';

const outdir = mkdtempSync(join(tmpdir(), 'upturn-bundles-'));
let built: readonly Bundle[] = [];

beforeAll(() => {
  built = bundles(synthesise(outdir).getStackByName(STACK_NAME));
  for (const { name, bytes } of built) console.info(`${name}: ${Math.ceil(bytes / 1_000)} KB`);
}, 120_000);
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const bundleOf = (name: string): Bundle =>
  built.find((bundle) => bundle.name.toLowerCase() === name.toLowerCase()) ??
  expect.fail(`${name} has no bundle`);

describe.each([...Object.keys(HTTP_FUNCTIONS), ...Object.keys(JOBS)])('%s', (name) => {
  it('can be imported by Node and has a handler', () => {
    const { file } = bundleOf(name);
    // The message alone: Node would print the minified line in which it happened.
    const script = `try {
      const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)});
      console.log(typeof handler);
    } catch (error) { console.log(String(error)); }`;
    const environment = Object.fromEntries(Object.values(ENV).map((key) => [key, 'x'.repeat(43)]));
    const answer = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      env: {
        ...environment,
        [ENV.requestLimits]: 'person=10/40 tenant=50/200',
        AWS_REGION: 'eu-central-1',
      },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(answer.trim()).toBe('function');
  });

  it('holds Chinese as it is, not as escapes', () => {
    // A range in a pattern, \u4e00-\u9fff, reads better as it is.
    const code = readFileSync(bundleOf(name).file, 'utf8').replace(
      /\\u[0-9a-f]{4}-\\u[0-9a-f]{4}/gi,
      '',
    );
    expect(code).not.toMatch(/\\u[4-9][0-9a-f]{3}/i);
  });

  it('contains nothing of a development dependency, of infra or of test', () => {
    const { file } = bundleOf(name);
    const { sources }: { sources: readonly string[] } = JSON.parse(
      readFileSync(`${file}.map`, 'utf8'),
    );
    const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    const packages = sources.flatMap((source) => {
      const inside = source.split('node_modules/').at(-1);
      return source.includes('node_modules/') && inside !== undefined
        ? [/^(?:@[^/]+\/)?[^/]+/.exec(inside)?.[0] ?? inside]
        : [];
    });
    expect(sources).not.toHaveLength(0);
    // Of the SDK's ways to find credentials only that from the environment is taken along.
    expect(packages.filter((one) => /credential-provider|endpoint-cache/.test(one))).toEqual([]);
    expect(sources.filter((source) => source.includes('/event-streams/'))).toEqual([]);
    expect(packages.filter((one) => one in devDependencies)).toEqual([]);
    expect(sources.filter((source) => /(^|\/)(infra\/(?!lean\/)|test\/)/.test(source))).toEqual([]);
  });
});

it(`keeps the api bundle at ${MOST_API_BUNDLE_KB} KB or less`, () => {
  expect(bundleOf('api').bytes).toBeLessThanOrEqual(MOST_API_BUNDLE_KB * 1_000);
});
