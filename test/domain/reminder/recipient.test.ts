import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { reminderContext } from '../../../domain/reminder/people.ts';
import {
  dueReminders,
  nextDue,
  preview,
  reminderKey,
  settledAt,
} from '../../../domain/reminder/plan-reminders.ts';
import {
  type Addressed,
  addressed,
  candidatesFor,
  recipientFor,
  standInsAt,
} from '../../../domain/reminder/recipient.ts';
import type { Absence } from '../../../domain/tenant/absence.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import { planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, instantIn, people, shanghai } from '../../support/plans.ts';
import { memberOf, tenantOf } from '../../support/store.ts';
import { situations } from './reminding.ts';

const plan = planOf(activePlanHistory());
const tenant = tenantOf();
const now = instantIn(shanghai.zone, '2026-03-12 09:00');
const away = (delegateId?: MemberId, from = '2026-03-10', until = '2026-03-13'): Absence => ({
  id: `away-${from}`,
  from: from as CivilDate,
  until: until as CivilDate,
  ...(delegateId === undefined ? {} : { delegateId }),
});

const company = (
  changes: Readonly<Partial<Record<MemberId, Partial<Member>>>> = {},
): ReadonlyMap<MemberId, Member> =>
  new Map(
    Object.values(people).map((id) => [id, memberOf(id, undefined, changes[id] ?? {})] as const),
  );

const reached = (
  id: MemberId,
  changes: Parameters<typeof company>[0],
  of: Tenant = tenant,
  at = now,
) => {
  const found = recipientFor(id, plan, of, company(changes), at);
  return found && [found.member.id, found.standIn];
};

describe('P6: who gets a mail', () => {
  const { employee, manager, hrOwner, hrHead, mentor, colleague } = people;

  it('is whoever it is meant for, while they are there', () => {
    expect(reached(manager, {})).toEqual([manager, false]);
    expect(
      reached(manager, { [manager]: { absences: [away(colleague, '2026-04-01', '2026-04-02')] } }),
    ).toEqual([manager, false]);
  });

  it('is the stand-in of a manager or an HR owner who is away, on those days', () => {
    const leave = { [manager]: { absences: [away(colleague)] } };
    expect(reached(manager, leave)).toEqual([colleague, true]);
    expect(reached(manager, leave, tenant, instantIn(shanghai.zone, '2026-03-14 09:00'))).toEqual([
      manager,
      false,
    ]);
    expect(reached(hrOwner, { [hrOwner]: { absences: [away(colleague)] } })).toEqual([
      colleague,
      true,
    ]);
    // By their own clock: in Berlin the day before is not over yet.
    const night = instantIn(shanghai.zone, '2026-03-14 05:00');
    const there = { siteId: 'berlin', absences: [away(colleague)] };
    expect(reached(manager, { [manager]: there }, tenant, night)).toEqual([colleague, true]);
  });

  it('is the HR owner when nobody stands in, or who stands in cannot', () => {
    for (const more of [
      { [manager]: { absences: [away()] } },
      { [manager]: { absences: [away(colleague)] }, [colleague]: { absences: [away()] } },
      { [manager]: { absences: [away(colleague)] }, [colleague]: { status: 'LEFT' } },
      { [manager]: { absences: [away(employee)] } },
    ] as const)
      expect(reached(manager, more)).toEqual([hrOwner, true]);
  });

  it('a plan is no business of who stands in for its employee or for a provider', () => {
    expect(reached(employee, { [employee]: { absences: [away(colleague)] } })).toEqual([
      hrOwner,
      true,
    ]);
    expect(reached(mentor, { [mentor]: { absences: [away(colleague)] } })).toEqual([hrOwner, true]);
  });

  it('goes on to the HR owner’s stand-in and the HR head, never to the employee', () => {
    const left = { status: 'LEFT' } as const;
    expect(
      reached(manager, { [manager]: left, [hrOwner]: { absences: [away(colleague)] } }),
    ).toEqual([colleague, true]);
    expect(reached(manager, { [manager]: left, [hrOwner]: left })).toEqual([hrHead, true]);
    const withEmployee = { ...tenant, hrHeadId: employee };
    expect(reached(manager, { [manager]: left, [hrOwner]: left }, withEmployee)).toBeUndefined();
    const { hrHeadId: _, ...headless } = tenant;
    expect(candidatesFor(manager, plan, headless)).toEqual([manager, hrOwner]);
  });

  it('when everybody is away it waits in the mailbox it is meant for', () => {
    const absences = [away()];
    const all = { [manager]: { absences }, [hrOwner]: { absences }, [hrHead]: { absences } };
    expect(reached(manager, all)).toEqual([manager, false]);
  });

  it('names who stands in, for the read', () => {
    const members = company({
      [manager]: { absences: [away(colleague)] },
      [mentor]: { absences: [away()] },
    });
    expect(standInsAt(members.values(), tenant, plan, now)).toEqual([colleague]);
    const nowhere = { ...tenant, sites: [] };
    expect(standInsAt(members.values(), nowhere, plan, now)).toEqual([colleague]);
  });

  it('leaves out what would reach nobody, and keeps to the stand-in’s hours', () => {
    const context = reminderContext(tenant, plan, {});
    const coming = preview(plan, context, now);
    expect(addressed(coming, plan, tenant, new Map())).toEqual([]);
    const berlin = company({
      [manager]: { absences: [away(colleague, '2026-03-01', '2026-12-31')] },
      [colleague]: { siteId: 'berlin' },
    });
    const first = addressed(coming, plan, tenant, berlin).find(
      ({ reminder }) => reminder.memberId === manager,
    );
    expect(first?.recipient.member.id).toBe(colleague);
    expect(first?.at).toBe(instantIn('Europe/Berlin', '2026-03-13 09:00'));
    const nowhere = addressed(coming, plan, { ...tenant, sites: [] }, berlin);
    expect(nowhere.every(({ reminder, at }) => at === reminder.at)).toBe(true);
  });
});

