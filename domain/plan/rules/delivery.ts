import { addWorkingDays, type WorkCalendar } from '../../calendar/working-days.ts';
import { toLocal } from '../../calendar/zones.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { epochMs, type Instant } from '../../kernel/instant.ts';
import type { Acknowledgement, ContactAttempt } from '../acknowledgement.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import { movedByPauses } from '../pauses.ts';
import type { Approval, PresentedPlan, RunningPlan } from '../state.ts';
import { startAfterMeeting } from './dates.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank } from './text.ts';

/** Acknowledgement reminders that must have gone out before silence counts as no response (H5). */
const REMINDERS_MIN = 2;
/** Different channels on which somebody must have been tried before they count as unreachable (H5). */
const CHANNELS_MIN = 2;

const MS_PER_HOUR = 3_600_000;
/** Working days in which HR answers a disagreement (H10). */
const DISAGREEMENT_ANSWER_WD = 5;

/** H1: approval and signature name the very content that was submitted. */
export const sameContent = (given: string, submitted: string): readonly RuleResult[] =>
  given === submitted ? [] : [finding('H1.hash', '/contentHash')];

type Presentation = Pick<CommandOf<'Present'>, 'heldAt' | 'place' | 'attendees' | 'servedAt'>;

/** H2: when, where and with whom the plan was handed over; after its approval, not in the future. */
const meetingRecorded = (
  { heldAt, place, attendees }: Presentation,
  approval: Approval,
  now: Instant,
): readonly RuleResult[] => [
  ...blanks('H2.incomplete', '', { place }),
  ...(attendees.every(isBlank) ? [finding('H2.incomplete', '/attendees')] : []),
  ...(heldAt < approval.at || heldAt > now ? [finding('H2.time', '/heldAt')] : []),
];

/** H3: the employee has a full copy of what was approved, and has it already. */
const copyServed = (
  { servedAt }: Presentation,
  approval: Approval,
  now: Instant,
): readonly RuleResult[] =>
  servedAt < approval.at || servedAt > now ? [finding('H3.notServed', '/servedAt')] : [];

/** Rules G3, H2 and H3 over the meeting in which a plan is handed over. */
export const presentationRules = (
  presentation: Presentation,
  presentedOn: CivilDate,
  { content, approval }: Pick<PresentedPlan, 'content' | 'approval'>,
  { now, calendar }: Pick<Context, 'now'> & { readonly calendar: WorkCalendar },
): readonly RuleResult[] => [
  ...meetingRecorded(presentation, approval, now),
  ...copyServed(presentation, approval, now),
  ...startAfterMeeting(content.schedule, presentedOn, calendar),
];

const isSignature = ({ kind }: Acknowledgement): boolean =>
  kind === 'AGREED' || kind === 'DISAGREED';

/** H4: a signature may follow a refusal or silence, but nothing follows a signature. */
export const maySign = (acknowledgements: readonly Acknowledgement[]): readonly RuleResult[] =>
  acknowledgements.some(isSignature) ? [finding('H4.order', '/kind')] : [];

/** H4: a refusal or silence is recorded once, and only while there is nothing else on record. */
export const mayRecord = (acknowledgements: readonly Acknowledgement[]): readonly RuleResult[] =>
  acknowledgements.length > 0 ? [finding('H4.order', '/kind')] : [];

/** H4: who disagrees says why, or says explicitly that there is nothing to add. */
export const disagreementStated = ({
  kind,
  statement,
}: Pick<CommandOf<'Acknowledge'>, 'kind' | 'statement'>): readonly RuleResult[] =>
  kind === 'DISAGREED' && (statement === undefined || (statement !== null && isBlank(statement)))
    ? [finding('H4.statement', '/statement')]
    : [];

/** H7: there was time to read between serving and signing; who wants to sign sooner says so. */
export const timeToRead = (
  { delivery, submission }: Pick<PresentedPlan, 'delivery' | 'submission'>,
  now: Instant,
): readonly RuleResult[] => {
  const hours = submission.policy.ack.minReadingHours;
  return epochMs(now) - epochMs(delivery.servedAt) < hours * MS_PER_HOUR
    ? [finding('H7.tooSoon', '', { hours })]
    : [];
};

/** H10: the employee signed for the plan or an amendment, disagreed, and HR has not answered yet. */
export interface OpenDisagreement {
  readonly since: Instant;
  /** Number of the amendment; absent for the plan itself. */
  readonly amendment?: number;
  /** Last day for HR's written answer. */
  readonly answerBy: CivilDate;
}

/** H10: every disagreement that waits for HR's written answer, oldest first. */
export const openDisagreements = (
  plan: PresentedPlan | RunningPlan,
  calendar: WorkCalendar,
): readonly OpenDisagreement[] => {
  const { acknowledgements, disagreementAnswer } = plan;
  const [pauses, amendments] =
    plan.status === 'PRESENTED' ? [[], []] : [plan.pauses, plan.amendments];
  const open = (since: Instant) => {
    const day = toLocal(plan.zone, since).date;
    const answerBy = addWorkingDays(calendar, day, DISAGREEMENT_ANSWER_WD);
    return { since, answerBy: movedByPauses(pauses, day, answerBy, calendar) };
  };
  return [
    ...acknowledgements
      .filter(({ kind }) => kind === 'DISAGREED' && disagreementAnswer === undefined)
      .map(({ at }) => open(at)),
    ...amendments
      .filter((one) => one.answer === 'DISAGREED' && one.disagreementAnswer === undefined)
      .map(({ no, at }) => ({ ...open(at), amendment: no })),
  ];
};

/** H5: the employee had the whole window to sign. */
export const windowOver = ({ delivery }: PresentedPlan, today: CivilDate): readonly RuleResult[] =>
  today > delivery.ackBy ? [] : [finding('H5.tooEarly', '', { until: delivery.ackBy })];

/** H5: silence counts only after two reminders went out. */
export const remindersSent = (delivered: number): readonly RuleResult[] =>
  delivered >= REMINDERS_MIN
    ? []
    : [finding('H5.reminders', '', { delivered, needed: REMINDERS_MIN })];

/** H5: tried on two different channels since the plan was served, each attempt with its proof. */
export const channelsTried = (
  attempts: readonly ContactAttempt[],
  { delivery }: { readonly delivery: Pick<PresentedPlan['delivery'], 'servedAt'> },
  now: Instant,
): readonly RuleResult[] => {
  const tried = new Set(
    attempts
      .filter(({ at, proof }) => at >= delivery.servedAt && at <= now && !isBlank(proof))
      .map(({ channel }) => channel),
  ).size;
  return tried >= CHANNELS_MIN
    ? []
    : [finding('H5.channels', '/attempts', { channels: tried, needed: CHANNELS_MIN })];
};
