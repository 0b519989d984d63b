import { startTable } from '../support/engine.ts';
import { startObjectStorage } from '../support/object-storage.ts';
import { runFuzz } from './fuzz-run.ts';
import { ROUTE_IDS } from './requests.ts';
import { runWriters } from './writers.ts';

/**
 * `npm run fuzz -- --seed S --requests N`: attacks the handlers in process over the engine in
 * memory. The figures come last; the exit code tells. The same seed makes the same requests.
 * `npm run fuzz -- --writers 100 --rounds 1000`: that many people write to one plan at once.
 */
const argument = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number`);
  return value;
};

const attack = async (seed: number, requests: number): Promise<void> => {
  const { table, close } = await startTable();
  const files = await startObjectStorage();
  const began = performance.now();
  const auditEvery = argument('audit-every', 1);
  const report = await runFuzz(table, files.storage, { seed, requests, auditEvery });
  await close();
  await files.close();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { findings, byStatus, reached, plans, audits, digests, uploads } = report;
  for (const { request, route, what } of findings.slice(0, 50))
    console.error(`request ${request}, ${route}: ${what}`);
  const outcomes = [...byStatus].sort(([, a], [, b]) => b - a);
  console.info(outcomes.map(([outcome, count]) => `${outcome}: ${count}`).join('\n'));
  const missed = ROUTE_IDS.filter((id) => !reached.has(id));
  if (missed.length > 0) console.info(`never succeeded: ${missed.join(', ')}`);
  const [first] = findings;
  if (first !== undefined) {
    console.error(`again: npm run fuzz -- --seed ${seed} --requests ${first.request}`);
    process.exitCode = 1;
  }
  console.info(
    `seed ${seed}: ${requests} requests in ${seconds} s, ${reached.size} of ${ROUTE_IDS.length} ` +
      `routes succeeded, ${plans} plans, ${audits} audits, ${digests} digests, ${uploads} files, ${findings.length} findings`,
  );
};

const compete = async (writers: number, rounds: number): Promise<void> => {
  const { table, close } = await startTable();
  const { won, requests, faults } = await runWriters(table, writers, rounds);
  await close();
  for (const fault of faults.slice(0, 50)) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  console.info(
    `${writers} writers, ${rounds} rounds: ${requests} requests, ${won} won, ${faults.length} faults`,
  );
};

const writers = argument('writers', 0);
if (writers > 0) await compete(writers, argument('rounds', 1000));
else await attack(argument('seed', Date.now() % 1_000_000), argument('requests', 50_000));
