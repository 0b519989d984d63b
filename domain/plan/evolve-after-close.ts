import type { CivilDate } from '../kernel/civil-date.ts';
import { unreachable } from '../kernel/unreachable.ts';
import type { Appeal, AppealEffect, LegalHold } from './after-close.ts';
import type { AfterCloseEvent } from './after-close-events.ts';
import { isToSustain } from './archive.ts';
import type { PlanContent } from './content.ts';
import type { PlanEvent, RecordedEvent } from './events.ts';
import { identityOf } from './identity.ts';
import { memberOf } from './parts.ts';
import type { PastPause } from './pauses.ts';
import type { RunningState } from './running-state.ts';
import { isEnded, runningPart } from './stage.ts';
import type {
  ActivePlan,
  ArchivedPlan,
  ClosedPlan,
  Closing,
  EndedPlan,
  ErasedPlan,
  FinalReviewPlan,
  PausedPlan,
  Plan,
  RunningPlan,
  SustainPlan,
} from './state.ts';

const AFTER_CLOSE: Readonly<Record<AfterCloseEvent['type'], true>> = {
  OutcomeNoticeServed: true,
  AppealLodged: true,
  AppealDeciderNamed: true,
  AppealHeard: true,
  AppealDecided: true,
  AppealWithdrawn: true,
  NextStepBegun: true,
  SustainBegun: true,
  SustainCheckInHeld: true,
  RelapseRecorded: true,
  RelapseAnswered: true,
  PlanArchived: true,
  EmploymentEnded: true,
  HoldPlaced: true,
  HoldReleased: true,
  ErasureRequested: true,
  ErasureWithdrawn: true,
  PlanErased: true,
};

/** Whether an event is of the time after the outcome, or keeps and ends the record. */
export const isAfterClose = (event: PlanEvent): event is AfterCloseEvent =>
  event.type in AFTER_CLOSE;

/** A recorded event of the time after the outcome. */
type Recorded = RecordedEvent & { readonly event: AfterCloseEvent };

/** N2: nothing of a plan is taken away but by its erasure: its dates stay, without a word of what it said. */
const withoutWords = ({ schedule }: PlanContent): PlanContent => ({
  title: '',
  gaps: [],
  goals: [],
  actions: [],
  supports: [],
  schedule: { ...schedule, checkpoints: [] },
});

const erased = (plan: Plan, { at, event }: Recorded & { event: { type: 'PlanErased' } }) =>
  ({
    ...identityOf(plan),
    content: withoutWords(plan.content),
    talk: { status: 'NOT_SHARED', replies: [] },
    accepted: [],
    grants: [],
    status: 'ERASED',
    erasure: { ...event.erasure, at },
  }) satisfies ErasedPlan;

/** Applies an event of the time after the outcome; one that presupposes another stage does nothing. */
export const evolveAfterClose = (plan: Plan, recorded: Recorded): Plan => {
  const { event, at, by } = recorded;
  if (event.type === 'PlanErased') return erased(plan, { ...recorded, event });
  if (plan.status === 'ERASED') return plan;
  if (event.type === 'HoldPlaced')
    return held(plan, { placedAt: at, placedBy: memberOf(by, plan), reason: event.reason });
  if (event.type === 'HoldReleased') return held(plan, undefined);
  return isEnded(plan) ? evolveEnded(plan, { ...recorded, event }) : plan;
};

/** The plan with a hold or without; what it was before has the same. */
const held = (plan: Exclude<Plan, ErasedPlan>, hold: LegalHold | undefined): Plan => {
  const set = <Stage extends Exclude<Plan, ErasedPlan>>(stage: Stage): Stage => {
    const { hold: _, ...rest } = stage;
    return { ...rest, ...(hold === undefined ? {} : { hold }) } as Stage;
  };
  return isEnded(plan) ? { ...set(plan), before: set(plan.before) } : set(plan);
};

type EndedEvent = Exclude<
  AfterCloseEvent,
  { readonly type: 'PlanErased' | 'HoldPlaced' | 'HoldReleased' }
>;

const evolveEnded = (
  plan: EndedPlan,
  recorded: RecordedEvent & { readonly event: EndedEvent },
): Plan => {
  const { event, at } = recorded;
  switch (event.type) {
    case 'OutcomeNoticeServed': {
      const { on, channel, appealUntil } = event;
      return { ...plan, closing: { ...plan.closing, notice: { on, channel }, appealUntil } };
    }
    case 'AppealLodged':
      return {
        ...plan,
        appeal: {
          status: 'LODGED',
          lodgedAt: at,
          lodgedOn: event.on,
          grounds: event.grounds,
          text: event.text,
          decideBy: event.decideBy,
        },
      };
    case 'AppealDeciderNamed': {
      // Whoever decides has to hear the appeal themselves.
      const { hearing: _, ...appeal } = appealOf(plan);
      const decider = { memberId: event.deciderId, namedAt: at };
      return { ...plan, appeal: { ...appeal, status: 'LODGED', decider } };
    }
    case 'AppealHeard': {
      const { heldOn, attendees, statements } = event;
      const hearing = { heldOn, attendees, statements };
      return { ...plan, appeal: { ...appealOf(plan), status: 'HEARD', hearing } };
    }
    case 'AppealDecided': {
      const { on, decision, reasons, effect } = event;
      const appeal: Appeal = {
        ...appealOf(plan),
        status: decision,
        decision: { at, on, decision, reasons, effect: effect.kind },
      };
      return decided(plan, appeal, event, recorded);
    }
    case 'AppealWithdrawn':
      return { ...plan, appeal: { ...appealOf(plan), status: 'WITHDRAWN' } };
    case 'NextStepBegun':
      return { ...plan, nextStepBegunOn: event.on };
    case 'SustainBegun': {
      const { startOn, endsOn } = event;
      const sustain = { startOn, endsOn, begunAt: at, checkIns: 0 };
      return { ...(plan as ClosedPlan), status: 'SUSTAIN', sustain };
    }
    case 'SustainCheckInHeld':
      return sustaining(plan, ({ sustain }) => ({
        ...sustain,
        checkIns: sustain.checkIns + 1,
        lastCheckInOn: event.heldOn,
      }));
    case 'RelapseRecorded':
      return sustaining(plan, ({ sustain }) => ({
        ...sustain,
        relapse: { gapId: event.gapId, occurredOn: event.occurredOn, recordedAt: at },
      }));
    case 'RelapseAnswered':
      return sustaining(plan, ({ sustain }) => ({
        ...sustain,
        ...(sustain.relapse === undefined
          ? {}
          : { relapse: { ...sustain.relapse, nextStep: event.nextStep } }),
      }));
    case 'PlanArchived':
      return { ...(plan as ClosedPlan | SustainPlan), status: 'ARCHIVED', archivedAt: at };
    case 'EmploymentEnded':
      return { ...plan, employmentEndOn: event.on };
    case 'ErasureRequested':
      return {
        ...(plan as ArchivedPlan),
        erasure: { at, by: memberOf(recorded.by, plan) },
      };
    case 'ErasureWithdrawn': {
      const { erasure: _, ...rest } = plan as ArchivedPlan;
      return rest;
    }
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(event);
  }
};

