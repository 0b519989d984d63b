import { addWorkingDays, nextWorkingDay, type WorkCalendar } from '../calendar/working-days.ts';
import { toInstant, toLocal } from '../calendar/zones.ts';
import { addDays, type CivilDate, earliest, latest } from '../kernel/civil-date.ts';
import type { Instant } from '../kernel/instant.ts';
import { unreachable } from '../kernel/unreachable.ts';
import { actionDueOn } from '../plan/action-due.ts';
import type { Appeal, ErasureRequest } from '../plan/after-close.ts';
import { appealIsOpen } from '../plan/archive.ts';
import type { Goal } from '../plan/content.ts';
import { openMeetings } from '../plan/meetings.ts';
import { supportStateOf } from '../plan/parts.ts';
import { movedByPauses } from '../plan/pauses.ts';
import { erasableOn } from '../plan/retention.ts';
import { openDisagreements } from '../plan/rules/delivery.ts';
import { openObstacles } from '../plan/rules/obstacles.ts';
import { openPart } from '../plan/stage.ts';
import type {
  ArchivedPlan,
  ClosedPlan,
  EndedPlan,
  FinalReviewPlan,
  Plan,
  PresentedPlan,
  RunningPlan,
  SustainPlan,
} from '../plan/state.ts';
import type { Policy } from '../tenant/policy.ts';
import { amendmentObligations, changeNotices } from './change-obligations.ts';
import type { Notice, Obligation, ObligationContext } from './obligation.ts';
import { callOffs, runningNotices } from './running-notices.ts';
import type { NoticeKind } from './vocabulary.ts';

/** Working days in which HR answers a submitted plan or a proposed outcome; no policy sets them. */
const HR_ANSWER_WD = 2;
/** Proven invitations that stand in for a final meeting (K8). */
const INVITATIONS_ENOUGH = 2;

/** The policy that a plan goes by: its own snapshot from submit on. */
export const policyOf = (plan: Plan, policy: Policy): Policy => {
  const open = openPart(plan);
  return 'submission' in open ? open.submission.policy : policy;
};

type Draft = Omit<Obligation, 'role' | 'memberId' | 'part'>;

const byEmployee = (plan: Plan, draft: Draft): Obligation => ({
  ...draft,
  role: 'employee',
  memberId: plan.employeeId,
  part: 'owes',
});

const byManager = (plan: Plan, draft: Draft): Obligation => ({
  ...draft,
  role: 'manager',
  memberId: plan.managerId,
  part: 'owes',
});

const byHr = (plan: Plan, draft: Draft): Obligation => ({
  ...draft,
  role: 'hr',
  memberId: plan.hrOwnerId,
  part: 'owes',
});

/** A meeting: the manager answers for it, the employee attends. */
const byBoth = (plan: Plan, draft: Draft): readonly Obligation[] => [
  byManager(plan, draft),
  { ...byEmployee(plan, draft), part: 'attends' },
];

/**
 * When a running plan began to owe anything: its first day, or the acknowledgement that it had to
 * wait for. The clock may have been served later; that delays no reminder.
 */
const startedAt = (plan: RunningPlan): Instant => {
  const firstMinute = toInstant(plan.zone, plan.activation.startOn, '00:00');
  return plan.acknowledgements.slice(0, 1).reduce((from, { at }) => latest(from, at), firstMinute);
};

const localDate = (plan: Plan, at: Instant): CivilDate => toLocal(plan.zone, at).date;

