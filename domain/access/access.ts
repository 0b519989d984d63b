import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import { unreachable } from '../kernel/unreachable.ts';
import type { Appeal } from '../plan/after-close.ts';
import type { ActsAs } from '../plan/context.ts';
import { awaitsManager, isEnded, openPart } from '../plan/stage.ts';
import type { Grant, Plan } from '../plan/state.ts';
import type { InvitedDecision, PlanStatus } from '../plan/vocabulary.ts';
import { holdsOn } from '../tenant/absence.ts';
import type { Member } from '../tenant/tenant.ts';
import {
  EXTERNAL_ACTIONS,
  PLAN_ACTIONS,
  type PlanAction,
  type Relation,
  type Row,
  TENANT_ACTIONS,
  type TenantAction,
  type View,
} from './actions.ts';

/** As much of a person as access depends on. */
export type Person = Pick<Member, 'id' | 'roles' | 'status' | 'delegations'> & {
  /** Whether they signed in with one; left out where nobody signs in. */
  readonly hasSecondFactor?: boolean;
};

/** What somebody is to a plan on a day, with what that rests on. */
export type Capacity =
  | { readonly as: 'employee' | 'manager' | 'hr' | 'hrHead' | 'provider' }
  /** Stands in for the manager or the HR owner, who is away (A7). */
  | { readonly as: 'delegate'; readonly of: 'manager' | 'hr'; readonly actingFor: MemberId }
  /** Named by HR to decide the open appeal (A4). */
  | { readonly as: 'decider' }
  | { readonly as: 'investigator' }
  /** Is asked to take the plan over (A6). */
  | { readonly as: 'successor' }
  /** Invited for one decision (A3, A4). */
  | { readonly as: 'approver'; readonly decision: InvitedDecision };

const appealIn = (plan: Plan): Appeal | undefined => {
  const appeal = isEnded(plan) ? plan.appeal : undefined;
  return appeal?.status === 'LODGED' || appeal?.status === 'HEARD' ? appeal : undefined;
};

/** Whether a decision is to be taken: before and after, who was invited to it has no business here. */
const isPending = (decision: InvitedDecision, plan: Plan): boolean => {
  switch (decision) {
    case 'plan':
      return plan.status === 'IN_REVIEW';
    case 'outcome':
      return plan.status === 'FINAL_REVIEW';
    case 'appeal':
      return appealIn(plan) !== undefined;
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(decision);
  }
};

/** Who manages the plan; nobody while a successor is awaited, when the HR owner sees to it (A6). */
const managerOf = (plan: Plan): MemberId | undefined =>
  awaitsManager(plan) ? undefined : plan.managerId;

const standsInFor = (
  { delegations = [] }: Person,
  id: MemberId | undefined,
  today: CivilDate,
): boolean => delegations.some((one) => one.memberId === id && holdsOn(one, today));

/**
 * Whoever stands in for both does so for the manager: nobody signs from two sides. Nobody stands in
 * for HR with a password alone, which would not do for HR either.
 */
const standsIn = (person: Person, plan: Plan, today: CivilDate): readonly Capacity[] => {
  const { hrOwnerId } = plan;
  const managerId = managerOf(plan);
  if (managerId !== undefined && standsInFor(person, managerId, today))
    return [{ as: 'delegate', of: 'manager', actingFor: managerId }];
  return person.hasSecondFactor !== false && standsInFor(person, hrOwnerId, today)
    ? [{ as: 'delegate', of: 'hr', actingFor: hrOwnerId }]
    : [];
};

/**
 * Decisions that somebody was named for or invited to, and audits. The manager's stand-in of the day
 * decides nothing (A7), and whoever drafted the plan approves nothing of it (A3).
 */
const invited = (person: Person, plan: Plan, today: CivilDate): readonly Capacity[] => {
  const { id } = person;
  const isForManager = standsInFor(person, managerOf(plan), today);
  const named = appealIn(plan)?.decider?.memberId === id && !isForManager;
  return [
    ...(named ? [{ as: 'decider' } as const] : []),
    ...plan.grants
      .filter((grant) => grant.memberId === id && holdsOn(grant, today))
      .flatMap((grant: Grant): readonly Capacity[] => {
        if (grant.as === 'investigator') return [{ as: 'investigator' }];
        const { decision } = grant;
        const mayDecide = isPending(decision, plan) && id !== plan.authorId && !isForManager;
        return mayDecide ? [{ as: 'approver', decision }] : [];
      }),
  ];
};

const isSuccessor = ({ id }: Person, plan: Plan): readonly Capacity[] => {
  const amendment = 'amendment' in plan ? plan.amendment : undefined;
  return amendment?.kind === 'MANAGER_CHANGE' && amendment.to === id ? [{ as: 'successor' }] : [];
};

/**
 * What somebody is to a plan on a day, the strongest first (O1). The employee is only ever the
 * employee, and the manager is neither HR, nor HR's stand-in, nor invited to decide on a plan of
 * their own: nobody sees or signs from two sides (A3). Of HR is the plan's HR owner and whoever has
 * an HR role: O1 names owner and approver, and anybody of HR may have to approve what the owner
 * drafted (A3). Who has left is nobody, and what has run out no longer counts.
 *
 * @param today at the plan's site
 */
