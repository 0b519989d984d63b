import type { CivilDate } from '../../domain/kernel/civil-date.ts';
import type { CommandOf, PlanCommand } from '../../domain/plan/command.ts';
import type { Actor } from '../../domain/plan/context.ts';
import type { CheckInWriteUp, Measurement } from '../../domain/plan/records.ts';
import type { GoalReason } from '../../domain/plan/state.ts';
import { on } from '../domain/calendar/calendars.ts';
import { type History, play, type Step } from './plan-spec.ts';
import { activePlanHistory, as, inShanghai, type PlanCase } from './plans.ts';

/** Thursdays from 5 March; the one of the checkpoint's week is replaced by it (G6). */
export const CHECK_INS = [
  '2026-03-05',
  '2026-03-12',
  '2026-03-19',
  '2026-03-26',
  '2026-04-09',
  '2026-04-16',
  '2026-04-23',
] as const;

const MEASURED_ON = [
  '2026-03-09',
  '2026-03-16',
  '2026-03-23',
  '2026-03-30',
  '2026-04-07',
  '2026-04-13',
  '2026-04-20',
  '2026-04-27',
] as const;

export const GOALS = ['no-complaints', 'response-time', 'first-time-resolution'] as const;
export type GoalId = (typeof GOALS)[number];
export const SUPPORTS = ['mentor', 'product-course', 'simple-process'] as const;
type SupportId = (typeof SUPPORTS)[number];

/** One step in Shanghai: local time, who, what. */
export const step = (local: string, actor: Actor, command: PlanCommand): Step => [
  command,
  inShanghai(local, actor),
];

export const writeUp = (plannedOn: string, more: Partial<CheckInWriteUp> = {}): CheckInWriteUp => ({
  plannedOn: on(plannedOn),
  heldOn: on(plannedOn),
  attendees: ['员工', '经理'],
  facts: ['抽听四通来电,三通在挂断前确认了客户是否还有疑问'],
  feedback: [{ kind: 'positive', text: '先倾听客户情绪,再逐步引导解决,这点很好' }],
  goals: GOALS.map((goalId) => ({ goalId, status: 'NO_CHANGE' })),
  obstacles: [],
  supportNeeded: [],
  nextSteps: [],
  ...more,
});

export const checkInCommand = (
  plannedOn: string,
  more: Partial<CheckInWriteUp> = {},
  accepted: CommandOf<'RecordCheckIn'>['accepted'] = [],
): CommandOf<'RecordCheckIn'> => ({
  type: 'RecordCheckIn',
  writeUp: writeUp(plannedOn, more),
  accepted,
});

export const checkpointCommand = (
  more: Partial<CommandOf<'HoldCheckpoint'>> = {},
): CommandOf<'HoldCheckpoint'> => ({
  type: 'HoldCheckpoint',
  checkpointId: 'month-1',
  heldOn: on('2026-03-31'),
  attendees: ['员工', '经理', '人力资源'],
  facts: ['第一个月逐项核对三个目标的度量记录'],
  feedback: [
    { kind: 'positive', text: '一次性解决率比上月提高' },
    { kind: 'corrective', text: '高峰时段先接听再查询' },
  ],
  ...more,
});

export const measureCommand = (
  goalId: GoalId,
  value: number,
  measuredOn: string,
  more: Partial<CommandOf<'RecordMeasurement'>> = {},
): CommandOf<'RecordMeasurement'> => ({
  type: 'RecordMeasurement',
  goalId,
  value,
  sample: goalId === 'no-complaints' ? 1 : 60,
  measuredOn: on(measuredOn),
  source: '周报',
  ...more,
});

/** How a run went; what is left out went well. */
export interface Run {
  /** The plan that ran, with the parts of the Shanghai story. */
  readonly of?: PlanCase;
  /** The last figure of each goal; `null` when nobody ever measured it. */
  readonly values?: Partial<Readonly<Record<GoalId, number | null>>>;
  /** The check-ins that were held, by planned date; the others are missed (G8). */
  readonly checkIns?: readonly string[];
  readonly checkpoint?: boolean;
  /** The supports that were given and confirmed. */
  readonly supports?: readonly SupportId[];
  /** Anything else, each at its local time. */
  readonly also?: readonly (readonly [local: string, actor: Actor, command: PlanCommand])[];
}

/** Figures with which no goal is met. */
export const FAILING = {
  'no-complaints': 1,
  'response-time': 36,
  'first-time-resolution': 80,
} as const satisfies Record<GoalId, number>;

