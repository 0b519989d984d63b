import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay } from '../../../domain/calendar/working-days.ts';
import { toLocal } from '../../../domain/calendar/zones.ts';
import { deadlineOf, rungsUpTo } from '../../../domain/reminder/ladder.ts';
import { policyOf } from '../../../domain/reminder/obligations.ts';
import {
  type ReminderContext,
  reminderKey,
  remindersOf,
} from '../../../domain/reminder/plan-reminders.ts';
import { LADDERS } from '../../../domain/reminder/vocabulary.ts';
import { intoWorkingHours, type Workplace } from '../../../domain/reminder/working-hours.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  berlin,
  contextIn,
  draftHistory,
  inShanghai,
  instantIn,
  type PlanCase,
  people,
  presentedHistory,
  shanghai,
  shareCommand,
  submittedHistory,
} from '../../support/plans.ts';
import { daysOff, on, plainWeeks } from '../calendar/calendars.ts';
import { remindingAt, shown, situations } from './reminding.ts';

const lines = (
  history: History,
  context: ReminderContext,
  zone: string,
  wanted: RegExp,
): readonly string[] =>
  remindersOf(planOf(history), context)
    .map((reminder) => shown(reminder, zone))
    .filter((line) => wanted.test(line));

const linesAt = (history: History, of: PlanCase, wanted: RegExp) =>
  lines(history, remindingAt(of), of.zone, wanted);

