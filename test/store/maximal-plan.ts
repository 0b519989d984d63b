import { randomBytes } from 'node:crypto';
import { addDays } from '../../domain/kernel/civil-date.ts';
import { type MemberId, parseMemberId } from '../../domain/kernel/ids.ts';
import { addMs } from '../../domain/kernel/instant.ts';
import type { PlanContent } from '../../domain/plan/content.ts';
import type { PlanEvent, RecordedEvent } from '../../domain/plan/events.ts';
import type { RunningState } from '../../domain/plan/running-state.ts';
import { DEFAULT_POLICY } from '../../domain/tenant/policy.ts';
import { on } from '../domain/calendar/calendars.ts';
import { activePlanHistory, as, people, shanghai } from '../support/plans.ts';
import { NOW } from './running-plan.ts';

/** Random printable text: nothing that the contract lets in compresses worse, byte for byte. */
export const noise = (bytes: number): string => {
  let text = '';
  for (const byte of randomBytes(bytes)) text += String.fromCharCode(33 + (byte % 94));
  return text;
};

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

const provider = (index: number): MemberId => {
  const id = parseMemberId(`01K0SVPPRT${String(index).padStart(16, '0')}`);
  if (id === undefined) throw new Error('no id');
  return id;
};

/** Content that nearly fills a request of 256 KB, every list as long as the contract allows. */
export const maximalContent = (): PlanContent => ({
  title: noise(200),
  gaps: times(10, (gap) => ({
    id: `gap-${gap}`,
    expectation: noise(4000),
    expectationSource: { kind: 'policy', reference: noise(200) },
    observedFact: noise(4000),
    evidence: times(20, () => ({
      occurredOn: on('2026-01-12'),
      source: noise(50),
      fact: noise(300),
      reportedBy: noise(50),
    })),
    causes: times(10, () => ({ cause: 'METHOD', raisedBy: 'manager', note: noise(100) })),
  })),
  goals: times(10, (goal) => ({
    id: `goal-${goal}`,
    gapIds: times(10, (gap) => `gap-${gap}`),
    statement: noise(500),
    measure: { kind: 'milestone', definitionOfDone: noise(500), verifier: noise(120) },
    dueOn: on('2027-02-26'),
    minSample: 1,
  })),
  actions: times(40, (action) => ({
    id: `action-${action}`,
    goalId: 'goal-1',
    what: noise(200),
    how: noise(200),
    dueOn: on('2026-04-30'),
  })),
  supports: times(40, (support) => ({
    id: `support-${support}`,
    kind: 'TRAINING',
    description: noise(200),
    provider: { name: noise(50), memberId: provider(support) },
    dueBy: on('2026-04-01'),
    goalIds: ['goal-1'],
    mandatory: true,
  })),
  schedule: {
    ...shanghai.content.schedule,
    endOn: on('2027-03-01'),
    finalReviewOn: on('2027-03-02'),
    checkpoints: times(40, (index) => ({
      id: `checkpoint-${index}`,
      on: addDays(on('2026-03-03'), index * 9),
    })),
  },
});

const accepted = () =>
  times(40, () => ({
    ruleId: 'B3' as const,
    reason: noise(2000),
    by: people.manager,
    findings: [],
  }));

/** The talk at its longest: 120 KB asked for, 100 KB answered. */
const talk = (): readonly PlanEvent[] => [
  {
    type: 'DraftAnswered',
    answer: {
      employeeView: noise(20_000),
      causes: times(20, (gap) => ({ gapId: `gap-${gap}`, cause: 'RESOURCE', note: noise(2000) })),
      supportRequests: times(20, (id) => ({ id: `request-${id}`, description: noise(2000) })),
      goals: times(10, (goal) => ({
        goalId: `goal-${goal}`,
        answer: 'COUNTER_PROPOSAL',
        proposal: noise(2000),
      })),
    },
  },
  {
    type: 'AnswerReplied',
    replies: times(50, (item) => ({
      to: { kind: 'supportRequest', ref: `request-${item}`.padStart(100, 'x') },
      adopted: false,
      reply: noise(2000),
    })),
  },
];

const record = (events: readonly PlanEvent[]): RecordedEvent[] =>
  events.map((event, index) => ({ seq: index + 1, at: NOW, by: as.manager, event }));

const drafted = (content: PlanContent): PlanEvent => {
  const [first] = activePlanHistory();
  if (first?.event.type !== 'PlanDrafted') throw new Error('no draft');
  return { ...first.event, content, accepted: accepted() };
};

/** A draft with as much as can be said of one. */
export const maximalDraft = (content: PlanContent): RecordedEvent[] =>
  record([drafted(content), ...talk()]);

const proposal = () => ({
  at: NOW,
  by: people.manager,
  outcome: 'NOT_MET' as const,
  nextStep: 'SEPARATION_REVIEW' as const,
  reasons: times(10, (goal) => ({
    goalId: `goal-${goal}`,
    text: noise(4000),
    measurements: times(100, (seq) => seq),
  })),
  accepted: accepted(),
});

