import { shiftByWorkingDays } from '../../calendar/shift.ts';
import type { WorkCalendar } from '../../calendar/working-days.ts';
import { addDays, type CivilDate, daysBetween, earliest } from '../../kernel/civil-date.ts';
import { DURATION_HARD_MAX } from '../../tenant/policy.ts';
import type { ChangeCommand } from '../amendment-commands.ts';
import { canonicalJson } from '../canonical.ts';
import type { Goal, PlanContent } from '../content.ts';
import { type AmendmentNeeds, WEIGHT_OF } from '../content-changes.ts';
import type { Context } from '../context.ts';
import { supportStateOf } from '../parts.ts';
import { pausedBetween } from '../pauses.ts';
import type { RunningPlan } from '../state.ts';
import type { ContentChangeKind } from '../vocabulary.ts';
import { contentRules } from './content.ts';
import { finding, type RuleResult } from './findings.ts';

type Proposal = Pick<
  Extract<ChangeCommand, { readonly type: 'ProposeAmendment' }>,
  'kind' | 'content' | 'extension'
>;
type Judging = Pick<Context, 'today' | 'calendar'>;

/** J1: one amendment at a time. */
export const noneOpen = ({ amendment }: Pick<RunningPlan, 'amendment'>): readonly RuleResult[] =>
  amendment === undefined ? [] : [finding('J1.open', '/amendment', { kind: amendment.kind })];

/** What a change of dates and rhythm may touch. */
const OF_SCHEDULE: readonly ContentChangeKind[] = [
  'FEWER_CHECK_INS',
  'MORE_CHECK_INS',
  'MEETING_TIME',
  'CHECKPOINT_ADDED',
  'CHECKPOINT_MOVED',
  'CHECKPOINT_REMOVED',
  'FINAL_REVIEW_MOVED',
];

/** J1: the kind says what is changed; a later end is an extension, with its own rules. */
const kindFits = (
  { kind, extension }: Proposal,
  { changes }: AmendmentNeeds,
): readonly RuleResult[] => {
  if (changes.length === 0) return [finding('J1.nothing', '/content')];
  const later = changes.some((one) => one.kind === 'END_LATER');
  if (kind === 'EXTENSION')
    return [
      ...(later ? [] : [finding('J1.kind', '/content/schedule/endOn', { kind })]),
      ...(extension === undefined ? [finding('J3.reason', '/extension')] : []),
    ];
  const foreign = changes.find((one) =>
    kind === 'SCHEDULE' ? !OF_SCHEDULE.includes(one.kind) : one.kind === 'END_LATER',
  );
  return foreign === undefined ? [] : [finding('J1.kind', `/content${foreign.path}`, { kind })];
};

/** J1: the start has been, and what was done, held or measured stays as it was. */
const doneStays = (plan: RunningPlan, content: PlanContent): readonly RuleResult[] => {
  const { running, content: before } = plan;
  const gone = (parts: readonly { readonly id: string }[], id: string) =>
    !parts.some((part) => part.id === id);
  return [
    ...(before.schedule.startOn === content.schedule.startOn
      ? []
      : [finding('J1.start', '/content/schedule/startOn', { start: before.schedule.startOn })]),
    ...before.schedule.checkpoints.flatMap((was, index) => {
      const status = running.checkpoints[was.id]?.status ?? 'PLANNED';
      const is = content.schedule.checkpoints.find(({ id }) => id === was.id);
      return status !== 'PLANNED' && is?.on !== was.on
        ? [finding('J1.done', `/content/schedule/checkpoints/${index}`)]
        : [];
    }),
    ...before.supports.flatMap(({ id }, index) => {
      const { status } = supportStateOf(plan, id);
      const given = status !== 'PROMISED' && status !== 'SCHEDULED' && status !== 'WAIVED';
      return given && gone(content.supports, id)
        ? [finding('J1.done', `/content/supports/${index}`)]
        : [];
    }),
    ...before.actions.flatMap(({ id }, index) =>
      running.actions[id]?.done === 'yes' && gone(content.actions, id)
        ? [finding('J1.done', `/content/actions/${index}`)]
        : [],
    ),
    ...content.goals.flatMap((is, index) => {
      const was = before.goals.find(({ id }) => id === is.id);
      const measured = (running.goals[is.id]?.measurements ?? 0) > 0;
      return measured && was !== undefined && metricOf(was) !== metricOf(is)
        ? [finding('J1.measured', `/content/goals/${index}/measure`, { goal: index + 1 })]
        : [];
    }),
  ];
};

/** What figures of a goal are figures of; under another one they mean nothing. */
const metricOf = ({ measure }: Goal): string => {
  if (measure.kind === 'milestone') return 'milestone';
  const { kind, name, unit, direction, aggregate } = measure;
  return canonicalJson({ kind, name, unit, direction, aggregate });
};

