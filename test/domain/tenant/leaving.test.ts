import { describe, expect, it } from 'vitest';
import { ABSENCES_MAX, DELEGATIONS_MAX } from '../../../domain/tenant/absence.ts';
import { endsStandIns, linkedTo, unlinked, withoutLeaver } from '../../../domain/tenant/leaving.ts';
import { people } from '../../support/plans.ts';
import { memberOf } from '../../support/store.ts';
import { on } from '../calendar/calendars.ts';

const SPAN = { from: on('2026-03-10'), until: on('2026-03-20') };
const leaver = memberOf(people.manager, undefined, {
  absences: [
    { id: 'away', ...SPAN, delegateId: people.colleague },
    { id: 'alone', from: on('2026-04-01'), until: on('2026-04-02') },
  ],
  delegations: [{ absenceId: 'theirs', memberId: people.hrOwner, ...SPAN }],
});

describe('A7 whoever leaves', () => {
  it('gives and holds nothing any more, and neither does whoever is from outside', () => {
    expect(endsStandIns(leaver)).toBe(false);
    expect(endsStandIns({ ...leaver, status: 'LEFT' })).toBe(true);
    expect(endsStandIns({ ...leaver, roles: ['external'] })).toBe(true);
    expect(endsStandIns({ ...unlinked(leaver), status: 'LEFT' })).toBe(false);
    expect(unlinked(leaver)).not.toHaveProperty('absences');
    expect(unlinked(leaver)).not.toHaveProperty('delegations');
  });

  it('changes those who stood in for them and those they stood in for, once each', () => {
    expect(linkedTo(leaver)).toEqual([people.colleague, people.hrOwner]);
    expect(linkedTo(memberOf(people.employee))).toEqual([]);
    const both = {
      ...leaver,
      delegations: [{ absenceId: 'x', memberId: people.colleague, ...SPAN }],
    };
    expect(linkedTo(both)).toEqual([people.colleague]);
  });

  it('is stood in for by nobody', () => {
    const mirrored = { absenceId: 'away', memberId: leaver.id, ...SPAN };
    const other = { absenceId: 'other', memberId: people.mentor, ...SPAN };
    const standIn = memberOf(people.colleague, undefined, { delegations: [mirrored, other] });
    expect(withoutLeaver(standIn, leaver.id)).toEqual({
      ...standIn,
      delegations: [other],
      version: 2,
    });
  });

  it('leaves those whom they stood in for away, and alone', () => {
    const away = { id: 'theirs', ...SPAN, note: 'leave' };
    const kept = { id: 'kept', ...SPAN, delegateId: people.colleague };
    const absent = memberOf(people.hrOwner, undefined, {
      absences: [{ ...away, delegateId: leaver.id }, kept],
    });
    expect(withoutLeaver(absent, leaver.id)).toEqual({
      ...absent,
      absences: [away, kept],
      version: 2,
    });
  });

  it('at worst changes fewer people than one write takes', () => {
    // The leaver, two on whom the change rests, an address and the old one, the look at all plans.
    expect(ABSENCES_MAX + DELEGATIONS_MAX + 6).toBeLessThanOrEqual(100);
  });
});
