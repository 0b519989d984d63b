import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant, toLocal } from '../../../domain/calendar/zones.ts';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import { addMs, epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import { settle } from '../../../domain/plan/settle.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { peopleOf, reminderContext } from '../../../domain/reminder/people.ts';
import {
  dueReminders,
  isLate,
  nextDue,
  preview,
  type ReminderContext,
  reminderKey,
  remindersOf,
  settledAt,
} from '../../../domain/reminder/plan-reminders.ts';
import { nextTransitionAt } from '../../../domain/reminder/transitions.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import type { Tenant } from '../../../domain/tenant/tenant.ts';
import { erasedHistory } from '../../support/after-close.ts';
import { PAUSE } from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  agreeCommand,
  as,
  berlin,
  draftHistory,
  inShanghai,
  instantIn,
  people,
  presentedHistory,
  shanghai,
  sharedHistory,
  submittedHistory,
  TENANT_ID,
} from '../../support/plans.ts';
import { runHistory } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { HOUR, remindingAt, shown, situations, ticks } from './reminding.ts';

const context = remindingAt(shanghai);
const at = (local: string): Instant => instantIn(shanghai.zone, local);

const due = (history: History, after: string, of = context) =>
  nextDue(planOf(history), of, at(after));

const sentAt = (history: History, from: string, to: string) => {
  const { send, stale } = dueReminders(planOf(history), context, at(from), at(to));
  return {
    send: send.map(
      ({ reminder, sendAt, late }) =>
        `${shown(reminder, shanghai.zone)} -> ${toLocal(shanghai.zone, sendAt).date} ${toLocal(shanghai.zone, sendAt).time}${late ? ' late' : ''}`,
    ),
    stale: stale.map((one) => shown(one, shanghai.zone)),
  };
};

