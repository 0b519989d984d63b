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
 * after the other (in the cloud each company has environments of its own). Requests come at fixed
 * times; each is served by the real HTTP stack and measured, and waits for those before it, so the
 * figures do not depend on what else the machine does. Prints B's latency alone, beside A with the
 * limits that are deployed, and beside A without; exits with 1 when the median of the second is
 * more than 1.2 times that of the first.
 */

const PATIENCE = 1.2;
const SECONDS = 30;
const B_EVERY_MS = 200;
const A_EVERY_MS = B_EVERY_MS / 100;
const LIMITS = 'person=10/40 tenant=50/200';

const A = '01K0TENANT000000000000000A' as TenantId;
const B = '01K0TENANT000000000000000B' as TenantId;
const MEMBERS = Array.from(
  { length: 20 },
  (_, n) => `01K0MEMBER${String(n).padStart(16, '0')}` as MemberId,
);
const PLAN = '01K0P000000000000000000001';

/** What a request costs without a network: about as much as a command on a plan. */
const ANYTHING = Buffer.alloc(3_000_000);
const work = () => createHash('sha256').update(ANYTHING).digest();

/** B's latencies in milliseconds, sorted, and how often A was answered with what. */
const run = async (limits: string, floods: boolean) => {
  let now = 0;
  const parsed = readRequestLimits(limits);
  const services = {
    log: createLog(() => undefined),
    ...(parsed === undefined ? {} : { fairUse: createFairUse(parsed, () => now) }),
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
  const serve = (tenantId: TenantId, n: number) =>
    invoke(
      handler,
      eventFor(
        routeOf('makeStatement'),
        { tenantId, memberId: MEMBERS[n % 20] ?? ('' as MemberId) },
        sent,
        'r',
      ),
    );
  for (let n = 0; n < 20; n += 1) await serve(B, n);
  const latencies: number[] = [];
  const ofA: Record<number, number> = {};
  let freeAt = 0;
  for (let tick = 0; tick * A_EVERY_MS < SECONDS * 1000; tick += 1) {
    const at = tick * A_EVERY_MS;
    for (const tenantId of [...(floods ? [A] : []), ...(tick % 100 === 0 ? [B] : [])]) {
      // B asks between two of A's requests, not always right behind one.
      const arrives = tenantId === B ? at + A_EVERY_MS / 2 : at;
      const begins = Math.max(arrives, freeAt);
      now = begins;
      const started = performance.now();
      const { status } = await serve(tenantId, tick);
      freeAt = begins + performance.now() - started;
      if (tenantId === A) ofA[status] = (ofA[status] ?? 0) + 1;
      else if (status !== 200) throw new Error(`B was answered ${status}`);
      else latencies.push(freeAt - arrives);
    }
  }
  return { latencies: latencies.sort((a, b) => a - b), ofA };
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const alone = await run(LIMITS, false);
const limited = await run(LIMITS, true);
const unlimited = await run('off', true);
const line = (name: string, { latencies }: typeof alone) =>
  console.log(
    `B ${name}: median ${quantile(latencies, 0.5).toFixed(2)} ms, 95th percentile ${quantile(latencies, 0.95).toFixed(2)} ms, ${latencies.length} of ${latencies.length} answered`,
  );
line('alone', alone);
line(`beside A with limits (A: ${JSON.stringify(limited.ofA)})`, limited);
line(`beside A without (A: ${JSON.stringify(unlimited.ofA)})`, unlimited);
const ratio = quantile(limited.latencies, 0.5) / quantile(alone.latencies, 0.5);
const bare = quantile(unlimited.latencies, 0.5) / quantile(alone.latencies, 0.5);
console.log(`ratio of medians: ${ratio.toFixed(2)} with limits, ${bare.toFixed(2)} without`);
if (ratio > PATIENCE) process.exitCode = 1;
