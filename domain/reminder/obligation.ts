import type { WorkCalendar } from '../calendar/working-days.ts';
import type { WallTime } from '../calendar/zones.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Policy } from '../tenant/policy.ts';
import type { NoticeKind, ObligationKind, RecipientRole } from './vocabulary.ts';

/** Something that one person owes, or is expected at, and that is still open. */
export interface Obligation {
  readonly kind: ObligationKind;
  /**
   * Which one of its kind: a part's id, a planned date, or the instant at which it opened, so that
   * what closes and opens again is a new one.
   */
  readonly ref: string;
  readonly role: RecipientRole;
  readonly memberId: MemberId;
  /** `attends`: takes part in a meeting that somebody else answers for. */
  readonly part: 'owes' | 'attends';
  /** Last day for it, at the plan's site. */
  readonly dueOn: CivilDate;
  /** Start of a meeting on that day, by the clocks of the plan's site. */
  readonly timeOn?: WallTime;
  /** When it came to be; reminders that would have gone out earlier are skipped (P5). */
  readonly openedAt: Instant;
}

/** Something that one person is told once. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly role: RecipientRole;
  readonly memberId: MemberId;
  readonly on: CivilDate;
  readonly happenedAt: Instant;
  /** The meeting that it speaks of; `on` is then its day. */
  readonly meeting?: NoticedMeeting;
}

/** A meeting as a calendar holds it. */
export interface NoticedMeeting {
  readonly kind: 'checkIn' | 'checkpoint' | 'finalReview';
  /** As `Obligation.ref` names it. */
  readonly ref: string;
  readonly timeOn: WallTime;
}

/** Which of its kind: several meetings may be called off in one moment. */
export const noticeRef = ({ happenedAt, meeting }: Notice): string =>
  meeting === undefined ? happenedAt : `${happenedAt}/${meeting.kind}/${meeting.ref}`;

export interface ObligationContext {
  /** The tenant's policy as it is now; a submitted plan goes by its own snapshot. */
  readonly policy: Policy;
  /** Working days at the plan's site. */
  readonly calendar: WorkCalendar;
  /** Fewest days that the jurisdiction has a record kept (N3); none when absent. */
  readonly retentionFloorDays?: number;
  /** Who hears last; the plan's HR owner when the company has none. */
  readonly hrHeadId?: MemberId;
}