/** P11: everything that is open on a plan as it stands, by whom and until when. */
export const obligationsOf = (plan: Plan, context: ObligationContext): readonly Obligation[] => {
  const { calendar } = context;
  switch (plan.status) {
    case 'DRAFT': {
      const { status, sharedAt, replyBy } = plan.talk;
      return status === 'SHARED' && sharedAt !== undefined && replyBy !== undefined
        ? [
            byEmployee(plan, {
              kind: 'talkReply',
              ref: sharedAt,
              dueOn: replyBy,
              openedAt: sharedAt,
            }),
          ]
        : [];
    }
    case 'IN_REVIEW': {
      const { at } = plan.submission;
      const dueOn = addWorkingDays(calendar, localDate(plan, at), HR_ANSWER_WD);
      return [byHr(plan, { kind: 'review', ref: at, dueOn, openedAt: at })];
    }
    case 'APPROVED': {
      // Not before the day of the approval, when that came after the planned start.
      const { at } = plan.approval;
      const dueOn = latest(plan.content.schedule.startOn, localDate(plan, at));
      return [byManager(plan, { kind: 'present', ref: at, dueOn, openedAt: at })];
    }
    case 'PRESENTED': {
      const { ackBy, presentedAt } = plan.delivery;
      return plan.acknowledgements.length > 0
        ? disagreements(plan, context)
        : [
            byEmployee(plan, {
              kind: 'acknowledgement',
              ref: presentedAt,
              dueOn: ackBy,
              openedAt: presentedAt,
            }),
          ];
    }
    case 'ACTIVE':
      return sinceResumed(plan, [
        ...whileRunning(plan, context),
        ...finalMeeting(plan, context),
        ...amendmentObligations(plan, calendar),
      ]);
    // The clock stands still (J7).
    case 'PAUSED':
      return amendmentObligations(plan, calendar);
    case 'FINAL_REVIEW':
      return sinceResumed(plan, [
        ...whileRunning(plan, context),
        ...finalMeeting(plan, context),
        ...outcome(plan, context),
        ...amendmentObligations(plan, calendar),
      ]);
    case 'CLOSED':
      return [...appeal(plan), ...openAppeal(plan, context)];
    case 'SUSTAIN':
      return [...appeal(plan), ...openAppeal(plan, context), ...sustained(plan, context)];
    case 'ARCHIVED':
      return retention(plan, context);
    case 'ERASED':
      return [];
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(plan);
  }
};

/** J7: what would have gone out before or during a pause is skipped; the ladder begins anew. */
const sinceResumed = (
  { pauses }: RunningPlan,
  obligations: readonly Obligation[],
): readonly Obligation[] => {
  const resumedAt = pauses.at(-1)?.resumedAt;
  return resumedAt === undefined
    ? obligations
    : obligations.map((one) => (one.openedAt < resumedAt ? { ...one, openedAt: resumedAt } : one));
};

const whileRunning = (plan: RunningPlan, context: ObligationContext): readonly Obligation[] => [
  ...meetings(plan, context),
  ...checkInReplies(plan),
  ...ratings(plan),
  ...obstacles(plan),
  ...turnedGoals(plan),
  ...disagreements(plan, context),
  ...actions(plan, context),
  ...measurements(plan, context.calendar),
  ...supports(plan, context),
];

/** Check-ins with their write-up (I2), and checkpoints. */
const meetings = (plan: RunningPlan, context: ObligationContext): readonly Obligation[] => {
  const { calendar } = context;
  const { writeUpWD } = policyOf(plan, context.policy).checkIn;
  const timeOn = plan.content.schedule.meetingTime;
  return openMeetings(plan, calendar).flatMap((meeting) => {
    const { kind, dueOn } = meeting;
    const ref = meeting.kind === 'checkIn' ? meeting.plannedOn : meeting.checkpointId;
    const openedAt = meeting.state.movedAt ?? startedAt(plan);
    const held = byBoth(plan, { kind, ref, dueOn, timeOn, openedAt });
    if (meeting.kind === 'checkpoint') return held;
    const writeUp = byManager(plan, {
      kind: 'checkInWriteUp',
      ref,
      dueOn: addWorkingDays(calendar, dueOn, writeUpWD),
      openedAt: toInstant(plan.zone, dueOn, timeOn),
    });
    return [...held, writeUp];
  });
};

