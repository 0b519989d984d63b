import type { WorkCalendar } from '../calendar/working-days.ts';
import { toInstant } from '../calendar/zones.ts';
import { addDays, type CivilDate } from '../kernel/civil-date.ts';
import { addMs, type Instant } from '../kernel/instant.ts';
import { archivesOn, isToSustain } from '../plan/archive.ts';
import { activatesOn } from '../plan/commands/activate.ts';
import { openMeetings } from '../plan/meetings.ts';
import { lastDayToHold } from '../plan/rules/meetings.ts';
import type { Plan, RunningPlan } from '../plan/state.ts';

const firstOf = (dates: readonly CivilDate[]): CivilDate | undefined =>
  dates.reduce<CivilDate | undefined>(
    (first, date) => (first === undefined || date < first ? date : first),
    undefined,
  );

/** The day on which a silent confirmation (F5) or a missed meeting (G8) is stated. */
const nextLapseOn = (plan: RunningPlan, calendar: WorkCalendar): CivilDate | undefined =>
  firstOf([
    ...Object.values(plan.running.supports).flatMap((state) =>
      state.status === 'DELIVERED' ? [addDays(state.confirmBy, 1)] : [],
    ),
    ...(plan.amendment !== undefined &&
    plan.amendment.kind !== 'MANAGER_CHANGE' &&
    plan.amendment.status === 'SERVED'
      ? [addDays(plan.amendment.ackBy, 1)]
      : []),
    ...openMeetings(plan, calendar).map((meeting) =>
      addDays(lastDayToHold(meeting.dueOn, calendar), 1),
    ),
  ]);

const transitionOn = (plan: Plan, calendar: WorkCalendar): CivilDate | undefined => {
  switch (plan.status) {
    case 'PRESENTED':
      return activatesOn(plan, calendar);
    case 'ACTIVE': {
      const lapse = nextLapseOn(plan, calendar);
      const { endOn } = plan.content.schedule;
      return lapse === undefined || endOn < lapse ? endOn : lapse;
    }
    case 'FINAL_REVIEW':
      return nextLapseOn(plan, calendar);
    case 'CLOSED':
      return isToSustain(plan) ? plan.closing.on : archivesOn(plan);
    case 'SUSTAIN':
      return archivesOn(plan);
    default:
      return undefined;
  }
};

/** Links for uploads that were handed out before an erasure end within a quarter of an hour. */
const UPLOADS_END_MS = 20 * 60_000;

/** When the words and files of an erased plan are deleted (N5): once no file of it can arrive any more. */
export const deletesAt = ({ erasure }: Extract<Plan, { readonly status: 'ERASED' }>): Instant =>
  addMs(erasure.at, UPLOADS_END_MS);

/**
 * When `settle` has something to do next: the first instant of that day at the plan's site, which
 * may have passed already. `undefined` while the plan waits for people only.
 */
export const nextTransitionAt = (plan: Plan, calendar: WorkCalendar): Instant | undefined => {
  if (plan.status === 'ERASED') return deletesAt(plan);
  const on = transitionOn(plan, calendar);
  return on === undefined ? undefined : toInstant(plan.zone, on, '00:00');
};

/** H5: the window for an acknowledgement is over and nobody has said anything. */
export const isWithoutResponse = (plan: Plan, today: CivilDate): boolean =>
  plan.status === 'PRESENTED' && plan.acknowledgements.length === 0 && today > plan.delivery.ackBy;
