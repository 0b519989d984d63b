import { describe, expect, it } from 'vitest';
import {
  accessTo,
  capacitiesOf,
  isInvitedDecision,
  isShownToEmployee,
  mayInTenant,
  mayKeepAbsencesOf,
  type Person,
} from '../../../domain/access/access.ts';
import {
  PLAN_ACTIONS,
  type PlanAction,
  RELATIONS,
  type Relation,
  TENANT_ACTIONS,
  type TenantAction,
  type View,
} from '../../../domain/access/actions.ts';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { ActsAs } from '../../../domain/plan/context.ts';
import type { Grant, OpenPlan, Plan } from '../../../domain/plan/state.ts';
import { PLAN_STATUSES, type PlanStatus } from '../../../domain/plan/vocabulary.ts';
import { ROLES, type Role } from '../../../domain/tenant/tenant.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  approvedHistory,
  as,
  draftHistory,
  inShanghai,
  people,
  presentedHistory,
  sharedHistory,
  submittedHistory,
} from '../../support/plans.ts';
import { finalReviewHistory } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

/**
 * Who may do what (O1), written out once more by hand, a column for each of `RELATIONS`: E employee,
 * M manager, H human resources, h its head alone, P provider of a support, D the stand-in of whoever
 * may, X named decider of the appeal, I investigator, then who was invited (`*` to any decision, or to
 * approve the p plan or the o outcome, or to decide an a appeal), S successor of the manager. A dot is
 * a refusal. `m` is the manager of a draft, `s` a provider while support is given.
 */
const TABLE: Readonly<Record<PlanAction, string>> = {
  'plan.read': 'EMH..DXI*S',
  'plan.readTimeline': 'EMH..DXI*S',
  'plan.readReadiness': '.MH..DXI*.',
  'plan.readReminders': 'EMH..D.I..',
  'plan.readReport': 'EMH..DXI*S',
  'evidence.read': 'E.H...XI..',
  'plan.edit': '.MH..D....',
  'plan.share': '.MH..D....',
  'plan.deferSharing': '..H..D....',
  'plan.answer': 'E.........',
  'plan.replyToAnswer': '.MH..D....',
  'plan.submit': '.MH..D....',
  'plan.review': '..H.....p.',
  'plan.present': '.MH..D....',
  'plan.acknowledge': 'E.........',
  'attachment.add': 'EMH..D....',
  'attachment.read': 'EMH..DXI*S',
  'plan.recordPaper': '.MH..D....',
  'plan.recordRefusal': '.MH..D....',
  'plan.recordNoResponse': '..H..D....',
  'plan.recordUnreachable': '.MH..D....',
  'plan.answerDisagreement': '..H..D....',
  'plan.recall': '..H..D....',
  'plan.cancel': '.mH.......',
  'plan.pause': '..H.......',
  'checkIn.prepare': 'E.........',
  'checkIn.record': '.MH..D....',
  'checkIn.reply': 'E.........',
  'checkIn.correct': '.MH..D....',
  'checkIn.move': 'EMH..D....',
  'checkIn.excuse': '..H..D....',
  'checkpoint.hold': '.MH..D....',
  'checkpoint.move': 'EMH..D....',
  'checkpoint.excuse': '..H..D....',
  'checkpoint.rate': 'EM...D....',
  'measurement.record': '.MH..D....',
  'feedback.give': 'EMH..D....',
  'criticalEvent.record': 'EMH..D....',
  'obstacle.raise': 'EMH..D....',
  'obstacle.answer': '.MH..D....',
  'statement.make': 'E.........',
  'action.report': 'EM...D....',
  'support.read': 'EMH.sD.I..',
  'support.deliver': '.MH.sD....',
  'support.confirm': 'E.........',
  'support.resolve': '..H..D....',
  'amendment.propose': '.MH..D....',
  'amendment.approve': '..H.......',
  'amendment.serve': '.MH..D....',
  'amendment.acknowledge': 'E.........',
  'amendment.recordAnswer': '.MH..D....',
  'amendment.reject': '.MH.......',
  'manager.change': '..H.......',
  'handover.answer': '.........S',
  'rule.override': '...h......',
  'finalReview.run': '.MH..D....',
  'finalReview.respond': 'E.........',
  'finalReview.markMet': '..H..D....',
  'outcome.propose': '.MH..D....',
  'outcome.approve': '..H.....o.',
  'outcome.serveNotice': '..H..D....',
  'appeal.lodge': 'E.........',
  'appeal.nameDecider': '..H.......',
  'appeal.hear': '......X...',
  'appeal.decide': '......X.a.',
  'nextStep.begin': '..H.......',
  'sustain.record': '.MH..D....',
  'sustain.answerRelapse': '..H.......',
  'record.export': 'E.........',
  'record.employmentEnd': '..H.......',
  'record.hold': '...h......',
  'record.erase': '..H.......',
  'jurisdiction.record': '..H.......',
  'jurisdiction.read': '..H.......',
  'access.read': 'E.H..D.I..',
  'access.grant': '..H.......',
  'confidential.read': '..H.......',
  'confidential.write': '..H.......',
};

