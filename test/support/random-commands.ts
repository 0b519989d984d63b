import * as fc from 'fast-check';
import { addDays, type CivilDate } from '../../domain/kernel/civil-date.ts';
import { addMs } from '../../domain/kernel/instant.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type { Actor } from '../../domain/plan/context.ts';
import { openMeetings } from '../../domain/plan/meetings.ts';
import { countingMeasurements } from '../../domain/plan/progress.ts';
import type { PartRating, Records } from '../../domain/plan/records.ts';
import { openDisagreements } from '../../domain/plan/rules/delivery.ts';
import { openObstacles } from '../../domain/plan/rules/obstacles.ts';
import type { SupportState } from '../../domain/plan/running-state.ts';
import type {
  EndedPlan,
  FinalReviewPlan,
  GoalReason,
  Plan,
  PresentedPlan,
  RunningPlan,
} from '../../domain/plan/state.ts';
import type { NextStep, PlanStatus } from '../../domain/plan/vocabulary.ts';
import { decider } from './after-close.ts';
import { commandOf, GIVEN_TYPES } from './every-command.ts';
import type { FullContext } from './plan-spec.ts';
import { answerCommand, as, people, replyCommand, shanghai } from './plans.ts';
import { changing } from './random-changes.ts';
import { checkInCommand, checkpointCommand, holdMeetingCommand } from './run-histories.ts';

/** One choice: which command, by whom, how long after the last one, with which figures. */
export interface Choice {
  readonly pick: number;
  readonly who: number;
  readonly afterMinutes: number;
  readonly small: number;
  readonly value: number;
  /** A command of any kind, whether it fits or not. */
  readonly wild: boolean;
}

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

export const choices = (maxLength: number): fc.Arbitrary<Choice[]> =>
  fc.array(
    fc.record({
      // Without bias: fast-check would prefer the first commands of every list.
      pick: fc.noBias(fc.nat(9973)),
      who: fc.nat(9),
      afterMinutes: fc.constantFrom(1, 20, 5 * HOUR, DAY, DAY, 2 * DAY, 3 * DAY, 7 * DAY),
      small: fc.nat(6),
      value: fc.constantFrom(0, 1, 0.5, 30, 36, 85, 100, -1, Number.NaN),
      wild: fc.integer({ min: 0, max: 9 }).map((n) => n < 2),
    }),
    { maxLength, size: 'max' },
  );

/** When the choice is made. */
export const momentAfter = (at: FullContext['now'], { afterMinutes }: Choice) =>
  addMs(at, afterMinutes * MINUTE);

const REASON = '已经与员工当面说明并记录在案';
const ACCEPTED = [
  'A2',
  'B3',
  'C3',
  'F3',
  'G1',
  'G3',
  'G4',
  'H7',
  'I1',
  'I3',
  'I7',
  'K4',
  'K6',
  'K7',
].map((ruleId) => ({ ruleId, reason: REASON }));

const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

/** A reason for each goal that cites its last measurement that counts. */
export const goodReasons = (plan: Plan, records: Records): readonly GoalReason[] =>
  plan.content.goals.map(({ id }) => ({
    goalId: id,
    text: '见所引度量记录',
    measurements: countingMeasurements(records, id)
      .slice(-1)
      .map(({ seq }) => seq),
  }));

const drafting = (
  plan: Plan,
  { small }: Choice,
  { today }: FullContext,
): readonly PlanCommand[] => {
  const submit: PlanCommand = { type: 'Submit', accepted: ACCEPTED };
  return [
    { type: 'ShareDraft', talkHeldOn: today },
    answerCommand(shanghai),
    { type: 'DeclineTalk' },
    { type: 'DeferSharing', reason: small > 2 ? REASON : '' },
    replyCommand(shanghai),
    submit,
    submit,
    submit,
    { type: 'EditContent', content: { ...plan.content, title: `第${small}稿` } },
  ];
};

const reviewing = (plan: Plan): readonly PlanCommand[] => {
  const approve: PlanCommand = {
    type: 'Approve',
    contentHash: 'submission' in plan ? plan.submission.contentHash : '',
    accepted: ACCEPTED,
  };
  return [approve, approve, approve, { type: 'ReturnForChanges', comment: REASON }];
};

