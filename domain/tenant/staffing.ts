import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PlanId } from '../kernel/ids.ts';
import { finding, type RuleResult } from '../plan/rules/findings.ts';
import type { PlanStatus } from '../plan/vocabulary.ts';
import type { Member, Role, Tenant } from './tenant.ts';

/** As much of a person as staffing depends on. */
export type Holder = Pick<Member, 'id' | 'roles' | 'status'>;

/** As much of a plan as a list shows. */
export interface OpenPlan {
  readonly planId: PlanId;
  readonly status: PlanStatus;
  readonly hrOwnerId: MemberId;
}

/** Most plans that one refusal names. */
const NAMED_MAX = 20;

const holds = ({ roles, status }: Holder, role: Role): boolean =>
  status === 'ACTIVE' && roles.includes(role);

/** Whether somebody answers for plans as HR. */
export const isHr = (person: Holder): boolean => holds(person, 'hr') || holds(person, 'hrHead');

export const isAdmin = (person: Holder): boolean => holds(person, 'admin');

/** Somebody else who holds what a person gives up, if they do. */
const successor = (
  before: Holder,
  after: Holder,
  people: readonly Holder[],
  has: (person: Holder) => boolean,
): { readonly needed: boolean; readonly by?: MemberId } => {
  if (!has(before) || has(after)) return { needed: false };
  const other = people.find((person) => person.id !== before.id && has(person));
  return other === undefined ? { needed: true } : { needed: true, by: other.id };
};

/** What a change of one person's roles or status rests on. */
export interface Handover {
  readonly violations: readonly RuleResult[];
  /** People who must still be as they were read when the change is written. */
  readonly restsOn: readonly MemberId[];
}

/**
 * Q5: somebody is left who administers the company, and somebody of HR while plans are open. Open
 * are all plans that are neither closed nor over; the refusal names them by id and stage alone.
 *
 * @param open those plans that the person answers for as HR owner
 */
export const handoverOf = (
  before: Holder,
  after: Holder,
  people: readonly Holder[],
  open: readonly OpenPlan[],
): Handover => {
  const admin = successor(before, after, people, isAdmin);
  const hr = successor(before, after, people, isHr);
  const orphans = hr.needed && hr.by === undefined ? open : [];
  return {
    violations: [
      ...(admin.needed && admin.by === undefined ? [finding('Q5.lastAdmin', '/roles')] : []),
      ...orphans
        .slice(0, NAMED_MAX)
        .map(({ planId, status }) =>
          finding('Q5.lastHr', `/plans/${planId}`, { status, count: orphans.length }),
        ),
    ],
    restsOn: [admin.by, hr.by].flatMap((id) => (id === undefined ? [] : [id])),
  };
};

/** Whether a change gives up something that others may have to hold. */
export const givesUp = (before: Holder, after: Holder): 'nothing' | 'role' | 'hr' => {
  if (isHr(before) && !isHr(after)) return 'hr';
  return isAdmin(before) && !isAdmin(after) ? 'role' : 'nothing';
};

/**
 * Q4: who hears of what stays overdue longest is of HR, and still there.
 *
 * @param head the person whom the settings name; absent when there is none of that id
 */
export const headRules = (
  { hrHeadId }: Pick<Tenant, 'hrHeadId'>,
  head: Holder | undefined,
): readonly RuleResult[] =>
  hrHeadId === undefined || (head !== undefined && isHr(head))
    ? []
    : [finding('Q4.headNotHr', '/hrHeadId')];

/**
 * Q4: what a company still lacks before its plans are safe: HR at all, a second person of HR who can
 * approve what the first has written (A3), a head of HR, and a calendar for the time ahead (Q3).
 *
 * @param today in the company's first site
 */
export const onboardingGaps = (
  tenant: Pick<Tenant, 'sites' | 'hrHeadId'>,
  people: readonly Holder[],
  today: CivilDate,
): readonly RuleResult[] => {
  const hr = people.filter(isHr).length;
  const canApprove = hr >= 2 || people.some((person) => holds(person, 'external'));
  const head = people.find(({ id }) => id === tenant.hrHeadId);
  return [
    ...(hr === 0 ? [finding('Q4.noHr', '/members')] : []),
    ...(hr > 0 && !canApprove ? [finding('Q4.fewHr', '/members')] : []),
    ...(head !== undefined && isHr(head) ? [] : [finding('Q4.noHead', '/hrHeadId')]),
    ...tenant.sites.flatMap(({ calendar }, index) =>
      calendar.knownUntil <= today
        ? [finding('Q3.ended', `/sites/${index}/calendar`, { known: calendar.knownUntil })]
        : [],
    ),
  ];
};

/**
 * Q6: a company is closed by two people, and with its open plans in sight: each is closed or
 * cancelled first, or named by whoever confirms.
 */
export const closureRules = (
  tenant: Pick<Tenant, 'closure'>,
  confirmedBy: MemberId,
  open: readonly OpenPlan[],
  named: readonly string[],
): readonly RuleResult[] => {
  const { closure } = tenant;
  if (closure === undefined) return [finding('Q6.notAsked', '')];
  if (closure.confirmedAt !== undefined) return [finding('Q6.already', '')];
  const unnamed = open.filter(({ planId }) => !named.includes(planId));
  return [
    ...(closure.askedBy === confirmedBy ? [finding('Q6.samePerson', '')] : []),
    ...unnamed
      .slice(0, NAMED_MAX)
      .map(({ planId, status }) =>
        finding('Q6.openPlan', `/plans/${planId}`, { status, count: unnamed.length }),
      ),
  ];
};
