import type { MemberId } from '../../domain/kernel/ids.ts';
import { addMs, epochMs, fromEpochMs, type Instant } from '../../domain/kernel/instant.ts';
import { GATHER_MS } from '../../domain/reminder/digest.ts';
import { policyOf } from '../../domain/reminder/obligations.ts';
import { intoWorkingHours } from '../../domain/reminder/working-hours.ts';
import type { Delivery, DigestEntry } from '../../functions/adapters/store/index.ts';
import { contextOf, reachable, type State, standing, stateAt } from './states.ts';
import type { Wrong } from './verdict.ts';
import type { Accepted, LineSeen, StatusChange } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** What the clocks of two machines may differ by, and the calls of one step take. */
export const SLACK = 10 * SECOND;
const SKEW = 5 * SECOND;
/** From when on a mail says that it is late, and what its way may take. */
const LATE_AFTER = 15 * MINUTE;
const ON_THE_WAY = 2 * MINUTE;
/** What changed longer ago than this moves no reminder of today. */
const SETTLED = 3 * DAY;
/** A minute to the next tick, one more to that of the delivery, and one for a crowd. */
const CALM = 180 * SECOND;

/** One reminder that a mail carries: a delivery by itself, or an entry of a digest. */
export interface Piece {
  readonly written: Delivery | (DigestEntry & { readonly recipientId: MemberId });
  /** Of its plan. */
  readonly states: readonly State[];
  /** When whoever wrote it down first looked at the plan. */
  readonly since: number;
}

/** A mail, the delivery that it was sent for, and what became of that. */
export interface Sent {
  readonly mail: Accepted;
  readonly delivery: Delivery;
  readonly history: readonly StatusChange[];
}

type Say = (wrong: Wrong) => void;

/** When the attempt that sent a mail announced it, and when it looked at anything before that. */
export const attemptOf = ({ mail, history }: Sent) => {
  const mine = history.filter((one) => one.at <= mail.at && one.attemptId === mail.attemptId);
  const meant = mine.findLast(({ status }) => status === 'SENDING');
  const claimed = mine.findLast(({ status }) => status === 'CLAIMED');
  if (meant === undefined || claimed === undefined) return undefined;
  const looked = mail.lookedAt.filter((at) => at >= claimed.at && at <= meant.at);
  return { meantAt: meant.at, claimedAt: claimed.at, looked: [claimed.at, ...looked] };
};

const signatureOf = (line: LineSeen): string =>
  [line.taskUrl.split('/').at(-1), line.kind, line.dueOn, line.recipientRole].join('|');

/** What of a digest is in its mail, and whether that is what was open when it was made. */
export const contentsOf = (sent: Sent, pieces: readonly Piece[], say: Say): readonly Piece[] => {
  const { items } = sent.mail.model;
  const lines = (items ?? [sent.mail.model as LineSeen]).map(signatureOf).sort();
  const attempt = attemptOf(sent);
  const openAt = (time: number): readonly Piece[] =>
    pieces.filter(({ states, written }) => {
      const state = stateAt(states, time);
      return state !== undefined && standing(state, written, time).kind === 'open';
    });
  const signaturesOf = (some: readonly Piece[]) =>
    some
      .map(({ written, states }) => {
        const { kind, dueOn, recipientRole } = written;
        const taskUrl = `/${states[0]?.plan.id}`;
        return signatureOf({ kind, dueOn, recipientRole, taskUrl });
      })
      .sort();
  for (const time of [...(attempt?.looked ?? []), sent.mail.at]) {
    const open = openAt(time);
    if (signaturesOf(open).join() === lines.join()) return open;
  }
  const open = openAt(attempt?.meantAt ?? sent.mail.at);
  const wanted = signaturesOf(open);
  if (lines.some((line) => !wanted.includes(line))) say('ghost');
  else say(lines.length > wanted.length ? 'avoidable duplicate' : 'lost');
  return open;
};

/**
 * Judges one reminder in one mail: to whom, when, and whether it was still to be sent.
 *
 * @returns how long after it was due it went out, in milliseconds
 */
export const judgeMail = (
  sent: Sent,
  piece: Piece,
  isCalm: boolean,
  say: Say,
): number | undefined => {
  const { mail, delivery, history } = sent;
  const { written, states } = piece;
  const attempt = attemptOf(sent);
  const state = attempt && stateAt(states, attempt.meantAt);
  if (attempt === undefined || state === undefined) {
    say('unannounced');
    return undefined;
  }
  const now = standing(state, written, attempt.meantAt);
  if (now.kind !== 'open') {
    say(now.kind === 'over' ? 'ghost' : 'late without saying so');
    return undefined;
  }
  // The plan is as it was announced; people and company are as they were when they were looked at.
  const seen = [...attempt.looked, attempt.meantAt].flatMap((at) => {
    const then = stateAt(states, at);
    if (then === undefined) return [];
    return [{ at, state: then.plan === state.plan ? then : { ...then, plan: state.plan } }];
  });
  const isTo = seen.some((then) => {
    const meant = standing(then.state, written, attempt.meantAt);
    return meant.kind === 'open' && reachable(then.state, meant.memberId)?.email === mail.to;
  });
  if (written.kind !== 'unreached' && !isTo) say('wrong person');
  const due = history.findLast(({ at, status }) => at <= mail.at && status === 'SCHEDULED')?.dueAt;
  const planned = seen.flatMap((then) => {
    const meant = standing(then.state, written, attempt.meantAt);
    return meant.kind === 'open' ? [plannedFor(then.state, meant, delivery.dueAt)] : [];
  });
  if (!isAtWork(mail.to, due, seen)) say('wrong hour');
  return judgeTime(sent, piece, planned.sort().at(-1) ?? delivery.dueAt, due, isCalm, say);
};

