import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { MemberId, TenantId } from '../../domain/kernel/ids.ts';
import { createLog } from '../../functions/adapters/system/log.ts';
import { routes } from '../../functions/contract/registry.ts';
import { answer } from '../../functions/http/answer.ts';
import { endpoint } from '../../functions/http/endpoint.ts';
import { createFairUse, readRequestLimits } from '../../functions/http/fair-use.ts';
import type { Services } from '../../functions/http/services.ts';
import { createHttpHandler } from '../../functions/http/stack.ts';
import { eventFor, invoke, routeOf } from '../support/api.ts';

/**
 * `node test/bench/neighbours.ts`: how one company's answers suffer when another asks a hundred
 * times as often. The worst case: both share one execution environment, which serves one request
 * after the other (in the cloud each company has environments of its own). What an answer and a
 * refusal of the real HTTP stack cost is measured first, as the quicker of many, so that the figures
 * do not depend on what else the machine does; then requests come at fixed times, each is let in or
 * refused by the real limits, takes what its kind costs, and waits for those before it. Prints B's
 * latency alone, beside A with the limits that are deployed, and beside A without; exits with 1 when
 * the median of the second is more than 1.2 times that of the first.
 */

const PATIENCE = 1.2;
const SECONDS = 60;
const B_EVERY_MS = 200;
const A_EVERY_MS = B_EVERY_MS / 100;
const LIMITS = 'person=10/40 tenant=50/200';
const ROUNDS = 500;

const A = '01K0TENANT000000000000000A' as TenantId;
const B = '01K0TENANT000000000000000B' as TenantId;
const MEMBERS = Array.from(
  { length: 20 },
  (_, n) => `01K0MEMBER${String(n).padStart(16, '0')}` as MemberId,
);
const PLAN = '01K0P000000000000000000001';

/** What a request costs without a network: about as much as a command on a plan. */
const ANYTHING = Buffer.alloc(3_000_000);
const digest = () => createHash('sha256').update(ANYTHING).digest();

/** The HTTP stack with one route and these limits; `work` is what the route does. */
const stackWith = (limits: string, now: () => number, work: () => void) => {
  const parsed = readRequestLimits(limits);
  const services = {
    log: createLog(() => undefined),
    ...(parsed === undefined ? {} : { fairUse: createFairUse(parsed, now) }),
  } as Partial<Services> as Services;
  const handler = createHttpHandler(
    [
      endpoint(routes.makeStatement)(async () => {
        work();
        return { result: answer({ id: PLAN, version: 4, status: 'ACTIVE', results: [] }) };
      }),
    ],
    services,
  );
  const sent = { params: { planId: PLAN }, body: { text: 'x' }, version: 3, key: 'key-of-it' };
  return async (tenantId: TenantId, n: number): Promise<number> => {
    const caller = { tenantId, memberId: MEMBERS[n % 20] ?? ('' as MemberId) };
    const event = eventFor(routeOf('makeStatement'), caller, sent, 'r');
    return (await invoke(handler, event)).status;
  };
};

/** Milliseconds that a request takes which is answered so, undisturbed: of ten the quickest. */
const costOf = async (limits: string, status: number): Promise<number> => {
  const serve = stackWith(limits, () => 0, digest);
  const took: number[] = [];
  for (let n = 0; took.length < ROUNDS; n += 1) {
    const started = performance.now();
    if ((await serve(A, n)) === status) took.push(performance.now() - started);
  }
  return quantile(
    took.sort((a, b) => a - b),
    0.1,
  );
};

/** B's latencies in milliseconds, sorted, and how often A was answered with what. */
const run = async (limits: string, floods: boolean, cost: (status: number) => number) => {
  let now = 0;
  const serve = stackWith(
    limits,
    () => now,
    () => undefined,
  );
  const latencies: number[] = [];
  const ofA: Record<number, number> = {};
  const ofB = Array.from({ length: (SECONDS * 1000) / B_EVERY_MS }, (_, n) => ({
    tenantId: B,
    // At another moment between A's each time.
    at: n * B_EVERY_MS + ((n * 7.3) % 40),
  }));
  const fromA = Array.from({ length: floods ? (SECONDS * 1000) / A_EVERY_MS : 0 }, (_, n) => ({
    tenantId: A,
    at: n * A_EVERY_MS,
  }));
  let freeAt = 0;
  for (const [n, { tenantId, at }] of [...ofB, ...fromA].sort((a, b) => a.at - b.at).entries()) {
    now = Math.max(at, freeAt);
    const status = await serve(tenantId, n);
    freeAt = now + cost(status);
    if (tenantId === A) ofA[status] = (ofA[status] ?? 0) + 1;
    else if (status !== 200) throw new Error(`B was answered ${status}`);
    else latencies.push(freeAt - at);
  }
  return { latencies: latencies.sort((a, b) => a - b), ofA };
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const answered = await costOf('off', 200);
const refused = await costOf(LIMITS, 429);
const cost = (status: number): number => (status === 200 ? answered : refused);
console.log(`an answer takes ${answered.toFixed(2)} ms, a refusal ${refused.toFixed(3)} ms`);

const alone = await run(LIMITS, false, cost);
const limited = await run(LIMITS, true, cost);
const unlimited = await run('off', true, cost);
const line = (name: string, { latencies }: typeof alone) =>
  console.log(
    `B ${name}: median ${quantile(latencies, 0.5).toFixed(2)} ms, 95th percentile ${quantile(latencies, 0.95).toFixed(2)} ms, ${latencies.length} answered`,
  );
line('alone', alone);
line(`beside A with limits (A: ${JSON.stringify(limited.ofA)})`, limited);
line(`beside A without (A: ${JSON.stringify(unlimited.ofA)})`, unlimited);
const ratio = (of: typeof alone, share: number): number =>
  quantile(of.latencies, share) / quantile(alone.latencies, share);
console.log(
  `median ${ratio(limited, 0.5).toFixed(2)} times with limits, ${ratio(unlimited, 0.5).toFixed(0)} without; 95th percentile ${ratio(limited, 0.95).toFixed(2)} times with limits`,
);
if (ratio(limited, 0.5) > PATIENCE) process.exitCode = 1;
