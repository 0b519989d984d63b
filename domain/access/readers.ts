import { toLocal } from '../calendar/zones.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { unreachable } from '../kernel/unreachable.ts';
import { isEnded, openPart, runningPart } from '../plan/stage.ts';
import type { Plan } from '../plan/state.ts';
import type { InvitedDecision } from '../plan/vocabulary.ts';
import { holdsOn, standInOn } from '../tenant/absence.ts';
import type { Member, Role } from '../tenant/tenant.ts';
import { type Capacity, capacitiesOf, mayAs, type Person } from './access.ts';
import type { Relation } from './actions.ts';

/** Why somebody can read a plan, where no purpose was written down for them. */
export type ReaderReason =
  | 'employee'
  | 'manager'
  | 'hrOwner'
  | 'hr'
  | 'provider'
  | 'delegateOfManager'
  | 'delegateOfHr'
  | 'decider'
  | 'successor';

/** A person, or everybody of a role, who can read a plan today (O2). */
export interface Reader {
  readonly relation: Relation;
  readonly memberId?: MemberId;
  /** Everybody with one of these roles; stands instead of a person. */
  readonly roles?: readonly Role[];
  readonly since: CivilDate;
  /** The last day; absent while no end is set. */
  readonly until?: CivilDate;
  /** The supports that are all a provider reads. */
  readonly supports?: readonly PartId[];
  readonly decision?: InvitedDecision;
  /** Number of the event that gave the access. */
  readonly grant?: number;
  /** The purpose that was written down, or the reason. */
  readonly why: { readonly purpose: string } | { readonly reason: ReaderReason };
}

/**
 * Everybody who might read the plan besides those who do by their role: the people to ask
 * `readersOf` about. Whoever stands in for the manager or the HR owner is known by their absences.
 */
export const namedOn = (plan: Plan): readonly MemberId[] => [
  ...new Set([
    plan.employeeId,
    plan.managerId,
    plan.hrOwnerId,
    ...plan.grants.map(({ memberId }) => memberId),
    ...plan.content.supports.flatMap(({ provider }) => provider.memberId ?? []),
    ...('amendment' in plan && plan.amendment?.kind === 'MANAGER_CHANGE'
      ? [plan.amendment.to]
      : []),
    ...(isEnded(plan) && plan.appeal?.decider !== undefined ? [plan.appeal.decider.memberId] : []),
  ]),
];

/** Who stands in today for those of the people who are away. */
export const standInsOf = (
  people: readonly Pick<Member, 'absences'>[],
  today: CivilDate,
): readonly MemberId[] =>
  people.flatMap((one) => {
    const found = standInOn(one, today);
    return found.away && found.absence.delegateId !== undefined ? [found.absence.delegateId] : [];
  });

/** Since when the employee knows of the plan. */
const shownSince = (plan: Plan): Instant | undefined => {
  const stage = openPart(plan);
  return plan.talk.sharedAt ?? ('delivery' in stage ? stage.delivery.presentedAt : undefined);
};

/** The day from which somebody is what they are to the plan, where that is not its first. */
const sinceOf = (plan: Plan): Readonly<Partial<Record<Relation, CivilDate | undefined>>> => {
  const on = (at: Instant | undefined) => at && toLocal(plan.zone, at).date;
  const running = runningPart(plan);
  return {
    employee: on(shownSince(plan)),
    manager: running?.managerSince,
    decider: on(isEnded(plan) ? plan.appeal?.decider?.namedAt : undefined),
    successor: on('amendment' in plan ? plan.amendment?.proposedAt : undefined),
    // A promise is read, and kept, while the plan runs.
    provider: running?.activation.startOn,
  };
};

const supportsOf = (id: MemberId, plan: Plan): readonly PartId[] =>
  plan.content.supports.filter(({ provider }) => provider.memberId === id).map((one) => one.id);

const readerAs = (
  capacity: Capacity,
  { id, delegations = [] }: Person,
  plan: Plan,
  today: CivilDate,
): readonly Reader[] => {
  const base = { relation: capacity.as, memberId: id } as const;
  const createdOn = toLocal(plan.zone, plan.createdAt).date;
  switch (capacity.as) {
    case 'employee':
    case 'manager':
    case 'decider':
    case 'successor':
    case 'provider':
      return [
        {
          ...base,
          since: sinceOf(plan)[capacity.as] ?? createdOn,
          ...(capacity.as === 'provider' ? { supports: supportsOf(id, plan) } : {}),
          why: { reason: capacity.as },
        },
      ];
    case 'hr':
    case 'hrHead':
      // Everybody else of HR reads by role, which has a line of its own.
      return id === plan.hrOwnerId
        ? [{ ...base, since: createdOn, why: { reason: 'hrOwner' } }]
        : [];
    case 'delegate': {
      const { actingFor, of } = capacity;
      const reason = of === 'manager' ? 'delegateOfManager' : 'delegateOfHr';
      return delegations
        .filter((one) => one.memberId === actingFor && holdsOn(one, today))
        .slice(0, 1)
        .map(({ from, until }) => ({ ...base, since: from, until, why: { reason } }));
    }
    case 'investigator':
    case 'approver':
      return plan.grants
        .filter(
          (grant) =>
            grant.memberId === id &&
            holdsOn(grant, today) &&
            (grant.as === 'approver'
              ? capacity.as === 'approver' && capacity.decision === grant.decision
              : capacity.as === 'investigator'),
        )
        .map((grant) => ({
          ...base,
          since: grant.from,
          until: grant.until,
          grant: grant.seq,
          ...(grant.as === 'approver' ? { decision: grant.decision } : {}),
          why: { purpose: grant.purpose },
        }));
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(capacity);
  }
};

/**
 * Who can read the plan today, since when, until when and why, by the very table that decides each
 * request (O2).
 *
 * @param people those of `namedOn` and of `standInsOf`
 * @param today at the plan's site
 */
export const readersOf = (
  plan: Plan,
  people: readonly Person[],
  today: CivilDate,
): readonly Reader[] => [
  ...people.flatMap((person) => {
    const capacities = capacitiesOf(person, plan, today);
    const reads = capacities.filter((one) => mayAs('plan.read', one, plan));
    const best =
      reads.length > 0 ? reads : capacities.filter((one) => mayAs('support.read', one, plan));
    const [strongest] = best;
    return best
      .filter((one) => one.as === strongest?.as)
      .flatMap((one) => readerAs(one, person, plan, today));
  }),
  {
    relation: 'hr',
    roles: ['hr', 'hrHead'],
    since: toLocal(plan.zone, plan.createdAt).date,
    why: { reason: 'hr' },
  },
];