/** The same plan at the end of its final review, its outcome proposed. */
export const maximalReview = (content: PlanContent): RecordedEvent[] => {
  const contentHash = 'ab'.repeat(32);
  const { startOn, endOn } = content.schedule;
  return record([
    drafted(content),
    ...talk(),
    { type: 'PlanSubmitted', contentHash, policy: DEFAULT_POLICY, accepted: accepted() },
    { type: 'PlanApproved', contentHash, accepted: accepted() },
    {
      type: 'PlanPresented',
      delivery: {
        presentedOn: on('2026-02-25'),
        heldAt: NOW,
        how: 'inPerson',
        place: noise(200),
        attendees: times(20, () => noise(120)),
        servedAt: NOW,
        servedBy: 'inPerson',
        ackBy: on('2026-03-03'),
      },
      accepted: accepted(),
    },
    {
      type: 'PlanAcknowledged',
      acknowledgement: {
        at: NOW,
        on: on('2026-02-25'),
        contentHash,
        kind: 'DISAGREED',
        sentence: noise(200),
        statement: noise(20_000),
      },
    },
    { type: 'PlanActivated', activation: { startOn, endOn, movedByWD: 1 }, content },
    { type: 'FinalReviewBegun', on: endOn, early: false },
    { type: 'OutcomeProposed', proposal: proposal() },
  ]);
};

/** An amendment with as much content as the plan, and half a year of pauses and changes before it. */
export const maximalAmendment = (content: PlanContent): readonly PlanEvent[] => [
  {
    type: 'AmendmentProposed',
    kind: 'EXTENSION',
    extension: 'LEAVE',
    path: 'FORMAL',
    harder: false,
    burdens: true,
    reason: noise(2000),
    content,
    contentHash: 'cd'.repeat(32),
    accepted: accepted(),
  },
  { type: 'AmendmentApproved', contentHash: 'cd'.repeat(32), accepted: accepted() },
  { type: 'AmendmentServed', servedAt: NOW, servedBy: 'email', ackBy: on('2026-03-03') },
  {
    type: 'AmendmentAcknowledged',
    answer: {
      at: NOW,
      on: on('2026-03-03'),
      contentHash: 'cd'.repeat(32),
      kind: 'DISAGREED',
      sentence: noise(200),
      statement: noise(20_000),
    },
  },
];

/** The end of a pause, with every open date moved. */
export const maximalResume = (content: PlanContent): PlanEvent => ({
  type: 'PlanResumed',
  on: on('2026-06-01'),
  workingDays: 60,
  accepted: [],
  content,
  checkIns: times(53, (week) => ({
    plannedOn: addDays(content.schedule.startOn, 7 * week),
    dueOn: addDays(content.schedule.startOn, 7 * week + 84),
  })),
  checkpoints: content.schedule.checkpoints.map(({ id, on: dueOn }) => ({
    checkpointId: id,
    dueOn,
  })),
  scheduled: content.supports.map(({ id, dueBy }) => ({ supportId: id, on: dueBy })),
  confirmBy: content.supports.map(({ id, dueBy }) => ({ supportId: id, by: dueBy })),
  replyBy: [],
  obstaclesBy: [],
  rateBy: [],
  turnedBy: content.goals.map(({ id, dueOn }) => ({ goalId: id, by: dueOn })),
  checkInsAfter: content.schedule.endOn,
});

/** The decision that closes it, with everything that HR may add. */
export const maximalClosing = (content: PlanContent): PlanEvent => ({
  type: 'PlanClosed',
  accepted: [],
  closing: {
    at: NOW,
    on: content.schedule.endOn,
    by: people.hrHead,
    outcome: 'NOT_MET',
    nextStep: 'SEPARATION_REVIEW',
    proposal: proposal(),
    goals: content.goals.map(({ id }) => ({ goalId: id, status: 'NOT_MET' })),
    findings: times(40, () => ({ ruleId: 'K6', path: '/goals/0' })),
    appealUntil: on('2027-04-01'),
    referral: { checklist: times(20, () => noise(2000)) as [string, ...string[]] },
  },
});

/** The running state of a year with everything held, moved, disputed and reported. */
export const fullRun = ({ schedule, supports, actions, goals }: PlanContent): RunningState => {
  const byId = <State>(parts: readonly { readonly id: string }[], state: (at: number) => State) =>
    Object.fromEntries(parts.map(({ id }, at) => [id, state(at)]));
  const movedBy = { manager: 2, other: 3 };
  const [day] = schedule.checkpoints.map((one) => one.on);
  const lastDay = day ?? schedule.endOn;
  const instant = (at: number) => addMs(NOW, at * 7_654_321);
  return {
    checkIns: Object.fromEntries(
      times(53, (week) => [
        addDays(schedule.startOn, 7 * week),
        {
          status: 'HELD',
          movedBy,
          heldOn: addDays(schedule.startOn, 7 * week + 1),
          recordedAt: instant(week),
          late: week % 2 === 0,
          replyBy: addDays(schedule.startOn, 7 * week + 8),
          reply: 'DISPUTED',
        },
      ]),
    ),
    checkpoints: byId(schedule.checkpoints, (at) => ({
      status: 'HELD',
      movedBy,
      heldOn: addDays(lastDay, at),
      reportSeq: at * 17,
    })),
    supports: byId(supports, (at) => ({
      status: 'DISPUTED',
      deliveredOn: addDays(lastDay, at),
      lateByWD: at,
      confirmBy: addDays(lastDay, at + 7),
      finding: 'DELIVERED',
    })),
    actions: byId(actions, (at) => ({ done: 'partly', on: addDays(lastDay, at) })),
    goals: byId(goals, (at) => ({
      measurements: 365 + at,
      lastMeasuredOn: addDays(lastDay, at),
      baseline: { value: at / 7, period: noise(200), source: noise(200) },
      shown: 'AT_RISK',
    })),
    withoutPositive: 7,
    statements: 99,
    criticalEvents: 99,
  };
};
