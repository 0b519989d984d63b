import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { addDays, latest } from '../../domain/kernel/civil-date.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type { PlanContent } from '../../domain/plan/content.ts';
import type { PlanEvent } from '../../domain/plan/events.ts';
import type { Plan, RunningPlan } from '../../domain/plan/state.ts';
import {
  EXTENSION_REASONS,
  OVERRIDABLE_RULES,
  PAUSE_REASONS,
} from '../../domain/plan/vocabulary.ts';
import { changeManager, PAUSE, proposeAmendment, RESUME, withEasierGoal } from './amendments.ts';
import type { FullContext } from './plan-spec.ts';
import { changed, people, sha256 } from './plans.ts';

interface Choice {
  readonly pick: number;
  readonly small: number;
}

const REASON = '已经与员工当面说明并记录在案';
const ACCEPTED = ['A6', 'C3', 'D8', 'D10', 'D12', 'F3', 'G1', 'G4', 'J8', 'Q3'].map((ruleId) => ({
  ruleId,
  reason: REASON,
}));

/** Two to eight weeks more than today and the end, with a checkpoint in them. */
const longer = (
  { content }: RunningPlan,
  { small }: Choice,
  { today, calendar }: FullContext,
): PlanContent => {
  const { schedule } = content;
  const from = latest(schedule.endOn, today);
  const endOn = addWorkingDays(calendar, from, 20 + 3 * small);
  const checkpoint = { id: `until-${endOn}`, on: addWorkingDays(calendar, from, 10) };
  return {
    ...content,
    schedule: {
      ...schedule,
      endOn,
      finalReviewOn: endOn,
      checkpoints: [...schedule.checkpoints, checkpoint],
    },
  };
};

/** What may be done with the amendment that is open. */
const answers = (plan: RunningPlan, { small }: Choice, { now }: FullContext): PlanCommand[] => {
  const { amendment } = plan;
  if (amendment === undefined) return [];
  const reject: PlanCommand = { type: 'RejectAmendment', reason: REASON };
  if (amendment.kind === 'MANAGER_CHANGE')
    return small < 5
      ? [{ type: 'AcceptHandover' }]
      : [{ type: 'DeclineHandover', reason: REASON }, reject];
  const { contentHash } = amendment;
  switch (amendment.status) {
    case 'PROPOSED':
      return [{ type: 'ApproveAmendment', contentHash, accepted: ACCEPTED }, reject];
    case 'HR_APPROVED':
      return [{ type: 'ServeAmendment', servedAt: now, servedBy: 'email' }];
    case 'SERVED':
      return [
        { type: 'AcknowledgeAmendment', kind: 'AGREED', contentHash },
        { type: 'AcknowledgeAmendment', kind: 'DISAGREED', contentHash, statement: null },
        {
          type: 'RecordAmendmentRefusal',
          witness: { name: '周洋', role: '班长', at: now, place: '三号会议室' },
        },
        {
          type: 'RecordAmendmentUnreachable',
          attempts: [
            { channel: 'phone', at: now, proof: '通话记录' },
            { channel: 'registeredPost', at: now, proof: '回执' },
          ],
        },
        { type: 'Settle' },
      ];
  }
};

/** Commands that pause, amend, extend or hand over a plan that runs. */
export const changing = (
  plan: RunningPlan,
  choice: Choice,
  context: FullContext,
): readonly PlanCommand[] => {
  const { small } = choice;
  if (plan.status === 'PAUSED')
    return [{ ...RESUME, accepted: ACCEPTED }, ...answers(plan, choice, context), changeManager()];
  const open = answers(plan, choice, context);
  if (open.length > 0) return open;
  const extension = EXTENSION_REASONS[small % EXTENSION_REASONS.length] ?? 'LEAVE';
  const extend = proposeAmendment(longer(plan, choice, context), {
    kind: 'EXTENSION',
    extension,
    accepted: ACCEPTED,
  });
  const rest: readonly PlanCommand[] = [
    changeManager({ managerId: small % 2 === 0 ? people.colleague : people.manager }),
  ];
  return plan.status === 'FINAL_REVIEW'
    ? [
        extend,
        ...rest,
        {
          type: 'OverrideRule',
          ruleId: OVERRIDABLE_RULES[small % OVERRIDABLE_RULES.length] ?? 'K6',
          reason: REASON,
        },
      ]
    : [
        { ...PAUSE, reason: PAUSE_REASONS[small % PAUSE_REASONS.length] ?? 'ORG' },
        extend,
        proposeAmendment({ ...plan.content, title: `第${small}版` }, { accepted: ACCEPTED }),
        proposeAmendment(withEasierGoal(plan.content), { accepted: ACCEPTED }),
        proposeAmendment(changed(plan.content, '/goals/1/measure/target', 29 - small), {
          accepted: ACCEPTED,
        }),
        ...rest,
      ];
};

