import { describe, expect, it } from 'vitest';
import type { MemberId, TenantId } from '../../../domain/kernel/ids.ts';
import { createFairUse, readRequestLimits } from '../../../functions/http/fair-use.ts';

const A = '01K0TENANT000000000000000A' as TenantId;
const B = '01K0TENANT000000000000000B' as TenantId;
const member = (n: number) => `01K0MEMBER${String(n).padStart(16, '0')}` as MemberId;

/** Buckets on a clock that a test moves. */
const buckets = (person = '10/20', tenant = '50/100') => {
  let now = 1000;
  const limits = readRequestLimits(`person=${person} tenant=${tenant}`);
  if (limits === undefined) throw new Error('no limits');
  const fairUse = createFairUse(limits, () => now);
  return {
    pass: (ms: number) => {
      now += ms;
    },
    ask: (tenantId: TenantId, n = 1) => fairUse({ tenantId, memberId: member(n) }),
  };
};

const allowed = (times: number, ask: () => unknown): number =>
  Array.from({ length: times }, ask).filter((refusal) => refusal === undefined).length;

describe('a person', () => {
  it('may ask so many times at once, then at a steady rate', () => {
    const { ask, pass } = buckets();
    expect(allowed(100, () => ask(A))).toBe(20);
    pass(1000);
    expect(allowed(100, () => ask(A))).toBe(10);
    pass(3_600_000);
    expect(allowed(100, () => ask(A))).toBe(20);
  });

  it('is told when to come back, and then gets through', () => {
    const { ask, pass } = buckets('1/1');
    expect(ask(A)).toBeUndefined();
    expect(ask(A)).toEqual({ retryAfterSeconds: 1 });
    pass(1000);
    expect(ask(A)).toBeUndefined();
  });

  it('is not kept out by asking in vain', () => {
    const { ask, pass } = buckets('10/20');
    for (let second = 0; second < 60; second += 1) {
      expect(allowed(1000, () => ask(A))).toBe(second === 0 ? 20 : 10);
      pass(1000);
    }
  });

  it('does not use up what belongs to a colleague', () => {
    const { ask } = buckets();
    allowed(1000, () => ask(A, 1));
    expect(allowed(20, () => ask(A, 2))).toBe(20);
  });
});

describe('a company', () => {
  it('has a limit of its own, however many people ask', () => {
    const { ask, pass } = buckets();
    let n = 0;
    const next = () => {
      n += 1;
      return ask(A, n % 500);
    };
    expect(allowed(1000, next)).toBe(100);
    pass(1000);
    expect(allowed(1000, next)).toBe(50);
  });

  it('at a hundredfold load takes nothing from another', () => {
    const { ask, pass } = buckets();
    let [ofA, ofB] = [0, 0];
    for (let tick = 0; tick < 600; tick += 1) {
      ofA += allowed(500, () => ask(A, tick % 7));
      ofB += allowed(5, () => ask(B, tick % 7));
      pass(100);
    }
    console.info(`in a minute: A 300,000 asked, ${ofA} answered; B 3,000 asked, ${ofB} answered`);
    expect(ofB).toBe(3000);
    expect(ofA).toBeLessThanOrEqual(100 + 60 * 50);
  });
});

describe('limits', () => {
  it('can be off, and are never guessed', () => {
    expect(readRequestLimits('off')).toBeUndefined();
    for (const text of ['', 'on', 'person=0/20 tenant=50/100', 'person=10/20'])
      expect(() => readRequestLimits(text)).toThrow('nobody can read');
  });

  it('keep a bounded number of buckets', () => {
    const { ask } = buckets('1/1', '1000000/1000000');
    for (let n = 0; n < 20_000; n += 1) ask(A, n);
    // The earliest are forgotten, so they start anew.
    expect(ask(A, 0)).toBeUndefined();
    expect(ask(A, 19_999)).toBeDefined();
  });
});
