import { toLocal } from '../../domain/calendar/zones.ts';
import type { MemberId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Context } from '../../domain/plan/context.ts';
import { decide, type Outcome } from '../../domain/plan/decide.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { digestFor, isDigestible } from '../../domain/reminder/digest.ts';
import { policyOf } from '../../domain/reminder/obligations.ts';
import { peopleOf, reminderContext } from '../../domain/reminder/people.ts';
import {
  type DueReminder,
  dueReminders,
  nextDue,
  type ReminderContext,
  reminderKey,
  remindersOf,
} from '../../domain/reminder/plan-reminders.ts';
import { deletesAt, isWithoutResponse } from '../../domain/reminder/transitions.ts';
import { type Member, siteOf, type Tenant } from '../../domain/tenant/tenant.ts';
import {
  askRefresh,
  commit,
  countSent,
  type DueState,
  EXPAND_MAX,
  erasePlan,
  expand,
  type JobLoad,
  loadForJob,
  type NewDelivery,
  type NewDigest,
  type StoredPlan,
  type TenantScope,
} from '../adapters/store/index.ts';
import { sha256 } from '../adapters/system/hash.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { type Gathered, gatherDigests } from './digest.ts';
import type { Done, JobDependencies } from './job.ts';
import { membersAt, recipientFor } from './recipients.ts';

/** Transitions, a recorded silence and a few collisions all fit; more comes with a later message. */
const ROUNDS = 8;

type Round = 'again' | 'done';

/**
 * A plan's time has come: timed transitions are applied as commands of the system, then reminders
 * become deliveries, one per recipient. Repeating any part of it changes nothing.
 */
export const expandPlan = async (
  deps: JobDependencies,
  { tenantId, planId }: Pick<DeliveryMessage, 'tenantId' | 'planId'>,
): Promise<Done> => {
  const scope = await deps.scopes(tenantId);
  const log = deps.log.with({ tenantId, planId });
  for (let round = 0; round < ROUNDS; round += 1) {
    const load = await loadForJob(scope, { planId });
    const stored = load?.stored;
    if (load === undefined || stored === undefined) {
      log('plan.missing');
      return 'done';
    }
    const now = deps.now();
    const { nextAt } = stored.due;
    if (nextAt === undefined || nextAt > now) return 'done';
    await noticeNewZones(deps, scope, stored);
    const job: Job = { deps: { ...deps, log }, scope, tenant: load.tenant, stored, now };
    if ((await expandOnce(job)) === 'done') return 'done';
  }
  log('plan.contended');
  return 'retry';
};

/**
 * Clocks may have been moved by law since what is due of a plan was computed: then that of the
 * company's other plans is computed anew too, before its time comes by the old clocks.
 */
const noticeNewZones = async (
  { tzdata }: JobDependencies,
  scope: TenantScope,
  { due: { basis } }: StoredPlan,
): Promise<void> => {
  if (basis !== undefined && basis.tzdata !== tzdata) await askRefresh(scope, tzdata);
};

/** Work on one plan. */
export interface Job {
  readonly deps: JobDependencies;
  readonly scope: TenantScope;
  readonly tenant: JobLoad['tenant'];
  readonly stored: StoredPlan;
  readonly now: Instant;
}

const expandOnce = async (job: Job): Promise<Round> =>
  (await eraseWords(job)) ??
  (await settleByClock(job)) ??
  (await recordSilence(job)) ??
  (await writeDeliveries(job));

/** N5: what is due of an erased plan is that its words are deleted; then nothing ever is. */
const eraseWords = async ({ deps, scope, stored, now }: Job): Promise<Round | undefined> => {
  const { plan, due } = stored;
  if (plan.status !== 'ERASED' || now < deletesAt(plan)) return undefined;
  // The files first: what names them goes with the words.
  await deps.eraseFiles?.(scope, plan.id);
  await erasePlan(scope, plan.id);
  const { nextAt: _, ...over } = due;
  const result = await expand(scope, {
    planId: plan.id,
    planVersion: plan.version,
    due,
    nextDue: { ...over, sites: {} },
    deliveries: [],
  });
  if (result.kind !== 'expanded') return 'again';
  deps.log('plan.erased');
  return 'done';
};

/** What the system decides on; the clock is its only reason. */
export const systemContext = ({ tenant, stored, now }: Job): Context => {
  const { plan } = stored;
  return {
    now,
    today: toLocal(plan.zone, now).date,
    actor: { kind: 'system' },
    policy: tenant.policy,
    calendar: reminderContext(tenant, plan, {}).calendar,
    hash: sha256,
  };
};

const settleByClock = async (job: Job): Promise<Round | undefined> => {
  const decided = decide({ type: 'Settle' }, job.stored.plan, systemContext(job));
  if (!decided.ok) return undefined;
  await commitAsSystem(job, decided.value, 'plan.settled');
  return 'again';
};

/** H5: the time to acknowledge has passed without a word, and the reminders did go out. */
const recordSilence = async (job: Job): Promise<Round | undefined> => {
  const { scope, stored } = job;
  const { plan } = stored;
  const context = systemContext(job);
  if (!isWithoutResponse(plan, context.today)) return undefined;
  const ackRemindersDelivered = await countSent(scope, {
    planId: plan.id,
    kind: 'acknowledgement',
    recipientId: plan.employeeId,
  });
  const decided = decide({ type: 'RecordNoResponse' }, plan, { ...context, ackRemindersDelivered });
  if (!decided.ok) return undefined;
  await commitAsSystem(job, decided.value, 'plan.noResponse');
  return 'again';
};