const handing = (plan: Plan, { small }: Choice, { now }: FullContext): readonly PlanCommand[] => {
  const present: PlanCommand = {
    type: 'Present',
    heldAt: now,
    how: 'inPerson',
    place: '三号会议室',
    attendees: ['员工', '经理'],
    servedAt: now,
    servedBy: 'email',
    accepted: ACCEPTED,
  };
  const edit: PlanCommand = { type: 'EditContent', content: plan.content };
  return small === 0 ? [present, edit] : [present];
};

/** A rating of everything there is to rate (E6). */
const ratingsOf = ({ content }: Plan): readonly PartRating[] => {
  const rated = (part: PartRating['part'], parts: readonly { readonly id: string }[]) =>
    parts.map(
      ({ id }): PartRating => ({ part, id, done: 'yes', how: REASON, effective: 'partly' }),
    );
  return [...rated('action', content.actions), ...rated('support', content.supports)];
};

const signing = (
  plan: Plan,
  { small }: Choice,
  { now, today }: FullContext,
): readonly PlanCommand[] => {
  const contentHash = 'submission' in plan ? plan.submission.contentHash : '';
  return [
    {
      type: 'Acknowledge',
      kind: 'AGREED',
      contentHash,
      statement: small > 3 ? REASON : null,
      accepted: ACCEPTED,
    },
    {
      type: 'Acknowledge',
      kind: 'DISAGREED',
      contentHash,
      statement: null,
      accepted: ACCEPTED,
    },
    {
      type: 'RecordRefusal',
      witness: {
        name: '周洋',
        role: '班长',
        memberId: people.colleague,
        at: now,
        place: '三号会议室',
      },
    },
    { type: 'RecordNoResponse' },
    {
      type: 'RecordUnreachable',
      attempts: [
        { channel: 'phone', at: now, proof: '通话记录' },
        { channel: 'registeredPost', at: now, proof: '回执' },
      ],
    },
    scanned('scan'),
    {
      type: 'RecordPaperAcknowledgement',
      kind: small > 3 ? 'AGREED' : 'DISAGREED',
      contentHash,
      signedOn: today,
      attachmentId: 'scan',
      statement: REASON,
    },
    ...(small === 0 ? [{ type: 'Recall', reason: REASON } as const] : []),
  ];
};

/** A scan of a signed page. */
const scanned = (id: string): PlanCommand => ({
  type: 'AddAttachment',
  id,
  name: '签收单.pdf',
  mediaType: 'application/pdf',
  bytes: 1000,
  sha256: 'a'.repeat(64),
});

/** Check-ins whose record the employee can still answer. */
const replyable = ({ running }: RunningPlan, today: CivilDate): readonly string[] =>
  Object.entries(running.checkIns)
    .filter(([, state]) => state.status === 'HELD' && today <= state.replyBy)
    .map(([plannedOn]) => plannedOn);

const meeting = (
  plan: RunningPlan,
  { small }: Choice,
  { today, calendar }: FullContext,
): readonly PlanCommand[] => {
  const open = openMeetings(plan, calendar);
  const [next = open[0]] = open.slice(small > 4 ? 1 : 0);
  const unlocked = replyable(plan, today);
  const held = unlocked[small % Math.max(1, unlocked.length)] ?? '2026-03-05';
  const records: readonly PlanCommand[] = [
    {
      type: 'ReplyToCheckIn',
      plannedOn: held as CivilDate,
      kind: small > 2 ? 'REPLY' : 'DISPUTE',
      text: REASON,
    },
    { type: 'CorrectCheckIn', plannedOn: held as CivilDate, text: REASON },
  ];
  if (next === undefined) return records;
  const heldOn = next.dueOn < today ? next.dueOn : today;
  const to = addDays(next.dueOn, 1 + (small % 4));
  if (next.kind === 'checkpoint') {
    const { checkpointId } = next;
    return [
      ...records,
      checkpointCommand({ checkpointId, heldOn }),
      checkpointCommand({ checkpointId, heldOn }),
      { type: 'MoveCheckpoint', checkpointId, to, reason: REASON },
      { type: 'ExcuseCheckpoint', checkpointId, reason: REASON },
    ];
  }
  const { plannedOn } = next;
  const feedback = [{ kind: small > 2 ? 'positive' : 'corrective', text: REASON }] as const;
  const hold = checkInCommand(plannedOn, { heldOn, feedback }, ACCEPTED);
  return [
    ...records,
    hold,
    hold,
    hold,
    { type: 'PrepareCheckIn', plannedOn, text: REASON, supportNeeded: [] },
    { type: 'MoveCheckIn', plannedOn, to, reason: REASON },
    { type: 'ExcuseCheckIn', plannedOn, reason: REASON },
    { type: 'RecordNoShow', plannedOn },
  ];
};

