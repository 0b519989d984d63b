import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { decide } from '../../../domain/plan/decide.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { confidentialCauses, confidentialCausesFor } from '../../../domain/plan/rules/causes.ts';
import type { GrantTerms, Plan } from '../../../domain/plan/state.ts';
import { closedHistory } from '../../support/after-close.ts';
import { planOf } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  draftHistory,
  inShanghai,
  people,
  shanghaiContent,
  submittedHistory,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const plan = planOf(activePlanHistory());
const NOW = '2026-03-05 10:00';

const TERMS = {
  memberId: people.colleague,
  from: on('2026-03-05'),
  until: on('2026-03-20'),
  purpose: '劳动合规核查',
} as const;
const AUDIT: GrantTerms = { as: 'investigator', ...TERMS };
const INVITED: GrantTerms = { as: 'approver', decision: 'plan', ...TERMS };

const grant = (terms: GrantTerms, granteeActive = true, before: Plan = plan) =>
  decide<'GrantAccess'>({ type: 'GrantAccess', grant: terms }, before, {
    ...inShanghai(NOW, as.hrOwner),
    granteeActive,
  });

const findingsOf = (...of: Parameters<typeof grant>): readonly (readonly [string, string])[] => {
  const decided = grant(...of);
  return decided.ok || decided.error.code !== 'RULES_VIOLATED'
    ? []
    : decided.error.violations.map(({ messageKey, path }) => [messageKey, path]);
};

/** The plan after HR gave access on these terms. */
const granted = (terms: GrantTerms, before: Plan = plan): Plan => {
  const decided = grant(terms, true, before);
  if (!decided.ok) throw new Error(JSON.stringify(decided.error));
  return decided.value.plan;
};

describe('O1 access to one plan', () => {
  it('is given for a purpose and a time, and recorded under the number of its event', () => {
    const after = granted(AUDIT);
    expect(after.grants).toEqual([
      { seq: plan.version + 1, at: '2026-03-05T02:00:00.000Z', ...AUDIT },
    ]);
    expect(after).toEqual({ ...plan, grants: after.grants, version: plan.version + 1 });
  });

  it.each<[string, GrantTerms, readonly (readonly [string, string])[]]>([
    ['the employee', { ...AUDIT, memberId: people.employee }, [['O1.person', '/memberId']]],
    ['the manager', { ...INVITED, memberId: people.manager }, [['O1.person', '/memberId']]],
    ['a time before today', { ...AUDIT, from: on('2026-03-04') }, [['O1.order', '/from']]],
    ['an end before its start', { ...AUDIT, until: on('2026-03-04') }, [['O1.order', '/from']]],
    ['91 days', { ...AUDIT, until: on('2026-06-03') }, [['O1.tooLong', '/until']]],
    ['90 days', { ...AUDIT, until: on('2026-06-02') }, []],
    ['no purpose', { ...AUDIT, purpose: ' ' }, [['O1.purpose', '/purpose']]],
  ])('%s', (_, terms, expected) => {
    expect(findingsOf(terms)).toEqual(expected);
  });

  it('goes to an active member only', () => {
    expect(findingsOf(AUDIT, false)).toEqual([['O1.person', '/memberId']]);
  });

  it('to approve is not given to the author (A3), nor to decide an appeal to who approved (A4)', () => {
    const authored: Plan = { ...plan, authorId: people.colleague };
    expect(findingsOf(INVITED, true, authored)).toEqual([['A3.approver', '/by']]);
    const approved = {
      ...TERMS,
      as: 'approver',
      decision: 'appeal',
      memberId: people.hrHead,
    } as const;
    const by = { ...plan, approval: { ...plan, by: people.hrHead } } as unknown as Plan;
    expect(findingsOf(approved, true, by)).toEqual([['O1.person', '/memberId']]);
    expect(findingsOf({ ...approved, decision: 'outcome' }, true, by)).toEqual([]);
    expect(findingsOf({ ...approved, memberId: people.colleague }, true, by)).toEqual([]);
    const draft = planOf(draftHistory());
    expect(findingsOf({ ...approved, memberId: people.colleague }, true, draft)).toEqual([]);
  });

  it('to decide an appeal is not given to who approved the outcome (A4)', () => {
    const closed = planOf(closedHistory());
    const appeal = (memberId: MemberId) =>
      findingsOf({ ...TERMS, as: 'approver', decision: 'appeal', memberId }, true, closed);
    expect(appeal(people.hrHead)).toEqual([['O1.person', '/memberId']]);
    expect(appeal(people.colleague)).toEqual([]);
  });

  it('is held by at most twenty people; what has run out makes room', () => {
    const full: Plan = {
      ...plan,
      grants: Array.from({ length: 20 }, (_, seq) => ({ seq, at: plan.createdAt, ...AUDIT })),
    };
    expect(findingsOf(AUDIT, true, full)).toEqual([['O1.tooMany', '']]);
    const over: Plan = {
      ...full,
      grants: full.grants.map((one) => ({ ...one, until: on('2026-03-04') })),
    };
    expect(granted(AUDIT, over).grants).toHaveLength(1);
  });

  it('is taken back by its number, at once, and only once', () => {
    const before = granted(AUDIT);
    const [given] = before.grants;
    const revoke = (of: Plan, reason = '核查已经结束') =>
      decide<'RevokeAccess'>(
        { type: 'RevokeAccess', grant: given?.seq ?? 0, reason },
        of,
        inShanghai(NOW, as.hrOwner),
      );
    const revoked = revoke(before);
    expect(revoked).toMatchObject({
      ok: true,
      value: {
        events: [
          { event: { type: 'AccessRevoked', memberId: people.colleague, as: 'investigator' } },
        ],
        plan: { grants: [] },
      },
    });
    expect(revoke(plan)).toEqual({ ok: false, error: { code: 'UNKNOWN_PART', part: 'grant' } });
    expect(revoke(before, ' ')).toMatchObject({
      error: { violations: [{ messageKey: 'O1.purpose', path: '/reason' }] },
    });
  });
});

