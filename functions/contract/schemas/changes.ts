import * as z from 'zod/mini';
import {
  CONTENT_AMENDMENTS,
  CONTENT_CHANGES,
  EXTENSION_REASONS,
  PAUSE_REASONS,
} from '../../../domain/plan/vocabulary.ts';
import { planContent } from './content.ts';
import { civilDate, instant, memberId } from './primitives.ts';

const answer = z.object;
const words = z.string;

const pause = () => answer({ reason: z.enum(PAUSE_REASONS), on: civilDate(), at: instant() });

const answerKind = () => z.enum(['AGREED', 'DISAGREED', 'REFUSED', 'NO_RESPONSE', 'UNREACHABLE']);

/** Another content on its way, with what differs from the plan as it stands. */
const amendment = () =>
  answer({
    no: z.int(),
    kind: z.enum(CONTENT_AMENDMENTS),
    status: z.enum(['PROPOSED', 'HR_APPROVED', 'SERVED']),
    proposedAt: instant(),
    proposedBy: memberId(),
    reason: words(),
    extension: z.exactOptional(z.enum(EXTENSION_REASONS)),
    path: z.enum(['FORMAL', 'LIGHT']),
    /** Takes effect only if the employee agrees. */
    harder: z.boolean(),
    burdens: z.boolean(),
    contentHash: words(),
    content: planContent(),
    changes: z.array(
      answer({
        kind: z.enum(CONTENT_CHANGES),
        path: words(),
        id: z.exactOptional(words()),
      }),
    ),
    servedAt: z.exactOptional(instant()),
    ackBy: z.exactOptional(civilDate()),
  });

/** Pauses, amendments that are over, who stands in for a manager: what every view shows. */
export const changesOfPlan = () => ({
  pause: z.exactOptional(pause()),
  pauses: z.exactOptional(
    z.array(
      answer({
        ...pause().shape,
        resumedOn: civilDate(),
        resumedAt: instant(),
        workingDays: z.int(),
      }),
    ),
  ),
  /** What awaits the employee's answer. */
  servedAmendment: z.exactOptional(amendment()),
  amendments: z.exactOptional(
    z.array(
      answer({
        no: z.int(),
        kind: z.enum([...CONTENT_AMENDMENTS, 'MANAGER_CHANGE']),
        status: z.enum(['EFFECTIVE', 'REJECTED', 'LAPSED']),
        at: instant(),
        contentHash: z.exactOptional(words()),
        answer: z.exactOptional(answerKind()),
        disagreementAnswer: z.exactOptional(answer({ at: instant(), by: memberId() })),
        extension: z.exactOptional(
          answer({
            reason: z.enum(EXTENSION_REASONS),
            from: civilDate(),
            to: civilDate(),
            workingDays: z.int(),
          }),
        ),
      }),
    ),
  ),
  /** Nobody is manager: the HR owner stands in. */
  vacancy: z.exactOptional(answer({ from: memberId(), since: civilDate() })),
  managerSince: z.exactOptional(civilDate()),
});

/** Before it is served an amendment is HR's and the manager's; so is the note of a handover. */
export const changesUnderWay = () => ({
  amendment: z.exactOptional(amendment()),
  handover: z.exactOptional(
    answer({ to: memberId(), note: words(), proposedAt: instant(), proposedBy: memberId() }),
  ),
});
