import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { DeliveryContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { mayRecord, remindersSent, windowOver } from '../rules/delivery.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee was served and reminded, and the window passed in silence; never read as refusal (H5). */
export const recordNoResponse = (
  _command: CommandOf<'RecordNoResponse'>,
  before: Plan,
  { now, today, ackRemindersDelivered }: DeliveryContext,
): Decision => {
  const stage = atStage(before, 'PRESENTED');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const results = [
    ...mayRecord(plan.acknowledgements),
    ...windowOver(plan, today),
    ...remindersSent(ackRemindersDelivered),
  ];
  if (isNonEmpty(results)) return violated(results);
  return ok([
    {
      type: 'PlanAcknowledged',
      acknowledgement: {
        kind: 'NO_RESPONSE',
        at: now,
        on: today,
        contentHash: plan.submission.contentHash,
        remindersDelivered: ackRemindersDelivered,
      },
    },
  ]);
};
