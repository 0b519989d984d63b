import * as fc from 'fast-check';
import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import { toLocal } from '../../../domain/calendar/zones.ts';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { addMs, epochMs, fromEpochMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { Reminder, ReminderContext } from '../../../domain/reminder/plan-reminders.ts';
import type { Workplace } from '../../../domain/reminder/working-hours.ts';
import { DEFAULT_POLICY, type Policy } from '../../../domain/tenant/policy.ts';
import { planOf, play } from '../../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  approvedHistory,
  as,
  berlin,
  contextIn,
  draftHistory,
  type PlanCase,
  people,
  presentedHistory,
  shanghai,
  sharedHistory,
  submittedHistory,
} from '../../support/plans.ts';
import { on, plainWeeks } from '../calendar/calendars.ts';

export const HOUR = 3_600_000;

/** Everybody works at the plan's site unless said otherwise. */
export const remindingAt = (
  { zone, calendar }: Pick<PlanCase, 'zone' | 'calendar'>,
  more: {
    readonly policy?: Policy;
    readonly elsewhere?: Readonly<Partial<Record<MemberId, Workplace>>>;
    readonly hrHeadId?: MemberId;
  } = {},
): ReminderContext => ({
  policy: more.policy ?? DEFAULT_POLICY,
  calendar,
  workplaceOf: (memberId) => more.elsewhere?.[memberId] ?? { zone, calendar },
  ...(more.hrHeadId === undefined ? {} : { hrHeadId: more.hrHeadId }),
});

/** `checkIn/2026-03-05 before3 employee 2026-03-02 09:00`, in the reader's local time. */
export const shown = (reminder: Reminder, zone: string): string => {
  const { kind, ref, step, workingDays, role, at } = reminder;
  const local = toLocal(zone, at);
  const rung = workingDays === 0 ? step : `${step}${workingDays}`;
  const name = ref.includes('T') ? kind : `${kind}/${ref}`;
  return `${name} ${rung} ${role} ${local.date} ${local.time}`;
};

const zones = fc.constantFrom(
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'UTC',
);

const calendars: fc.Arbitrary<WorkCalendar> = fc.record({
  weekend: fc.constantFrom([6, 7] as const, [5, 6] as const, [7] as const, [] as const),
  nonWorking: fc
    .uniqueArray(fc.nat({ max: 150 }), { maxLength: 12 })
    .map((days) => days.map((day) => addDays(on('2026-02-09'), day))),
  extraWorking: fc.constant([]),
  knownUntil: fc.constant(plainWeeks.knownUntil),
});

const workplaces: fc.Arbitrary<Workplace> = fc.record({ zone: zones, calendar: calendars });

const policies: fc.Arbitrary<Policy> = fc
  .record({
    before: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    onDay: fc.boolean(),
    overdue: fc.tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 4, max: 6 }),
      fc.integer({ min: 7, max: 9 }),
    ),
    hours: fc.constantFrom(
      { from: '09:00', to: '18:00' },
      { from: '07:30', to: '12:00' },
      { from: '02:30', to: '23:59' },
      { from: '00:00', to: '23:59' },
    ),
  })
  .map(({ before, onDay, overdue, hours }) => ({
    ...DEFAULT_POLICY,
    remind: { before: before.sort((a, b) => b - a), onDay, overdue },
    workingHours: hours,
  }));

const HISTORIES = [
  draftHistory,
  sharedHistory,
  submittedHistory,
  approvedHistory,
  presentedHistory,
  acknowledgedHistory,
  activePlanHistory,
] as const;

