import { Worker } from 'node:worker_threads';
import { loadSimulation } from './loader.ts';
import type { RunOptions, RunResult } from './run.ts';

/** Whoever lives worlds. */
export interface Threads {
  readonly count: number;
  readonly run: (options: RunOptions) => Promise<RunResult>;
  readonly close: () => Promise<unknown>;
}

/** One world at a time needs no thread of its own. */
const here = async (): Promise<Threads> => {
  const { run } = await loadSimulation();
  return { count: 1, run, close: async () => {} };
};

/**
 * Lives several worlds at once. Worlds know nothing of one another, so each comes out the same
 * wherever it is lived.
 */
export const startThreads = async (count: number): Promise<Threads> => {
  if (count === 1) return here();
  const threads = Array.from(
    { length: count },
    () => new Worker(new URL('./thread.ts', import.meta.url)),
  );
  const idle = [...threads];
  const waiting: ((thread: Worker) => void)[] = [];
  const free = (thread: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else next(thread);
  };
  const take = (): Promise<Worker> =>
    new Promise((resolve) => {
      const thread = idle.pop();
      if (thread === undefined) waiting.push(resolve);
      else resolve(thread);
    });
  return {
    count,
    run: async (options) => {
      const thread = await take();
      const result = await new Promise<RunResult>((resolve, reject) => {
        thread.once('error', reject);
        thread.once('message', (message: RunResult) => {
          thread.off('error', reject);
          resolve(message);
        });
        thread.postMessage(options);
      });
      free(thread);
      return result;
    },
    close: () => Promise.all(threads.map((thread) => thread.terminate())),
  };
};
