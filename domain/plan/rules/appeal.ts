import { daysBetween } from '../../kernel/civil-date.ts';
import type { MemberId } from '../../kernel/ids.ts';
import { DURATION_HARD_MAX, DURATION_HARD_MIN } from '../../tenant/policy.ts';
import type { AppealHearing, ReopenedSchedule } from '../after-close.ts';
import { appealIsOpen, appealWindowOf } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { Actor, Context, LineContext } from '../context.ts';
import type { ClosedPlan, EndedPlan, FinalReviewPlan, RunningPlan, SustainPlan } from '../state.ts';
import type { NextStep, ProposedOutcome } from '../vocabulary.ts';
import { NEXT_STEPS_AFTER } from './closing.ts';
import { scheduleRules } from './dates.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank, repeatedIds } from './text.ts';

/** A plan against whose outcome an appeal can run. */
export type AppealablePlan = ClosedPlan | SustainPlan;

/** L1: in time, with at least one ground and in the employee's own words; once for each outcome. */
export const lodgingRules = (
  { grounds, text }: CommandOf<'LodgeAppeal'>,
  { closing, appeal }: AppealablePlan,
  { today }: Pick<Context, 'today'>,
): readonly RuleResult[] => {
  const until = appealWindowOf(closing);
  return [
    ...(appeal !== undefined && appeal.status !== 'WITHDRAWN' ? [finding('L1.already', '')] : []),
    ...(today > until ? [finding('L1.tooLate', '', { until })] : []),
    ...(grounds.length === 0 ? [finding('L1.noGround', '/grounds')] : []),
    ...(isBlank(text) ? [finding('L1.noGround', '/text')] : []),
  ];
};

/**
 * A4: who decides was neither on one side of the plan nor approved any of it; somebody of the
 * manager's own line is a warning. A person from outside, let in for this decision, is in no line.
 */
export const deciderRules = (
  decider: MemberId,
  plan: AppealablePlan,
  { inManagersLine, deciderActive }: Pick<LineContext, 'inManagersLine' | 'deciderActive'>,
): readonly RuleResult[] => {
  const { employeeId, managerId, closing, before } = plan;
  const involved = [
    employeeId,
    managerId,
    closing.by,
    // What is open to an appeal was served, and so approved.
    (before as FinalReviewPlan).approval.by,
  ];
  if (!deciderActive) return [finding('A4.unknown', '/memberId')];
  if (involved.includes(decider)) return [finding('A4.involved', '/memberId')];
  return inManagersLine ? [finding('A4.inLine', '/memberId')] : [];
};

/** L2: the appeal is heard and decided by the one who was named for it. */
export const namedRules = ({ appeal }: AppealablePlan, actor: Actor): readonly RuleResult[] => {
  const named = appeal?.decider?.memberId;
  if (named === undefined) return [finding('L2.noDecider', '')];
  return actor.kind === 'member' && actor.memberId === named ? [] : [finding('L2.other', '')];
};

/** L5: the hearing says when, with whom, and what each side said. */
export const hearingRules = (
  { heldOn, attendees, statements }: AppealHearing,
  { appeal }: AppealablePlan,
  { today }: Pick<Context, 'today'>,
): readonly RuleResult[] => [
  ...(appeal !== undefined && (heldOn < appeal.lodgedOn || heldOn > today)
    ? [finding('L5.date', '/heldOn', { from: appeal.lodgedOn, to: today })]
    : []),
  ...(attendees.every(isBlank) ? [finding('L5.incomplete', '/attendees')] : []),
  ...(statements.length === 0 ? [finding('L5.incomplete', '/statements')] : []),
  ...statements.flatMap(({ by, text }, index) =>
    blanks('L5.incomplete', `/statements/${index}`, { by, text }),
  ),
];

/** From the mildest to the gravest, for the employee. */
const OUTCOMES: readonly ProposedOutcome[] = ['MET', 'PARTLY_MET', 'NOT_MET'];
const STEPS: readonly NextStep[] = [
  'NORMAL',
  'SUSTAIN',
  'RETRAIN',
  'SECOND_PLAN',
  'REASSIGN',
  'ROLE_CHANGE',
  'SEPARATION_REVIEW',
];

/** L4: an appeal upheld in part makes the outcome or the next step milder, neither of them graver. */
export const milderRules = (
  { outcome, nextStep }: { readonly outcome: ProposedOutcome; readonly nextStep: NextStep },
  { closing }: AppealablePlan,
): readonly RuleResult[] => {
  if (closing.outcome === 'CANCELLED') return [finding('L4.nothingToAmend', '/verdict')];
  const steps = OUTCOMES.indexOf(outcome) - OUTCOMES.indexOf(closing.outcome);
  const next = STEPS.indexOf(nextStep) - STEPS.indexOf(closing.nextStep);
  return [
    ...(NEXT_STEPS_AFTER[outcome].includes(nextStep)
      ? []
      : [finding('K1.nextStep', '/verdict/nextStep', { outcome, nextStep })]),
    ...(steps > 0 || next > 0 || (steps === 0 && next === 0)
      ? [finding('L4.notMilder', '/verdict')]
      : []),
  ];
};

/**
 * L4: a plan that is reopened gets a new end, with at least one new checkpoint. The time from the
 * reopening on is judged as a plan's (G1, G2, G4, G5); the whole stays within the hard limit.
 */
export const reopeningRules = (
  { endOn, finalReviewOn, checkpoints }: ReopenedSchedule,
  plan: RunningPlan,
  { today, calendar }: Pick<Context, 'today' | 'calendar'>,
): readonly RuleResult[] => {
  const { schedule } = plan.content;
  const { policy } = plan.submission;
  const rest = scheduleRules(
    { ...schedule, startOn: today, endOn, finalReviewOn, checkpoints },
    policy,
    calendar,
  );
  const days = daysBetween(plan.activation.startOn, endOn);
  return [
    ...rest.map((result) => ({
      ...result,
      path: result.path.replace('/schedule', '/verdict/schedule'),
    })),
    ...repeatedIds('G2.duplicateId', '/verdict/schedule/checkpoints', [
      ...schedule.checkpoints,
      ...checkpoints,
    ]),
    ...(days > DURATION_HARD_MAX
      ? [
          finding('G1.duration', '/verdict/schedule/endOn', {
            days,
            min: DURATION_HARD_MIN,
            max: DURATION_HARD_MAX,
          }),
        ]
      : []),
  ];
};

/** K11: while an appeal is open nothing that follows from the outcome may begin. */
export const notFrozen = (plan: EndedPlan): readonly RuleResult[] =>
  appealIsOpen(plan) ? [finding('K11.appealOpen', '/appeal')] : [];