/** Events that pause, amend, extend or hand over a plan, whether that makes sense or not. */
export const changeEvents = (plan: Plan, { small }: Choice, at: Instant): readonly PlanEvent[] => {
  if (!('running' in plan)) return [];
  const { content } = plan;
  const day = addDays(content.schedule.startOn, 10 + small);
  const { amendment } = plan;
  if (plan.status === 'PAUSED')
    return [
      {
        type: 'PlanResumed',
        on: day,
        workingDays: small,
        accepted: [],
        content: { ...content, title: `第${small}版` },
        checkIns: [{ plannedOn: addDays(content.schedule.startOn, 3), dueOn: day }],
        checkpoints: content.schedule.checkpoints
          .slice(0, 1)
          .map(({ id }) => ({ checkpointId: id, dueOn: day })),
        scheduled: content.supports.slice(0, 1).map(({ id }) => ({ supportId: id, on: day })),
        confirmBy: content.supports.map(({ id }) => ({ supportId: id, by: day })),
        replyBy: Object.keys(plan.running.checkIns).map((plannedOn) => ({
          plannedOn: plannedOn as typeof day,
          by: day,
        })),
        obstaclesBy: Object.keys(plan.running.obstacles ?? { none: 0 }).map((obstacleId) => ({
          obstacleId,
          by: day,
        })),
        rateBy: Object.keys(plan.running.checkpoints).map((checkpointId) => ({
          checkpointId,
          by: day,
        })),
        turnedBy: Object.keys(plan.running.goals).map((goalId) => ({ goalId, by: day })),
        checkInsAfter: content.schedule.endOn,
      },
    ];
  const paused: PlanEvent = { type: 'PlanPaused', on: day, reason: 'LEAVE', note: REASON };
  if (amendment === undefined)
    return [
      ...(plan.status === 'ACTIVE' ? [paused] : []),
      {
        type: 'AmendmentProposed',
        kind: small % 2 === 0 ? 'CONTENT' : 'EXTENSION',
        path: small > 3 ? 'LIGHT' : 'FORMAL',
        harder: small === 2,
        burdens: small === 2,
        reason: REASON,
        ...(small % 2 === 0 ? {} : { extension: 'LEAVE' }),
        content: {
          ...content,
          title: `第${small}版`,
          actions: content.actions.slice(0, 1 + small),
        },
        contentHash: sha256(`${small}`),
        ...(small > 3 ? { ackBy: day } : {}),
        accepted: [],
      },
      {
        type: 'ManagerChangeProposed',
        to: people.colleague,
        handoverNote: REASON,
        on: day,
        accepted: [],
      },
    ];
  if (amendment.kind === 'MANAGER_CHANGE')
    return [
      { type: 'ManagerChangeAccepted', on: day },
      { type: 'ManagerChangeDeclined', reason: REASON },
    ];
  const { contentHash } = amendment;
  switch (amendment.status) {
    case 'PROPOSED':
      return [{ type: 'AmendmentApproved', contentHash, accepted: [] }];
    case 'HR_APPROVED':
      return [
        { type: 'AmendmentServed', servedAt: at, servedBy: 'app', ackBy: day },
        { type: 'AmendmentRejected', reason: REASON },
      ];
    case 'SERVED':
      return [
        {
          type: 'AmendmentAcknowledged',
          answer: { kind: 'NO_RESPONSE', at: at, on: day, contentHash },
        },
        {
          type: 'AmendmentTookEffect',
          on: day,
          kept: [addDays(day, 1)],
          dropped: Object.keys(plan.running.checkIns).slice(0, 1) as (typeof day)[],
          checkInsAfter: day,
          ...(amendment.extension === undefined
            ? {}
            : {
                extension: {
                  reason: amendment.extension,
                  from: day,
                  to: addDays(day, 7),
                  workingDays: 5,
                },
              }),
        },
        { type: 'AmendmentLapsed' },
      ];
  }
};
