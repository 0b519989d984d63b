import { addWorkingDays } from '../../calendar/working-days.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { unreachable } from '../../kernel/unreachable.ts';
import type { Context } from '../context.ts';
import { meetingsOf } from '../meetings.ts';
import { supportStateOf } from '../parts.ts';
import { lastCountedDay } from '../pauses.ts';
import { countingMeasurements, reaches, standingsOf } from '../progress.ts';
import type { GoalStanding, Records } from '../records.ts';
import type { EndedPlan, FinalReviewPlan, GoalReason, RunningPlan } from '../state.ts';
import type { CancelReason, GoalStatus, NextStep, ProposedOutcome } from '../vocabulary.ts';
import { leavesUnanswered } from './causes.ts';
import { extensionDecided, supportInTime } from './closing-changes.ts';
import { openDisagreements } from './delivery.ts';
import { finding, type OwedBy, type RuleResult, type Severity } from './findings.ts';
import { knownToManager } from './handover.ts';
import { referralByJurisdiction } from './jurisdiction.ts';
import { withOverrides } from './overrides.ts';
import { isBlank } from './text.ts';

/** What closing is judged on. */
export type ClosingContext = Pick<Context, 'today' | 'calendar'> & { readonly records: Records };

/** Working days in which the employee may answer the final review (K8). */
const RESPONSE_WD = 5;
/** Proven invitations that stand in for a final meeting (K8). */
const INVITATIONS_MIN = 2;
/** Measurements in a row that must reach the target for an early end (K2). */
const EARLY_MET_MIN = 2;

/** What tells an employee that a goal is in danger (I7). */
const WARNED: readonly GoalStatus[] = ['AT_RISK', 'OFF_TRACK', 'NOT_MET'];

/** K1: what may follow each outcome. No list holds a dismissal. */
export const NEXT_STEPS_AFTER: Readonly<Record<ProposedOutcome, readonly NextStep[]>> = {
  MET: ['NORMAL', 'SUSTAIN'],
  PARTLY_MET: ['NORMAL', 'SUSTAIN', 'RETRAIN', 'SECOND_PLAN'],
  NOT_MET: ['RETRAIN', 'REASSIGN', 'ROLE_CHANGE', 'SECOND_PLAN', 'SEPARATION_REVIEW'],
};

const owed = (role: OwedBy['role'], memberId: OwedBy['memberId'], dueBy?: CivilDate): OwedBy => ({
  role,
  ...(memberId === undefined ? {} : { memberId }),
  ...(dueBy === undefined ? {} : { dueBy }),
});

/** K1: the next step fits the outcome, and the outcome does not contradict the goals. */
export const outcomeRules = (
  outcome: ProposedOutcome,
  nextStep: NextStep,
  standings: readonly GoalStanding[],
): readonly RuleResult[] => {
  const met = standings.filter((standing) => standing.status === 'MET').length;
  const contradicts =
    (outcome === 'NOT_MET' && met === standings.length) ||
    (outcome === 'PARTLY_MET' && (met === 0 || met === standings.length));
  return [
    ...(NEXT_STEPS_AFTER[outcome].includes(nextStep)
      ? []
      : [finding('K1.nextStep', '/nextStep', { outcome, nextStep })]),
    ...(contradicts
      ? [finding('K1.contradiction', '/outcome', { outcome, met, goals: standings.length })]
      : []),
  ];
};

/** K2: MET means every goal, by its own comparator, or marked by HR with a reason. */
export const allGoalsMet = (standings: readonly GoalStanding[]): readonly RuleResult[] =>
  standings.flatMap((standing, index) =>
    standing.status === 'MET'
      ? []
      : [finding('K2.goals', `/goals/${index}`, { goal: index + 1, status: standing.status })],
  );

