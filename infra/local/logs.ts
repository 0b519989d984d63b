import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEntry } from './lambda.ts';
import { DATA } from './state.ts';

/** What the functions wrote: the newest entries in memory, all of them in files when there are files. */
export interface Logs {
  write(entry: LogEntry): void;
  /** Oldest first. */
  entries(): readonly LogEntry[];
}

const KEPT = 20_000;

/** One file of JSON lines per function below `<dataDir>/logs`; in memory only without a directory. */
export const createLogs = (
  dataDir: string | undefined,
  onEntry?: (entry: LogEntry) => void,
): Logs => {
  const kept: LogEntry[] = [];
  const directory = dataDir === undefined ? undefined : join(dataDir, DATA.logs);
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  return {
    write(entry) {
      kept.push(entry);
      if (kept.length > 2 * KEPT) kept.splice(0, KEPT);
      if (directory !== undefined)
        appendFileSync(join(directory, `${entry.function}.log`), `${JSON.stringify(entry)}\n`);
      onEntry?.(entry);
    },
    entries: () => kept.slice(-KEPT),
  };
};
