import * as fc from 'fast-check';
import { addDays } from '../../domain/kernel/civil-date.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Actor } from '../../domain/plan/context.ts';
import type { EventOf, PlanEvent, RecordedEvent } from '../../domain/plan/events.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import { isEnded } from '../../domain/plan/stage.ts';
import type { Plan } from '../../domain/plan/state.ts';
import type { AppealDecision, PlanStatus } from '../../domain/plan/vocabulary.ts';
import { DEFAULT_POLICY } from '../../domain/tenant/policy.ts';
import { as, berlin, PLAN_ID, people, sha256, shanghai, TENANT_ID } from './plans.ts';
import { changeEvents } from './random-changes.ts';

/** One choice: which event, and what it says. */
interface Choice {
  readonly pick: number;
  readonly text: string;
  readonly small: number;
}

const content = (plan: Plan, { text, small }: Choice): Plan['content'] => ({
  ...plan.content,
  title: text || 'title',
  goals: plan.content.goals.map((goal) => ({ ...goal, minSample: 1 + small })),
});

const drafting = (plan: Plan, choice: Choice): readonly PlanEvent[] => {
  const { text, small } = choice;
  const day = plan.content.schedule.startOn;
  return [
    { type: 'ContentEdited', content: content(plan, choice), approvalVoided: small % 2 === 0 },
    { type: 'DraftShared', talkHeldOn: day, replyBy: addDays(day, small) },
    { type: 'SharingDeferred', reason: text, by: people.hrOwner },
    {
      type: 'DraftAnswered',
      answer: {
        employeeView: text,
        causes: [{ gapId: 'complaints', cause: 'RESOURCE', note: text }],
        supportRequests: [{ id: `r-${small}`, description: text }],
        goals: [{ goalId: 'response-time', answer: 'COUNTER_PROPOSAL', proposal: text }],
      },
    },
    { type: 'TalkDeclined' },
    {
      type: 'AnswerReplied',
      replies: [
        { to: { kind: 'supportRequest', ref: `r-${small}` }, adopted: small > 2, reply: text },
      ],
    },
    ...Array.from({ length: 3 }, () => submitted(plan, choice)),
    { type: 'StatementMade', text },
  ];
};

const submitted = (_: Plan, { text, small }: Choice): EventOf<'PlanSubmitted'> => ({
  type: 'PlanSubmitted',
  contentHash: sha256(text),
  policy: { ...DEFAULT_POLICY, version: small + 1 },
  accepted: small === 0 ? [{ ruleId: 'B3', reason: text, by: people.manager, findings: [] }] : [],
});

