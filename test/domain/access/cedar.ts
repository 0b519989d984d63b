import { readFileSync } from 'node:fs';
import {
  type CedarValueJson,
  type EntityJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { accessTo, type Person } from '../../../domain/access/access.ts';
import { PLAN_ACTIONS, type PlanAction, type View } from '../../../domain/access/actions.ts';
import { type CivilDate, dayNumber } from '../../../domain/kernel/civil-date.ts';
import { awaitsManager, isEnded, openPart } from '../../../domain/plan/stage.ts';
import type { Plan } from '../../../domain/plan/state.ts';

/** One question: may this person do that on this day? */
export interface Question {
  readonly action: PlanAction;
  readonly person: Person;
  readonly plan: Plan;
  readonly today: CivilDate;
}

/** A refusal; or for a read of the plan whose fields are shown, and for all else that it is allowed. */
export type Verdict = 'refused' | 'allowed' | View;

const showsThePlan = (action: PlanAction): boolean => action.startsWith('plan.read');

/** What the product's table says. */
export const productSays = ({ action, person, plan, today }: Question): Verdict => {
  const access = accessTo(action, person, plan, today);
  if (!access.allowed) return 'refused';
  return showsThePlan(action) ? access.view : 'allowed';
};

const POLICIES = 'rulebook';
let parsed = false;
const parsePolicies = (): void => {
  if (parsed) return;
  const text = readFileSync(new URL('policies.cedar', import.meta.url), 'utf8');
  const answer = preparsePolicySet(POLICIES, { staticPolicies: text });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
  parsed = true;
};

const member = (id: string) => ({ type: 'Member', id });
const refer = (id: string): CedarValueJson => ({ __entity: member(id) });

/** Every day of a span, so that the policies need no arithmetic on its ends. */
const daysOf = ({ from, until }: { readonly from: CivilDate; readonly until: CivilDate }) =>
  Array.from(
    { length: Math.max(0, dayNumber(until) - dayNumber(from) + 1) },
    (_, index) => dayNumber(from) + index,
  );

const personEntity = ({ id, roles, status, delegations = [] }: Person): EntityJson => ({
  uid: member(id),
  attrs: {
    active: status === 'ACTIVE',
    hr: roles.includes('hr') || roles.includes('hrHead'),
    hrHead: roles.includes('hrHead'),
    standsIn: delegations.flatMap((one) =>
      daysOf(one).map((day) => ({ of: refer(one.memberId), day })),
    ),
  },
  parents: [],
});

const planEntity = (plan: Plan): EntityJson => {
  const appeal = isEnded(plan) ? plan.appeal : undefined;
  const amendment = 'amendment' in plan ? plan.amendment : undefined;
  return {
    uid: { type: 'Plan', id: plan.id },
    attrs: {
      employee: refer(plan.employeeId),
      manager: refer(awaitsManager(plan) ? 'nobody' : plan.managerId),
      hrOwner: refer(plan.hrOwnerId),
      author: refer(plan.authorId),
      status: plan.status,
      stage: openPart(plan).status,
      shared: plan.talk.sharedAt !== undefined,
      providers: plan.content.supports.flatMap(({ provider }) =>
        provider.memberId === undefined ? [] : [refer(provider.memberId)],
      ),
      appealOpen: appeal !== undefined && ['LODGED', 'HEARD'].includes(appeal.status),
      ...(amendment?.kind === 'MANAGER_CHANGE' ? { successor: refer(amendment.to) } : {}),
      ...(appeal?.decider === undefined ? {} : { decider: refer(appeal.decider.memberId) }),
      grants: plan.grants.flatMap((grant) =>
        daysOf(grant).map((day) => ({
          to: refer(grant.memberId),
          as: grant.as === 'approver' ? `approver of ${grant.decision}` : grant.as,
          day,
        })),
      ),
    },
    parents: [],
  };
};

const isAllowed = (question: Question, action: string): boolean => {
  const { person, plan, today } = question;
  parsePolicies();
  const answer = statefulIsAuthorized({
    principal: member(person.id),
    action: { type: 'Action', id: action },
    resource: { type: 'Plan', id: plan.id },
    context: { today: dayNumber(today), read: question.action },
    preparsedPolicySetId: POLICIES,
    entities: [personEntity(person), planEntity(plan)],
  });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
  return decision === 'allow';
};

/**
 * What the policies say. A stand-in of the manager who also audits the plan sees it from the manager's
 * side, so that is asked first.
 */
export const cedarSays = (question: Question): Verdict => {
  const { action } = question;
  if (!isAllowed(question, action)) return 'refused';
  if (!showsThePlan(action)) return 'allowed';
  const views = ['manager', 'employee', 'hr', 'reviewer'] as const;
  return views.find((view) => isAllowed(question, `see.${view}`)) ?? 'allowed';
};

export const ACTIONS = Object.keys(PLAN_ACTIONS) as readonly PlanAction[];
