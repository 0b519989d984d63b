import { toLocal } from '../../domain/calendar/zones.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type { Actor } from '../../domain/plan/context.ts';
import { decide } from '../../domain/plan/decide.ts';
import { openMeetings } from '../../domain/plan/meetings.ts';
import type { Plan } from '../../domain/plan/state.ts';
import {
  commit,
  getMembers,
  getTenant,
  loadForJob,
  putMember,
  putSuppression,
  putTenant,
} from '../../functions/adapters/store/index.ts';
import { dueAfter } from '../../functions/api/plans/plan-case.ts';
import { changeManager, PAUSE, RESUME } from '../support/amendments.ts';
import { as, berlin, contextIn, people, shanghai } from '../support/plans.ts';
import { actorFor, commandFor } from '../support/random-commands.ts';
import { checkInCommand } from '../support/run-histories.ts';
import type { SimulatedPlan, World } from './world.ts';

type Given = readonly [PlanCommand, Actor];

const REASON = '员工与经理当面商定并记录在案';

/** What people do to a plan, by name; `undefined` when it cannot be said of the plan as it stands. */
const COMMANDS: Readonly<Record<string, (plan: Plan, today: string) => Given | undefined>> = {
  cancel: () => [{ type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' }, as.hrOwner],
  acknowledge: (plan) => [
    {
      type: 'Acknowledge',
      kind: 'AGREED',
      contentHash: 'submission' in plan ? plan.submission.contentHash : '',
      statement: null,
    },
    as.employee,
  ],
  statement: () => [{ type: 'MakeStatement', text: '我已收到' } as PlanCommand, as.employee],
  complete: (_, today) => [checkInCommand(today), as.manager],
  move: (plan, today) => {
    if (plan.status !== 'ACTIVE') return undefined;
    const calendar = plan.siteId === 'berlin' ? berlin.calendar : shanghai.calendar;
    const meeting = openMeetings(plan, calendar).find(({ dueOn }) => dueOn >= today);
    if (meeting === undefined) return undefined;
    const to = nextDay(meeting.dueOn);
    return [
      (meeting.kind === 'checkIn'
        ? { type: 'MoveCheckIn', plannedOn: meeting.plannedOn, to, reason: REASON }
        : {
            type: 'MoveCheckpoint',
            checkpointId: meeting.checkpointId,
            to,
            reason: REASON,
          }) as PlanCommand,
      as.manager,
    ];
  },
  pause: () => [PAUSE, as.hrOwner],
  resume: () => [RESUME, as.hrOwner],
  reassign: () => [changeManager(), as.hrOwner],
};

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** What happens to people and companies, by name. */
const CHANGES: Readonly<Record<string, (world: World, plan: SimulatedPlan) => Promise<boolean>>> = {
  zone: (world, plan) =>
    changeMember(world, plan, ({ siteId }) => ({
      siteId: siteId === 'berlin' ? 'shanghai' : 'berlin',
    })),
  address: (world, plan) =>
    changeMember(world, plan, ({ email }) => ({ email: email.replace('@', 'x@') })),
  deactivate: (world, plan) =>
    changeMember(world, plan, ({ status }) => ({
      status: status === 'ACTIVE' ? 'LEFT' : 'ACTIVE',
    })),
  suppress: async (world, plan) => {
    const member = await memberOf(world, plan);
    if (member === undefined) return false;
    await putSuppression(plan.scope, member.email, {
      reason: 'complained',
      at: world.instant(),
      planId: plan.planId,
    });
    return true;
  },
  policy: async (_, plan) => {
    const before = await getTenant(plan.scope);
    if (before === undefined) return false;
    const tenant = { ...before, version: before.version + 1 };
    return (await putTenant(plan.scope, { tenant, before })).kind === 'stored';
  },
};

export const ACTIONS: readonly string[] = [...Object.keys(COMMANDS), ...Object.keys(CHANGES)];

const memberOf = async (world: World, plan: SimulatedPlan) => {
  const id = world.random.pick([people.employee, people.manager, people.hrOwner, people.mentor]);
  return (await getMembers(plan.scope, [id])).get(id);
};

const changeMember = async (
  world: World,
  plan: SimulatedPlan,
  change: (member: NonNullable<Awaited<ReturnType<typeof memberOf>>>) => object,
): Promise<boolean> => {
  const before = await memberOf(world, plan);
  if (before === undefined) return false;
  const member = { ...before, ...change(before), version: before.version + 1 };
  return (await putMember(plan.scope, { member, before })).kind === 'stored';
};

/** Somebody does something on a plan, all at once; a refusal changes nothing. */
export const act = async (
  world: World,
  plan: SimulatedPlan,
  wanted?: string,
): Promise<string | undefined> => {
  const { random } = world;
  const name = wanted ?? (random.chance(0.5) ? 'any' : random.pick(ACTIONS));
  const change = CHANGES[name];
  if (change !== undefined) {
    const did = await change(world, plan);
    if (did) world.count(`did ${name}`);
    return did ? name : undefined;
  }
  const load = await loadForJob(plan.scope, { planId: plan.planId });
  const stored = load?.stored;
  if (load === undefined || stored === undefined || stored.plan.status === 'ERASED')
    return undefined;
  const now = world.instant();
  const of = stored.plan.siteId === 'berlin' ? berlin : shanghai;
  const { today } = { today: toLocal(stored.plan.zone, now).date };
  const context = { ...contextIn(of, '2026-03-01', as.manager), now, today };
  const choice = {
    pick: random.below(9973),
    who: random.below(10),
    afterMinutes: 0,
    small: random.below(7),
    value: random.pick([0, 1, 30, 36, 85, 100]),
    wild: false,
  };
  try {
    const given: Given | undefined =
      name === 'any'
        ? [commandFor(stored.plan, choice, context), actorFor(stored.plan, choice)]
        : COMMANDS[name]?.(stored.plan, today);
    if (given === undefined) return undefined;
    const decided = decide(given[0] as never, stored.plan, {
      ...context,
      actor: given[1],
    } as never);
    if (!decided.ok) return undefined;
    const { plan: after, events } = decided.value;
    const result = await commit(plan.scope, {
      before: stored,
      after,
      events,
      due: dueAfter(after, stored.due, load.tenant),
      randomBytes: random.bytes,
    });
    if (result.kind !== 'committed') return undefined;
    world.count(`did ${given[0].type}`);
    return name;
  } catch (error) {
    // The commands at random know of no site but the first; what they cannot word is not given.
    if (error instanceof TypeError || (error as Error).message === 'nothing to choose from')
      return undefined;
    throw error;
  }
};
