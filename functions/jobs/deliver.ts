import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import {
  type AttemptRef,
  claim,
  type Delivery,
  intent,
  isProven,
  markAmbiguous,
  markFailed,
  markSent,
  reschedule,
  type StepResult,
  type TenantScope,
  withdraw,
} from '../adapters/store/index.ts';
import { errorFields } from '../adapters/system/log.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { isSingle, splitDigest } from './digest.ts';
import type { Done, JobDependencies } from './job.ts';
import { startOfNextDay, withinMailLimits } from './mail-limits.ts';
import { prepareDigest } from './prepare-digest.ts';
import { type Prepared, prepareMail } from './prepare-mail.ts';
import { mayRepeat } from './repetition.ts';
import { reportUnreached } from './report-unreached.ts';
import type { SendOutcome } from './ses-sender.ts';
import { TIMING } from './timing.ts';

/** How often a mail is prepared anew because its plan moved meanwhile; then the lease brings it back. */
const PREPARATIONS = 3;
/** How often it is tried to write down that a mail went out. */
const COMMITS = 4;
const THROTTLED_MS = 60_000;
const BLOCKED_MS = 60 * 60_000;

interface Attempt extends AttemptRef {
  readonly deps: JobDependencies;
  readonly scope: TenantScope;
  readonly delivery: Delivery;
}

/**
 * One delivery: claim, prepare, intent, send once, commit. Each step is a conditional write, so a
 * crash after any of them is found by the lease, and a second message finds the first at work.
 */
export const deliver = async (
  deps: JobDependencies,
  { tenantId, planId }: Pick<DeliveryMessage, 'tenantId' | 'planId'>,
  deliveryId: string,
): Promise<Done> => {
  const scope = await deps.scopes(tenantId);
  const attemptId = Buffer.from(deps.randomBytes(16)).toString('hex');
  const now = deps.now();
  const ref = { planId, deliveryId, attemptId };
  const claimed = await claim(scope, { ...ref, now, leaseUntil: addMs(now, TIMING.leaseMs) });
  const log = deps.log.with({ tenantId, planId, deliveryId });
  switch (claimed.kind) {
    case 'contended':
      return 'retry';
    case 'refused':
      await resolveLostAttempt({ ...deps, log }, scope, claimed.delivery, now);
      return 'done';
    default: {
      const { delivery } = claimed;
      const { kind, step, attempt } = delivery;
      const known = { ...deps, log: log.with({ kind, step, attempt }) };
      return attemptDelivery({ ...ref, deps: known, scope, delivery });
    }
  }
};

/** An attempt that was about to send and whose time is over may have sent. */
const resolveLostAttempt = async (
  deps: JobDependencies,
  scope: TenantScope,
  delivery: Delivery | undefined,
  now: Instant,
): Promise<void> => {
  if (delivery?.status !== 'SENDING') return;
  if (delivery.leaseUntil === undefined || delivery.leaseUntil > now) return;
  const result = await markAmbiguous(scope, {
    planId: delivery.planId,
    deliveryId: delivery.id,
    now,
    resolveAt: addMs(now, TIMING.resolveMs),
  });
  if (result.kind === 'done') deps.log('delivery.ambiguous', { reason: 'leaseOver' });
};

const attemptDelivery = async (attempt: Attempt): Promise<Done> => {
  const { deps, scope, delivery } = attempt;
  if (!mayRepeat(delivery)) {
    await fail(attempt, 'unconfirmed');
    return 'done';
  }
  let isCounted = false;
  for (let round = 0; round < PREPARATIONS; round += 1) {
    const prepared = isSingle(delivery)
      ? await prepareMail(deps, scope, delivery)
      : await prepareDigest(deps, scope, delivery);
    if (prepared.kind !== 'ready') return end(attempt, prepared);
    // Counted before it goes: a crash may waste a count, but nobody gets one too many.
    isCounted ||= await withinMailLimits(scope, prepared.memberId, deps.now());
    if (!isCounted) return defer(attempt);
    const turn = await deps.pace();
    if (turn === undefined) return giveWay(attempt);
    const result = await intent(scope, {
      ...refOf(attempt),
      now: deps.now(),
      marginMs: TIMING.marginMs,
      ...(prepared.planVersion === undefined ? {} : { planVersion: prepared.planVersion }),
      ...(prepared.plans === undefined ? {} : { plans: prepared.plans }),
    });
    if (result.kind === 'planMoved') continue;
    // Refused: the lease is nearly over or somebody else's. Either way it comes back by itself.
    if (result.kind !== 'done') return 'done';
    // Held up on the way: sending now would crowd somebody else's moment.
    if (!turn.isStill()) return giveWay(attempt);
    const outcome = await deps.sendMail({
      tenantId: scope.tenantId,
      ...refOf(attempt),
      kind: delivery.kind,
      from: deps.mailFrom,
      to: prepared.to,
      mime: prepared.mime,
    });
    await conclude(attempt, outcome);
    return 'done';
  }
  deps.log('plan.contended');
  return 'done';
};

