import type { RunOptions } from './run.ts';

/** The smallest run known to find each planted fault; the others are looked for anew. */
export const KILLED_BY: Readonly<Record<string, RunOptions>> = {};
