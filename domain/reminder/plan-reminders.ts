import { toInstant, toLocal } from '../calendar/zones.ts';
import { addDays, type CivilDate, latest } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import { addMs, epochMs, type Instant } from '../kernel/instant.ts';
import { unreachable } from '../kernel/unreachable.ts';
import { evolve } from '../plan/evolve.ts';
import { bySystem, settle } from '../plan/settle.ts';
import type { Plan } from '../plan/state.ts';
import { deadlineOf, noticeAt, type Rung, rungAfter, rungsUpTo } from './ladder.ts';
import { noticeRef, type Obligation, type ObligationContext } from './obligation.ts';
import { noticesOf, obligationsOf, policyOf } from './obligations.ts';
import { nextTransitionAt } from './transitions.ts';
import { LADDERS, type RecipientRole, type ReminderKind, type Step } from './vocabulary.ts';
import { intoWorkingHours, type Workplace } from './working-hours.ts';

/** Everything outside the plan that its reminders depend on. */
export interface ReminderContext extends ObligationContext {
  /** Where each person concerned works. */
  readonly workplaceOf: (memberId: MemberId) => Workplace;
  /** Somebody's workplace is only guessed: the plan is to be looked at once more, with the people read. */
  readonly provisional?: boolean;
}

/** One mail to one person, as it will go out unless what it reminds of is done before. */
export interface Reminder {
  readonly kind: ReminderKind;
  /** Which obligation of its kind; see `Obligation.ref`. */
  readonly ref: string;
  readonly step: Step;
  /** Working days before or after the day, else 0. */
  readonly workingDays: number;
  readonly role: RecipientRole;
  readonly memberId: MemberId;
  /** Whether the recipient owes it, attends, or is only told. */
  readonly part: Obligation['part'] | 'told';
  readonly dueOn: CivilDate;
  /** Start of the meeting it reminds of. */
  readonly meetingAt?: Instant;
  /** First minute of work of its day, by the recipient's clocks. */
  readonly at: Instant;
}

/** P1: the name under which a reminder exists once. */
export const reminderKey = (
  plan: Pick<Plan, 'id' | 'tenantId'>,
  reminder: Omit<Reminder, 'at'>,
): string =>
  [
    plan.tenantId,
    plan.id,
    `${reminder.kind}/${reminder.ref}`,
    reminder.step,
    reminder.workingDays,
    reminder.role,
    reminder.dueOn,
  ].join('|');

type Addressee = Pick<Reminder, 'role' | 'memberId' | 'part'>;

const reminderOf = (
  plan: Plan,
  obligation: Obligation,
  { role, memberId, part }: Addressee,
  rung: Rung,
): Reminder => ({
  kind: obligation.kind,
  ref: obligation.ref,
  ...rung,
  role,
  memberId,
  part,
  dueOn: obligation.dueOn,
  ...(obligation.timeOn === undefined ? {} : { meetingAt: deadlineOf(obligation, plan.zone) }),
});

/**
 * Who hears of what is overdue, by the three steps of `remind.overdue`: first whoever owes it, and
 * the manager where that is the employee; then the HR owner; then the HR head (F4, section 3).
 */
const overdueReminders = (
  plan: Plan,
  obligation: Obligation,
  context: ReminderContext,
): readonly Reminder[] => {
  const policy = policyOf(plan, context.policy);
  const [first, second, third] = policy.remind.overdue;
  const rung = (to: Addressee, step: 'overdue' | 'escalation', workingDays: number): Reminder =>
    reminderOf(
      plan,
      obligation,
      to,
      rungAfter(obligation, plan.zone, context.workplaceOf(to.memberId), policy, step, workingDays),
    );
  const told = (role: RecipientRole, memberId: MemberId): Addressee => ({
    role,
    memberId,
    part: 'told',
  });
  const owner: Addressee = obligation;
  return [
    rung(owner, 'overdue', first),
    ...(obligation.role === 'employee'
      ? [rung(told('manager', plan.managerId), 'escalation', first)]
      : []),
    obligation.role === 'hr'
      ? rung(owner, 'overdue', second)
      : rung(told('hr', plan.hrOwnerId), 'escalation', second),
    rung(told('hrHead', context.hrHeadId ?? plan.hrOwnerId), 'escalation', third),
  ];
};