/** K2: what ends early rests on at least two measurements in a row that reach the target, per goal. */
const provenEarly = (plan: RunningPlan, records: Records): readonly RuleResult[] =>
  plan.content.goals.flatMap((goal, index) => {
    const last = countingMeasurements(records, goal.id).slice(-EARLY_MET_MIN);
    const proven =
      last.length === EARLY_MET_MIN && last.every((one) => reaches(goal.measure, one.value));
    const params = { goal: index + 1, min: EARLY_MET_MIN };
    return proven || goal.measure.kind === 'milestone'
      ? []
      : [
          {
            ...finding('K2.early', `/goals/${index}`, params),
            owedBy: owed('manager', plan.managerId),
          },
        ];
  });

/** K2: an early end needs every goal met, and proven. */
export const earlyEndRules = (
  plan: RunningPlan,
  { records, today, calendar }: ClosingContext,
): readonly RuleResult[] => [
  ...allGoalsMet(standingsOf(plan, records, today, calendar)),
  ...provenEarly(plan, records),
];

/** K2: before the end a success is proven still, whatever was measured since the review began. */
export const stillProven = (
  plan: FinalReviewPlan,
  standings: readonly GoalStanding[],
  { records, today }: Pick<ClosingContext, 'records' | 'today'>,
): readonly RuleResult[] =>
  today >= plan.content.schedule.endOn || allGoalsMet(standings).length > 0
    ? []
    : provenEarly(plan, records);

/** K3: no verdict of failure before the period has ended. */
export const endReached = (plan: RunningPlan, today: CivilDate): readonly RuleResult[] =>
  today >= plan.content.schedule.endOn
    ? []
    : [finding('K3.early', '/schedule/endOn', { end: plan.content.schedule.endOn })];

/**
 * K4 (F7): every mandatory support was given, or the employee said nothing, or HR waived it; what is
 * disputed waits for HR's finding, and what HR found not delivered is still owed. A waiver that
 * leaves a cause without any support counts as support that was not given (F6).
 */
export const supportDelivered = (
  plan: RunningPlan,
  severity: Severity = 'E',
): readonly RuleResult[] => {
  const { supports } = plan.content;
  const waived = supports.filter(({ id }) => supportStateOf(plan, id).status === 'WAIVED');
  return supports.flatMap((support, index) => {
    if (!support.mandatory) return [];
    const path = `/supports/${index}`;
    const params = { kind: support.kind, due: support.dueBy };
    const undelivered = {
      ...finding('K4.undelivered', path, params, severity),
      owedBy: owed('provider', support.provider.memberId, support.dueBy),
    };
    const disputed = {
      ...finding('K4.disputed', path, params, severity),
      owedBy: owed('hr', plan.hrOwnerId),
    };
    const state = supportStateOf(plan, support.id);
    switch (state.status) {
      case 'PROMISED':
      case 'SCHEDULED':
        return [undelivered];
      case 'DELIVERED':
        return [
          {
            ...finding('K4.unconfirmed', path, { ...params, until: state.confirmBy }, severity),
            owedBy: owed('employee', plan.employeeId, state.confirmBy),
          },
        ];
      case 'DISPUTED':
        if (state.finding === undefined) return [disputed];
        return state.finding === 'DELIVERED' ? [] : [undelivered];
      case 'WAIVED':
        return leavesUnanswered(support, waived, plan.content)
          ? [
              {
                ...finding('K4.waived', path, params, severity),
                owedBy: owed('hr', plan.hrOwnerId),
              },
            ]
          : [];
      case 'CONFIRMED':
      case 'SILENT':
        return [];
      /* v8 ignore next 2 -- does not compile while a case is missing */
      default:
        return unreachable(state);
    }
  });
};

/** K5: no goal is judged on less data than it asks for. */
export const enoughData = (
  plan: RunningPlan,
  standings: readonly GoalStanding[],
  severity: Severity = 'E',
): readonly RuleResult[] =>
  plan.content.goals.flatMap(({ minSample: min }, index) => {
    const standing = standings[index];
    return standing?.status === 'INSUFFICIENT_DATA'
      ? [
          {
            ...finding(
              'K5.insufficient',
              `/goals/${index}`,
              { goal: index + 1, sample: standing.sample, min },
              severity,
            ),
            owedBy: owed('manager', plan.managerId),
          },
        ]
      : [];
  });

