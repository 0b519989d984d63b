import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { PlanCommand } from '../../../domain/plan/command.ts';
import type { Actor } from '../../../domain/plan/context.ts';
import { openMeetings } from '../../../domain/plan/meetings.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, contextIn, type PlanCase } from '../../support/plans.ts';
import { checkInCommand } from '../../support/run-histories.ts';

/** How a plan was led. */
export interface Leading {
  /** Figures of a goal by the day on which they were taken, with the cases behind each. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>>;
  /** Supports that arrived, each on the day it was due, and were confirmed. */
  readonly supports: readonly string[];
  /** Check-ins that took place; all when left out. */
  readonly checkIns?: number;
  /** What was said and written at every check-in. */
  readonly fact: string;
  readonly praise: string;
  readonly correction: string;
}

type Timed = readonly [local: string, actor: Actor, command: PlanCommand];

/** The plan as it runs. */
export const runningOf = (history: History): RunningPlan => {
  const plan = planOf(history);
  if (!('running' in plan)) throw new Error(`a ${plan.status} plan does not run`);
  return plan;
};

/** From the start to the first day of the final review. */
export const lead = (of: PlanCase, how: Leading): History => {
  const started = activePlanHistory(of);
  const { content } = runningOf(started);
  const meetings = openMeetings(runningOf(started), of.calendar);
  const attendees = of.language === 'en' ? ['Employee', 'Manager'] : ['员工', '经理'];
  const feedback = [
    { kind: 'positive', text: how.praise },
    { kind: 'corrective', text: how.correction },
  ] as const;
  const sourceOf = (goalId: string): string => {
    const measure = content.goals.find(({ id }) => id === goalId)?.measure;
    if (measure === undefined || measure.kind === 'milestone')
      throw new Error('nothing to measure');
    return measure.source;
  };
  const goals = content.goals.map(({ id }) => ({ goalId: id, status: 'AT_RISK' as const }));
  const held = meetings
    .filter(({ kind }) => kind === 'checkIn')
    .slice(0, how.checkIns ?? meetings.length);
  const steps: readonly Timed[] = [
    ...Object.entries(how.figures).flatMap(([goalId, byDay]) =>
      Object.entries(byDay).map(
        ([day, [value, sample]]): Timed => [
          `${day} 09:00`,
          as.manager,
          {
            type: 'RecordMeasurement',
            goalId,
            value,
            sample,
            measuredOn: day as CivilDate,
            source: sourceOf(goalId),
          },
        ],
      ),
    ),
    ...content.supports
      .filter(({ id }) => how.supports.includes(id))
      .flatMap(({ id, dueBy, description }): readonly Timed[] => [
        [
          `${dueBy} 15:00`,
          as.hrOwner,
          { type: 'DeliverSupport', supportId: id, deliveredOn: dueBy, evidence: description },
        ],
        [`${dueBy} 17:30`, as.employee, { type: 'ConfirmSupport', supportId: id }],
      ]),
    ...held.flatMap((meeting): readonly Timed[] =>
      meeting.kind === 'checkIn'
        ? [
            [
              `${meeting.dueOn} 17:00`,
              as.manager,
              checkInCommand(meeting.plannedOn, { attendees, facts: [how.fact], feedback, goals }),
            ],
          ]
        : [],
    ),
    ...meetings.flatMap((meeting): readonly Timed[] =>
      meeting.kind === 'checkpoint'
        ? [
            [
              `${meeting.dueOn} 17:00`,
              as.manager,
              {
                type: 'HoldCheckpoint',
                checkpointId: meeting.checkpointId,
                heldOn: meeting.dueOn,
                attendees,
                facts: [how.fact],
                feedback,
              },
            ],
          ]
        : [],
    ),
  ];
  const inOrder = [...steps].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return play(
    started,
    ...inOrder.map(([local, actor, command]) => [command, contextIn(of, local, actor)] as const),
    [{ type: 'Settle' }, contextIn(of, `${content.schedule.endOn} 00:00`, as.system)],
  );
};
