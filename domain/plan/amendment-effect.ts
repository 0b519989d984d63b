import { type WorkCalendar, workingDaysBetween } from '../calendar/working-days.ts';
import { type CivilDate, latest } from '../kernel/civil-date.ts';
import type { ContentAmendment } from './amendment.ts';
import type { EventOf } from './events.ts';
import { openMeetings } from './meetings.ts';
import type { RunningPlan } from './state.ts';

/**
 * What taking effect does to the check-ins. Those that were due until today stay what they were; what
 * comes after today derives from the amended schedule. A pause had fixed the coming ones: they stay
 * too, unless the rhythm itself changes.
 */
export const effectOf = (
  plan: RunningPlan,
  amendment: ContentAmendment,
  today: CivilDate,
  calendar: WorkCalendar,
): EventOf<'AmendmentTookEffect'> => {
  const [was, is] = [plan.content.schedule, amendment.content.schedule];
  const { checkIns, checkInsAfter = today } = plan.running;
  const newRhythm = was.cadence !== is.cadence || was.checkInWeekday !== is.checkInWeekday;
  const open = openMeetings(plan, calendar).flatMap((one) => (one.kind === 'checkIn' ? [one] : []));
  return {
    type: 'AmendmentTookEffect',
    on: today,
    kept: open
      .filter(({ plannedOn, dueOn }) => dueOn <= today && checkIns[plannedOn] === undefined)
      .map(({ plannedOn }) => plannedOn),
    dropped: newRhythm
      ? open
          .filter(({ plannedOn, dueOn }) => dueOn > today && checkIns[plannedOn] !== undefined)
          .map(({ plannedOn }) => plannedOn)
      : [],
    checkInsAfter: newRhythm ? today : latest(checkInsAfter, today),
    ...(amendment.extension === undefined
      ? {}
      : {
          extension: {
            reason: amendment.extension,
            from: was.endOn,
            to: is.endOn,
            workingDays: workingDaysBetween(calendar, was.endOn, is.endOn),
          },
        }),
  };
};
