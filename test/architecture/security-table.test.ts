import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const text = readFileSync(new URL('SECURITY.md', ROOT), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('SECURITY.md', () => {
  it('names a test for every threat, and only tests that exist', () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const [, threat, , proof = ''] of rows) {
      const paths = [...proof.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path ?? '');
      expect(paths, threat).not.toHaveLength(0);
      for (const path of paths) expect(existsSync(new URL(path, ROOT)), path).toBe(true);
    }
  });

  it('names only files that exist', () => {
    for (const [, path = ''] of text.matchAll(/`((?:domain|functions|infra)\/[\w./-]+\.ts)`/g))
      expect(existsSync(new URL(path, ROOT)), path).toBe(true);
  });
});