/** Written or not, the plan is read again afterwards: a collision is another round. */
export const commitAsSystem = async (
  { deps, scope, tenant, stored }: Job,
  { events, plan }: Outcome,
  code: 'plan.settled' | 'plan.noResponse' | 'plan.accessEnded',
): Promise<void> => {
  const { sites, expandedTo } = stored.due;
  const result = await commit(scope, {
    before: stored,
    after: plan,
    events,
    due: dueFrom(deps, tenant, plan, sites, expandedTo),
    randomBytes: deps.randomBytes,
  });
  if (result.kind === 'committed') deps.log(code, { count: events.length });
};

/** The due item of a plan of which everything up to `expandedTo` has been expanded. */
export const dueFrom = (
  { tzdata }: Pick<JobDependencies, 'tzdata'>,
  tenant: Tenant,
  plan: Plan,
  sites: DueState['sites'],
  expandedTo: Instant,
): DueState => {
  const nextAt = nextDue(plan, reminderContext(tenant, plan, sites), expandedTo);
  return {
    revision: 0,
    expandedTo,
    sites,
    basis: { tenantVersion: tenant.version, tzdata },
    ...(nextAt === undefined ? {} : { nextAt }),
  };
};

const writeDeliveries = async (job: Job): Promise<Round> => {
  const { deps, scope, tenant, stored, now } = job;
  const { plan } = stored;
  const people = peopleOf(plan, tenant.hrHeadId);
  const members = await membersAt(scope, people, plan, tenant, now);
  const sites = Object.fromEntries(
    people.map((id) => [id, members.get(id)?.siteId ?? plan.siteId]),
  ) as DueState['sites'];
  const context = reminderContext(tenant, plan, sites);
  const sitesBefore = { ...sites, ...stored.due.sites };
  const before = people.some((id) => sitesBefore[id] !== sites[id])
    ? reminderContext(tenant, plan, sitesBefore)
    : undefined;
  const { send, stale } = dueReminders(plan, context, stored.due.expandedTo, now, before);
  for (const { kind, step } of stale) deps.log('delivery.stale', { kind, step });
  const { deliveries, digests } = await gathered(job, send, context, members);
  const after = dueFrom(deps, tenant, plan, sites, now);
  let { due } = stored;
  const parts = inParts(deliveries, digests);
  for (const part of parts) {
    const result = await expand(scope, {
      planId: plan.id,
      planVersion: plan.version,
      due,
      // Only the last write says that everything has been expanded.
      nextDue: part === parts.at(-1) ? after : due,
      ...part,
    });
    if (result.kind !== 'expanded') return 'again';
    due = result.due;
  }
  deps.log('plan.expanded', { count: deliveries.length });
  return 'done';
};

interface Part {
  readonly deliveries: readonly NewDelivery[];
  readonly digests: readonly NewDigest[];
}

/** What is written at once; one part at least. */
const inParts = (
  deliveries: readonly NewDelivery[],
  digests: readonly NewDigest[],
): readonly Part[] => {
  const all: readonly Part[] = [
    ...deliveries.map((one) => ({ deliveries: [one], digests: [] })),
    ...digests.flatMap(({ delivery, entries }) =>
      entries.map((entry) => ({ deliveries: [], digests: [{ delivery, entries: [entry] }] })),
    ),
  ];
  const parts: Part[] = [];
  for (let at = 0; at === 0 || at < all.length; at += EXPAND_MAX) {
    const some = all.slice(at, at + EXPAND_MAX);
    const gathered = Map.groupBy(
      some.flatMap((part) => part.digests),
      ({ delivery }) => delivery.id,
    );
    parts.push({
      deliveries: some.flatMap((part) => part.deliveries),
      digests: [...gathered.values()].flatMap((parts) =>
        parts.slice(0, 1).map(({ delivery }) => ({
          delivery,
          entries: parts.flatMap(({ entries }) => entries),
        })),
      ),
    });
  }
  return parts;
};

/** P7: what goes by itself, and what waits for the digests of those who get it. */
const gathered = async (
  job: Job,
  send: readonly DueReminder[],
  context: ReminderContext,
  members: ReadonlyMap<MemberId, Member>,
) => {
  const { scope, stored, tenant } = job;
  const all = remindersOf(stored.plan, context);
  const policy = policyOf(stored.plan, tenant.policy);
  const waiting: Gathered[] = [];
  const deliveries: NewDelivery[] = [];
  for (const due of send)
    for (const delivery of deliveryOf(job, due, members)) {
      const digest = due.late ? undefined : digestFor(policy, delivery.zone, due.sendAt);
      if (digest !== undefined && isDigestible(due.reminder, all))
        waiting.push({ delivery: { ...delivery, kind: due.reminder.kind }, ...digest });
      else deliveries.push(delivery);
    }
  const { digests, alone } = await gatherDigests(scope, waiting);
  return { deliveries: [...deliveries, ...alone], digests };
};

const deliveryOf = (
  { deps, tenant, stored, now }: Job,
  { reminder, sendAt, late }: DueReminder,
  members: ReadonlyMap<MemberId, Member>,
): readonly NewDelivery[] => {
  const { plan } = stored;
  const { kind, ref, step, workingDays, part, dueOn, meetingAt, role } = reminder;
  const recipient = recipientFor(reminder.memberId, plan, tenant, members, now);
  if (recipient === undefined) {
    deps.log('delivery.noRecipient', { kind, step });
    return [];
  }
  const { member } = recipient;
  return [
    {
      id: sha256(reminderKey(plan, reminder)),
      planId: plan.id,
      kind,
      ref,
      step,
      workingDays,
      part,
      dueOn,
      ...(meetingAt === undefined ? {} : { meetingAt }),
      recipientId: member.id,
      recipientRole: role,
      email: member.email,
      language: member.language,
      zone: siteOf(tenant, member)?.zone ?? plan.zone,
      dueAt: sendAt,
      late,
    },
  ];
};
