import type { CivilDate } from '../../kernel/civil-date.ts';
import { ok } from '../../kernel/result.ts';
import { unreachable } from '../../kernel/unreachable.ts';
import type { AppealEffect, ReopenedSchedule } from '../after-close.ts';
import type { AppealVerdict } from '../after-close-commands.ts';
import { appealIsOpen, policyOfEnded } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { PlanContent } from '../content.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { unknownPart, violated } from '../errors.ts';
import { openMeetings } from '../meetings.ts';
import { memberOf, supportStateOf } from '../parts.ts';
import { type AppealablePlan, milderRules, namedRules, reopeningRules } from '../rules/appeal.ts';
import { finding, passGate, type RuleResult } from '../rules/findings.ts';
import { isBlank } from '../rules/text.ts';
import { atStage, runningPart } from '../stage.ts';
import type { Plan, RunningPlan } from '../state.ts';

/**
 * The decider's word on the appeal, with reasons that are printed (L4, L5): it is upheld, and the
 * plan runs on to a new end or is void; it is upheld in part, and the outcome or the next step
 * becomes milder; or it is dismissed, and the outcome stands.
 */
export const decideAppeal = (
  { verdict, reasons, accepted }: CommandOf<'DecideAppeal'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN');
  if (!stage.ok) return stage;
  const plan = stage.value;
  if (!appealIsOpen(plan)) return unknownPart('appeal');
  const by = memberOf(context.actor, plan);
  const results = [
    ...namedRules(plan, context.actor),
    ...(plan.appeal?.status === 'HEARD' ? [] : [finding('L2.notHeard', '')]),
    ...(isBlank(reasons) ? [finding('L4.noReasons', '/reasons')] : []),
    ...verdictRules(verdict, plan, context),
  ];
  const gate = passGate(results, policyOfEnded(plan), accepted, by);
  if (!gate.ok) return violated(gate.error);
  return ok([
    {
      type: 'AppealDecided',
      on: context.today,
      decision: verdict.decision,
      reasons,
      effect: effectOf(verdict, plan, context),
      accepted: gate.value,
    },
  ]);
};

const verdictRules = (
  verdict: AppealVerdict,
  plan: AppealablePlan,
  context: Context,
): readonly RuleResult[] => {
  if (verdict.decision === 'PARTLY') return milderRules(verdict, plan);
  if (verdict.decision === 'DISMISSED' || verdict.effect === 'CANCEL') return [];
  const ran = runningPart(plan);
  return ran === undefined
    ? [finding('L4.neverRan', '/verdict/effect')]
    : reopeningRules(verdict.schedule, ran, context);
};

const effectOf = (verdict: AppealVerdict, plan: AppealablePlan, context: Context): AppealEffect => {
  switch (verdict.decision) {
    case 'DISMISSED':
      return { kind: 'STANDS' };
    case 'PARTLY': {
      const { outcome, nextStep } = verdict;
      return { kind: 'AMENDED', outcome, nextStep };
    }
    case 'UPHELD': {
      const ran = runningPart(plan);
      return verdict.effect === 'CANCEL' || ran === undefined
        ? { kind: 'CANCELLED' }
        : reopening(ran, verdict.schedule, context);
    }
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(verdict);
  }
};

/** The plan on its way to the new end, without what fell into the time when it was closed. */
const reopening = (
  plan: RunningPlan,
  schedule: ReopenedSchedule,
  { today, calendar }: Pick<Context, 'today' | 'calendar'>,
): AppealEffect => {
  const content = extended(plan, schedule, today);
  const missed = openMeetings({ ...plan, content }, calendar).filter(({ dueOn }) => dueOn <= today);
  return {
    kind: 'REOPENED',
    content,
    excused: {
      checkIns: missed.flatMap((one) => (one.kind === 'checkIn' ? [one.plannedOn] : [])),
      checkpoints: missed.flatMap((one) => (one.kind === 'checkpoint' ? [one.checkpointId] : [])),
    },
  };
};

/**
 * What is still owed moves with the end: goals and open steps whose day has passed to the new end,
 * open supports to the first new checkpoint. No target changes.
 */
const extended = (
  plan: RunningPlan,
  { endOn, finalReviewOn, checkpoints }: ReopenedSchedule,
  today: CivilDate,
): PlanContent => {
  const { content, running } = plan;
  const [first] = checkpoints;
  const later = (due: CivilDate, to: CivilDate): CivilDate => (due <= today ? to : due);
  return {
    ...content,
    goals: content.goals.map((goal) => ({ ...goal, dueOn: later(goal.dueOn, endOn) })),
    actions: content.actions.map((action) =>
      running.actions[action.id]?.done === 'yes'
        ? action
        : { ...action, dueOn: later(action.dueOn, endOn) },
    ),
    supports: content.supports.map((support) => {
      const { status } = supportStateOf(plan, support.id);
      return status === 'PROMISED' || status === 'SCHEDULED'
        ? { ...support, dueBy: later(support.dueBy, first.on) }
        : support;
    }),
    schedule: {
      ...content.schedule,
      endOn,
      finalReviewOn,
      checkpoints: [...content.schedule.checkpoints, ...checkpoints],
    },
  };
};
