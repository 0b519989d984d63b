import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';

/** Days on which somebody is away, and who stands in for them meanwhile. */
export interface Absence {
  /** Unique among the person's absences. */
  readonly id: string;
  readonly from: CivilDate;
  /** The last day away. */
  readonly until: CivilDate;
  readonly delegateId?: MemberId;
  /** For the company's calendar of absences; no reason of health belongs here. */
  readonly note?: string;
}

/**
 * The other side of an absence: kept with the person who stands in, so that the one read of caller
 * and plan decides their access.
 */
export interface Delegation {
  readonly absenceId: string;
  /** Who is away. */
  readonly memberId: MemberId;
  readonly from: CivilDate;
  /** The last day. */
  readonly until: CivilDate;
}

/** Most absences of one person that have not ended. */
export const ABSENCES_MAX = 20;
/** Most delegations of one person that have not ended. */
export const DELEGATIONS_MAX = 50;
/** Longest absence that can be entered, in days. */
export const ABSENCE_MAX_DAYS = 366;
/** Longest time that somebody stands in, in days; whoever is away longer hands over (A6). */
export const DELEGATION_MAX_DAYS = 90;

/** Whether a day lies in a span whose both ends count. */
export const holdsOn = (
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
  day: CivilDate,
): boolean => from <= day && day <= until;

/** P6: whether somebody is away on a day, and who, if anybody, stands in for them then. */
export const standInOn = (
  { absences = [] }: { readonly absences?: readonly Absence[] },
  day: CivilDate,
): { readonly away: false } | { readonly away: true; readonly absence: Absence } => {
  const absence = absences.find((one) => holdsOn(one, day));
  return absence === undefined ? { away: false } : { away: true, absence };
};

/** What has not ended by a day: what is over stays neither with the person nor with the stand-in. */
export const notOver = <Span extends { readonly until: CivilDate }>(
  spans: readonly Span[] | undefined,
  today: CivilDate,
): readonly Span[] => (spans ?? []).filter(({ until }) => until >= today);
