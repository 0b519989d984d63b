import { addWorkingDays, workingDaysBetween } from '../../calendar/working-days.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import { type Decision, refuse } from '../errors.ts';
import { runningSupport } from '../parts.ts';
import type { Plan } from '../state.ts';

/** Claims that a support was given, with date and evidence; the employee then has the word (F5). */
export const deliverSupport = (
  { supportId, deliveredOn, evidence }: CommandOf<'DeliverSupport'>,
  before: Plan,
  { actor, today, calendar }: Context,
): Decision => {
  const found = runningSupport(before, supportId, actor);
  if (!found.ok) return found;
  const {
    plan,
    support,
    state: { status },
  } = found.value;
  if (status !== 'PROMISED' && status !== 'SCHEDULED' && status !== 'DISPUTED')
    return refuse('F5.state', '/supportId', { state: status });
  if (deliveredOn > today) return refuse('F5.date', '/deliveredOn', { to: today });
  return ok([
    {
      type: 'SupportDelivered',
      supportId,
      deliveredOn,
      evidence,
      lateByWD: Math.max(0, workingDaysBetween(calendar, support.dueBy, deliveredOn)),
      confirmBy: addWorkingDays(calendar, today, plan.submission.policy.support.confirmWD),
    },
  ]);
};
