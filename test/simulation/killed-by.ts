import type { RunOptions } from './run.ts';

/** The smallest run known to find each planted fault; `--search` looks for others. */
export const KILLED_BY: Readonly<Record<string, RunOptions>> = {};
