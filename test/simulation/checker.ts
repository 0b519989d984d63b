import { createHash } from 'node:crypto';
import type { MemberId } from '../../domain/kernel/ids.ts';
import { addMs, epochMs, fromEpochMs } from '../../domain/kernel/instant.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { policyOf } from '../../domain/reminder/obligations.ts';
import { reminderContext } from '../../domain/reminder/people.ts';
import {
  type Reminder,
  type ReminderStanding,
  remindersOf,
  standingOf,
} from '../../domain/reminder/plan-reminders.ts';
import { intoWorkingHours } from '../../domain/reminder/working-hours.ts';
import type { Member, Tenant } from '../../domain/tenant/tenant.ts';
import { deliveryCodec } from '../../functions/adapters/store/delivery-codec.ts';
import type { Delivery } from '../../functions/adapters/store/index.ts';
import { fromItem } from '../../functions/adapters/store/item.ts';
import { headCodec, planOfItems } from '../../functions/adapters/store/plan-codec.ts';
import { memberCodec, tenantCodec } from '../../functions/adapters/store/tenant-codec.ts';
import type { Profile } from './profiles.ts';
import type { Accepted, SimulatedPlan, World } from './world.ts';

/** What may not happen. */
export type Wrong =
  | 'lost'
  | 'avoidable duplicate'
  | 'ghost'
  | 'early'
  | 'wrong hour'
  | 'late without saying so'
  | 'late in the calm'
  | 'unannounced'
  | 'wrong person'
  | 'to an address out of reach'
  | 'ended without reason'
  | 'HR not told'
  | 'stuck'
  | 'overdue plan'
  | 'too fast'
  | 'proof ignored';

