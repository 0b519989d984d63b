import { addDays, type CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { INVITED_DECISIONS, PLAN_STATUSES } from '../../../domain/plan/vocabulary.ts';
import { ROLES } from '../../../domain/tenant/tenant.ts';
import { ACTIONS, type Question } from './cedar.ts';

/** A small generator with a seed (mulberry32): 0 up to, but not including, 1. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Few people, so that one of them is often several things to a plan. */
const PEOPLE = Array.from(
  { length: 6 },
  (_, index) => `01K0MEMBER000000000000009${index}` as MemberId,
);
const FIRST_DAY = '2026-03-01' as CivilDate;

const ENDED = ['CLOSED', 'SUSTAIN', 'ARCHIVED'];
const BEFORE = ['DRAFT', 'IN_REVIEW', 'APPROVED', 'PRESENTED', 'ACTIVE', 'FINAL_REVIEW'];
const RUNNING = ['ACTIVE', 'PAUSED', 'FINAL_REVIEW'];
const APPEALS = ['LODGED', 'HEARD', 'UPHELD', 'PARTLY', 'DISMISSED', 'WITHDRAWN'];

/** Everything that access depends on, at random; what else belongs to a plan is left out. */
export const questionOf = (random: () => number): Question => {
  const chance = (share: number): boolean => random() < share;
  const one = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  const some = <Item>(max: number, make: () => Item): readonly Item[] =>
    Array.from({ length: Math.floor(random() * (max + 1)) }, make);
  const day = (): CivilDate => addDays(FIRST_DAY, Math.floor(random() * 6));
  // A few end before they begin: they hold on no day.
  const span = () => {
    const from = day();
    return { from, until: addDays(from, Math.floor(random() * 5) - 1) };
  };
  const status = one(PLAN_STATUSES);
  const talk = {
    status: 'SHARED',
    replies: [],
    ...(chance(0.5) ? { sharedAt: '2026-02-10T02:00:00.000Z' } : {}),
  };
  const grants = some(3, () => ({
    seq: 1,
    at: '2026-02-10T02:00:00.000Z',
    memberId: one(PEOPLE),
    purpose: '核查',
    ...span(),
    ...(chance(0.4)
      ? { as: 'investigator' }
      : { as: 'approver', decision: one(INVITED_DECISIONS) }),
  }));
  const facts = {
    id: '01K0P000000000000000000009',
    employeeId: one(PEOPLE),
    managerId: one(PEOPLE),
    hrOwnerId: one(PEOPLE),
    authorId: one(PEOPLE),
    zone: 'Asia/Shanghai',
    talk,
    grants,
    content: {
      supports: some(2, () => ({
        provider: { name: '导师', ...(chance(0.8) ? { memberId: one(PEOPLE) } : {}) },
      })),
    },
  };
  const appeal = {
    status: one(APPEALS),
    ...(chance(0.8) ? { decider: { memberId: one(PEOPLE) } } : {}),
  };
  const handingOver = {
    ...(chance(0.3) ? { vacancy: {} } : {}),
    ...(chance(0.3) ? { amendment: { kind: 'MANAGER_CHANGE', to: one(PEOPLE) } } : {}),
  };
  const plan = ENDED.includes(status)
    ? {
        ...facts,
        status,
        before: { ...facts, status: one(BEFORE) },
        ...(chance(0.8) ? { appeal } : {}),
      }
    : { ...facts, ...(RUNNING.includes(status) ? handingOver : {}), status };
  const person = {
    id: one(PEOPLE),
    roles: ROLES.filter(() => chance(0.15)),
    status: chance(0.9) ? 'ACTIVE' : 'LEFT',
    ...(chance(0.7)
      ? { delegations: some(2, () => ({ absenceId: 'a', memberId: one(PEOPLE), ...span() })) }
      : {}),
  } as const;
  return { action: one(ACTIONS), person, plan: plan as unknown as Plan, today: day() };
};
