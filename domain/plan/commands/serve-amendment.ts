import { addWorkingDays } from '../../calendar/working-days.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { amendmentAt } from '../open-amendment.ts';
import type { Plan } from '../state.ts';

/** The employee has a full copy of the approved amendment; the time to sign runs from today (H3). */
export const serveAmendment = (
  { servedAt, servedBy }: CommandOf<'ServeAmendment'>,
  before: Plan,
  { now, today, calendar }: Context,
): Decision => {
  const open = amendmentAt(before, 'HR_APPROVED');
  if (!open.ok) return open;
  const { plan, amendment } = open.value;
  if (servedAt < amendment.approvedAt || servedAt > now) return refuse('H3.notServed', '/servedAt');
  const ackBy = addWorkingDays(calendar, today, plan.submission.policy.ack.windowWD);
  return ok([{ type: 'AmendmentServed', servedAt, servedBy, ackBy }]);
};
