import { unreachable } from '../kernel/unreachable.ts';
import type { EventOf, RecordedEvent } from './events.ts';
import { NO_MOVES } from './meetings.ts';
import type { CheckInState, CheckpointState, GoalTally, RunningState } from './running-state.ts';
import type { ActivePlan, PausedPlan, Plan } from './state.ts';

type Resumed = EventOf<'PlanResumed'>;

/** A meeting on its new day; counted as moved, so that calendars take the new date. */
const movedTo = (
  state: CheckInState | CheckpointState | undefined,
  dueOn: Resumed['on'],
  movedAt: RecordedEvent['at'],
) => {
  const movedBy = state?.movedBy ?? NO_MOVES;
  return {
    status: 'PLANNED' as const,
    dueOn,
    movedAt,
    movedBy: { ...movedBy, other: movedBy.other + 1 },
  };
};

const resumedRunning = (
  { running }: PausedPlan,
  event: Resumed,
  at: RecordedEvent['at'],
): RunningState => {
  const checkIns: Record<string, CheckInState> = { ...running.checkIns };
  const checkpoints: Record<string, CheckpointState> = { ...running.checkpoints };
  const supports = { ...running.supports };
  const goals: Record<string, GoalTally> = { ...running.goals };
  for (const { plannedOn, dueOn } of event.checkIns)
    checkIns[plannedOn] = movedTo(checkIns[plannedOn], dueOn, at);
  for (const { checkpointId, dueOn } of event.checkpoints)
    checkpoints[checkpointId] = movedTo(checkpoints[checkpointId], dueOn, at);
  for (const { supportId, on } of event.scheduled)
    supports[supportId] = { status: 'SCHEDULED', on };
  for (const { supportId, by } of event.confirmBy) {
    const state = supports[supportId];
    if (state?.status === 'DELIVERED') supports[supportId] = { ...state, confirmBy: by };
  }
  const obstacles = { ...running.obstacles };
  for (const { obstacleId, by } of event.obstaclesBy) {
    const state = obstacles[obstacleId];
    if (state !== undefined) obstacles[obstacleId] = { ...state, answerBy: by };
  }
  for (const { checkpointId, by } of event.rateBy) {
    const state = checkpoints[checkpointId];
    if (state?.status === 'HELD' && state.rate !== undefined)
      checkpoints[checkpointId] = { ...state, rate: { ...state.rate, by } };
  }
  for (const { goalId, by } of event.turnedBy) {
    const tally = goals[goalId];
    if (tally?.turned !== undefined)
      goals[goalId] = { ...tally, turned: { ...tally.turned, answerBy: by } };
  }
  for (const { plannedOn, by } of event.replyBy) {
    const state = checkIns[plannedOn];
    if (state?.status === 'HELD') checkIns[plannedOn] = { ...state, replyBy: by };
  }
  return {
    ...running,
    checkIns,
    checkpoints,
    supports,
    goals,
    ...(running.obstacles === undefined ? {} : { obstacles }),
    checkInsAfter: event.checkInsAfter,
  };
};

/** What a pause and its end do to a plan. */
export const applyPause = (
  plan: ActivePlan | PausedPlan,
  at: RecordedEvent['at'],
  event: EventOf<'PlanPaused' | 'PlanResumed'>,
): Plan => {
  switch (event.type) {
    case 'PlanPaused':
      return {
        ...plan,
        status: 'PAUSED',
        pause: { reason: event.reason, on: event.on, at },
      };
    case 'PlanResumed': {
      const { pause, ...rest } = plan as PausedPlan;
      const { workingDays } = event;
      return {
        ...rest,
        status: 'ACTIVE',
        pauses: [...rest.pauses, { ...pause, resumedOn: event.on, resumedAt: at, workingDays }],
        // A pause within a day moves nothing.
        ...(workingDays === 0
          ? {}
          : {
              content: event.content,
              running: resumedRunning(plan as PausedPlan, event, at),
            }),
      };
    }
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(event);
  }
};
