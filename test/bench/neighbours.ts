import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { berlinCompany, shanghaiCompany } from '../../infra/local/demo/companies.ts';
import { type Cast, createStage, signUp } from '../../infra/local/demo/stage.ts';
import { startHost } from '../../infra/local/host.ts';

/**
 * `node test/bench/neighbours.ts [--seconds S]`: how one company's answers suffer when another asks
 * a hundred times as often. Both go through the whole product on this machine: gateway, token check,
 * environments of each company's own, policies, database. Prints the ratio of B's median and 95th
 * percentile with and without A's flood; exits with 1 when the median's is over 1.2.
 *
 * The flood shares the machine's cores with what it floods, which it would not in the cloud: there
 * each environment has a core of its own. The figure is therefore an upper bound.
 */

const PATIENCE = 1.2;
/** B asks like a person in a hurry; A a hundred times as often. */
const B_EVERY_MS = 500;
const A_EVERY_MS = B_EVERY_MS / 100;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '15' } } });
const seconds = Number(values.seconds);

/** Asks at a steady rate from a thread of its own, whatever is answered, and counts the answers. */
const FLOOD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const http = require('node:http');
  const { url, token, everyMs } = workerData;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const counts = {};
  let underway = 0;
  const timer = setInterval(() => {
    if (underway >= 64) return;
    underway += 1;
    http.get(url, { agent, headers: { authorization: 'Bearer ' + token } }, (answer) => {
      counts[answer.statusCode] = (counts[answer.statusCode] ?? 0) + 1;
      answer.resume();
      answer.on('close', () => { underway -= 1; });
    }).on('error', () => { underway -= 1; });
  }, everyMs);
  parentPort.once('message', () => {
    clearInterval(timer);
    agent.destroy();
    parentPort.postMessage(counts);
    parentPort.close();
  });
`;

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** B's answers over some seconds, in milliseconds, sorted; every one has to be a 200. */
const measure = async (ask: () => Promise<number>): Promise<readonly number[]> => {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const started = performance.now();
    const status = await ask();
    if (status !== 200) throw new Error(`B was answered ${status}`);
    const took = performance.now() - started;
    times.push(took);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, B_EVERY_MS - took)));
  }
  return times.sort((a, b) => a - b);
};

const host = await startHost({ fairUse: true, onProgress: (message) => console.log(message) });
try {
  const stage = createStage(host, { step: (_, act) => act(), note: () => undefined });
  const a: Cast = await signUp(stage, shanghaiCompany());
  const b: Cast = await signUp(stage, berlinCompany());
  const ask = async () => (await b.person('hr').get('/v1/plans?as=hr')).status;
  const ofA = await host.tokenFor(a.email('hr'));
  for (let n = 0; n < 20; n += 1) await ask();
  const alone = await measure(ask);
  const flood = new Worker(FLOOD, {
    eval: true,
    workerData: { url: `${host.url}/v1/plans?as=hr`, token: ofA, everyMs: A_EVERY_MS },
  });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const beside = await measure(ask);
  const counts = await new Promise<Record<string, number>>((resolve) => {
    flood.once('message', resolve);
    flood.postMessage('stop');
  });
  const ratio = (share: number) => quantile(beside, share) / quantile(alone, share);
  console.log(`A asked: ${JSON.stringify(counts)} (answers by status)`);
  for (const [name, share] of [
    ['median', 0.5],
    ['95th percentile', 0.95],
  ] as const)
    console.log(
      `B's ${name}: ${quantile(alone, share).toFixed(1)} ms alone, ${quantile(beside, share).toFixed(1)} ms beside A, ratio ${ratio(share).toFixed(2)}`,
    );
  if (ratio(0.5) > PATIENCE) process.exitCode = 1;
} finally {
  await host.close();
}
