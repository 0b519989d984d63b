import { unreachable } from '../kernel/unreachable.ts';
import type { Amendment, ContentAmendment, PastAmendment, ServedAmendment } from './amendment.ts';
import type { AmendmentEvent } from './amendment-events.ts';
import type { EventOf, RecordedEvent } from './events.ts';
import { NO_MOVES } from './meetings.ts';
import { memberOf } from './parts.ts';
import type { CheckInState, CheckpointState, RunningState } from './running-state.ts';
import type { RunningPlan } from './state.ts';

type Served = ContentAmendment & ServedAmendment;

const nextNo = ({ amendments }: RunningPlan): number => amendments.length + 1;

/** The open amendment becomes one that is over. */
const over = (
  plan: RunningPlan,
  status: PastAmendment['status'],
  at: RecordedEvent['at'],
  extension?: PastAmendment['extension'],
): RunningPlan => {
  const { amendment, ...rest } = plan;
  return {
    ...rest,
    amendments: [...plan.amendments, pastOf(amendment as Amendment, status, at, extension)],
  };
};

const pastOf = (
  amendment: Amendment,
  status: PastAmendment['status'],
  at: RecordedEvent['at'],
  extension: PastAmendment['extension'],
): PastAmendment => {
  const { no, kind } = amendment;
  if (amendment.kind === 'MANAGER_CHANGE') return { no, kind, status, at };
  return {
    no,
    kind,
    status,
    at,
    contentHash: amendment.contentHash,
    ...(amendment.status === 'SERVED' && amendment.answer !== undefined
      ? { answer: amendment.answer.kind }
      : {}),
    ...(extension === undefined ? {} : { extension }),
  };
};

/** Entries of parts that the plan still has. */
const ofParts = <State>(
  states: Readonly<Record<string, State>>,
  parts: readonly { readonly id: string }[],
): Readonly<Record<string, State>> =>
  Object.fromEntries(Object.entries(states).filter(([id]) => parts.some((part) => part.id === id)));

const amendedRunning = (
  plan: RunningPlan,
  { content }: ContentAmendment,
  event: EventOf<'AmendmentTookEffect'>,
  at: RecordedEvent['at'],
): RunningState => {
  const { running } = plan;
  const was = plan.content.schedule.checkpoints;
  const checkpoints: Record<string, CheckpointState> = {
    ...ofParts(running.checkpoints, content.schedule.checkpoints),
  };
  // A day that was agreed anew takes the place of a move.
  for (const { id, on } of content.schedule.checkpoints) {
    const before = was.find((one) => one.id === id);
    if (before === undefined || before.on === on) continue;
    const movedBy = checkpoints[id]?.movedBy ?? NO_MOVES;
    checkpoints[id] = {
      status: 'PLANNED',
      movedAt: at,
      movedBy: { ...movedBy, other: movedBy.other + 1 },
    };
  }
  const checkIns: Record<string, CheckInState> = Object.fromEntries(
    Object.entries(running.checkIns).filter(
      ([plannedOn]) => !(event.dropped as readonly string[]).includes(plannedOn),
    ),
  );
  for (const plannedOn of event.kept)
    checkIns[plannedOn] = { status: 'PLANNED', movedBy: NO_MOVES };
  return {
    ...running,
    checkIns,
    checkpoints,
    supports: ofParts(running.supports, content.supports),
    actions: ofParts(running.actions, content.actions),
    checkInsAfter: event.checkInsAfter,
  };
};

/** An extension out of the final review takes the plan back to where it runs. */
const backToWork = (plan: RunningPlan): RunningPlan => {
  if (plan.status !== 'FINAL_REVIEW') return plan;
  const { review: _, ...rest } = plan;
  return { ...rest, status: 'ACTIVE' };
};

/** What happens to an amendment, and through it to the plan. */
export const applyAmendment = (
  plan: RunningPlan,
  { at, by }: Pick<RecordedEvent, 'at' | 'by'>,
  event: AmendmentEvent,
): RunningPlan => {
  switch (event.type) {
    case 'AmendmentProposed': {
      const { type: _, accepted, ackBy, ...proposed } = event;
      return {
        ...plan,
        accepted: [...plan.accepted, ...accepted],
        amendment: {
          ...proposed,
          no: nextNo(plan),
          proposedAt: at,
          proposedBy: memberOf(by, plan),
          ...(ackBy === undefined
            ? { status: 'PROPOSED' }
            : { status: 'SERVED', servedAt: at, servedBy: 'app', ackBy }),
        },
      };
    }
    case 'AmendmentApproved':
      return {
        ...plan,
        accepted: [...plan.accepted, ...event.accepted],
        amendment: {
          ...(plan.amendment as ContentAmendment),
          status: 'HR_APPROVED',
          approvedAt: at,
          approvedBy: memberOf(by, plan),
        },
      };
    case 'AmendmentServed': {
      const { type: _, ...served } = event;
      return {
        ...plan,
        amendment: { ...(plan.amendment as ContentAmendment), status: 'SERVED', ...served },
      };
    }
    case 'AmendmentAcknowledged':
      return { ...plan, amendment: { ...(plan.amendment as Served), answer: event.answer } };
    case 'AmendmentTookEffect': {
      const amendment = plan.amendment as ContentAmendment;
      const running = amendedRunning(plan, amendment, event, at);
      const after = over(plan, 'EFFECTIVE', at, event.extension);
      const amended = { ...after, content: amendment.content, running };
      return amendment.kind === 'EXTENSION' ? backToWork(amended) : amended;
    }
    case 'AmendmentRejected':
      return over(plan, 'REJECTED', at);
    case 'AmendmentLapsed':
      return over(plan, 'LAPSED', at);
    case 'ManagerChangeProposed':
      return {
        ...plan,
        accepted: [...plan.accepted, ...event.accepted],
        managerId: plan.hrOwnerId,
        vacancy: plan.vacancy ?? { from: plan.managerId, since: event.on },
        amendment: {
          kind: 'MANAGER_CHANGE',
          status: 'SERVED',
          no: nextNo(plan),
          proposedAt: at,
          proposedBy: memberOf(by, plan),
          reason: event.handoverNote,
          to: event.to,
        },
      };
    case 'ManagerChangeAccepted': {
      const { to } = plan.amendment as Extract<Amendment, { kind: 'MANAGER_CHANGE' }>;
      const { vacancy: _, ...rest } = over(plan, 'EFFECTIVE', at);
      return { ...rest, managerId: to, managerSince: event.on };
    }
    case 'ManagerChangeDeclined':
      return over(plan, 'REJECTED', at);
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(event);
  }
};
