import { addWorkingDays } from '../../calendar/working-days.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart, violated } from '../errors.ts';
import { checkInOf } from '../meetings.ts';
import { memberOf } from '../parts.ts';
import { passGate } from '../rules/findings.ts';
import { lastDayToHold } from '../rules/meetings.ts';
import { OBSTACLE_ANSWER_WD } from '../rules/obstacles.ts';
import { checkInRules } from '../rules/running.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * Writes up a check-in that was held (I1). A late write-up is marked, not blocked (I2): it also
 * turns round a check-in that was taken for missed, when it was in fact held in time (G8).
 */
export const recordCheckIn = (
  { writeUp, accepted }: CommandOf<'RecordCheckIn'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { calendar, today } = context;
  const meeting = checkInOf(plan, writeUp.plannedOn, calendar);
  if (meeting === undefined) return unknownPart('checkIn');
  const { state, dueOn } = meeting;
  const open =
    state.status === 'PLANNED' ||
    (state.status === 'MISSED' &&
      state.by === 'manager' &&
      writeUp.heldOn <= lastDayToHold(dueOn, calendar));
  if (!open) return refuse('I1.state', '/plannedOn', { state: state.status });
  if (writeUp.goals.some(({ goalId }) => !plan.content.goals.some(({ id }) => id === goalId)))
    return unknownPart('goal');
  const { policy } = plan.submission;
  const gate = passGate(
    checkInRules(writeUp, plan, context),
    policy,
    accepted,
    memberOf(context.actor, plan),
  );
  if (!gate.ok) return violated(gate.error);
  return ok([
    {
      type: 'CheckInHeld',
      writeUp: { obstacles: [], supportNeeded: [], nextSteps: [], ...writeUp },
      late: today > addWorkingDays(calendar, writeUp.heldOn, policy.checkIn.writeUpWD),
      replyBy: addWorkingDays(calendar, today, policy.employeeReplyWD),
      accepted: gate.value,
      ...((writeUp.obstacles ?? []).length === 0
        ? {}
        : { obstaclesBy: addWorkingDays(calendar, today, OBSTACLE_ANSWER_WD) }),
    },
  ]);
};
