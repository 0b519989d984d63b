import * as z from 'zod/mini';
import {
  CANCEL_REASONS,
  CHANNELS,
  GOAL_STATUSES,
  LANGUAGES,
  NEXT_STEPS,
  OPEN_CAUSES,
  PLAN_STATUSES,
  PROPOSED_OUTCOMES,
  SUPPORT_KINDS,
} from '../../../domain/plan/vocabulary.ts';
import { afterClose, keeping } from './after-close.ts';
import { changesOfPlan, changesUnderWay } from './changes.ts';
import { planContent } from './content.ts';
import { civilDate, instant, memberId, partId, planId, seq } from './primitives.ts';

/** Answers are objects that drop what they do not declare, so an undeclared field cannot leak. */
const answer = z.object;
const words = z.string;

export const openCause = () => z.enum(OPEN_CAUSES as ['KNOWLEDGE_SKILL', ...typeof OPEN_CAUSES]);

/** One result of one rule, in the reader's language. */
export const ruleResult = () =>
  answer({
    ruleId: words(),
    severity: z.enum(['E', 'W', 'I']),
    path: words(),
    message: words(),
    remedy: words(),
    source: words(),
    owedBy: z.exactOptional(
      answer({
        role: z.enum(['employee', 'manager', 'hr', 'provider']),
        memberId: z.exactOptional(memberId()),
        dueBy: z.exactOptional(civilDate()),
      }),
    ),
  });

const talk = () =>
  answer({
    status: z.enum(['NOT_SHARED', 'SHARED', 'ANSWERED', 'DECLINED', 'DEFERRED']),
    heldOn: z.exactOptional(civilDate()),
    sharedAt: z.exactOptional(instant()),
    replyBy: z.exactOptional(civilDate()),
    answer: z.exactOptional(
      answer({
        at: instant(),
        employeeView: words(),
        causes: z.array(answer({ gapId: partId(), cause: openCause(), note: words() })),
        supportRequests: z.array(
          answer({
            id: partId(),
            kind: z.exactOptional(z.enum(SUPPORT_KINDS)),
            description: words(),
          }),
        ),
        goals: z.array(
          answer({
            goalId: partId(),
            answer: z.enum(['UNDERSTOOD', 'AGREED', 'COUNTER_PROPOSAL']),
            proposal: z.exactOptional(words()),
          }),
        ),
      }),
    ),
    replies: z.array(
      answer({
        to: answer({ kind: z.enum(['cause', 'supportRequest', 'goal']), ref: words() }),
        adopted: z.boolean(),
        reply: words(),
      }),
    ),
  });

const acknowledgement = () =>
  answer({
    kind: z.enum(['AGREED', 'DISAGREED', 'REFUSED', 'NO_RESPONSE', 'UNREACHABLE']),
    at: instant(),
    on: civilDate(),
    contentHash: words(),
    sentence: z.exactOptional(words()),
    paper: z.exactOptional(
      answer({
        attachmentId: partId(),
        sha256: words(),
        recordedBy: memberId(),
        witness: z.exactOptional(
          answer({ name: words(), role: words(), at: instant(), place: words() }),
        ),
      }),
    ),
    statement: z.exactOptional(z.nullable(words())),
    witness: z.exactOptional(
      answer({ name: words(), role: words(), at: instant(), place: words() }),
    ),
  });

/** Where a promised support stands. */
export const supportStanding = () => ({
  status: z.enum([
    'PROMISED',
    'SCHEDULED',
    'DELIVERED',
    'CONFIRMED',
    'DISPUTED',
    'SILENT',
    'WAIVED',
  ]),
  on: z.exactOptional(civilDate()),
  deliveredOn: z.exactOptional(civilDate()),
  lateByWD: z.exactOptional(z.int()),
  confirmBy: z.exactOptional(civilDate()),
  finding: z.exactOptional(z.enum(['DELIVERED', 'NOT_DELIVERED'])),
});

const meetingState = () => ({
  dueOn: civilDate(),
  plannedOn: civilDate(),
  status: z.enum(['PLANNED', 'HELD', 'MISSED', 'EXCUSED']),
  heldOn: z.exactOptional(civilDate()),
  missedBy: z.exactOptional(z.enum(['manager', 'employee'])),
});

const running = () =>
  answer({
    checkIns: z.array(
      answer({
        ...meetingState(),
        late: z.exactOptional(z.boolean()),
        replyBy: z.exactOptional(civilDate()),
        reply: z.exactOptional(z.enum(['OPEN', 'REPLIED', 'DISPUTED'])),
      }),
    ),
    checkpoints: z.array(
      answer({
        ...meetingState(),
        checkpointId: partId(),
        rateBy: z.exactOptional(civilDate()),
        ratedBy: z.exactOptional(z.array(z.enum(['employee', 'manager']))),
      }),
    ),
    obstacles: z.array(
      answer({
        obstacleId: partId(),
        answerBy: civilDate(),
        ownerId: memberId(),
        answered: z.boolean(),
      }),
    ),
    supports: z.array(
      answer({
        supportId: partId(),
        ...supportStanding(),
      }),
    ),
    actions: z.array(
      answer({ actionId: partId(), done: z.enum(['no', 'partly', 'yes']), on: civilDate() }),
    ),
    goals: z.array(
      answer({
        goalId: partId(),
        measurements: z.int(),
        lastMeasuredOn: z.exactOptional(civilDate()),
        baseline: z.exactOptional(answer({ value: z.number(), period: words(), source: words() })),
        shown: z.exactOptional(z.enum(GOAL_STATUSES)),
        substantiallyMet: z.exactOptional(z.boolean()),
        turned: z.exactOptional(
          answer({ status: z.enum(['MET', 'OFF_TRACK']), answerBy: civilDate() }),
        ),
      }),
    ),
  });

