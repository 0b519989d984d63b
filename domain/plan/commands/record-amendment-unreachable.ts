import { answerAmendment } from '../answer-amendment.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { amendmentAt } from '../open-amendment.ts';
import { memberOf } from '../parts.ts';
import { channelsTried } from '../rules/delivery.ts';
import { finding } from '../rules/findings.ts';
import type { Plan } from '../state.ts';

/**
 * The employee could not be reached about the amendment, on two channels and to the last day of the
 * window (H5); after it the clock has stated the silence.
 */
export const recordAmendmentUnreachable = (
  { attempts }: CommandOf<'RecordAmendmentUnreachable'>,
  before: Plan,
  context: Context,
): Decision => {
  const open = amendmentAt(before, 'SERVED');
  if (!open.ok) return open;
  const { plan, amendment } = open.value;
  const { now, today, actor } = context;
  const { ackBy, contentHash } = amendment;
  return answerAmendment(
    plan,
    amendment,
    {
      kind: 'UNREACHABLE',
      at: now,
      on: today,
      contentHash,
      attempts,
      recordedBy: memberOf(actor, plan),
    },
    [
      ...(today < ackBy ? [finding('J1.window', '', { until: ackBy })] : []),
      ...channelsTried(attempts, { delivery: amendment }, now),
    ],
    context,
  );
};