describe('P4: the ladder, in working days', () => {
  it('reminds 3 and 1 working days ahead and on the day, over a weekend', () => {
    expect(linesAt(activePlanHistory(), shanghai, /^checkIn\/2026-03-12 \S+ employee/)).toEqual([
      'checkIn/2026-03-12 before3 employee 2026-03-09 09:00',
      'checkIn/2026-03-12 before1 employee 2026-03-11 09:00',
      'checkIn/2026-03-12 onDay employee 2026-03-12 09:00',
    ]);
  });

  it('escalates what stays undone: manager, HR owner, HR head', () => {
    const context = remindingAt(shanghai, { hrHeadId: people.hrHead });
    const wanted = /^acknowledgement (overdue|escalation)/;
    expect(lines(presentedHistory(), context, shanghai.zone, wanted)).toEqual([
      'acknowledgement overdue2 employee 2026-03-05 09:00',
      'acknowledgement escalation2 manager 2026-03-05 09:00',
      'acknowledgement escalation5 hr 2026-03-10 09:00',
      'acknowledgement escalation8 hrHead 2026-03-13 09:00',
    ]);
  });

  it('F4: an overdue support goes to its provider, then the HR owner', () => {
    expect(
      linesAt(activePlanHistory(), shanghai, /^supportDelivery\/mentor (overdue|escalation)/),
    ).toEqual([
      'supportDelivery/mentor overdue2 provider 2026-03-10 09:00',
      'supportDelivery/mentor escalation5 hr 2026-03-13 09:00',
      'supportDelivery/mentor escalation8 hrHead 2026-03-18 09:00',
    ]);
  });

  it('what HR owes does not go to the manager', () => {
    expect(linesAt(submittedHistory(), shanghai, /^review (overdue|escalation)/)).toEqual([
      // Chinese New Year lies between: 15 to 23 February are off, 28 February is a workday.
      'review overdue2 hr 2026-02-25 09:00',
      'review overdue5 hr 2026-02-28 09:00',
      'review escalation8 hrHead 2026-03-04 09:00',
    ]);
  });

  it('a right that lapses escalates to nobody', () => {
    const rights = Object.entries(LADDERS).flatMap(([kind, { overdue }]) =>
      overdue ? [] : [kind],
    );
    expect(rights).toEqual([
      'talkReply',
      'checkIn',
      'checkInReply',
      'supportConfirmation',
      'amendmentAcknowledgement',
      'appeal',
    ]);
  });

  it('counts in the recipient’s own working days and clock', () => {
    const newYork: Workplace = { zone: 'America/New_York', calendar: daysOff('2026-03-27') };
    const context = remindingAt(shanghai, { elsewhere: { [people.manager]: newYork } });
    // The checkpoint is on 31 March, 10:00 in Shanghai: 30 March, 22:00 in New York.
    expect(
      lines(activePlanHistory(), context, newYork.zone, /^checkpoint\/month-1 \S+ manager/),
    ).toEqual([
      'checkpoint/month-1 before3 manager 2026-03-24 09:00',
      'checkpoint/month-1 before1 manager 2026-03-26 09:00',
      'checkpoint/month-1 onDay manager 2026-03-30 09:00',
      'checkpoint/month-1 overdue2 manager 2026-04-01 09:00',
    ]);
  });

  it('“on the day” is the recipient’s own day of the meeting, also when that is a day later', () => {
    const plan = planOf(activePlanHistory());
    const content = {
      ...plan.content,
      schedule: { ...plan.content.schedule, meetingTime: '18:00' },
    };
    // 31 March, 18:00 in Honolulu is noon of 1 April in Shanghai.
    const inHonolulu = { ...plan, zone: 'Pacific/Honolulu', content };
    const onDay = remindersOf(inHonolulu, remindingAt(shanghai)).filter(
      ({ kind, step }) => kind === 'checkpoint' && step === 'onDay',
    );
    expect(onDay.map((reminder) => shown(reminder, shanghai.zone))).toEqual([
      'checkpoint/month-1 onDay manager 2026-04-01 09:00',
      'checkpoint/month-1 onDay employee 2026-04-01 09:00',
    ]);
  });

  it('keeps nine o’clock over the change of the clocks (P10)', () => {
    const local = linesAt(activePlanHistory(berlin), berlin, /^checkpoint\/april \S+ employee/);
    expect(local).toEqual([
      'checkpoint/april before3 employee 2026-03-30 09:00',
      'checkpoint/april before1 employee 2026-04-01 09:00',
      'checkpoint/april onDay employee 2026-04-02 09:00',
    ]);
    const at = (kind: string, step: string) =>
      remindersOf(planOf(activePlanHistory(berlin)), remindingAt(berlin)).find(
        (one) => `${one.kind}/${one.ref}` === kind && one.step === step,
      )?.at;
    expect(at('action/write-checklist', 'onDay')).toBe('2026-03-16T08:00:00.000Z');
    expect(at('checkpoint/april', 'onDay')).toBe('2026-04-02T07:00:00.000Z');
  });

  it('a due day off is reminded of before it', () => {
    const away: Workplace = { zone: shanghai.zone, calendar: daysOff('2026-03-31', '2026-03-30') };
    const context = remindingAt(shanghai, { elsewhere: { [people.manager]: away } });
    expect(
      lines(
        activePlanHistory(),
        context,
        shanghai.zone,
        /^checkpoint\/month-1 (before1|onDay) manager/,
      ),
    ).toEqual([
      'checkpoint/month-1 before1 manager 2026-03-26 09:00',
      'checkpoint/month-1 onDay manager 2026-03-27 09:00',
    ]);
  });
});

