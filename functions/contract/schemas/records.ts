import * as z from 'zod/mini';
import { FEEDBACK_KINDS, GOAL_STATUSES } from '../../../domain/plan/vocabulary.ts';
import { goalStanding } from './plan.ts';
import { civilDate, instant, memberId, partId, seq } from './primitives.ts';

const answer = z.object;
const words = z.string;

const feedbackEntry = () =>
  answer({
    kind: z.enum(FEEDBACK_KINDS),
    text: words(),
    goalId: z.exactOptional(partId()),
  });

/** What a plan accumulated while it ran, as the employee sees it: the same as everybody. */
export const records = () =>
  answer({
    checkIns: z.array(
      answer({
        seq: seq(),
        plannedOn: civilDate(),
        heldOn: civilDate(),
        recordedAt: instant(),
        recordedBy: memberId(),
        late: z.boolean(),
        attendees: z.array(words()),
        facts: z.array(words()),
        feedback: z.array(feedbackEntry()),
        goals: z.array(
          answer({
            goalId: partId(),
            status: z.enum([...GOAL_STATUSES, 'NO_CHANGE']),
            note: z.exactOptional(words()),
          }),
        ),
        obstacles: z.array(words()),
        supportNeeded: z.array(words()),
        nextSteps: z.array(words()),
        replies: z.array(
          answer({ seq: seq(), at: instant(), kind: z.enum(['REPLY', 'DISPUTE']), text: words() }),
        ),
        corrections: z.array(answer({ seq: seq(), at: instant(), text: words() })),
      }),
    ),
    measurements: z.array(
      answer({
        seq: seq(),
        goalId: partId(),
        value: z.number(),
        sample: z.number(),
        measuredOn: civilDate(),
        recordedAt: instant(),
        recordedBy: memberId(),
        source: words(),
        supersedes: z.exactOptional(answer({ seq: seq(), reason: words() })),
        supersededBy: z.exactOptional(seq()),
      }),
    ),
    feedback: z.array(
      answer({
        seq: seq(),
        at: instant(),
        by: memberId(),
        from: z.enum(['manager', 'employee', 'hr']),
        kind: z.enum(FEEDBACK_KINDS),
        text: words(),
        goalId: z.exactOptional(partId()),
      }),
    ),
    criticalEvents: z.array(
      answer({
        seq: seq(),
        occurredOn: civilDate(),
        recordedAt: instant(),
        recordedBy: memberId(),
        kind: z.enum(['positive', 'negative']),
        fact: words(),
        goalId: z.exactOptional(partId()),
        lateEntry: z.boolean(),
      }),
    ),
    statements: z.array(answer({ seq: seq(), at: instant(), text: words() })),
    interimReports: z.array(
      answer({
        seq: seq(),
        checkpointId: partId(),
        heldOn: civilDate(),
        at: instant(),
        attendees: z.array(words()),
        facts: z.array(words()),
        feedback: z.array(feedbackEntry()),
        goals: z.array(goalStanding()),
      }),
    ),
  });