const ACTIONS = Object.keys(PLAN_ACTIONS) as PlanAction[];

const cancelled = (history: History, local: string): Plan =>
  planOf(
    play(history, [
      { type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' },
      inShanghai(local, as.hrOwner),
    ]),
  );

/** Stages that no history of these tests leads to, as far as access looks at them. */
const atStage = (plan: Plan, status: PlanStatus): Plan => ({ ...plan, status }) as unknown as Plan;

const active = planOf(activePlanHistory());
const closed = cancelled(activePlanHistory(), '2026-03-03 09:00');

const PLANS: Readonly<Record<PlanStatus, Plan>> = {
  DRAFT: planOf(sharedHistory()),
  IN_REVIEW: planOf(submittedHistory()),
  APPROVED: planOf(approvedHistory()),
  PRESENTED: planOf(presentedHistory()),
  ACTIVE: active,
  PAUSED: atStage(active, 'PAUSED'),
  FINAL_REVIEW: planOf(finalReviewHistory()),
  CLOSED: closed,
  SUSTAIN: atStage(closed, 'SUSTAIN'),
  ARCHIVED: atStage(closed, 'ARCHIVED'),
  ERASED: atStage(active, 'ERASED'),
};

/** The same plan, the draft of which HR never let be shared. */
const unshared = (plan: Plan): Plan => {
  const talk = { status: 'DEFERRED', replies: [] } as const;
  return 'before' in plan
    ? { ...plan, talk, before: { ...plan.before, talk } as OpenPlan }
    : { ...plan, talk };
};

/** Stages at which an employee has not had the plan in hand, unless it was shared. */
const UNSEEN: readonly PlanStatus[] = ['DRAFT', 'IN_REVIEW', 'APPROVED'];
const RUNNING: readonly PlanStatus[] = ['ACTIVE', 'PAUSED', 'FINAL_REVIEW'];
const ENDED: readonly PlanStatus[] = ['CLOSED', 'SUSTAIN', 'ARCHIVED'];

const TODAY = on('2026-03-05');
/** Both ends count. */
const SPAN = { from: on('2026-03-04'), until: on('2026-03-06') };
const OUTSIDE = [on('2026-03-03'), on('2026-03-07')];

const member = (id = people.colleague, roles: readonly Role[] = []): Person => ({
  id,
  roles,
  status: 'ACTIVE',
});

const standIn = (memberId: MemberId, id = people.colleague): Person => ({
  ...member(id),
  delegations: [{ absenceId: 'a', memberId, ...SPAN }],
});

const granting = (plan: Plan, ...terms: readonly Pick<Grant, 'as'>[]): Plan => ({
  ...plan,
  grants: terms.map(
    (one) =>
      ({
        seq: 9,
        at: plan.createdAt,
        memberId: people.colleague,
        purpose: '劳动合规核查',
        ...SPAN,
        ...one,
      }) as Grant,
  ),
});

// The story's manager also gives a support; here each is only one thing.
const withoutManagersSupport = (plan: Plan): Plan => {
  const content = {
    ...plan.content,
    supports: plan.content.supports.filter(({ provider }) => provider.memberId !== people.manager),
  };
  return { ...plan, content };
};

/** Somebody who is one thing to a plan and nothing else. */
interface Case {
  readonly name: string;
  readonly relation: Relation;
  readonly person: Person;
  /** The plan, made so that the person is that to it. */
  readonly plan: (plan: Plan) => Plan;
  readonly view: View;
  readonly acts: ActsAs;
  readonly actingFor?: MemberId;
  /** Whether the person is anything to a plan at that stage. */
  readonly counts: (status: PlanStatus) => boolean;
  /** What the table says of the person, by the letters of one row. */
  readonly may: (letters: string, status: PlanStatus) => boolean;
}

const always = () => true;
const asItIs = (plan: Plan): Plan => plan;
const column = (letters: string, relation: Relation) => letters[RELATIONS.indexOf(relation)];
const standing =
  (relation: Relation) =>
  (letters: string, status: PlanStatus): boolean => {
    const letter = column(letters, relation);
    if (letter === 'm') return status === 'DRAFT';
    return letter === 's' ? RUNNING.includes(status) : letter !== '.';
  };

const named = (plan: Plan, status: 'LODGED' | 'HEARD'): Plan =>
  ({ ...plan, appeal: { status, decider: { memberId: people.colleague } } }) as unknown as Plan;

const CASES: readonly Case[] = [
  ...(
    [
      ['employee', member(people.employee), 'employee', 'employee'],
      ['manager', member(people.manager), 'manager', 'manager'],
      ['hr', member(people.colleague, ['hr']), 'hr', 'hr'],
      ['provider', member(people.mentor), 'employee', 'provider'],
    ] as const
  ).map(([relation, person, view, acts]) => ({
    name: relation,
    relation,
    person,
    plan: asItIs,
    view,
    acts,
    counts: always,
    may: standing(relation),
  })),
  ...(
    [
      ['manager', people.manager],
      ['hr', people.hrOwner],
    ] as const
  ).map(([of, actingFor]) => ({
    name: `stand-in of the ${of}`,
    relation: 'delegate' as const,
    person: standIn(actingFor),
    plan: asItIs,
    view: of === 'hr' ? ('reviewer' as const) : of,
    acts: of,
    actingFor,
    counts: always,
    may: (letters: string, status: PlanStatus) =>
      column(letters, 'delegate') === 'D' && standing(of)(letters, status),
  })),
  {
    name: 'investigator',
    relation: 'investigator',
    person: member(),
    plan: (plan) => granting(plan, { as: 'investigator' }),
    view: 'reviewer',
    acts: 'hr',
    counts: always,
    may: standing('investigator'),
  },
  ...(
    [
      ['plan', 'p', (status: PlanStatus) => status === 'IN_REVIEW', asItIs],
      ['outcome', 'o', (status: PlanStatus) => status === 'FINAL_REVIEW', asItIs],
      [
        'appeal',
        'a',
        (status: PlanStatus) => ENDED.includes(status),
        (plan: Plan) => ({ ...plan, appeal: { status: 'LODGED' } }) as unknown as Plan,
      ],
    ] as const
  ).map(([decision, letter, counts, made]) => ({
    name: `invited to decide: ${decision}`,
    relation: 'approver' as const,
    person: member(people.colleague, ['external']),
    plan: (plan: Plan) => granting(made(plan), { as: 'approver', decision } as never),
    view: 'reviewer' as const,
    acts: 'approver' as const,
    counts,
    may: (letters: string) => ['*', letter].includes(column(letters, 'approver') ?? '.'),
  })),
  ...(['LODGED', 'HEARD'] as const).map((status) => ({
    name: `named to decide an appeal that is ${status}`,
    relation: 'decider' as const,
    person: member(),
    plan: (plan: Plan) => named(plan, status),
    view: 'reviewer' as const,
    acts: 'decider' as const,
    counts: (at: PlanStatus) => ENDED.includes(at),
    may: standing('decider'),
  })),
  {
    name: 'successor',
    relation: 'successor',
    person: member(),
    plan: (plan) =>
      (RUNNING.includes(plan.status)
        ? { ...plan, amendment: { kind: 'MANAGER_CHANGE', to: people.colleague } }
        : plan) as unknown as Plan,
    view: 'manager',
    acts: 'manager',
    counts: (status) => RUNNING.includes(status),
    may: standing('successor'),
  },
];

describe('O1 who may do what', () => {
  it('the table names every action, and a letter for every relation', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...ACTIONS].sort());
    for (const letters of Object.values(TABLE)) expect(letters).toHaveLength(RELATIONS.length);
    const head = { name: 'hrHead', relation: 'hrHead' };
    expect(new Set([...CASES, head].map(({ relation }) => relation))).toEqual(new Set(RELATIONS));
  });

  it.each(ACTIONS)('%s', (action) => {
    for (const one of CASES)
      for (const status of PLAN_STATUSES)
        for (const shared of [true, false]) {
          const plan = one.plan(
            withoutManagersSupport(shared ? PLANS[status] : unshared(PLANS[status])),
          );
          const shown = one.relation !== 'employee' || shared || !UNSEEN.includes(status);
          const may = (letters: string) => shown && one.counts(status) && one.may(letters, status);
          const { relation: as, view, acts, actingFor } = one;
          expect(
            accessTo(action, one.person, plan, TODAY),
            `${one.name}, ${status}, ${shared ? 'shared' : 'not shared'}`,
          ).toEqual(
            may(TABLE[action])
              ? { allowed: true, as, acts, view, ...(actingFor === undefined ? {} : { actingFor }) }
              : { allowed: false, known: may(TABLE['plan.read']) },
          );
        }
  });

  it.each(ACTIONS)('%s, by the head of HR', (action) => {
    const head = member(people.colleague, ['hr', 'hrHead']);
    const may = /[Hh]/.test(`${column(TABLE[action], 'hr')}${column(TABLE[action], 'hrHead')}`);
    for (const status of PLAN_STATUSES)
      expect(accessTo(action, head, PLANS[status], TODAY).allowed).toBe(may);
  });

  it.each([
    ['a colleague', member()],
    ['an administrator', member(people.colleague, ['admin'])],
    ['somebody from outside', member(people.colleague, ['external'])],
    ['the line manager of the manager', { ...member(), delegations: [] }],
    ...CASES.map(
      (one) => [`${one.name}, who left`, { ...one.person, status: 'LEFT' } as Person] as const,
    ),
  ] as const)('%s may do nothing, and learns not even that there is a plan (O5)', (_, nobody) => {
    for (const action of ACTIONS)
      for (const status of PLAN_STATUSES)
        for (const one of nobody.status === 'LEFT' ? CASES : [])
          expect(accessTo(action, nobody, one.plan(PLANS[status]), TODAY)).toEqual({
            allowed: false,
            known: false,
          });
    for (const action of ACTIONS)
      expect(accessTo(action, nobody, active, TODAY)).toEqual({ allowed: false, known: false });
  });

  it.each(
    CASES.filter(({ relation }) => ['delegate', 'investigator', 'approver'].includes(relation)),
  )('$name: only within the days given, both ends included', ({ person, plan, counts }) => {
    const status = PLAN_STATUSES.find(counts) ?? 'DRAFT';
    const reads = (today: CivilDate) =>
      accessTo('plan.read', person, plan(PLANS[status]), today).allowed;
    expect([SPAN.from, TODAY, SPAN.until].map(reads)).toEqual([true, true, true]);
    expect(OUTSIDE.map(reads)).toEqual([false, false]);
  });
});

