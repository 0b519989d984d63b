import type { View } from '../../../domain/access/actions.ts';
import { HR_ONLY_EVENTS, type PlanEventType } from '../../../domain/plan/events.ts';

/** How long a record is kept, and why, is HR's business. */
const KEEPING: readonly PlanEventType[] = [
  'HoldPlaced',
  'HoldReleased',
  'EmploymentEnded',
  'ErasureRequested',
  'ErasureWithdrawn',
];

/**
 * Lines of the timeline that are not everybody's business: until the outcome is decided, how HR and
 * the manager came to it; and for the manager, who else was given access.
 */
const HIDDEN: Readonly<Partial<Record<View, readonly PlanEventType[]>>> = {
  employee: [
    'PlanReturned',
    'SharingDeferred',
    'OutcomeProposed',
    'OutcomeReturned',
    'AmendmentProposed',
    'AmendmentApproved',
    ...KEEPING,
  ],
  manager: ['AccessGranted', 'AccessRevoked', 'AccessEnded', ...KEEPING],
};

/** Whether a line of the timeline is left out for a reader. */
export const isHiddenFrom = (view: View, type: PlanEventType): boolean =>
  (view !== 'hr' && HR_ONLY_EVENTS.includes(type)) || (HIDDEN[view] ?? []).includes(type);
