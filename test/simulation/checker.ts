import { createHash } from 'node:crypto';
import type { PlanId, TenantId } from '../../domain/kernel/ids.ts';
import { epochMs, fromEpochMs } from '../../domain/kernel/instant.ts';
import { type Reminder, remindersOf, standingOf } from '../../domain/reminder/plan-reminders.ts';
import { deliveryCodec } from '../../functions/adapters/store/delivery-codec.ts';
import type { Delivery } from '../../functions/adapters/store/index.ts';
import { fromItem } from '../../functions/adapters/store/item.ts';
import { judgeDelivery, judgeDigest } from './checker-end.ts';
import {
  contentsOf,
  isOutOfReach,
  isUnavoidable,
  judgeMail,
  type Piece,
  type Sent,
  SLACK,
} from './checker-mail.ts';
import type { Profile } from './profiles.ts';
import { contextOf, reachable, type State, stateAt, statesOf } from './states.ts';
import type { Case, Wrong } from './verdict.ts';
import type { Accepted, SimulatedPlan, World } from './world.ts';

export interface Violation {
  readonly wrong: Wrong;
  readonly planId: string;
  readonly detail: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The longest outage, the lag of the index and a few repeats: then a reminder must be in the table. */
const GRACE = 9 * 60 * MINUTE;
const LIMIT = 14;
/** A minute to the tick that sees it, and two more where somebody came to work elsewhere. */
const PROMPT = 4 * MINUTE;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The identity of a reminder, in the checker's own words (P1). */
const nameOf = (
  plan: SimulatedPlan,
  r: Pick<Reminder, 'ref' | 'step' | 'workingDays' | 'role' | 'dueOn'> & { readonly kind: string },
): string =>
  sha256(
    `${plan.tenantId}|${plan.planId}|${r.kind}/${r.ref}|${r.step}|${r.workingDays}|${r.role}|${r.dueOn}`,
  );

/**
 * Judges a run that is over, from what plans were, what was sent and what is written: it knows the
 * rulebook and nothing of how the pipeline goes about it.
 */
export const judge = (
  world: World,
  profile: Profile,
  end: number,
  isCalm: boolean,
): readonly Violation[] => {
  const found: Violation[] = [];
  const tenants = Map.groupBy(world.plans.values(), ({ tenantId }) => tenantId);
  const mails = Map.groupBy(world.accepted, (mail) => mail.tenantId);
  for (const [tenantId, plans] of tenants)
    judgeTenant(world, plans, mails.get(tenantId) ?? [], end, isCalm, found);
  if (profile.skewMs === 0) {
    const times = world.accepted.map((mail) => mail.at);
    for (let index = LIMIT; index < times.length; index += 1)
      if ((times[index] as number) - (times[index - LIMIT] as number) < SECOND)
        found.push({ wrong: 'too fast', planId: '', detail: String(times[index]) });
  }
  return found;
};

const deliveriesIn = (world: World, tenantId: TenantId, home: string): readonly Delivery[] =>
  world.table
    .partition(`T#${tenantId}#P#${home}`)
    .filter(({ type }) => type === 'delivery')
    .map((item) => fromItem(deliveryCodec, item));

const judgeTenant = (
  world: World,
  plans: readonly SimulatedPlan[],
  mails: readonly Accepted[],
  end: number,
  isCalm: boolean,
  found: Violation[],
): void => {
  const mailsOf = Map.groupBy(mails, ({ deliveryId }) => deliveryId);
  const sentTo = (id: string) => (mailsOf.get(id) ?? []).map(({ to }) => to);
  const cases = new Map(
    plans.map((plan) => {
      const deliveries = deliveriesIn(world, plan.tenantId, plan.planId);
      const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
      return [
        plan.planId,
        {
          world,
          plan,
          states: statesOf(plan),
          deliveries,
          byId,
          sentTo,
          end,
          isCalm,
        } satisfies Case,
      ] as const;
    }),
  );
  const [first] = plans;
  if (first === undefined) return;
  const people = first.settings.at(-1)?.members ?? [];
  const digests = people.flatMap(({ id }) => deliveriesIn(world, first.tenantId, String(id)));
  const gathered = new Map(
    digests.flatMap((digest) => (digest.entries ?? []).map(({ id }) => [id, digest] as const)),
  );
  const isIn = (id: string) => gathered.has(id);
  for (const one of cases.values()) judgePlan(one, isIn, found);

  const since = (delivery: Delivery): number =>
    world.history.get(delivery.id)?.[0]?.lookedAt[0] ?? 0;
  const returned = mails.filter(({ returnedAt }) => returnedAt !== undefined);
  const carried = new Map<string, Sent[]>();
  const judgeMails = (delivery: Delivery, pieces: readonly Piece[]): readonly Sent[] => {
    const history = world.history.get(delivery.id) ?? [];
    const sent = (mailsOf.get(delivery.id) ?? []).map((mail) => ({ mail, delivery, history }));
    for (const one of sent) {
      const say = saying(found, delivery, one);
      const contents = delivery.kind === 'digest' ? contentsOf(one, pieces, say) : pieces;
      for (const piece of contents) {
        const late = judgeMail(one, piece, isCalm, say);
        if (late !== undefined && one.mail.model.late === undefined && sent[0] === one)
          world.lateness.push(Math.max(0, Math.ceil(late / SECOND)));
        const { id } = piece.written;
        carried.set(id, [...(carried.get(id) ?? []), one]);
      }
      if (isOutOfReach(one, returned)) say('to an address out of reach');
    }
    return sent;
  };
  for (const one of cases.values())
    for (const delivery of one.deliveries) {
      const written = Math.min(since(delivery), since(gathered.get(delivery.id) ?? delivery));
      const sent = judgeMails(delivery, [
        { written: delivery, states: one.states, since: written },
      ]);
      judgeDelivery(one, delivery, sent, saying(found, delivery));
    }
  for (const digest of digests) {
    const entries = [...new Map((digest.entries ?? []).map((one) => [one.id, one])).values()];
    const pieces = entries.flatMap((entry) => {
      const of = cases.get(entry.planId);
      const written = { ...entry, recipientId: digest.recipientId };
      return of === undefined ? [] : [{ written, states: of.states, since: since(digest), of }];
    });
    const sent = judgeMails(digest, pieces);
    judgeDigest(world, digest, pieces, sent, end, saying(found, digest));
  }
  for (const sent of carried.values()) judgeRepeats(world, sent, found);
  const known = new Set([...cases.values()].flatMap(({ byId }) => [...byId.keys()]));
  for (const digest of digests) known.add(digest.id);
  const isErased = (planId: string, id: string): boolean =>
    cases.get(planId as PlanId)?.states.at(-1)?.plan.status === 'ERASED' && world.history.has(id);
  for (const { planId, deliveryId } of mails)
    if (!known.has(deliveryId) && !isErased(planId, deliveryId))
      found.push({ wrong: 'ghost', planId, detail: `a mail of no delivery ${deliveryId}` });
};

const saying =
  (found: Violation[], delivery: Delivery, sent?: Sent) =>
  (wrong: Wrong): void => {
    const { kind, ref, step, status, id, dueAt, planId } = delivery;
    const when = sent === undefined ? '' : ` at ${new Date(sent.mail.at).toISOString()}`;
    const detail = `${kind}/${ref} ${step} ${status} ${id.slice(0, 8)} ${dueAt}${when}`;
    found.push({ wrong, planId, detail });
  };

/** One reminder in several mails, its own or digests: each repeat is proven to be unavoidable. */
const judgeRepeats = (world: World, mails: readonly Sent[], found: Violation[]): void => {
  const inOrder = [...mails].sort((a, b) => a.mail.at - b.mail.at);
  for (const [index, again] of inOrder.entries()) {
    const earlier = inOrder[index - 1];
    if (earlier === undefined) continue;
    if (isUnavoidable(earlier, again)) world.count('unavoidable duplicates');
    else saying(found, again.delivery, again)('avoidable duplicate');
  }
};

const judgePlan = (one: Case, isGathered: (id: string) => boolean, found: Violation[]): void => {
  const { world, plan, deliveries, end } = one;
  const say = (wrong: Wrong, detail: string): void => {
    found.push({ wrong, planId: plan.planId, detail });
  };
  const head = world.table.get(`T#${plan.tenantId}#P#${plan.planId}`, 'HEAD');
  if (typeof head?.nextAt === 'string' && Date.parse(head.nextAt) < end - 30 * MINUTE)
    say('overdue plan', head.nextAt);
  const { lost, slow } = unwrittenOf(one, isGathered);
  const shown = ({ kind, ref, step, workingDays, role, at }: Reminder) =>
    `${kind}/${ref} ${step}${workingDays} ${role} ${at}`;
  for (const reminder of lost) say('lost', shown(reminder));
  for (const reminder of slow) say('late in the calm', shown(reminder));
  // One reminder under two names would be two mails.
  const names = deliveries
    .filter(({ kind }) => kind !== 'unreached')
    .map((delivery) => nameOf(plan, { ...delivery, role: delivery.recipientRole }));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of twice) say('avoidable duplicate', `two deliveries of ${name}`);
};