describe('A7 a stand-in', () => {
  const relations = (person: Person, plan: Plan = active) =>
    capacitiesOf(person, plan, TODAY).map(({ as }) => as);

  it('is never one on a plan about themselves, nor beside being its manager or of HR', () => {
    expect(relations(standIn(people.manager, people.employee))).toEqual(['employee']);
    expect(relations(standIn(people.hrOwner, people.manager))).toEqual(['manager', 'provider']);
    expect(relations(standIn(people.manager, people.hrOwner))).toEqual(['hr']);
    expect(relations({ ...standIn(people.manager), roles: ['hr'] })).toEqual(['hr']);
  });

  it('of both the manager and the HR owner acts for the manager', () => {
    const person = {
      ...member(),
      delegations: [people.hrOwner, people.manager].map((memberId) => ({
        absenceId: memberId,
        memberId,
        ...SPAN,
      })),
    };
    expect(capacitiesOf(person, active, TODAY)).toEqual([
      { as: 'delegate', of: 'manager', actingFor: people.manager },
    ]);
  });

  it('of somebody who is neither is nobody, and so is that of a manager of before', () => {
    expect(relations(standIn(people.mentor))).toEqual([]);
    const handedOver: Plan = { ...active, managerId: people.trainer };
    expect(relations(standIn(people.manager), handedOver)).toEqual([]);
  });

  it('of the manager decides nothing, invited or named (A3, A4)', () => {
    const reviewed = granting(PLANS.IN_REVIEW, { as: 'approver', decision: 'plan' } as never);
    expect(relations(standIn(people.manager), reviewed)).toEqual(['delegate']);
    expect(relations(standIn(people.hrOwner), reviewed)).toEqual(['delegate', 'approver']);
    expect(relations(standIn(people.manager), named(closed, 'HEARD'))).toEqual(['delegate']);
  });
});