const running = (plan: Plan, { text, small }: Choice): readonly PlanEvent[] => {
  const { goals, supports, actions, schedule } = plan.content;
  const at = <Part>(parts: readonly Part[]) => parts[small % parts.length] as Part;
  const plannedOn = addDays(schedule.startOn, 7 * (1 + small));
  const goalId = at(goals).id;
  const supportId = at(supports).id;
  const checkpointId = at(schedule.checkpoints).id;
  const entry = { kind: small % 2 === 0 ? 'positive' : 'corrective', text, goalId } as const;
  return [
    {
      type: 'CheckInHeld',
      writeUp: {
        plannedOn,
        heldOn: plannedOn,
        attendees: [text],
        facts: [text],
        feedback: [entry],
        goals: [{ goalId, status: small > 2 ? 'NO_CHANGE' : 'AT_RISK', note: text }],
        obstacles: [],
        supportNeeded: [text],
        nextSteps: [text],
      },
      late: small > 3,
      replyBy: addDays(plannedOn, 5),
      accepted: [],
    },
    { type: 'CheckInReplied', plannedOn, kind: small > 2 ? 'REPLY' : 'DISPUTE', text },
    { type: 'CheckInCorrected', plannedOn, text },
    {
      type: 'CheckInMoved',
      plannedOn,
      dueOn: addDays(plannedOn, 1),
      movedBy: small > 2 ? 'manager' : 'other',
      reason: text,
    },
    { type: 'CheckInMissed', plannedOn, by: small > 2 ? 'manager' : 'employee' },
    { type: 'CheckInExcused', plannedOn, reason: text },
    {
      type: 'CheckpointHeld',
      checkpointId,
      heldOn: plannedOn,
      attendees: [text],
      facts: [text],
      feedback: [entry],
      goals: [{ goalId, status: 'ON_TRACK', progress: small / 7, expected: 0.5, sample: small }],
    },
    {
      type: 'CheckpointMoved',
      checkpointId,
      dueOn: addDays(plannedOn, 1),
      movedBy: 'manager',
      reason: text,
    },
    { type: 'CheckpointMissed', checkpointId, by: 'manager' },
    { type: 'CheckpointExcused', checkpointId, reason: text },
    {
      type: 'MeasurementRecorded',
      goalId,
      value: small / 3,
      sample: small + 1,
      measuredOn: plannedOn,
      source: text,
      ...(small > 3 ? { supersedes: { seq: 1, reason: text } } : {}),
    },
    { type: 'BaselineRecorded', goalId, value: 1 - small / 3, period: text, source: text },
    { type: 'FeedbackGiven', from: 'employee', entry },
    {
      type: 'CriticalEventRecorded',
      occurredOn: plannedOn,
      kind: 'negative',
      fact: text,
      lateEntry: small > 3,
    },
    { type: 'StatementMade', text },
    { type: 'ActionReported', actionId: at(actions).id, done: 'partly', fact: text, on: plannedOn },
    { type: 'SupportScheduled', supportId, on: plannedOn },
    {
      type: 'SupportDelivered',
      supportId,
      deliveredOn: plannedOn,
      evidence: text,
      lateByWD: small,
      confirmBy: addDays(plannedOn, 7),
    },
    { type: 'SupportConfirmed', supportId, on: plannedOn },
    { type: 'SupportDisputed', supportId, reason: text },
    {
      type: 'SupportDisputeResolved',
      supportId,
      finding: small > 2 ? 'DELIVERED' : 'NOT_DELIVERED',
      reason: text,
    },
    { type: 'SupportSilent', supportId },
    { type: 'SupportWaived', supportId, on: plannedOn, reason: text },
    { type: 'GoalMarkedSubstantiallyMet', goalId, reason: text },
  ];
};

const cancelled = ({ content: { schedule } }: Plan, { text, small }: Choice): PlanEvent => ({
  type: 'PlanCancelled',
  on: schedule.endOn,
  reason: 'ROLE_CHANGED',
  note: text,
  ...(small > 2 ? { appealUntil: addDays(schedule.endOn, 14) } : {}),
});

const proposal = (plan: Plan, { text, small }: Choice, at: Instant) => ({
  at,
  by: people.manager,
  outcome: 'PARTLY_MET' as const,
  nextStep: 'RETRAIN' as const,
  reasons: [{ goalId: plan.content.goals[0]?.id ?? '', text, measurements: [small] }],
  accepted: [],
});

