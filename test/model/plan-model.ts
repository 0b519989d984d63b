import { isDeepStrictEqual } from 'node:util';
import type { PlanEvent, RecordedEvent } from '../../domain/plan/events.ts';
import type { Plan } from '../../domain/plan/state.ts';

/**
 * What the rulebook says of every plan, said once more and without asking the rules: the picture of
 * its life, the order of its days, what a change may not do to a target, how an outcome comes about.
 * It reads nothing but the data of a plan and the events; a fault in domain/ is not repeated here.
 */

/** Each step of the picture of section 1, with what alone brings it about. */
export const GRAPH: Readonly<Record<string, readonly PlanEvent['type'][]>> = {
  'DRAFT > IN_REVIEW': ['PlanSubmitted'],
  'IN_REVIEW > DRAFT': ['PlanReturned'],
  'IN_REVIEW > APPROVED': ['PlanApproved'],
  'APPROVED > DRAFT': ['ContentEdited'],
  'APPROVED > PRESENTED': ['PlanPresented'],
  'PRESENTED > ACTIVE': ['PlanActivated'],
  'PRESENTED > DRAFT': ['PlanRecalled'],
  'ACTIVE > PAUSED': ['PlanPaused'],
  'PAUSED > ACTIVE': ['PlanResumed'],
  'ACTIVE > FINAL_REVIEW': ['FinalReviewBegun'],
  'FINAL_REVIEW > ACTIVE': ['AmendmentTookEffect'],
  'FINAL_REVIEW > CLOSED': ['PlanClosed', 'PlanCancelled'],
  'DRAFT > CLOSED': ['PlanCancelled'],
  'IN_REVIEW > CLOSED': ['PlanCancelled'],
  'APPROVED > CLOSED': ['PlanCancelled'],
  'PRESENTED > CLOSED': ['PlanCancelled'],
  'ACTIVE > CLOSED': ['PlanCancelled'],
  'PAUSED > CLOSED': ['PlanCancelled'],
  'CLOSED > SUSTAIN': ['SustainBegun'],
  'CLOSED > ARCHIVED': ['PlanArchived'],
  'CLOSED > ACTIVE': ['AppealDecided'],
  'SUSTAIN > ACTIVE': ['AppealDecided'],
  'SUSTAIN > CLOSED': ['AppealDecided'],
  'SUSTAIN > ARCHIVED': ['PlanArchived'],
  'ARCHIVED > ERASED': ['PlanErased'],
};

/** What may follow an outcome (K1); no list holds a dismissal. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  MET: ['NORMAL', 'SUSTAIN'],
  PARTLY_MET: ['NORMAL', 'SUSTAIN', 'RETRAIN', 'SECOND_PLAN'],
  NOT_MET: ['RETRAIN', 'REASSIGN', 'ROLE_CHANGE', 'SECOND_PLAN', 'SEPARATION_REVIEW'],
};

/** What the model has to remember that no single state shows. */
export interface Memory {
  /** The content that the employee last agreed to as an amendment, by its hash. */
  readonly agreedTo?: string;
}

/** The life of the plan up to its outcome. */
const openPartOf = (plan: Plan) => ('before' in plan ? plan.before : plan);

/** Whether a goal asks for more than it did: a higher bar, less time, or more data. */
const hardened = (before: Plan, after: Plan): readonly string[] =>
  after.content.goals.flatMap((is) => {
    const was = before.content.goals.find(({ id }) => id === is.id);
    if (was === undefined) return [];
    const [then, now] = [was.measure, is.measure];
    const higher =
      then.kind !== 'milestone' &&
      now.kind !== 'milestone' &&
      (now.direction === 'increase' || now.direction === 'atLeast'
        ? now.target - (now.tolerance ?? 0) > then.target - (then.tolerance ?? 0)
        : now.target + (now.tolerance ?? 0) < then.target + (then.tolerance ?? 0));
    return higher || is.dueOn < was.dueOn || is.minSample > was.minSample ? [is.id] : [];
  });

/** Days and instants in the order in which life goes; no list may fall. */
const timelines = (plan: Plan): readonly (readonly (string | undefined)[])[] => {
  const open = openPartOf(plan);
  const { startOn, endOn, finalReviewOn, checkpoints } = open.content.schedule;
  const submission = 'submission' in open ? open.submission : undefined;
  const approval = 'approval' in open ? open.approval : undefined;
  const delivery = 'delivery' in open ? open.delivery : undefined;
  const acknowledgements = 'acknowledgements' in open ? open.acknowledgements : [];
  const activation = 'activation' in open ? open.activation : undefined;
  const review = 'review' in open ? open.review : undefined;
  const closing = 'closing' in plan ? plan.closing : undefined;
  return [
    [startOn, ...checkpoints.map(({ on }) => on), endOn, finalReviewOn],
    [
      open.createdAt,
      submission?.at,
      approval?.at,
      delivery?.presentedAt,
      acknowledgements[0]?.at,
      activation?.at,
      review?.begunAt,
      review?.proposal?.at,
      closing?.at,
      'archivedAt' in plan ? plan.archivedAt : undefined,
    ],
    [delivery?.presentedOn, activation?.startOn, activation?.endOn],
    [delivery?.presentedOn, delivery?.ackBy],
    [review?.begunOn, closing?.on, closing?.appealUntil],
    ...('activation' in open
      ? [
          ...Object.values(open.running.checkpoints).map(({ dueOn }) => [startOn, dueOn, endOn]),
          ...Object.values(open.running.checkIns).flatMap((one) => [
            [startOn, one.dueOn, endOn],
            one.status === 'HELD' ? [startOn, one.heldOn, one.replyBy] : [],
          ]),
          ...Object.values(open.running.supports).map((one) =>
            'deliveredOn' in one ? [one.deliveredOn, one.confirmBy] : [],
          ),
          [activation?.startOn, startOn],
          [activation?.endOn, endOn],
          ...open.pauses.map(({ on, resumedOn }) => [on, resumedOn]),
        ]
      : []),
  ];
};

