import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COUNT,
  type Contribution,
  contributionChange,
  contributionOf,
  quarterOf,
  sumOf,
} from '../../../domain/insight/contribution.ts';
import { insightsOf, isSettled, mayShow } from '../../../domain/insight/insights.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { histories } from '../../support/random-history.ts';
import { on } from '../calendar/calendars.ts';
import { closedHistory } from '../report/stories.ts';

const PAIRS = [
  ['METHOD', 'COACHING'],
  ['RESOURCE', 'TOOLING'],
] as const;

/** Sums by quarter, without those that came to nothing. */
const byQuarter = (all: readonly Contribution[]) => {
  const quarters = Map.groupBy(all, ({ quarter }) => quarter);
  return Object.fromEntries(
    [...quarters].flatMap(([quarter, some]) => {
      const sum = sumOf(some.map(({ counts }) => counts));
      const left = Object.entries(sum).filter(([, count]) => count !== 0);
      return left.length === 0 ? [] : [[quarter, Object.fromEntries(left.sort())]];
    }),
  );
};

describe('what a plan adds to the insights', () => {
  it('is what its last outcome says, however it came about, in every history', () => {
    let ended = 0;
    fc.assert(
      fc.property(fc.array(histories(60), { maxLength: 3 }), (several) => {
        const kept: Contribution[] = [];
        const due: Contribution[] = [];
        for (const history of several) {
          let plan: Plan | undefined;
          let last: Contribution | undefined;
          for (const event of history) {
            const after: Plan | undefined = evolve(plan, event);
            if (after === undefined) throw new Error('no plan');
            kept.push(...contributionChange(plan, after));
            // What is erased stays as it was counted.
            if (after.status !== 'ERASED') last = contributionOf(after);
            plan = after;
          }
          if (last !== undefined) due.push(last);
        }
        ended += due.length;
        expect(byQuarter(kept)).toEqual(byQuarter(due));
      }),
      { numRuns: 150 },
    );
    expect(ended).toBeGreaterThan(20);
  });

  it('is numbers under names of counts, and nothing of a person', () => {
    const plan = closedHistory().reduce<Plan | undefined>(evolve, undefined);
    if (plan === undefined) throw new Error('no plan');
    const added = contributionOf(plan);
    expect(added?.quarter).toBe('2026-Q2');
    for (const [name, count] of Object.entries(added?.counts ?? {})) {
      expect(name).toMatch(/^[A-Za-z_]+$/);
      expect(Number.isInteger(count)).toBe(true);
    }
    expect(added?.counts).toMatchObject({ [COUNT.closed]: 1 });
    expect(JSON.stringify(added)).not.toContain('CAPACITY_HEALTH');
  });
});

describe('what is shown of a quarter', () => {
  const counts = (plans: number, met: number, helped: number) => ({
    [COUNT.closed]: plans,
    [COUNT.outcome('MET')]: met,
    [COUNT.days]: plans * 61,
    [COUNT.checkInsHeld]: 3 * plans,
    [COUNT.checkInsDue]: 4 * plans,
    [COUNT.supportsGiven]: plans,
    [COUNT.supportsOwed]: 2 * plans,
    [COUNT.helped('METHOD', 'COACHING')]: helped,
    [COUNT.met('METHOD', 'COACHING')]: Math.min(met, helped),
  });

  it('is nothing below five plans', () => {
    expect(insightsOf('2026-Q1', counts(4, 2, 4), PAIRS)).toBeUndefined();
    expect(insightsOf('2026-Q1', counts(5, 2, 5), PAIRS)).toEqual({
      quarter: '2026-Q1',
      plans: 5,
      met: 2,
      daysToOutcome: 61,
      checkInsHeld: 0.75,
      supportsGiven: 0.5,
      support: [{ cause: 'METHOD', kind: 'COACHING', plans: 5, met: 2 }],
    });
  });

  it('has no share of what nobody owed', () => {
    const nothingDue = { [COUNT.closed]: 5, [COUNT.days]: 300 };
    expect(insightsOf('2026-Q1', nothingDue, PAIRS)).toEqual({
      quarter: '2026-Q1',
      plans: 5,
      met: 0,
      daysToOutcome: 60,
      support: [],
    });
  });

  it('lets nobody find a group of one to four by taking one figure from another', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (whole, part) => {
        fc.pre(part <= whole);
        const shown = insightsOf('2026-Q1', counts(whole, 0, part), PAIRS);
        for (const group of shown?.support ?? []) {
          expect(group.plans).toBeGreaterThanOrEqual(5);
          const rest = (shown?.plans ?? 0) - group.plans;
          expect(rest === 0 || rest >= 5).toBe(true);
        }
      }),
    );
    expect([mayShow(5, 9), mayShow(5, 10), mayShow(5, 5), mayShow(4, 20)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('waits until appeals no longer change it plan by plan', () => {
    expect(quarterOf(on('2026-12-31'))).toBe('2026-Q4');
    expect(isSettled('2026-Q1', on('2026-03-31'))).toBe(false);
    expect(isSettled('2026-Q1', on('2026-05-30'))).toBe(false);
    expect(isSettled('2026-Q1', on('2026-05-31'))).toBe(true);
    expect(isSettled('2026-Q4', on('2027-03-02'))).toBe(true);
  });
});