describe('O1 who was a party', () => {
  it('the manager of before has nothing at once (A6)', () => {
    const handedOver: Plan = { ...active, managerId: people.colleague };
    const former = member(people.manager);
    expect(capacitiesOf(former, withoutManagersSupport(handedOver), TODAY)).toEqual([]);
  });

  it('while a successor is awaited, nobody is manager, and the HR owner stays HR (A6)', () => {
    const vacant = { ...active, managerId: people.hrOwner, vacancy: {} } as unknown as Plan;
    expect(capacitiesOf(member(people.hrOwner), vacant, TODAY)).toEqual([{ as: 'hr' }]);
    expect(capacitiesOf(standIn(people.hrOwner), vacant, TODAY)).toEqual([
      { as: 'delegate', of: 'hr', actingFor: people.hrOwner },
    ]);
  });

  it('whoever drafted the plan is not invited to approve it (A3)', () => {
    const reviewed = granting(PLANS.IN_REVIEW, { as: 'approver', decision: 'plan' } as never);
    const drafted: Plan = { ...reviewed, authorId: people.colleague };
    expect(capacitiesOf(member(), drafted, TODAY)).toEqual([]);
  });

  it('to decide uses up the right to it, so that only its repeat is answered', () => {
    expect(ACTIONS.filter(isInvitedDecision)).toEqual([
      'plan.review',
      'outcome.approve',
      'appeal.decide',
    ]);
  });
});