const cancelled = play(activePlanHistory(), [
  { type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' },
  inShanghai('2026-03-06 15:00', as.hrOwner),
]);

describe('nextDue', () => {
  it('is nothing for a plan that only waits for people', () => {
    expect(due(draftHistory(), '2026-02-10 10:00')).toBeUndefined();
  });

  it('is the earliest reminder', () => {
    expect(due(sharedHistory(), '2026-02-10 16:00')).toBe(at('2026-02-10 16:01'));
    expect(due(sharedHistory(), '2026-02-10 16:01')).toBe(at('2026-02-12 09:00'));
  });

  it('is the start of an acknowledged plan, at midnight of the employee’s site', () => {
    expect(due(acknowledgedHistory(), '2026-02-26 14:00')).toBe(at('2026-03-02 00:00'));
  });

  it('is at once when an acknowledgement came after the planned start', () => {
    const late = play(presentedHistory(), [
      agreeCommand(presentedHistory()),
      inShanghai('2026-03-03 10:00', as.employee),
    ]);
    expect(due(late, '2026-03-03 09:30')).toBe(addMs(at('2026-03-03 09:30'), 1));
  });

  it('H5: looks for silence once the window is over, and after every reminder that follows', () => {
    expect(due(presentedHistory(), '2026-03-03 09:00')).toBe(at('2026-03-04 00:00'));
    expect(due(presentedHistory(), '2026-03-05 09:00')).toBe(at('2026-03-06 00:00'));
  });

  it('H5: looks at nothing else, and not at what is signed', () => {
    const instants: Instant[] = [];
    for (
      let next = due(presentedHistory(), '2026-03-01 00:00');
      next !== undefined;
      next = nextDue(planOf(presentedHistory()), context, next)
    )
      instants.push(next);
    const local = (instant: Instant) => Object.values(toLocal(shanghai.zone, instant)).join(' ');
    expect(instants.map(local)).toEqual([
      '2026-03-02 09:00',
      '2026-03-03 09:00',
      '2026-03-04 00:00',
      '2026-03-05 09:00',
      '2026-03-06 00:00',
      '2026-03-10 09:00',
      '2026-03-13 09:00',
    ]);
    // Signed long before a later start: the window that closes meanwhile is nobody's business.
    const signed = planOf(acknowledgedHistory());
    const { schedule } = signed.content;
    const later = { ...schedule, startOn: on('2026-03-16') };
    const waiting = { ...signed, content: { ...signed.content, schedule: later } } as Plan;
    expect(nextDue(waiting, context, at('2026-02-27 09:00'))).toBe(at('2026-03-16 00:00'));
  });

  it('G8: is the day after the last one to record a meeting', () => {
    const plan = planOf(activePlanHistory());
    expect(nextTransitionAt(plan, context.calendar)).toBe(at('2026-03-10 00:00'));
    expect(due(activePlanHistory(), '2026-03-09 23:00')).toBe(at('2026-03-10 00:00'));
  });

  it('F5: is the day after the time to confirm', () => {
    const delivered = play(activePlanHistory(), [
      {
        type: 'DeliverSupport',
        supportId: 'mentor',
        deliveredOn: on('2026-03-02'),
        evidence: '第一次辅导记录',
      },
      inShanghai('2026-03-02 16:00', as.mentor),
    ]);
    // Five working days: 9 March; check-in of 5 March lapses on the same morning.
    expect(nextTransitionAt(planOf(delivered), context.calendar)).toBe(at('2026-03-10 00:00'));
    expect(settledAt(planOf(delivered), context, at('2026-03-10 00:00'))).toMatchObject({
      running: { supports: { mentor: { status: 'SILENT' } } },
    });
  });

  it('is the end of the plan when nothing else is open', () => {
    const plan = planOf(activePlanHistory());
    if (plan.status !== 'ACTIVE') throw new Error('not active');
    const excused: Plan = {
      ...plan,
      running: {
        ...plan.running,
        checkIns: Object.fromEntries(
          ['03-05', '03-12', '03-19', '03-26', '04-09', '04-16', '04-23'].map((day) => [
            `2026-${day}`,
            { status: 'EXCUSED', movedBy: { manager: 0, other: 0 } } as const,
          ]),
        ),
        checkpoints: { 'month-1': { status: 'EXCUSED', movedBy: { manager: 0, other: 0 } } },
      },
    };
    expect(nextTransitionAt(excused, context.calendar)).toBe(at('2026-04-30 00:00'));
  });

  it('looks again at once while somebody’s workplace is only guessed', () => {
    const provisional: ReminderContext = { ...context, provisional: true };
    expect(due(sharedHistory(), '2026-02-11 16:00', provisional)).toBe(
      addMs(at('2026-02-11 16:00'), 1),
    );
    expect(due(draftHistory(), '2026-02-11 16:00', provisional)).toBeUndefined();
  });

  it('sends to the archive what nobody can appeal any more', () => {
    expect(due(cancelled, '2026-03-20 08:00')).toBe(at('2026-03-20 09:00'));
    expect(due(cancelled, '2026-03-20 09:00')).toBe(at('2026-03-21 00:00'));
  });
});

describe('dueReminders', () => {
  it('sends what is due, at once and without a word about lateness', () => {
    expect(sentAt(activePlanHistory(), '2026-03-08 00:00', '2026-03-09 09:01')).toEqual({
      send: [
        // The mentor's programme is one working day overdue only: nothing of it yet.
        'checkInWriteUp/2026-03-05 onDay manager 2026-03-09 09:00 -> 2026-03-09 09:01',
        'checkIn/2026-03-12 before3 manager 2026-03-09 09:00 -> 2026-03-09 09:01',
        'checkIn/2026-03-12 before3 employee 2026-03-09 09:00 -> 2026-03-09 09:01',
        'measurement/no-complaints onDay manager 2026-03-09 09:00 -> 2026-03-09 09:01',
        'measurement/response-time onDay manager 2026-03-09 09:00 -> 2026-03-09 09:01',
      ],
      stale: [],
    });
  });

  it('after an outage, one mail stands for several steps and says that it is late', () => {
    const { send } = sentAt(presentedHistory(), '2026-02-25 10:00', '2026-03-03 10:00');
    expect(send).toEqual([
      'acknowledgement onDay employee 2026-03-03 09:00 -> 2026-03-03 10:00 late',
    ]);
  });

  it('what is over by then is stale, what is still owed is sent', () => {
    const { send, stale } = sentAt(activePlanHistory(), '2026-03-11 00:00', '2026-03-13 11:00');
    expect(stale).toEqual([
      'checkIn/2026-03-12 before1 manager 2026-03-11 09:00',
      'checkIn/2026-03-12 before1 employee 2026-03-11 09:00',
      'checkIn/2026-03-12 onDay manager 2026-03-12 09:00',
      'checkIn/2026-03-12 onDay employee 2026-03-12 09:00',
    ]);
    expect(send).toContain(
      'supportDelivery/product-course onDay provider 2026-03-13 09:00 -> 2026-03-13 11:00 late',
    );
  });

  it('what should have come by day does not come at night', () => {
    const { send } = sentAt(presentedHistory(), '2026-02-27 00:00', '2026-02-27 23:10');
    expect(send).toEqual([
      // 28 February is a make-up workday.
      'acknowledgement before3 employee 2026-02-27 09:00 -> 2026-02-28 09:00 late',
    ]);
  });

  it('late from a quarter of an hour on', () => {
    const planned = { at: at('2026-03-03 09:00') };
    expect(isLate(planned, at('2026-03-03 09:15'))).toBe(false);
    expect(isLate(planned, addMs(at('2026-03-03 09:15'), 1))).toBe(true);
  });

  it('the last of several steps, in whatever order the policy has them; all in the order of time', () => {
    const plan = planOf(presentedHistory());
    if (plan.status !== 'PRESENTED') throw new Error(plan.status);
    const policy = { ...DEFAULT_POLICY, remind: { ...DEFAULT_POLICY.remind, before: [1, 3] } };
    const other: Plan = { ...plan, submission: { ...plan.submission, policy } };
    const { send } = dueReminders(other, context, at('2026-02-25 12:00'), at('2026-03-02 10:00'));
    expect(send.map(({ reminder }) => shown(reminder, shanghai.zone))).toEqual([
      'acknowledgement before1 employee 2026-03-02 09:00',
    ]);
    const { send: all } = dueReminders(
      planOf(activePlanHistory()),
      context,
      at('2026-03-03 00:00'),
      at('2026-03-24 10:00'),
    );
    const times = all.map(({ reminder }) => reminder.at);
    expect(new Set(times).size).toBeGreaterThan(2);
    expect(times).toEqual(times.toSorted());
  });

  it('two people’s mails about one thing stay two', () => {
    const { send } = sentAt(presentedHistory(), '2026-03-04 12:00', '2026-03-05 09:00');
    expect(send).toHaveLength(2);
  });
});

describe('one thing that two people owe', () => {
  const rated = planOf(runHistory());
  const led: ReminderContext = { ...context, hrHeadId: people.hrHead };
  const ratingsOf = (from: string, to: string) =>
    dueReminders(rated, led, at(from), at(to))
      .send.filter(({ reminder }) => reminder.kind === 'rating')
      .map(({ reminder, late }) => `${shown(reminder, shanghai.zone)}${late ? ' late' : ''}`);

  it('is a thread for each: the manager owes their own word, and hears that the other is missing', () => {
    expect(ratingsOf('2026-04-03 00:00', '2026-04-07 09:00')).toEqual([
      'rating/month-1 overdue2 employee 2026-04-07 09:00',
      'rating/month-1 escalation2 manager 2026-04-07 09:00',
      'rating/month-1 overdue2 manager 2026-04-07 09:00',
    ]);
  });

  it('is told on once, and no mail is late for the sake of another of the same minute', () => {
    expect(ratingsOf('2026-04-08 00:00', '2026-04-10 09:00')).toEqual([
      'rating/month-1 escalation5 hr 2026-04-10 09:00',
    ]);
    const names = remindersOf(rated, led).map((one) => reminderKey(rated, one));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('somebody who works elsewhere since the last look', () => {
  const inBerlin = remindingAt(shanghai, { elsewhere: { [people.employee]: berlin } });
  const asked = (from: string, to: string, now: ReminderContext, then: ReminderContext) =>
    dueReminders(planOf(presentedHistory()), now, at(from), at(to), then).send.map(({ reminder }) =>
      shown(reminder, shanghai.zone),
    );

  it('gets what is past by their new clocks, and was not yet due by the old', () => {
    // On 3 March nine o'clock in Berlin is four in the afternoon in Shanghai.
    expect(asked('2026-03-03 10:00', '2026-03-03 10:01', context, inBerlin)).toEqual([
      'acknowledgement onDay employee 2026-03-03 09:00',
    ]);
  });

  it('gets nothing twice that went out by the old clocks', () => {
    expect(asked('2026-03-03 10:00', '2026-03-03 17:00', inBerlin, inBerlin)).not.toEqual([]);
    expect(asked('2026-03-03 10:00', '2026-03-03 17:00', inBerlin, context)).toEqual([]);
  });
});

describe('a reminder', () => {
  const of = (history: History, kind: string, more: ReminderContext = context) =>
    remindersOf(planOf(history), more).filter((one) => one.kind === kind);

  it('says when the meeting is, where it is of one, moved and called off ones too', () => {
    expect(of(activePlanHistory(), 'checkIn')[0]?.meetingAt).toBe(at('2026-03-05 10:00'));
    expect(of(activePlanHistory(), 'action')[0]).not.toHaveProperty('meetingAt');
    const paused = play(activePlanHistory(), [PAUSE, inShanghai('2026-03-09 09:00', as.hrOwner)]);
    expect(of(paused, 'meetingCancelled')[0]?.meetingAt).toBe(at('2026-03-12 10:00'));
    expect(of(paused, 'planPaused')[0]).not.toHaveProperty('meetingAt');
  });

  it('is told to those who answer for it, and owed by whoever owes it', () => {
    const parts = of(presentedHistory(), 'acknowledgement').map(({ step, part }) => [step, part]);
    expect(new Set(parts.map(String))).toEqual(
      new Set(['notice,owes', 'before,owes', 'onDay,owes', 'overdue,owes', 'escalation,told']),
    );
  });

  it('J7: of what is late goes out from the resumption on, that very minute included', () => {
    const plan = planOf(activePlanHistory());
    if (plan.status !== 'ACTIVE') throw new Error(plan.status);
    const pause = { on: on('2026-03-05'), resumedOn: on('2026-03-10') };
    const late = (resumed: string) =>
      remindersOf(
        { ...plan, pauses: [{ ...pause, resumedAt: at(resumed) }] } as never,
        context,
      ).filter(
        ({ kind, ref, step }) => `${kind}/${ref} ${step}` === 'supportDelivery/mentor overdue',
      );
    expect(late('2026-03-10 09:00').map((one) => one.at)).toEqual([at('2026-03-10 09:00')]);
    expect(late('2026-03-10 09:01')).toEqual([]);
  });

  it('comes once to whoever stands on the ladder twice at one moment', () => {
    const plan = planOf(submittedHistory());
    if (plan.status !== 'IN_REVIEW') throw new Error(plan.status);
    const remind = { ...DEFAULT_POLICY.remind, overdue: [2, 2, 2] as const };
    const policy = { ...DEFAULT_POLICY, remind };
    const same: Plan = { ...plan, submission: { ...plan.submission, policy } };
    const overdue = (hrHeadId: typeof people.hrHead) =>
      remindersOf(same, remindingAt(shanghai, { hrHeadId })).filter(({ step }) =>
        ['overdue', 'escalation'].includes(step),
      );
    expect(overdue(people.hrOwner)).toHaveLength(1);
    expect(overdue(people.hrHead).map(({ memberId }) => memberId)).toEqual([
      people.hrOwner,
      people.hrHead,
    ]);
  });
});

describe('what the clock does in between', () => {
  it('is the system’s, each as an event of its own', () => {
    const plan = planOf(activePlanHistory());
    const settled = settledAt(plan, context, at('2026-03-10 00:00'));
    expect(settled.version).toBe(plan.version + 1);
    expect(settledAt(plan, context, at('2026-03-09 23:59'))).toEqual(plan);
  });

  it('nothing more, of a plan that is erased', () => {
    expect(preview(planOf(erasedHistory()), context, at('2028-05-08 10:00'))).toEqual([]);
  });
});

describe('preview (P9)', () => {
  it('shows what a cancelled plan still sends', () => {
    expect(
      preview(planOf(cancelled), context, at('2026-03-06 15:00')).map((one) =>
        shown(one, shanghai.zone),
      ),
    ).toEqual([
      'appeal notice employee 2026-03-06 15:01',
      'planCancelled notice manager 2026-03-06 15:01',
      'appeal before3 employee 2026-03-17 09:00',
      'appeal before1 employee 2026-03-19 09:00',
      'appeal onDay employee 2026-03-20 09:00',
      // A year later the record may be erased (N3).
      'retention/2027-03-06 notice hr 2027-03-08 09:00',
      'retention/2027-03-06 before3 hr 2027-03-16 09:00',
      'retention/2027-03-06 before1 hr 2027-03-18 09:00',
      'retention/2027-03-06 onDay hr 2027-03-19 09:00',
      'retention/2027-03-06 overdue2 hr 2027-03-23 09:00',
      'retention/2027-03-06 overdue5 hr 2027-03-26 09:00',
      'retention/2027-03-06 escalation8 hrHead 2027-03-31 09:00',
    ]);
  });

  it('goes on past the start, with the start of the plan and its first check-in', () => {
    const shownLines = preview(planOf(acknowledgedHistory()), context, at('2026-02-26 14:00')).map(
      (one) => shown(one, shanghai.zone),
    );
    expect(shownLines.slice(0, 4)).toEqual([
      'checkIn/2026-03-05 before3 manager 2026-03-02 09:00',
      'checkIn/2026-03-05 before3 employee 2026-03-02 09:00',
      'planStarted notice employee 2026-03-02 09:00',
      'planStarted notice manager 2026-03-02 09:00',
    ]);
    expect(shownLines).toContain('outcome escalation5 hr 2026-05-25 09:00');
  });

  /** Expands as the jobs do, at every tick: timed transitions first, then what is due. */
  const expandedAt = (
    start: Plan,
    of: ReminderContext,
    from: Instant,
    moments: readonly Instant[],
  ) => {
    const sent: string[] = [];
    let plan = start;
    let expandedTo = from;
    for (const now of moments) {
      plan = settledAt(plan, of, now);
      for (const { reminder, late } of dueReminders(plan, of, expandedTo, now).send)
        sent.push(`${shown(reminder, 'UTC')} ${reminder.memberId}${late ? ' late' : ''}`);
      expandedTo = now;
    }
    return sent.sort();
  };

  it('is what looking every quarter of an hour finds', () => {
    fc.assert(
      fc.property(situations, ({ plan, context: of, now }) => {
        const days = 25;
        const start = settledAt(plan, of, now);
        const expected = preview(start, of, now)
          .filter((one) => epochMs(one.at) <= epochMs(now) + days * 24 * HOUR)
          .map((one) => `${shown(one, 'UTC')} ${one.memberId}`);
        const found: string[] = [];
        let current = start;
        let reminders = remindersOf(current, of);
        let before = now;
        for (const moment of ticks(now, HOUR / 4, days * 24 * 4)) {
          const settled = settledAt(current, of, moment);
          if (settled !== current) reminders = remindersOf(settled, of);
          current = settled;
          for (const one of reminders)
            if (one.at > before && one.at <= moment)
              found.push(`${shown(one, 'UTC')} ${one.memberId}`);
          before = moment;
        }
        expect(found.sort()).toEqual([...expected].sort());
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('is what expanding only when `nextDue` says so creates', () => {
    fc.assert(
      fc.property(situations, ({ plan, context: of, now }) => {
        const start = settledAt(plan, of, now);
        const moments: Instant[] = [];
        let current = start;
        for (let after = now; moments.length < 2000; ) {
          const next = nextDue(current, of, after);
          if (next === undefined) break;
          expect(next > after).toBe(true);
          moments.push(next);
          current = settledAt(current, of, next);
          after = next;
        }
        expect(moments.length).toBeLessThan(2000);
        const expected = preview(start, of, now).map(
          (one) => `${shown(one, 'UTC')} ${one.memberId}`,
        );
        expect(expandedAt(start, of, now, moments)).toEqual([...expected].sort());
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('timed transitions', () => {
  it('settle acts exactly from the announced instant on', () => {
    fc.assert(
      fc.property(
        situations,
        fc.integer({ min: -40, max: 4000 }),
        ({ plan, context: of }, hours) => {
          const announced = nextTransitionAt(plan, of.calendar);
          const base = announced ?? plan.createdAt;
          for (const now of [base, addMs(base, -1), addMs(base, hours * HOUR)]) {
            const today = toLocal(plan.zone, now).date;
            const acts = settle(plan, { now, today, calendar: of.calendar }).length > 0;
            expect(acts).toBe(announced !== undefined && now >= announced);
          }
        },
      ),
    );
  });

  it('are announced for midnight at the plan’s site, whatever its zone', () => {
    const plan = { ...planOf(activePlanHistory(berlin)), zone: 'Africa/Cairo' } as Plan;
    // Cairo's clocks skip midnight on 24 April 2026.
    const instant = toInstant('Africa/Cairo', on('2026-04-24'), '00:00');
    expect(toLocal('Africa/Cairo', instant)).toEqual({ date: '2026-04-24', time: '01:00' });
    expect(nextTransitionAt(plan, berlin.calendar)).toBe(
      toInstant('Africa/Cairo', on('2026-03-06'), '00:00'),
    );
  });
});

describe('people', () => {
  const tenant: Tenant = {
    id: TENANT_ID,
    name: 'Example',
    language: 'zh-CN',
    createdAt: at('2026-01-01'),
    version: 1,
    policy: DEFAULT_POLICY,
    sites: [
      { id: 'shanghai', name: '上海', zone: shanghai.zone, calendar: shanghai.calendar },
      { id: 'berlin', name: 'Berlin', zone: berlin.zone, calendar: berlin.calendar },
    ],
    hrHeadId: people.hrHead,
  };
  const plan = planOf(activePlanHistory());

  it('are those whom a reminder may reach, once each', () => {
    expect(peopleOf(plan, people.hrHead)).toEqual([
      people.employee,
      people.manager,
      people.hrOwner,
      people.hrHead,
      people.trainer,
      people.mentor,
    ]);
    const reached = new Set(remindersOf(plan, context).map(({ memberId }) => memberId));
    expect([...reached].filter((id) => !peopleOf(plan, undefined).includes(id))).toEqual([]);
  });

  it('work at their own site; an unknown one makes the context provisional', () => {
    const known = Object.fromEntries(peopleOf(plan, people.hrHead).map((id) => [id, 'shanghai']));
    const full = reminderContext(tenant, plan, { ...known, [people.manager]: 'berlin' });
    expect(full.workplaceOf(people.manager).zone).toBe('Europe/Berlin');
    expect(full.workplaceOf(people.employee).zone).toBe('Asia/Shanghai');
    expect(full.provisional).toBe(false);
    expect(full.hrHeadId).toBe(people.hrHead);
    const { [people.mentor]: _, ...some } = known;
    expect(reminderContext(tenant, plan, some).provisional).toBe(true);
  });

  it('of a removed site work at the company’s first', () => {
    const gone = reminderContext(tenant, plan, { [people.manager]: 'closed' });
    expect(gone.workplaceOf(people.manager).zone).toBe('Asia/Shanghai');
    expect(gone.calendar).toBe(shanghai.calendar);
    const nowhere = reminderContext({ ...tenant, sites: [] }, plan, {});
    expect(nowhere.workplaceOf(people.manager)).toMatchObject({ zone: plan.zone });
  });
});

describe('addDays and the ladder', () => {
  it('sends nothing before the plan exists', () => {
    const first = remindersOf(planOf(activePlanHistory()), context)[0];
    expect(first?.at).toBe(toInstant(shanghai.zone, addDays(on('2026-03-01'), 1), '09:00'));
  });
});
