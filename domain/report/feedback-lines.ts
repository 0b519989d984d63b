import type { FeedbackEntry } from '../plan/records.ts';
import { message, type Value, word } from './document.ts';
import { goalRef, type Subject } from './subject.ts';

/** The feedback of one meeting: what was good, what should change, in the words that were used. */
export const feedbackLines = (
  subject: Subject,
  feedback: readonly FeedbackEntry[],
): readonly Value[] =>
  feedback.map(({ kind, text, goalId }) =>
    message('feedback.line', {
      kind: word('feedbackKinds', kind),
      text,
      ...(goalId === undefined ? {} : { goal: goalRef(subject, goalId) }),
    }),
  );
