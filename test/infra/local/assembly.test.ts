import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ensureAssembly,
  hashSources,
  locateCode,
  readAssembly,
} from '../../../infra/local/assembly.ts';
import { StartupError } from '../../../infra/local/startup-error.ts';

// Each synthesis is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

let root: string;
let outdir: string;
const put = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

/** Stands in for the CDK app: counts its runs and writes an assembly that names its sources. */
const APP = `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
export const synthesise = (outdir) => {
  appendFileSync('runs.txt', 'run\\n');
  const source = readFileSync('functions/a.ts', 'utf8');
  if (source === 'broken') throw new Error('it does not bundle');
  mkdirSync(join(outdir, 'asset.1'), { recursive: true });
  writeFileSync(join(outdir, 'asset.1', 'index.mjs'), source);
  writeFileSync(join(outdir, 'S.template.json'), JSON.stringify({ Resources: {}, Description: source }));
  writeFileSync(join(outdir, 'S.assets.json'), JSON.stringify({ files: { 1: { source: { path: 'asset.1' } } } }));
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ artifacts: {
    S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json', stackName: 'Named' } },
    A: { type: 'cdk:asset-manifest', properties: { file: 'S.assets.json' } } } }));
};`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'upturn-sources-'));
  outdir = join(root, 'cdk.out', 'local');
  put('infra/synthesise.ts', APP);
  put('functions/a.ts', 'first');
  put('package.json', '{"type":"module"}');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const ensure = () => ensureAssembly({ root, outdir });
const runs = () => readFileSync(join(root, 'runs.txt'), 'utf8').split('\n').length - 1;
/** What lies in the output directory besides the lock. */
const kept = () => readdirSync(outdir).filter((name) => !name.startsWith('lock.'));
const source = (assembly: { assetPath(key: string): string }) =>
  readFileSync(join(assembly.assetPath('1.zip'), 'index.mjs'), 'utf8');

describe('the cloud assembly', () => {
  it('is synthesised once for the same sources, and again for others', async () => {
    const first = await ensure();
    expect(first.stackName).toBe('Named');
    expect(source(first)).toBe('first');
    await ensure();
    expect(runs()).toBe(1);
    put('functions/a.ts', 'second');
    expect(source(await ensure())).toBe('second');
    expect(runs()).toBe(2);
    // The first still runs where it was started, and comes back with its sources.
    expect(source(first)).toBe('first');
    put('functions/a.ts', 'first');
    expect(source(await ensure())).toBe('first');
    expect(runs()).toBe(2);
  });

  it('appears whole when several ask at once, and leaves nothing unfinished', async () => {
    const all = await Promise.all([ensure(), ensure(), ensure()]);
    expect(new Set(all.map(({ directory }) => directory)).size).toBe(1);
    expect(all.map(source)).toEqual(['first', 'first', 'first']);
    expect(runs()).toBe(1);
    expect(kept()).toHaveLength(1);
  });

  it('is not made from the local host, but from everything else', () => {
    const before = hashSources(root);
    put('infra/local/host.ts', 'changed');
    expect(hashSources(root)).toBe(before);
    for (const path of ['infra/stacks/s.ts', 'domain/d.ts', 'package-lock.json', 'cdk.json']) {
      const last = hashSources(root);
      put(path, 'x');
      expect(hashSources(root), path).not.toBe(last);
    }
  });

  it('tells why the app does not synthesise, and keeps nothing of it', async () => {
    put('functions/a.ts', 'broken');
    await expect(ensure()).rejects.toThrow(/it does not bundle/);
    expect(kept()).toEqual([]);
  });

  it('keeps a few older ones and no more', async () => {
    for (let index = 0; index < 6; index += 1) {
      put('functions/a.ts', `version ${index}`);
      await ensure();
    }
    expect(kept()).toHaveLength(3);
  });

  it('is refused when it does not hold exactly one stack, or an asset is missing', async () => {
    const { directory, assetPath } = await ensure();
    expect(() => assetPath('2.zip')).toThrow(StartupError);
    expect(() => locateCode(assetPath('1.zip'), 'other.handler')).toThrow(/no module/);
    expect(() => locateCode(assetPath('1.zip'), '../index.handler')).toThrow(/no module/);
    writeFileSync(join(directory, 'manifest.json'), '{"artifacts":{}}');
    expect(() => readAssembly(directory)).toThrow(/0 stacks/);
  });
});
