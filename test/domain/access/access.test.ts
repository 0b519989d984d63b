import { describe, expect, it } from 'vitest';
import {
  accessTo,
  isShownToEmployee,
  mayInTenant,
  relationsTo,
} from '../../../domain/access/access.ts';
import {
  PLAN_ACTIONS,
  type PlanAction,
  RELATIONS,
  type Relation,
  TENANT_ACTIONS,
  type TenantAction,
} from '../../../domain/access/actions.ts';
import type { OpenPlan, Plan } from '../../../domain/plan/state.ts';
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

/**
 * Who may do what (O1), written out once more by hand: E employee, M manager, H human resources,
 * P provider of a support. A dot is a refusal. `m` is the manager of a draft.
 */
const TABLE: Readonly<Record<PlanAction, string>> = {
  'plan.read': 'EMH.',
  'plan.readTimeline': 'EMH.',
  'plan.readReadiness': '.MH.',
  'plan.readReminders': 'EMH.',
  'plan.readReport': 'EMH.',
  'plan.edit': '.MH.',
  'plan.share': '.MH.',
  'plan.deferSharing': '..H.',
  'plan.answer': 'E...',
  'plan.replyToAnswer': '.MH.',
  'plan.submit': '.MH.',
  'plan.review': '..H.',
  'plan.present': '.MH.',
  'plan.acknowledge': 'E...',
  'plan.recordRefusal': '.MH.',
  'plan.recordNoResponse': '..H.',
  'plan.recordUnreachable': '.MH.',
  'plan.recall': '..H.',
  'plan.cancel': '.mH.',
  'checkIn.record': '.MH.',
  'checkIn.reply': 'E...',
  'checkIn.correct': '.MH.',
  'checkIn.move': 'EMH.',
  'checkIn.excuse': '..H.',
  'checkpoint.hold': '.MH.',
  'checkpoint.move': 'EMH.',
  'checkpoint.excuse': '..H.',
  'measurement.record': '.MH.',
  'feedback.give': 'EMH.',
  'criticalEvent.record': 'EMH.',
  'statement.make': 'E...',
  'action.report': 'EM..',
  'support.read': 'EMHP',
  'support.deliver': '.MHP',
  'support.confirm': 'E...',
  'support.resolve': '..H.',
  'finalReview.run': '.MH.',
  'finalReview.respond': 'E...',
  'finalReview.markMet': '..H.',
  'outcome.propose': '.MH.',
  'outcome.approve': '..H.',
};

const ACTIONS = Object.keys(PLAN_ACTIONS) as PlanAction[];