export const capacitiesOf = (person: Person, plan: Plan, today: CivilDate): readonly Capacity[] => {
  const { id, roles, status } = person;
  if (status !== 'ACTIVE') return [];
  if (id === plan.employeeId) return [{ as: 'employee' }];
  const provides: readonly Capacity[] = plan.content.supports.some(
    (support) => support.provider.memberId === id,
  )
    ? [{ as: 'provider' }]
    : [];
  if (id === managerOf(plan)) return [{ as: 'manager' }, ...provides];
  const succeeds = isSuccessor(person, plan);
  const heads: readonly Capacity[] = roles.includes('hrHead') ? [{ as: 'hrHead' }] : [];
  const decides = invited(person, plan, today);
  if (id === plan.hrOwnerId || roles.includes('hr') || roles.includes('hrHead'))
    return [{ as: 'hr' }, ...heads, ...succeeds, ...decides, ...provides];
  return [...succeeds, ...standsIn(person, plan, today), ...decides, ...provides];
};

/**
 * Whether the employee may know of the plan yet: from the moment the draft is shared, or, where HR
 * deferred that, from the presentation on.
 */
export const isShownToEmployee = (plan: Plan): boolean => {
  const stage = openPart(plan);
  const shared = plan.talk.sharedAt !== undefined;
  return shared || !['DRAFT', 'IN_REVIEW', 'APPROVED'].includes(stage.status);
};

/** A decision on one action: the relation that allows it, and how much the answer may show. */
export type Access =
  | {
      readonly allowed: true;
      /** Stands in the access log. */
      readonly as: Relation;
      /** Stands in the events. */
      readonly acts: ActsAs;
      readonly view: View;
      readonly actingFor?: MemberId;
    }
  /**
   * `known`: the caller may read the plan, so a refusal does not reveal that it exists. `lacks`: what
   * they have to bring to be allowed.
   */
  | { readonly allowed: false; readonly known: boolean; readonly lacks?: 'secondFactor' };

/** Visible fields (O6). */
const VIEW_OF: Readonly<Record<Exclude<Relation, 'delegate'>, View>> = {
  employee: 'employee',
  manager: 'manager',
  hr: 'hr',
  successor: 'manager',
  provider: 'employee',
  hrHead: 'hr',
  decider: 'reviewer',
  investigator: 'reviewer',
  approver: 'reviewer',
};

/** Whether somebody may do something in one of their capacities. */
export const mayAs = (action: PlanAction, capacity: Capacity, plan: Plan): boolean => {
  const row: Row = PLAN_ACTIONS[action];
  const standing = (cell: true | readonly PlanStatus[] | undefined): boolean =>
    cell === true || (cell?.includes(plan.status) ?? false);
  switch (capacity.as) {
    case 'employee':
      return isShownToEmployee(plan) && standing(row.employee);
    case 'delegate':
      return row.delegate === true && standing(row[capacity.of]);
    case 'approver':
      return row.approver === true || (row.approver?.includes(capacity.decision) ?? false);
    default:
      return standing(row[capacity.as]);
  }
};

const accessAs = (capacity: Capacity): Access => {
  const { as } = capacity;
  if (as === 'delegate') {
    const { of, actingFor } = capacity;
    // Who stands in for HR reads no more than HR's work of the day needs (O6).
    return { allowed: true, as, acts: of, view: of === 'hr' ? 'reviewer' : VIEW_OF[of], actingFor };
  }
  // An investigator reads as HR does, and does nothing that an event could tell of; the head is of HR.
  return {
    allowed: true,
    as,
    acts: as === 'successor' ? 'manager' : as === 'investigator' || as === 'hrHead' ? 'hr' : as,
    view: VIEW_OF[as],
  };
};

/**
 * Deny by default: who is nothing to a plan learns not even that it exists (O5).
 *
 * @param today at the plan's site
 */
export const accessTo = (
  action: PlanAction,
  person: Person,
  plan: Plan,
  today: CivilDate,
): Access => {
  const capacities = capacitiesOf(person, plan, today);
  const capacity = capacities.find((one) => mayAs(action, one, plan));
  if (capacity !== undefined) return accessAs(capacity);
  const known = capacities.some((one) => mayAs('plan.read', one, plan));
  const lacksFactor =
    person.hasSecondFactor === false &&
    accessTo(action, { ...person, hasSecondFactor: true }, plan, today).allowed;
  return lacksFactor ? { allowed: false, known, lacks: 'secondFactor' } : { allowed: false, known };
};

/** Whether the action is one that uses up the right to it: what somebody was invited to decide. */
export const isInvitedDecision = (action: PlanAction): boolean => {
  const { approver }: Row = PLAN_ACTIONS[action];
  return approver !== undefined && approver !== true;
};

/** Whether somebody's roles allow an action on the company itself. */
export const mayInTenant = (
  action: TenantAction,
  member: Pick<Member, 'roles' | 'status'>,
): boolean =>
  member.status === 'ACTIVE' &&
  (member.roles.includes('external')
    ? (EXTERNAL_ACTIONS as readonly TenantAction[]).includes(action)
    : TENANT_ACTIONS[action].some(
        (role) => role === 'member' || (member.roles as readonly string[]).includes(role),
      ));

/** Whether somebody may see and enter when a person is away: their own, or as HR or administrator. */
export const mayKeepAbsencesOf = (
  memberId: MemberId,
  by: Pick<Member, 'id' | 'roles' | 'status'>,
): boolean =>
  by.status === 'ACTIVE' &&
  (by.id === memberId || by.roles.some((role) => ['admin', 'hr', 'hrHead'].includes(role)));
