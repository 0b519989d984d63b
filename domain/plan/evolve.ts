import { unreachable } from '../kernel/unreachable.ts';
import type { AfterCloseEvent } from './after-close-events.ts';
import type { EventOf, PlanEvent, RecordedEvent } from './events.ts';
import { evolveAfterClose, isAfterClose } from './evolve-after-close.ts';
import { applyAmendment } from './evolve-amendments.ts';
import { applyPause } from './evolve-pauses.ts';
import { regranted } from './grants.ts';
import { identityOf } from './identity.ts';
import { memberOf } from './parts.ts';
import type { FeedbackEntry } from './records.ts';
import { obstacleIdOf } from './rules/obstacles.ts';
import { answersTurn } from './rules/running.ts';
import type {
  CheckInState,
  CheckpointState,
  GoalTally,
  ObstacleState,
  RunningState,
  SupportDelivery,
  SupportState,
} from './running-state.ts';
import { isEnded } from './stage.ts';
import type {
  ActivePlan,
  DraftPlan,
  FinalReviewPlan,
  OpenPlan,
  PausedPlan,
  Plan,
  PresentedPlan,
  RunningPlan,
  TalkReply,
} from './state.ts';
import type { GoalStatus } from './vocabulary.ts';

/** Running state of a plan that has just started. */
export const NOTHING_YET: RunningState = {
  checkIns: {},
  checkpoints: {},
  supports: {},
  actions: {},
  goals: {},
  withoutPositive: 0,
  statements: 0,
  criticalEvents: 0,
};

const NO_MOVES = { manager: 0, other: 0 } as const;
const NO_MEASUREMENTS: GoalTally = { measurements: 0 };

/** How bad a status looks to the employee, for I7: the worst one shown is kept. */
const GRAVITY: Readonly<Record<GoalStatus, number>> = {
  MET: 0,
  ON_TRACK: 0,
  NOT_STARTED: 1,
  INSUFFICIENT_DATA: 1,
  AT_RISK: 2,
  OFF_TRACK: 3,
  NOT_MET: 4,
};

const worse = (a: GoalStatus | undefined, b: GoalStatus): GoalStatus =>
  a !== undefined && GRAVITY[a] >= GRAVITY[b] ? a : b;

type PatchOf<State> = { readonly [Key in keyof State]?: State[Key] };

const asDraft = (plan: OpenPlan): DraftPlan => ({
  ...identityOf(plan),
  content: plan.content,
  talk: plan.talk,
  accepted: plan.accepted,
  grants: plan.grants,
  ...(plan.jurisdiction === undefined ? {} : { jurisdiction: plan.jurisdiction }),
  ...(plan.attachments === undefined ? {} : { attachments: plan.attachments }),
  ...(plan.hold === undefined ? {} : { hold: plan.hold }),
  ...(plan.voided === undefined ? {} : { voided: plan.voided }),
  status: 'DRAFT',
});

const running = (plan: RunningPlan, patch: PatchOf<RunningState>): RunningPlan => ({
  ...plan,
  running: { ...plan.running, ...patch },
});

const withCheckIn = (plan: RunningPlan, plannedOn: string, state: CheckInState): RunningPlan =>
  running(plan, { checkIns: { ...plan.running.checkIns, [plannedOn]: state } });

const withCheckpoint = (plan: RunningPlan, id: string, state: CheckpointState): RunningPlan =>
  running(plan, { checkpoints: { ...plan.running.checkpoints, [id]: state } });

const withSupport = (plan: RunningPlan, id: string, state: SupportState): RunningPlan =>
  running(plan, { supports: { ...plan.running.supports, [id]: state } });

const review = (
  plan: FinalReviewPlan,
  patch: PatchOf<FinalReviewPlan['review']>,
): FinalReviewPlan => ({ ...plan, review: { ...plan.review, ...patch } });

/** The delivery facts of a support that was delivered at some time. */
const deliveryOf = (state: SupportState | undefined): Omit<SupportDelivery<string>, 'status'> =>
  state !== undefined && 'deliveredOn' in state
    ? { deliveredOn: state.deliveredOn, lateByWD: state.lateByWD, confirmBy: state.confirmBy }
    : NEVER_DELIVERED;
