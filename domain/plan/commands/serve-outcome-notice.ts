import { addWorkingDays } from '../../calendar/working-days.ts';
import { latest } from '../../kernel/civil-date.ts';
import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import { appealWindowOf, policyOfEnded } from '../archive.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { noticeRules } from '../rules/closing.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * The outcome notice reached the employee in another way than by this system, and on another day:
 * the appeal window runs from that day when it is the later one (K10). It never becomes shorter.
 */
export const serveOutcomeNotice = (
  command: CommandOf<'ServeOutcomeNotice'>,
  before: Plan,
  context: Context,
): Decision => {
  const stage = atStage(before, 'CLOSED', 'SUSTAIN');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const results = noticeRules(command, plan, context);
  if (isNonEmpty(results)) return violated(results);
  const { servedOn, channel } = command;
  const { windowWD } = policyOfEnded(plan).appeal;
  const until = addWorkingDays(context.calendar, servedOn, windowWD);
  return ok([
    {
      type: 'OutcomeNoticeServed',
      on: servedOn,
      channel,
      appealUntil: latest(until, appealWindowOf(plan.closing)),
    },
  ]);
};
