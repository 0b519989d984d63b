import { isShownToEmployee } from '../../../domain/access/access.ts';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { PLAN_STATUSES, type PlanStatus } from '../../../domain/plan/vocabulary.ts';
import { peopleOf } from '../../../domain/reminder/people.ts';
import { type Fields, fieldsOf, type RawItem } from './item.ts';
import { type Key, planIdOf } from './keys.ts';

/** A plan in a list. Holds no text of the plan: an index is read more widely than its plans. */
export interface PlanSummary {
  readonly planId: PlanId;
  readonly status: PlanStatus;
  readonly employeeId: MemberId;
  readonly managerId: MemberId;
  readonly hrOwnerId: MemberId;
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  readonly createdAt: Instant;
  /** A draft does not exist for its employee until it is shared (O1). */
  readonly shownToEmployee: boolean;
  /** The ends of the ids of others who may owe something: who provides support, who decides an appeal. */
  readonly others?: readonly string[];
  /** Somebody asked for its erasure, which a second person of HR confirms (N5). */
  readonly erasureAsked?: true;
}

/** The plan in a list. */
export const summaryOf = (plan: Plan): PlanSummary => ({
  planId: plan.id,
  status: plan.status,
  employeeId: plan.employeeId,
  managerId: plan.managerId,
  hrOwnerId: plan.hrOwnerId,
  startOn: plan.content.schedule.startOn,
  endOn: plan.content.schedule.endOn,
  createdAt: plan.createdAt,
  shownToEmployee: isShownToEmployee(plan),
  ...othersOf(plan),
  ...(plan.status === 'ARCHIVED' && plan.erasure !== undefined ? { erasureAsked: true } : {}),
});

/** Stages in which others than employee, manager and HR may owe something. */
export const OTHERS_OWE: readonly PlanStatus[] = ['ACTIVE', 'FINAL_REVIEW', 'CLOSED', 'SUSTAIN'];
/** Characters of an id that tell people apart well enough to look at a plan, or not. */
const END_LENGTH = 8;

const endOf = (id: MemberId): string => id.slice(-END_LENGTH);

/** Short, since it lies in three indexes. */
const othersOf = (plan: Plan): Pick<PlanSummary, 'others'> => {
  if (!OTHERS_OWE.includes(plan.status)) return {};
  const known: readonly MemberId[] = [plan.employeeId, plan.managerId, plan.hrOwnerId];
  const others = peopleOf(plan, undefined).filter((id) => !known.includes(id));
  return others.length === 0 ? {} : { others: others.map(endOf) };
};

/** Whether somebody else than employee, manager and HR may owe something on a plan; the plan says. */
export const mayOwe = ({ others }: PlanSummary, memberId: MemberId): boolean =>
  others?.includes(endOf(memberId)) === true;

/** HEAD's `summary`, as HEAD and the indexes hold it. */
export const readSummary = (key: Key, summary: Fields): PlanSummary => ({
  planId: planIdOf(key),
  status: summary.oneOf('status', PLAN_STATUSES),
  employeeId: summary.text('employeeId') as MemberId,
  managerId: summary.text('managerId') as MemberId,
  hrOwnerId: summary.text('hrOwnerId') as MemberId,
  startOn: summary.text('startOn') as CivilDate,
  endOn: summary.text('endOn') as CivilDate,
  createdAt: summary.text('createdAt') as Instant,
  shownToEmployee: summary.flag('shownToEmployee'),
  ...(summary.has('others') ? { others: summary.list('others') as readonly string[] } : {}),
  ...(summary.has('erasureAsked') ? { erasureAsked: true } : {}),
});

/** An entry of one of the indexes of plans: the index keys and `summary`, nothing else. */
export const summaryOfEntry = (entry: RawItem): PlanSummary => {
  const key: Key = { pk: String(entry.pk), sk: String(entry.sk) };
  return readSummary(key, fieldsOf(key, entry).within('summary', entry.summary));
};