const goalReason = () => answer({ goalId: partId(), text: words(), measurements: z.array(seq()) });

const proposal = () =>
  answer({
    at: instant(),
    by: memberId(),
    outcome: z.enum(PROPOSED_OUTCOMES),
    nextStep: z.enum(NEXT_STEPS),
    reasons: z.array(goalReason()),
  });

/** The final review; what was proposed is HR's and the manager's until it is decided. */
const finalReview = (shown: 'withProposal' | 'withoutProposal') =>
  answer({
    begunAt: instant(),
    begunOn: civilDate(),
    early: z.boolean(),
    meetingHeldOn: z.exactOptional(civilDate()),
    invitedOn: z.array(civilDate()),
    respondedOn: z.exactOptional(civilDate()),
    ...(shown === 'withProposal'
      ? {
          proposal: z.exactOptional(proposal()),
          outcomeReturns: z.int(),
          overrides: z.array(answer({ ruleId: words(), reason: words(), by: memberId() })),
        }
      : {}),
  });

const closing = () =>
  answer({
    at: instant(),
    on: civilDate(),
    outcome: z.enum([...PROPOSED_OUTCOMES, 'CANCELLED']),
    reason: z.exactOptional(z.enum(CANCEL_REASONS)),
    nextStep: z.exactOptional(z.enum(NEXT_STEPS)),
    goals: z.exactOptional(z.array(answer({ goalId: partId(), status: z.enum(GOAL_STATUSES) }))),
    reasons: z.exactOptional(z.array(goalReason())),
    appealUntil: z.exactOptional(civilDate()),
    overrides: z.exactOptional(
      z.array(answer({ ruleId: words(), reason: words(), by: memberId() })),
    ),
    notice: z.exactOptional(answer({ on: civilDate(), channel: z.enum(CHANNELS) })),
    amendedFrom: z.exactOptional(
      answer({ outcome: z.enum(PROPOSED_OUTCOMES), nextStep: z.enum(NEXT_STEPS) }),
    ),
  });

const shared = () => ({
  id: planId(),
  status: z.enum(PLAN_STATUSES),
  version: seq(),
  employeeId: memberId(),
  managerId: memberId(),
  hrOwnerId: memberId(),
  zone: words(),
  siteId: words(),
  language: z.enum(LANGUAGES),
  createdAt: instant(),
  content: planContent(),
  talk: talk(),
  contentHash: z.exactOptional(words()),
  delivery: z.exactOptional(
    answer({
      presentedOn: civilDate(),
      heldAt: instant(),
      how: z.enum(CHANNELS),
      place: words(),
      attendees: z.array(words()),
      servedAt: instant(),
      servedBy: z.enum(CHANNELS),
      ackBy: civilDate(),
    }),
  ),
  acknowledgements: z.exactOptional(z.array(acknowledgement())),
  disagreementAnswer: z.exactOptional(answer({ at: instant(), by: memberId() })),
  activation: z.exactOptional(
    answer({ at: instant(), startOn: civilDate(), endOn: civilDate(), movedByWD: z.int() }),
  ),
  running: z.exactOptional(running()),
  ...changesOfPlan(),
  closing: z.exactOptional(closing()),
  ...afterClose(closing()),
});

const managed = () => ({
  authorId: memberId(),
  submittedAt: z.exactOptional(instant()),
  approvedAt: z.exactOptional(instant()),
  approvedBy: z.exactOptional(memberId()),
  returns: z.int(),
  review: z.exactOptional(finalReview('withProposal')),
  ...changesUnderWay(),
});

const reviewed = () => ({
  ...managed(),
  talkDeferral: z.exactOptional(answer({ reason: words(), by: memberId() })),
  accepted: z.array(answer({ ruleId: words(), reason: words(), by: memberId() })),
  ...keeping(),
});

/** A plan as each view sees it; the employee's is what both sides share. */
export const planView = () => ({
  employee: answer({ ...shared(), review: z.exactOptional(finalReview('withoutProposal')) }),
  manager: answer({ ...shared(), ...managed() }),
  reviewer: answer({ ...shared(), ...reviewed() }),
  hr: answer({
    ...shared(),
    ...reviewed(),
    referralChecklist: z.exactOptional(z.array(words())),
  }),
});

/** A plan in a list: nothing that was written about anybody. */
export const planSummary = () =>
  answer({
    id: planId(),
    status: z.enum(PLAN_STATUSES),
    employeeId: memberId(),
    managerId: memberId(),
    hrOwnerId: memberId(),
    startOn: civilDate(),
    endOn: civilDate(),
  });

/** What every command answers. */
export const commandAnswer = () =>
  answer({
    id: planId(),
    version: seq(),
    status: z.enum(PLAN_STATUSES),
    /** Warnings and hints that the command passed. */
    results: z.array(ruleResult()),
  });

export const goalStanding = () =>
  answer({
    goalId: partId(),
    status: z.enum(GOAL_STATUSES),
    progress: z.number(),
    expected: z.number(),
    current: z.exactOptional(z.number()),
    sample: z.number(),
  });