/** How many of the check-ins that were due took place; what the employee missed leaves the count. */
export const checkInsHeld = (
  plan: RunningPlan,
  { today, calendar }: Pick<ClosingContext, 'today' | 'calendar'>,
): { readonly held: number; readonly due: number } => {
  const until = lastCountedDay(plan, today);
  const counted = meetingsOf(plan, calendar).filter(
    ({ kind, dueOn, state }) =>
      kind === 'checkIn' &&
      dueOn <= until &&
      state.status !== 'EXCUSED' &&
      !(state.status === 'MISSED' && state.by === 'employee'),
  );
  return {
    held: counted.filter(({ state }) => state.status === 'HELD').length,
    due: counted.length,
  };
};

/** K6: enough of the check-ins took place. */
export const checkInRatio = (
  plan: RunningPlan,
  context: Pick<ClosingContext, 'today' | 'calendar'>,
  severity: Severity = 'E',
): readonly RuleResult[] => {
  const { held, due } = checkInsHeld(plan, context);
  const min = plan.submission.policy.checkIn.heldRatioMin;
  return due === 0 || held / due >= min
    ? []
    : [
        {
          ...finding(
            'K6.ratio',
            '/checkIns',
            { held, due, percent: Math.round(min * 100) },
            severity,
          ),
          owedBy: owed('manager', plan.managerId),
        },
      ];
};

/** K7: every interim checkpoint was held or excused. */
export const checkpointsHeld = (
  plan: RunningPlan,
  { calendar }: Pick<ClosingContext, 'calendar'>,
  severity: Severity = 'E',
): readonly RuleResult[] =>
  meetingsOf(plan, calendar).flatMap((meeting) => {
    const { status } = meeting.state;
    if (meeting.kind !== 'checkpoint' || status === 'HELD' || status === 'EXCUSED') return [];
    const index = plan.content.schedule.checkpoints.findIndex(
      ({ id }) => id === meeting.checkpointId,
    );
    return [
      {
        ...finding(
          status === 'MISSED' ? 'K7.missed' : 'K7.notHeld',
          `/schedule/checkpoints/${index}`,
          { due: meeting.dueOn },
          severity,
        ),
        owedBy: owed('manager', plan.managerId, meeting.dueOn),
      },
    ];
  });

/** K8: the final meeting took place, or two proven invitations; and the employee had the word. */
export const finalMeetingHeld = (
  plan: FinalReviewPlan,
  { today, calendar }: Pick<ClosingContext, 'today' | 'calendar'>,
  severity: Severity = 'E',
): readonly RuleResult[] => {
  const { meetingHeldOn, invitedOn, respondedOn } = plan.review;
  // Recorded in any order: it is the later of the two days that stands in.
  const stoodIn = [...invitedOn].sort()[INVITATIONS_MIN - 1];
  const heard = meetingHeldOn ?? stoodIn;
  if (heard === undefined)
    return [
      {
        ...finding('K8.meeting', '/review', { invitations: invitedOn.length }, severity),
        owedBy: owed('manager', plan.managerId),
      },
    ];
  const until = addWorkingDays(calendar, heard, RESPONSE_WD);
  return respondedOn !== undefined || today > until
    ? []
    : [
        {
          ...finding('K8.response', '/review', { until }, severity),
          owedBy: owed('employee', plan.employeeId, until),
        },
      ];
};

/** K9: every goal has a reason that cites measurements of that goal which count. */
export const reasonRules = (
  plan: RunningPlan,
  reasons: readonly GoalReason[],
  records: Pick<Records, 'measurements'>,
  severity: Severity = 'E',
): readonly RuleResult[] =>
  plan.content.goals.flatMap((goal, index) => {
    const params = { goal: index + 1 };
    const position = reasons.findIndex((reason) => reason.goalId === goal.id);
    const reason = reasons[position];
    if (reason === undefined) return [finding('K9.reason', '/reasons', params, severity)];
    if (isBlank(reason.text))
      return [finding('K9.reason', `/reasons/${position}/text`, params, severity)];
    const counting = countingMeasurements(records, goal.id).map((one) => one.seq);
    const cites =
      reason.measurements.length > 0 && reason.measurements.every((seq) => counting.includes(seq));
    return cites
      ? []
      : [finding('K9.measurement', `/reasons/${position}/measurements`, params, severity)];
  });

