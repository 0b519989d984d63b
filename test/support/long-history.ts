import { addDays } from '../../domain/kernel/civil-date.ts';
import { addMs } from '../../domain/kernel/instant.ts';
import type { PlanEvent, RecordedEvent } from '../../domain/plan/events.ts';
import { planOf } from './plan-spec.ts';
import { activePlanHistory, as } from './plans.ts';

/** A running plan that was much written about; its events are folded, not decided. */
export const longHistory = ({
  checkIns,
  checkpoints,
  facts,
  note,
}: {
  readonly checkIns: number;
  readonly checkpoints: number;
  /** Facts of the n-th check-in, counted from 0. */
  readonly facts: (n: number) => readonly string[];
  /** Feedback, and whatever else has to be said. */
  readonly note: string;
}): readonly RecordedEvent[] => {
  const history: RecordedEvent[] = [...activePlanHistory()];
  const { goals, schedule } = planOf(history).content;
  const goalId = goals[0]?.id ?? '';
  const checkpointId = schedule.checkpoints[0]?.id ?? '';
  const attendees = ['李明', '李强'];
  const say = (event: PlanEvent): void => {
    const last = history.at(-1);
    if (last === undefined) throw new Error('no event');
    history.push({ seq: last.seq + 1, at: addMs(last.at, 3_600_000), by: as.manager, event });
  };
  for (let n = 0; n < checkIns; n += 1) {
    const plannedOn = addDays(schedule.startOn, n + 1);
    say({
      type: 'CheckInHeld',
      writeUp: {
        plannedOn,
        heldOn: plannedOn,
        attendees,
        facts: facts(n),
        feedback: [{ kind: n % 3 === 0 ? 'corrective' : 'positive', text: note, goalId }],
        goals: goals.map(({ id }) => ({ goalId: id, status: 'ON_TRACK' })),
        obstacles: [],
        supportNeeded: [],
        nextSteps: [note],
      },
      late: false,
      replyBy: addDays(plannedOn, 7),
      accepted: [],
    });
  }
  for (let n = 0; n < checkpoints; n += 1)
    say({
      type: 'CheckpointHeld',
      checkpointId,
      heldOn: addDays(schedule.startOn, 5 * (n + 1)),
      attendees,
      facts: [note],
      feedback: [{ kind: 'positive', text: note, goalId }],
      goals: [],
    });
  return history;
};