const afterwards = (plan: Plan, { text, small }: Choice): readonly PlanEvent[] => {
  const on = plan.content.schedule.endOn;
  const appealed = isEnded(plan) && plan.appeal !== undefined;
  const decided = (
    decision: AppealDecision,
    effect: EventOf<'AppealDecided'>['effect'],
  ): PlanEvent => ({ type: 'AppealDecided', on, decision, reasons: text, effect, accepted: [] });
  const withAppeal: readonly PlanEvent[] = [
    { type: 'AppealDeciderNamed', deciderId: people.colleague, accepted: [] },
    { type: 'AppealHeard', heldOn: on, attendees: [text], statements: [{ by: text, text }] },
    decided('DISMISSED', { kind: 'STANDS' }),
    decided('PARTLY', {
      kind: 'AMENDED',
      outcome: 'MET',
      nextStep: small > 3 ? 'SUSTAIN' : 'NORMAL',
    }),
    decided('UPHELD', { kind: 'CANCELLED' }),
    decided('UPHELD', {
      kind: 'REOPENED',
      content: plan.content,
      excused: {
        checkIns: [addDays(on, -small)],
        checkpoints: plan.content.schedule.checkpoints.slice(0, 1).map(({ id }) => id),
      },
    }),
    { type: 'AppealWithdrawn', on },
  ];
  return [
    { type: 'StatementMade', text },
    { type: 'OutcomeNoticeServed', on, channel: 'courier', appealUntil: addDays(on, small) },
    {
      type: 'AppealLodged',
      on,
      grounds: ['FACT'],
      text,
      decideBy: addDays(on, 28),
    },
    ...(appealed ? withAppeal : []),
    { type: 'NextStepBegun', on, nextStep: 'RETRAIN', note: text },
    { type: 'EmploymentEnded', on },
    { type: 'HoldPlaced', reason: text },
    { type: 'HoldReleased', reason: text },
    ...(plan.status === 'CLOSED'
      ? [
          { type: 'SustainBegun', startOn: on, endsOn: addDays(on, 90) } as const,
          { type: 'PlanArchived', on } as const,
        ]
      : []),
    ...(plan.status === 'SUSTAIN'
      ? ([
          {
            type: 'SustainCheckInHeld',
            heldOn: on,
            fact: text,
            feedback: { kind: 'positive', text },
          },
          { type: 'RelapseAnswered', nextStep: 'RETRAIN', reason: text },
          {
            type: 'RelapseRecorded',
            gapId: 'complaints',
            occurredOn: on,
            fact: text,
            accepted: [],
          },
          { type: 'PlanArchived', on },
        ] as const)
      : []),
    ...(plan.status === 'ARCHIVED'
      ? ([
          { type: 'ErasureRequested' },
          { type: 'ErasureWithdrawn', reason: text },
          {
            type: 'PlanErased',
            erasure: { on, requestedBy: people.hrOwner, confirmedBy: people.hrHead },
          },
        ] as const)
      : []),
  ];
};

/** What may happen next, by stage. Not every order makes sense; every one can be folded. */
const EVENTS: Readonly<
  Record<PlanStatus, (plan: Plan, choice: Choice, at: Instant) => readonly PlanEvent[]>