/** K10: a notice is served after the outcome and not in the future. */
export const noticeRules = (
  { servedOn }: { readonly servedOn: CivilDate },
  { closing }: Pick<EndedPlan, 'closing'>,
  { today }: Pick<Context, 'today'>,
): readonly RuleResult[] =>
  servedOn < closing.on || servedOn > today
    ? [finding('K10.date', '/servedOn', { from: closing.on, to: today })]
    : [];

/** K1: only an appeal cancels a plan for the reason that an appeal was upheld. */
export const cancelRules = (reason: CancelReason): readonly RuleResult[] =>
  reason === 'APPEAL' ? [finding('K1.appealOnly', '/reason')] : [];

/**
 * Everything that stands between a plan in its final review and an outcome. What K4, K6 and K7 find
 * forbids NOT_MET and is a warning beside PARTLY_MET; K5, K8 and K9 forbid both. Beside MET all of
 * them are only listed.
 */
export const outcomeFindings = (
  plan: FinalReviewPlan,
  proposal: {
    readonly outcome: ProposedOutcome;
    readonly nextStep: NextStep;
    readonly reasons: readonly GoalReason[];
  },
  context: ClosingContext,
): readonly RuleResult[] => {
  const { outcome, nextStep, reasons } = proposal;
  const standings = standingsOf(plan, context.records, context.today, context.calendar, true);
  const weight: Severity = outcome === 'NOT_MET' ? 'E' : outcome === 'PARTLY_MET' ? 'W' : 'I';
  const firm: Severity = outcome === 'MET' ? 'I' : 'E';
  const results = [
    ...outcomeRules(outcome, nextStep, standings),
    ...(outcome === 'MET'
      ? [...allGoalsMet(standings), ...stillProven(plan, standings, context)]
      : endReached(plan, context.today)),
    ...enoughData(plan, standings, firm),
    ...finalMeetingHeld(plan, context, firm),
    ...reasonRules(plan, reasons, context.records, firm),
    ...supportDelivered(plan, weight),
    ...checkInRatio(plan, context, weight),
    ...checkpointsHeld(plan, context, weight),
    ...extensionDecided(plan),
    ...supportInTime(plan, weight),
    ...knownToManager(plan, weight),
    ...disagreementAnswered(plan, context, weight),
    ...(outcome === 'MET' ? [] : noSurprise(plan, standings)),
    ...(nextStep === 'SEPARATION_REVIEW'
      ? referralByJurisdiction(plan.content, plan.submission.policy, plan.jurisdiction ?? [])
      : []),
  ];
  return withOverrides(results, plan.review.overrides);
};

/** H10: HR has answered an employee who signed and disagreed. */
export const disagreementAnswered = (
  plan: RunningPlan,
  { calendar }: Pick<ClosingContext, 'calendar'>,
  severity: Severity = 'E',
): readonly RuleResult[] =>
  openDisagreements(plan, calendar).map(({ amendment, answerBy }) => ({
    ...finding(
      'H10.unanswered',
      amendment === undefined ? '/acknowledgements' : `/amendments/${amendment - 1}`,
      {},
      severity,
    ),
    owedBy: owed('hr', plan.hrOwnerId, answerBy),
  }));

/** I7: whoever did not reach a goal was told in time that it was at risk. */
export const noSurprise = (
  plan: RunningPlan,
  standings: readonly GoalStanding[],
): readonly RuleResult[] =>
  standings.flatMap(({ goalId, status }, index) => {
    const shown = plan.running.goals[goalId]?.shown;
    return status === 'NOT_MET' && (shown === undefined || !WARNED.includes(shown))
      ? [
          {
            ...finding('I7.surprise', `/goals/${index}`, { goal: index + 1 }),
            owedBy: owed('manager', plan.managerId, plan.content.schedule.endOn),
          },
        ]
      : [];
  });