describe('O1 what somebody is to a plan', () => {
  const plan = PLANS.ACTIVE;

  it.each([
    ['the employee', member(people.employee), ['employee']],
    ['the employee, of HR', member(people.employee, ['hr', 'hrHead', 'admin']), ['employee']],
    ['the manager, who gives a support', member(people.manager), ['manager', 'provider']],
    ['the manager, of HR', member(people.manager, ['hr', 'hrHead']), ['manager', 'provider']],
    ['the HR owner', member(people.hrOwner), ['hr']],
    ['somebody of HR', member(people.colleague, ['hr']), ['hr']],
    ['the HR head', member(people.colleague, ['hrHead']), ['hr', 'hrHead']],
    ['a provider', member(people.mentor), ['provider']],
    ['a provider of HR', member(people.trainer, ['hr']), ['hr', 'provider']],
    ['an administrator', member(people.colleague, ['admin']), []],
    ['anybody else', member(), []],
  ] as const)('%s', (_, who, relations) => {
    expect(capacitiesOf(who, plan, TODAY).map(({ as }) => as)).toEqual(relations);
  });

  it('the employee is nothing but the employee, whatever else the plan makes them', () => {
    const everything: Plan = {
      ...plan,
      managerId: people.employee,
      hrOwnerId: people.employee,
      content: {
        ...plan.content,
        supports: plan.content.supports.map((support) => ({
          ...support,
          provider: { name: '员工', memberId: people.employee },
        })),
      },
    };
    expect(capacitiesOf(member(people.employee, ['hr']), everything, TODAY)).toEqual([
      { as: 'employee' },
    ]);
    expect(
      accessTo('outcome.approve', member(people.employee, ['hr', 'hrHead']), everything, TODAY),
    ).toEqual({ allowed: false, known: true });
  });

  it('the manager approves nothing on their own plan, of HR or not (A3)', () => {
    for (const action of ['plan.review', 'outcome.approve'] as const)
      expect(accessTo(action, member(people.manager, ['hr', 'hrHead']), plan, TODAY).allowed).toBe(
        false,
      );
  });

  it('the manager of somebody else is nobody to this employee', () => {
    expect(accessTo('plan.read', member(), plan, TODAY)).toEqual({ allowed: false, known: false });
  });

  it('with a password alone does not stand in for HR, and keeps what else they are', () => {
    const asked = (action: PlanAction, person: Person, hasSecondFactor: boolean) =>
      accessTo(action, { ...person, hasSecondFactor }, plan, TODAY);
    const forHr = standIn(people.hrOwner);
    expect(asked('plan.read', forHr, true)).toMatchObject({ as: 'delegate', acts: 'hr' });
    const lacking = { allowed: false, known: false, lacks: 'secondFactor' };
    expect(asked('plan.read', forHr, false)).toEqual(lacking);
    // What the stand-in may not do either way is not there.
    expect(asked('access.grant', forHr, false)).toEqual({ allowed: false, known: false });
    expect(asked('plan.read', standIn(people.manager), false)).toMatchObject({ acts: 'manager' });
    const provider = { ...forHr, id: people.mentor };
    expect(asked('support.read', provider, false)).toMatchObject({ as: 'provider' });
    // Where nobody signs in, as in the list of readers, it is not asked for.
    expect(accessTo('plan.read', forHr, plan, TODAY)).toMatchObject({ allowed: true });
  });

  it('acts in the strongest capacity that allows the action', () => {
    expect(accessTo('support.deliver', member(people.manager), plan, TODAY)).toMatchObject({
      as: 'manager',
    });
    expect(accessTo('support.deliver', member(people.trainer, ['hr']), plan, TODAY)).toMatchObject({
      as: 'hr',
    });
    expect(accessTo('support.deliver', member(people.trainer), plan, TODAY)).toMatchObject({
      as: 'provider',
    });
  });
});