export interface Violation {
  readonly wrong: Wrong;
  readonly planId: string;
  readonly detail: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What the clocks of two machines may differ by, and the calls of one step take. */
const SLACK = 10 * SECOND;
/** The longest outage, the lag of the index and a few repeats: then a reminder must be in the table. */
const GRACE = 9 * HOUR;
/** The shortest wait for proof before a mail is sent again. */
const RESOLVE = 20 * MINUTE;
const AT_MOST_ONCE = new Set(['planSucceeded']);
const LIMIT = 14;

const PROVEN: readonly string[] = ['SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED'];
const isProven = (status: string): boolean => PROVEN.includes(status);

/** How everything about a plan stood from one moment on. */
interface State {
  readonly at: number;
  readonly plan: Plan;
  readonly tenant: Tenant;
  readonly members: ReadonlyMap<MemberId, Member>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The identity of a reminder, in the checker's own words (P1). */
const nameOf = (
  plan: SimulatedPlan,
  r: Pick<Reminder, 'ref' | 'step' | 'workingDays' | 'role' | 'dueOn'> & { readonly kind: string },
): string =>
  sha256(
    `${plan.tenantId}|${plan.planId}|${r.kind}/${r.ref}|${r.step}|${r.workingDays}|${r.role}|${r.dueOn}`,
  );

const statesOf = ({ moments, settings }: SimulatedPlan): readonly State[] => {
  const times = [...new Set([...moments, ...settings].map(({ at }) => at))].sort((a, b) => a - b);
  const read = new Map<unknown, unknown>();
  const once = <T>(item: unknown, make: () => T): T => {
    if (!read.has(item)) read.set(item, make());
    return read.get(item) as T;
  };
  return times.flatMap((at): readonly State[] => {
    const moment = moments.findLast((one) => one.at <= at);
    const setting = settings.findLast((one) => one.at <= at);
    if (moment === undefined || setting === undefined) return [];
    const plan = once(moment, () => planOfItems(fromItem(headCodec, moment.head), moment.bodies));
    if (plan === undefined) return [];
    const members = new Map(
      setting.members.map((item) => {
        const member = once(item, () => fromItem(memberCodec, item));
        return [member.id, member] as const;
      }),
    );
    const tenant = once(setting.tenant, () => fromItem(tenantCodec, setting.tenant));
    return [{ at, plan, tenant, members }];
  });
};

const contextOf = ({ plan, tenant, members }: State) =>
  reminderContext(
    tenant,
    plan,
    Object.fromEntries([...members].map(([id, { siteId }]) => [id, siteId])),
  );

const at = (states: readonly State[], time: number): State | undefined =>
  states.findLast((state) => state.at <= time) ?? states[0];

const standing = (state: State, delivery: Delivery, time: number): ReminderStanding => {
  const { kind, recipientRole: role } = delivery;
  // Words about mail that did not arrive, and digests, stand for no reminder of their own.
  if (kind === 'unreached' || kind === 'digest')
    return state.plan.status === 'ERASED'
      ? { kind: 'over' }
      : { kind: 'open', memberId: delivery.recipientId };
  return standingOf(
    state.plan,
    contextOf(state),
    { ...delivery, kind, role },
    fromEpochMs(Math.floor(time)),
  );
};

/** P6, as the rulebook has it: whoever it is meant for, else the HR owner, else the HR head. */
const reachable = (state: State, meant: MemberId): Member | undefined => {
  const { plan, tenant, members } = state;
  const own = members.get(meant);
  if (own?.status === 'ACTIVE') return own;
  for (const id of [plan.hrOwnerId, tenant.hrHeadId]) {
    const member = id === undefined || id === plan.employeeId ? undefined : members.get(id);
    if (member?.status === 'ACTIVE') return member;
  }
  return undefined;
};

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
  const byPlan = new Map<string, Accepted[]>();
  for (const mail of world.accepted) {
    const mails = byPlan.get(mail.planId) ?? [];
    mails.push(mail);
    byPlan.set(mail.planId, mails);
  }
  for (const plan of world.plans.values())
    found.push(...judgePlan(world, plan, byPlan.get(plan.planId) ?? [], end, isCalm));
  if (profile.skewMs === 0) {
    const times = world.accepted.map((mail) => mail.at);
    for (let index = LIMIT; index < times.length; index += 1)
      if ((times[index] as number) - (times[index - LIMIT] as number) < SECOND)
        found.push({ wrong: 'too fast', planId: '', detail: String(times[index]) });
  }
  return found;
};

const judgePlan = (
  world: World,
  plan: SimulatedPlan,
  mails: readonly Accepted[],
  end: number,
  isCalm: boolean,
): readonly Violation[] => {
  const found: Violation[] = [];
  const states = statesOf(plan);
  const say = (wrong: Wrong, detail: string): void => {
    found.push({ wrong, planId: plan.planId, detail });
  };
  const items = world.table.partition(`T#${plan.tenantId}#P#${plan.planId}`);
  const deliveries = items
    .filter(({ type }) => type === 'delivery')
    .map((item) => fromItem(deliveryCodec, item));
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const head = items.find(({ type }) => type === 'planHead');
  if (typeof head?.nextAt === 'string' && Date.parse(head.nextAt) < end - 30 * MINUTE)
    say('overdue plan', head.nextAt);

  // Every reminder that fell due became a delivery.
  const expected = new Set<string>();
  for (const [index, state] of states.entries()) {
    const until = states[index + 1]?.at ?? end;
    const context = contextOf(state);
    for (const reminder of remindersOf(state.plan, context)) {
      const due = epochMs(reminder.at);
      if (due < state.at || due >= until || due > end - GRACE) continue;
      const id = nameOf(plan, reminder);
      expected.add(id);
      if (byId.has(id)) continue;
      // Where somebody works is read when a plan is expanded: who moved is found by then, not before.
      const sites = new Set(states.map((one) => one.members.get(reminder.memberId)?.siteId));
      const grace = sites.size > 1 ? 5 * DAY : GRACE;
      if (due > end - grace) continue;
      if (!staysOpen(states, reminder, due, grace)) continue;
      // After an outage several steps of one thing are one mail, the last.
      const merged = deliveries.some(
        (one) =>
          one.kind === reminder.kind &&
          one.ref === reminder.ref &&
          one.recipientId === reminder.memberId &&
          epochMs(one.dueAt) >= due - SLACK &&
          (epochMs(one.dueAt) <= due + GRACE || one.late),
      );
      if (merged && !isCalm) continue;
      if (reachable(state, reminder.memberId) === undefined) continue;
      say(
        'lost',
        `${reminder.kind}/${reminder.ref} ${reminder.step}${reminder.workingDays} ${reminder.role} ${reminder.at}`,
      );
    }
  }
  world.figures.reminders = (world.figures.reminders ?? 0) + expected.size;

  const returned = mails.filter(({ returnedAt }) => returnedAt !== undefined);
  for (const delivery of deliveries) {
    const sent = mails.filter(({ deliveryId }) => deliveryId === delivery.id);
    const detail = `${delivery.kind}/${delivery.ref} ${delivery.step} ${delivery.status} ${delivery.id.slice(0, 8)} ${delivery.dueAt}`;
    judgeEnd(world, plan, states, delivery, sent, deliveries, end, (wrong) => say(wrong, detail));
    for (const [index, mail] of sent.entries())
      judgeMail(world, returned, states, delivery, mail, sent[index - 1], isCalm, (wrong) =>
        say(wrong, `${detail} at ${new Date(mail.at).toISOString()}`),
      );
  }
  // One reminder under two names would be two mails.
  const names = deliveries
    .filter(({ kind }) => kind !== 'unreached')
    .map((one) => nameOf(plan, { ...one, role: one.recipientRole }));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of twice) say('avoidable duplicate', `two deliveries of ${name}`);
  for (const mail of mails)
    if (!byId.has(mail.deliveryId)) say('ghost', `a mail of no delivery ${mail.deliveryId}`);
  return found;
};

