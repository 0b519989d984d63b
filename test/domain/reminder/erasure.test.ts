import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { obligationsOf } from '../../../domain/reminder/obligations.ts';
import { archivedHistory, requestedHistory } from '../../support/after-close.ts';
import { planOf } from '../../support/plan-spec.ts';
import { people, shanghai } from '../../support/plans.ts';
import { remindingAt } from './reminding.ts';

const owedOf = (plan: Plan, hrHeadId?: MemberId) =>
  obligationsOf(plan, remindingAt(shanghai, hrHeadId === undefined ? {} : { hrHeadId })).map(
    ({ kind, role, memberId }) => `${kind} ${role} ${memberId}`,
  );
/** The plan of which somebody has asked for the erasure. */
const askedBy = (by: MemberId): Plan => {
  const plan = planOf(requestedHistory());
  if (plan.status !== 'ARCHIVED' || plan.erasure === undefined) throw new Error(plan.status);
  return { ...plan, erasure: { ...plan.erasure, by } };
};

describe('N5: the second person', () => {
  it('is asked once somebody has asked for the erasure, and the asking is no longer owed', () => {
    expect(owedOf(planOf(archivedHistory()))).toEqual([`retention hr ${people.hrOwner}`]);
    expect(owedOf(askedBy(people.hrHead), people.hrHead)).toEqual([`erasure hr ${people.hrOwner}`]);
  });

  it('is the head of HR where the HR owner asked; where that is nobody else, the owner hears', () => {
    const plan = askedBy(people.hrOwner);
    expect(owedOf(plan, people.hrHead)).toEqual([`erasure hrHead ${people.hrHead}`]);
    expect(owedOf(plan, people.hrOwner)).toEqual([`erasure hr ${people.hrOwner}`]);
    expect(owedOf(plan)).toEqual([`erasure hr ${people.hrOwner}`]);
    // Whoever else of HR asked: the HR owner confirms, whether or not there is a head.
    expect(owedOf(askedBy(people.colleague), people.hrHead)).toEqual([
      `erasure hr ${people.hrOwner}`,
    ]);
  });

  it('is not asked while the record is held, nor once the request is taken back', () => {
    const plan = askedBy(people.hrOwner);
    if (plan.status !== 'ARCHIVED') throw new Error(plan.status);
    const hold = { placedAt: plan.erasure?.at as never, placedBy: people.hrHead, reason: 'x' };
    expect(owedOf({ ...plan, hold }, people.hrHead)).toEqual([]);
    const withdrawn = evolve(plan, {
      seq: plan.version + 1,
      at: plan.erasure?.at as never,
      by: { kind: 'system' },
      event: { type: 'ErasureWithdrawn', reason: '仍需保留' },
    });
    expect(owedOf(withdrawn as Plan)).toEqual([`retention hr ${people.hrOwner}`]);
  });
});