/** What waits for somebody's answer, as it stands: an obstacle, a rating, a disagreement. */
const answersOwed = (plan: RunningPlan, context: FullContext): readonly PlanCommand[] => [
  ...openObstacles(plan).flatMap(([obstacleId]): readonly PlanCommand[] => [
    { type: 'AssignObstacle', obstacleId, ownerId: plan.hrOwnerId },
    { type: 'AnswerObstacle', obstacleId, text: REASON },
  ]),
  ...Object.entries(plan.running.checkpoints)
    .filter(([, state]) => state.status === 'HELD' && (state.ratedBy ?? []).length < 2)
    .map(
      ([checkpointId]): PlanCommand => ({
        type: 'RateParts',
        checkpointId,
        ratings: ratingsOf(plan),
      }),
    ),
  ...disagreementsOwed(plan, context),
];

/** HR's written answers that are owed (H10). */
const disagreementsOwed = (
  plan: PresentedPlan | RunningPlan,
  { calendar }: FullContext,
): readonly PlanCommand[] =>
  openDisagreements(plan, calendar).map(({ amendment }) => ({
    type: 'AnswerDisagreement',
    text: REASON,
    ...(amendment === undefined ? {} : { amendment }),
  }));

/** Baselines that were still to be measured when the plan was signed (D3). */
const owedBaselines = ({ content, running }: RunningPlan): readonly PlanCommand[] =>
  content.goals.flatMap(({ id, measure }) =>
    measure.kind === 'milestone' ||
    'value' in measure.baseline ||
    running.goals[id]?.baseline !== undefined
      ? []
      : [52, 31].map((value) => ({
          type: 'RecordBaseline',
          goalId: id,
          value,
          period: '一月',
          source: '月报',
        })),
  );

/** Somebody is let in, or what was given is taken back. */
const granting = ({ grants }: Plan, { small }: Choice, { today }: FullContext): PlanCommand => {
  const [given] = grants;
  return given !== undefined && small > 2
    ? { type: 'RevokeAccess', grant: given.seq, reason: REASON }
    : {
        type: 'GrantAccess',
        grant: {
          as: 'investigator',
          memberId: people.colleague,
          from: today,
          until: addDays(today, 10),
          purpose: REASON,
        },
      };
};

/** Every goal measured at its very target, with data enough: on the way to an early end (K2). */
const measuredAtTarget = (
  { content }: RunningPlan,
  { today }: FullContext,
): readonly PlanCommand[] =>
  content.goals.flatMap(({ id, measure, minSample }) =>
    measure.kind === 'milestone'
      ? []
      : [
          {
            type: 'RecordMeasurement',
            goalId: id,
            value: measure.target,
            sample: minSample,
            measuredOn: today,
            source: '周报',
          },
        ],
  );

