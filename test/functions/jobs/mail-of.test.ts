import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { ReminderContext } from '../../../domain/reminder/plan-reminders.ts';
import { remindersOf } from '../../../domain/reminder/plan-reminders.ts';
import { calendarText } from '../../../functions/adapters/mail/calendar.ts';
import { type MailFacts, mailOf } from '../../../functions/jobs/mail-of.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { remindingAt } from '../../domain/reminder/reminding.ts';
import { planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  inShanghai,
  instantIn,
  PLAN_ID,
  people,
  shanghai,
} from '../../support/plans.ts';
import { memberOf } from '../../support/store.ts';

const at = (local: string): Instant => instantIn(shanghai.zone, local);
const context: ReminderContext = remindingAt(shanghai);
const history = activePlanHistory();

/** The facts of the mail for one reminder of the running plan, as it goes out on time. */
const factsOf = (
  wanted: string,
  more: Partial<MailFacts> = {},
  plan = planOf(history),
): MailFacts => {
  const reminder = remindersOf(plan, context).find(
    ({ kind, ref, step, workingDays, role }) =>
      `${kind}/${ref} ${step}${workingDays || ''} ${role}` === wanted,
  );
  if (reminder === undefined) throw new Error(`no ${wanted}`);
  const { memberId, role, at: dueAt, ...rest } = reminder;
  const delivery: MailFacts['delivery'] = {
    ...rest,
    id: 'd'.repeat(64),
    planId: PLAN_ID,
    recipientId: memberId,
    recipientRole: role,
    email: 'person@example.com',
    language: 'en',
    zone: shanghai.zone,
    dueAt,
    late: false,
    status: 'CLAIMED',
    attempt: 1,
    doubts: 0,
  };
  return {
    plan,
    delivery,
    recipient: { member: memberOf(memberId, undefined, { language: 'en' }), standIn: false },
    place: { zone: shanghai.zone, calendar: shanghai.calendar },
    now: dueAt,
    mailFrom: 'upturn@upturn.example',
    appUrl: 'https://upturn.example',
    ...more,
  };
};

describe('the mail for a delivery', () => {
  it('says what is due, when, to whom and why, and opens one page', () => {
    expect(mailOf(factsOf('action/quick-guide before3 employee'))).toEqual({
      kind: 'action',
      step: 'before',
      days: 3,
      recipientRole: 'employee',
      why: 'yours',
      dueOn: '2026-03-20',
      language: 'en',
      zone: 'Asia/Shanghai',
      taskUrl: `https://upturn.example/plans/${PLAN_ID}`,
    });
  });

  it.each([
    ['checkIn/2026-03-12 onDay manager', 'yours'],
    ['checkIn/2026-03-12 onDay employee', 'attending'],
    ['action/quick-guide overdue2 employee', 'yours'],
    ['action/quick-guide escalation2 manager', 'escalated'],
    ['action/quick-guide escalation8 hrHead', 'escalated'],
  ])('%s: %s', (wanted, why) => {
    expect(mailOf(factsOf(wanted))).toMatchObject({ why });
  });

  it('a stand-in is told so', () => {
    const facts = factsOf('checkIn/2026-03-12 onDay manager');
    const model = mailOf({ ...facts, recipient: { ...facts.recipient, standIn: true } });
    expect(model).toMatchObject({ why: 'standIn' });
    expect(model).not.toHaveProperty('calendar');
  });

  it('a notice has its day and no distance', () => {
    const plan = planOf(history);
    const started = remindersOf(plan, context).find(({ kind }) => kind === 'planStarted');
    const model = mailOf(factsOf(`planStarted/${started?.ref} notice employee`));
    expect(model).toMatchObject({
      kind: 'planStarted',
      step: 'notice',
      why: 'informed',
      dueOn: '2026-03-02',
    });
    expect(model).not.toHaveProperty('days');
  });

  it('O4: links go where the tenant says, where one signs in, with or without a slash', () => {
    const facts = factsOf('checkIn/2026-03-12 onDay manager', {
      appUrl: 'https://hr.example.com/upturn//',
    });
    expect(mailOf(facts).taskUrl).toBe(`https://hr.example.com/upturn/plans/${PLAN_ID}`);
  });
});

describe('a late mail', () => {
  const late = (wanted: string, now: string) => {
    const facts = factsOf(wanted);
    return mailOf({ ...facts, now: at(now), lateSince: facts.delivery.dueAt });
  };

  it('names the time it was planned for', () => {
    expect(late('action/quick-guide before3 employee', '2026-03-18 10:00')).toMatchObject({
      late: { plannedAt: at('2026-03-17 09:00') },
    });
  });

  it.each([
    ['2026-03-18 10:00', { step: 'before', days: 2 }],
    ['2026-03-20 16:00', { step: 'onDay' }],
    ['2026-03-24 10:00', { step: 'overdue', days: 2 }],
  ])('says on %s how far it is on that day', (now, expected) => {
    const model = late('action/quick-guide before3 employee', now);
    expect(model).toMatchObject(expected);
    expect('days' in model).toBe('days' in expected);
  });

  it('an escalation stays one', () => {
    expect(late('action/quick-guide escalation5 hr', '2026-03-31 10:00')).toMatchObject({
      step: 'escalation',
      days: 7,
    });
  });
});

