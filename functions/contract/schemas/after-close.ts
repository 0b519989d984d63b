import * as z from 'zod/mini';
import { APPEAL_DECISIONS, APPEAL_GROUNDS, NEXT_STEPS } from '../../../domain/plan/vocabulary.ts';
import { civilDate, instant, memberId, partId } from './primitives.ts';

const answer = z.object;
const words = z.string;

/** An objection and what became of it, the same for everybody who reads the plan (L5). */
export const appeal = () =>
  answer({
    status: z.enum(['LODGED', 'HEARD', ...APPEAL_DECISIONS, 'WITHDRAWN']),
    lodgedAt: instant(),
    lodgedOn: civilDate(),
    grounds: z.array(z.enum(APPEAL_GROUNDS)),
    text: words(),
    decideBy: civilDate(),
    decider: z.exactOptional(answer({ memberId: memberId(), namedAt: instant() })),
    hearing: z.exactOptional(
      answer({
        heldOn: civilDate(),
        attendees: z.array(words()),
        statements: z.array(answer({ by: words(), text: words() })),
      }),
    ),
    decision: z.exactOptional(
      answer({
        at: instant(),
        on: civilDate(),
        decision: z.enum(APPEAL_DECISIONS),
        reasons: words(),
        effect: z.enum(['STANDS', 'AMENDED', 'CANCELLED', 'REOPENED']),
      }),
    ),
  });

const sustain = () =>
  answer({
    startOn: civilDate(),
    endsOn: civilDate(),
    checkIns: z.int(),
    lastCheckInOn: z.exactOptional(civilDate()),
    relapse: z.exactOptional(
      answer({
        gapId: partId(),
        occurredOn: civilDate(),
        recordedAt: instant(),
        nextStep: z.exactOptional(z.enum(NEXT_STEPS)),
      }),
    ),
  });

/**
 * What every view shows of the time after the outcome.
 * @param closing the schema of an outcome
 */
export const afterClose = <Closing extends z.ZodMiniType>(closing: Closing) => ({
  appeal: z.exactOptional(appeal()),
  /** Outcomes that an appeal made void. */
  voided: z.exactOptional(z.array(answer({ closing, appeal: appeal() }))),
  /** While an appeal is open nothing that follows from the outcome may begin. */
  nextStepFrozen: z.exactOptional(z.boolean()),
  nextStepBegunOn: z.exactOptional(civilDate()),
  sustain: z.exactOptional(sustain()),
});

/** What HR sees of how long the record is kept. */
export const keeping = () => ({
  hold: z.exactOptional(answer({ placedAt: instant(), placedBy: memberId(), reason: words() })),
  erasableOn: z.exactOptional(civilDate()),
  employmentEndOn: z.exactOptional(civilDate()),
  erasure: z.exactOptional(answer({ at: instant(), by: memberId() })),
});