const running = (
  plan: RunningPlan,
  choice: Choice,
  context: FullContext,
): readonly PlanCommand[] => {
  const { small, value } = choice;
  const { today } = context;
  const goalId = at(plan.content.goals, small).id;
  const supportId = at(plan.content.supports, small).id;
  const supportsThat = (...wanted: readonly SupportState['status'][]) =>
    Object.entries(plan.running.supports)
      .filter(([, { status }]) => wanted.includes(status))
      .map(([id]) => id);
  const [disputedId = supportId] = supportsThat('DISPUTED');
  const [deliveredId = supportId] = supportsThat('DELIVERED');
  const [last] = countingMeasurements(context.records, goalId).slice(-1);
  const measure: PlanCommand = {
    type: 'RecordMeasurement',
    goalId,
    value,
    sample: 200,
    measuredOn: today,
    source: '周报',
    ...(small > 3 && last !== undefined ? { supersedes: { seq: last.seq, reason: REASON } } : {}),
  };
  return [
    ...meeting(plan, choice, context),
    measure,
    measure,
    ...answersOwed(plan, context),
    ...owedBaselines(plan),
    { type: 'GiveFeedback', entry: { kind: 'positive', text: REASON } },
    {
      type: 'RecordCriticalEvent',
      occurredOn: addDays(today, small - 5),
      kind: 'negative',
      fact: REASON,
    },
    { type: 'MakeStatement', text: REASON },
    {
      type: 'ReportAction',
      actionId: at(plan.content.actions, small).id,
      done: 'yes',
      fact: REASON,
    },
    { type: 'ScheduleSupport', supportId, on: addDays(today, small - 1) },
    { type: 'DeliverSupport', supportId, deliveredOn: addDays(today, -small), evidence: '签到表' },
    { type: 'DeliverSupport', supportId, deliveredOn: today, evidence: '签到表' },
    { type: 'ConfirmSupport', supportId: deliveredId },
    { type: 'DisputeSupport', supportId: deliveredId, reason: REASON },
    {
      type: 'ResolveSupportDispute',
      supportId: disputedId,
      finding: small % 2 === 0 ? 'DELIVERED' : 'NOT_DELIVERED',
      reason: REASON,
    },
    { type: 'WaiveSupport', supportId, reason: REASON },
    { type: 'BeginFinalReview' },
    ...measuredAtTarget(plan, context),
    { type: 'Acknowledge', kind: 'AGREED', contentHash: plan.submission.contentHash },
    granting(plan, choice, context),
    { type: 'RaiseObstacle', obstacleId: `queue-${plan.version}`, text: REASON },
    { type: 'RecordJurisdictionFact', fact: { kind: 'reassignment', on: today, position: REASON } },
  ];
};

const AFTER: readonly (readonly ['MET' | 'PARTLY_MET' | 'NOT_MET', NextStep])[] = [
  ['MET', 'SUSTAIN'],
  ['PARTLY_MET', 'RETRAIN'],
  ['NOT_MET', 'SECOND_PLAN'],
  ['NOT_MET', 'SEPARATION_REVIEW'],
];

const ending = (
  plan: FinalReviewPlan,
  choice: Choice,
  { today, records }: FullContext,
): PlanCommand[] => {
  const [outcome, nextStep] = at(AFTER, choice.small);
  const propose: PlanCommand = {
    type: 'ProposeOutcome',
    outcome,
    nextStep,
    reasons: goodReasons(plan, records),
    accepted: ACCEPTED,
  };
  const approve: PlanCommand = {
    type: 'ApproveOutcome',
    accepted: ACCEPTED,
    ...(choice.small > 2 ? { referralChecklist: ['培训已完成'] } : {}),
  };
  return [
    { type: 'InviteToFinalMeeting', invitedOn: today, channel: 'email', proof: '邮件回执' },
    holdMeetingCommand({ heldOn: today }),
    { type: 'RespondToReview', text: null },
    {
      type: 'MarkSubstantiallyMet',
      goalId: at(plan.content.goals, choice.small).id,
      reason: REASON,
    },
    ...(plan.review.proposal === undefined
      ? [propose, propose, propose, propose, propose, propose, approve]
      : [propose, approve, approve, approve, approve, approve, approve]),
    { type: 'ReturnOutcome', comment: REASON },
  ];
};