/** Stands where an event presupposes a delivery that its history does not hold. */
const NEVER_DELIVERED = { deliveredOn: '', lateByWD: 0, confirmBy: '' } as never;

const moved = (
  state: CheckInState | CheckpointState | undefined,
  by: 'manager' | 'other',
): { readonly manager: number; readonly other: number } => {
  const before = state?.movedBy ?? NO_MOVES;
  return { ...before, [by]: before[by] + 1 };
};

const movesOf = (state: CheckInState | CheckpointState | undefined) => state?.movedBy ?? NO_MOVES;

/** The day that a meeting had been moved to: calendars still show it when it is called off. */
const dayOf = (state: CheckInState | CheckpointState | undefined) =>
  state?.dueOn === undefined ? {} : { dueOn: state.dueOn };

/** Missed on the day it was due last: the grace to write it up late runs from there (G8). */
const missed = <By extends 'manager' | 'employee'>(
  state: CheckInState | CheckpointState | undefined,
  by: By,
) => ({
  status: 'MISSED' as const,
  by,
  movedBy: movesOf(state),
  ...(state?.dueOn === undefined ? {} : { dueOn: state.dueOn }),
});

/** A later reply to the same item replaces the earlier one. */
const mergeReplies = (earlier: readonly TalkReply[], later: readonly TalkReply[]) => [
  ...earlier.filter(
    (one) => !later.some((reply) => reply.to.kind === one.to.kind && reply.to.ref === one.to.ref),
  ),
  ...later,
];

const shownTo = (
  plan: RunningPlan,
  goals: readonly { readonly goalId: string; readonly status: GoalStatus | 'NO_CHANGE' }[],
): RunningState['goals'] => {
  const tallies = { ...plan.running.goals };
  for (const { goalId, status } of goals) {
    if (status === 'NO_CHANGE') continue;
    const tally = tallies[goalId] ?? NO_MEASUREMENTS;
    tallies[goalId] = { ...tally, shown: worse(tally.shown, status) };
  }
  return tallies;
};

/** I9: goals that turned are answered by feedback that recognises or corrects. */
const answered = (
  goals: RunningState['goals'],
  feedback: readonly FeedbackEntry[],
): RunningState['goals'] =>
  Object.fromEntries(
    Object.entries(goals).map(([goalId, { turned, ...tally }]) => [
      goalId,
      turned === undefined || answersTurn(turned.status, goalId, feedback)
        ? tally
        : { ...tally, turned },
    ]),
  );

const withObstacle = (plan: RunningPlan, id: string, state: ObstacleState): RunningPlan =>
  running(plan, { obstacles: { ...plan.running.obstacles, [id]: state } });

const changeObstacle = (
  plan: RunningPlan,
  id: string,
  change: Partial<ObstacleState>,
): RunningPlan => {
  const state = plan.running.obstacles?.[id];
  return state === undefined ? plan : withObstacle(plan, id, { ...state, ...change });
};

/** I8: the obstacles of a check-in wait for an answer. */
const raised = (
  { obstacles }: RunningState,
  raisedAt: RecordedEvent['at'],
  { writeUp, obstaclesBy }: EventOf<'CheckInHeld'>,
): Pick<RunningState, 'obstacles'> =>
  obstaclesBy === undefined
    ? {}
    : {
        obstacles: {
          ...obstacles,
          ...Object.fromEntries(
            writeUp.obstacles.map((_, index) => [
              obstacleIdOf(writeUp.plannedOn, index + 1),
              { raisedAt, answerBy: obstaclesBy },
            ]),
          ),
        },
      };

/** The first event's plan; every other event changes an existing one. */
export const begin = (
  event: EventOf<'PlanDrafted'>,
  { seq, at }: Pick<RecordedEvent, 'seq' | 'at'>,
): Plan => ({
  status: 'DRAFT',
  id: event.planId,
  tenantId: event.tenantId,
  employeeId: event.employeeId,
  managerId: event.managerId,
  hrOwnerId: event.hrOwnerId,
  authorId: event.authorId,
  zone: event.zone,
  siteId: event.siteId,
  language: event.language,
  createdAt: at,
  version: seq,
  content: event.content,
  talk: { status: 'NOT_SHARED', replies: [] },
  accepted: event.accepted,
  returns: 0,
  grants: [],
});

