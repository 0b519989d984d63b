import type { MemberId } from '../../domain/kernel/ids.ts';
import { fromEpochMs } from '../../domain/kernel/instant.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { reminderContext } from '../../domain/reminder/people.ts';
import {
  type ReminderContext,
  type ReminderStanding,
  standingOf,
} from '../../domain/reminder/plan-reminders.ts';
import type { Member, Tenant } from '../../domain/tenant/tenant.ts';
import type { Delivery, DigestEntry } from '../../functions/adapters/store/index.ts';
import { fromItem } from '../../functions/adapters/store/item.ts';
import { headCodec, planOfItems } from '../../functions/adapters/store/plan-codec.ts';
import { memberCodec, tenantCodec } from '../../functions/adapters/store/tenant-codec.ts';
import type { SimulatedPlan } from './world.ts';

/** How everything about a plan stood from one moment on. */
export interface State {
  readonly at: number;
  readonly plan: Plan;
  readonly tenant: Tenant;
  readonly members: ReadonlyMap<MemberId, Member>;
}

const read = new WeakMap<object, unknown>();
const once = <T>(item: object, make: () => T): T => {
  if (!read.has(item)) read.set(item, make());
  return read.get(item) as T;
};

/** Every state that a plan was in, with the company and its people as they were meanwhile. */
export const statesOf = ({ moments, settings }: SimulatedPlan): readonly State[] => {
  const times = [...new Set([...moments, ...settings].map(({ at }) => at))].sort((a, b) => a - b);
  return times.flatMap((at): readonly State[] => {
    const moment = moments.findLast((one) => one.at <= at);
    const setting = settings.findLast((one) => one.at <= at);
    if (moment === undefined || setting === undefined) return [];
    const plan = once(moment, () => planOfItems(fromItem(headCodec, moment.head), moment.bodies));
    if (plan === undefined) return [];
    const members = new Map(
      setting.members.map((item) => {
        const member = once(item, () => fromItem(memberCodec, item));
        return [member.id, member] as const;
      }),
    );
    const tenant = once(setting.tenant, () => fromItem(tenantCodec, setting.tenant));
    return [{ at, plan, tenant, members }];
  });
};

const contexts = new WeakMap<State, ReminderContext>();
export const contextOf = (state: State): ReminderContext => {
  const known = contexts.get(state);
  if (known !== undefined) return known;
  const { plan, tenant, members } = state;
  const sites = Object.fromEntries([...members].map(([id, { siteId }]) => [id, siteId]));
  const context = reminderContext(tenant, plan, sites);
  contexts.set(state, context);
  return context;
};

/** As it stood at a time; before the first moment, as then. */
export const stateAt = (states: readonly State[], time: number): State | undefined =>
  states.findLast((state) => state.at <= time) ?? states[0];

/** How something that was written down stands. */
export const standing = (
  state: State,
  written: Delivery | (DigestEntry & { readonly recipientId: MemberId }),
  time: number,
): ReminderStanding => {
  const { kind, recipientRole: role } = written;
  // Words about mail that did not arrive stand for no reminder of their own.
  if (kind === 'unreached' || kind === 'digest')
    return state.plan.status === 'ERASED'
      ? { kind: 'over' }
      : { kind: 'open', memberId: written.recipientId };
  return standingOf(
    state.plan,
    contextOf(state),
    { ...written, kind, role },
    fromEpochMs(Math.floor(time)),
  );
};

/** P6, as the rulebook has it: whoever it is meant for, else the HR owner, else the HR head. */
export const reachable = (state: State, meant: MemberId): Member | undefined => {
  const { plan, tenant, members } = state;
  const own = members.get(meant);
  if (own?.status === 'ACTIVE') return own;
  for (const id of [plan.hrOwnerId, tenant.hrHeadId]) {
    const member = id === undefined || id === plan.employeeId ? undefined : members.get(id);
    if (member?.status === 'ACTIVE') return member;
  }
  return undefined;
};
