import type { OutcomeProposal } from '../plan/state.ts';
import { type Block, message, values } from './document.ts';
import { goalRef, moment, person, type Subject } from './subject.ts';

/** Why, per goal, in the proposer's words, with the measurements they rest on (K9). */
export const reasonQuotes = (
  subject: Subject,
  { reasons, by, at }: Pick<OutcomeProposal, 'reasons' | 'by' | 'at'>,
): readonly Block[] =>
  reasons.map(({ goalId, text: words, measurements }) => ({
    type: 'quote',
    nature: 'judgement',
    label:
      measurements.length === 0
        ? message('outcome.reason', { goal: goalRef(subject, goalId) })
        : message('outcome.reasonCiting', {
            goal: goalRef(subject, goalId),
            measurements: values(...measurements.map((seq) => message('ref.seq', { seq }))),
          }),
    by: person(subject, by),
    when: moment(subject, at),
    text: words,
  }));
