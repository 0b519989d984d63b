import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'upturn-wording-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the command; @returns its exit code and what it printed. */
const wording = (...files: readonly string[]): { readonly code: number; readonly out: string } => {
  try {
    const out = execFileSync(process.execPath, ['infra/scripts/wording.ts', ...files], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { code: 0, out };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { code: status, out: stdout };
  }
};
const file = (name: string, content: string): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

describe('npm run wording', () => {
  it('reaches 0.95 in both languages on both own parts', () => {
    const { code, out } = wording();
    expect(code, out).toBe(0);
    expect(out.match(/^(zh|en): precision/gm)).toEqual(
      ['zh', 'en', 'zh', 'en'].map((language) => `${language}: precision`),
    );
  });

  it('reads a file with byte order mark, CRLF and header, and lists the misses', () => {
    const path = file(
      'mixed.tsv',
      '\ufefflanguage\tlabel\ttext\r\nzh\tvague\t态度差\r\nen\tvague\tClosed 14 of 40 tickets on 3 May.\r\n',
    );
    const { code, out } = wording(path);
    expect(code).toBe(1);
    expect(out).toContain('zh: precision 1.000  recall 1.000  F1 1.000');
    expect(out).toContain('en is vague, called factual: Closed 14 of 40 tickets on 3 May.');
  });

  it('does not guess at a line that it cannot read', () => {
    expect(wording(file('wrong.tsv', 'zh\tvague\t态度差\nfr\tvague\tnul\n')).code).toBe(1);
  });
});
