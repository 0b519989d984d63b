import type { WorkCalendar } from '../calendar/working-days.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PlanId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Policy } from '../tenant/policy.ts';
import type { Records } from './records.ts';

/** Who gives a command. Whether they may is the access table's business, not that of `decide`. */
export type Actor =
  | { readonly kind: 'system' }
  | { readonly kind: 'member'; readonly memberId: MemberId; readonly acts: ActsAs };

/** In which capacity somebody acts on the plan; the strongest relation that allows the action. */
export type ActsAs = 'employee' | 'manager' | 'hr' | 'provider';

/** Everything outside the plan that a decision depends on. */
export interface Context {
  readonly now: Instant;
  /** The civil date of `now` at the employee's site. */
  readonly today: CivilDate;
  readonly actor: Actor;
  /** The tenant's policy as it is now; a submitted plan goes by its own snapshot. */
  readonly policy: Policy;
  /** Working days at the employee's site. */
  readonly calendar: WorkCalendar;
  /** SHA-256 of a text, lower-case hex. A pure function. */
  readonly hash: (text: string) => string;
}

/** For commands that judge what was recorded: check-ins, measurements and so on. */
export interface RecordContext extends Context {
  readonly records: Records;
}

/** For commands that open a plan (A2). */
export interface DirectoryContext extends Context {
  /** The employee's plan between IN_REVIEW and FINAL_REVIEW, when there is one. */
  readonly openPlanId?: PlanId;
  /** The employee's other drafts. */
  readonly otherDrafts: number;
  /** The employee's line manager in the directory. */
  readonly lineManagerId?: MemberId;
}

/** For commands that rest on mail having arrived (H5). */
export interface DeliveryContext extends Context {
  /** Acknowledgement reminders that were handed over to the mail service for the employee. */
  readonly ackRemindersDelivered: number;
}
