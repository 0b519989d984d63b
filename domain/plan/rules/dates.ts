import {
  addWorkingDays,
  isProvisional,
  isWorkingDay,
  nextWorkingDay,
  type WorkCalendar,
  workingDaysBetween,
} from '../../calendar/working-days.ts';
import { addDays, type CivilDate, daysBetween } from '../../kernel/civil-date.ts';
import { DURATION_HARD_MAX, DURATION_HARD_MIN, type Policy } from '../../tenant/policy.ts';
import type { Schedule } from '../content.ts';
import { type PastPause, withoutPauses } from '../pauses.ts';
import { finding, type RuleResult } from './findings.ts';
import { repeatedIds } from './text.ts';

/** A start later than this many working days after the meeting is unusual (G3). */
const START_WITHIN_WD = 10;
/** The first checkpoint comes within a month whatever the policy says of the others (G4). */
const FIRST_WITHIN_DAYS = 31;
/** Working days that the last interim checkpoint leaves for acting on it (G4). */
const LAST_BEFORE_END_WD = 5;

/** G1: the plan ends after it starts, within the hard limits; unusual lengths are warned of. */
const duration = ({ startOn, endOn }: Schedule, policy: Policy): readonly RuleResult[] => {
  if (startOn >= endOn) return [finding('G1.order', '/schedule/endOn')];
  const days = daysBetween(startOn, endOn);
  if (days < DURATION_HARD_MIN || days > DURATION_HARD_MAX)
    return [
      finding('G1.duration', '/schedule/endOn', {
        days,
        min: DURATION_HARD_MIN,
        max: DURATION_HARD_MAX,
      }),
    ];
  const { warnMin: min, warnMax: max } = policy.duration;
  return days < min || days > max
    ? [finding('G1.unusual', '/schedule/endOn', { days, min, max })]
    : [];
};

/** G2: enough interim checkpoints, each strictly inside the plan, on a working day of its own. */
const checkpointsPlaced = (
  { startOn, endOn, checkpoints }: Schedule,
  policy: Policy,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  const min = policy.checkpoint.interimMin;
  const path = '/schedule/checkpoints';
  return [
    ...(checkpoints.length < min
      ? [finding('G2.tooFew', path, { count: checkpoints.length, min })]
      : []),
    ...repeatedIds('G2.duplicateId', path, checkpoints),
    ...checkpoints.flatMap(({ on }, index) => [
      ...(on > startOn && on < endOn ? [] : [finding('G2.outside', `${path}/${index}/on`)]),
      ...(checkpoints.findIndex((one) => one.on === on) < index
        ? [finding('G2.duplicate', `${path}/${index}/on`)]
        : []),
      ...(isWorkingDay(calendar, on) ? [] : [finding('G2.notWorking', `${path}/${index}/on`)]),
    ]),
  ];
};

/**
 * G4: no long stretch without a look at the progress. Distances are measured as if nothing had been
 * moved off a day off: a checkpoint passes when it is no later than the working day to which the
 * last allowed date moves.
 */
const checkpointsSpread = (
  { startOn, endOn, checkpoints }: Schedule,
  policy: Policy,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  const path = '/schedule/checkpoints';
  const byDate = checkpoints
    .map(({ on }, index) => ({ on, at: `${path}/${index}/on` }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  const [first] = byDate;
  const last = byDate.at(-1);
  if (first === undefined || last === undefined) return [];
  const isLater = (on: CivilDate, from: CivilDate, days: number): boolean =>
    on > nextWorkingDay(calendar, addDays(from, days));
  const half = Math.round(daysBetween(startOn, endOn) / 2);
  const firstDays = Math.min(FIRST_WITHIN_DAYS, half);
  const { maxGapDays } = policy.checkpoint;
  const stops = [...byDate, { on: endOn, at: '/schedule/endOn' }];
  return [
    ...(isLater(first.on, startOn, firstDays)
      ? [finding('G4.first', first.at, { days: firstDays })]
      : []),
    ...byDate.flatMap(({ on }, index) => {
      const next = stops[index + 1];
      return next !== undefined && isLater(next.on, on, maxGapDays)
        ? [finding('G4.gap', next.at, { days: daysBetween(on, next.on), max: maxGapDays })]
        : [];
    }),
    ...(workingDaysBetween(calendar, last.on, endOn) < LAST_BEFORE_END_WD
      ? [finding('G4.last', last.at, { min: LAST_BEFORE_END_WD })]
      : []),
  ];
};

/** G5: the final review is on the last day or within the policy's window after it. */
const finalReviewPlaced = (
  { endOn, finalReviewOn }: Schedule,
  policy: Policy,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  const to = addWorkingDays(calendar, endOn, policy.finalReview.windowWD);
  return finalReviewOn >= endOn && finalReviewOn <= to
    ? []
    : [finding('G5.window', '/schedule/finalReviewOn', { from: endOn, to })];
};

/** G6: a talk every week or every two (每周或每两周一次); a month is too long. */
const cadenceShort = ({ cadence }: Schedule): readonly RuleResult[] =>
  cadence === 'monthly' ? [finding('G6.cadence', '/schedule/cadence')] : [];

/** Q3: dates beyond what the calendar knows are provisional until it is extended. */
const datesKnown = (
  { startOn, endOn, finalReviewOn, checkpoints }: Schedule,
  calendar: WorkCalendar,
): readonly RuleResult[] =>
  [startOn, endOn, finalReviewOn, ...checkpoints.map(({ on }) => on)].some((date) =>
    isProvisional(calendar, date),
  )
    ? [finding('Q3.provisional', '/schedule', { known: calendar.knownUntil })]
    : [];

/** Rules G1, G2, G4 to G6 and Q3 over the schedule. */
export const scheduleRules = (
  schedule: Schedule,
  policy: Policy,
  calendar: WorkCalendar,
  pauses: readonly PastPause[] = [],
): readonly RuleResult[] => [
  ...duration(withoutPauses(schedule, pauses, calendar), policy),
  ...checkpointsPlaced(schedule, policy, calendar),
  ...checkpointsSpread(withoutPauses(schedule, pauses, calendar), policy, calendar),
  ...finalReviewPlaced(schedule, policy, calendar),
  ...cadenceShort(schedule),
  ...datesKnown(schedule, calendar),
];

/**
 * G3: the clock runs from the meeting in which the plan was handed over: what is presented may not
 * have started already (the dates are redrawn first), and should not start much later.
 */
export const startAfterMeeting = (
  { startOn }: Schedule,
  presentedOn: CivilDate,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  if (startOn < presentedOn)
    return [finding('G3.retroactive', '/schedule/startOn', { presentedOn })];
  return workingDaysBetween(calendar, presentedOn, startOn) > START_WITHIN_WD
    ? [finding('G3.farAway', '/schedule/startOn', { days: START_WITHIN_WD })]
    : [];
};

/**
 * G9: by how many working days a plan moves that starts on another day than planned. A planned
 * start on a day off counts as the next working day.
 */
export const lateByWD = (planned: CivilDate, startsOn: CivilDate, calendar: WorkCalendar): number =>
  workingDaysBetween(calendar, nextWorkingDay(calendar, planned), startsOn);
