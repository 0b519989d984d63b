import { describe, expect, it } from 'vitest';
import { accessTo, type Person } from '../../../domain/access/access.ts';
import { namedOn, readersOf, standInsOf } from '../../../domain/access/readers.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, people, sharedHistory } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import { questionOf, randomOf } from './random-questions.ts';

const TODAY = on('2026-03-05');
const SPAN = { from: on('2026-03-04'), until: on('2026-03-06') };

const member = (id: Person['id'], more: Partial<Person> = {}): Person => ({
  id,
  roles: [],
  status: 'ACTIVE',
  ...more,
});
const HR_BY_ROLE = expect.objectContaining({ relation: 'hr', roles: ['hr', 'hrHead'] });

describe('O2 who can read a plan', () => {
  const plan: Plan = {
    ...planOf(activePlanHistory()),
    grants: [
      {
        seq: 21,
        at: '2026-03-03T02:00:00.000Z' as never,
        as: 'investigator',
        memberId: people.trainer,
        purpose: '劳动合规核查',
        ...SPAN,
      },
    ],
  };
  const others = [
    member(people.employee),
    member(people.manager),
    member(people.hrOwner),
    member(people.trainer),
    member(people.mentor),
    member(people.colleague, {
      delegations: [{ absenceId: 'a', memberId: people.manager, ...SPAN }],
    }),
  ];

  it('is told with relation, time and purpose', () => {
    expect(readersOf(plan, others, TODAY)).toEqual([
      {
        relation: 'employee',
        memberId: people.employee,
        since: '2026-02-10',
        why: { reason: 'employee' },
      },
      {
        relation: 'manager',
        memberId: people.manager,
        since: '2026-02-10',
        why: { reason: 'manager' },
      },
      { relation: 'hr', memberId: people.hrOwner, since: '2026-02-10', why: { reason: 'hrOwner' } },
      {
        relation: 'investigator',
        memberId: people.trainer,
        grant: 21,
        since: '2026-03-04',
        until: '2026-03-06',
        why: { purpose: '劳动合规核查' },
      },
      {
        relation: 'provider',
        memberId: people.mentor,
        since: '2026-03-02',
        supports: ['mentor'],
        why: { reason: 'provider' },
      },
      {
        relation: 'delegate',
        memberId: people.colleague,
        since: '2026-03-04',
        until: '2026-03-06',
        why: { reason: 'delegateOfManager' },
      },
      HR_BY_ROLE,
    ]);
  });

  it('leaves out who left, what has run out, and promises of a plan that does not run yet', () => {
    const later = on('2026-03-07');
    expect(
      readersOf(plan, [member(people.trainer), ...others.slice(5)], later).map(
        ({ relation }) => relation,
      ),
    ).toEqual(['provider', 'hr']);
    expect(readersOf(plan, [member(people.manager, { status: 'LEFT' })], TODAY)).toEqual([
      HR_BY_ROLE,
    ]);
    const draft = planOf(sharedHistory());
    expect(readersOf(draft, [member(people.mentor)], TODAY)).toEqual([HR_BY_ROLE]);
  });

  it('asks about everybody whom the plan names, and about those who stand in', () => {
    expect(new Set(namedOn(plan))).toEqual(
      new Set([people.employee, people.manager, people.hrOwner, people.trainer, people.mentor]),
    );
    const away = (delegateId?: Person['id']) => ({
      absences: [{ id: 'a', ...SPAN, ...(delegateId === undefined ? {} : { delegateId }) }],
    });
    expect(standInsOf([away(people.colleague), away(), {}], TODAY)).toEqual([people.colleague]);
    expect(standInsOf([away(people.colleague)], on('2026-03-07'))).toEqual([]);
  });

  it('names exactly those whom the table lets read the plan', () => {
    const random = randomOf(11);
    for (let round = 0; round < 2000; round += 1) {
      const { plan: any, person, today } = questionOf(random);
      const facts = {
        ...any,
        createdAt: '2026-02-10T02:00:00.000Z',
        activation: { startOn: '2026-03-01' },
      } as unknown as Plan;
      const named = readersOf(facts, [person], today).some(
        ({ memberId, relation }) => memberId === person.id && relation !== 'provider',
      );
      const access = accessTo('plan.read', person, facts, today);
      const byRole = access.allowed && access.as === 'hr' && person.id !== facts.hrOwnerId;
      expect(named, JSON.stringify({ person, plan: any, today })).toBe(access.allowed && !byRole);
    }
  });
});