const obligationReminders = (
  plan: Plan,
  obligation: Obligation,
  context: ReminderContext,
): readonly Reminder[] => {
  const policy = policyOf(plan, context.policy);
  const place = context.workplaceOf(obligation.memberId);
  const all = [
    ...rungsUpTo(obligation, plan.zone, place, policy).map((rung) =>
      reminderOf(plan, obligation, obligation, rung),
    ),
    ...(obligation.part === 'owes' && LADDERS[obligation.kind].overdue
      ? overdueReminders(plan, obligation, context).filter(({ at }) => at >= obligation.openedAt)
      : []),
  ];
  // Whoever stands on the ladder twice at one moment hears of it once.
  return all.filter(
    ({ memberId, at }, index) =>
      !all.slice(0, index).some((one) => one.memberId === memberId && one.at === at),
  );
};

const noticeReminders = (plan: Plan, context: ReminderContext): readonly Reminder[] =>
  noticesOf(plan, context).map((notice) => {
    const { kind, role, memberId, on, happenedAt, meeting } = notice;
    return {
      kind,
      ref: noticeRef(notice),
      step: 'notice',
      workingDays: 0,
      role,
      memberId,
      part: 'told',
      dueOn: on,
      ...(meeting === undefined ? {} : { meetingAt: toInstant(plan.zone, on, meeting.timeOn) }),
      at: noticeAt(happenedAt, context.workplaceOf(memberId), policyOf(plan, context.policy)),
    };
  });

/** All reminders of one thing that somebody owes, or is told once. */
interface Thread {
  /** When it is over, or late; a notice never is. */
  readonly deadline?: Instant;
  readonly reminders: readonly Reminder[];
}

/**
 * The threads of a plan as it stands. Where two people owe the same thing, each has a thread of
 * their own; whoever is told on both in one word (P1: under one name) hears it once.
 */
const threadsOf = (plan: Plan, context: ReminderContext): readonly Thread[] => {
  const names = new Set<string>();
  const once = (reminders: readonly Reminder[]): readonly Reminder[] =>
    reminders.filter((reminder) => {
      const name = reminderKey(plan, reminder);
      const isNew = !names.has(name);
      names.add(name);
      return isNew;
    });
  return [
    ...obligationsOf(plan, context).map((obligation) => ({
      deadline: deadlineOf(obligation, plan.zone),
      reminders: once(obligationReminders(plan, obligation, context)),
    })),
    ...noticeReminders(plan, context).map((notice) => ({ reminders: once([notice]) })),
  ];
};

const byTime = (a: Pick<Reminder, 'at'>, b: Pick<Reminder, 'at'>): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : 0;

/** Every reminder of a plan as it stands, those that have gone out included; earliest first. */
export const remindersOf = (plan: Plan, context: ReminderContext): readonly Reminder[] =>
  threadsOf(plan, context)
    .flatMap(({ reminders }) => reminders)
    .sort(byTime);

/** Instants at which recording "no response" (H5) is worth another try. */
const responseChecks = (plan: Plan, reminders: readonly Reminder[]): readonly Instant[] =>
  plan.status !== 'PRESENTED'
    ? []
    : [
        ...(plan.acknowledgements.length === 0 ? [plan.delivery.ackBy] : []),
        ...reminders
          .filter(({ kind, step }) => kind === 'acknowledgement' && step === 'overdue')
          .map(({ at }) => toLocal(plan.zone, at).date),
      ].map((day) => toInstant(plan.zone, addDays(day, 1), '00:00'));

