import { isShownToEmployee } from '../../../domain/access/access.ts';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId, PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { PLAN_STATUSES, type PlanStatus } from '../../../domain/plan/vocabulary.ts';
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
});

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
});

/** An entry of one of the indexes of plans: the index keys and `summary`, nothing else. */
export const summaryOfEntry = (entry: RawItem): PlanSummary => {
  const key: Key = { pk: String(entry.pk), sk: String(entry.sk) };
  return readSummary(key, fieldsOf(key, entry).within('summary', entry.summary));
};
