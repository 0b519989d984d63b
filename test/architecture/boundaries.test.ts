import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type IConfiguration, type IModule } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterEach, describe, expect, it } from 'vitest';
// @ts-expect-error The tool's configuration is plain JavaScript.
import configuration from '../../.dependency-cruiser.js';

const config: Required<Pick<IConfiguration, 'forbidden' | 'options'>> = configuration;
const ROOT = process.cwd();
const PLANTED = 'export const planted = 1;\n';

type Files = Readonly<Record<string, string>>;

/** For each rule, a smallest tree that breaks it. */
const VIOLATIONS: Readonly<Record<string, Files>> = {
  'domain-imports-only-domain': {
    'domain/plan/rule.ts': "import { planted } from '../../functions/adapters/a.ts';\nplanted;\n",
    'functions/adapters/a.ts': PLANTED,
  },
  'contract-knows-domain-only': {
    'functions/contract/route.ts': "import { planted } from '../http/stack.ts';\nplanted;\n",
    'functions/http/stack.ts': PLANTED,
  },
  'adapters-do-not-know-who-calls': {
    'functions/adapters/store/commit.ts':
      "import { planted } from '../../http/stack.ts';\nplanted;\n",
    'functions/http/stack.ts': PLANTED,
  },
  'http-does-not-know-endpoints': {
    'functions/http/stack.ts': "import { planted } from '../api/main.ts';\nplanted;\n",
    'functions/api/main.ts': PLANTED,
  },
  'jobs-do-not-serve-http': {
    'functions/jobs/sweep.ts': "import { planted } from '../api/main.ts';\nplanted;\n",
    'functions/api/main.ts': PLANTED,
  },
  'api-does-not-run-jobs': {
    'functions/api/main.ts': "import { planted } from '../jobs/sweep.ts';\nplanted;\n",
    'functions/jobs/sweep.ts': PLANTED,
  },
  'functions-never-import-infra-or-tests': {
    'functions/api/main.ts': "import { planted } from '../../infra/local/host.ts';\nplanted;\n",
    'infra/local/host.ts': PLANTED,
  },
  'infra-reads-tables-only': {
    'infra/stacks/upturn.ts': "import { planted } from '../../functions/api/main.ts';\nplanted;\n",
    'functions/api/main.ts': PLANTED,
  },
  'local-host-runs-the-assembly': {
    'infra/local/host.ts': "import { planted } from '../../functions/jobs/sweep.ts';\nplanted;\n",
    'functions/jobs/sweep.ts': PLANTED,
  },
  'only-dependencies-at-run-time': {
    'package.json': JSON.stringify({ type: 'module', devDependencies: { 'fast-check': '4' } }),
    'functions/api/main.ts': "import fc from 'fast-check';\nfc;\n",
  },
  'no-circles': {
    'domain/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'domain/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  },
  resolvable: {
    'domain/a.ts': "import { b } from './nowhere.ts';\nexport const a = b;\n",
  },
};

const planted: string[] = [];
afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true });
});

const plant = (files: Files): string => {
  const folder = mkdtempSync(join(tmpdir(), 'upturn-boundaries-'));
  planted.push(folder);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const all = { 'tsconfig.json': '{}', 'package.json': '{"type":"module"}', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

const check = async (baseDir: string, folders: readonly string[]) => {
  const { output } = await cruise(
    [...folders],
    { ...config.options, baseDir, ruleSet: { forbidden: config.forbidden }, validate: true },
    undefined,
    { tsConfig: extractTsConfig(join(ROOT, 'tsconfig.json')) },
  );
  if (typeof output === 'string') throw new Error(output);
  return output;
};

describe('boundaries', () => {
  it('plants a violation for every rule', () => {
    expect(Object.keys(VIOLATIONS).sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(VIOLATIONS))('%s speaks up', async (rule, files) => {
    const folders = ['domain', 'functions', 'infra'].filter((folder) =>
      Object.keys(files).some((path) => path.startsWith(`${folder}/`)),
    );
    const { summary } = await check(plant(files), folders);
    expect(summary.violations.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('holds for the house itself, all of which was read', async () => {
    const folders = ['domain', 'functions', 'infra'];
    const { summary, modules } = await check(ROOT, folders);
    expect(
      summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    ).toEqual([]);
    const sources = folders.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => `${folder}/${path}`),
    );
    const read = new Set(modules.map((module: IModule) => module.source));
    expect(sources.filter((source) => !read.has(source))).toEqual([]);
  });
});