/** The appeal that the event presupposes. */
const appealOf = ({ appeal }: EndedPlan): Appeal => appeal as Appeal;

const sustaining = (
  plan: EndedPlan,
  change: (plan: SustainPlan) => SustainPlan['sustain'],
): EndedPlan => (plan.status === 'SUSTAIN' ? { ...plan, sustain: change(plan) } : plan);

/** The plan as it was closed, whatever window it had come to since. */
const asClosed = (plan: EndedPlan, closing: Closing, appeal: Appeal): ClosedPlan => {
  const { sustain: _, archivedAt: __, erasure: ___, ...rest } = plan as ArchivedPlan;
  return { ...rest, status: 'CLOSED', closing, appeal };
};

/** What the decision does to the plan (L4). */
const decided = (
  plan: EndedPlan,
  appeal: Appeal,
  { on, effect }: { readonly on: CivilDate; readonly effect: AppealEffect },
  { at, by }: RecordedEvent,
): Plan => {
  const { closing } = plan;
  const voided = [...(plan.voided ?? []), { closing, appeal }];
  switch (effect.kind) {
    case 'STANDS':
      return { ...plan, appeal };
    case 'AMENDED': {
      if (closing.outcome === 'CANCELLED') return { ...plan, appeal };
      // A referral ends with it: what is milder than a separation review refers to nothing.
      const { referral: _, ...rest } = closing;
      const { outcome, nextStep } = effect;
      const amended: Closing = {
        ...rest,
        outcome,
        nextStep,
        amendedFrom: { outcome: closing.outcome, nextStep: closing.nextStep },
      };
      return plan.status === 'SUSTAIN' && isToSustain({ closing: amended })
        ? { ...plan, closing: amended, appeal }
        : asClosed(plan, amended, appeal);
    }
    case 'CANCELLED': {
      const void_: Closing = {
        at,
        on,
        by: memberOf(by, plan),
        outcome: 'CANCELLED',
        reason: 'APPEAL',
      };
      const closed = asClosed(plan, void_, appeal);
      return { ...closed, voided, before: { ...closed.before, voided } };
    }
    case 'REOPENED': {
      const before = runningPart(plan);
      return before === undefined
        ? { ...plan, appeal }
        : {
            ...reopened(before, effect, { on, at }),
            version: plan.version,
            voided,
          };
    }
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(effect);
  }
};

/**
 * The plan as it ran, running on to a new end. A pause in which it was cancelled is over, and an
 * amendment of what it said until then is off; whoever was asked to take it over still is.
 */
const reopened = (
  before: RunningPlan,
  { content, excused }: Extract<AppealEffect, { readonly kind: 'REOPENED' }>,
  { on, at }: { readonly on: PastPause['resumedOn']; readonly at: PastPause['resumedAt'] },
): ActivePlan => {
  const {
    review: _,
    pause,
    amendment,
    ...ran
  } = before as Omit<FinalReviewPlan, 'status'> & Partial<Pick<PausedPlan, 'pause'>>;
  return {
    ...ran,
    ...(amendment?.kind === 'MANAGER_CHANGE' ? { amendment } : {}),
    pauses:
      pause === undefined
        ? ran.pauses
        : // The new end stands for the days that were lost.
          [...ran.pauses, { ...pause, resumedOn: on, resumedAt: at, workingDays: 0 }],
    status: 'ACTIVE',
    content,
    activation: { ...before.activation, endOn: content.schedule.endOn },
    running: excusing(before.running, excused),
  };
};

/** Meetings that fell into the time when there was no plan to meet about. */
const excusing = (
  running: RunningState,
  { checkIns, checkpoints }: Extract<AppealEffect, { readonly kind: 'REOPENED' }>['excused'],
): RunningState => {
  const excuse = <State extends { readonly movedBy: RunningState['checkIns'][string]['movedBy'] }>(
    states: Readonly<Record<string, State>>,
    names: readonly string[],
  ) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        { status: 'EXCUSED' as const, movedBy: states[name]?.movedBy ?? { manager: 0, other: 0 } },
      ]),
    );
  return {
    ...running,
    checkIns: { ...running.checkIns, ...excuse(running.checkIns, checkIns) },
    checkpoints: { ...running.checkpoints, ...excuse(running.checkpoints, checkpoints) },
  };
};
