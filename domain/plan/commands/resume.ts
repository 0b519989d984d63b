import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { resumedDates } from '../resume-dates.ts';
import { passGate } from '../rules/findings.ts';
import { longPause } from '../rules/pauses.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The clock goes on from today; every open date moves by the working days that it stood still (J7). */
export const resume = (
  { accepted }: CommandOf<'Resume'>,
  before: Plan,
  { actor, today, calendar }: Context,
): Decision => {
  const stage = atStage(before, 'PAUSED');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const by = memberOf(actor, plan);
  const gate = passGate(longPause(plan, today), plan.submission.policy, accepted, by);
  if (!gate.ok) return violated(gate.error);
  return ok([
    {
      type: 'PlanResumed',
      on: today,
      accepted: gate.value,
      ...resumedDates(plan, today, calendar),
    },
  ]);
};
