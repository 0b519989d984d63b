import { notOver } from '../tenant/absence.ts';
import type { PlanEventType, RecordedEvent } from './events.ts';
import { isEnded } from './stage.ts';
import type { Grant, Plan } from './state.ts';
import type { InvitedDecision } from './vocabulary.ts';

/** Events that are a decision which somebody can be invited to. To send back is not to decide. */
const DECIDES: Readonly<Partial<Record<PlanEventType, InvitedDecision>>> = {
  PlanApproved: 'plan',
  PlanClosed: 'outcome',
  AppealDecided: 'appeal',
};

/**
 * Who else may see the plan after an event (O1). A decision uses up the invitation to it (A3); what
 * has run out goes when the next one is given.
 */
const grantsAfter = (
  grants: readonly Grant[],
  { seq, at, by, event }: RecordedEvent,
): readonly Grant[] => {
  if (event.type === 'AccessGranted')
    return [...notOver(grants, event.on), { seq, at, ...event.grant }];
  if (event.type === 'AccessRevoked' || event.type === 'AccessEnded')
    return grants.filter((one) => one.seq !== event.grant);
  const decided = DECIDES[event.type];
  if (decided === undefined || by.kind !== 'member') return grants;
  return grants.filter(
    (one) => one.as !== 'approver' || one.memberId !== by.memberId || one.decision !== decided,
  );
};

/** A plan to which an event was applied, with the grants as they are after it; every stage has them. */
export const regranted = (plan: Plan, recorded: RecordedEvent): Plan => {
  const grants = grantsAfter(plan.grants, recorded);
  if (grants === plan.grants) return plan;
  return isEnded(plan)
    ? { ...plan, grants, before: { ...plan.before, grants } }
    : { ...plan, grants };
};