/** Figures with which every goal is met, each at its very target. */
export const MEETING = {
  'no-complaints': 0,
  'response-time': 30,
  'first-time-resolution': 85,
} as const satisfies Record<GoalId, number>;

type Timed = readonly [local: string, actor: Actor, command: PlanCommand];

const measured = (values: Run['values']): readonly Timed[] =>
  GOALS.flatMap((goalId) => {
    const value = values?.[goalId] === undefined ? FAILING[goalId] : values[goalId];
    if (value === null) return [];
    return MEASURED_ON.map((day, week): Timed => {
      // Complaints add up: the figure is that of the first week.
      const ofWeek = goalId !== 'no-complaints' || week === 0 ? value : 0;
      return [`${day} 09:00`, as.manager, measureCommand(goalId, ofWeek, day)];
    });
  });

const GIVEN_ON: Readonly<Record<SupportId, CivilDate>> = {
  mentor: on('2026-03-05'),
  'product-course': on('2026-03-12'),
  'simple-process': on('2026-03-19'),
};

const supported = (supports: readonly SupportId[]): readonly Timed[] =>
  supports.flatMap((supportId): readonly Timed[] => {
    const day = GIVEN_ON[supportId];
    return [
      [
        `${day} 15:00`,
        as.hrOwner,
        { type: 'DeliverSupport', supportId, deliveredOn: day, evidence: '签到表' },
      ],
      [`${day} 16:00`, as.employee, { type: 'ConfirmSupport', supportId }],
    ];
  });

/** The last check-in says which goals are in danger, so that nobody is surprised (I7). */
const toldOfRisk = (values: Run['values']): CheckInWriteUp['goals'] =>
  GOALS.map((goalId) => ({
    goalId,
    status: (values?.[goalId] ?? FAILING[goalId]) === MEETING[goalId] ? 'NO_CHANGE' : 'AT_RISK',
  }));

/** 29 April, the day before the end: two months in which everything owed was done, unless said. */
export const runHistory = (run: Run = {}): History => {
  const { checkIns = CHECK_INS, checkpoint = true, supports = SUPPORTS, also = [] } = run;
  const steps: readonly Timed[] = [
    ...measured(run.values),
    ...supported(supports),
    ...checkIns.map(
      (day): Timed => [
        `${day} 17:00`,
        as.manager,
        checkInCommand(day, day === checkIns.at(-1) ? { goals: toldOfRisk(run.values) } : {}),
      ],
    ),
    ...(checkpoint ? [['2026-03-31 17:00', as.manager, checkpointCommand()] satisfies Timed] : []),
    ...also,
  ];
  const inOrder = [...steps].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return play(activePlanHistory(run.of), ...inOrder.map((timed) => step(...timed)));
};

/** 30 April, the last day: the clock begins the final review. */
export const finalReviewHistory = (run: Run = {}): History =>
  play(runHistory(run), step('2026-04-30 00:00', as.system, { type: 'Settle' }));

/** 7 May: the final meeting was held on the 6th, the employee answered on the 7th. */
export const reviewedHistory = (run: Run = {}): History =>
  play(
    finalReviewHistory(run),
    step('2026-05-06 11:00', as.manager, holdMeetingCommand()),
    step('2026-05-07 09:00', as.employee, { type: 'RespondToReview', text: '认可度量结果' }),
  );

export const holdMeetingCommand = (
  more: Partial<CommandOf<'HoldFinalMeeting'>> = {},
): CommandOf<'HoldFinalMeeting'> => ({
  type: 'HoldFinalMeeting',
  heldOn: on('2026-05-06'),
  attendees: ['员工', '经理', '人力资源'],
  facts: ['逐项核对三个目标的度量记录'],
  ...more,
});

/** Numbers of the measurements of a goal, as they stand in the history. */
export const measurementsOf = (history: History, goalId: string): readonly Measurement['seq'][] =>
  history
    .filter(({ event }) => event.type === 'MeasurementRecorded' && event.goalId === goalId)
    .map(({ seq }) => seq);

/** A reason for every goal that cites its last measurement. */
export const reasonsIn = (history: History): readonly GoalReason[] =>
  GOALS.map((goalId) => ({
    goalId,
    text: '期末数值见所引度量记录',
    measurements: measurementsOf(history, goalId).slice(-1),
  }));

export const proposeCommand = (
  history: History,
  more: Partial<CommandOf<'ProposeOutcome'>> = {},
): CommandOf<'ProposeOutcome'> => ({
  type: 'ProposeOutcome',
  outcome: 'NOT_MET',
  nextStep: 'RETRAIN',
  reasons: reasonsIn(history),
  accepted: [],
  ...more,
});
