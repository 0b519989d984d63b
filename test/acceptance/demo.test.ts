import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../infra/local/demo/main.ts', import.meta.url));
const PATIENCE_MS = 240_000;

const out = mkdtempSync(join(tmpdir(), 'upturn-demo-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the demo', () => {
  it(
    'plays both stories to their end and leaves reports, evidence and mails',
    () => {
      const demo = spawnSync(process.execPath, [MAIN, '--out', out], {
        encoding: 'utf8',
        timeout: PATIENCE_MS,
      });
      expect(demo.status, `${demo.stdout.slice(-2000)}\n${demo.stderr.slice(-4000)}`).toBe(0);
      expect(demo.stderr).toBe('');
      for (const language of ['zh-CN', 'en']) {
        const file = join(out, `report.${language}.html`);
        expect(existsSync(file), file).toBe(true);
        expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/i);
      }
      for (const name of ['evidence.zip', 'evidence.employee.zip', 'verify.mjs'])
        expect(existsSync(join(out, name)), name).toBe(true);
      const mails = readdirSync(join(out, 'inbox'));
      expect(mails.length).toBeGreaterThan(100);
      expect(mails.every((name) => name.endsWith('.eml'))).toBe(true);
    },
    PATIENCE_MS,
  );
});
