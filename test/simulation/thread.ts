import { parentPort } from 'node:worker_threads';
import { loadSimulation } from './loader.ts';
import type { RunOptions } from './run.ts';

/** A thread that lives one world after the other, as it is asked. */
const { run } = await loadSimulation();
parentPort?.on('message', async (options: RunOptions) => {
  parentPort?.postMessage(await run(options));
});