describe('O1 a draft is invisible to the employee until it is shared', () => {
  it.each([
    ['a draft', planOf(draftHistory()), false],
    ['a shared draft', planOf(sharedHistory()), true],
    ['one put off, in review', unshared(PLANS.IN_REVIEW), false],
    ['one put off, approved', unshared(PLANS.APPROVED), false],
    ['one put off, presented', unshared(PLANS.PRESENTED), true],
    ['one put off, closed after it ran', unshared(PLANS.CLOSED), true],
    ['a draft that was cancelled', cancelled(draftHistory(), '2026-02-11 09:00'), false],
    ['a shared draft that was cancelled', cancelled(sharedHistory(), '2026-02-11 09:00'), true],
    [
      'one put off, cancelled in review',
      unshared(cancelled(submittedHistory(), '2026-02-13 09:00')),
      false,
    ],
  ])('%s', (_, plan, shown) => {
    expect(isShownToEmployee(plan)).toBe(shown);
    expect(accessTo('plan.read', member(people.employee), plan, TODAY)).toEqual(
      shown
        ? { allowed: true, as: 'employee', acts: 'employee', view: 'employee' }
        : { allowed: false, known: false },
    );
  });
});

describe('Q4 who may do what in the company', () => {
  const EVERYBODY = ['nobody', 'admin', 'hr', 'hrHead'] as const;
  const ALLOWED: Readonly<Record<TenantAction, readonly (Role | 'nobody')[]>> = {
    'me.read': [...EVERYBODY, 'external'],
    'plan.list': [...EVERYBODY, 'external'],
    'plan.create': EVERYBODY,
    'tenant.read': EVERYBODY,
    'tenant.manage': ['admin'],
    'members.read': ['admin', 'hr', 'hrHead'],
    'members.manage': ['admin', 'hrHead'],
    'members.invite': ['admin', 'hr', 'hrHead'],
    'members.mail': ['hr', 'hrHead'],
    'tenant.export': ['admin'],
    'plans.export': ['hrHead'],
    'tenant.close': ['admin'],
    'tenant.confirmClosing': ['admin', 'hrHead'],
    'absences.keep': EVERYBODY,
    'observation.keep': EVERYBODY,
    'rules.read': EVERYBODY,
    'wording.check': EVERYBODY,
    'readiness.list': ['hr', 'hrHead'],
    'insights.read': ['hr', 'hrHead'],
  };

  it.each(Object.keys(TENANT_ACTIONS) as TenantAction[])('%s', (action) => {
    for (const role of ['nobody', ...ROLES] as const) {
      const roles = role === 'nobody' ? [] : [role];
      expect(mayInTenant(action, { roles, status: 'ACTIVE' }), role).toBe(
        ALLOWED[action].includes(role),
      );
      expect(mayInTenant(action, { roles, status: 'LEFT' }), `${role}, left`).toBe(false);
    }
    const roles = ROLES.filter((role) => role !== 'external');
    expect(mayInTenant(action, { roles, status: 'ACTIVE' })).toBe(true);
  });

  it('absences are one’s own, or kept by HR and administrators', () => {
    const may = (who: Person) => mayKeepAbsencesOf(people.manager, who);
    expect(may(member(people.manager))).toBe(true);
    for (const role of ['admin', 'hr', 'hrHead'] as const)
      expect(may(member(people.colleague, [role])), role).toBe(true);
    expect(may(member())).toBe(false);
    expect(may(member(people.colleague, ['external']))).toBe(false);
    expect(may({ ...member(people.manager, ['hr']), status: 'LEFT' })).toBe(false);
  });

  it('no action on the company shows a plan’s content, and none is also one on a plan', () => {
    expect(ACTIONS.filter((action) => action in TENANT_ACTIONS)).toEqual([]);
  });
});