const absences: fc.Arbitrary<readonly Absence[]> = fc.array(
  fc
    .record({
      from: fc.nat({ max: 80 }),
      days: fc.nat({ max: 20 }),
      delegate: fc.constantFrom(undefined, ...Object.values(people)),
    })
    .map(({ from, days, delegate }) => {
      const first = addDays('2026-02-10' as CivilDate, from);
      return away(delegate, first, addDays(first, days));
    }),
  { maxLength: 3 },
);

describe('P9: the preview', () => {
  it('names the very people, mails and moments of what is sent, with leave known beforehand', () => {
    fc.assert(
      fc.property(
        situations,
        fc.record({ employee: absences, manager: absences, hrOwner: absences, hrHead: absences }),
        ({ plan: some, context: of, now: from }, leave) => {
          const members = company(
            Object.fromEntries(
              Object.entries(leave).map(([who, some]) => [
                people[who as keyof typeof people],
                { absences: some },
              ]),
            ),
          );
          const start = settledAt(some, of, from);
          const line = ({ reminder, recipient, at }: Addressed) =>
            `${at} ${reminderKey(start, reminder)} ${recipient.member.id} ${recipient.standIn}`;
          const sent: string[] = [];
          let current = start;
          let after: Instant = from;
          for (;;) {
            const next = nextDue(current, of, after);
            if (next === undefined) break;
            current = settledAt(current, of, next);
            const due = dueReminders(current, of, after, next).send.map(({ reminder }) => reminder);
            // As expanding does it: who gets it is judged at that very moment.
            sent.push(...addressed(due, current, tenant, members).map(line));
            after = next;
          }
          const said = addressed(preview(start, of, from), start, tenant, members).map(line);
          expect(said.sort()).toEqual(sent.sort());
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);
});
