import { describe, expect, it } from 'vitest';
import { accessTo, type Person } from '../../../domain/access/access.ts';
import { namedOn, readersOf, standInsOf } from '../../../domain/access/readers.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { appealedHistory, closedHistory, heardHistory } from '../../support/after-close.ts';
import {
  changeManager,
  handedOver,
  proposeAmendment,
  withEasierGoal,
} from '../../support/amendments.ts';
import { planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  berlin,
  people,
  sharedHistory,
  submittedHistory,
} from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
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
    expect(readersOf(plan, others, TODAY)).toStrictEqual([
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
    // A provider from outside is nobody to ask about.
    expect(namedOn(planOf(activePlanHistory(berlin)))).toEqual([
      people.employee,
      people.manager,
      people.hrOwner,
      people.mentor,
    ]);
  });

  it('names exactly those whom the table lets read the plan', () => {
    const random = randomOf(11);
    for (let round = 0; round < 2000; round += 1) {
      const { plan: any, person, today } = questionOf(random);
      const activation = { startOn: '2026-03-01' };
      const facts = {
        ...any,
        createdAt: '2026-02-10T02:00:00.000Z',
        activation,
        ...('before' in any ? { before: { ...any.before, activation } } : {}),
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

describe('O2 since when, until when and why, at other stages', () => {
  /** The one line of a person of the plan. */
  const lineOf = (plan: Plan, person: Person, today = TODAY) =>
    readersOf(plan, [person], today).filter(({ memberId }) => memberId === person.id);

  it('an employee with whom nothing was shared knows since the plan was presented', () => {
    const plan = planOf(activePlanHistory());
    const { sharedAt: _, ...talk } = plan.talk;
    expect(lineOf({ ...plan, talk }, member(people.employee))).toMatchObject([
      { since: '2026-02-25' },
    ]);
    expect(lineOf(plan, member(people.employee))).toMatchObject([{ since: '2026-02-10' }]);
  });

  it('a manager who took over, since then; a successor, since they were asked', () => {
    expect(lineOf(planOf(handedOver()), member(people.colleague), on('2026-04-29'))).toEqual([
      {
        relation: 'manager',
        memberId: people.colleague,
        since: '2026-04-20',
        why: { reason: 'manager' },
      },
    ]);
    const asked = play(activePlanHistory(), step('2026-03-04 09:00', as.hrOwner, changeManager()));
    expect(namedOn(planOf(asked))).toContain(people.colleague);
    const easier = step('2026-03-04 09:00', as.manager, proposeAmendment(withEasierGoal()));
    const named = namedOn(planOf(activePlanHistory()));
    expect(namedOn(planOf(play(activePlanHistory(), easier)))).toEqual(named);
    // Who comes after does not make it younger for whoever was there before.
    expect(lineOf(planOf(asked), member(people.employee))).toMatchObject([{ since: '2026-02-10' }]);
    expect(lineOf(planOf(asked), member(people.colleague))).toEqual([
      {
        relation: 'successor',
        memberId: people.colleague,
        since: '2026-03-04',
        why: { reason: 'successor' },
      },
    ]);
  });

  it('whoever decides an appeal, since they were named; a provider no more', () => {
    const plan = planOf(heardHistory());
    expect(namedOn(plan)).toContain(people.colleague);
    expect(namedOn(planOf(closedHistory()))).toEqual(namedOn(planOf(appealedHistory())));
    expect(lineOf(plan, member(people.colleague), on('2026-05-15'))).toEqual([
      {
        relation: 'decider',
        memberId: people.colleague,
        since: '2026-05-12',
        why: { reason: 'decider' },
      },
    ]);
    expect(lineOf(plan, member(people.mentor), on('2026-05-15'))).toEqual([]);
  });

  it('who was invited to decide, for that decision and its days', () => {
    const grant = {
      seq: 7,
      at: '2026-02-12T08:00:00.000Z' as never,
      as: 'approver',
      decision: 'plan',
      memberId: people.colleague,
      purpose: '外部审批',
      from: on('2026-02-12'),
      until: on('2026-02-20'),
    } as const;
    const plan: Plan = { ...planOf(submittedHistory()), grants: [grant] };
    const invited = member(people.colleague);
    expect(lineOf(plan, invited, on('2026-02-13'))).toEqual([
      {
        relation: 'approver',
        memberId: people.colleague,
        grant: 7,
        decision: 'plan',
        since: '2026-02-12',
        until: '2026-02-20',
        why: { purpose: '外部审批' },
      },
    ]);
    expect(lineOf(plan, invited, on('2026-02-21'))).toEqual([]);
    const both: Plan = {
      ...plan,
      grants: [
        grant,
        { ...grant, seq: 8, decision: 'outcome' },
        { ...grant, seq: 9, memberId: people.trainer },
      ],
    };
    expect(lineOf(both, invited, on('2026-02-13')).map(({ grant: seq }) => seq)).toEqual([7]);
    // Who audits as well reads in the stronger of the two capacities, the one that came first.
    const audit = { ...grant, seq: 10, as: 'investigator' } as const;
    const audits = (...grants: Plan['grants']) =>
      lineOf({ ...plan, grants }, invited, on('2026-02-13')).map(({ grant: seq }) => seq);
    expect(audits(grant, audit)).toEqual([7]);
    expect(audits(audit, grant)).toEqual([10]);
  });

  it('HR has one line for all, and the HR owner one of their own', () => {
    const plan = planOf(activePlanHistory());
    expect(readersOf(plan, [member(people.hrHead, { roles: ['hrHead'] })], TODAY)).toEqual([
      HR_BY_ROLE,
    ]);
    expect(lineOf(plan, member(people.hrOwner, { roles: ['hr'] }))).toHaveLength(1);
    expect(readersOf(plan, [], TODAY)).toEqual([
      { relation: 'hr', roles: ['hr', 'hrHead'], since: '2026-02-10', why: { reason: 'hr' } },
    ]);
  });

  it('who stands in for HR says so', () => {
    const plan = planOf(activePlanHistory());
    const standIn = member(people.colleague, {
      delegations: [
        {
          absenceId: 'old',
          memberId: people.hrOwner,
          from: on('2026-02-20'),
          until: on('2026-02-27'),
        },
        { absenceId: 'other', memberId: people.mentor, from: SPAN.from, until: TODAY },
        { absenceId: 'a', memberId: people.hrOwner, ...SPAN },
        { absenceId: 'twice', memberId: people.hrOwner, from: TODAY, until: TODAY },
      ],
    });
    expect(lineOf(plan, standIn)).toEqual([
      {
        relation: 'delegate',
        memberId: people.colleague,
        ...{ since: '2026-03-04', until: '2026-03-06' },
        why: { reason: 'delegateOfHr' },
      },
    ]);
  });
});
