import type { Identity } from './request.ts';

/** How often somebody may ask: so many a second for ever, so many at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** For one person, and for everybody of a company together. */
export interface RequestLimits {
  readonly person: Rate;
  readonly tenant: Rate;
}

const LIMITS = /^person=(\d+)\/(\d+) tenant=(\d+)\/(\d+)$/;

/**
 * Reads `person=10/40 tenant=50/200` (per second / at once), or `off`.
 *
 * @throws Error for another text: the deployment is broken
 */
export const readRequestLimits = (text: string): RequestLimits | undefined => {
  if (text === 'off') return undefined;
  const [, ...numbers] = LIMITS.exec(text) ?? [];
  const [personRate, personBurst, tenantRate, tenantBurst] = numbers.map(Number);
  if (!(personRate && personBurst && tenantRate && tenantBurst))
    throw new Error(`Request limits that nobody can read: ${text}`);
  return {
    person: { perSecond: personRate, burst: personBurst },
    tenant: { perSecond: tenantRate, burst: tenantBurst },
  };
};

/** Whether a request is within the limits; if not, after how many whole seconds one would be. */
export type FairUse = (
  caller: Pick<Identity, 'tenantId' | 'memberId'>,
) => { readonly retryAfterSeconds: number } | undefined;

interface Bucket {
  tokens: number;
  at: number;
}

/** Buckets that one execution environment keeps; who has not asked for long starts with a full one. */
const KEPT = 5000;

/**
 * Token buckets in memory, one for each person and each company. They are approximate on purpose:
 * each execution environment has its own, so a company whose requests Lambda spreads over n
 * environments may come to n times the rate, and a new environment starts with full buckets. An
 * exact count would cost a write per request. What all environments together let through is bound
 * by the gateway's throttle and the firewall's rate, and a company's environments are its own.
 *
 * @param nowMs a clock that only moves forward, in milliseconds
 */
export const createFairUse = (limits: RequestLimits, nowMs: () => number): FairUse => {
  const buckets = new Map<string, Bucket>();

  const bucketOf = (name: string, { perSecond, burst }: Rate, now: number): Bucket => {
    const known = buckets.get(name);
    buckets.delete(name);
    const bucket =
      known === undefined
        ? { tokens: burst, at: now }
        : {
            tokens: Math.min(
              burst,
              known.tokens + (Math.max(0, now - known.at) / 1000) * perSecond,
            ),
            at: now,
          };
    buckets.set(name, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > KEPT && oldest !== undefined) buckets.delete(oldest);
    return bucket;
  };

  return ({ tenantId, memberId }) => {
    const now = nowMs();
    const tenant = bucketOf(tenantId, limits.tenant, now);
    const person = bucketOf(`${tenantId}#${memberId}`, limits.person, now);
    const wait = Math.max(
      (1 - person.tokens) / limits.person.perSecond,
      (1 - tenant.tokens) / limits.tenant.perSecond,
    );
    // Who is refused pays nothing: otherwise a flood would keep itself out for ever.
    if (wait > 0) return { retryAfterSeconds: Math.max(1, Math.ceil(wait)) };
    person.tokens -= 1;
    tenant.tokens -= 1;
    return undefined;
  };
};