/** Reminders that fell due and of which nothing was ever written down, or late when all was well. */
const unwrittenOf = (one: Case, isGathered: (id: string) => boolean) => {
  const { world, plan, states, end, byId } = one;
  const expected = new Set<string>();
  const lost: Reminder[] = [];
  const slow: Reminder[] = [];
  // Lawful erasure takes deliveries along: of those it is only known that there were some.
  const isErased = states.at(-1)?.plan.status === 'ERASED';
  const isWritten = (id: string): boolean =>
    (byId.get(id)?.status === 'GATHERED' ? isGathered(id) : byId.has(id)) ||
    (isErased && world.history.has(id));
  let before = new Map<string, Reminder>();
  for (const [index, state] of states.entries()) {
    const until = states[index + 1]?.at ?? end;
    const reminders = new Map(
      remindersOf(state.plan, contextOf(state)).map((reminder) => [
        nameOf(plan, reminder),
        reminder,
      ]),
    );
    for (const [id, reminder] of reminders) {
      const due = dueIn(state, reminder, before.get(id));
      if (due === undefined || due >= until || due > end - GRACE) continue;
      expected.add(id);
      const writtenAt = world.history.get(id)?.[0]?.at;
      if (writtenAt !== undefined && isSlow(one, due, writtenAt)) slow.push(reminder);
      if (isWritten(id)) continue;
      if (!staysOpen(states, reminder, due)) continue;
      if (!one.isCalm && isMerged(one, reminder, due)) continue;
      if (reachable(state, reminder.memberId) !== undefined) lost.push(reminder);
    }
    before = reminders;
  }
  world.figures.reminders = (world.figures.reminders ?? 0) + expected.size;
  return { lost, slow };
};