/** Whether a reminder stays to be sent, to the same person, for as long as anything may take. */
const staysOpen = (
  states: readonly State[],
  reminder: Reminder,
  due: number,
  grace: number,
): boolean => {
  const { kind, role, ref, step, workingDays, dueOn } = reminder;
  const times = [
    due,
    ...states.map((one) => one.at).filter((one) => one > due && one <= due + grace),
    due + grace,
  ];
  return times.every((time) => {
    const state = at(states, time);
    if (state === undefined) return false;
    const now = standingOf(
      state.plan,
      contextOf(state),
      { kind, role, ref, step, workingDays, dueOn },
      fromEpochMs(time),
    );
    // In another place it falls due at another time: that one is judged by itself.
    return now.kind === 'open' && now.plannedAt === reminder.at;
  });
};

const judgeEnd = (
  world: World,
  plan: SimulatedPlan,
  states: readonly State[],
  delivery: Delivery,
  sent: readonly Accepted[],
  deliveries: readonly Delivery[],
  end: number,
  say: (wrong: Wrong) => void,
): void => {
  const history = world.history.get(delivery.id) ?? [];
  const created = history[0]?.at ?? 0;
  const last = history.at(-1)?.at ?? end;
  const during = [
    at(states, created),
    ...states.filter((one) => one.at > created && one.at <= last + SLACK),
  ].filter((one) => one !== undefined);
  const told = () =>
    delivery.kind === 'unreached' ||
    deliveries.some(
      ({ kind, ref, planId }) =>
        kind === 'unreached' &&
        planId === delivery.planId &&
        (ref === delivery.id || delivery.status === 'SUPPRESSED' || isProven(delivery.status)),
    ) ||
    during.some((state) => state.plan.status === 'ERASED');
  const { status } = delivery;
  for (const mail of sent)
    if (mail.provenAt !== undefined && !isProven(status)) {
      say('proof ignored');
      return;
    }
  const ranks = history.map((one) => PROVEN.indexOf(one.status)).filter((rank) => rank >= 0);
  if (ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0))) say('proof ignored');
  if (sent.some(({ returnedAt }) => returnedAt !== undefined)) {
    if (status !== 'BOUNCED' && status !== 'COMPLAINED') say('proof ignored');
    if (!told()) say('HR not told');
  }
  switch (status) {
    case 'SENT':
    case 'DELIVERED':
    case 'BOUNCED':
    case 'COMPLAINED':
      if (sent.length === 0) say('lost');
      return;
    case 'CANCELLED':
      if (!during.some((state) => standing(state, delivery, last).kind === 'over'))
        say('ended without reason');
      return;
    case 'STALE':
      if (!during.some((state) => standing(state, delivery, last + SLACK).kind !== 'open'))
        say('ended without reason');
      return;
    case 'SUPPRESSED':
      if (![...world.outOfReach.keys()].some((key) => key.startsWith(`T#${plan.tenantId}#`)))
        say('ended without reason');
      if (!told()) say('HR not told');
      return;
    case 'FAILED': {
      const isKnown =
        delivery.reason === 'noRecipient'
          ? during.some((state) => {
              const now = standing(state, delivery, last);
              return now.kind === 'open' && reachable(state, now.memberId) === undefined;
            })
          : delivery.reason === 'unconfirmed'
            ? delivery.doubts >= (AT_MOST_ONCE.has(delivery.kind) ? 1 : 8)
            : world.rejected.has(delivery.id);
      if (!isKnown) say('ended without reason');
      if (delivery.reason !== 'noRecipient' && !told()) say('HR not told');
      return;
    }
    default:
      if (epochMs(delivery.dueAt) < end - GRACE || status !== 'SCHEDULED') say('stuck');
  }
};