/** Deeds that a running plan may see; refused ones change nothing. */
const DEEDS = [
  (local: string) =>
    [
      { type: 'DeliverSupport', supportId: 'mentor', deliveredOn: on(local), evidence: 'x' },
      as.manager,
    ] as const,
  (local: string) =>
    [
      { type: 'DeliverSupport', supportId: 'pairing', deliveredOn: on(local), evidence: 'x' },
      as.manager,
    ] as const,
  () =>
    [
      { type: 'ReportAction', actionId: 'review-calls', done: 'yes', fact: 'x' },
      as.employee,
    ] as const,
  () => [{ type: 'RecordNoShow', plannedOn: on('2026-03-12') }, as.manager] as const,
  (local: string) =>
    [
      {
        type: 'MoveCheckIn',
        plannedOn: on('2026-03-19'),
        to: addDays(on(local), 1),
        reason: 'x',
      },
      as.manager,
    ] as const,
  () => [{ type: 'Settle' }, as.system] as const,
  () => [{ type: 'Cancel', reason: 'ROLE_CHANGED', note: 'x' }, as.hrOwner] as const,
] as const;

/** A plan somewhere in its life, with the moment at which it is looked at. */
export interface Situation {
  readonly of: PlanCase;
  readonly plan: Plan;
  readonly context: ReminderContext;
  readonly now: Instant;
}

const placeOf = (of: PlanCase, local: string, actor: Parameters<typeof contextIn>[2]) =>
  contextIn(of, local, actor);

/** Plans at every stage, under many policies, with people in many zones and calendars. */
export const situations: fc.Arbitrary<Situation> = fc
  .record({
    of: fc.constantFrom(shanghai, berlin),
    stage: fc.nat({ max: HISTORIES.length - 1 }),
    deeds: fc.array(
      fc.record({ deed: fc.nat({ max: DEEDS.length - 1 }), days: fc.nat({ max: 12 }) }),
      {
        maxLength: 4,
      },
    ),
    policy: policies,
    places: fc.tuple(workplaces, workplaces, workplaces, workplaces, workplaces),
    scattered: fc.boolean(),
    hrHead: fc.boolean(),
    later: fc.integer({ min: 0, max: 20 * 24 * 60 }),
  })
  .map(({ of, stage, deeds, policy, places, scattered, hrHead, later }) => {
    let history = (HISTORIES[stage] ?? draftHistory)(of);
    let day = toLocal(of.zone, history.at(-1)?.at ?? ('' as Instant)).date;
    if (planOf(history).status === 'ACTIVE')
      for (const { deed, days } of deeds) {
        day = addDays(day, days);
        const [command, actor] = DEEDS[deed]?.(day) ?? DEEDS[5]();
        try {
          history = play(history, [command, placeOf(of, `${day} 16:20`, actor)]);
        } catch {
          // Refused: the plan stays as it is.
        }
      }
    const [employee, manager, hr, head, mentor] = places;
    const snapshot = (plan: Plan): Plan =>
      'submission' in plan
        ? { ...plan, submission: { ...plan.submission, policy } }
        : plan.status === 'CLOSED'
          ? { ...plan, before: snapshot(plan.before) as typeof plan.before }
          : plan;
    const elsewhere = {
      [people.employee]: employee,
      [people.manager]: manager,
      [people.hrOwner]: hr,
      [people.hrHead]: head,
      [people.mentor]: mentor,
    };
    return {
      of,
      plan: snapshot(planOf(history)),
      context: remindingAt(of, {
        policy,
        ...(scattered ? { elsewhere } : {}),
        ...(hrHead ? { hrHeadId: people.hrHead } : {}),
      }),
      now: nextQuarter(addMs(history.at(-1)?.at ?? ('' as Instant), later * 60_000)),
    };
  });

/** On the quarter hours, which hold every midnight and start of work. */
const nextQuarter = (at: Instant): Instant =>
  fromEpochMs(Math.ceil(epochMs(at) / (HOUR / 4)) * (HOUR / 4));

/** Every instant after the first, a step apart. */
export const ticks = (from: Instant, stepMs: number, count: number): readonly Instant[] =>
  Array.from({ length: count }, (_, index) => fromEpochMs(epochMs(from) + (index + 1) * stepMs));
