import { addDays, type CivilDate } from '../../domain/kernel/civil-date.ts';
import type { MemberId } from '../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { PlanEvent, RecordedEvent } from '../../domain/plan/events.ts';
import type { Plan } from '../../domain/plan/state.ts';
import type { DueState } from '../../functions/adapters/store/index.ts';
import { on } from '../domain/calendar/calendars.ts';
import { as, PLAN_ID, type PlanCase, people, shanghai } from '../support/plans.ts';

export const NOW = '2026-03-12T03:00:00.000Z' as Instant;

const CHECKPOINTS = [
  ...['2026-03-04', '2026-03-06', '2026-03-10', '2026-03-13', '2026-03-17'],
  ...['2026-03-20', '2026-03-24', '2026-03-27', '2026-03-31', '2026-04-03'],
  ...['2026-04-08', '2026-04-13', '2026-04-16', '2026-04-20', '2026-04-23'],
];

/** The case that the budgets are stated for: a plan of sixty days with fifteen checkpoints. */
export const fifteen: PlanCase = {
  ...shanghai,
  content: {
    ...shanghai.content,
    schedule: {
      ...shanghai.content.schedule,
      checkpoints: CHECKPOINTS.map((day, index) => ({
        id: `checkpoint-${index + 1}`,
        on: on(day),
      })),
    },
  },
};

/** What is due of a running plan, with the sites of everybody concerned. */
export const dueOf = (minutes: number): DueState => ({
  revision: 0,
  nextAt: addMs(NOW, minutes * 60_000),
  expandedTo: NOW,
  sites: Object.fromEntries(
    [people.employee, people.manager, people.hrOwner, people.mentor, people.trainer].map((id) => [
      id,
      'shanghai',
    ]),
  ) as Record<MemberId, string>,
  basis: { tenantVersion: 12, tzdata: '2026a' },
});

/** A replay record as the HTTP layer writes it. */
export const replayOf = (key: string) => ({
  memberId: people.manager,
  key: `f81d4fae-7dec-11d0-a765-00a0c91e6bf6-${key}`,
  requestHash: 'ab'.repeat(32),
  answer: { id: PLAN_ID, version: 12, status: 'ACTIVE', results: [] },
  at: NOW,
});

/** Events that follow a plan's last one. */
export const following = (plan: Plan, ...events: readonly PlanEvent[]): RecordedEvent[] =>
  events.map((event, index) => ({ seq: plan.version + 1 + index, at: NOW, by: as.manager, event }));

/** A check-in as it is usually written up. */
export const checkIn = (plannedOn: CivilDate): PlanEvent => ({
  type: 'CheckInHeld',
  writeUp: {
    plannedOn,
    heldOn: plannedOn,
    attendees: ['张伟', '李强'],
    facts: ['本周处理投诉四件,其中三件在承诺时限内完成', '一件因等待仓库确认超时半天'],
    feedback: [
      {
        kind: 'positive',
        text: '这次对客户的回复说明了原因和时间点,比上次清楚很多',
        goalId: 'response-time',
      },
      { kind: 'corrective', text: '周三的工单没有登记升级原因,下周起每天下班前检查一次' },
    ],
    goals: shanghai.content.goals.map(({ id }) => ({ goalId: id, status: 'ON_TRACK' as const })),
    obstacles: ['仓库系统周三停机两小时'],
    supportNeeded: ['希望再练习一次升级流程'],
    nextSteps: ['周四前完成升级流程练习', '下周二提交周报并附工时'],
  },
  late: false,
  replyBy: addDays(plannedOn, 7),
  accepted: [],
});

export const measurement = (goalId: string) =>
  ({
    type: 'MeasurementRecorded',
    goalId,
    value: 41.5,
    sample: 212,
    measuredOn: on('2026-03-12'),
    source: '呼叫中心系统周报',
  }) satisfies PlanEvent;

/** Everything that usually happens to a plan of sixty days until its last one. */
export const wholeRun = ({ content }: Plan): readonly PlanEvent[] => {
  const { startOn, checkpoints } = content.schedule;
  return [
    ...Array.from({ length: 8 }, (_, week) => checkIn(addDays(startOn, 3 + 7 * week))),
    ...content.supports.flatMap(({ id }): PlanEvent[] => [
      {
        type: 'SupportDelivered',
        supportId: id,
        deliveredOn: startOn,
        evidence: '签到表',
        lateByWD: 0,
        confirmBy: addDays(startOn, 7),
      },
      { type: 'SupportConfirmed', supportId: id, on: addDays(startOn, 2) },
    ]),
    ...content.actions.map(
      ({ id }): PlanEvent => ({
        type: 'ActionReported',
        actionId: id,
        done: 'partly',
        fact: '已完成一半',
        on: startOn,
      }),
    ),
    ...content.goals.map(({ id }) => measurement(id)),
    ...checkpoints.map(
      ({ id, on: day }): PlanEvent => ({
        type: 'CheckpointHeld',
        checkpointId: id,
        heldOn: day,
        attendees: [],
        facts: [],
        feedback: [],
        goals: content.goals.map((goal) => ({
          goalId: goal.id,
          status: 'AT_RISK',
          progress: 0.4,
          expected: 0.5,
          sample: 12,
        })),
      }),
    ),
  ];
};