const judgeMail = (
  world: World,
  returned: readonly Accepted[],
  states: readonly State[],
  delivery: Delivery,
  mail: Accepted,
  earlier: Accepted | undefined,
  isCalm: boolean,
  say: (wrong: Wrong) => void,
): void => {
  const history = world.history.get(delivery.id) ?? [];
  const meant = history.findLast(
    (one) => one.at <= mail.at && one.status === 'SENDING' && one.attemptId === mail.attemptId,
  );
  if (meant === undefined) {
    say('unannounced');
    return;
  }
  if (earlier !== undefined) {
    const isKnown = history.some(
      (one) => isProven(one.status) && one.at > earlier.at && one.at < meant.at,
    );
    const isTold = earlier.provenAt !== undefined && earlier.provenAt < meant.at;
    const isDoubtful = !earlier.answered || earlier.hampered;
    const isPatient = mail.at - earlier.at >= RESOLVE - SLACK;
    if (isKnown || isTold || !isDoubtful || !isPatient || AT_MOST_ONCE.has(delivery.kind))
      say('avoidable duplicate');
    else world.count('unavoidable duplicates');
  }
  const state = at(states, meant.at);
  if (state === undefined) return;
  const now = standing(state, delivery, meant.at);
  if (now.kind === 'over') {
    say('ghost');
    return;
  }
  if (now.kind === 'overtaken') {
    say('late without saying so');
    return;
  }
  if (delivery.kind !== 'unreached') {
    const to = reachable(state, now.memberId);
    const earlierOn = at(states, meant.at - MINUTE);
    const was = earlierOn && reachable(earlierOn, now.memberId);
    if (mail.to !== to?.email && mail.to !== was?.email) say('wrong person');
  }
  const planned = now.plannedAt ?? delivery.dueAt;
  // Somebody who moves house between two calls of the sender is where they were a moment ago.
  const before = at(states, meant.at - MINUTE);
  const then = before && standing(before, delivery, meant.at);
  const wasPlanned = (then?.kind === 'open' ? then.plannedAt : undefined) ?? planned;
  if (mail.at < Math.min(epochMs(planned), epochMs(wasPlanned)) - SLACK) say('early');
  const isLate = mail.at > epochMs(planned) + 15 * MINUTE + 2 * MINUTE;
  if (isLate && mail.model.late === undefined) say('late without saying so');
  if (
    isCalm &&
    mail.at > epochMs(planned) + 180 * SECOND + SLACK &&
    delivery.kind !== 'unreached' &&
    !delivery.late
  )
    say('late in the calm');
  const places = [state, ...(before === undefined ? [] : [before])].flatMap((one) => {
    const member = [...one.members.values()].find(({ email }) => email === mail.to);
    return member === undefined ? [] : [contextOf(one).workplaceOf(member.id)];
  });
  const hours = policyOf(state.plan, state.tenant.policy).workingHours;
  const isAtWork = places.some((place) =>
    [-25 * MINUTE, 0, SLACK].some((offset) => {
      const time = addMs(fromEpochMs(Math.floor(mail.at)), offset);
      return intoWorkingHours(time, place, hours) === time;
    }),
  );
  if (places.length > 0 && !isAtWork) say('wrong hour');
  const isOutOfReach = returned.some(
    (one) =>
      one.to === mail.to &&
      (one.returnedAt ?? mail.at) < meant.at - 10 * MINUTE &&
      // A mailbox is tried again after a month.
      (one.bounced === 'complained' || mail.at - one.at < 30 * DAY - MINUTE),
  );
  if (isOutOfReach) say('to an address out of reach');
};
