import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ClockStore } from './clock.ts';
import { StartupError } from './startup-error.ts';

/** Where the host keeps what must survive it. */
export type StateChoice =
  | { readonly dataDir: string /** Deletes what is there first. */; readonly fresh?: boolean }
  | { readonly inMemory: true };

/** The host's own small database: logins, secrets, clock, pending invocations. Not the table's. */
export interface State {
  readonly database: DatabaseSync;
  /** `undefined` when everything is in memory. */
  readonly dataDir: string | undefined;
  /** The value kept under that name, made by `generate` the first time. */
  once(name: string, generate: () => string): string;
  get(name: string): string | undefined;
  put(name: string, value: string): void;
  readonly clock: ClockStore;
  close(): void;
}

/** Names below the data directory; a fresh start deletes these and nothing else. */
export const DATA = {
  host: 'host.sqlite',
  owner: 'owner.json',
  services: 'services.sqlite',
  table: 'table.sqlite',
  engine: 'engine.json',
  mail: 'mail',
  logs: 'logs',
} as const;

const SQLITE_SUFFIXES = ['', '-wal', '-shm', '-journal'];

const readOwner = (dataDir: string): string => {
  try {
    const owner = JSON.parse(readFileSync(join(dataDir, DATA.owner), 'utf8'));
    return ` (process ${owner.pid})`;
  } catch {
    return '';
  }
};

const isLocked = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5;

const empty = (database: DatabaseSync, dataDir: string) => {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  for (const table of tables) database.exec(`DROP TABLE "${table.name}"`);
  for (const name of [DATA.services, DATA.table])
    for (const suffix of SQLITE_SUFFIXES) rmSync(join(dataDir, name + suffix), { force: true });
  for (const name of [DATA.mail, DATA.logs])
    rmSync(join(dataDir, name), { recursive: true, force: true });
};

/**
 * Opens the data directory and locks it. The lock is SQLite's own file lock, which the operating
 * system releases with the process: `kill -9` leaves no stale lock, and a reused process id cannot
 * be mistaken for a running host.
 */
export const openState = (choice: StateChoice): State => {
  const dataDir = 'dataDir' in choice ? choice.dataDir : undefined;
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(dataDir === undefined ? ':memory:' : join(dataDir, DATA.host));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;');
    database.exec('BEGIN EXCLUSIVE; COMMIT;');
  } catch (error) {
    database.close();
    if (isLocked(error) && dataDir !== undefined)
      throw new StartupError(
        `${dataDir} is in use by another host${readOwner(dataDir)}: stop it, or choose another data directory`,
      );
    throw error;
  }
  if (dataDir !== undefined && 'fresh' in choice && choice.fresh === true) empty(database, dataDir);
  if (dataDir !== undefined)
    writeFileSync(join(dataDir, DATA.owner), JSON.stringify({ pid: process.pid }));
  database.exec('CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
  const select = database.prepare('SELECT value FROM kept WHERE name = ?');
  const upsert = database.prepare(
    'INSERT INTO kept (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const get = (name: string): string | undefined => {
    const row = select.get(name);
    return row === undefined ? undefined : String(row.value);
  };
  const put = (name: string, value: string) => {
    upsert.run(name, value);
  };
  return {
    database,
    dataDir,
    get,
    put,
    once(name, generate) {
      const kept = get(name);
      if (kept !== undefined) return kept;
      const made = generate();
      put(name, made);
      return made;
    },
    clock: {
      load() {
        const kept = get('clock');
        return kept === undefined ? undefined : JSON.parse(kept);
      },
      save(record) {
        put('clock', JSON.stringify(record));
      },
    },
    close() {
      database.close();
    },
  };
};