/**
 * The next instant after `after` at which a plan needs the clock: a reminder goes out, or a timed
 * transition is due. A transition whose day has passed already (an acknowledgement after the
 * planned start) is due at once, and so is a plan of which not everybody's workplace is known.
 * `undefined` when nothing will ever happen by itself.
 */
export const nextDue = (
  plan: Plan,
  context: ReminderContext,
  after: Instant,
): Instant | undefined => {
  const reminders = remindersOf(plan, context);
  const transition = nextTransitionAt(plan, context.calendar);
  const soon = addMs(after, 1);
  const [first] = [
    ...reminders.map(({ at }) => at),
    ...responseChecks(plan, reminders),
    ...(transition === undefined ? [] : [latest(soon, transition)]),
  ]
    .filter((at) => at > after)
    .sort();
  return first !== undefined && context.provisional === true ? soon : first;
};

/** A reminder that is to be sent now. */
export interface DueReminder {
  readonly reminder: Reminder;
  /** When it goes out: now, or at the next minute of work when its own has passed. */
  readonly sendAt: Instant;
  /** It goes out later than planned, or stands for earlier ones that did not, and says so. */
  readonly late: boolean;
}

export interface DueReminders {
  readonly send: readonly DueReminder[];
  /** Overtaken: what they would have reminded of is over and owes nothing more. */
  readonly stale: readonly Reminder[];
}

/** From this on a mail says that it is late. */
const LATE_AFTER_MS = 15 * 60_000;

/** Whether a mail that goes out at `sendAt` has to say that it is late. */
export const isLate = (reminder: Pick<Reminder, 'at'>, sendAt: Instant): boolean =>
  epochMs(sendAt) - epochMs(reminder.at) > LATE_AFTER_MS;

/**
 * What of `(from, to]` is to be sent at `to`. After an outage several steps to one person about one
 * thing are one mail, the last of them; a reminder of a meeting or window that is over by then is
 * stale; and nobody gets at night what should have come by day.
 *
 * @param before where people worked when everything up to `from` was expanded, if somebody has moved
 *   since: what goes by that was sent is not sent again, and what was not is due now at the latest
 */
export const dueReminders = (
  plan: Plan,
  context: ReminderContext,
  from: Instant,
  to: Instant,
  before?: ReminderContext,
): DueReminders => {
  const hours = policyOf(plan, context.policy).workingHours;
  const atBefore = new Map(
    before && remindersOf(plan, before).map((one) => [reminderKey(plan, one), one.at]),
  );
  const send: DueReminder[] = [];
  const stale: Reminder[] = [];
  for (const { deadline, reminders } of threadsOf(plan, context)) {
    const last = new Map<MemberId, DueReminder>();
    for (const reminder of [...reminders].sort(byTime)) {
      const wasAt = atBefore.get(reminderKey(plan, reminder)) ?? reminder.at;
      if (wasAt <= from || reminder.at > to) continue;
      const sendAt = intoWorkingHours(to, context.workplaceOf(reminder.memberId), hours);
      if (isOvertaken(reminder, deadline, sendAt)) {
        stale.push(reminder);
        continue;
      }
      const late = last.has(reminder.memberId) || isLate(reminder, sendAt);
      last.set(reminder.memberId, { reminder, sendAt, late });
    }
    send.push(...last.values());
  }
  return { send: send.sort((a, b) => byTime(a.reminder, b.reminder)), stale: stale.sort(byTime) };
};

/**
 * Whether a reminder that goes out at `sendAt` would speak of a meeting or window that is over, and
 * of which nothing is owed any more.
 */
const isOvertaken = (
  { kind, step }: Pick<Reminder, 'kind' | 'step'>,
  deadline: Instant | undefined,
  sendAt: Instant,
): boolean =>
  deadline !== undefined &&
  sendAt >= deadline &&
  (step === 'before' || step === 'onDay') &&
  !LADDERS[kind as keyof typeof LADDERS].overdue;

/** Which reminder something is, by what was written down of it. */
export type ReminderName = Pick<
  Reminder,
  'kind' | 'ref' | 'step' | 'workingDays' | 'role' | 'dueOn'
