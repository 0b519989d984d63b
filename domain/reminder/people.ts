import type { MemberId } from '../kernel/ids.ts';
import { retentionFloorDaysOf } from '../plan/retention-floor.ts';
import { isEnded } from '../plan/stage.ts';
import type { Plan } from '../plan/state.ts';
import { siteOf, type Tenant } from '../tenant/tenant.ts';
import type { ReminderContext } from './plan-reminders.ts';
import type { Workplace } from './working-hours.ts';

/** Everybody whom a plan's reminders may reach. */
export const peopleOf = (plan: Plan, hrHeadId: MemberId | undefined): readonly MemberId[] => [
  ...new Set([
    plan.employeeId,
    plan.managerId,
    plan.hrOwnerId,
    ...successorOf(plan),
    ...(hrHeadId === undefined ? [] : [hrHeadId]),
    ...(isEnded(plan) && plan.appeal?.decider !== undefined ? [plan.appeal.decider.memberId] : []),
    ...plan.content.supports.flatMap(({ provider }) =>
      provider.memberId === undefined ? [] : [provider.memberId],
    ),
  ]),
];

/** Whoever is to take the plan over (A6). */
const successorOf = (plan: Plan): readonly MemberId[] =>
  'amendment' in plan && plan.amendment?.kind === 'MANAGER_CHANGE' ? [plan.amendment.to] : [];

/** Where work is done in a company without a site: no record has that, a broken one might. */
const nowhere = (zone: string): Workplace => ({
  zone,
  calendar: {
    weekend: [6, 7],
    nonWorking: [],
    extraWorking: [],
    knownUntil: '2000-01-01' as ReminderContext['calendar']['knownUntil'],
  },
});

/**
 * What a plan's reminders depend on, from the company's settings and the sites of those concerned.
 * Somebody whose site is not given counts as working where the employee does, provisionally.
 */
export const reminderContext = (
  tenant: Tenant,
  plan: Plan,
  siteIds: Readonly<Partial<Record<MemberId, string>>>,
): ReminderContext => {
  const at = (siteId: string): Workplace => siteOf(tenant, { siteId }) ?? nowhere(plan.zone);
  return {
    policy: tenant.policy,
    calendar: at(plan.siteId).calendar,
    retentionFloorDays: retentionFloorDaysOf(plan),
    workplaceOf: (memberId) => at(siteIds[memberId] ?? plan.siteId),
    ...(tenant.hrHeadId === undefined ? {} : { hrHeadId: tenant.hrHeadId }),
    provisional: peopleOf(plan, tenant.hrHeadId).some((id) => siteIds[id] === undefined),
  };
};
