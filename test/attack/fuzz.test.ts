import { expect, it } from 'vitest';
import { useTable } from '../support/engine.ts';
import { useObjectStorage } from '../support/object-storage.ts';
import { runFuzz } from './fuzz-run.ts';
import { LONG } from './long.ts';
import { runWriters } from './writers.ts';

const table = useTable();
const storage = useObjectStorage();

/** `npm run fuzz -- --seed S --requests N` is the same at any length. The long run takes its time. */
it('hostile and unlucky requests along the lives of plans are answered as declared and leave nothing behind', async () => {
  const seed = 20_261_122;
  const requests = LONG ? 50_000 : 5_000;
  const report = await runFuzz(table(), storage(), { seed, requests, auditEvery: 20 });
  expect(report.findings, `seed ${seed}`).toEqual([]);
  expect(report.requests).toBe(requests);
  // It got somewhere: into most routes, and through every kind of refusal.
  expect(report.reached.size).toBeGreaterThan(80);
  for (const outcome of ['400 malformed', '412 preconditionFailed', '422 rulesViolated', '200 '])
    expect([...report.byStatus.keys()].join('\n')).toContain(outcome.trim());
  console.info(
    `fuzz: ${requests} requests, ${report.reached.size} routes succeeded, ${report.plans} plans`,
  );
}, 7_200_000);

it('of writers who start from the same version exactly one wins, and nothing is lost', async () => {
  const { faults, won, requests } = await runWriters(table(), 5, 50);
  expect(faults).toEqual([]);
  expect([won, requests]).toEqual([50, 250]);
});