/** What may follow an outcome as it stands. */
const afterwards = (
  plan: EndedPlan,
  choice: Choice,
  context: FullContext,
): readonly PlanCommand[] => {
  const { small } = choice;
  const { today } = context;
  const { appeal, hold } = plan;
  const decides: readonly PlanCommand[] = [
    { type: 'DISMISSED' },
    { type: 'UPHELD', effect: 'CANCEL' },
    {
      type: 'UPHELD',
      effect: 'REOPEN',
      schedule: {
        endOn: addDays(today, 45),
        finalReviewOn: addDays(today, 47),
        checkpoints: [1, 2, 3]
          .map((n) => ({ id: `more-${plan.version}-${n}`, on: addDays(today, 20 + n) }))
          .slice(0, 1),
      },
    },
    { type: 'PARTLY', outcome: 'PARTLY_MET', nextStep: 'RETRAIN' },
  ].map(({ type, ...rest }) => ({
    type: 'DecideAppeal',
    verdict: { decision: type, ...rest } as never,
    reasons: REASON,
    accepted: ACCEPTED,
  }));
  const name: PlanCommand = {
    type: 'NameAppealDecider',
    memberId: people.colleague,
    accepted: [],
  };
  const hear = { ...commandOf('HearAppeal'), heldOn: today } as PlanCommand;
  const appealing: readonly PlanCommand[] =
    appeal?.status === 'LODGED'
      ? [appeal.decider === undefined ? name : hear, hear, { type: 'WithdrawAppeal' }]
      : appeal?.status === 'HEARD'
        ? [at(decides, small), at(decides, small + 1), { type: 'WithdrawAppeal' }]
        : [commandOf('LodgeAppeal')];
  const feedback = { kind: 'positive', text: REASON } as const;
  const sustaining: readonly PlanCommand[] = [
    { type: 'RecordSustainCheckIn', heldOn: today, fact: REASON, feedback },
    {
      type: 'RecordRelapse',
      gapId: 'complaints',
      occurredOn: today,
      fact: REASON,
      accepted: [{ ruleId: 'M2', reason: REASON }],
    },
    commandOf('AnswerRelapse'),
  ];
  const archive: readonly PlanCommand[] =
    plan.status === 'ARCHIVED' && plan.erasure !== undefined
      ? [commandOf('WithdrawErasure'), commandOf('ConfirmErasure')]
      : [commandOf('RequestErasure'), commandOf('RequestErasure')];
  return [
    ...(plan.status === 'ARCHIVED' ? [...archive, ...archive] : [...appealing, ...appealing]),
    ...(plan.status === 'SUSTAIN' ? [...sustaining, ...sustaining] : []),
    { type: 'ServeOutcomeNotice', servedOn: today, channel: 'courier' },
    commandOf('BeginNextStep'),
    commandOf(hold === undefined ? 'PlaceHold' : 'ReleaseHold'),
    commandOf('RecordEmploymentEnd'),
    granting(plan, choice, context),
  ];
};

const sensible = (plan: Plan, choice: Choice, context: FullContext): readonly PlanCommand[] => {
  switch (plan.status) {
    case 'DRAFT':
      return drafting(plan, choice, context);
    case 'IN_REVIEW':
      return reviewing(plan);
    case 'APPROVED':
      return handing(plan, choice, context);
    case 'PRESENTED':
      return [
        ...signing(plan, choice, context),
        ...(context.today > plan.delivery.ackBy ? [{ type: 'RecordNoResponse' } as const] : []),
        ...disagreementsOwed(plan, context),
        { type: 'Settle' },
      ];
    case 'ACTIVE':
      return choice.pick % (plan.amendment === undefined ? 8 : 2) === 1
        ? changing(plan, choice, context)
        : [...running(plan, choice, context), { type: 'Settle' }];
    case 'PAUSED':
      return changing(plan, choice, context);
    case 'FINAL_REVIEW':
      if (choice.pick % 5 === 1) return changing(plan, choice, context);
      return choice.pick % 3 === 0 ? running(plan, choice, context) : ending(plan, choice, context);
    case 'CLOSED':
    case 'SUSTAIN':
    case 'ARCHIVED':
      return [
        { type: 'MakeStatement', text: REASON },
        { type: 'Settle' },
        ...afterwards(plan, choice, context),
      ];
    case 'ERASED':
      return [{ type: 'MakeStatement', text: REASON }, commandOf('PlaceHold'), { type: 'Settle' }];
    default:
      throw new Error('no such status');
  }
};

/** The command that a choice makes of a plan as it stands. */
export const commandFor = (plan: Plan, choice: Choice, context: FullContext): PlanCommand => {
  if (choice.wild) return commandOf(at(GIVEN_TYPES, choice.pick));
  if (choice.pick % 100 === 0) return commandOf('Cancel');
  const possible = sensible(plan, choice, context);
  // Not the digits of the pick that chose the list.
  return at(possible, Math.floor(choice.pick / 40));
};

const USUAL: Readonly<Record<PlanStatus, Actor>> = {
  DRAFT: as.manager,
  IN_REVIEW: as.hrHead,
  APPROVED: as.manager,
  PRESENTED: as.employee,
  ACTIVE: as.manager,
  PAUSED: as.hrOwner,
  FINAL_REVIEW: as.hrHead,
  CLOSED: decider,
  SUSTAIN: decider,
  ARCHIVED: as.hrHead,
  ERASED: as.hrHead,
};
const ANYBODY: readonly Actor[] = [as.employee, as.manager, as.hrOwner, as.mentor, as.system];

/** Who gives it: mostly who usually would. Whether they may is not for `decide` to judge. */
export const actorFor = (plan: Plan, { who }: Choice): Actor =>
  who < ANYBODY.length ? at(ANYBODY, who) : USUAL[plan.status];
