import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import { erasableOn } from '../../../domain/plan/retention.ts';
import { retentionFloorDaysOf } from '../../../domain/plan/retention-floor.ts';
import type { EndedPlan, Plan } from '../../../domain/plan/state.ts';
import { policyAt } from '../../../domain/tenant/packs/packs.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { closedHistory } from '../../support/after-close.ts';
import { planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, changed, draftHistory } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const cancelled = (reason: 'LEFT' | 'ROLE_CHANGED') =>
  planOf(
    play(
      activePlanHistory(),
      step('2026-03-03 09:00', as.hrOwner, { type: 'Cancel', reason, note: '' }),
    ),
  ) as EndedPlan;

describe('N3 the end of an employment', () => {
  it('counts for a plan that failed or ended because the employee left, and for no other', () => {
    const employmentEndOn = on('2026-12-31');
    const kept = (plan: EndedPlan) => erasableOn({ ...plan, employmentEndOn });
    expect(kept(cancelled('LEFT'))).toBe(addDays(employmentEndOn, 365));
    expect(kept(cancelled('ROLE_CHANGED'))).toBe(addDays(on('2026-03-03'), 365));
    expect(kept(planOf(closedHistory()) as EndedPlan)).toBe(addDays(employmentEndOn, 730));
  });

  it('raises what the packs of the place ask for, once it is on record', () => {
    const policy = policyAt({ ...DEFAULT_POLICY, packs: [{ id: 'CN' }] }, 'shanghai');
    const inChina = (plan: Plan): Plan =>
      changed(plan, '/before/submission/policy', policy) as EndedPlan;
    const closed = inChina(planOf(closedHistory()));
    const floor = retentionFloorDaysOf(closed);
    const after = retentionFloorDaysOf({ ...closed, employmentEndOn: on('2026-12-31') } as Plan);
    expect(after).toBeGreaterThan(floor);
    expect(retentionFloorDaysOf({ ...closed, employmentEndOn: undefined } as never)).toBe(floor);
    expect(retentionFloorDaysOf(planOf(draftHistory()))).toBe(0);
  });
});