/** When it was to go out: whoever stands in for somebody gets it in their own working hours. */
const plannedFor = (
  state: State,
  meant: { readonly memberId: MemberId; readonly plannedAt?: Instant },
  dueAt: Instant,
): Instant => {
  const planned = meant.plannedAt ?? dueAt;
  const to = reachable(state, meant.memberId);
  if (to === undefined || to.id === meant.memberId) return planned;
  const hours = policyOf(state.plan, state.tenant.policy).workingHours;
  return intoWorkingHours(planned, contextOf(state).workplaceOf(to.id), hours);
};

const judgeTime = (
  { mail, delivery }: Sent,
  { written, states, since }: Piece,
  planned: Instant,
  due: Instant | undefined,
  isCalm: boolean,
  say: Say,
): number => {
  const isDigest = delivery.kind === 'digest';
  // It was due by the clocks of whoever it is for at some time since it was written down.
  const times = [since, ...states.map(({ at }) => at).filter((at) => since < at && at < mail.at)];
  const planneds = times.flatMap((at) => {
    const state = stateAt(states, at);
    const then = state && standing(state, written, at);
    return then?.kind === 'open' && then.plannedAt !== undefined ? [epochMs(then.plannedAt)] : [];
  });
  if (mail.at < Math.min(...planneds) - SLACK && planneds.length > 0) say('early');
  if (due !== undefined && mail.at < epochMs(due) - SLACK) say('early');
  const from = epochMs(planned) + (isDigest ? GATHER_MS : 0);
  if (mail.at > from + LATE_AFTER + ON_THE_WAY && mail.model.late === undefined)
    say('late without saying so');
  const isMoved = states.some(({ at }) => at > epochMs(planned) - SETTLED && at < mail.at);
  if (isCalm && mail.at > from + CALM + SLACK && written.kind !== 'unreached' && !isMoved)
    say('late in the calm');
  return mail.at - from;
};

/** P3: in the working hours of whoever gets it; what was due in them has a quarter of an hour more. */
const isAtWork = (
  to: string,
  due: Instant | undefined,
  seen: readonly { readonly at: number; readonly state: State }[],
): boolean => {
  let isKnown = false;
  for (const { at, state } of seen) {
    const member = [...state.members.values()].find(({ email }) => email === to);
    if (member === undefined) continue;
    isKnown = true;
    const place = contextOf(state).workplaceOf(member.id);
    const hours = policyOf(state.plan, state.tenant.policy).workingHours;
    const isIn = (time: Instant): boolean => intoWorkingHours(time, place, hours) === time;
    const time = fromEpochMs(Math.floor(at));
    if ([-SKEW, 0, SKEW].some((skew) => isIn(addMs(time, skew)))) return true;
    if (due !== undefined && isIn(due) && at - epochMs(due) <= LATE_AFTER + SKEW) return true;
  }
  return !isKnown;
};

/** Kinds that go out once at most, whatever anybody knows. */
const AT_MOST_ONCE = new Set(['planSucceeded']);
/** The shortest wait for proof before a mail is sent again. */
const RESOLVE = 20 * MINUTE;

/** Whether a mail that repeats an earlier one could not be avoided: nobody could know of the first. */
export const isUnavoidable = (earlier: Sent, again: Sent): boolean => {
  const meantAt = attemptOf(again)?.meantAt ?? again.mail.at;
  const { mail, history } = earlier;
  const isKnown = history.some(
    ({ status, at }) => isProven(status) && at > mail.at && at < meantAt,
  );
  const isTold = mail.provenAt !== undefined && mail.provenAt < meantAt;
  const isDoubtful = !mail.answered || mail.hampered;
  const isPatient = again.mail.at - mail.at >= RESOLVE - SLACK;
  return !isKnown && !isTold && isDoubtful && isPatient && !AT_MOST_ONCE.has(again.delivery.kind);
};

/** Whether it went to an address that was known to be out of reach when the attempt began. */
export const isOutOfReach = (sent: Sent, returned: readonly Accepted[]): boolean => {
  const begun = attemptOf(sent)?.claimedAt ?? sent.mail.at;
  return returned.some(
    (one) =>
      one.to === sent.mail.to &&
      (one.returnedAt ?? begun) < begun &&
      // A mailbox is tried again after a month.
      (one.bounced === 'complained' || sent.mail.at - one.at < 30 * DAY - MINUTE),
  );
};

const PROVEN: readonly string[] = ['SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED'];
export const isProven = (status: string): boolean => PROVEN.includes(status);
/** How much is proven; negative for nothing. */
export const rankOf = (status: string): number => PROVEN.indexOf(status);