>;

/** How a reminder that was written down earlier stands now. */
export type ReminderStanding =
  /** Done, moved, closed, or no longer that person's. */
  | { readonly kind: 'over' }
  /** Its meeting or window is over and owes nothing more. */
  | { readonly kind: 'overtaken' }
  | {
      readonly kind: 'open';
      /** Who holds the role now (P2). */
      readonly memberId: MemberId;
      /** When it was to go out; absent when its ladder would not hold it any more. */
      readonly plannedAt?: Instant;
    };

/** P6, P2: whether a reminder is still to be sent at an instant, and to whom. */
export const standingOf = (
  plan: Plan,
  context: ReminderContext,
  name: ReminderName,
  sendAt: Instant,
): ReminderStanding => {
  const planned = remindersOf(plan, context).find(
    (one) =>
      one.kind === name.kind &&
      one.ref === name.ref &&
      one.step === name.step &&
      one.workingDays === name.workingDays &&
      one.role === name.role &&
      one.dueOn === name.dueOn,
  );
  const notice = noticesOf(plan, context).find(
    (one) => one.kind === name.kind && noticeRef(one) === name.ref && one.role === name.role,
  );
  if (notice !== undefined)
    return { kind: 'open', memberId: notice.memberId, ...(planned && { plannedAt: planned.at }) };
  const obligation = obligationsOf(plan, context).find(
    ({ kind, ref, dueOn }) => kind === name.kind && ref === name.ref && dueOn === name.dueOn,
  );
  if (obligation === undefined) return { kind: 'over' };
  if (isOvertaken(name, deadlineOf(obligation, plan.zone), sendAt)) return { kind: 'overtaken' };
  const memberId = planned?.memberId ?? holderOf(name.role, plan, obligation, context);
  return memberId === undefined
    ? { kind: 'over' }
    : { kind: 'open', memberId, ...(planned && { plannedAt: planned.at }) };
};

/** Who holds a role; a provider only where the obligation has one. */
const holderOf = (
  role: RecipientRole,
  plan: Plan,
  obligation: Obligation,
  { hrHeadId }: ReminderContext,
): MemberId | undefined => {
  switch (role) {
    case 'employee':
      return plan.employeeId;
    case 'manager':
      // A successor owes an answer before they are the manager (A6).
      return obligation.role === 'manager' ? obligation.memberId : plan.managerId;
    case 'hr':
      return plan.hrOwnerId;
    case 'hrHead':
      return hrHeadId ?? plan.hrOwnerId;
    case 'provider':
    case 'decider':
      return obligation.role === role ? obligation.memberId : undefined;
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(role);
  }
};

/** The plan after the timed transitions that are due at an instant. */
export const settledAt = (
  plan: Plan,
  { calendar }: Pick<ReminderContext, 'calendar'>,
  now: Instant,
): Plan => {
  const clock = { now, today: toLocal(plan.zone, now).date, calendar };
  return settle(plan, clock).reduce<Plan>(
    (current, event) => evolve(current, bySystem(current, event, clock)),
    plan,
  );
};

/**
 * P9: every mail that will go out from now on if nobody does anything, with the timed transitions
 * that come in between; earliest first. An acknowledgement that never comes is not presumed.
 */
export const preview = (
  plan: Plan,
  context: ReminderContext,
  now: Instant,
): readonly Reminder[] => {
  const expected: Reminder[] = [];
  let current = plan;
  let after = now;
  for (;;) {
    const transition = nextTransitionAt(current, context.calendar);
    const until = transition && latest(addMs(after, 1), transition);
    for (const reminder of remindersOf(current, context))
      if (reminder.at > after && (until === undefined || reminder.at < until))
        expected.push(reminder);
    if (until === undefined) return expected;
    const settled = settledAt(current, context, until);
    if (settled.version === current.version) return expected;
    current = settled;
    // A reminder at that very instant belongs to the plan as it is from then on.
    after = addMs(until, -1);
  }
};