/** I2: the employee may reply to or dispute what was written up. */
const checkInReplies = (plan: RunningPlan): readonly Obligation[] =>
  Object.entries(plan.running.checkIns).flatMap(([ref, state]) =>
    state.status === 'HELD' && state.reply === 'OPEN'
      ? [
          byEmployee(plan, {
            kind: 'checkInReply',
            ref,
            dueOn: state.replyBy,
            openedAt: state.recordedAt,
          }),
        ]
      : [],
  );

/** E5: a step that waits for a support is not due before the support is there. */
const actions = (plan: RunningPlan, { calendar }: ObligationContext): readonly Obligation[] =>
  plan.content.actions
    .filter((action) => plan.running.actions[action.id]?.done !== 'yes')
    .flatMap((action) => {
      const dueOn = actionDueOn(action, plan, calendar);
      return dueOn === undefined
        ? []
        : [byEmployee(plan, { kind: 'action', ref: action.id, dueOn, openedAt: startedAt(plan) })];
    });

/** E6: both sides rate actions and supports after a checkpoint. */
const ratings = (plan: RunningPlan): readonly Obligation[] =>
  Object.entries(plan.running.checkpoints).flatMap(([ref, state]) => {
    if (state.status !== 'HELD' || state.rate === undefined) return [];
    const draft = { kind: 'rating', ref, dueOn: state.rate.by, openedAt: state.rate.from } as const;
    const done = state.ratedBy ?? [];
    return [
      ...(done.includes('employee') ? [] : [byEmployee(plan, draft)]),
      ...(done.includes('manager') ? [] : [byManager(plan, draft)]),
    ];
  });

/** I8: whoever owns an obstacle answers it; the manager unless another was named. */
const obstacles = (plan: RunningPlan): readonly Obligation[] =>
  openObstacles(plan).map(([ref, { answerBy, raisedAt, ownerId }]) => {
    const owed = byManager(plan, {
      kind: 'obstacle',
      ref,
      dueOn: answerBy,
      openedAt: raisedAt,
    });
    return ownerId === undefined || ownerId === plan.managerId
      ? owed
      : { ...owed, role: 'hr', memberId: ownerId };
  });

/** I9: a goal newly MET is recognised, one newly OFF_TRACK is corrected. */
const turnedGoals = (plan: RunningPlan): readonly Obligation[] =>
  Object.entries(plan.running.goals).flatMap(([goalId, { turned }]) =>
    turned === undefined
      ? []
      : [
          byManager(plan, {
            kind: turned.status === 'MET' ? 'recognition' : 'correction',
            ref: goalId,
            dueOn: turned.answerBy,
            openedAt: turned.at,
          }),
        ],
  );

/** H10: HR answers an employee who signed and disagreed, with the plan or with an amendment. */
const disagreements = (
  plan: PresentedPlan | RunningPlan,
  { calendar }: ObligationContext,
): readonly Obligation[] =>
  openDisagreements(plan, calendar).map(({ since, amendment, answerBy }) =>
    byHr(plan, {
      kind: 'disagreementAnswer',
      ref: amendment === undefined ? since : `amendment/${amendment}`,
      dueOn: answerBy,
      openedAt: since,
    }),
  );

/** D3: a baseline that is owed, and the next measurement of every goal until it is due. */
const measurements = (plan: RunningPlan, calendar: WorkCalendar): readonly Obligation[] =>
  plan.content.goals.flatMap((goal) => {
    const tally = plan.running.goals[goal.id];
    const { measure } = goal;
    const owed: Obligation[] = [];
    if (
      measure.kind !== 'milestone' &&
      'toMeasureBy' in measure.baseline &&
      tally?.baseline === undefined
    )
      owed.push(
        byManager(plan, {
          kind: 'measurement',
          ref: `${goal.id}/baseline`,
          dueOn: measure.baseline.toMeasureBy,
          openedAt: startedAt(plan),
        }),
      );
    const last = tally?.lastMeasuredOn;
    if (last === undefined || last < goal.dueOn)
      owed.push(
        byManager(plan, {
          kind: 'measurement',
          ref: goal.id,
          dueOn: nextMeasurementOn(goal, last ?? plan.activation.startOn, plan.pauses, calendar),
          // Measured on a day: nothing more is asked for on that day.
          openedAt:
            last === undefined ? startedAt(plan) : toInstant(plan.zone, addDays(last, 1), '00:00'),
        }),
      );
    return owed;
  });