/** When nothing goes wrong and nobody changes anything, what is due is in the table soon. */
const isSlow = ({ isCalm, states }: Case, due: number, writtenAt: number): boolean =>
  isCalm && writtenAt > due + PROMPT && !states.some(({ at }) => at > due && at <= writtenAt);

/**
 * When a reminder falls due while a plan stands as it does: at its time; or at once, when somebody
 * came to work where that time had passed, and by their clocks of before it had not.
 */
const dueIn = (state: State, reminder: Reminder, before?: Reminder): number | undefined => {
  const due = epochMs(reminder.at);
  if (due >= state.at) return due;
  const wasOpen = before?.memberId === reminder.memberId && epochMs(before.at) > state.at;
  return wasOpen ? state.at : undefined;
};

/** Whether a reminder stays to be sent, to the same person, for as long as anything may take. */
const staysOpen = (states: readonly State[], reminder: Reminder, due: number): boolean => {
  const { kind, role, ref, step, workingDays, dueOn } = reminder;
  const changes = states.map((one) => one.at).filter((one) => one > due && one <= due + GRACE);
  return [due, ...changes, due + GRACE].every((time) => {
    const state = stateAt(states, time);
    if (state === undefined) return false;
    const name = { kind, role, ref, step, workingDays, dueOn };
    const now = standingOf(state.plan, contextOf(state), name, fromEpochMs(time));
    // Where it falls due later by other clocks, that is when it is judged.
    return now.kind === 'open' && now.plannedAt !== undefined && epochMs(now.plannedAt) <= time;
  });
};

/** Who may owe what a reminder is about: a rating is owed by two, anything else by one. */
const owersOf = ({ kind, part, role }: { kind: string; part: string; role: string }) => {
  if (kind !== 'rating') return ['whoever'];
  if (part !== 'told') return [role];
  return role === 'manager' ? ['employee'] : ['employee', 'manager'];
};

/** After an outage several steps of one thing are one mail, the last. */
const isMerged = ({ deliveries }: Case, reminder: Reminder, due: number): boolean =>
  deliveries.some(
    (one) =>
      one.kind === reminder.kind &&
      one.ref === reminder.ref &&
      one.recipientId === reminder.memberId &&
      owersOf({ ...one, role: one.recipientRole }).some((who) => owersOf(reminder).includes(who)) &&
      epochMs(one.dueAt) >= due - SLACK &&
      (epochMs(one.dueAt) <= due + GRACE || one.late),
  );