/**
 * Applies one event. Events are facts: nothing is judged here, and the stage that an event
 * presupposes is taken for granted, since only `decide` makes events.
 */
const apply = (plan: Plan, recorded: RecordedEvent): Plan => {
  const { event } = recorded;
  if (isAfterClose(event)) return evolveAfterClose(plan, { ...recorded, event });
  if (isEnded(plan) || plan.status === 'ERASED') return plan;
  return applyOpen(plan, { ...recorded, event });
};

const applyOpen = (
  plan: OpenPlan,
  recorded: RecordedEvent & { readonly event: Exclude<PlanEvent, AfterCloseEvent> },
): Plan => {
  const { at, by, event } = recorded;
  switch (event.type) {
    case 'PlanDrafted':
    // Grants and files are kept beside the stages, see `regranted` and `attached`.
    case 'AttachmentAdded':
    case 'AccessGranted':
    case 'AccessRevoked':
    case 'AccessEnded':
      return plan;
    case 'ContentEdited':
      return {
        ...asDraft(plan),
        ...(plan.status === 'DRAFT' && plan.recalledAt !== undefined
          ? { recalledAt: plan.recalledAt }
          : {}),
        content: event.content,
        accepted: [],
      };
    case 'DraftShared':
      return {
        ...asDraft(plan),
        talk: {
          ...plan.talk,
          status: 'SHARED',
          heldOn: event.talkHeldOn,
          sharedAt: at,
          replyBy: event.replyBy,
        },
      };
    case 'SharingDeferred':
      return {
        ...asDraft(plan),
        talk: {
          ...plan.talk,
          status: 'DEFERRED',
          deferral: { reason: event.reason, by: event.by },
        },
      };
    case 'DraftAnswered':
      return {
        ...asDraft(plan),
        // A new answer is replied to anew; earlier replies stay in the history.
        talk: { ...plan.talk, status: 'ANSWERED', answer: { at, ...event.answer }, replies: [] },
      };
    case 'TalkDeclined':
      return { ...asDraft(plan), talk: { ...plan.talk, status: 'DECLINED' } };
    case 'AnswerReplied':
      return {
        ...asDraft(plan),
        talk: { ...plan.talk, replies: mergeReplies(plan.talk.replies, event.replies) },
      };
    case 'PlanSubmitted':
      return {
        ...asDraft(plan),
        status: 'IN_REVIEW',
        accepted: [...plan.accepted, ...event.accepted],
        submission: {
          at,
          by: memberOf(by, plan),
          planVersion: plan.returns + 1,
          contentHash: event.contentHash,
          policy: event.policy,
          ...(event.observations === undefined ? {} : { observations: event.observations }),
        },
      };
    case 'PlanReturned':
      return { ...asDraft(plan), returns: plan.returns + 1, returnedAt: at };
    case 'PlanApproved': {
      const reviewed = plan as Extract<Plan, { status: 'IN_REVIEW' }>;
      return {
        ...reviewed,
        status: 'APPROVED',
        accepted: [...plan.accepted, ...event.accepted],
        approval: {
          at,
          by: memberOf(by, plan),
          contentHash: event.contentHash,
        },
      };
    }
    case 'PlanPresented': {
      const approved = plan as Extract<Plan, { status: 'APPROVED' }>;
      return {
        ...approved,
        status: 'PRESENTED',
        accepted: [...plan.accepted, ...event.accepted],
        delivery: { presentedAt: at, ...event.delivery },
        acknowledgements: [],
      };
    }
    case 'PlanAcknowledged': {
      const delivered = plan as PresentedPlan | RunningPlan;
      return {
        ...delivered,
        accepted: [...plan.accepted, ...(event.accepted ?? [])],
        acknowledgements: [...delivered.acknowledgements, event.acknowledgement],
      };
    }
    case 'DisagreementAnswered': {
      const disagreementAnswer = { at, by: memberOf(by, plan) };
      if (event.amendment === undefined)
        return { ...(plan as PresentedPlan | RunningPlan), disagreementAnswer };
      const { amendments, ...rest } = plan as RunningPlan;
      return {
        ...rest,
        amendments: amendments.map((one) =>
          one.no === event.amendment ? { ...one, disagreementAnswer } : one,
        ),
      };
    }
    case 'JurisdictionFactRecorded':
      return { ...plan, jurisdiction: [...(plan.jurisdiction ?? []), event.fact] };
    case 'PlanActivated': {
      const { status: _, ...delivered } = plan as PresentedPlan;
      return {
        ...delivered,
        status: 'ACTIVE',
        content: event.content ?? plan.content,
        activation: {
          at,
          startOn: event.activation.startOn,
          endOn: event.activation.endOn,
          movedByWD: event.activation.movedByWD,
        },
        running: NOTHING_YET,
        pauses: [],
        amendments: [],
      };
    }
    case 'PlanRecalled':
      return { ...asDraft(plan), recalledAt: at };
    case 'PlanCancelled':
      return {
        ...asDraft(plan),
        status: 'CLOSED',
        closing: {
          at,
          on: event.on,
          by: by.kind === 'member' ? by.memberId : 'system',
          outcome: 'CANCELLED',
          reason: event.reason,
          ...(event.appealUntil === undefined ? {} : { appealUntil: event.appealUntil }),
        },
        before: plan,
      };
    case 'PlanClosed':
      return { ...asDraft(plan), status: 'CLOSED', closing: event.closing, before: plan };
    case 'FinalReviewBegun':
      return {
        ...(plan as ActivePlan),
        status: 'FINAL_REVIEW',
        review: {
          begunAt: at,
          begunOn: event.on,
          early: event.early,
          invitedOn: [],
          overrides: [],
          outcomeReturns: 0,
        },
      };
    case 'PlanPaused':
    case 'PlanResumed':
      return applyPause(plan as ActivePlan | PausedPlan, at, event);
    case 'AmendmentProposed':
    case 'AmendmentApproved':
    case 'AmendmentServed':
    case 'AmendmentAcknowledged':
    case 'AmendmentTookEffect':
    case 'AmendmentRejected':
    case 'AmendmentLapsed':
    case 'ManagerChangeProposed':
    case 'ManagerChangeAccepted':
    case 'ManagerChangeDeclined':
      return applyAmendment(plan as RunningPlan, recorded, event);
    case 'ManagerReassigned':
      return { ...plan, managerId: event.managerId };
    case 'RuleOverridden': {
      const final = plan as FinalReviewPlan;
      const { ruleId, reason } = event;
      const earlier = final.review.overrides.filter((one) => one.ruleId !== ruleId);
      const override = { ruleId, reason, by: memberOf(by, plan) };
      return review(final, { overrides: [...earlier, override] });
    }
    case 'FinalInvitationRecorded': {
      const final = plan as FinalReviewPlan;
      return review(final, { invitedOn: [...final.review.invitedOn, event.invitedOn] });
    }
    case 'FinalMeetingHeld':
      return review(plan as FinalReviewPlan, { meetingHeldOn: event.heldOn });
    case 'FinalResponseRecorded':
      return review(plan as FinalReviewPlan, { respondedOn: event.on });
    case 'OutcomeProposed':
      return review(plan as FinalReviewPlan, { proposal: event.proposal });
    case 'OutcomeReturned': {
      const final = plan as FinalReviewPlan;
      const { proposal: _, ...rest } = final.review;
      return {
        ...final,
        review: { ...rest, outcomeReturns: rest.outcomeReturns + 1, outcomeReturnedAt: at },
      };
    }
    case 'StatementMade':
      return 'running' in plan ? running(plan, { statements: plan.running.statements + 1 }) : plan;
    default:
      return applyRunning(plan as RunningPlan, recorded.at, event);
  }
};