describe('P5: what would have gone out earlier is skipped', () => {
  it('skips the steps before the opening', () => {
    // Presented on 25 February, 11:00; the window ends on 3 March.
    expect(linesAt(presentedHistory(), shanghai, /^acknowledgement (notice|before|onDay)/)).toEqual(
      [
        'acknowledgement notice employee 2026-02-25 11:01',
        'acknowledgement before3 employee 2026-02-27 09:00',
        'acknowledgement before1 employee 2026-03-02 09:00',
        'acknowledgement onDay employee 2026-03-03 09:00',
      ],
    );
  });

  it('skips them for a meeting that was moved at short notice', () => {
    const moved = play(activePlanHistory(), [
      {
        type: 'MoveCheckIn',
        plannedOn: on('2026-03-12'),
        to: on('2026-03-13'),
        reason: '客户来访,双方同意改期',
      },
      inShanghai('2026-03-11 17:00', as.manager),
    ]);
    expect(linesAt(moved, shanghai, /^checkIn\/2026-03-12 \S+ employee/)).toEqual([
      'checkIn/2026-03-12 before1 employee 2026-03-12 09:00',
      'checkIn/2026-03-12 onDay employee 2026-03-13 09:00',
    ]);
  });

  it('a first word at the same minute stands for the step', () => {
    // Shared on Sunday for an answer by Wednesday: first word and the step for Monday coincide.
    const shared = play(draftHistory(), [
      shareCommand,
      contextIn({ zone: shanghai.zone, calendar: plainWeeks }, '2026-03-08 11:00', as.manager),
    ]);
    const context = remindingAt({ zone: shanghai.zone, calendar: plainWeeks });
    expect(lines(shared, context, shanghai.zone, /^talkReply/)).toEqual([
      'talkReply notice employee 2026-03-09 09:00',
      'talkReply before1 employee 2026-03-10 09:00',
      'talkReply onDay employee 2026-03-11 09:00',
    ]);
  });
});

describe('P3: quiet hours', () => {
  const place: Workplace = { zone: 'Europe/Berlin', calendar: plainWeeks };
  const hours = DEFAULT_POLICY.workingHours;
  it.each([
    ['a minute of work stays', '2026-03-27 17:59', '2026-03-27 17:59'],
    ['the evening waits for the next day', '2026-03-26 18:00', '2026-03-27 09:00'],
    ['the early morning waits for the start of work', '2026-03-26 06:00', '2026-03-26 09:00'],
    [
      'Friday evening waits over the weekend and the clocks',
      '2026-03-27 18:30',
      '2026-03-30 09:00',
    ],
    ['a day off waits whatever the hour', '2026-03-28 11:00', '2026-03-30 09:00'],
  ])('%s', (_, from, to) => {
    expect(intoWorkingHours(instantIn(place.zone, from), place, hours)).toBe(
      instantIn(place.zone, to),
    );
  });

  it('a first word takes the place of a step of the same minute, and of none after it', () => {
    const hour = (openedAt: string, kind: 'review' | 'checkInWriteUp') =>
      rungsUpTo(
        {
          kind,
          ref: 'r',
          role: 'hr',
          memberId: people.hrOwner,
          part: 'owes',
          dueOn: on('2026-03-12'),
          openedAt: instantIn(shanghai.zone, openedAt),
        },
        shanghai.zone,
        shanghai,
        DEFAULT_POLICY,
      ).map(({ step, workingDays }) => `${step}${workingDays}`);
    expect(hour('2026-03-08 20:00', 'review')).toEqual(['notice0', 'before1', 'onDay0']);
    expect(hour('2026-03-06 20:00', 'review')).toEqual(['notice0', 'before1', 'onDay0']);
    expect(hour('2026-03-06 10:00', 'review')).toEqual(['notice0', 'before3', 'before1', 'onDay0']);
    // Without a first word: from the very minute on in which it opened.
    expect(hour('2026-03-09 09:00', 'checkInWriteUp')).toEqual(['before3', 'before1', 'onDay0']);
    expect(hour('2026-03-09 09:01', 'checkInWriteUp')).toEqual(['before1', 'onDay0']);
  });

  it('the day is that of the plan’s site, however far ahead the recipient’s clocks are', () => {
    const there: Workplace = { zone: 'Pacific/Auckland', calendar: plainWeeks };
    const dueOn = on('2026-03-11');
    const openedAt = instantIn('Pacific/Honolulu', '2026-03-01 00:00');
    const rungs = rungsUpTo(
      {
        kind: 'action',
        ref: 'r',
        role: 'employee',
        memberId: people.employee,
        part: 'owes',
        dueOn,
        openedAt,
      },
      'Pacific/Honolulu',
      there,
      DEFAULT_POLICY,
    );
    expect(rungs.at(-1)).toMatchObject({
      step: 'onDay',
      at: instantIn('Pacific/Auckland', '2026-03-11 09:00'),
    });
  });

  it('word of what happened at night comes in the morning', () => {
    const returned = play(submittedHistory(), [
      { type: 'ReturnForChanges', comment: '目标二的基线请写明来源' },
      inShanghai('2026-02-13 21:40', as.hrHead),
    ]);
    expect(linesAt(returned, shanghai, /^planReturned/)).toEqual([
      'planReturned notice manager 2026-02-14 09:00',
    ]);
  });
});