describe('the invitation', () => {
  const calendarOf = (facts: MailFacts) => {
    const model = mailOf(facts);
    return 'calendar' in model ? model.calendar : undefined;
  };

  it('goes with a meeting that is still to come', () => {
    expect(calendarOf(factsOf('checkIn/2026-03-12 before3 employee'))).toMatchObject({
      sequence: 0,
      method: 'REQUEST',
      start: at('2026-03-12 10:00'),
      end: at('2026-03-12 10:30'),
      stampedAt: at('2026-03-09 09:00'),
      organizer: 'upturn@upturn.example',
      attendee: memberOf(people.employee).email,
    });
  });

  it('is one event for both, on every rung, and another for every meeting', () => {
    const uid = (wanted: string) => calendarOf(factsOf(wanted))?.uid;
    const first = uid('checkIn/2026-03-12 before3 employee');
    expect(uid('checkIn/2026-03-12 onDay manager')).toBe(first);
    expect(uid('checkIn/2026-03-19 before3 employee')).not.toBe(first);
    expect(uid('checkpoint/month-1 before3 employee')).not.toBe(first);
  });

  it('rises with every move', () => {
    const moved = play(history, [
      {
        type: 'MoveCheckIn',
        plannedOn: on('2026-03-12'),
        to: on('2026-03-16'),
        reason: '客户来访,双方同意改期',
      },
      inShanghai('2026-03-05 10:00', as.manager),
    ]);
    const before = calendarOf(factsOf('checkIn/2026-03-12 before1 employee'));
    const after = calendarOf(factsOf('checkIn/2026-03-12 before1 employee', {}, planOf(moved)));
    expect(after?.uid).toBe(before?.uid);
    expect(after).toMatchObject({ sequence: 2, start: at('2026-03-16 10:00') });
  });

  it('follows a meeting that is moved, called off by a pause and held after it, ever higher', () => {
    const move = (local: string, command: object, actor: typeof as.manager | typeof as.hrOwner) =>
      [command as never, inShanghai(local, actor)] as const;
    const toMonday = {
      type: 'MoveCheckIn',
      plannedOn: on('2026-03-12'),
      to: on('2026-03-13'),
      reason: '客户来访，双方同意改期',
    };
    const moved = play(history, move('2026-03-05 10:00', toMonday, as.manager));
    const pause = { type: 'Pause', reason: 'LEAVE', note: '员工休假' };
    const paused = play(moved, move('2026-03-11 10:00', pause, as.hrOwner));
    const resumed = play(
      paused,
      move('2026-03-18 10:00', { type: 'Resume', accepted: [] }, as.hrOwner),
    );
    const entryOf = (from: typeof history, kind: string) => {
      const plan = planOf(from);
      const found = remindersOf(plan, context).find(
        (one) => one.kind === kind && one.role === 'employee' && one.ref.endsWith('2026-03-12'),
      );
      const rung = found?.step === 'notice' ? '' : String(found?.workingDays || '');
      const event = calendarOf(
        factsOf(`${kind}/${found?.ref} ${found?.step}${rung} employee`, {}, plan),
      );
      if (event === undefined) throw new Error(`no entry with ${kind}`);
      const text = calendarText(event, { summary: 's', description: 'd' });
      const parsed = new ICAL.Component(ICAL.parse(text));
      const vevent = parsed.getFirstSubcomponent('vevent');
      return {
        method: String(parsed.getFirstPropertyValue('method')),
        uid: String(vevent?.getFirstPropertyValue('uid')),
        sequence: Number(vevent?.getFirstPropertyValue('sequence')),
        start: String(vevent?.getFirstPropertyValue('dtstart')),
      };
    };
    const versions = [
      entryOf(history, 'checkIn'),
      entryOf(moved, 'meetingMoved'),
      entryOf(paused, 'meetingCancelled'),
      entryOf(resumed, 'checkIn'),
    ];
    expect(versions.map(({ method }) => method)).toEqual([
      'REQUEST',
      'REQUEST',
      'CANCEL',
      'REQUEST',
    ]);
    expect(new Set(versions.map(({ uid }) => uid)).size).toBe(1);
    const sequences = versions.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(versions[1]?.start).toBe('2026-03-13T02:00:00Z');
    expect(versions[2]?.start).toBe('2026-03-13T02:00:00Z');
  });

  it('does not go with what is no meeting, is over, or is somebody else’s', () => {
    expect(calendarOf(factsOf('action/quick-guide before3 employee'))).toBeUndefined();
    expect(
      calendarOf(factsOf('checkpoint/month-1 overdue2 manager', { now: at('2026-04-02 09:00') })),
    ).toBeUndefined();
  });
});
