import type { View } from '../access/actions.ts';
import type { PlanEvent, RecordedEvent } from '../plan/events.ts';

/**
 * How much of an event a copy of the record shows: all of it; that it happened, when and by whom; or
 * nothing but its place in the chain.
 */
export type Disclosure = 'whole' | 'withoutText' | 'sealed';

const hasAcceptedWarnings = (event: PlanEvent): boolean =>
  ('accepted' in event && (event.accepted?.length ?? 0) > 0) ||
  (event.type === 'PlanClosed' &&
    event.closing.outcome !== 'CANCELLED' &&
    event.closing.proposal.accepted.length > 0);

/** Whether it holds the jurisdiction's checklist, which is HR's alone (K11, O6). */
const hasChecklist = (event: PlanEvent): boolean =>
  event.type === 'PlanClosed' &&
  event.closing.outcome !== 'CANCELLED' &&
  event.closing.referral !== undefined;

/** Events whose text holds something that nobody but HR and the manager is shown (O1). */
const isBetweenHrAndManager = (event: PlanEvent): boolean => {
  switch (event.type) {
    case 'PlanDrafted':
      return event.managerAssignment !== undefined;
    case 'ManagerReassigned':
    case 'ManagerChangeProposed':
    // Names of readers are told where the company's policy has them told (O2).
    case 'AccessGranted':
    case 'AccessRevoked':
    case 'AccessEnded':
      return true;
    default:
      return false;
  }
};

/** The first event after which the employee may know the plan. */
const firstShown = (history: readonly RecordedEvent[]): number =>
  history.find(({ event }) => event.type === 'DraftShared' || event.type === 'PlanPresented')
    ?.seq ?? Number.POSITIVE_INFINITY;

/**
 * What a copy of the record shows of each event, by its number. A text is one commitment: an event
 * with a word in it that is not for the reader is shown without its text. HR's copy has everything, a
 * reviewer's all but what is HR's alone; the employee's leaves out drafts that were replaced before
 * they were shared.
 *
 * @param isHidden whether the view may not even know that such an event happened
 */
export const disclosureOf = (
  history: readonly RecordedEvent[],
  view: View,
  isHidden: (type: PlanEvent['type']) => boolean,
): ReadonlyMap<number, Disclosure> => {
  const shownFrom = firstShown(history);
  const isContent = ({ event }: RecordedEvent): boolean =>
    event.type === 'PlanDrafted' || event.type === 'ContentEdited';
  const wasReplaced = ({ seq }: RecordedEvent): boolean =>
    history.some((later) => isContent(later) && later.seq > seq && later.seq < shownFrom);
  const judge = (recorded: RecordedEvent): Disclosure => {
    const { event } = recorded;
    if (isHidden(event.type)) return 'sealed';
    if (view === 'hr') return 'whole';
    if (view === 'reviewer') return hasChecklist(event) ? 'withoutText' : 'whole';
    const isWithheld =
      hasAcceptedWarnings(event) ||
      hasChecklist(event) ||
      (view === 'employee' &&
        (isBetweenHrAndManager(event) || (isContent(recorded) && wasReplaced(recorded))));
    return isWithheld ? 'withoutText' : 'whole';
  };
  return new Map(history.map((recorded) => [recorded.seq, judge(recorded)]));
};
