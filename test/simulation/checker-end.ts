import { epochMs } from '../../domain/kernel/instant.ts';
import type { Delivery } from '../../functions/adapters/store/index.ts';
import { isProven, type Piece, rankOf, type Sent, SLACK } from './checker-mail.ts';
import { reachable, type State, standing, stateAt } from './states.ts';
import type { Case, Wrong } from './verdict.ts';
import type { StatusChange, World } from './world.ts';

const HOUR = 3_600_000;
/** How long anything may take. */
const GRACE = 9 * HOUR;
const AT_MOST_ONCE = new Set(['planSucceeded']);
const DOUBTS = 8;

type Say = (wrong: Wrong) => void;

/** Proof counts, whatever was written before, and never gives way to less. */
const judgeProof = (
  history: readonly StatusChange[],
  status: Delivery['status'],
  sent: readonly Sent[],
  say: Say,
): void => {
  const ranks = history.map((one) => rankOf(one.status)).filter((rank) => rank >= 0);
  const isIgnored =
    sent.some(({ mail }) => mail.provenAt !== undefined) && !isProven(status)
      ? true
      : ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0)) ||
        (sent.some(({ mail }) => mail.returnedAt !== undefined) &&
          status !== 'BOUNCED' &&
          status !== 'COMPLAINED');
  if (isIgnored) say('proof ignored');
};

/** The states of a plan while something of it was under way. */
const during = (states: readonly State[], history: readonly StatusChange[], end: number) => {
  const created = history[0]?.at ?? 0;
  const last = history.at(-1)?.at ?? end;
  return [
    stateAt(states, created),
    ...states.filter((one) => one.at > created && one.at <= last + SLACK),
  ].filter((one) => one !== undefined);
};

/** Whether HR was told that something of a plan did not reach its recipient. */
const isTold = ({ deliveries, byId, sentTo }: Case, about: Delivery): boolean => {
  if (about.kind === 'unreached') return true;
  const words = deliveries.filter(({ kind }) => kind === 'unreached');
  // One word for each address, whichever mail it was that did not reach it.
  const addresses = sentTo(about.id);
  const isSame = (ref: string) =>
    [...sentTo(ref), byId.get(ref)?.email ?? ''].some((to) => addresses.includes(to));
  return words.some(({ ref }) => ref === about.id || about.status === 'SUPPRESSED' || isSame(ref));
};

/** Judges how one delivery ended. */
export const judgeDelivery = (
  one: Case,
  delivery: Delivery,
  sent: readonly Sent[],
  say: Say,
): void => {
  const { world, plan, states, end } = one;
  const { status } = delivery;
  const history = world.history.get(delivery.id) ?? [];
  const last = history.at(-1)?.at ?? end;
  const meanwhile = during(states, history, end);
  if (status === 'GATHERED') return;
  const told = () =>
    isTold(one, delivery) || meanwhile.some((state) => state.plan.status === 'ERASED');
  judgeProof(history, status, sent, say);
  if (sent.some(({ mail }) => mail.returnedAt !== undefined) && !told()) say('HR not told');
  switch (status) {
    case 'SENT':
    case 'DELIVERED':
    case 'BOUNCED':
    case 'COMPLAINED':
      if (sent.length === 0) say('lost');
      return;
    case 'CANCELLED':
      if (!meanwhile.some((state) => standing(state, delivery, last).kind === 'over'))
        say('ended without reason');
      return;
    case 'STALE':
      if (!meanwhile.some((state) => standing(state, delivery, last + SLACK).kind !== 'open'))
        say('ended without reason');
      return;
    case 'SUPPRESSED':
      if (![...world.outOfReach.keys()].some((key) => key.startsWith(`T#${plan.tenantId}#`)))
        say('ended without reason');
      if (!told()) say('HR not told');
      return;
    case 'FAILED':
      if (!isKnownFailure(world, delivery, meanwhile, last)) say('ended without reason');
      if (delivery.reason !== 'noRecipient' && !told()) say('HR not told');
      return;
    default:
      if (epochMs(delivery.dueAt) < end - GRACE || status !== 'SCHEDULED') say('stuck');
  }
};

const isKnownFailure = (
  world: World,
  delivery: Delivery,
  meanwhile: readonly State[],
  last: number,
): boolean => {
  if (delivery.reason === 'unconfirmed')
    return delivery.doubts >= (AT_MOST_ONCE.has(delivery.kind) ? 1 : DOUBTS);
  if (delivery.reason !== 'noRecipient') return world.rejected.has(delivery.id);
  return meanwhile.some((state) => {
    const now = standing(state, delivery, last);
    return now.kind === 'open' && reachable(state, now.memberId) === undefined;
  });
};

/** Judges how a digest ended: what did not go out in it went out by itself, or was over. */
export const judgeDigest = (
  world: World,
  digest: Delivery,
  pieces: readonly (Piece & { readonly of: Case })[],
  sent: readonly Sent[],
  end: number,
  say: Say,
): void => {
  const { status } = digest;
  const history = world.history.get(digest.id) ?? [];
  const last = history.at(-1)?.at ?? end;
  judgeProof(history, status, sent, say);
  if (sent.some(({ mail }) => mail.returnedAt !== undefined)) {
    const isSilent = ({ of, written }: (typeof pieces)[number]): boolean =>
      !isTold(of, digest) &&
      during(of.states, history, end).every(
        (state) => standing(state, written, last).kind === 'open',
      );
    if (pieces.some(isSilent)) say('HR not told');
  }
  const isOnItsOwn = ({ of, written }: (typeof pieces)[number]): boolean =>
    (of.byId.get(written.id)?.status ?? 'GATHERED') !== 'GATHERED' ||
    of.states.at(-1)?.plan.status === 'ERASED';
  const isOver = ({ of, written }: (typeof pieces)[number]): boolean =>
    during(of.states, history, end).some(
      (state) => standing(state, written, last + SLACK).kind !== 'open',
    );
  switch (status) {
    case 'SENT':
    case 'DELIVERED':
    case 'BOUNCED':
    case 'COMPLAINED':
      if (sent.length === 0) say('lost');
      return;
    case 'CANCELLED':
    case 'STALE':
    case 'FAILED':
      if (status === 'FAILED' && digest.reason !== 'noRecipient') {
        const isKnown = digest.doubts >= DOUBTS || world.rejected.has(digest.id);
        if (!isKnown) say('ended without reason');
      }
      if (!pieces.every((piece) => isOnItsOwn(piece) || isOver(piece))) say('lost');
      return;
    default:
      if (epochMs(digest.dueAt) < end - GRACE || status !== 'SCHEDULED') say('stuck');
  }
};