> = {
  DRAFT: (plan, choice) => [...drafting(plan, choice), cancelled(plan, choice)],
  IN_REVIEW: (plan, choice) => [
    { type: 'PlanReturned', comment: choice.text },
    { type: 'PlanApproved', contentHash: sha256(choice.text), accepted: [] },
    { type: 'PlanApproved', contentHash: sha256(choice.text), accepted: [] },
    cancelled(plan, choice),
  ],
  APPROVED: (plan, choice, at) => {
    const presented: PlanEvent = {
      type: 'PlanPresented',
      delivery: {
        presentedOn: plan.content.schedule.startOn,
        heldAt: at,
        how: 'inPerson',
        place: choice.text,
        attendees: [choice.text],
        servedAt: at,
        servedBy: 'email',
        ackBy: addDays(plan.content.schedule.startOn, 7),
      },
      accepted: [],
    };
    return [
      presented,
      presented,
      { type: 'ContentEdited', content: content(plan, choice), approvalVoided: true },
    ];
  },
  PRESENTED: (plan, choice, at) => {
    const { startOn, endOn } = plan.content.schedule;
    const signed = { at, on: startOn, contentHash: sha256(choice.text) };
    const activation = { startOn, endOn, movedByWD: choice.small };
    return [
      {
        type: 'PlanAcknowledged',
        acknowledgement: { ...signed, kind: 'DISAGREED', sentence: choice.text, statement: null },
      },
      {
        type: 'PlanAcknowledged',
        acknowledgement: {
          ...signed,
          kind: 'UNREACHABLE',
          attempts: [{ channel: 'phone', at, proof: choice.text }],
          recordedBy: people.hrOwner,
        },
      },
      { type: 'PlanActivated', activation },
      { type: 'PlanActivated', activation, content: content(plan, choice) },
      { type: 'PlanActivated', activation },
      { type: 'PlanRecalled', reason: choice.text },
    ];
  },
  PAUSED: (plan, choice, at) => [...changeEvents(plan, choice, at), cancelled(plan, choice)],
  ACTIVE: (plan, choice, at) => {
    const begun: PlanEvent = {
      type: 'FinalReviewBegun',
      on: plan.content.schedule.endOn,
      early: choice.small > 3,
    };
    return [
      ...running(plan, choice),
      ...changeEvents(plan, choice, at),
      ...changeEvents(plan, choice, at),
      ...Array.from({ length: 3 }, () => changeEvents(plan, choice, at).slice(0, 1)).flat(),
      begun,
      begun,
      cancelled(plan, choice),
    ];
  },
  FINAL_REVIEW: (plan, choice, at) => {
    const on = plan.content.schedule.endOn;
    const { text } = choice;
    return [
      ...running(plan, choice),
      { type: 'FinalInvitationRecorded', invitedOn: on, channel: 'email', proof: text },
      { type: 'FinalMeetingHeld', heldOn: on, attendees: [text], facts: [text] },
      { type: 'FinalResponseRecorded', on, text: choice.small > 3 ? null : text },
      { type: 'OutcomeProposed', proposal: proposal(plan, choice, at) },
      { type: 'OutcomeReturned', comment: text },
      ...changeEvents(plan, choice, at),
      { type: 'RuleOverridden', ruleId: 'K6', reason: text },
      {
        type: 'PlanClosed',
        accepted: [],
        closing: {
          at,
          on,
          by: people.hrOwner,
          outcome: 'MET',
          nextStep: 'NORMAL',
          proposal: proposal(plan, choice, at),
          goals: plan.content.goals.map(({ id }) => ({ goalId: id, status: 'MET' })),
          findings: [{ ruleId: 'K6', path: '/goals/0' }],
          appealUntil: addDays(on, 14),
        },
      },
      cancelled(plan, choice),
    ];
  },
  CLOSED: (plan, choice) => afterwards(plan, choice),
  SUSTAIN: (plan, choice) => afterwards(plan, choice),
  ARCHIVED: (plan, choice) => afterwards(plan, choice),
  ERASED: (_, { text }) => [{ type: 'StatementMade', text }],
};

const WHO: readonly Actor[] = [as.manager, as.employee, as.hrOwner, as.system];
const STARTED_AT = '2026-02-10T01:00:00.000Z' as Instant;
const MINUTE = 60_000;

/** The history that a series of choices makes. */
const historyFrom = (choices: readonly Choice[], planId = PLAN_ID): RecordedEvent[] => {
  const {
    siteId,
    zone,
    language,
    content: draft,
  } = (choices[0]?.pick ?? 0) % 2 === 0 ? shanghai : berlin;
  const history: RecordedEvent[] = [
    {
      seq: 1,
      at: STARTED_AT,
      by: as.manager,
      event: {
        type: 'PlanDrafted',
        planId,
        tenantId: TENANT_ID,
        employeeId: people.employee,
        managerId: people.manager,
        hrOwnerId: people.hrOwner,
        authorId: people.manager,
        siteId,
        zone,
        language,
        content: draft,
        accepted: [],
      },
    },
  ];
  let plan = history.reduce<Plan | undefined>(evolve, undefined);
  for (const choice of choices) {
    if (plan === undefined) break;
    const at = addMs(STARTED_AT, history.length * MINUTE);
    const possible = EVENTS[plan.status](plan, choice, at);
    const event = possible[choice.pick % possible.length];
    if (event === undefined) continue;
    const by = WHO[choice.small % WHO.length] ?? as.system;
    const recorded = { seq: plan.version + 1, at, by, event };
    history.push(recorded);
    plan = evolve(plan, recorded);
  }
  return history;
};

const choice = (): fc.Arbitrary<Choice> =>
  fc.record({
    pick: fc.nat(997),
    text: fc.string({ unit: 'grapheme', maxLength: 40 }),
    small: fc.nat(6),
  });

/** Histories of every stage and every type of event; a fold of one is a plan. */
export const histories = (maxLength: number): fc.Arbitrary<RecordedEvent[]> =>
  fc.array(choice(), { maxLength, size: 'max' }).map((choices) => historyFrom(choices));
