import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { addMs } from '../../../domain/kernel/instant.ts';
import {
  closesAfter,
  isAdmitted,
  isClosed,
  needsSecondFactor,
} from '../../../domain/tenant/closure.ts';
import {
  closureRules,
  givesUp,
  handoverOf,
  headRules,
  type OpenPlan,
  onboardingGaps,
} from '../../../domain/tenant/staffing.ts';
import type { Role } from '../../../domain/tenant/tenant.ts';
import { PLAN_ID, people } from '../../support/plans.ts';
import { FOUNDED_AT, memberOf, tenantOf } from '../../support/store.ts';

const as = (id: keyof typeof people, ...roles: readonly Role[]) =>
  memberOf(people[id], undefined, { roles });
const keys = (results: readonly { readonly messageKey: string; readonly path: string }[]) =>
  results.map(({ messageKey, path }) => `${messageKey} ${path}`.trim());
const plan: OpenPlan = { planId: PLAN_ID, status: 'ACTIVE', hrOwnerId: people.hrOwner };

describe('Q4 the head of HR', () => {
  const head = (...roles: readonly Role[]) => as('hrHead', ...roles);
  it('is nobody, or somebody active of HR', () => {
    const { id } = head();
    expect(keys(headRules({}, undefined))).toEqual([]);
    expect(keys(headRules({ hrHeadId: id }, head('hrHead')))).toEqual([]);
    expect(keys(headRules({ hrHeadId: id }, undefined))).toEqual(['Q4.headNotHr /hrHeadId']);
    expect(keys(headRules({ hrHeadId: id }, head()))).toEqual(['Q4.headNotHr /hrHeadId']);
    expect(keys(headRules({ hrHeadId: id }, { ...head('hrHead'), status: 'LEFT' }))).toEqual([
      'Q4.headNotHr /hrHeadId',
    ]);
  });
  it('and whoever holds a role, or stands in for HR, needs a second factor', () => {
    expect(needsSecondFactor(head())).toBe(false);
    expect(needsSecondFactor(head('external'))).toBe(false);
    expect(needsSecondFactor(head('admin'))).toBe(true);
    expect(needsSecondFactor(head(), [as('manager')])).toBe(false);
    expect(needsSecondFactor(head(), [as('hrOwner', 'hr')])).toBe(true);
  });
});

describe('Q4 what a company lacks', () => {
  const today = '2026-03-01' as CivilDate;
  const gaps = (...roles: readonly Role[][]) =>
    keys(
      onboardingGaps(
        tenantOf(),
        [
          as('hrHead', 'hrHead'),
          ...roles.map((some, index) =>
            as((['hrOwner', 'manager', 'mentor'] as const)[index] ?? 'trainer', ...some),
          ),
        ].slice(roles.length === 0 ? 1 : 0),
        today,
      ),
    );
  it('is HR, then a second person who can approve, and a head of HR', () => {
    expect(gaps()).toEqual(['Q4.noHr /members', 'Q4.noHead /hrHeadId']);
    expect(gaps([])).toEqual(['Q4.fewHr /members']);
    expect(gaps(['hr'])).toEqual([]);
    expect(gaps(['external']), 'somebody from outside can approve').toEqual([]);
    const left = { ...as('hrHead', 'hrHead'), status: 'LEFT' as const };
    expect(keys(onboardingGaps(tenantOf(), [left, as('hrOwner', 'hr')], today))).toEqual([
      'Q4.fewHr /members',
      'Q4.noHead /hrHeadId',
    ]);
  });

  it('is a calendar that goes on (Q3)', () => {
    const ended = onboardingGaps(
      tenantOf(),
      [as('hrHead', 'hrHead'), as('hrOwner', 'hr')],
      '2999-01-01' as CivilDate,
    );
    expect(keys(ended)).toEqual(['Q3.ended /sites/0/calendar', 'Q3.ended /sites/1/calendar']);
  });
});

describe('Q5 who must stay', () => {
  const admin = as('colleague', 'admin');
  const hr = as('hrOwner', 'hr');
  it('is the last administrator', () => {
    const none = { ...admin, roles: [] };
    expect(keys(handoverOf(admin, none, [admin, hr], []).violations)).toEqual([
      'Q5.lastAdmin /roles',
    ]);
    const second = as('manager', 'admin');
    expect(handoverOf(admin, none, [admin, second], [])).toEqual({
      violations: [],
      restsOn: [second.id],
    });
    const gone = { ...second, status: 'LEFT' as const };
    expect(handoverOf(admin, none, [admin, gone], []).violations).toHaveLength(1);
  });

  it('is the last of HR while plans are theirs', () => {
    const left = { ...hr, status: 'LEFT' as const };
    expect(handoverOf(hr, left, [hr, admin], []).violations).toEqual([]);
    expect(handoverOf(hr, left, [hr, admin], [plan]).violations).toMatchObject([
      {
        messageKey: 'Q5.lastHr',
        path: `/plans/${PLAN_ID}`,
        params: { status: 'ACTIVE', count: 1 },
      },
    ]);
    const head = as('hrHead', 'hrHead');
    expect(handoverOf(hr, left, [hr, head], [plan])).toEqual({
      violations: [],
      restsOn: [head.id],
    });
    expect(handoverOf(hr, { ...hr, roles: ['hrHead'] }, [hr], [plan]).violations).toEqual([]);
  });

  it('is asked only of who gives something up', () => {
    expect(givesUp(hr, hr)).toBe('nothing');
    expect(givesUp(hr, { ...hr, roles: [] })).toBe('hr');
    expect(givesUp(admin, { ...admin, status: 'LEFT' })).toBe('role');
    expect(givesUp(admin, { ...admin, roles: ['admin', 'hr'] })).toBe('nothing');
  });
});

describe('Q6 the end of a company', () => {
  const asked = { askedBy: people.colleague, askedAt: FOUNDED_AT };
  const judged = (closure: object | undefined, by = people.hrHead, named: readonly string[] = []) =>
    keys(closureRules(closure === undefined ? {} : ({ closure } as never), by, [plan], named));
  it('is asked for by one, confirmed by another, with open plans closed or named', () => {
    expect(judged(undefined)).toEqual(['Q6.notAsked']);
    expect(judged({ ...asked, confirmedAt: FOUNDED_AT })).toEqual(['Q6.already']);
    expect(judged(asked, people.colleague, [PLAN_ID])).toEqual(['Q6.samePerson']);
    expect(judged(asked)).toEqual([`Q6.openPlan /plans/${PLAN_ID}`]);
    expect(judged(asked, people.hrHead, [PLAN_ID])).toEqual([]);
  });

  it('comes thirty days after it was confirmed', () => {
    const closesAt = closesAfter(FOUNDED_AT);
    const closing = { closure: { ...asked, closesAt } };
    expect(closesAt).toBe(addMs(FOUNDED_AT, 30 * 86_400_000));
    expect([isClosed({}, closesAt), isClosed({ closure: asked }, closesAt)]).toEqual([
      false,
      false,
    ]);
    expect([isClosed(closing, addMs(closesAt, -1)), isClosed(closing, closesAt)]).toEqual([
      false,
      true,
    ]);
    expect(isAdmitted(as('manager'), closing, closesAt)).toBe(false);
    expect(isAdmitted({ status: 'LEFT' }, {}, closesAt)).toBe(false);
    expect(isAdmitted(as('manager'), {}, closesAt)).toBe(true);
  });
});
