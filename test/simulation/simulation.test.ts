import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** The command, as `npm run simulate` gives it; a process of its own, since it loads sources its own way. */
const simulate = (
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { maxBuffer: 1e7 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out: `${stdout}${stderr}` });
    });
  });

const LONG = 300_000;

describe('the reminders, simulated', () => {
  it(
    'are all sent, once, on time and to the right person, whatever goes wrong',
    async () => {
      const { code, out } = await simulate('--seed', '11', '--reminders', '1800');
      expect(out).toContain('violations 0;');
      expect(code, out).toBe(0);
    },
    LONG,
  );

  it(
    'survive a death at every call of every job, and every change by people before every call',
    async () => {
      const { code, out } = await simulate('--exhaustive');
      expect(out).toContain('violations 0');
      expect(code, out).toBe(0);
    },
    LONG,
  );

  it(
    'find every planted fault',
    async () => {
      const { code, out } = await simulate('--planted');
      expect(out).toMatch(/planted \d+: [4-9]\d found, 0 alive/);
      expect(code, out).toBe(0);
    },
    LONG,
  );

  it(
    'come out the same for the same seed, to the last call',
    async () => {
      const trace = async (seed: string) =>
        /trace (\w+)/.exec((await simulate('--seed', seed, '--reminders', '100')).out)?.[1];
      const [one, again, other] = await Promise.all([trace('3'), trace('3'), trace('4')]);
      expect(one).toBe(again);
      expect(one).not.toBe(other);
    },
    LONG,
  );

  it('say how they are called', async () => {
    expect((await simulate('--profile', 'unheard')).code).toBe(2);
  });
});
