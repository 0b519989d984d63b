import {
  addWorkingDays,
  type WorkCalendar,
  workingDaysBetween,
} from '../../calendar/working-days.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { MemberId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { CommandOf } from '../command.ts';
import type { Goal } from '../content.ts';
import type { Context, RecordContext } from '../context.ts';
import type { EventOf } from '../events.ts';
import { standingOf } from '../progress.ts';
import type { CheckInWriteUp, FeedbackEntry, GoalStanding, Records } from '../records.ts';
import type { GoalTurn } from '../running-state.ts';
import type { RunningPlan } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';

/** Check-ins running without a positive entry at which I3 speaks up. */
const WITHOUT_POSITIVE_MAX = 3;
/** Working days after which a critical event is a late entry (I5). */
const LATE_ENTRY_WD = 10;

const isBlank = (lines: readonly string[]): boolean => lines.every((line) => line.trim() === '');

/** I1, as far as every kind of meeting shares it: who was there, and at least one fact. */
export const meetingRecordRules = (
  record: Pick<CheckInWriteUp, 'heldOn' | 'attendees' | 'facts'>,
  startOn: CivilDate,
  today: CivilDate,
): readonly RuleResult[] => [
  ...(record.heldOn > today || record.heldOn < startOn
    ? [finding('I1.future', '/heldOn', { from: startOn, to: today })]
    : []),
  ...(isBlank(record.attendees) ? [finding('I1.noAttendees', '/attendees')] : []),
  ...(isBlank(record.facts) ? [finding('I1.noFact', '/facts')] : []),
];

/** I1, I3: what a check-in record holds; "no change" is an answer for a goal, silence is not. */
export const checkInRules = (
  writeUp: CommandOf<'RecordCheckIn'>['writeUp'],
  plan: RunningPlan,
  { today }: Pick<Context, 'today'>,
): readonly RuleResult[] => {
  const results = [...meetingRecordRules(writeUp, plan.activation.startOn, today)];
  if (writeUp.feedback.length === 0) results.push(finding('I1.noFeedback', '/feedback'));
  plan.content.goals.forEach((goal, index) => {
    if (!writeUp.goals.some((note) => note.goalId === goal.id))
      results.push(finding('I1.goalMissing', '/goals', { goal: index + 1 }));
  });
  if (writeUp.obstacles === undefined) results.push(finding('I1.obstaclesMissing', '/obstacles'));
  if (writeUp.supportNeeded === undefined)
    results.push(finding('I1.supportMissing', '/supportNeeded'));
  if (writeUp.nextSteps === undefined) results.push(finding('I1.nextStepsMissing', '/nextSteps'));
  const positive = writeUp.feedback.some((entry) => entry.kind === 'positive');
  if (!positive && plan.running.withoutPositive >= WITHOUT_POSITIVE_MAX - 1)
    results.push(finding('I3.noPositive', '/feedback', { count: WITHOUT_POSITIVE_MAX }));
  return results;
};

/** I4: a goal that is off track at a checkpoint gets a corrective entry. 及时纠偏 */
export const correctionRules = (
  standings: readonly GoalStanding[],
  feedback: readonly FeedbackEntry[],
): readonly RuleResult[] =>
  standings.flatMap((standing, index) =>
    standing.status === 'OFF_TRACK' &&
    !feedback.some(
      (entry) =>
        entry.kind === 'corrective' &&
        (entry.goalId === undefined || entry.goalId === standing.goalId),
    )
      ? [finding('I4.noCorrective', '/feedback', { goal: index + 1 })]
      : [],
  );

/** I5: whether an event was written down long after it happened. */
export const isLateEntry = (
  occurredOn: CivilDate,
  today: CivilDate,
  calendar: WorkCalendar,
): boolean => workingDaysBetween(calendar, occurredOn, today) > LATE_ENTRY_WD;

/** I6: a measurement is of the running plan, not of the future, and of the goal's kind of number. */
export const measurementRules = (
  measured: { readonly value: number; readonly sample: number; readonly measuredOn: CivilDate },
  goal: Goal,
  startOn: CivilDate,
  today: CivilDate,
): readonly RuleResult[] => {
  const results: RuleResult[] = [];
  const { value, sample, measuredOn } = measured;
  if (measuredOn > today) results.push(finding('I6.future', '/measuredOn', { to: today }));
  if (measuredOn < startOn)
    results.push(finding('I6.beforeStart', '/measuredOn', { from: startOn }));
  const { kind } = goal.measure;
  const fits =
    Number.isFinite(value) &&
    (kind === 'milestone'
      ? value === 0 || value === 1
      : kind === 'score' || kind === 'amount' || (value >= 0 && (kind !== 'rate' || value <= 100)));
  if (!fits) results.push(finding('I6.number', '/value', { kind }));
  if (!Number.isInteger(sample) || sample < 1)
    results.push(finding('I6.number', '/sample', { kind: 'count' }));
  return results;
};

/** Working days in which the manager recognises or corrects (I9). */
const TURN_ANSWER_WD = 2;

/**
 * I9: whether a measurement makes its goal newly MET or OFF_TRACK, and by when the manager
 * recognises or corrects. 及时肯定, 立即纠偏
 */
export const turnOf = (
  plan: RunningPlan,
  goal: Goal,
  measured: Omit<EventOf<'MeasurementRecorded'>, 'turned'>,
  { records, today, calendar }: Pick<RecordContext, 'records' | 'today' | 'calendar'>,
): GoalTurn | undefined => {
  const standing = (of: Pick<Records, 'measurements'>) =>
    standingOf(goal, plan, of, today, calendar).status;
  const before = standing(records);
  const after = standing(withMeasurement(records, measured));
  if (after === before || (after !== 'MET' && after !== 'OFF_TRACK')) return undefined;
  return { status: after, answerBy: addWorkingDays(calendar, today, TURN_ANSWER_WD) };
};

/** The measurements as they will be; who recorded it and when makes no difference to a standing. */
const withMeasurement = (
  { measurements }: Pick<Records, 'measurements'>,
  { type: _, supersedes, ...measured }: Omit<EventOf<'MeasurementRecorded'>, 'turned'>,
): Pick<Records, 'measurements'> => {
  const seq = Math.max(0, ...measurements.map((one) => one.seq)) + 1;
  return {
    measurements: [
      ...measurements.map((one) =>
        one.seq === supersedes?.seq ? { ...one, supersededBy: seq } : one,
      ),
      { ...measured, seq, recordedAt: '' as Instant, recordedBy: '' as MemberId },
    ],
  };
};

/** I9: whether one of these entries says of a goal that turned what its turn asks for. */
export const answersTurn = (
  status: GoalTurn['status'],
  goalId: string,
  feedback: readonly FeedbackEntry[],
): boolean => {
  const kind = status === 'MET' ? 'positive' : 'corrective';
  return feedback.some(
    (entry) => entry.kind === kind && (entry.goalId === undefined || entry.goalId === goalId),
  );
};

/** I6: what a correction replaces exists, belongs to the goal and was not replaced before. */
export const supersedingRules = (
  supersedes: number,
  goalId: string,
  records: Pick<Records, 'measurements'>,
): readonly RuleResult[] =>
  records.measurements.some(
    (one) => one.seq === supersedes && one.goalId === goalId && one.supersededBy === undefined,
  )
    ? []
    : [finding('I6.unknown', '/supersedes/seq')];