/** Events that only a started plan has. */
type RunningEvent = EventOf<
  | `CheckIn${'Held' | 'Replied' | 'Corrected' | 'Moved' | 'Missed' | 'Excused'}`
  | `Checkpoint${'Held' | 'Moved' | 'Missed' | 'Excused'}`
  | `Support${'Scheduled' | 'Delivered' | 'Confirmed' | 'Disputed' | 'DisputeResolved' | 'Silent' | 'Waived'}`
  | 'MeasurementRecorded'
  | 'BaselineRecorded'
  | 'GoalMarkedSubstantiallyMet'
  | 'FeedbackGiven'
  | 'CriticalEventRecorded'
  | 'ActionReported'
  | 'CheckInPrepared'
  | `Obstacle${'Raised' | 'Assigned' | 'Answered'}`
  | 'PartsRated'
>;

const applyRunning = (plan: RunningPlan, at: RecordedEvent['at'], event: RunningEvent): Plan => {
  const state = plan.running;
  switch (event.type) {
    case 'CheckInHeld': {
      const { writeUp } = event;
      const positive = writeUp.feedback.some((entry) => entry.kind === 'positive');
      return running(
        withCheckIn(plan, writeUp.plannedOn, {
          status: 'HELD',
          movedBy: movesOf(state.checkIns[writeUp.plannedOn]),
          heldOn: writeUp.heldOn,
          recordedAt: at,
          late: event.late,
          replyBy: event.replyBy,
          reply: 'OPEN',
        }),
        {
          goals: answered(shownTo(plan, writeUp.goals), writeUp.feedback),
          withoutPositive: positive ? 0 : state.withoutPositive + 1,
          ...raised(state, at, event),
        },
      );
    }
    case 'CheckInReplied': {
      const held = state.checkIns[event.plannedOn];
      if (held?.status !== 'HELD') return plan;
      const reply = event.kind === 'DISPUTE' || held.reply === 'DISPUTED' ? 'DISPUTED' : 'REPLIED';
      return withCheckIn(plan, event.plannedOn, { ...held, reply });
    }
    case 'CriticalEventRecorded':
      return running(plan, { criticalEvents: state.criticalEvents + 1 });
    case 'CheckInMoved':
      return withCheckIn(plan, event.plannedOn, {
        status: 'PLANNED',
        dueOn: event.dueOn,
        movedAt: at,
        movedBy: moved(state.checkIns[event.plannedOn], event.movedBy),
      });
    case 'CheckInMissed':
      return withCheckIn(plan, event.plannedOn, missed(state.checkIns[event.plannedOn], event.by));
    case 'CheckInExcused':
      return withCheckIn(plan, event.plannedOn, {
        ...dayOf(state.checkIns[event.plannedOn]),
        status: 'EXCUSED',
        excusedAt: at,
        movedBy: movesOf(state.checkIns[event.plannedOn]),
      });
    case 'CheckpointHeld':
      return running(
        withCheckpoint(plan, event.checkpointId, {
          status: 'HELD',
          heldOn: event.heldOn,
          reportSeq: plan.version + 1,
          movedBy: movesOf(state.checkpoints[event.checkpointId]),
          ...(event.rateBy === undefined ? {} : { rate: { from: at, by: event.rateBy } }),
        }),
        { goals: answered(shownTo(plan, event.goals), event.feedback) },
      );
    case 'PartsRated': {
      const held = state.checkpoints[event.checkpointId];
      return held?.status === 'HELD'
        ? withCheckpoint(plan, event.checkpointId, {
            ...held,
            ratedBy: [...(held.ratedBy ?? []), event.from],
          })
        : plan;
    }
    case 'ObstacleRaised':
      return withObstacle(plan, event.obstacleId, { raisedAt: at, answerBy: event.answerBy });
    case 'ObstacleAssigned':
      return changeObstacle(plan, event.obstacleId, { ownerId: event.ownerId });
    case 'ObstacleAnswered':
      return changeObstacle(plan, event.obstacleId, { answered: true });
    case 'CheckpointMoved':
      return withCheckpoint(plan, event.checkpointId, {
        status: 'PLANNED',
        dueOn: event.dueOn,
        movedAt: at,
        movedBy: moved(state.checkpoints[event.checkpointId], event.movedBy),
      });
    case 'CheckpointMissed':
      return withCheckpoint(
        plan,
        event.checkpointId,
        missed(state.checkpoints[event.checkpointId], event.by),
      );
    case 'CheckpointExcused':
      return withCheckpoint(plan, event.checkpointId, {
        ...dayOf(state.checkpoints[event.checkpointId]),
        status: 'EXCUSED',
        excusedAt: at,
        movedBy: movesOf(state.checkpoints[event.checkpointId]),
      });
    case 'MeasurementRecorded': {
      const tally = state.goals[event.goalId] ?? NO_MEASUREMENTS;
      const last = tally.lastMeasuredOn;
      return running(plan, {
        goals: {
          ...state.goals,
          [event.goalId]: {
            ...tally,
            measurements: tally.measurements + (event.supersedes === undefined ? 1 : 0),
            lastMeasuredOn: last !== undefined && last > event.measuredOn ? last : event.measuredOn,
            ...(event.turned === undefined ? {} : { turned: { ...event.turned, at } }),
          },
        },
      });
    }
    case 'BaselineRecorded': {
      const tally = state.goals[event.goalId] ?? NO_MEASUREMENTS;
      const baseline = { value: event.value, period: event.period, source: event.source };
      return running(plan, {
        goals: { ...state.goals, [event.goalId]: { ...tally, baseline } },
      });
    }
    case 'GoalMarkedSubstantiallyMet': {
      const tally = state.goals[event.goalId] ?? NO_MEASUREMENTS;
      return running(plan, {
        goals: { ...state.goals, [event.goalId]: { ...tally, substantiallyMet: true } },
      });
    }
    case 'FeedbackGiven':
      return event.from === 'employee'
        ? plan
        : running(plan, { goals: answered(state.goals, [event.entry]) });
    case 'CheckInPrepared':
    case 'CheckInCorrected':
      return plan;
    case 'ActionReported':
      return running(plan, {
        actions: { ...state.actions, [event.actionId]: { done: event.done, on: event.on } },
      });
    case 'SupportScheduled':
      return withSupport(plan, event.supportId, { status: 'SCHEDULED', on: event.on });
    case 'SupportDelivered':
      return withSupport(plan, event.supportId, {
        status: 'DELIVERED',
        deliveredOn: event.deliveredOn,
        lateByWD: event.lateByWD,
        confirmBy: event.confirmBy,
      });
    case 'SupportConfirmed':
      return withSupport(plan, event.supportId, {
        status: 'CONFIRMED',
        ...deliveryOf(state.supports[event.supportId]),
        confirmedOn: event.on,
      });
    case 'SupportDisputed':
      return withSupport(plan, event.supportId, {
        status: 'DISPUTED',
        ...deliveryOf(state.supports[event.supportId]),
        disputedAt: at,
      });
    case 'SupportDisputeResolved':
      return withSupport(plan, event.supportId, {
        status: 'DISPUTED',
        ...deliveryOf(state.supports[event.supportId]),
        finding: event.finding,
      });
    case 'SupportSilent':
      return withSupport(plan, event.supportId, {
        status: 'SILENT',
        ...deliveryOf(state.supports[event.supportId]),
      });
    case 'SupportWaived':
      return withSupport(plan, event.supportId, {
        status: 'WAIVED',
        on: event.on,
        waivedAt: at,
      });
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(event);
  }
};

