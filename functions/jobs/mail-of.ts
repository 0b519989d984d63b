import { workingDaysBetween } from '../../domain/calendar/working-days.ts';
import { toLocal } from '../../domain/calendar/zones.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import { runningPart } from '../../domain/plan/stage.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { OBLIGATION_KINDS, type ObligationKind } from '../../domain/reminder/vocabulary.ts';
import type { Workplace } from '../../domain/reminder/working-hours.ts';
import type {
  CalendarEvent,
  MailModel,
  MailReason,
  ObligationMail,
} from '../adapters/mail/model.ts';
import type { Delivery } from '../adapters/store/index.ts';
import { sha256 } from '../adapters/system/hash.ts';
import type { SingleDelivery } from './digest.ts';
import type { Recipient } from './recipients.ts';

/** Everything that a mail is made of, read when it is prepared. */
export interface MailFacts {
  readonly plan: Plan;
  readonly delivery: SingleDelivery;
  readonly recipient: Recipient;
  readonly place: Workplace;
  readonly now: Instant;
  /** Set when the mail is later than planned. */
  readonly lateSince?: Instant;
  readonly mailFrom: string;
  /** Where links point. */
  readonly appUrl: string;
  /** What the recipient calls the plan. */
  readonly alias?: string;
  /** The employee's name, where the company lets mails say whose plan they are about (O3). */
  readonly employeeName?: string;
  /** Where the recipient switches off mail of this sort, if they may. */
  readonly unsubscribeUrl?: string;
}

/** How long a meeting is put into the calendar, in minutes; the plan states only when it starts. */
const MEETING_MINUTES: Readonly<Partial<Record<ObligationKind, number>>> = {
  checkIn: 30,
  checkpoint: 60,
  finalReview: 60,
};

const isObligation = (kind: Delivery['kind']): kind is ObligationKind =>
  (OBLIGATION_KINDS as readonly string[]).includes(kind);

/** The mail for a delivery, as true on the day it goes out as it can be. */
export const mailOf = (facts: MailFacts): MailModel => {
  const { delivery, recipient, place, lateSince } = facts;
  const { kind, dueOn, meetingAt, recipientRole } = delivery;
  const envelope = {
    language: recipient.member.language,
    zone: place.zone,
    // O4: a page behind the sign-in, whose session says who it is; the link itself opens nothing.
    taskUrl: `${facts.appUrl.replace(/\/+$/, '')}/plans/${facts.plan.id}`,
    recipientRole,
    why: reasonOf(facts),
    ...(facts.alias === undefined ? {} : { alias: facts.alias }),
    ...namedPlan(facts),
    ...(facts.unsubscribeUrl === undefined ? {} : { unsubscribeUrl: facts.unsubscribeUrl }),
    ...(meetingAt === undefined ? {} : { at: meetingAt }),
    ...(lateSince === undefined ? {} : { late: { plannedAt: lateSince } }),
  };
  if (!isObligation(kind)) {
    const entry = noticeEntry(facts);
    return { ...envelope, kind, step: 'notice', dueOn, ...(entry && { calendar: entry }) };
  }
  const calendar = invitation(kind, facts);
  return { ...envelope, kind, dueOn, ...stepOf(facts), ...(calendar && { calendar }) };
};

/** Who provides one support knows of that support alone, so never whose plan it is part of. */
const namedPlan = ({ plan, delivery, recipient, employeeName }: MailFacts) => {
  if (employeeName === undefined || delivery.recipientRole === 'provider') return {};
  return recipient.member.id === plan.employeeId
    ? { plan: { of: 'reader' } as const }
    : { plan: { of: 'employee', name: employeeName } as const };
};

const reasonOf = ({ delivery: { kind, part, step }, recipient }: MailFacts): MailReason => {
  if (recipient.standIn) return 'standIn';
  if (kind === 'meetingMoved' || kind === 'meetingCancelled') return 'attending';
  if (kind === 'supportDisputed') return 'yours';
  if (part === 'owes') return 'yours';
  if (part === 'attends') return 'attending';
  return step === 'escalation' ? 'escalated' : 'informed';
};

