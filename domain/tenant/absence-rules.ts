import type { CivilDate } from '../kernel/civil-date.ts';
import { daysBetween } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import { finding, type RuleResult } from '../plan/rules/findings.ts';
import {
  ABSENCE_MAX_DAYS,
  ABSENCES_MAX,
  type Absence,
  DELEGATION_MAX_DAYS,
  DELEGATIONS_MAX,
  notOver,
} from './absence.ts';
import type { Member } from './tenant.ts';

/** What an absence is judged on. */
export interface AbsenceContext {
  /** At the site of whoever will be away. */
  readonly today: CivilDate;
  /** The person named as the stand-in; absent when there is none, or no such person. */
  readonly delegate?: Pick<Member, 'status' | 'roles' | 'delegations'>;
  /** Who enters it. */
  readonly by: Pick<Member, 'id' | 'roles'>;
}

/** A7: an absence has an end, has not passed, and is neither one too many nor one on top of another. */
const spanRules = (
  { from, until, delegateId }: Absence,
  others: readonly Absence[],
  today: CivilDate,
): readonly RuleResult[] => {
  if (until < from || until < today) return [finding('A7.order', '/until')];
  const days = daysBetween(from, until) + 1;
  const max = delegateId === undefined ? ABSENCE_MAX_DAYS : DELEGATION_MAX_DAYS;
  return [
    ...(days > max ? [finding('A7.tooLong', '/until', { days, max })] : []),
    ...(others.some((one) => one.from <= until && from <= one.until)
      ? [finding('A7.overlap', '/from')]
      : []),
    ...(others.length >= ABSENCES_MAX ? [finding('A7.tooMany', '', { max: ABSENCES_MAX })] : []),
  ];
};

const isHr = ({ roles }: Pick<Member, 'roles'>): boolean =>
  roles.includes('hr') || roles.includes('hrHead');

/** Somebody from outside sees what a plan grants them, and stands in for nobody. */
const isExternal = ({ roles }: Pick<Member, 'roles'>): boolean => roles.includes('external');

/**
 * A7: the stand-in is another active person of the company with room for it. An administrator may enter that
 * somebody is away, but who sees plans meanwhile is for that person or for HR to say (O1).
 */
const standInRules = (
  delegateId: MemberId,
  absentId: MemberId,
  { delegate, by, today }: AbsenceContext,
): readonly RuleResult[] => [
  ...(by.id !== absentId && !isHr(by) ? [finding('A7.named', '/delegateId')] : []),
  ...(delegateId === absentId || delegate?.status !== 'ACTIVE' || isExternal(delegate)
    ? [finding('A7.person', '/delegateId')]
    : []),
  ...(notOver(delegate?.delegations, today).length >= DELEGATIONS_MAX
    ? [finding('A7.tooMany', '/delegateId', { max: DELEGATIONS_MAX })]
    : []),
];

/** A7: what stands against an absence of somebody, with or without a stand-in. */
export const absenceRules = (
  absence: Absence,
  absent: Pick<Member, 'id' | 'absences'>,
  context: AbsenceContext,
): readonly RuleResult[] => [
  ...spanRules(absence, notOver(absent.absences, context.today), context.today),
  ...(absence.delegateId === undefined ? [] : standInRules(absence.delegateId, absent.id, context)),
];
