import { addWorkingDays, workingDaysBetween } from '../../calendar/working-days.ts';
import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, violated } from '../errors.ts';
import { runningSupport } from '../parts.ts';
import { trainingIsProven } from '../rules/jurisdiction.ts';
import { trainingDelivered } from '../rules/training.ts';
import type { Plan } from '../state.ts';

/** Claims that a support was given, with date and evidence; the employee then has the word (F5). */
export const deliverSupport = (
  { supportId, deliveredOn, evidence, training }: CommandOf<'DeliverSupport'>,
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
  const results = trainingIsProven(plan.submission.policy)
    ? trainingDelivered(support, training)
    : [];
  if (isNonEmpty(results)) return violated(results);
  return ok([
    {
      type: 'SupportDelivered',
      supportId,
      deliveredOn,
      evidence,
      ...(training === undefined ? {} : { training }),
      lateByWD: Math.max(0, workingDaysBetween(calendar, support.dueBy, deliveredOn)),
      confirmBy: addWorkingDays(calendar, today, plan.submission.policy.support.confirmWD),
    },
  ]);
};