/** A milestone is verified once, when it is due; everything else in its rhythm, pauses left out. */
const nextMeasurementOn = (
  { measure, dueOn }: Goal,
  since: CivilDate,
  pauses: RunningPlan['pauses'],
  calendar: WorkCalendar,
): CivilDate => {
  if (measure.kind === 'milestone') return dueOn;
  const next = addDays(since, measure.everyDays);
  return earliest(movedByPauses(pauses, since, next, calendar), dueOn);
};

/** F4, F5. A provider who is no person of the company is for the manager to chase. */
const supports = (plan: RunningPlan, context: ObligationContext): readonly Obligation[] => {
  const { confirmWD } = policyOf(plan, context.policy).support;
  return plan.content.supports.flatMap((support): readonly Obligation[] => {
    const state = supportStateOf(plan, support.id);
    if (state.status === 'PROMISED' || state.status === 'SCHEDULED') {
      const owed = byManager(plan, {
        kind: 'supportDelivery',
        ref: support.id,
        dueOn: support.dueBy,
        openedAt: startedAt(plan),
      });
      const { memberId } = support.provider;
      return [
        memberId === undefined || memberId === plan.managerId
          ? owed
          : { ...owed, role: 'provider', memberId },
      ];
    }
    if (state.status !== 'DELIVERED') return [];
    const reportedOn = addWorkingDays(context.calendar, state.confirmBy, -confirmWD);
    const confirmation = byEmployee(plan, {
      kind: 'supportConfirmation',
      ref: support.id,
      dueOn: state.confirmBy,
      openedAt: toInstant(plan.zone, addDays(reportedOn, 1), '00:00'),
    });
    return [confirmation];
  });
};

/** The last day for the final meeting and the proposal: the end plus the window (G5). */
const windowEnds = (plan: RunningPlan, { calendar, policy }: ObligationContext): CivilDate => {
  const early = plan.status === 'FINAL_REVIEW' && plan.review.early;
  const from = early ? plan.review.begunOn : plan.content.schedule.endOn;
  return addWorkingDays(calendar, from, policyOf(plan, policy).finalReview.windowWD);
};

/** K8: the final meeting, unless it was held, invitations stand in for it, or a proposal is out. */
const finalMeeting = (plan: RunningPlan, context: ObligationContext): readonly Obligation[] => {
  if (plan.status === 'FINAL_REVIEW') {
    const { meetingHeldOn, invitedOn, proposal } = plan.review;
    const done =
      meetingHeldOn !== undefined ||
      invitedOn.length >= INVITATIONS_ENOUGH ||
      proposal !== undefined;
    if (done) return [];
  }
  const { finalReviewOn, meetingTime } = plan.content.schedule;
  return byBoth(plan, {
    kind: 'finalReview',
    ref: finalReviewOn,
    dueOn: earliest(finalReviewOn, windowEnds(plan, context)),
    timeOn: meetingTime,
    openedAt:
      plan.status === 'FINAL_REVIEW' && plan.review.early ? plan.review.begunAt : startedAt(plan),
  });
};

/** The proposal is the manager's to make, then HR's to approve or return. */
const outcome = (plan: FinalReviewPlan, context: ObligationContext): readonly Obligation[] => {
  const { proposal, begunAt, outcomeReturnedAt } = plan.review;
  const openedAt = outcomeReturnedAt ?? begunAt;
  if (proposal === undefined)
    return [
      byManager(plan, {
        kind: 'outcome',
        ref: openedAt,
        dueOn: windowEnds(plan, context),
        openedAt,
      }),
    ];
  const { at } = proposal;
  const dueOn = addWorkingDays(context.calendar, localDate(plan, at), HR_ANSWER_WD);
  return [byHr(plan, { kind: 'outcomeApproval', ref: at, dueOn, openedAt: at })];
};

