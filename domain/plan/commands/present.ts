import { addWorkingDays } from '../../calendar/working-days.ts';
import { toLocal } from '../../calendar/zones.ts';
import { latest } from '../../kernel/civil-date.ts';
import type { Instant } from '../../kernel/instant.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { presentationRules } from '../rules/delivery.ts';
import { passGate } from '../rules/findings.ts';
import { deliveryByJurisdiction } from '../rules/jurisdiction.ts';
import { isBlank } from '../rules/text.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * Records the meeting in which the plan was handed over and the copy that was served (H2, H3, G3).
 * The plan counts as presented on the day by which both had happened, even when that is written
 * down later; the time to sign runs from the writing down, so a late record costs the employee none.
 */
export const present = (
  { type: _, accepted, ...presentation }: CommandOf<'Present'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'APPROVED');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { policy } = plan.submission;
  const { heldAt, servedAt, attendees } = presentation;
  const dayOf = (instant: Instant) => toLocal(plan.zone, instant).date;
  const presentedOn = latest(dayOf(heldAt), dayOf(servedAt));
  const { calendar } = context;
  const results = [
    ...presentationRules(presentation, presentedOn, plan, context),
    ...deliveryByJurisdiction(presentation, dayOf(heldAt), policy, calendar),
  ];
  const by = memberOf(context.actor, plan);
  const gate = passGate(results, policy, accepted, by, plan.accepted);
  if (!gate.ok) return violated(gate.error);
  return ok([
    {
      type: 'PlanPresented',
      delivery: {
        ...presentation,
        attendees: attendees.filter((name) => !isBlank(name)),
        presentedOn,
        ackBy: addWorkingDays(context.calendar, context.today, policy.ack.windowWD),
      },
      accepted: gate.value,
    },
  ]);
};
