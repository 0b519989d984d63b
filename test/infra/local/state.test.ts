import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartupError } from '../../../infra/local/startup-error.ts';
import { DATA, openState } from '../../../infra/local/state.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'upturn-state-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the data directory', () => {
  it('belongs to one host at a time, and says so in one line', () => {
    const first = openState({ dataDir });
    expect(() => openState({ dataDir })).toThrow(StartupError);
    try {
      openState({ dataDir });
    } catch (error) {
      const { message } = error as Error;
      expect(message).toContain(dataDir);
      expect(message).toContain(`process ${process.pid}`);
      expect(message).not.toContain('\n');
    }
    first.close();
    openState({ dataDir }).close();
  });

  it('refuses a fresh start while a host runs there, and leaves its data alone', () => {
    const first = openState({ dataDir });
    first.put('a', '1');
    expect(() => openState({ dataDir, fresh: true })).toThrow(StartupError);
    expect(first.get('a')).toBe('1');
    first.close();
  });

  it('keeps what was generated once', () => {
    const first = openState({ dataDir });
    expect(first.once('secret', () => 'made')).toBe('made');
    first.close();
    const second = openState({ dataDir });
    expect(second.once('secret', () => 'made again')).toBe('made');
    second.close();
  });

  it('deletes its own files and nothing else when started fresh', () => {
    const first = openState({ dataDir });
    first.put('a', '1');
    first.close();
    mkdirSync(join(dataDir, DATA.mail));
    writeFileSync(join(dataDir, DATA.table), 'x');
    writeFileSync(join(dataDir, `${DATA.services}-wal`), 'x');
    writeFileSync(join(dataDir, 'notes.txt'), 'mine');
    const fresh = openState({ dataDir, fresh: true });
    expect(fresh.get('a')).toBeUndefined();
    fresh.close();
    for (const name of [DATA.mail, DATA.table, `${DATA.services}-wal`])
      expect(existsSync(join(dataDir, name)), name).toBe(false);
    expect(existsSync(join(dataDir, 'notes.txt'))).toBe(true);
  });

  it('is not needed in memory', () => {
    const [one, two] = [openState({ inMemory: true }), openState({ inMemory: true })];
    one.put('a', '1');
    expect(two.get('a')).toBeUndefined();
    one.close();
    two.close();
  });
});