/** K10: notice of the outcome with the appeal route, and the end of the window. */
const appeal = (plan: ClosedPlan | SustainPlan): readonly Obligation[] => {
  const { appealUntil, at } = plan.closing;
  const lodged = plan.appeal !== undefined && plan.appeal.status !== 'WITHDRAWN';
  return appealUntil === undefined || lodged || !isKnownToEmployee(plan)
    ? []
    : [byEmployee(plan, { kind: 'appeal', ref: at, dueOn: appealUntil, openedAt: at })];
};

/** L3: HR names who decides, and whoever was named decides in time. */
const openAppeal = (
  plan: ClosedPlan | SustainPlan,
  { calendar }: ObligationContext,
): readonly Obligation[] => {
  const lodged = appealIsOpen(plan) ? plan.appeal : undefined;
  if (lodged === undefined) return [];
  const { decider, lodgedAt, lodgedOn, decideBy } = lodged;
  if (decider === undefined) {
    const dueOn = earliest(addWorkingDays(calendar, lodgedOn, HR_ANSWER_WD), decideBy);
    return [byHr(plan, { kind: 'appealDecider', ref: lodgedAt, dueOn, openedAt: lodgedAt })];
  }
  const { memberId, namedAt } = decider;
  return [
    {
      kind: 'appealDecision',
      ref: namedAt,
      role: 'decider',
      memberId,
      part: 'owes',
      dueOn: decideBy,
      openedAt: namedAt,
    },
  ];
};

/** Days from one light check-in to the next (M1). */
const SUSTAIN_EVERY_DAYS = 30;

/** M1, M2: the next monthly check-in of the window, and a relapse that HR has not answered. */
const sustained = (plan: SustainPlan, { calendar }: ObligationContext): readonly Obligation[] => {
  const { startOn, endsOn, begunAt, lastCheckInOn, relapse } = plan.sustain;
  const next = nextWorkingDay(calendar, addDays(lastCheckInOn ?? startOn, SUSTAIN_EVERY_DAYS));
  const checkIn = byManager(plan, {
    kind: 'sustainCheckIn',
    ref: next,
    dueOn: next,
    openedAt:
      lastCheckInOn === undefined
        ? begunAt
        : toInstant(plan.zone, addDays(lastCheckInOn, 1), '00:00'),
  });
  return [
    ...(next <= endsOn ? [checkIn] : []),
    ...(relapse === undefined || relapse.nextStep !== undefined
      ? []
      : [
          byHr(plan, {
            kind: 'relapse',
            ref: relapse.recordedAt,
            dueOn: addWorkingDays(calendar, localDate(plan, relapse.recordedAt), HR_ANSWER_WD),
            openedAt: relapse.recordedAt,
          }),
        ]),
  ];
};

/** Working days in which HR deals with a record whose time is over. */
const ERASE_WD = 10;

/**
 * N5: one person has asked for the erasure, and another confirms it: the HR owner, or the head of HR
 * where the HR owner asked. Where that is nobody else, the HR owner hears that a colleague is needed.
 */
const secondPerson = (
  plan: ArchivedPlan,
  { at, by }: ErasureRequest,
  { calendar, hrHeadId }: ObligationContext,
): readonly Obligation[] => {
  const on = toLocal(plan.zone, at).date;
  const owner = byHr(plan, {
    kind: 'erasure',
    ref: at,
    dueOn: addWorkingDays(calendar, on, HR_ANSWER_WD),
    openedAt: at,
  });
  const isHead = by === plan.hrOwnerId && hrHeadId !== undefined && hrHeadId !== by;
  return [isHead ? { ...owner, role: 'hrHead', memberId: hrHeadId } : owner];
};