const falls = (days: readonly (string | undefined)[]): boolean => {
  const known = days.filter((day) => day !== undefined);
  return known.some((day, index) => index > 0 && day < (known[index - 1] ?? ''));
};

/** H5: what a plan needs before it may run. */
const startedRightly = (plan: Plan): boolean =>
  'acknowledgements' in plan &&
  plan.acknowledgements.some((one) => {
    switch (one.kind) {
      case 'AGREED':
      case 'DISAGREED':
        return one.contentHash === plan.submission.contentHash;
      case 'REFUSED':
        return one.witness.name !== '' && one.witness.at >= plan.delivery.servedAt;
      case 'NO_RESPONSE':
        return one.on > plan.delivery.ackBy && one.remindersDelivered >= 2;
      case 'UNREACHABLE':
        return (
          one.on > plan.delivery.ackBy &&
          new Set(one.attempts.map(({ channel }) => channel)).size > 1
        );
      default:
        return false;
    }
  });

/** What must hold at the moment at which a plan enters a stage. */
const entered = (before: Plan, after: Plan, { event }: RecordedEvent): readonly string[] => {
  switch (after.status) {
    case 'APPROVED':
      return [
        ...(after.approval.by === after.authorId || after.approval.by === after.managerId
          ? ['A3: approved by whoever wrote or leads the plan']
          : []),
        ...(after.approval.contentHash === after.submission.contentHash
          ? []
          : ['H1: another text']),
      ];
    case 'ACTIVE':
      return before.status !== 'PRESENTED' || startedRightly(before)
        ? []
        : ['H5: started without an acknowledgement'];
    case 'CLOSED': {
      if (event.type !== 'PlanClosed' || before.status !== 'FINAL_REVIEW') return [];
      const { closing } = event;
      if (closing.outcome === 'CANCELLED') return [];
      const met = closing.goals.filter(({ status }) => status === 'MET').length;
      return [
        ...(AFTER[closing.outcome]?.includes(closing.nextStep) ? [] : ['K1: next step']),
        ...(closing.outcome === 'MET' && met < closing.goals.length ? ['K2: a goal is open'] : []),
        ...(closing.outcome !== 'MET' && closing.on < before.content.schedule.endOn
          ? ['K3: before the end']
          : []),
        ...(before.review.proposal === undefined ? ['closed without a proposal'] : []),
      ];
    }
    case 'ERASED':
      return [
        ...(before.hold === undefined ? [] : ['N4: erased on hold']),
        ...('closing' in before && after.erasure.on <= before.closing.on
          ? ['N3: erased at once']
          : []),
        ...(after.erasure.requestedBy === after.erasure.confirmedBy ? ['N5: one person'] : []),
        ...(before.content.title !== '' && JSON.stringify(after).includes(before.content.title)
          ? ['N5: words are left']
          : []),
      ];
    default:
      return [];
  }
};

/** What the model remembers after an event. */
export const remember = (memory: Memory, before: Plan, { event }: RecordedEvent): Memory => {
  if (event.type === 'AmendmentAcknowledged') {
    const { kind, contentHash } = event.answer;
    return kind === 'AGREED' ? { agreedTo: contentHash } : {};
  }
  return event.type === 'AmendmentProposed' && before.status !== 'ERASED' ? {} : memory;
};

/** What is wrong with one event; nothing when all is well. */
export const wrongStep = (
  memory: Memory,
  before: Plan,
  recorded: RecordedEvent,
  after: Plan,
): readonly string[] => {
  const { event } = recorded;
  const edge = `${before.status} > ${after.status}`;
  const changes = before.status !== after.status;
  const amended = 'amendment' in before ? before.amendment : undefined;
  const agreed =
    amended !== undefined && 'contentHash' in amended && memory.agreedTo === amended.contentHash;
  return [
    ...(changes && !GRAPH[edge]?.includes(event.type) ? [`${edge} by ${event.type}`] : []),
    ...(before.status === 'ERASED' ? ['something follows the erasure'] : []),
    ...(recorded.seq === before.version + 1 && after.version === recorded.seq ? [] : ['a gap']),
    ...('running' in before && 'running' in after && !agreed
      ? hardened(before, after).map((goal) => `D10: ${goal} is harder and nobody agreed`)
      : []),
    ...(changes ? entered(before, after, recorded) : []),
    ...timelines(after)
      .filter(falls)
      .map((days) => `out of order: ${days.join(' ')}`),
  ];
};

/** Whether two plans say the same. */
export const samePlan = (one: Plan, other: Plan): boolean => isDeepStrictEqual(one, other);
