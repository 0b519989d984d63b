import type { Plan } from '../plan/state.ts';
import type { Member } from '../tenant/tenant.ts';
import {
  PLAN_ACTIONS,
  type PlanAction,
  type Relation,
  TENANT_ACTIONS,
  type TenantAction,
  type View,
} from './actions.ts';

/**
 * What a member is to a plan. The employee is only ever the employee, and the manager is not HR on
 * a plan of their own, so that nobody sees or signs from two sides (O1, A3).
 */
export const relationsTo = (
  member: Pick<Member, 'id' | 'roles' | 'status'>,
  plan: Plan,
): readonly Relation[] => {
  if (member.status !== 'ACTIVE') return [];
  if (member.id === plan.employeeId) return ['employee'];
  const provides = plan.content.supports.some((support) => support.provider.memberId === member.id);
  const isHr =
    member.id === plan.hrOwnerId || member.roles.includes('hr') || member.roles.includes('hrHead');
  const first: readonly Relation[] =
    member.id === plan.managerId ? ['manager'] : isHr ? ['hr'] : [];
  return provides ? [...first, 'provider'] : first;
};

/**
 * Whether the employee may know of the plan yet: from the moment the draft is shared, or, where HR
 * deferred that, from the presentation on.
 */
export const isShownToEmployee = (plan: Plan): boolean => {
  const stage = plan.status === 'CLOSED' ? plan.before : plan;
  const shared = plan.talk.sharedAt !== undefined;
  return shared || !['DRAFT', 'IN_REVIEW', 'APPROVED'].includes(stage.status);
};

/** A decision on one action: the relation that allows it, and how much the answer may show. */
export type Access =
  | { readonly allowed: true; readonly as: Relation; readonly view: View }
  /** `known`: the caller may read the plan, so a refusal does not reveal that it exists. */
  | { readonly allowed: false; readonly known: boolean };

const VIEW_OF: Readonly<Record<Relation, View>> = {
  employee: 'employee',
  manager: 'manager',
  hr: 'hr',
  provider: 'employee',
};

const allows = (action: PlanAction, relation: Relation, plan: Plan): boolean => {
  if (relation === 'employee' && !isShownToEmployee(plan)) return false;
  const row: Partial<Record<Relation, true | readonly string[]>> = PLAN_ACTIONS[action];
  const cell = row[relation];
  return cell === true || (cell?.includes(plan.status) ?? false);
};

/** Deny by default: who is nothing to a plan learns not even that it exists (O5). */
export const accessTo = (
  action: PlanAction,
  member: Pick<Member, 'id' | 'roles' | 'status'>,
  plan: Plan,
): Access => {
  const relations = relationsTo(member, plan);
  const as = relations.find((relation) => allows(action, relation, plan));
  return as === undefined
    ? {
        allowed: false,
        known: relations.some((relation) => allows('plan.read', relation, plan)),
      }
    : { allowed: true, as, view: VIEW_OF[as] };
};

/** Whether somebody's roles allow an action on the company itself. */
export const mayInTenant = (
  action: TenantAction,
  member: Pick<Member, 'roles' | 'status'>,
): boolean =>
  member.status === 'ACTIVE' &&
  TENANT_ACTIONS[action].some(
    (role) => role === 'member' || (member.roles as readonly string[]).includes(role),
  );