describe('P1: the key of a reminder', () => {
  it('says tenant, plan, obligation, step, offset, role and due date', () => {
    const plan = planOf(activePlanHistory());
    const reminder = remindersOf(plan, remindingAt(shanghai)).find(
      ({ kind, ref, step }) => kind === 'action' && ref === 'quick-guide' && step === 'before',
    );
    if (reminder === undefined) throw new Error('no such reminder');
    expect(reminderKey(plan, reminder)).toBe(
      `${plan.tenantId}|${plan.id}|action/quick-guide|before|3|employee|2026-03-20`,
    );
  });

  it('differs for a thing that closed and opened again on the same day', () => {
    const returned = play(submittedHistory(), [
      { type: 'ReturnForChanges', comment: '目标二的基线请写明来源' },
      inShanghai('2026-02-12 15:30', as.hrHead),
    ]);
    const again = play(returned, [
      { type: 'Submit', accepted: [] },
      inShanghai('2026-02-12 16:00', as.manager),
    ]);
    const keys = (history: History) =>
      remindersOf(planOf(history), remindingAt(shanghai)).map((one) =>
        reminderKey(planOf(history), one),
      );
    const first = new Set(keys(submittedHistory()));
    expect(keys(again).filter((key) => first.has(key))).toEqual([]);
  });
});

describe('for every plan, policy, zone and calendar', () => {
  it('keys are unique', () => {
    fc.assert(
      fc.property(situations, ({ plan, context }) => {
        const keys = remindersOf(plan, context).map((one) => reminderKey(plan, one));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('nothing goes out on a day off, outside working hours or twice at once', () => {
    fc.assert(
      fc.property(situations, ({ plan, context }) => {
        const { from, to } = policyOf(plan, context.policy).workingHours;
        const moments = new Set<string>();
        for (const { memberId, at, kind, ref } of remindersOf(plan, context)) {
          const { zone, calendar } = context.workplaceOf(memberId);
          const local = toLocal(zone, at);
          expect(isWorkingDay(calendar, local.date)).toBe(true);
          // 02:30 may not exist on the day the clocks go forward; it is 03:30 (or 03:00) then.
          expect(local.time >= from && local.time < to).toBe(true);
          const moment = `${kind}/${ref} ${memberId} ${at}`;
          expect(moments.has(moment)).toBe(false);
          moments.add(moment);
        }
      }),
    );
  });

  it('a step ahead or on the day comes before the deadline, a later one after it', () => {
    fc.assert(
      fc.property(situations, ({ plan, context }) => {
        for (const reminder of remindersOf(plan, context)) {
          const { step, at, dueOn, meetingAt } = reminder;
          const deadline = meetingAt ?? deadlineOf({ dueOn }, plan.zone);
          if (step === 'before' || step === 'onDay') expect(at < deadline).toBe(true);
          if (step === 'overdue' || step === 'escalation') expect(at >= deadline).toBe(true);
        }
      }),
    );
  });

  it('no word goes out before what it is about has happened', () => {
    fc.assert(
      fc.property(situations, ({ plan, context }) => {
        for (const { step, at, ref } of remindersOf(plan, context))
          if (step === 'notice') expect(at > ref).toBe(true);
      }),
    );
  });
});
