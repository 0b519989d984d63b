import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { channelsTried, mayRecord, windowOver } from '../rules/delivery.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** The employee could not be reached, on two channels and for the whole window (H5). */
export const recordUnreachable = (
  { attempts }: CommandOf<'RecordUnreachable'>,
  before: Plan,
  { now, today, actor }: Context,
): Decision => {
  const stage = atStage(before, 'PRESENTED');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const results = [
    ...mayRecord(plan.acknowledgements),
    ...windowOver(plan, today),
    ...channelsTried(attempts, plan, now),
  ];
  if (isNonEmpty(results)) return violated(results);
  return ok([
    {
      type: 'PlanAcknowledged',
      acknowledgement: {
        kind: 'UNREACHABLE',
        at: now,
        on: today,
        contentHash: plan.submission.contentHash,
        attempts,
        recordedBy: memberOf(actor, plan),
      },
    },
  ]);
};
