import { type CivilDate, daysBetween } from '../kernel/civil-date.ts';
import type { SupportState } from '../plan/running-state.ts';
import { isEnded, runningPart } from '../plan/stage.ts';
import type { Plan, RunningPlan } from '../plan/state.ts';
import type { Outcome } from '../plan/vocabulary.ts';

/** Sums over plans by what is counted. Numbers and nothing else: no id, no name, no word of a plan. */
export type Counts = Readonly<Record<string, number>>;

/** A calendar quarter, `2026-Q2`. */
export type Quarter = string;

/** What a plan adds to the insights of its company. */
export interface Contribution {
  readonly quarter: Quarter;
  readonly counts: Counts;
}

const MONTHS = 3;

/** The quarter that a day is in. */
export const quarterOf = (on: CivilDate): Quarter =>
  `${on.slice(0, 4)}-Q${Math.ceil(Number(on.slice(5, 7)) / MONTHS)}`;

/** Names of counts; those of a cause and a kind of support are made of both. */
export const COUNT = {
  closed: 'closed',
  days: 'days',
  checkInsHeld: 'checkInsHeld',
  checkInsDue: 'checkInsDue',
  supportsGiven: 'supportsGiven',
  supportsOwed: 'supportsOwed',
  outcome: (outcome: Outcome): string => `outcome_${outcome}`,
  /** Plans with that cause in which that kind of support was given. */
  helped: (cause: string, kind: string): string => `helped_${cause}_${kind}`,
  /** Those of them that were met. */
  met: (cause: string, kind: string): string => `met_${cause}_${kind}`,
} as const;

const wasGiven = (state: SupportState | undefined): boolean =>
  state?.status === 'CONFIRMED' ||
  state?.status === 'SILENT' ||
  (state?.status === 'DISPUTED' && state.finding === 'DELIVERED');

/** Cause and kind of every support that was given for a gap with that cause, each once. */
const pairsOf = ({ content, running }: RunningPlan): readonly (readonly [string, string])[] => {
  const kinds = new Set(
    content.supports.filter(({ id }) => wasGiven(running.supports[id])).map(({ kind }) => kind),
  );
  // Health is nobody's business but HR's, and no statistic's (O6).
  const causes = new Set(
    content.gaps
      .flatMap((gap) => gap.causes.map(({ cause }) => cause))
      .filter((cause) => cause !== 'CAPACITY_HEALTH'),
  );
  return [...causes].flatMap((cause) => [...kinds].map((kind) => [cause, kind] as const));
};

/**
 * What a plan adds, once it has an outcome; nothing when it never ran. Held check-ins are counted as
 * K6 counts them: those that the employee missed, or that were excused, are nobody's failure.
 */
export const contributionOf = (plan: Plan): Contribution | undefined => {
  const ran = runningPart(plan);
  if (ran === undefined || !isEnded(plan)) return undefined;
  const { closing } = plan;
  const { running, content, activation } = ran;
  const meetings = Object.values(running.checkIns);
  const held = meetings.filter(({ status }) => status === 'HELD').length;
  const missed = meetings.filter((one) => one.status === 'MISSED' && one.by === 'manager').length;
  const supports = content.supports.map(({ id }) => running.supports[id]);
  const isMet = closing.outcome === 'MET';
  return {
    quarter: quarterOf(closing.on),
    counts: {
      [COUNT.closed]: 1,
      [COUNT.outcome(closing.outcome)]: 1,
      [COUNT.days]: daysBetween(activation.startOn, closing.on),
      [COUNT.checkInsHeld]: held,
      [COUNT.checkInsDue]: held + missed,
      [COUNT.supportsGiven]: supports.filter(wasGiven).length,
      [COUNT.supportsOwed]: supports.filter((state) => state?.status !== 'WAIVED').length,
      ...Object.fromEntries(
        pairsOf(ran).flatMap(([cause, kind]) => [
          [COUNT.helped(cause, kind), 1],
          ...(isMet ? [[COUNT.met(cause, kind), 1]] : []),
        ]),
      ),
    },
  };
};

/** Sums of counts. */
export const sumOf = (all: readonly Counts[]): Counts => {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

const negative = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, -count]));

/**
 * What a change of a plan adds to the insights, by quarter: an outcome counts, one that an appeal
 * made void is taken back. What a plan added stays when it is erased: it says nothing of anybody.
 */
export const contributionChange = (
  before: Plan | undefined,
  after: Plan,
): readonly Contribution[] => {
  if (after.status === 'ERASED') return [];
  const was = before && contributionOf(before);
  const is = contributionOf(after);
  const quarters = new Set([was, is].flatMap((one) => one?.quarter ?? []));
  return [...quarters].flatMap((quarter) => {
    const sum = sumOf([
      ...(is?.quarter === quarter ? [is.counts] : []),
      ...(was?.quarter === quarter ? [negative(was.counts)] : []),
    ]);
    const counts = Object.fromEntries(Object.entries(sum).filter(([, count]) => count !== 0));
    return Object.keys(counts).length === 0 ? [] : [{ quarter, counts }];
  });
};
