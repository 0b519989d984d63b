import { describe, expect, it } from 'vitest';
import { type Absence, standInOn } from '../../../domain/tenant/absence.ts';
import { type AbsenceContext, absenceRules } from '../../../domain/tenant/absence-rules.ts';
import type { Member, Role } from '../../../domain/tenant/tenant.ts';
import { people } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const TODAY = on('2026-03-05');
const ABSENCE: Absence = { id: 'a', from: on('2026-03-10'), until: on('2026-03-20') };
const STANDING_IN: Absence = { ...ABSENCE, delegateId: people.colleague };
const colleague = { id: people.colleague, roles: [], status: 'ACTIVE' } as const;

const judge = (
  absence: Absence,
  context: Partial<AbsenceContext> = {},
  absences: readonly Absence[] = [],
) =>
  absenceRules(
    absence,
    { id: people.manager, absences },
    { today: TODAY, by: { id: people.manager, roles: [] }, delegate: colleague, ...context },
  ).map(({ messageKey, path }) => [messageKey, path]);

const by = (...roles: readonly Role[]) => ({ by: { id: people.hrHead, roles } });

describe('A7 an absence', () => {
  it.each<[string, Absence, readonly (readonly [string, string])[]]>([
    ['with and without a stand-in', ABSENCE, []],
    ['of one day, today', { ...STANDING_IN, from: TODAY, until: TODAY }, []],
    ['that has begun', { ...ABSENCE, from: on('2026-03-01') }, []],
    ['that ends first', { ...ABSENCE, until: on('2026-03-09') }, [['A7.order', '/until']]],
    [
      'that is over',
      { ...ABSENCE, from: on('2026-03-01'), until: on('2026-03-04') },
      [['A7.order', '/until']],
    ],
    ['of 90 days with a stand-in', { ...STANDING_IN, until: on('2026-06-07') }, []],
    [
      'of 91 days with a stand-in',
      { ...STANDING_IN, until: on('2026-06-08') },
      [['A7.tooLong', '/until']],
    ],
    ['of 91 days without', { ...ABSENCE, until: on('2026-06-08') }, []],
    ['of 367 days', { ...ABSENCE, until: on('2027-03-11') }, [['A7.tooLong', '/until']]],
    [
      'in which one stands in for oneself',
      { ...ABSENCE, delegateId: people.manager },
      [['A7.person', '/delegateId']],
    ],
  ])('%s', (_, absence, expected) => {
    expect(judge(absence)).toEqual(expected);
  });

  it('overlaps no other one that is not over', () => {
    const other = { ...ABSENCE, id: 'b' };
    const overlap = [['A7.overlap', '/from']];
    expect(
      judge(ABSENCE, {}, [{ ...other, from: on('2026-03-20'), until: on('2026-04-01') }]),
    ).toEqual(overlap);
    expect(
      judge(ABSENCE, {}, [{ ...other, from: on('2026-03-21'), until: on('2026-04-01') }]),
    ).toEqual([]);
    expect(
      judge({ ...ABSENCE, from: on('2026-03-01') }, {}, [
        { ...other, from: on('2026-03-01'), until: on('2026-03-04') },
      ]),
    ).toEqual([]);
  });

  it('is one of at most twenty; nobody stands in fifty times', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      ...ABSENCE,
      id: String(index),
      from: on('2026-08-01'),
      until: on('2026-08-01'),
    }));
    expect(judge(ABSENCE, {}, many)).toEqual([['A7.tooMany', '']]);
    const delegations = Array.from({ length: 50 }, () => ({
      absenceId: 'x',
      memberId: people.trainer,
      from: TODAY,
      until: TODAY,
    }));
    const full = { delegate: { ...colleague, delegations } };
    expect(judge(STANDING_IN, full)).toEqual([['A7.tooMany', '/delegateId']]);
    expect(
      judge(STANDING_IN, { delegate: { ...colleague, delegations: delegations.slice(1) } }),
    ).toEqual([]);
  });

  it('names an active person of the company', () => {
    const person = [['A7.person', '/delegateId']];
    const { delegate: _, ...nobody } = {
      delegate: undefined,
      today: TODAY,
      by: { id: people.manager, roles: [] },
    } as const;
    expect(
      absenceRules(STANDING_IN, { id: people.manager }, nobody).map(({ messageKey, path }) => [
        messageKey,
        path,
      ]),
    ).toEqual(person);
    expect(judge(STANDING_IN, { delegate: { ...colleague, status: 'LEFT' } })).toEqual(person);
    expect(judge(STANDING_IN, { delegate: { ...colleague, roles: ['external'] } })).toEqual(person);
  });

  it('an administrator enters it, but does not say who sees plans meanwhile (O1)', () => {
    expect(judge(ABSENCE, by('admin'))).toEqual([]);
    expect(judge(STANDING_IN, by('admin'))).toEqual([['A7.named', '/delegateId']]);
    expect(judge(STANDING_IN, by('hr'))).toEqual([]);
    expect(judge(STANDING_IN, by('admin', 'hrHead'))).toEqual([]);
  });
});

describe('P6 who stands in on a day', () => {
  const somebody: Pick<Member, 'absences'> = { absences: [STANDING_IN] };

  it('both ends of an absence count', () => {
    for (const day of ['2026-03-10', '2026-03-15', '2026-03-20'])
      expect(standInOn(somebody, on(day))).toEqual({ away: true, absence: STANDING_IN });
    for (const day of ['2026-03-09', '2026-03-21'])
      expect(standInOn(somebody, on(day))).toEqual({ away: false });
    expect(standInOn({}, TODAY)).toEqual({ away: false });
  });
});
