import { addDays, type CivilDate } from '../kernel/civil-date.ts';
import { COUNT, type Counts, type Quarter, quarterOf } from './contribution.ts';

/** Fewest plans in a group that is shown. */
export const GROUP_MIN = 5;

/** A quarter is shown this long after its end: until then appeals change it plan by plan. */
export const SETTLED_AFTER_DAYS = 60;

/** Of so many plans, so many were met. */
export interface Group {
  readonly plans: number;
  readonly met: number;
}

/** What HR learns of one quarter. */
export interface QuarterInsights extends Group {
  readonly quarter: Quarter;
  /** Calendar days from start to outcome, the mean. */
  readonly daysToOutcome: number;
  /** Share of check-ins held, of those held or missed by the manager; absent when there were none. */
  readonly checkInsHeld?: number;
  /** Share of promised supports that were given, waived ones left aside. */
  readonly supportsGiven?: number;
  /** Which support went with which cause; groups that are too small are left out. */
  readonly support: readonly (Group & { readonly cause: string; readonly kind: string })[];
}

/**
 * A part of a whole may be shown when neither it nor the rest is a group of one to four: what is
 * left when the part is taken from the whole is as much a group as the part.
 */
export const mayShow = (part: number, whole: number): boolean =>
  part >= GROUP_MIN && (whole - part === 0 || whole - part >= GROUP_MIN);

/** The last day of a quarter. */
const lastDayOf = (quarter: Quarter): CivilDate => {
  const [year = '', number = ''] = quarter.split('-Q');
  const next =
    Number(number) === 4
      ? `${Number(year) + 1}-01`
      : `${year}-${String(Number(number) * 3 + 1).padStart(2, '0')}`;
  return addDays(`${next}-01` as CivilDate, -1);
};

/** Whether a quarter is over and no longer changes plan by plan. */
export const isSettled = (quarter: Quarter, today: CivilDate): boolean =>
  quarter < quarterOf(today) && addDays(lastDayOf(quarter), SETTLED_AFTER_DAYS) < today;

const share = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : Math.round((part / whole) * 100) / 100;

/**
 * What may be shown of a quarter: nothing of fewer than five plans, and no group whose difference to
 * the quarter is smaller than that. Quarters are never added up, and none is shown while it changes:
 * two answers differ by nothing, or by a whole quarter.
 */
export const insightsOf = (
  quarter: Quarter,
  counts: Counts,
  pairs: readonly (readonly [cause: string, kind: string])[],
): QuarterInsights | undefined => {
  const of = (name: string): number => counts[name] ?? 0;
  const plans = of(COUNT.closed);
  if (plans < GROUP_MIN) return undefined;
  const checkInsHeld = share(of(COUNT.checkInsHeld), of(COUNT.checkInsDue));
  const supportsGiven = share(of(COUNT.supportsGiven), of(COUNT.supportsOwed));
  return {
    quarter,
    plans,
    met: of(COUNT.outcome('MET')),
    daysToOutcome: Math.round(of(COUNT.days) / plans),
    ...(checkInsHeld === undefined ? {} : { checkInsHeld }),
    ...(supportsGiven === undefined ? {} : { supportsGiven }),
    support: pairs.flatMap(([cause, kind]) => {
      const helped = of(COUNT.helped(cause, kind));
      return mayShow(helped, plans)
        ? [{ cause, kind, plans: helped, met: of(COUNT.met(cause, kind)) }]
        : [];
    }),
  };
};