/** N3, N4: a record whose time is over is proposed for erasure, unless it is held. */
const retention = (plan: ArchivedPlan, context: ObligationContext): readonly Obligation[] => {
  const { calendar, retentionFloorDays } = context;
  if (plan.hold !== undefined) return [];
  if (plan.erasure !== undefined) return secondPerson(plan, plan.erasure, context);
  const from = erasableOn(plan, retentionFloorDays);
  return [
    byHr(plan, {
      kind: 'retention',
      ref: from,
      dueOn: addWorkingDays(calendar, from, ERASE_WD),
      openedAt: toInstant(plan.zone, from, '00:00'),
    }),
  ];
};

/** O1: a mail must not reveal a plan that its employee was never shown. */
const isKnownToEmployee = ({ talk, before }: EndedPlan): boolean =>
  talk.sharedAt !== undefined || 'delivery' in before;

type Told = (
  kind: NoticeKind,
  on: CivilDate,
  happenedAt: Instant,
  ...roles: readonly ('employee' | 'manager')[]
) => readonly Notice[];

/** M3, K10: a success is the employee's, and they hear so; of an early end everybody concerned does. */
const outcomeNotices = (plan: EndedPlan, told: Told): readonly Notice[] => {
  const { outcome: closedAs, on, at, appealUntil } = plan.closing;
  if (closedAs !== 'CANCELLED')
    return [
      ...(closedAs === 'MET' ? told('planSucceeded', on, at, 'employee') : []),
      ...told('outcomeDecided', on, at, 'manager'),
    ];
  // Whoever cancels a draft that was never shared is the only one concerned; an appeal has its own.
  if (plan.closing.reason === 'APPEAL' || !isKnownToEmployee(plan)) return [];
  // Where an appeal is possible, the notice with its route tells the employee.
  return appealUntil === undefined
    ? told('planCancelled', on, at, 'employee', 'manager')
    : told('planCancelled', on, at, 'manager');
};

/** L4: both hear what became of an appeal. */
const appealNotices = (appeal: Appeal | undefined, told: Told): readonly Notice[] =>
  appeal?.decision === undefined
    ? []
    : told('appealDecided', appeal.decision.on, appeal.decision.at, 'employee', 'manager');

/** What those concerned are told of, once: sent back, started, cancelled. */
export const noticesOf = (plan: Plan, context: ObligationContext): readonly Notice[] => {
  const told: Told = (kind, on, happenedAt, ...roles) =>
    roles.map((role) => ({
      kind,
      role,
      memberId: role === 'employee' ? plan.employeeId : plan.managerId,
      on,
      happenedAt,
    }));
  switch (plan.status) {
    case 'DRAFT':
      return [
        ...(plan.returnedAt === undefined
          ? []
          : told('planReturned', localDate(plan, plan.returnedAt), plan.returnedAt, 'manager')),
        ...(plan.recalledAt === undefined
          ? []
          : told(
              'planRecalled',
              localDate(plan, plan.recalledAt),
              plan.recalledAt,
              'employee',
              'manager',
            )),
      ];
    case 'ACTIVE':
      return told(
        'planStarted',
        plan.activation.startOn,
        plan.activation.at,
        'employee',
        'manager',
      ).concat(
        appealNotices(plan.voided?.at(-1)?.appeal, told),
        changeNotices(plan),
        runningNotices(plan, context),
      );
    case 'PAUSED':
      return [...changeNotices(plan), ...callOffs(plan, plan.pause, context)];
    case 'FINAL_REVIEW': {
      const { outcomeReturnedAt, proposal } = plan.review;
      const returned =
        outcomeReturnedAt === undefined || proposal !== undefined
          ? []
          : told(
              'outcomeReturned',
              localDate(plan, outcomeReturnedAt),
              outcomeReturnedAt,
              'manager',
            );
      return [...returned, ...changeNotices(plan), ...runningNotices(plan, context)];
    }
    case 'CLOSED':
    case 'SUSTAIN':
    case 'ARCHIVED':
      return [
        ...outcomeNotices(plan, told),
        ...appealNotices(plan.appeal, told),
        ...(plan.before.status === 'ACTIVE' || plan.before.status === 'FINAL_REVIEW'
          ? callOffs(plan.before, plan.closing, context)
          : []),
      ];
    default:
      return [];
  }
};
