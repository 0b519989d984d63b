import { toInstant, toLocal } from '../calendar/zones.ts';
import { type CivilDate, latest } from '../kernel/civil-date.ts';
import { addMs, type Instant } from '../kernel/instant.ts';
import type { Policy } from '../tenant/policy.ts';
import type { Reminder } from './plan-reminders.ts';
import type { ReminderKind } from './vocabulary.ts';

/** How long a digest waits for what other plans have for the same person, in milliseconds. */
export const GATHER_MS = 5 * 60_000;

/** Mails with a meaning of their own, which the process requires: each goes by itself. */
const ALONE: ReadonlySet<ReminderKind> = new Set([
  'acknowledgement',
  'amendmentAcknowledgement',
  'finalReview',
  'appeal',
]);

const MEETINGS: ReadonlySet<ReminderKind> = new Set(['checkIn', 'checkpoint', 'finalReview']);

/**
 * P7: whether a reminder may come with others of its day. What is first said of something, what is
 * told on to those who answer for it, what HR owes and has not done, and legal notices come by
 * themselves; so does the first reminder of a meeting, which brings the invitation.
 *
 * @param all the plan's reminders, in which the first one of the meeting is found
 */
export const isDigestible = (reminder: Reminder, all: readonly Reminder[]): boolean => {
  const { kind, ref, step, role, memberId, at } = reminder;
  if (step === 'notice' || step === 'escalation' || ALONE.has(kind)) return false;
  if (step === 'overdue' && (role === 'hr' || role === 'hrHead')) return false;
  if (!MEETINGS.has(kind)) return true;
  return all.some(
    (one) => one.kind === kind && one.ref === ref && one.memberId === memberId && one.at < at,
  );
};

/** When a digest goes out, and the recipient's day it is of. */
export interface DigestTime {
  readonly on: CivilDate;
  readonly at: Instant;
}

/**
 * The digest that something due at `sendAt` belongs to: of that day where the recipient is, at the
 * policy's time, and a few minutes later at the earliest, so that every plan can add to it.
 * `undefined` when there are no digests.
 */
export const digestFor = (
  policy: Pick<Policy, 'digest'>,
  zone: string,
  sendAt: Instant,
): DigestTime | undefined => {
  const time = policy.digest?.match(/^daily (\d\d:\d\d)$/)?.[1];
  if (time === undefined) return undefined;
  const on = toLocal(zone, sendAt).date;
  const planned = toInstant(zone, on, time);
  const gathered = addMs(sendAt, GATHER_MS);
  return { on, at: latest(planned, gathered) };
};
