import type { MemberId } from '../../kernel/ids.ts';
import type { ErasureRequest } from '../after-close.ts';
import type { Context } from '../context.ts';
import { erasableOn } from '../retention.ts';
import type { ArchivedPlan, Plan } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';

/** N4: one hold at a time, with a reason that says something. */
export const holdRules = ({ hold }: Plan, place: boolean): readonly RuleResult[] => {
  if (place) return hold === undefined ? [] : [finding('N4.held', '')];
  return hold === undefined ? [finding('N4.notHeld', '')] : [];
};

/** N3, N4: the time is over, and nothing asks for the record to be kept. */
export const erasureRules = (
  plan: ArchivedPlan,
  { today, retentionFloorDays }: Pick<Context, 'today' | 'retentionFloorDays'>,
): readonly RuleResult[] => {
  const from = erasableOn(plan, retentionFloorDays);
  return [
    ...(today < from ? [finding('N3.tooEarly', '', { from })] : []),
    ...(plan.hold === undefined ? [] : [finding('N4.hold', '')]),
  ];
};

/** N5: two people erase a plan: one asks, another confirms. */
export const secondPerson = (request: ErasureRequest, by: MemberId): readonly RuleResult[] =>
  request.by === by ? [finding('N5.samePerson', '')] : [];
