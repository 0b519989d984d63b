import type { View } from '../access/actions.ts';
import type { WorkCalendar } from '../calendar/working-days.ts';
import { toLocal } from '../calendar/zones.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Actor, ActsAs } from '../plan/context.ts';
import type { PlanEvent, PlanEventType, RecordedEvent } from '../plan/events.ts';
import { standingsOf } from '../plan/progress.ts';
import type { GoalStanding, Records } from '../plan/records.ts';
import { isEnded, openPart, runningPart } from '../plan/stage.ts';
import type { Plan, RunningPlan } from '../plan/state.ts';
import { message, text, type Value, values, word } from './document.ts';
import { isShown } from './visibility.ts';

export interface TrackingReportInput {
  readonly plan: Plan;
  readonly records: Records;
  /** Every event of the plan, oldest first. */
  readonly history: readonly RecordedEvent[];
  /** Working days at the employee's site. */
  readonly calendar: WorkCalendar;
  /** The civil date of `generatedAt` at the employee's site. */
  readonly today: CivilDate;
  readonly view: View;
  /** Name and job title of a person in the directory. */
  readonly people: (memberId: MemberId) => { readonly name: string; readonly role?: string };
  readonly tenantName: string;
  readonly generatedAt: Instant;
}

/** The input, and what several sections need of it. */
export interface Subject extends TrackingReportInput {
  /** The plan as it runs or ran; absent when it never started. */
  readonly running: RunningPlan | undefined;
  /** The day the report speaks of: today, or the day the plan was closed. */
  readonly asOf: CivilDate;
  readonly standings: readonly GoalStanding[];
}

/** Where the goals stand; those of a closed plan as they were decided. */
const standings = (
  { plan, records, calendar }: TrackingReportInput,
  running: RunningPlan,
  asOf: CivilDate,
): readonly GoalStanding[] => {
  const decided = isEnded(plan) && plan.closing.outcome !== 'CANCELLED';
  const computed = standingsOf(running, records, asOf, calendar, decided);
  if (!isEnded(plan) || plan.closing.outcome === 'CANCELLED') return computed;
  const { goals } = plan.closing;
  return computed.map((standing) => ({
    ...standing,
    status: goals.find((goal) => goal.goalId === standing.goalId)?.status ?? standing.status,
  }));
};

export const subjectOf = (input: TrackingReportInput): Subject => {
  const running = runningPart(input.plan);
  const asOf = isEnded(input.plan) ? input.plan.closing.on : input.today;
  return {
    ...input,
    running,
    asOf,
    standings: running === undefined ? [] : standings(input, running, asOf),
  };
};

export const standingFor = ({ standings }: Subject, goalId: string): GoalStanding | undefined =>
  standings.find((standing) => standing.goalId === goalId);

/** The events of some types, oldest first, each with its time and actor. */
export const eventsOf = <Type extends PlanEventType>(
  { history }: Pick<Subject, 'history'>,
  ...types: readonly Type[]
): readonly (Omit<RecordedEvent, 'event'> & {
  readonly event: Extract<PlanEvent, { readonly type: Type }>;
})[] =>
  history.filter(
    (
      recorded,
    ): recorded is RecordedEvent & {
      readonly event: Extract<PlanEvent, { readonly type: Type }>;
    } => (types as readonly PlanEventType[]).includes(recorded.event.type),
  );

/** Names the content that was reviewed and signed; a closed plan keeps that of its last stage. */
export const contentHashOf = ({ plan }: Pick<Subject, 'plan'>): string | undefined => {
  const stage = openPart(plan);
  return 'submission' in stage ? stage.submission.contentHash : undefined;
};

export const moment = ({ plan }: Pick<Subject, 'plan'>, at: Instant): Value => {
  const local = toLocal(plan.zone, at);
  return { type: 'moment', on: local.date, time: local.time };
};

export const person = (
  { people }: Pick<Subject, 'people'>,
  id: MemberId,
  acts?: ActsAs,
  actingFor?: MemberId,
): Value => ({
  type: 'person',
  name: people(id).name,
  ...(acts === undefined ? {} : { acts }),
  ...(actingFor === undefined ? {} : { actingFor: people(actingFor).name }),
});

/** The person with job title, for the head. */
export const personInFull = ({ people }: Pick<Subject, 'people'>, id: MemberId): Value => ({
  type: 'person',
  ...people(id),
});

export const who = (subject: Subject, actor: Actor): Value =>
  actor.kind === 'system'
    ? word('actors', 'system')
    : person(subject, actor.memberId, actor.acts, actor.actingFor);

/** Who recorded the event with that number. */
export const whoAt = (subject: Subject, seq: number): Value =>
  values(...subject.history.filter((one) => one.seq === seq).map(({ by }) => who(subject, by)));

/** Who drafted, submitted or approved: in the employee's copy the office, not the person. */
export const office = (subject: Subject, actor: Actor): Value =>
  actor.kind === 'member' && !isShown('reviewers', subject.view)
    ? word('actors', actor.acts)
    : who(subject, actor);

/** The employee, as the author of the words that follow. */
export const theEmployee = (subject: Subject): Value =>
  person(subject, subject.plan.employeeId, 'employee');

/** `Goal 2: complaints`; the name of a metric is short, a statement is not. */
export const goalRef = ({ plan }: Subject, goalId: string): Value => {
  const index = plan.content.goals.findIndex((goal) => goal.id === goalId);
  const goal = plan.content.goals[index];
  if (goal === undefined) return text(goalId);
  return goal.measure.kind === 'milestone'
    ? message('ref.goal', { n: index + 1 })
    : message('ref.goalNamed', { n: index + 1, name: goal.measure.name });
};

export const gapRef = ({ plan }: Subject, gapId: string): Value => {
  const index = plan.content.gaps.findIndex((gap) => gap.id === gapId);
  return index < 0 ? text(gapId) : message('ref.gap', { n: index + 1 });
};

/** The unit of a goal's values; a milestone has none. */
export const unitOf = ({ plan }: Subject, goalId: string): string | undefined => {
  const measure = plan.content.goals.find((goal) => goal.id === goalId)?.measure;
  return measure !== undefined && 'unit' in measure ? measure.unit : undefined;
};