describe('A3 an invitation to decide', () => {
  const submitted = planOf(submittedHistory());
  const invited: Plan = {
    ...submitted,
    grants: [
      { seq: 90, at: plan.createdAt, ...INVITED },
      { seq: 91, at: plan.createdAt, ...AUDIT },
      { seq: 92, at: plan.createdAt, ...INVITED, as: 'approver', decision: 'outcome' },
    ],
  };
  const approved = (memberId = people.colleague): Plan =>
    evolve(invited, {
      seq: invited.version + 1,
      at: plan.createdAt,
      by: { kind: 'member', memberId, acts: 'approver' },
      event: { type: 'PlanApproved', contentHash: 'x', accepted: [] },
    } satisfies RecordedEvent);

  it('is used up by the decision, and by nothing else', () => {
    expect(approved().grants.map(({ seq }) => seq)).toEqual([91, 92]);
    expect(approved(people.hrHead).grants).toHaveLength(3);
  });

  it('to send back is not to decide', () => {
    const returned = evolve(invited, {
      seq: invited.version + 1,
      at: plan.createdAt,
      by: { kind: 'member', memberId: people.colleague, acts: 'approver' },
      event: { type: 'PlanReturned', comment: '请补充' },
    });
    expect(returned.grants).toHaveLength(3);
  });

  it('lasts over the end of the plan, in the plan as it is and as it was', () => {
    const closed = evolve(granted(AUDIT), {
      seq: plan.version + 2,
      at: plan.createdAt,
      by: { kind: 'member', memberId: people.hrOwner, acts: 'hr' },
      event: {
        type: 'PlanCancelled',
        on: on('2026-03-05') as CivilDate,
        reason: 'LEFT',
        note: '离职',
      },
    });
    const again = granted({ ...AUDIT, memberId: people.trainer }, closed);
    expect(again.grants).toHaveLength(2);
    expect(again).toMatchObject({ before: { grants: again.grants } });
  });
});

describe('O6 what HR alone knows', () => {
  const content = shanghaiContent();
  const [gap] = content.gaps;
  const ids = [gap?.id ?? ''];
  const [support] = content.supports;
  const adjusted = {
    ...content,
    supports: content.supports.map((one) =>
      one === support
        ? {
            ...one,
            kind: 'ADJUSTMENT' as const,
            goalIds: content.goals
              .filter((goal) => goal.gapIds.includes(ids[0] ?? ''))
              .map(({ id }) => id),
          }
        : one,
    ),
  };

  it('asks for an ADJUSTMENT, which HR reads by its cause (C3)', () => {
    expect(confidentialCausesFor('hr', content, ids)).toMatchObject([
      { messageKey: 'C3.unanswered', params: { cause: 'CAPACITY_HEALTH', kinds: 'ADJUSTMENT' } },
    ]);
    expect(confidentialCauses(adjusted, ids)).toEqual([]);
    expect(confidentialCauses(content, [])).toEqual([]);
    expect(confidentialCauses(content, ['gone'])).toEqual([]);
  });

  it('is told to nobody else who approves: neither the cause nor the gap', () => {
    expect(confidentialCausesFor('approver', content, ids)).toMatchObject([
      { messageKey: 'O6.waits', path: '', params: {} },
    ]);
    expect(confidentialCausesFor('approver', adjusted, ids)).toEqual([]);
  });
});