const cancelled = (history: History, local: string): Plan =>
  planOf(
    play(history, [
      { type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' },
      inShanghai(local, as.hrOwner),
    ]),
  );

const PLANS: Readonly<Record<PlanStatus, Plan>> = {
  DRAFT: planOf(sharedHistory()),
  IN_REVIEW: planOf(submittedHistory()),
  APPROVED: planOf(approvedHistory()),
  PRESENTED: planOf(presentedHistory()),
  ACTIVE: planOf(activePlanHistory()),
  FINAL_REVIEW: planOf(finalReviewHistory()),
  CLOSED: cancelled(activePlanHistory(), '2026-03-03 09:00'),
};

/** The same plan, the draft of which HR never let be shared. */
const unshared = (plan: Plan): Plan => {
  const talk = { status: 'DEFERRED', replies: [] } as const;
  return plan.status === 'CLOSED'
    ? { ...plan, talk, before: { ...plan.before, talk } as OpenPlan }
    : { ...plan, talk };
};

/** Stages at which an employee has had the plan in hand, shared before or not. */
const PRESENTED: readonly PlanStatus[] = ['PRESENTED', 'ACTIVE', 'FINAL_REVIEW', 'CLOSED'];

const member = (id = people.colleague, roles: readonly Role[] = []) =>
  ({ id, roles, status: 'ACTIVE' }) as const;

/** Somebody who is that to the plan, and nothing else. */
const SOMEBODY = {
  employee: member(people.employee),
  manager: member(people.manager),
  hr: member(people.hrHead, ['hr']),
  provider: member(people.mentor),
} as const satisfies Record<Relation, ReturnType<typeof member>>;

const VIEWS = { employee: 'employee', manager: 'manager', hr: 'hr', provider: 'employee' } as const;

/** What the table says, without a look at the code's own. */
const expected = (action: PlanAction, relation: Relation, status: PlanStatus, shared: boolean) => {
  if (relation === 'employee' && !shared && !PRESENTED.includes(status)) return false;
  const letter = TABLE[action][RELATIONS.indexOf(relation)];
  return letter === 'm' ? status === 'DRAFT' : letter !== '.';
};

// The story's manager also gives a support; here each is only one thing.
const withoutManagersSupport = (plan: Plan): Plan => {
  const content = {
    ...plan.content,
    supports: plan.content.supports.filter(({ provider }) => provider.memberId !== people.manager),
  };
  return { ...plan, content };
};

describe('O1 who may do what', () => {
  it('the table names every action', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...ACTIONS].sort());
    expect(RELATIONS).toEqual(['employee', 'manager', 'hr', 'provider']);
  });

  it.each(ACTIONS)('%s', (action) => {
    for (const relation of RELATIONS)
      for (const status of PLAN_STATUSES)
        for (const shared of [true, false]) {
          const plan = withoutManagersSupport(shared ? PLANS[status] : unshared(PLANS[status]));
          const reads = expected('plan.read', relation, status, shared);
          expect(
            accessTo(action, SOMEBODY[relation], plan),
            `${relation}, ${status}, ${shared ? 'shared' : 'not shared'}`,
          ).toEqual(
            expected(action, relation, status, shared)
              ? { allowed: true, as: relation, view: VIEWS[relation] }
              : { allowed: false, known: reads },
          );
        }
  });

  it.each([
    ['a colleague', member()],
    ['an administrator', member(people.colleague, ['admin'])],
    ['an employee who left', { ...SOMEBODY.employee, status: 'LEFT' } as const],
    ['a manager who left', { ...SOMEBODY.manager, status: 'LEFT' } as const],
    [
      'an HR owner who left',
      { ...member(people.hrOwner, ['hr', 'hrHead']), status: 'LEFT' } as const,
    ],
    ['a provider who left', { ...SOMEBODY.provider, status: 'LEFT' } as const],
  ])('%s may do nothing, and learns not even that there is a plan (O5)', (_, nobody) => {
    for (const action of ACTIONS)
      for (const status of PLAN_STATUSES)
        expect(accessTo(action, nobody, PLANS[status])).toEqual({ allowed: false, known: false });
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
    ['the HR head', member(people.colleague, ['hrHead']), ['hr']],
    ['a provider', member(people.mentor), ['provider']],
    ['a provider of HR', member(people.trainer, ['hr']), ['hr', 'provider']],
    ['an administrator', member(people.colleague, ['admin']), []],
    ['anybody else', member(), []],
  ] as const)('%s', (_, who, relations) => {
    expect(relationsTo(who, plan)).toEqual(relations);
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
    expect(relationsTo(member(people.employee, ['hr']), everything)).toEqual(['employee']);
    expect(
      accessTo('outcome.approve', member(people.employee, ['hr', 'hrHead']), everything),
    ).toEqual({ allowed: false, known: true });
  });

  it('the manager approves nothing on their own plan, of HR or not (A3)', () => {
    for (const action of ['plan.review', 'outcome.approve'] as const)
      expect(accessTo(action, member(people.manager, ['hr', 'hrHead']), plan).allowed).toBe(false);
  });

  it('the manager of somebody else is nobody to this employee', () => {
    expect(accessTo('plan.read', member(), plan)).toEqual({ allowed: false, known: false });
  });

  it('acts in the strongest capacity that allows the action', () => {
    expect(accessTo('support.deliver', member(people.manager), plan)).toMatchObject({
      as: 'manager',
    });
    expect(accessTo('support.deliver', member(people.trainer, ['hr']), plan)).toMatchObject({
      as: 'hr',
    });
    expect(accessTo('support.deliver', member(people.trainer), plan)).toMatchObject({
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
    expect(accessTo('plan.read', SOMEBODY.employee, plan)).toEqual(
      shown
        ? { allowed: true, as: 'employee', view: 'employee' }
        : { allowed: false, known: false },
    );
  });
});

describe('Q4 who may do what in the company', () => {
  const ALLOWED: Readonly<Record<TenantAction, readonly (Role | 'nobody')[]>> = {
    'me.read': ['nobody', 'admin', 'hr', 'hrHead'],
    'plan.list': ['nobody', 'admin', 'hr', 'hrHead'],
    'plan.create': ['nobody', 'admin', 'hr', 'hrHead'],
    'tenant.read': ['nobody', 'admin', 'hr', 'hrHead'],
    'tenant.manage': ['admin'],
    'members.read': ['admin', 'hr', 'hrHead'],
    'members.manage': ['admin', 'hrHead'],
  };

  it.each(Object.keys(TENANT_ACTIONS) as TenantAction[])('%s', (action) => {
    for (const role of ['nobody', ...ROLES] as const) {
      const roles = role === 'nobody' ? [] : [role];
      expect(mayInTenant(action, { roles, status: 'ACTIVE' }), role).toBe(
        ALLOWED[action].includes(role),
      );
      expect(mayInTenant(action, { roles, status: 'LEFT' }), `${role}, left`).toBe(false);
    }
    expect(mayInTenant(action, { roles: ROLES, status: 'ACTIVE' })).toBe(true);
  });

  it('no action on the company shows a plan’s content, and none is also one on a plan', () => {
    expect(ACTIONS.filter((action) => action in TENANT_ACTIONS)).toEqual([]);
  });
});
