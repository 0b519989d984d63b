import { describe, expect, it } from 'vitest';
import { accessTo, capacitiesOf, type Person } from '../../../domain/access/access.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { decidedHistory, heardHistory } from '../../support/after-close.ts';
import { changeManager } from '../../support/amendments.ts';
import { planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, people } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const TODAY = on('2026-03-05');
const member = (id: Person['id'], more: Partial<Person> = {}): Person => ({
  id,
  roles: [],
  status: 'ACTIVE',
  ...more,
});
const active = planOf(activePlanHistory());
const capacities = (person: Person, plan: Plan = active, today = TODAY) =>
  capacitiesOf(person, plan, today).map((one) => one.as);

describe('O1: what somebody is to a plan', () => {
  it('is nothing once they have left', () => {
    for (const id of [people.employee, people.manager, people.hrOwner, people.mentor]) {
      expect(capacities(member(id))).not.toEqual([]);
      expect(capacities(member(id, { status: 'LEFT' }))).toEqual([]);
    }
  });

  it('is the successor only of whoever was asked (A6)', () => {
    const asked = planOf(
      play(activePlanHistory(), step('2026-03-04 09:00', as.hrOwner, changeManager())),
    );
    expect(capacities(member(people.colleague), asked)).toEqual(['successor']);
    expect(capacities(member(people.hrHead), asked)).toEqual([]);
  });

  it('is the decider only until the appeal is decided (A4)', () => {
    const decider = member(people.colleague);
    expect(capacities(decider, planOf(heardHistory()), on('2026-05-15'))).toEqual(['decider']);
    expect(capacities(decider, planOf(decidedHistory()), on('2026-05-19'))).toEqual([]);
  });

  it('acts for HR as the head of HR', () => {
    const head = member(people.hrHead, { roles: ['hrHead'], hasSecondFactor: true });
    expect(accessTo('record.hold', head, active, TODAY)).toMatchObject({
      allowed: true,
      as: 'hrHead',
      acts: 'hr',
      view: 'hr',
    });
  });
});