/** J1: what is dated anew lies ahead: whoever signs can still keep it. */
export const datedAhead = (
  { content: before }: Pick<RunningPlan, 'content'>,
  content: PlanContent,
  today: CivilDate,
): readonly RuleResult[] => {
  const past = (path: string, was: CivilDate | undefined, is: CivilDate) =>
    is !== was && is <= today ? [finding('J1.past', `/content${path}`, { today })] : [];
  const ofParts = <Part extends { readonly id: string }>(
    path: string,
    was: readonly Part[],
    is: readonly Part[],
    name: string,
    day: (part: Part) => CivilDate,
  ) =>
    is.flatMap((part, index) => {
      const earlier = was.find(({ id }) => id === part.id);
      return past(`${path}/${index}/${name}`, earlier && day(earlier), day(part));
    });
  return [
    ...past('/schedule/endOn', before.schedule.endOn, content.schedule.endOn),
    ...ofParts(
      '/schedule/checkpoints',
      before.schedule.checkpoints,
      content.schedule.checkpoints,
      'on',
      ({ on }) => on,
    ),
    ...ofParts('/goals', before.goals, content.goals, 'dueOn', ({ dueOn }) => dueOn),
    ...ofParts('/actions', before.actions, content.actions, 'dueOn', ({ dueOn }) => dueOn),
    ...ofParts('/supports', before.supports, content.supports, 'dueBy', ({ dueBy }) => dueBy),
  ];
};

/** D10: a harder goal takes effect only when the employee agrees; whoever proposes it knows that. */
const harderGoals = ({ changes }: AmendmentNeeds): readonly RuleResult[] =>
  changes
    .filter(({ kind }) => WEIGHT_OF[kind].harder)
    .map(({ path }) => finding('D10.harder', `/content${path}`));

/** How often the plan was extended for progress; only that counts against the policy (J3). */
const countedExtensions = ({ amendments }: RunningPlan): number =>
  amendments.filter(({ extension }) => extension?.reason === 'SUBSTANTIAL_PROGRESS').length;

/** The last day that the plan can have at all, by its working time without pauses (G1). */
export const lastPossibleEnd = (plan: RunningPlan, calendar: WorkCalendar): CivilDate => {
  const { startOn, endOn } = plan.content.schedule;
  const paused = pausedBetween(plan.pauses, startOn, endOn, calendar);
  return shiftByWorkingDays(calendar, addDays(startOn, DURATION_HARD_MAX), paused);
};

/**
 * J2, J4: whether there is time left to give. Without any, the plan is closed, or, where it tells
 * nothing, cancelled as INCONCLUSIVE.
 */
export const roomForExtension = (plan: RunningPlan, calendar: WorkCalendar): boolean =>
  plan.content.schedule.endOn < lastPossibleEnd(plan, calendar);

/** J2 to J5: why and how far a plan is extended. */
const extensionRules = (
  plan: RunningPlan,
  { content, extension }: Proposal,
  { changes }: AmendmentNeeds,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  const { policy } = plan.submission;
  const { schedule } = content;
  const oldEnd = plan.content.schedule.endOn;
  if (!roomForExtension(plan, calendar)) return [finding('J2.noRoom', '/content/schedule/endOn')];
  const original = daysBetween(plan.activation.startOn, plan.activation.endOn);
  const limit = earliest(
    addDays(oldEnd, Math.floor(original * policy.extension.maxRatio)),
    lastPossibleEnd(plan, calendar),
  );
  const counts = extension === 'SUBSTANTIAL_PROGRESS';
  const added = changes.some(
    ({ kind, id }) =>
      kind === 'CHECKPOINT_ADDED' &&
      schedule.checkpoints.some((one) => one.id === id && one.on < schedule.endOn),
  );
  return [
    ...(counts && countedExtensions(plan) >= policy.extension.max
      ? [finding('J3.max', '/extension', { max: policy.extension.max })]
      : []),
    ...(counts && schedule.endOn > limit
      ? [finding('J4.tooLong', '/content/schedule/endOn', { limit })]
      : []),
    ...(added ? [] : [finding('J5.checkpoint', '/content/schedule/checkpoints')]),
    ...changes
      .filter(({ kind }) => kind === 'GOAL_HARDER' || kind === 'GOAL_ADDED')
      .map(({ path }) => finding('J5.harder', `/content${path}`)),
  ];
};

/** What the amended content does not share with the one before: neither where it stands nor what it says. */
const isNew =
  (before: readonly RuleResult[]) =>
  ({ messageKey, path, params }: RuleResult): boolean =>
    !before.some(
      (one) =>
        one.messageKey === messageKey &&
        one.path === path &&
        canonicalJson(one.params) === canonicalJson(params),
    );

/**
 * Everything that an amendment is judged by: J1 to J5, D10, and every rule of the content (B to G)
 * under the plan's own policy. What the content before had found too is not the amendment's doing.
 */
export const amendmentRules = (
  plan: RunningPlan,
  proposal: Proposal,
  needs: AmendmentNeeds,
  { today, calendar }: Judging,
): readonly RuleResult[] => {
  const context = {
    policy: plan.submission.policy,
    calendar,
    today,
    employeeId: plan.employeeId,
    pauses: plan.pauses,
    observations: plan.submission.observations ?? [],
    ...(plan.jurisdiction === undefined ? {} : { jurisdiction: plan.jurisdiction }),
  };
  const isExtension = proposal.kind === 'EXTENSION';
  return [
    ...kindFits(proposal, needs),
    ...doneStays(plan, proposal.content),
    ...datedAhead(plan, proposal.content, today),
    ...(isExtension ? extensionRules(plan, proposal, needs, calendar) : harderGoals(needs)),
    ...contentRules(proposal.content, context)
      .filter(isNew(contentRules(plan.content, context)))
      .map((result) => ({ ...result, path: `/content${result.path}` })),
  ];
};
