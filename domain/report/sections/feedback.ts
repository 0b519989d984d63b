import type { FeedbackKind } from '../../plan/vocabulary.ts';
import {
  column,
  message,
  note,
  number,
  type Section,
  table,
  text,
  type Value,
  word,
} from '../document.ts';
import { goalRef, moment, person, type Subject, who } from '../subject.ts';

type Side = 'manager' | 'employee' | 'hr';
const SIDES: readonly Side[] = ['manager', 'employee', 'hr'];

interface Given {
  readonly from: Side;
  readonly kind: FeedbackKind;
}

/** From whom feedback in a meeting comes: from whoever wrote the record. */
const recorder = ({ history }: Subject, seq: number): Side =>
  history.some((one) => one.seq === seq && one.by.kind === 'member' && one.by.acts === 'manager')
    ? 'manager'
    : 'hr';

/** Somebody who spoke in another's place, and in whose. */
const giver = (subject: Subject, seq: number): Value | undefined => {
  const by = subject.history.find((one) => one.seq === seq)?.by;
  return by?.kind === 'member' && by.actingFor !== undefined ? who(subject, by) : undefined;
};

const inMeetings = (subject: Subject): readonly Given[] =>
  [...subject.records.checkIns, ...subject.records.interimReports].flatMap(({ seq, feedback }) =>
    feedback.map(({ kind }) => ({ from: recorder(subject, seq), kind })),
  );

const counts = (subject: Subject) => {
  const meetings = inMeetings(subject);
  const between = subject.records.feedback;
  const count = (given: readonly Given[], from: Side, kind: FeedbackKind) =>
    number(given.filter((one) => one.from === from && one.kind === kind).length);
  return table(
    'fact',
    message('feedback.counts'),
    [
      column('column.from'),
      column('column.positiveInMeetings', { align: 'end' }),
      column('column.correctiveInMeetings', { align: 'end' }),
      column('column.positiveBetween', { align: 'end' }),
      column('column.correctiveBetween', { align: 'end' }),
    ],
    SIDES.map((from) => ({
      cells: [
        word('actors', from),
        count(meetings, from, 'positive'),
        count(meetings, from, 'corrective'),
        count(between, from, 'positive'),
        count(between, from, 'corrective'),
      ],
    })),
  );
};

/** Feedback in both directions; what was said in a meeting stands with the meeting. 双向反馈 */
export const feedback = (subject: Subject): Section => ({
  id: 'feedback',
  title: message('section.feedback'),
  blocks: [
    ...counts(subject),
    ...(subject.records.feedback.length === 0
      ? [note('feedback.none')]
      : table(
          'judgement',
          message('feedback.between'),
          [
            column('column.givenAt', { nature: 'fact' }),
            column('column.from', { nature: 'fact' }),
            column('column.kind'),
            column('column.feedback'),
            column('column.goal'),
          ],
          subject.records.feedback.map(({ seq, at, by, from, kind, text: words, goalId }) => ({
            cells: [
              moment(subject, at),
              giver(subject, seq) ?? person(subject, by, from),
              word('feedbackKinds', kind),
              text(words),
              goalId === undefined ? message('value.none') : goalRef(subject, goalId),
            ],
          })),
        )),
  ],
});
