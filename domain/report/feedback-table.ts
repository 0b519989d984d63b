import type { FeedbackEntry } from '../plan/records.ts';
import { column, message, type TableBlock, table, text, word } from './document.ts';
import { goalRef, type Subject } from './subject.ts';

/** The feedback of one meeting: what was good, what should change, in the words that were used. */
export const feedbackTable = (
  subject: Subject,
  feedback: readonly FeedbackEntry[],
): readonly TableBlock[] =>
  table(
    'judgement',
    message('feedback.inMeeting'),
    [column('column.kind'), column('column.feedback'), column('column.goal')],
    feedback.map(({ kind, text: words, goalId }) => ({
      cells: [
        word('feedbackKinds', kind),
        text(words),
        goalId === undefined ? message('value.none') : goalRef(subject, goalId),
      ],
    })),
  );
