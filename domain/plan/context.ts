import type { WorkCalendar } from '../calendar/working-days.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId, PlanId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Policy } from '../tenant/policy.ts';
import type { CitedObservation } from './observation.ts';
import type { Records } from './records.ts';

/** Who gives a command. Whether they may is the access table's business, not that of `decide`. */
export type Actor =
  | { readonly kind: 'system' }
  | {
      readonly kind: 'member';
      readonly memberId: MemberId;
      readonly acts: ActsAs;
      /** Whose stand-in they are while that person is away (A7). */
      readonly actingFor?: MemberId;
    };

/** In which capacity somebody acts on the plan; the strongest relation that allows the action. */
export type ActsAs = 'employee' | 'manager' | 'hr' | 'provider' | 'approver' | 'decider';

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
  /** Fewest days that the jurisdiction has a record kept (N3); none when absent. */
  readonly retentionFloorDays?: number;
  /** SHA-256 of a text, lower-case hex. A pure function. */
  readonly hash: (text: string) => string;
  /** Gaps that HR confidentially lays to capacity or health (O6); none when left out. */
  readonly capacityHealth?: readonly PartId[];
  /** HR knows of a protected event in the last 90 days (B7), and who of HR reviewed the plan for it. */
  readonly protectedEvent?: { readonly reviewedBy?: MemberId };
}

/** For commands that give somebody access (O1). */
export interface GranteeContext extends Context {
  /** Whether the person is an active member of the company. */
  readonly granteeActive: boolean;
}

/** For commands that name another manager (A6). */
export interface SuccessorContext extends Context {
  /** Whether the person is an active member of the company. */
  readonly successorActive: boolean;
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
  /** The employee's plans whose success is being sustained. */
  readonly sustaining: number;
  /** What was noted of the employee in daily work, as far as the draft cites it (B3, B4). */
  readonly observations?: readonly CitedObservation[];
  /** The employee's line manager in the directory. */
  readonly lineManagerId?: MemberId;
}

/** For commands that name somebody who must be impartial (A4). */
export interface LineContext extends Context {
  /** Whether that person is an active member of the company. */
  readonly deciderActive: boolean;
  /** Whether that person stands above or below the plan's manager in the directory. */
  readonly inManagersLine: boolean;
}

/** For commands that rest on mail having arrived (H5). */
export interface DeliveryContext extends Context {
  /** Acknowledgement reminders that were handed over to the mail service for the employee. */
  readonly ackRemindersDelivered: number;
}