/** The plan with a file that was added, at every stage. */
const attached = (plan: Plan, { at, by, event }: RecordedEvent): Plan => {
  if (event.type !== 'AttachmentAdded') return plan;
  const { type: _, ...file } = event;
  const attachments = [...(plan.attachments ?? []), { ...file, at, by: memberOf(by, plan) }];
  return isEnded(plan)
    ? { ...plan, attachments, before: { ...plan.before, attachments } }
    : { ...plan, attachments };
};

/**
 * The plan after an event; the fold of a plan's events is its stored state.
 * @param plan `undefined` before the first event, which must be `PlanDrafted`
 */
export function evolve(plan: Plan, recorded: RecordedEvent): Plan;
export function evolve(plan: Plan | undefined, recorded: RecordedEvent): Plan | undefined;
export function evolve(plan: Plan | undefined, recorded: RecordedEvent): Plan | undefined {
  const { event } = recorded;
  if (plan === undefined) return event.type === 'PlanDrafted' ? begin(event, recorded) : undefined;
  const after = apply(plan, recorded);
  // Who else might see it is a thing of the past where there is nothing left to see.
  if (after.status === 'ERASED') return { ...after, version: recorded.seq };
  return { ...regranted(attached(after, recorded), recorded), version: recorded.seq };
}