/** The step as it is on the day: a late "in three days" would be a lie. */
const stepOf = ({
  delivery,
  place,
  now,
  lateSince,
}: MailFacts): Pick<ObligationMail, 'step' | 'days'> => {
  const { step, workingDays, dueOn, meetingAt } = delivery;
  if (step === 'notice') return { step };
  if (lateSince === undefined) return step === 'onDay' ? { step } : { step, days: workingDays };
  const today = toLocal(place.zone, now).date;
  const dueHere = meetingAt === undefined ? dueOn : toLocal(place.zone, meetingAt).date;
  const days = Math.abs(workingDaysBetween(place.calendar, today, dueHere));
  const distance = days === 0 ? {} : { days };
  if (step === 'escalation') return { step, ...distance };
  if (today < dueHere) return { step: 'before', ...distance };
  return today === dueHere ? { step: 'onDay' } : { step: 'overdue', ...distance };
};

/** The meeting for the calendar of whoever takes part; a move raises the sequence. */
const invitation = (kind: ObligationKind, facts: MailFacts): CalendarEvent | undefined => {
  const { delivery, recipient, now } = facts;
  const { meetingAt, part, ref } = delivery;
  if (meetingAt === undefined || meetingAt <= now || part === 'told' || recipient.standIn)
    return undefined;
  return calendarEntry('REQUEST', kind, ref, meetingAt, facts);
};

const NOTICED_MEETING = /^[^/]+\/(checkIn|checkpoint|finalReview)\/(.+)$/;

/** What a notice of a meeting does to the calendar: the new day, or that it is called off. */
const noticeEntry = (facts: MailFacts): CalendarEvent | undefined => {
  const { kind, meetingAt, ref } = facts.delivery;
  const [, meeting, meetingRef] = NOTICED_MEETING.exec(ref) ?? [];
  if (meeting === undefined || meetingRef === undefined || meetingAt === undefined)
    return undefined;
  if (facts.recipient.standIn) return undefined;
  const method = kind === 'meetingCancelled' ? 'CANCEL' : 'REQUEST';
  return calendarEntry(method, meeting as ObligationKind, meetingRef, meetingAt, facts);
};

const calendarEntry = (
  method: CalendarEvent['method'],
  kind: ObligationKind,
  ref: string,
  start: Instant,
  { plan, recipient, now, mailFrom }: MailFacts,
): CalendarEvent | undefined => {
  const minutes = MEETING_MINUTES[kind];
  if (minutes === undefined) return undefined;
  const host = mailFrom.slice(mailFrom.lastIndexOf('@') + 1);
  // There is one final meeting, whichever day it is moved to.
  const name = kind === 'finalReview' ? kind : `${kind}/${ref}`;
  return {
    uid: `${sha256(`${plan.tenantId}|${plan.id}|${name}`)}@${host}`,
    sequence: sequenceOf(kind, plan, ref) + (method === 'CANCEL' ? 1 : 0),
    method,
    start,
    end: addMs(start, minutes * 60_000),
    stampedAt: now,
    organizer: mailFrom,
    attendee: recipient.member.email,
  };
};

/**
 * Grows with everything that moves the meeting or brings it back; even, so that calling it off,
 * which is one more, comes after what it calls off and before what calls it again.
 */
const sequenceOf = (kind: ObligationKind, plan: Plan, ref: string): number => {
  const part = runningPart(plan);
  if (part === undefined) return 0;
  const { running, pauses, amendments } = part;
  const state = kind === 'checkIn' ? running.checkIns[ref] : running.checkpoints[ref];
  const moves = (state?.movedBy.manager ?? 0) + (state?.movedBy.other ?? 0);
  return 2 * (moves + pauses.length + amendments.length + (plan.voided?.length ?? 0));
};