/** More than this is left for tomorrow: the limits are there against a fault that mails without end. */
const defer = async (attempt: Attempt): Promise<Done> => {
  const { deps, scope } = attempt;
  const dueAt = addMs(startOfNextDay(deps.now()), jitterMs(deps));
  await reschedule(scope, { ...refOf(attempt), dueAt, late: true });
  deps.log('delivery.capped');
  return 'done';
};

/** Surely not sent: it comes back with another minute. */
const giveWay = async (attempt: Attempt): Promise<Done> => {
  const { deps, scope } = attempt;
  await reschedule(scope, { ...refOf(attempt), dueAt: addMs(deps.now(), jitterMs(deps)) });
  deps.log('delivery.rateLimited');
  return 'done';
};

/** It ends without having gone out, as far as anybody knows; HR hears of it first. */
const fail = async (attempt: Attempt, reason: string): Promise<void> => {
  const { deps, scope, delivery } = attempt;
  if (delivery.kind === 'digest') {
    await splitDigest(deps, scope, delivery);
    await markFailed(scope, { ...refOf(attempt), reason });
    deps.log('delivery.failed', { reason });
    return;
  }
  await reportUnreached(deps, scope, delivery, { delivery: delivery.id });
  await markFailed(scope, { ...refOf(attempt), reason });
  deps.log('delivery.failed', { reason });
};

const refOf = ({ planId, deliveryId, attemptId }: Attempt): AttemptRef => ({
  planId,
  deliveryId,
  attemptId,
});

/** A delivery that ends, or waits, without having been tried. */
const end = async (
  attempt: Attempt,
  prepared: Exclude<Prepared, { kind: 'ready' }>,
): Promise<Done> => {
  const { deps, scope } = attempt;
  const ref = refOf(attempt);
  switch (prepared.kind) {
    case 'unreachable':
      await reportUnreached(deps, scope, attempt.delivery, { email: prepared.email });
      await withdraw(scope, { ...ref, as: 'SUPPRESSED', reason: prepared.reason });
      deps.log('delivery.withdrawn', { reason: prepared.reason });
      return 'done';
    case 'withdraw': {
      const { as, reason } = prepared;
      await withdraw(scope, { ...ref, as, reason });
      deps.log(as === 'STALE' ? 'delivery.stale' : 'delivery.withdrawn', { reason });
      return 'done';
    }
    case 'postpone':
      await reschedule(scope, { ...ref, dueAt: prepared.until, late: true });
      deps.log('delivery.postponed', { reason: 'quietHours' });
      return 'done';
    default:
      await markFailed(scope, { ...ref, reason: 'noRecipient' });
      deps.log('delivery.noRecipient');
      return 'done';
  }
};

/** Writes down what became of the one call to the mail service. */
const conclude = async (attempt: Attempt, outcome: SendOutcome): Promise<void> => {
  const { deps, scope } = attempt;
  const ref = refOf(attempt);
  const now = deps.now();
  switch (outcome.kind) {
    case 'sent': {
      const { messageId } = outcome;
      const written = await insist(deps, () => markSent(scope, { ...ref, messageId, at: now }));
      // What could not be written down turns ambiguous with the lease and waits for evidence.
      deps.log(written ? 'delivery.sent' : 'delivery.uncommitted', { messageId });
      return;
    }
    case 'throttled':
      await reschedule(scope, { ...ref, dueAt: addMs(now, THROTTLED_MS + jitterMs(deps)) });
      deps.log('delivery.postponed', { reason: outcome.reason });
      return;
    case 'blocked':
      await reschedule(scope, { ...ref, dueAt: addMs(now, BLOCKED_MS + jitterMs(deps)) });
      deps.log('delivery.blocked', { reason: outcome.reason });
      return;
    case 'rejected':
      await fail(attempt, outcome.reason);
      return;
    default:
      await markAmbiguous(scope, { ...ref, now, resolveAt: addMs(now, TIMING.resolveMs) });
      deps.log('delivery.ambiguous', { reason: outcome.reason });
  }
};

/** Up to a minute, so that what was held back together does not come back together. */
const jitterMs = ({ randomBytes }: JobDependencies): number =>
  Math.floor(((randomBytes(1)[0] ?? 0) / 256) * 60_000);

/** @returns whether the step is written, by this call or by evidence that was faster */
const insist = async (deps: JobDependencies, step: () => Promise<StepResult>): Promise<boolean> => {
  for (let attempt = 1; attempt <= COMMITS; attempt += 1)
    try {
      const result = await step();
      if (result.kind === 'done') return true;
      if (result.kind === 'refused')
        return result.delivery !== undefined && isProven(result.delivery.status);
    } catch (error) {
      deps.log('job.failed', { operation: 'markSent', ...errorFields(error) });
    }
  return false;
};
