import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

/** Planted where the real configuration looks, under a name that no source has. */
const PLANTED = 'planted-violation';
const folders = ['domain', 'functions'].map((folder) => join(folder, PLANTED));

afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const lint = (folder: 'domain' | 'functions', text: string): string => {
  const file = join(folder, PLANTED, 'planted.ts');
  mkdirSync(join(folder, PLANTED), { recursive: true });
  writeFileSync(file, text);
  const { stdout, stderr } = spawnSync('node_modules/.bin/biome', ['lint', file], {
    encoding: 'utf8',
  });
  return stdout + stderr;
};

describe('lint rules of the house', () => {
  it.each([
    ['a clock', 'export const now = (): number => Date.now();\n', 'reads no clock'],
    ['a constructed date', 'export const now = () => new Date();\n', 'reads no clock'],
    ['randomness', 'export const dice = (): number => Math.random();\n', 'knows no randomness'],
    ['an environment', 'export const home = () => process.env.HOME;\n', 'knows no environment'],
    ['output', "export const say = () => console.log('x');\n", 'by returning them'],
  ])('the domain cannot use %s', (_what, text, message) => {
    expect(lint('domain', text)).toContain(message);
  });

  it('zod is imported as a namespace', () => {
    expect(
      lint('functions', "import { z } from 'zod/mini';\nexport const s = z.string();\n"),
    ).toContain("import * as z from 'zod/mini'");
  });

  it.each([
    "import * as z from 'zod';\nexport const s = z.string();\n",
    "import type * as z from 'zod';\nexport type S = z.ZodType;\n",
  ])('what Lambda runs does not import the classic zod: %s', (text) => {
    expect(lint('functions', text)).toContain("imports 'zod/mini'");
  });

  it('says nothing about clean text', () => {
    expect(lint('domain', 'export const one = 1;\n')).not.toContain('domain');
  });
});
