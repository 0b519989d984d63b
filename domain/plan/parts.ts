import { ok, type Result } from '../kernel/result.ts';
import type { Goal, SupportCommitment } from './content.ts';
import type { Actor } from './context.ts';
import { type PlanError, unknownPart } from './errors.ts';
import type { SupportState } from './running-state.ts';
import { atStage } from './stage.ts';
import type { Plan, RunningPlan } from './state.ts';

const AS_PROMISED: SupportState = { status: 'PROMISED' };

export const goalOf = (plan: Plan, goalId: string): Goal | undefined =>
  plan.content.goals.find((goal) => goal.id === goalId);

/** Position of a part in its list, for paths. */
export const indexOfPart = (parts: readonly { readonly id: string }[], id: string): number =>
  parts.findIndex((part) => part.id === id);

/** Where a support stands; one that nobody touched is still promised. */
export const supportStateOf = (plan: RunningPlan, supportId: string): SupportState =>
  plan.running.supports[supportId] ?? AS_PROMISED;

/** The person who gives a command, or the plan's own when the clock gives it. */
export const memberOf = (actor: Actor, plan: Plan) =>
  actor.kind === 'member' ? actor.memberId : plan.hrOwnerId;

/** In which capacity the person acts; the clock acts for HR. */
export const capacityOf = (actor: Actor) => (actor.kind === 'member' ? actor.acts : 'hr');

/** A provider knows of nothing but what they provide. */
export const isKnownTo = (support: SupportCommitment, actor: Actor): boolean =>
  actor.kind !== 'member' ||
  actor.acts !== 'provider' ||
  support.provider.memberId === actor.memberId;

/** A support of a plan that runs, with its state; or why there is none for whoever asks. */
export const runningSupport = (
  plan: Plan,
  supportId: string,
  actor: Actor,
): Result<
  {
    readonly plan: RunningPlan;
    readonly support: SupportCommitment;
    readonly state: SupportState;
  },
  PlanError
> => {
  const stage = atStage(plan, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const support = stage.value.content.supports.find((one) => one.id === supportId);
  return support === undefined || !isKnownTo(support, actor)
    ? unknownPart('support')
    : ok({ plan: stage.value, support, state: supportStateOf(stage.value, supportId) });
};
